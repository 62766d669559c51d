"""The ledger keeps what it accepted, whole, whoever asks."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from fogline.case import load_case
from fogline.claims import Claim, Held, MeasureOpen, Subject, Voice
from fogline.ground.errors import LedgerError, UnknownName
from fogline.ledger import Ledger
from fogline.ledger import ledger as module
from fogline.ledger.schema import MIGRATIONS
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


def test_a_claim_and_a_report_come_back_as_they_went_in(place: str) -> None:
    with Ledger.open(place) as ledger:
        with ledger.atomic():
            assert ledger.add_report(report())
            assert ledger.add_claims([FULL_CLAIM]) == 1
        assert ledger.claims() == [FULL_CLAIM]
        assert ledger.claim("c1") == FULL_CLAIM
        assert ledger.reports() == [report()]
        assert ledger.report(report().id) == report()
        assert ledger.has_report(report().id)


def test_what_is_added_twice_is_there_once(place: str) -> None:
    with Ledger.open(place) as ledger:
        for expected in (1, 0):
            with ledger.atomic():
                assert ledger.add_claims([FULL_CLAIM]) == expected
                assert ledger.add_report(report()) is bool(expected)
        assert ledger.counts()["claims"] == ledger.counts()["reports"] == 1


def test_the_same_id_with_other_values_is_kept_beside_and_never_merged(place: str) -> None:
    with Ledger.open(place) as ledger, ledger.atomic():
        ledger.add_claims([Claim(id="k1", value=1.0), Claim(id="k1", value=2.0)])
        assert [claim.value for claim in ledger.claims()] == [1.0, 2.0]
        assert ledger.claim("k1").value == 2.0


def test_the_kursk_case_is_kept_and_found_by_words_and_by_field(place: str) -> None:
    case = load_case("kursk")
    with Ledger.open(place) as ledger:
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


def test_the_latest_judgement_is_the_status_and_the_row_stays(place: str) -> None:
    with Ledger.open(place) as ledger, ledger.atomic():
        ledger.add_claims([Claim(id="a"), Claim(id="b")])
        ledger.judge("a", "rejected", author="R", reason="a misprint")
        ledger.judge("a", "graded", author="R", reason="", other="B2")
        assert ledger.claim("a").status == "rejected"
        assert [claim.id for claim in ledger.claims(status="proposed")] == ["b"]
        ledger.judge("a", "accepted", author="S", reason="it was right after all")
        assert ledger.claim("a").status == "accepted"
        log = [(row.verdict, row.author) for row in ledger.judgements("a")]
        assert log == [("rejected", "R"), ("graded", "R"), ("accepted", "S")]


def test_a_judgement_needs_a_known_claim_a_known_verdict_and_an_author(place: str) -> None:
    with Ledger.open(place) as ledger, ledger.atomic():
        ledger.add_claims([Claim(id="k101")])
        with pytest.raises(UnknownName, match=r"did you mean k101"):
            ledger.judge("k011", "accepted", author="R", reason="")
        with pytest.raises(UnknownName, match="accepted"):
            ledger.judge("k101", "acepted", author="R", reason="")  # type: ignore[arg-type]
        with pytest.raises(LedgerError, match="without an author"):
            ledger.judge("k101", "accepted", author=" ", reason="")
        assert ledger.judgements() == []


def test_runs_and_their_artefacts_are_kept(place: str) -> None:
    with Ledger.open(place) as ledger, ledger.atomic():
        run = ledger.add_run(
            case="kursk", case_hash="h", folder="f", seed=7, passed=True, summary=("one", "two")
        )
        ledger.add_artefact(run, "report", "f/report.html", sha256="0" * 64, size=10)
        assert ledger.runs("kursk")[0].summary == ["one", "two"]
        assert ledger.runs("kursk")[0].passed is True
        assert ledger.runs("ardennes") == []
        assert [item.name for item in ledger.artefacts(run)] == ["report"]
        with pytest.raises(LedgerError), ledger.atomic():
            ledger.add_artefact(run + 1, "report", "f", sha256="", size=0)


def test_a_block_that_raises_leaves_nothing_and_an_inner_one_only_its_own(place: str) -> None:
    with Ledger.open(place) as ledger:
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


def test_a_write_outside_atomic_is_refused(place: str) -> None:
    with Ledger.open(place) as ledger:
        with pytest.raises(LedgerError, match="outside atomic"):
            ledger.add_report(report())
        assert ledger.counts()["reports"] == 0


def test_a_migration_and_its_record_are_one_transaction(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Ledger.open(place).close()

    def with_one_more(what: str, *statements: str) -> None:
        more = {dialect: (*some, (what, statements)) for dialect, some in MIGRATIONS.items()}
        monkeypatch.setattr(module, "MIGRATIONS", more)

    with_one_more("broken", "CREATE TABLE extra (a INTEGER)", "CREATE TABLE claims (a INTEGER)")
    with pytest.raises(LedgerError, match=r"claims.* already exists"):
        Ledger.open(place)
    with_one_more("extra", "CREATE TABLE extra (a INTEGER)")
    with Ledger.open(place) as ledger:
        version = len(MIGRATIONS["sqlite"]) + 1
        assert ledger._version() == version
        rows = ledger._store.do("SELECT version, what FROM migrations ORDER BY version").all()
        assert tuple(rows[-1]) == (version, "extra")


@pytest.mark.parametrize("old", range(1, len(MIGRATIONS["sqlite"])))
def test_a_ledger_of_an_older_version_is_carried_over_whole(
    place: str, old: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MIGRATIONS", {d: some[:old] for d, some in MIGRATIONS.items()})
    case = load_case("kursk")
    with Ledger.open(place) as ledger, ledger.atomic():
        assert ledger._version() == old
        ledger.add_report(report("Of Sudzha they said little."))
        ledger.add_claims(case.claims)
        ledger.judge("k154", "accepted", author="R", reason="")
    monkeypatch.undo()
    with Ledger.open(place) as ledger:
        assert ledger._version() == len(MIGRATIONS["sqlite"])
        assert len(ledger.claims()) == len(case.claims)
        assert ledger.claim("k154").status == "accepted"
        # what was there before the full-text index is found by it
        assert "k154" in {claim.id for claim in ledger.search("zelensky 3,000")}
        assert [row.title for row in ledger.reports_page(words="sudzha").items] == ["T"]


def test_a_write_that_failed_unseen_within_a_block_is_not_lost_in_silence(place: str) -> None:
    kept = 0
    with Ledger.open(place) as ledger:
        try:
            with ledger.atomic():
                ledger.add_claims([FULL_CLAIM])
                with suppress(LedgerError):
                    ledger.add_artefact(99, "n", "p", sha256="", size=0)
            kept = 1
        except LedgerError as error:
            assert "atomic() block of its own" in str(error)
        assert ledger.counts()["claims"] == kept


def test_what_no_text_column_can_hold_is_kept_in_the_record(place: str) -> None:
    odd = Claim(id="odd", exact="a\x00b \ud800 Sudzha", measure="x")
    page = report("NUL \x00 and half a pair \udc00 and Belgorod")
    with Ledger.open(place) as ledger:
        with ledger.atomic():
            ledger.add_claims([odd])
            ledger.add_report(page)
        assert ledger.claims() == [odd]
        assert ledger.search("sudzha") == [odd]
        assert ledger.report(page.id).text == page.text
        assert len(ledger.reports_page(words="belgorod").items) == 1


def test_a_locked_ledger_says_so_after_the_wait(place: str) -> None:
    with Ledger.open(place) as ledger, ledger.atomic():
        ledger.add_claims([FULL_CLAIM])
        with Ledger.open(place, timeout=0.05) as second:
            assert second.claims() == []  # a reader is not held up, and sees nothing unfinished
            with pytest.raises(LedgerError, match="locked by another program"), second.atomic():
                pass
