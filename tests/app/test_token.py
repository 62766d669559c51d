"""A write acts only with the token of this server's own pages, and leads back to this server."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from fogline.app.server import create_app
from fogline.app.writes import within

HOME = "http://127.0.0.1:8765"


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def client(done: list[str]) -> TestClient:
    desk = SimpleNamespace(token="the-pages-token", refit=lambda **_: done.append("refit"))
    app = create_app(desk, hosts=["127.0.0.1:8765"])  # pyright: ignore[reportArgumentType]
    return TestClient(app, base_url=HOME, headers={"Origin": HOME}, follow_redirects=False)


@pytest.mark.parametrize("token", [None, "", "another", "the-pages-token "])
def test_a_write_without_the_token_of_this_servers_pages_does_nothing(
    client: TestClient, done: list[str], token: str | None
) -> None:
    form = {"quick": "yes"} | ({"token": token} if token is not None else {})
    assert client.post("/refit", data=form).status_code == 403
    assert client.post("/refit", files={"token": b"the-pages-token"}).status_code == 403
    assert done == []


def test_after_a_write_one_is_led_back_to_this_server_alone(
    client: TestClient, done: list[str]
) -> None:
    form = {"token": "the-pages-token", "back": "//evil.example/"}
    answer = client.post("/refit", data=form)
    assert (answer.status_code, answer.headers["location"], done) == (303, "/", ["refit"])
    backs = ("/claims?page=2", "/\\evil", "https://evil.example")
    assert [within(back, "/") for back in backs] == ["/claims?page=2", "/", "/"]
