"""Bad requests to the local server: raw bytes, taken apart as a server does, put to its app."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, unquote

__all__ = ["answered", "request_bytes"]

HOME = b"127.0.0.1:8765"
TOKEN = "the token of this test"

PATHS = (
    "/", "/claims", "/claims/k3", "/claims/k3/report", "/reports", "/reports/r1", "/sources",
    "/ground", "/what-if", "/why", "/track-record", "/method", "/add", "/changes", "/status",
    "/assets/x.css",
)  # fmt: skip
WRITES = {
    "/claims/k3/judge": ("verdict", "author", "reason", "back", "value", "low", "high", "unit",
                         "hedge", "held_from", "subject", "echoed", "relation", "measure"),
    "/refit": ("quick", "back"),
    "/what-if/save": ("title", "query"),
    "/add": ("text", "published"),
    "/add/r1": ("claim", "author", "reason", "fit"),
}  # fmt: skip
KEYS = ("author", "page", "words", "after", "status", "measure", "origin", "sort", "on", "drop",
        "observable", "start-red", "on-red", "amount-red", "q", "back", "claim")  # fmt: skip
VERDICTS = ("accepted", "rejected", "proposed", "corrected", "retargeted", "echo of", "graded")


def request_bytes(chance: random.Random, nasty: tuple[str, ...]) -> bytes:
    """A request, right or nearly so: a page asked for, or a form sent."""
    words = (*nasty, *VERDICTS, "k1", "k5", "12", "2024-02-01", "", "Ann", "red", "verbatim")

    def some() -> str:
        return chance.choice(words)

    def fields(names: tuple[str, ...], n: int) -> list[tuple[str, str]]:
        return [(chance.choice(names), some()) for _ in range(n)]

    def coded(pairs: list[tuple[str, str]]) -> str:
        return "&".join(f"{key}={quote_plus(value, errors='replace')}" for key, value in pairs)

    query = coded(fields(KEYS, chance.randrange(4)))
    head = ["Host: 127.0.0.1:8765", f"Cookie: fogline_author={quote(some(), errors='replace')}"]
    if chance.random() < 0.5:
        path = chance.choice(PATHS)
        if chance.random() < 0.3:
            path = path.rsplit("/", 1)[0] + "/" + quote(some(), errors="replace")
        lines = [f"GET {path}?{query} HTTP/1.1", *head]
        return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
    path, names = chance.choice(list(WRITES.items()))
    pairs = fields(names, chance.randrange(8))
    pairs.insert(0, ("token", TOKEN if chance.random() < 0.8 else some()))
    head.append("Origin: http://127.0.0.1:8765" if chance.random() < 0.9 else f"Origin: {some()}")
    if chance.random() < 0.5:
        body, media = coded(pairs), "application/x-www-form-urlencoded"
    else:
        parts = [
            f'--edge\r\nContent-Disposition: form-data; name="{key}"'
            + chance.choice(["", "", '; filename="a.txt"', '; filename="../../x"', "; filename*=x"])
            + f"\r\n\r\n{value}\r\n"
            for key, value in pairs
        ]
        body, media = "".join(parts) + "--edge--\r\n", "multipart/form-data; boundary=edge"
    head += [f"Content-Type: {media}", f"Content-Length: {len(body)}"]
    lines = [f"POST {path}?{query} HTTP/1.1", *head, "", body]
    return "\r\n".join(lines).encode("utf-8", "replace")


def answered(data: bytes, folder: Path) -> int:
    """The status of the answer; raises what the app raises (a server would say 500)."""
    read, written = _apps(folder)
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    method, _, rest = first.partition(b" ")
    target = rest.rsplit(b" ", 1)[0]
    raw_path, _, query = target.partition(b"?")
    verb = method.decode("latin-1") if re.fullmatch(rb"[A-Z]{1,10}", method) else "GET"
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
        "method": verb, "raw_path": raw_path, "root_path": "", "query_string": query,
        "path": unquote(raw_path.decode("ascii", "replace")), "client": ("127.0.0.1", 5000),
        "server": ("127.0.0.1", 8765),
        "headers": [
            (name.strip().lower(), value.strip())
            for name, colon, value in (line.partition(b":") for line in lines)
            if colon and name.strip()
        ],
    }  # fmt: skip
    asked = _asked(read if verb == "GET" else written, scope, body)
    # on a thread of its own: a browser driven by another test has a loop on this one
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


async def _asked(app: Any, scope: dict[str, Any], body: bytes) -> int:
    found: list[int] = []
    told = False

    async def receive() -> dict[str, Any]:
        nonlocal told
        if told:
            return {"type": "http.disconnect"}
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])
            # h11 and a browser would refuse such a header, or read two of it
            for name, value in message["headers"]:
                assert not re.search(rb"[\r\n\0]", name + value), f"a header in two lines: {value}"

    await app(scope, receive, send)
    return found[0]


@cache
def _apps(folder: Path) -> tuple[Any, Any]:
    """The app over a full case for what is read, over a small one for what is written."""
    from fogline.app.server import create_app
    from fogline.flow.workbench import copy_case
    from tests.app.conftest import StillDesk
    from tests.faults.cases import small_case
    from tests.page import factory

    folder.mkdir(parents=True, exist_ok=True)
    places: dict[str, Callable[[], Any]] = {
        "kursk": lambda: copy_case("kursk", folder / "kursk"),
        "hill": lambda: small_case(folder / "hill"),
    }
    apps = []
    for name, make in places.items():
        make()
        answers = factory.full_assessment() if name == "kursk" else None
        desk = StillDesk(folder / name, answers, folder / f"{name}.sqlite")
        desk.token = TOKEN
        desk._status = replace(desk._status, words="")
        apps.append(create_app(desk, hosts=[HOME.decode()]))
    return apps[0], apps[1]
