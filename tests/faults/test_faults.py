"""Full disks, read-only folders, clocks, two at one case, newer cases: said, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fogline import flow
from fogline.case import load_case
from fogline.claims import Claim
from fogline.cli.main import run
from fogline.ground.errors import CaseError, FoglineError, LedgerError
from fogline.ground.files import write_atomically
from fogline.ledger import Ledger
from fogline.ledger import ledger as ledger_module
from tests.faults.cases import N_CLAIMS, report_text, small_case


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes; the test is skipped where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],
        capture_output=True, check=False,
    ) if shutil.which("mount") else None  # fmt: skip
    if done is None or done.returncode:
        pytest.skip("needs the right to mount a small file system (root); it is not here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, *, leave: int) -> None:
    free = shutil.disk_usage(folder).free
    (folder / "filler").write_bytes(b"x" * max(0, free - leave))


def test_a_full_disk_keeps_what_was_there_and_says_so(small_disk: Path) -> None:
    case = small_case(small_disk / "hill")
    place = small_disk / "ledger.sqlite"
    rejected = flow.ruling("k1", "rejected", "seen")
    flow.judge(str(case), [rejected], author="R", ledger=place)
    fill(small_disk, leave=8192)
    before = (case / "claims.csv").read_bytes()
    with pytest.raises(FoglineError, match=r"disk is full|No space left"):
        for number in range(2, 30):
            ruling = flow.ruling(f"k{number}", "accepted", "long reasons " * 50)
            flow.judge(str(case), [ruling], author="R", ledger=place)
            before = (case / "claims.csv").read_bytes()
    (small_disk / "filler").unlink()
    assert (case / "claims.csv").read_bytes() == before
    assert not list(case.glob(".*"))
    with Ledger.open(place) as book:
        assert book.problems() == []
        rows = {claim.id for claim in load_case(case).claims}
        assert {made.other for made in book.judgements()} <= rows
    # with room again, the same judgement goes through
    flow.judge(str(case), [flow.ruling("k29", "accepted", "seen")], author="R", ledger=place)


def test_a_full_disk_leaves_no_half_written_page(small_disk: Path) -> None:
    page = small_disk / "page.html"
    write_atomically(page, "the old page")
    fill(small_disk, leave=4096)
    with pytest.raises(FoglineError, match=r"cannot write .*page.html: No space left.*free some"):
        write_atomically(page, "x" * 1_000_000)
    assert page.read_text() == "the old page"
    assert {file.name for file in small_disk.iterdir()} == {"page.html", "filler"}


WRITER = """
import resource, sys
from pathlib import Path
from fogline.ground.files import write_atomically
from fogline.ground.errors import FoglineError
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_atomically(Path(sys.argv[1]), "x" * 100_000)
except FoglineError as error:
    print(error)
"""


def test_a_file_larger_than_the_system_allows_is_not_half_written(tmp_path: Path) -> None:
    assert hasattr(resource, "RLIMIT_FSIZE")
    page = tmp_path / "page.html"
    page.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", WRITER, str(page)], capture_output=True, text=True, check=True
    )
    assert "cannot write" in done.stdout and "File too large" in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text() == "old"


def test_what_a_killed_program_left_half_written_is_removed_and_said(
    tmp_path: Path, noticed: list[str]
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f".page.html.{dead.pid}-abc"
    others = [tmp_path / f".page.html.{os.getpid()}-abc", tmp_path / f".other.{dead.pid}-abc"]
    for file in (left, *others):
        file.write_text("half")
    write_atomically(tmp_path / "page.html", "whole")
    assert not left.exists()
    assert all(file.exists() for file in others)
    (said,) = noticed
    assert said.startswith("a program was stopped while it wrote") and "page.html" in said


def test_a_read_only_folder_is_said_before_a_fit_is_paid_for(small_disk: Path) -> None:
    case = small_case(small_disk / "hill")
    place = small_disk / "ledger.sqlite"
    with Ledger.open(place) as book, book.atomic():
        book.add_claims([Claim(id="kept")])
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(LedgerError, match=r"read-only|cannot be opened"):
        flow.fit(str(case), quick=True, ledger=place)
    with pytest.raises(FoglineError, match=r"read-only|cannot be opened|cannot write"):
        flow.judge(str(case), [flow.ruling("k1", "rejected", "x")], author="R", ledger=place)
    with pytest.raises(FoglineError, match=r"cannot write .*: Read-only file system"):
        write_atomically(small_disk / "page.html", "x")
    assert len(load_case(case).claims) == N_CLAIMS


def test_a_clock_that_goes_back_changes_no_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([2030, 2025, 2031, 2020, 2019])

    def wrong_clock() -> str:
        return datetime(next(times), 1, 1, tzinfo=UTC).isoformat(timespec="milliseconds")

    with Ledger.open(tmp_path / "l.sqlite") as book:
        monkeypatch.setattr(ledger_module, "_now", wrong_clock)
        with book.atomic():
            book.add_claims([Claim(id="a"), Claim(id="b")])
            book.judge("a", "accepted", author="R", reason="first")
            book.judge("a", "rejected", author="R", reason="last, by an earlier clock")
        assert book.claim("a").status == "rejected"
        assert [made.reason[:5] for made in book.judgements("a")] == ["first", "last,"]
        assert [claim.id for claim in book.claims_page().items] == ["a", "b"]


JUDGE = """
import sys
from fogline import flow
for number in range(int(sys.argv[3]), 20, 2):
    ruling = flow.ruling(f"k{number}", "accepted", "seen by " + sys.argv[4])
    flow.judge(sys.argv[1], [ruling], author=sys.argv[4], ledger=sys.argv[2])
