"""Reading many files from the command line: each report once, stops made good, bad ones listed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fogline.cli.main import run
from fogline.ledger import Ledger

N_FILES = 24


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twenty-four short reports, two of them alike, a bad file, and a ledger of their own."""
    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "ledger.sqlite"))
    place = tmp_path / "reports"
    place.mkdir()
    for n in range(N_FILES):
        words = f"The staff said that {100 + max(n, 1)} soldiers had been killed near the river."
        (place / f"2025-01-31-{n:02d}.txt").write_text(words, encoding="utf-8")
    (place / "empty.txt").write_bytes(b"\n")
    return place


def in_ledger(folder: Path) -> dict[str, int]:
    with Ledger.open(folder.parent / "ledger.sqlite") as book:
        return {name: book.counts()[name] for name in ("reports", "claims", "results")}


def test_each_report_enters_the_ledger_once_and_the_bad_ones_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(folder), "--workers", "1"]) == 0
    out = capsys.readouterr().out
    assert "24 reports (23 new, 1 in the ledger already), 24 claims; 1 could not be read" in out
    assert "empty.txt is empty" in out
    assert in_ledger(folder) == {"reports": 23, "claims": 23, "results": 25}


def test_a_second_run_reads_nothing_again_but_what_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(folder), "--workers", "1"]) == 0
    changed = folder / "2025-01-31-07.txt"
    changed.write_text("The staff said that 900 soldiers had been killed.", encoding="utf-8")
    capsys.readouterr()
    assert run(["read", str(folder), "--workers", "1"]) == 0
    assert "24 reports (1 new, 23 read in an earlier run)" in capsys.readouterr().out
    assert run(["read", str(folder), "--workers", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["reports"]) == 24 and len(found["bad"]) == 1
    assert all(len(each["claims"]) == 1 for each in found["reports"])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_was_stopped_goes_on_where_it_was(folder: Path, how: signal.Signals) -> None:
    for n in range(N_FILES, 90):
        words = f"The staff said that {100 + n} soldiers had been killed near the river."
        (folder / f"2025-01-31-{n:02d}.txt").write_text(words, encoding="utf-8")
    command = [sys.executable, "-m", "fogline.cli", "read", str(folder), "--workers", "1"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
    ) as program:
        for _ in range(1200):
            time.sleep(0.05)
            ledger = folder.parent / "ledger.sqlite"
            if program.poll() is not None or (ledger.exists() and in_ledger(folder)["results"] > 5):
                break
        os.killpg(program.pid, how)
        words = program.stderr.read().decode() if program.stderr else ""
        assert program.wait(timeout=20) == (130 if how is signal.SIGINT else -9), words
    if how is signal.SIGINT:
        assert "the same command goes on from there" in words
    before = in_ledger(folder)["results"]
    assert 5 < before < 91
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    kept = {f"{n} read in an earlier run" for n in (before, before - 1)}  # the bad file apart
    assert any(words in second.stdout for words in kept)
    assert in_ledger(folder) == {"reports": 89, "claims": 89, "results": 91}
