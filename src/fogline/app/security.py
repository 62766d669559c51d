"""What stands before every address: who may ask, from where, how much, and what pages may do.

A page of another site that a browser has open must not be able to read or write here: the name
asked for is checked (against DNS rebinding), writes must come from a page of this server and carry
its token, and nothing may be framed or fetched from elsewhere.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["MOST_BYTES", "POLICY", "Guard"]

# Largest request body. Source: Chosen by us: a long PDF report has some ten megabytes.
MOST_BYTES = 32_000_000

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_COOKIE = "fogline_bearer"


class _TooMuch(Exception):
    """The body is longer than it said, or than is read."""


class Guard:
    """ASGI middleware: Host, bearer token, Origin, size, and the headers of every answer.

    hosts    names (with port) by which this server may be asked; empty: any, for a server that
             needs the bearer token
    bearer   the token that every request must carry as ``Authorization: Bearer`` or as the cookie
             that ``?bearer=`` sets; "" on the machine's own address
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Collection[str], bearer: str = "", most: int = MOST_BYTES
    ) -> None:
        self._app, self._hosts, self._bearer, self._most = app, frozenset(hosts), bearer, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with one sentence."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise _TooMuch
            return message

        try:
            await self._app(scope, counted, guarded)
        except _TooMuch:
            if not begun:
                await self._too_much()(scope, receive, guarded)

    def _too_much(self) -> PlainTextResponse:
        words = f"more than {self._most:,} bytes - split the report, or read it with fogline read"
        return PlainTextResponse(words, 413, headers={"Connection": "close"})

    def _refusal(self, scope: Scope) -> PlainTextResponse | RedirectResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts and host not in self._hosts:
            return PlainTextResponse(
                f"this server does not answer to {host!r} - open http://{min(self._hosts)}", 421
            )
        if self._bearer:
            refusal = self._ask_who(scope, headers)
            if refusal is not None:
                return refusal
        if scope["method"] not in ("GET", "HEAD"):
            origin = headers.get("origin", "")
            if origin != f"{scope.get('scheme', 'http')}://{host}":
                return PlainTextResponse(
                    f"a write from {origin or 'no page'!r} is refused - "
                    "use this server's own pages",
                    403,
                )
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._most:
            return self._too_much()
        return None

    def _ask_who(
        self, scope: Scope, headers: Headers
    ) -> PlainTextResponse | RedirectResponse | None:
        def right(given: str) -> bool:
            return hmac.compare_digest(given.encode(), self._bearer.encode())

        if right(headers.get("authorization", "").removeprefix("Bearer ")):
            return None
        cookies = SimpleCookie(headers.get("cookie", ""))
        if _COOKIE in cookies and right(cookies[_COOKIE].value):
            return None
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        given = query.pop("bearer", [""])[0]
        if scope["method"] == "GET" and given and right(given):
            rest = urlencode(query, doseq=True)
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(_COOKIE, self._bearer, httponly=True, samesite="strict")
            return answer
        return PlainTextResponse(
            "a bearer token is needed - open the address that fogline serve printed", 401,
            headers={"WWW-Authenticate": "Bearer"},
        )  # fmt: skip
