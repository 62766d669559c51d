"""What all tests share: the outside data, the browser, a user folder of their own."""

from __future__ import annotations

import logging
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres_server import PostgresServer, programs

# JAX is the oracle for slopes: in double precision, whichever test imports it first.
os.environ.setdefault("JAX_ENABLE_X64", "1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def shared_folder() -> Path | None:
    """The data next to the repository, or where FOGLINE_SHARED says; None when absent."""
    named = os.environ.get("FOGLINE_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of outside data; the test is skipped where there is none."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("needs the data next to the repository (or FOGLINE_SHARED); it is not here")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a headless Chromium; the test is skipped where there is none."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    pytest.skip("needs Chromium (apt-get install chromium-headless-shell); it is not here")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A headless Chromium; one for all tests, since Playwright bears no second beside it."""
    sync = pytest.importorskip("playwright.sync_api")
    with sync.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of our own; the test is skipped where there is none to start."""
    folder = programs()
    if folder is None:
        pytest.skip("needs PostgreSQL (apt-get install postgresql); it is not here")
    pytest.importorskip("psycopg")
    server = PostgresServer(folder)
    yield server
    server.close()


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user cache folder for this test alone."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """Let Ctrl-C reach the programs that tests start.

    A shell that runs the tests in the background has them ignore it, and children inherit that.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def noticed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Fogline notices by the way in this test, whatever earlier tests did to its log."""
    said: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    monkeypatch.setattr(logging.getLogger("fogline"), "handlers", [Keep()])
    monkeypatch.setattr(logging.getLogger("fogline"), "propagate", False)
    return said
