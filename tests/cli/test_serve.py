"""What ``fogline serve`` tells a program that starts it."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from fogline.cli.main import run


def test_the_address_is_told_while_the_server_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    seen: list[bytes] = []

    def serve(case: str, *, say: Any, **_: Any) -> None:
        say("http://127.0.0.1:1/")
        seen.append(raw.getvalue())  # what has left the program by now

    monkeypatch.setattr("fogline.app.server.serve", serve)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    assert run(["serve", "kursk", "--json"]) == 0
    assert json.loads(seen[0]) == {"case": "kursk", "address": "http://127.0.0.1:1/"}
