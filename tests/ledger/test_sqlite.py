"""What only a ledger in a SQLite file has."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim
from fogline.ground.errors import LedgerError
from fogline.ledger import Ledger, default_path
from fogline.report import Report

CLAIM = Claim(id="c1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "ledger.sqlite"


def report(text: str = "Some words.") -> Report:
    return Report(
        text=text, body=((0, 4),), title="T", title_span=(1, 2), published=date(2025, 1, 31),
        notes=("a",), derived_from=("k1",),
    )  # fmt: skip


@pytest.mark.parametrize("table", ["reports", "claims", "judgements", "runs", "artefacts"])
def test_no_row_can_be_changed_or_removed_even_by_hand(path: Path, table: str) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        ledger.add_report(report())
        ledger.add_claims([CLAIM])
        ledger.judge("c1", "accepted", author="R", reason="")
        run = ledger.add_run(case="k", case_hash="", folder="", seed=1, passed=False)
        ledger.add_artefact(run, "n", "p", sha256="", size=1)
    by_hand = sqlite3.connect(path)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET seq = 99"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            by_hand.execute(statement)
    by_hand.close()


def test_the_file_is_written_ahead_and_synced_in_full(path: Path) -> None:
    with Ledger.open(path) as ledger:
        assert ledger._store.do("PRAGMA journal_mode").scalar() == "wal"
        assert ledger._store.do("PRAGMA synchronous").scalar() == 2
        assert ledger.problems() == []


def test_a_newer_ledger_is_refused_and_says_so(path: Path) -> None:
    Ledger.open(path).close()
    by_hand = sqlite3.connect(path)
    by_hand.execute("PRAGMA user_version = 99")
    by_hand.close()
    with pytest.raises(LedgerError, match=r"version 99.*newer Fogline.*update"):
        Ledger.open(path)


def test_another_programs_file_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (a)")
    other.commit()
    other.close()
    with pytest.raises(LedgerError, match="another program"):
        Ledger.open(path)


def test_a_file_that_is_no_database_says_so(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"plain text, long enough to be looked at " * 40)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path)


def test_a_damaged_file_says_so(path: Path) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        ledger.add_claims([Claim(id=f"c{number}", exact="w" * 500) for number in range(400)])
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    with pytest.raises(LedgerError, match="damaged"), Ledger.open(path) as ledger:
        ledger.claims()


def test_a_full_disk_says_so_and_keeps_what_was_there(path: Path) -> None:
    with Ledger.open(path) as ledger:
        with ledger.atomic():
            ledger.add_claims([Claim(id="first")])
        pages = ledger._store.do("PRAGMA page_count").scalar()
        ledger._store.do(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(LedgerError, match="disk is full"), ledger.atomic():
            ledger.add_claims([Claim(id=f"c{n}", exact="w" * 4000) for n in range(20)])
        assert [claim.id for claim in ledger.claims()] == ["first"]
        assert ledger.problems() == []


def test_a_read_only_ledger_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open(path).close()
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3.dbapi2, "connect",
        lambda file, **rest: connect(f"file:{file}?mode=ro", uri=True, **rest),
    )  # fmt: skip
    with (
        pytest.raises(LedgerError, match="read-only"),
        Ledger.open(path) as ledger,
        ledger.atomic(),
    ):
        ledger.add_claims([CLAIM])


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="cannot make the ledger's folder"):
        Ledger.open(tmp_path / "file" / "ledger.sqlite")
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path)


def test_the_default_place_follows_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOGLINE_LEDGER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path() == tmp_path / "fogline" / "ledger.sqlite"
    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "own.sqlite"))
    assert default_path() == tmp_path / "own.sqlite"
    Ledger.open().close()
    assert (tmp_path / "own.sqlite").exists()
