"""Every test of the ledger runs on both of its stores."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for a new ledger: a file in a folder that is not there yet, or an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "folder" / "ledger.sqlite")
    return request.getfixturevalue("postgres").new_database()
