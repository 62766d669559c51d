"""A server over a desk whose answers are made of whole cloth: no fit, and a real browser on it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from fogline.answer import Assessment
from fogline.app.desk import Desk
from fogline.app.server import create_app
from fogline.flow.workbench import copy_case
from tests.page import factory


class StillDesk(Desk):
    """A desk that shows an assessment it is given and never fits."""

    def __init__(self, folder: Path, assessment: Assessment | None, ledger: Path) -> None:
        self._given = assessment
        super().__init__(str(folder), ledger=ledger)

    def open(self, case: str, *, quick: bool = False) -> None:
        super().open(case, quick=quick)
        if self._given is not None:
            made_from = replace(self._given.provenance, case_hash=self.case.hash)
            self.assessment = replace(self._given, provenance=made_from)

    def refit(self, *, quick: bool = False) -> None:
        self.asked_to_fit = True


class Serving:
    """A running server: its address, and its desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        app = create_app(desk, hosts=[f"127.0.0.1:{port}", f"localhost:{port}"])
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True
        )

    def __enter__(self) -> Serving:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Fogline's own folder for these tests alone."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("FOGLINE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def whole(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server over the fullest case, for tests that only read."""
    folder = tmp_path_factory.mktemp("case") / "whole"
    copy_case("kursk", folder)
    desk = StillDesk(folder, factory.full_assessment(), home / "whole.sqlite")
    with Serving(desk) as serving:
        yield serving