"""


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_two_programs_that_judge_one_case_lose_nothing(
    tmp_path: Path, store: str, request: pytest.FixtureRequest
) -> None:
    case = small_case(tmp_path / "hill")
    place = str(tmp_path / "l.sqlite")
    if store == "postgresql":
        place = request.getfixturevalue("postgres").new_database()
    both = [
        subprocess.Popen([sys.executable, "-c", JUDGE, str(case), place, start, name])
        for start, name in (("0", "Ada"), ("1", "Bea"))
    ]
    assert [each.wait(timeout=300) for each in both] == [0, 0]
    rows = [claim for claim in load_case(case).claims if claim.supersedes]
    assert sorted(row.supersedes for row in rows) == sorted(f"k{n}" for n in range(20))
    with Ledger.open(place) as book:
        assert len(book.judgements()) == 20
        assert book.problems() == []


def test_a_judgement_killed_between_case_and_ledger_is_noted_by_the_next(tmp_path: Path) -> None:
    case, place = small_case(tmp_path / "hill"), tmp_path / "l.sqlite"
    elsewhere = tmp_path / "lost.sqlite"  # as if the ledger's half had never been written
    flow.judge(str(case), [flow.ruling("k1", "rejected", "no")], author="R", ledger=elsewhere)
    flow.judge(str(case), [flow.ruling("k2", "accepted", "yes")], author="S", ledger=place)
    with Ledger.open(place) as book:
        made = [(row.claim, row.verdict, row.author, row.reason) for row in book.judgements()]
    assert made == [("k1", "rejected", "R", "no"), ("k2", "accepted", "S", "yes")]


def test_a_case_of_a_newer_format_is_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = small_case(tmp_path / "hill")
    text = (case / "case.toml").read_text()
    (case / "case.toml").write_text("format = 1\n" + text)
    assert len(load_case(case).claims) == N_CLAIMS
    (case / "case.toml").write_text("format = 2\nunheard_of = true\n" + text)
    with pytest.raises(CaseError, match=r"case.toml:1: the case is of format 2.*update Fogline"):
        load_case(case)
    assert run(["check", str(case)]) == 2
    assert "unheard_of" not in capsys.readouterr().err


def test_a_damaged_ledger_is_made_again_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, place = small_case(tmp_path / "hill"), tmp_path / "l.sqlite"
    report = tmp_path / "report.txt"
    report.write_text(report_text(1))
    place.write_bytes(b"not a database at all, but long enough " * 100)
    assert run(["ledger", "show", "--ledger", str(place)]) == 5
    assert "not a ledger" in capsys.readouterr().err
    assert run(["ledger", "rebuild", str(case), "--ledger", str(place)]) == 0
    assert "The damaged file is now" in capsys.readouterr().out
    assert run(["ledger", "check", "--ledger", str(place)]) == 0
    assert "The ledger is whole." in capsys.readouterr().out
    assert run(["ledger", "copy", str(place)]) == 2
    with Ledger.open(place) as book:
        assert book.counts()["claims"] == N_CLAIMS
