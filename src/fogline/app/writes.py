"""What is written: each write comes from one of this server's own pages and carries its token."""

from __future__ import annotations

import hmac
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from fogline import flow
from fogline.app.pages import claim_of, desk_of, log_of, scenario_of, view_for
from fogline.flow import workbench
from fogline.ground.days import parse_date
from fogline.ground.errors import FoglineError, InputError
from fogline.page.pages.claims import claim_page
from fogline.page.pages.evidence import add_page, copy_page, proposal_page
from fogline.page.pages.what_if import knobs_of

__all__ = ["write_routes"]

_CORRECTED = ("measure", "low", "value", "high", "unit", "hedge", "held_from", "held_until")
YEAR = 31_536_000

Act = Callable[[Request, FormData], Response]


def _writes(
    act: Callable[[Request, FormData], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """A handler that acts only on a form with this server's token."""

    async def answer(request: Request) -> Response:
        form = await request.form(max_files=20, max_fields=5000, max_part_size=8_000_000)
        given = form.get("token", "")
        if not (
            isinstance(given, str)
            and hmac.compare_digest(given.encode(), desk_of(request).token.encode())
        ):
            return PlainTextResponse(
                "this page is older than the server - load it again, then repeat what you did", 403
            )
        return await run_in_threadpool(act, request, form)

    return answer


def texts_of(form: FormData) -> dict[str, str]:
    """The fields of a form that are text."""
    return {key: value for key, value in form.items() if not isinstance(value, UploadFile)}


def within(back: str, otherwise: str) -> str:
    """An address of this server to go back to; never one of another."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else otherwise


def _judge(request: Request, form: FormData) -> Response:
    desk, fields = desk_of(request), texts_of(form)
    key = claim_of(desk.view(), request.path_params["name"])
    verdict, author = fields.get("verdict", ""), fields.get("author", "")
    more: dict[str, object] = {}
    if verdict == "corrected":
        more["changes"] = {name: fields[name].strip() for name in _CORRECTED if name in fields}
    elif verdict == "retargeted":
        more["changes"] = {"subject": fields.get("subject", "")}
    elif verdict == "echo of":
        more["other"] = fields.get("echoed", "").strip()
        more["changes"] = {"relation": fields.get("relation", "verbatim")}
    elif verdict == "graded":
        more["other"] = fields.get("grade_source", "") + fields.get("grade_said", "")
    try:
        if verdict not in ("accepted", "rejected", "proposed", "corrected", "retargeted",
                           "echo of", "graded"):  # fmt: skip
            raise InputError(f"no such verdict: {verdict!r} - press one of the buttons")
        ruling = flow.ruling(key, verdict, fields.get("reason", ""), **more)
        rows = flow.judge(str(desk.folder), [ruling], author=author, ledger=desk.ledger)
    except FoglineError as error:
        view = view_for(request)
        message = str(error).replace("nothing was judged:\n  ", "")
        if reason := fields.get("reason", ""):
            message += f"\nYou had written: “{reason}”"
        log = log_of(request, view, key)
        back = fields.get("back", "")
        page = claim_page(view, key, log=log, message=message, back=back)
        return HTMLResponse(page, 422)
    now = rows[0].id if rows else key
    back = within(fields.get("back", ""), "/claims/{claim}").replace("{claim}", quote(now))
    answer = RedirectResponse(back, 303)
    _remember_author(answer, author)
    return answer


def _remember_author(answer: Response, author: str) -> None:
    answer.set_cookie(
        "fogline_author", quote(author), max_age=YEAR, httponly=True, samesite="strict"
    )


def _noticed(request: Request, form: FormData) -> Response:
    desk_of(request).recovered = ()
    return RedirectResponse(within(texts_of(form).get("back", ""), "/"), 303)


def _refit(request: Request, form: FormData) -> Response:
    desk_of(request).refit(quick=bool(form.get("quick")))
    return RedirectResponse(within(texts_of(form).get("back", ""), "/"), 303)


def _save_what_if(request: Request, form: FormData) -> Response:
    desk, fields = desk_of(request), texts_of(form)
    view = desk.view()
    query = dict(parse_qsl(fields.get("query", "").lstrip("?")))
    title = fields.get("title", "").strip()
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "what-if"
    knobs = knobs_of(view.case, query, workbench.scenario_changes())
    wanted = scenario_of(knobs, name=name, title=title)
    if wanted is None:
        raise InputError("nothing is switched on - switch something on, then save")
    workbench.save_what_if(desk.folder, wanted)
    return RedirectResponse(f"/what-if?{urlencode({**query, 'saved': name})}", 303)


def _add(request: Request, form: FormData) -> Response:
    desk, fields = desk_of(request), texts_of(form)
    text, day = fields.get("text", ""), fields.get("published", "")
    file = form.get("file")
    try:
        name, data = "pasted text", text.encode("utf-8", "replace")
        if isinstance(file, UploadFile) and file.filename:
            name, data = file.filename, file.file.read()
        if not data.strip():
            raise InputError("nothing was handed over - choose a file, or paste the text")
        published = parse_date(day, where="printed on") if day else None
        found = workbench.propose(name, data, published=published, ledger=desk.ledger)
        if not found:
            raise InputError("no report was found in it - is it empty?")
    except FoglineError as error:
        page = add_page(view_for(request), message=str(error), text=text, day=day)
        return HTMLResponse(page, 422)
    return RedirectResponse(f"/add/{found[0][0].id}", 303)


def _accept(request: Request, form: FormData) -> Response:
    desk, fields = desk_of(request), texts_of(form)
    report, author = request.path_params["name"], fields.get("author", "")
    chosen = {str(each) for each in form.getlist("claim")}
    try:
        workbench.accept(
            desk.folder, report, chosen, author=author, reason=fields.get("reason", ""),
            ledger=desk.ledger,
        )  # fmt: skip
    except FoglineError as error:
        read, claims = workbench.proposal(report, ledger=desk.ledger)
        page = proposal_page(view_for(request), read, claims, message=str(error))
        return HTMLResponse(page, 422)
    desk.view()
    if fields.get("fit"):
        desk.refit(quick=fields["fit"] == "quick")
    answer = RedirectResponse(f"/reports/{report}", 303)
    _remember_author(answer, author)
    return answer


def _copy(request: Request, form: FormData) -> Response:
    desk, folder = desk_of(request), texts_of(form).get("folder", "").strip()
    try:
        if not folder:
            raise InputError("no folder is named - write where the copy should go")
        workbench.copy_case(desk.folder, Path(folder).expanduser())
    except FoglineError as error:
        page = copy_page(view_for(request), message=str(error), folder=folder)
        return HTMLResponse(page, 422)
    desk.open(str(Path(folder).expanduser()), quick=desk.quick)
    return RedirectResponse("/claims", 303)


def write_routes() -> list[Route]:
    """Every address that writes."""
    writes: dict[str, Act] = {
        "/claims/{name}/judge": _judge,
        "/noticed": _noticed,
        "/refit": _refit,
        "/what-if/save": _save_what_if,
        "/add": _add,
        "/add/{name}": _accept,
        "/copy": _copy,
    }
    return [Route(path, _writes(act), methods=["POST"]) for path, act in writes.items()]
