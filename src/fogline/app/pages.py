"""What is read: an address in, a page out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from fogline import flow
from fogline.app.desk import Desk
from fogline.flow import workbench
from fogline.ground.errors import InputError, UnknownName
from fogline.page.pages.claims import Filters, claim_page, claims_page
from fogline.page.pages.evidence import add_page, changes_page, copy_page, proposal_page
from fogline.page.pages.ground import ground_page
from fogline.page.pages.method import method_page
from fogline.page.pages.overview import overview
from fogline.page.pages.reports import report_page, reports_page
from fogline.page.pages.roles import ASSETS, View, show
from fogline.page.pages.sources import sources_page
from fogline.page.pages.track_record import track_record_page
from fogline.page.pages.what_if import Knob, knobs_of, what_if_page
from fogline.page.pages.why import why_page
from fogline.page.text import anchor, short_date

if TYPE_CHECKING:
    from fogline.case.case import Scenario

__all__ = ["author_of", "claim_of", "desk_of", "log_of", "page_routes", "scenario_of", "view_for"]


MEDIA = {"html": "text/html", "md": "text/markdown", "pdf": "application/pdf"}
"""Forms of the whole report, by the ending of its file."""


def desk_of(request: Request) -> Desk:
    """The server's desk."""
    return request.app.state.desk


def author_of(request: Request) -> str:
    """Who judged last in this browser."""
    return unquote(request.cookies.get("fogline_author", ""))


def view_for(request: Request) -> View:
    """What is on the desk, for whoever asks."""
    return desk_of(request).view(author_of(request))


def claim_of(view: View, name: str) -> str:
    """The id of a claim by its id or by its place on a page; UnknownName when it is neither."""
    if name in view.claims:
        return name
    for key in view.claims:
        if anchor("claim", key) == f"claim-{name}":
            return key
    raise UnknownName("claim", name, list(view.claims)[:5000])


