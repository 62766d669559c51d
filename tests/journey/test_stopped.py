"""Stopped or killed on the way: a whole ledger, nothing half-written, and the next run works."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fogline.ledger import Ledger
from tests.journey.program import GROUND, PUBLISHED, REPORT, Program, half_written

N_REPORTS = 26  # more than are read in one process


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("stopped"))


@pytest.fixture(scope="module")
def case(program: Program) -> Path:
    folder = program.folder / "case"
    run = program.run("draft", GROUND, *PUBLISHED, "--out", folder)
    assert run.returncode == 0, run.stderr
    return folder


def finished(case: Path) -> list[Path]:
    """Files of runs that bear their final names."""
    return [path for path in (case / "runs").rglob("*") if path.is_file() and path.name[0] != "."]


def test_control_c_in_a_fit_stops_with_130_and_leaves_nothing(program: Program, case: Path) -> None:
    page = program.folder / "stopped.html"
    code, out, err = program.interrupt(
        "assess", case, "--seed", "5", "--out", page, by=signal.SIGINT, when="finding the mode"
    )
    assert code == 130
    assert out == ""
    assert err.endswith("fogline: stopped; nothing half-written was left\n")
    assert "Traceback" not in err
    assert not page.exists() and finished(case) == [] and half_written(program.folder) == []


def test_a_kill_in_a_fit_leaves_a_whole_ledger_and_the_next_run_works(
    program: Program, case: Path
) -> None:
    page = program.folder / "killed.html"
    code, out, _ = program.interrupt(
        "assess", case, "--quick", "--out", page, by=signal.SIGKILL, when="learning the shape"
    )
    assert (code, out) == (-signal.SIGKILL, "")
    assert not page.exists() and finished(case) == []
    with Ledger.open(program.ledger) as ledger:
        assert ledger.problems() == [] and ledger.counts()["runs"] == 0

    code, out, _ = program.interrupt(
        "assess", case, "--quick", "--out", page, by=signal.SIGKILL, when="answering"
    )
    assert (code, out) == (-signal.SIGKILL, "")
    assert not page.exists()
    assert {path.name for path in finished(case)} == {"posterior.nc"}  # the fit was whole: it stays

    run = program.run("assess", case, "--quick", "--out", page)
    assert run.returncode == 0, run.stderr
    assert "drawing\n" not in run.stderr  # no second fit
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    with Ledger.open(program.ledger) as ledger:
        assert ledger.problems() == [] and ledger.counts()["runs"] == 1


def test_a_kill_while_reading_loses_no_finished_report_and_keeps_no_half_one(
    tmp_path: Path,
) -> None:
    program = Program(tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    text = REPORT.read_text(encoding="utf-8")
    for number in range(N_REPORTS):
        (reports / f"{number}.txt").write_text(f"{text}\nEdition number {number} of the paper.\n")

    def a_few_are_kept() -> bool:
        if not program.ledger.exists():
            return False
        try:
            with closing(sqlite3.connect(f"file:{program.ledger}?mode=ro", uri=True)) as reader:
                return reader.execute("SELECT count(*) FROM reports").fetchone()[0] >= 2
        except sqlite3.Error:
            return False

    code, _, _ = program.interrupt(
        "read", reports, *PUBLISHED, by=signal.SIGKILL, when=a_few_are_kept
    )
    assert code == -signal.SIGKILL
    with Ledger.open(program.ledger) as ledger:
        assert ledger.problems() == []
        kept = ledger.counts()
    assert 2 <= kept["reports"] < N_REPORTS
    n_claims, rest = divmod(kept["claims"], kept["reports"])
    assert rest == 0 and n_claims > 5  # every edition makes the same claims

    assert program.run("read", reports, *PUBLISHED).returncode == 0
    with Ledger.open(program.ledger) as ledger:
        assert ledger.problems() == []
        assert ledger.counts()["reports"] == N_REPORTS
        assert ledger.counts()["claims"] == N_REPORTS * n_claims
