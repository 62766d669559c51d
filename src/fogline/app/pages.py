"""What is read: an address in, a page out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from fogline import flow
from fogline.app.desk import Desk
from fogline.ground.errors import UnknownName
from fogline.page.pages.claims import Filters, claim_page, claims_page
from fogline.page.pages.overview import overview
from fogline.page.pages.roles import ASSETS, View, show
from fogline.page.text import anchor

__all__ = ["author_of", "claim_of", "desk_of", "page_routes", "view_for"]


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


def _status(view: View, request: Request) -> str:
    return show("status_alone", view, here="", title="")


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
        "/status": _status,
    }
    return [
        *(Route(path, _page(make)) for path, make in pages.items()),
        Route("/assets/{file}", _asset),
        Route("/overview", lambda request: RedirectResponse("/", 308)),
    ]
