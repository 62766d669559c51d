"""Who the server answers, and what it lets a page do; no fit is made here."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from fogline.app.security import POLICY, Guard

HOME = "http://127.0.0.1:8765"


async def _echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


def client(*, bearer: str = "", hosts: tuple[str, ...] = ("127.0.0.1:8765",)) -> TestClient:
    guard = Middleware(Guard, hosts=hosts, bearer=bearer, most=1000)
    app = Starlette(routes=[Route("/", _echo, methods=["GET", "POST"])], middleware=[guard])
    return TestClient(app, base_url=HOME, follow_redirects=False)


def test_a_request_by_the_servers_own_name_is_answered_under_the_strict_policy() -> None:
    answer = client().get("/")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY and "*" not in POLICY and "http" not in POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_request_by_another_name_is_refused_so_that_a_rebound_name_reads_nothing() -> None:
    answer = client().get("/", headers={"Host": "evil.example:8765"})
    assert answer.status_code == 421
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:9999"])
def test_a_write_that_comes_from_no_page_of_this_server_is_refused(origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    assert client().post("/", headers=headers, content=b"x").status_code == 403


def test_a_write_from_the_servers_own_page_passes() -> None:
    assert client().post("/", headers={"Origin": HOME}, content=b"xyz").text == "3"


def test_a_body_that_is_too_long_is_refused_whether_or_not_it_says_its_length() -> None:
    told = client().post("/", headers={"Origin": HOME}, content=b"x" * 1001)
    assert told.status_code == 413
    untold = client().post("/", headers={"Origin": HOME}, content=(b"x" * 600 for _ in range(3)))
    assert untold.status_code == 413


def test_elsewhere_a_bearer_token_is_needed_and_the_address_with_it_sets_a_cookie() -> None:
    asked = client(bearer="secret", hosts=())
    assert asked.get("/").status_code == 401
    assert asked.get("/?bearer=wrong").status_code == 401
    assert asked.get("/", headers={"Authorization": "Bearer secret"}).status_code == 200
    answer = asked.get("/?bearer=secret&a=1")
    assert answer.status_code == 303 and answer.headers["location"] == "/?a=1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert asked.get("/").status_code == 200
