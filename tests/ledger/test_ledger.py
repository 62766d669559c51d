"""The ledger keeps what it accepted, whole, whoever asks."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from fogline.case import load_case
from fogline.claims import Claim, Held, MeasureOpen, Subject, Voice
from fogline.ground.errors import LedgerError, UnknownName
from fogline.ledger import Ledger, default_path
from fogline.ledger import ledger as module
from fogline.report import Report

FULL_CLAIM = Claim(
    id="c1", report="r1", start=3, end=9, exact="11,000", prefix="a", suffix="b", sentence="s",
    sentence_start=1,
    voices=(Voice(words="he", name="N", title="T", kind="named", verb="said"), Voice()),
    origin="o", via=("a", "b"), repeats="c0", relation="distorted",
    subject=Subject(words="troops", entity="nk"), measure="present",
    measure_open=MeasureOpen(noun="n", predicate="p", role="r"), low=1.5, value=None, high=2e6,
    unit="persons", unit_as_written="men", flags=("x",), hedge="range", hedge_words="to",
    relative_to="c9", held=Held(from_=date(2025, 1, 1), until=None, basis="b"),
    said_on=date(2025, 1, 2), printed_on=date(2025, 1, 3), polarity="denied",
    modality="possible", kind="share", extractor="e", status="accepted", author="a", note="n",
    supersedes="c2", paraphrase="ours", url="u", publisher="p",
)  # fmt: skip


def report(text: str = "Some words.") -> Report:
    return Report(
        text=text, body=((0, 4),), title="T", title_span=(1, 2), published=date(2025, 1, 31),
        notes=("a",), derived_from=("k1",),
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "ledger.sqlite"


def test_a_claim_and_a_report_come_back_as_they_went_in(path: Path) -> None:
    with Ledger.open(path) as ledger:
        with ledger.atomic():
            assert ledger.add_report(report())
            assert ledger.add_claims([FULL_CLAIM]) == 1
        assert ledger.claims() == [FULL_CLAIM]
        assert ledger.claim("c1") == FULL_CLAIM
        assert ledger.reports() == [report()]
        assert ledger.report(report().id) == report()
        assert ledger.has_report(report().id)


def test_what_is_added_twice_is_there_once(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for expected in (1, 0):
            with ledger.atomic():
                assert ledger.add_claims([FULL_CLAIM]) == expected
                assert ledger.add_report(report()) is bool(expected)
        assert ledger.counts()["claims"] == ledger.counts()["reports"] == 1


def test_the_same_id_with_other_values_is_kept_beside_and_never_merged(path: Path) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        ledger.add_claims([Claim(id="k1", value=1.0), Claim(id="k1", value=2.0)])
        assert [claim.value for claim in ledger.claims()] == [1.0, 2.0]
        assert ledger.claim("k1").value == 2.0


def test_the_kursk_case_is_kept_and_found_by_words_and_by_field(path: Path) -> None:
    case = load_case("kursk")
    with Ledger.open(path) as ledger:
        with ledger.atomic():
            ledger.add_claims(case.claims)
        assert ledger.claims() == list(case.claims)
        found = ledger.search("zelensky 3,000")
        assert "k154" in {claim.id for claim in found}
        assert all("3,000" in claim.words for claim in found)
        shares = ledger.claims(measure="share_of_fires")
        assert {claim.id for claim in shares} == {"k040", "k129", "k224"}
        assert len(ledger.claims(subject="nk", limit=5)) == 5
        assert not ledger.search("100 %_!")


def test_the_latest_judgement_is_the_status_and_the_row_stays(path: Path) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        ledger.add_claims([Claim(id="a"), Claim(id="b")])
        ledger.judge("a", "rejected", author="R", reason="a misprint")
        ledger.judge("a", "graded", author="R", reason="", other="B2")
        assert ledger.claim("a").status == "rejected"
        assert [claim.id for claim in ledger.claims(status="proposed")] == ["b"]
        ledger.judge("a", "accepted", author="S", reason="it was right after all")
        assert ledger.claim("a").status == "accepted"
        log = [(row.verdict, row.author) for row in ledger.judgements("a")]
        assert log == [("rejected", "R"), ("graded", "R"), ("accepted", "S")]


def test_a_judgement_needs_a_known_claim_a_known_verdict_and_an_author(path: Path) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        ledger.add_claims([Claim(id="k101")])
        with pytest.raises(UnknownName, match=r"did you mean k101"):
            ledger.judge("k011", "accepted", author="R", reason="")
        with pytest.raises(UnknownName, match="accepted"):
            ledger.judge("k101", "acepted", author="R", reason="")  # type: ignore[arg-type]
        with pytest.raises(LedgerError, match="without an author"):
            ledger.judge("k101", "accepted", author=" ", reason="")
        assert ledger.judgements() == []


def test_runs_and_their_artefacts_are_kept(path: Path) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        run = ledger.add_run(
            case="kursk", case_hash="h", folder="f", seed=7, passed=True, summary=("one", "two")
        )
        ledger.add_artefact(run, "report", "f/report.html", sha256="0" * 64, size=10)
        assert ledger.runs("kursk")[0].summary == ["one", "two"]
        assert ledger.runs("kursk")[0].passed is True
        assert ledger.runs("ardennes") == []
        assert [item.name for item in ledger.artefacts(run)] == ["report"]
        with pytest.raises(LedgerError):
            ledger.add_artefact(run + 1, "report", "f", sha256="", size=0)


@pytest.mark.parametrize("table", ["reports", "claims", "judgements", "runs", "artefacts"])
def test_no_row_can_be_changed_or_removed_even_by_hand(path: Path, table: str) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        ledger.add_report(report())
        ledger.add_claims([FULL_CLAIM])
        ledger.judge("c1", "accepted", author="R", reason="")
        run = ledger.add_run(case="k", case_hash="", folder="", seed=1, passed=False)
        ledger.add_artefact(run, "n", "p", sha256="", size=1)
    by_hand = sqlite3.connect(path)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET seq = 99"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            by_hand.execute(statement)
    by_hand.close()


def test_a_block_that_raises_leaves_nothing_and_an_inner_one_only_its_own(path: Path) -> None:
    with Ledger.open(path) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.atomic():
            ledger.add_claims([FULL_CLAIM])
            raise ZeroDivisionError
        assert ledger.counts()["claims"] == 0
        with ledger.atomic():
            ledger.add_claims([Claim(id="outer")])
            with pytest.raises(ZeroDivisionError), ledger.atomic():
                ledger.add_claims([Claim(id="inner")])
                raise ZeroDivisionError
        assert [claim.id for claim in ledger.claims()] == ["outer"]


def test_a_write_outside_atomic_is_refused(path: Path) -> None:
    with Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match="outside atomic"):
            ledger.add_report(report())
        assert ledger.counts()["reports"] == 0


def test_the_file_is_written_ahead_and_synced_in_full(path: Path) -> None:
    with Ledger.open(path) as ledger:
        assert ledger._one("PRAGMA journal_mode") == "wal"
        assert ledger._one("PRAGMA synchronous") == 2
        assert ledger.problems() == []


def test_a_migration_and_its_record_are_one_transaction(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Ledger.open(path).close()
    broken = (*module.MIGRATIONS, ("broken", ("CREATE TABLE extra (a)", "CREATE TABLE claims (a)")))
    monkeypatch.setattr(module, "MIGRATIONS", broken)
    with pytest.raises(LedgerError, match="claims already exists"):
        Ledger.open(path)
    good = (*module.MIGRATIONS[:-1], ("extra", ("CREATE TABLE extra (a)",)))
    monkeypatch.setattr(module, "MIGRATIONS", good)
    with Ledger.open(path) as ledger:
        version = len(good)
        assert ledger._one("PRAGMA user_version") == version
        assert ledger._rows("SELECT version, what FROM migrations")[-1] == (version, "extra")


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


def test_a_locked_ledger_says_so_after_the_wait(path: Path) -> None:
    with Ledger.open(path) as ledger, ledger.atomic():
        ledger.add_claims([FULL_CLAIM])
        with Ledger.open(path, timeout=0.05) as second:
            assert second.claims() == []  # a reader is not held up, and sees nothing unfinished
            with pytest.raises(LedgerError, match="locked by another program"), second.atomic():
                pass


def test_a_full_disk_says_so_and_keeps_what_was_there(path: Path) -> None:
    with Ledger.open(path) as ledger:
        with ledger.atomic():
            ledger.add_claims([Claim(id="first")])
        ledger._do(f"PRAGMA max_page_count = {ledger._one('PRAGMA page_count') + 1}")
        with pytest.raises(LedgerError, match="disk is full"), ledger.atomic():
            ledger.add_claims([Claim(id=f"c{n}", exact="w" * 4000) for n in range(20)])
        assert [claim.id for claim in ledger.claims()] == ["first"]
        assert ledger.problems() == []


def test_a_read_only_ledger_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open(path).close()
    connect = sqlite3.connect
    monkeypatch.setattr(
        module.sqlite3, "connect",
        lambda file, **rest: connect(f"file:{file}?mode=ro", uri=True, **rest),
    )  # fmt: skip
    with (
        pytest.raises(LedgerError, match="read-only"),
        Ledger.open(path) as ledger,
        ledger.atomic(),
    ):
        ledger.add_claims([FULL_CLAIM])


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
