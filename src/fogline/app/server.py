"""The server: a desk, its addresses, and what guards them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from secrets import token_urlsafe

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fogline.app.desk import Desk
from fogline.app.pages import page_routes, view_for
from fogline.app.security import Guard
from fogline.app.writes import write_routes
from fogline.ground.errors import FoglineError, InputError, UnknownName
from fogline.page.pages.roles import show

__all__ = ["create_app", "serve"]

_OWN = ("127.0.0.1", "localhost", "[::1]")


def create_app(desk: Desk, *, hosts: Collection[str], bearer: str = "") -> Starlette:
    """The web app over a desk; ``hosts`` and ``bearer`` as in ``security.Guard``."""
    app = Starlette(
        routes=[*page_routes(), *write_routes()],
        middleware=[Middleware(Guard, hosts=hosts, bearer=bearer)],
        exception_handlers={FoglineError: _said, HTTPException: _missing},
    )
    app.state.desk = desk
    return app


def _said(request: Request, error: Exception) -> Response:
    """A fault that a person can mend, on a page."""
    code = 404 if isinstance(error, UnknownName) else 422
    return HTMLResponse(_message(request, str(error)), code)


def _missing(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "There is no such page.", 405: "This address is not asked that way."}
    return HTMLResponse(_message(request, words.get(code, "That did not work.")), code)


def _message(request: Request, words: str) -> str:
    return show("message", view_for(request), here="", title="That did not work", words=words)


def serve(
    case: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    quick: bool = False,
    seed: int | None = None,
    ledger: Path | None = None,
    say: object = print,
) -> None:
    """Serve a case until interrupted; ``say`` is told the address. Raises FoglineError.

    Bound to another address than this machine's own, every request needs a bearer token, which
    stands in the address that is told.
    """
    import socket

    import uvicorn

    at_home = host in ("127.0.0.1", "localhost", "::1")
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)  # who comes before the pages are ready waits, and is not refused
    except OSError as error:
        listener.close()
        raise InputError(
            f"cannot listen on {host} port {port}: {error.strerror} - choose another with --port"
        ) from error
    port = listener.getsockname()[1]
    bearer = "" if at_home else token_urlsafe(24)
    try:
        desk = Desk(case, quick=quick, seed=seed, ledger=ledger)
        app = create_app(
            desk, hosts=[f"{name}:{port}" for name in _OWN] if at_home else (), bearer=bearer
        )
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}/" + (f"?bearer={bearer}" if bearer else "")
        if callable(say):
            say(address)
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()
