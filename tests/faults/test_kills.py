"""``kill -9`` at random moments of every verb: nothing accepted is lost, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def kills(root: Path, tmp_path: Path, store: str, number: int) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kills", "--store", store, "--kills", str(number)],
        cwd=root, capture_output=True, text=True, check=False, timeout=3600,
        env=os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": f"{root}/src:{root}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_few_kills_lose_nothing(root: Path, tmp_path: Path) -> None:
    table = kills(root, tmp_path, "sqlite", 5)
    for verb in ("read", "judge", "fit", "report", "migrate"):
        assert f"\n| {verb} |" in table


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_two_hundred_kills_lose_nothing(
    root: Path, tmp_path: Path, store: str, request: pytest.FixtureRequest
) -> None:
    if store == "postgresql":
        request.getfixturevalue("postgres")  # skips where there is none
        tmp_path = Path("/tmp")  # a folder that the server's user may enter
    kills(root, tmp_path, store, 200)