def _page(make: Callable[[View, Request], str]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return HTMLResponse(make(view_for(request), request))

    return answer


def _overview(view: View, request: Request) -> str:
    return overview(view)


def _claims(view: View, request: Request) -> str:
    asked = {k: v for k, v in request.query_params.items() if k in Filters.__slots__}
    number = asked.pop("page", "1")
    return claims_page(view, Filters(**asked, page=int(number) if number.isdigit() else 1))


def _claim(view: View, request: Request) -> str:
    key = claim_of(view, request.path_params["name"])
    return claim_page(view, key, log=log_of(request, view, key))


def log_of(request: Request, view: View, key: str) -> list[Any]:
    """The audit log of a claim and of the rows it supersedes."""
    rows = {claim.id for claim in view.case.rows_of(key)}
    return flow.judgements(rows, ledger=desk_of(request).ledger)


def _claims_report(request: Request) -> Response:
    """To the words of a claim, in its report."""
    view = view_for(request)
    claim = view.claims[claim_of(view, request.path_params["name"])]
    place = f"/reports/{claim.report}?claim={quote(claim.id)}#{anchor('word', claim.id)}"
    return RedirectResponse(place if claim.report in view.texts else f"/claims/{claim.id}", 307)


def _reports(view: View, request: Request) -> str:
    return reports_page(view)


def _report(view: View, request: Request) -> str:
    name = request.path_params["name"]
    found = next((item for item in view.case.reports if item.id == name), None)
    if found is None:
        raise UnknownName("report", name, [item.id for item in view.case.reports])
    key = request.query_params.get("claim", "")
    log = log_of(request, view, key) if key in view.claims else []
    return report_page(view, found, key=key, log=log)


def _sources(view: View, request: Request) -> str:
    return sources_page(view, without=request.query_params.get("without", ""))


def _why(view: View, request: Request) -> str:
    return why_page(view, answer=request.query_params.get("answer", ""))


def _what_if(view: View, request: Request) -> str:
    desk, query = desk_of(request), dict(request.query_params)
    knobs = knobs_of(view.case, query, workbench.scenario_changes())
    beside = query.get("beside", "")
    asked = {"live": scenario_of(knobs), "kept": _beside(view, beside)}
    found, messages = {}, []
    for kind, wanted in asked.items():
        if wanted is not None:
            try:
                found[kind] = desk.what_if(wanted)
            except InputError as error:
                messages.append(str(error))
    return what_if_page(
        view,
        knobs,
        found.get("live"),
        kept=found.get("kept"),
        beside=beside,
        message=" ".join(messages),
        is_open=all(each is not None for each in found.values()),
        saved_as=next(
            (item.title for item in view.case.scenarios if item.id == query.get("saved")), ""
        ),
    )


def _beside(view: View, beside: str) -> Scenario | None:
    """The what-if to set beside: one saved in the case by its id, or one held, by its query."""
    if not beside.startswith("?"):
        return next((item for item in view.case.scenarios if item.id == beside), None)
    held = dict(parse_qsl(beside[1:]))
    return scenario_of(knobs_of(view.case, held, workbench.scenario_changes()), name="held")


def scenario_of(knobs: Sequence[Knob], *, name: str = "live", title: str = "") -> Scenario | None:
    """The what-if that knobs come to, None when none is on."""
    parts = []
    for number, knob in enumerate(each for each in knobs if each.is_on):
        size = knob.amount / 100 if knob.unit else knob.amount
        size_words = f"{knob.shown}, " if knob.size_words else ""
        words = f"{knob.words} ({size_words}{short_date(knob.start)})"
        parts.append(
            workbench.scenario(
                id=name if not number else f"{name}-{number + 1}",
                title=words[:1].upper() + words[1:],
                change=knob.change,
                target=knob.target,
                start=knob.start,
                amount=size,
                **({"to": knob.to} if knob.to else {}),
            )
        )
    if not parts:
        return None
    joined = title or "; ".join(part.title for part in parts)
    return replace(parts[0], title=joined, also=tuple(parts[1:]))


def _proposal(view: View, request: Request) -> str:
    report, claims = workbench.proposal(request.path_params["name"], ledger=desk_of(request).ledger)
    return proposal_page(view, report, claims)


def _changes(view: View, request: Request) -> str:
    desk = desk_of(request)
    if desk.before is None or view.assessment is None:
        return changes_page(view, ())
    return changes_page(view, workbench.changed(desk.before, view.assessment))


def _copy(view: View, request: Request) -> str:
    return copy_page(view, folder=str(Path.cwd() / f"my-{view.case.id}"))


def _status(view: View, request: Request) -> str:
    return show("status_alone", view, here="", title="")


def _whole_report(request: Request) -> Response:
    """The report as one file to take along: HTML, Markdown, or PDF by an installed Chromium."""
    form, view = request.path_params["form"], view_for(request)
    if form not in MEDIA or view.assessment is None:
        raise HTTPException(404)
    content = flow.report_text(view.case, view.assessment, form)
    name = f"{view.case.id}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA[form], headers=headers)


def _asset(request: Request) -> Response:
    digest, _, ending = request.path_params["file"].partition(".")
    if ending not in ASSETS:
        return Response(status_code=404)
    made, media = ASSETS[ending]
    known, text = made()
    keep = "public, max-age=31536000, immutable" if digest == known else "no-store"
    return Response(text, media_type=media, headers={"Cache-Control": keep})


def page_routes() -> list[Route]:
    """Every address that only reads."""
    pages: dict[str, Callable[[View, Request], str]] = {
        "/": _overview,
        "/claims": _claims,
        "/claims/{name}": _claim,
        "/reports": _reports,
        "/reports/{name}": _report,
        "/sources": _sources,
        "/ground": lambda view, request: ground_page(view),
        "/what-if": _what_if,
        "/why": _why,
        "/track-record": lambda view, request: track_record_page(view),
        "/method": lambda view, request: method_page(view),
        "/add": lambda view, request: add_page(view),
        "/add/{name}": _proposal,
        "/changes": _changes,
        "/copy": _copy,
        "/status": _status,
    }
    return [
        Route("/report.{form}", _whole_report),
        *(Route(path, _page(make)) for path, make in pages.items()),
        Route("/claims/{name}/report", _claims_report),
        Route("/assets/{file}", _asset),
    ]
