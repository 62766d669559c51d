"""Lists page by page, filters, and search: the same on both stores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fogline.claims import Claim, Subject
from fogline.ledger import Ledger, Page
from fogline.report import Report


def claim(number: int) -> Claim:
    return Claim(
        id=f"c{number:03}", report=f"r{number // 10}",
        exact=f"about {number},000 troops near Sudzha", measure=("present", "killed")[number % 2],
        subject=Subject(entity=("nk", "ua", "ru")[number % 3]), origin="Staff",
    )  # fmt: skip


@pytest.fixture
def ledger(place: str) -> Any:
    with Ledger.open(place) as book:
        with book.atomic():
            book.add_claims(map(claim, range(60)))
            for number in range(0, 60, 6):
                book.judge(f"c{number:03}", "accepted", author="R", reason="")
            book.judge("c000", "rejected", author="S", reason="")
            book.judge("c001", "graded", author="S", reason="", other="B2")
            for day in range(1, 13):
                text = f"Day {day}: the Kremlin's count of shells, {day}00 in all."
                made = Report(text=text, body=((0, len(text)),), title=f"Day {day}",
                              publisher=("ISW", "Reuters")[day % 2],
                              published=date(2025, 1, day))  # fmt: skip
                book.add_report(made)
        yield book


def paged(ask: Callable[..., Page[Any]], **filters: Any) -> list[str]:
    found, after = [], None
    while True:
        page = ask(after=after, limit=4, **filters)
        found += [item.id for item in page.items]
        after = page.next
        if after is None:
            return found


FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"measure": "killed"},
    {"subject": "nk", "measure": "present"},
    {"report": "r3"},
    {"status": "accepted"},
    {"status": "proposed"},
    {"status": "rejected", "subject": "nk"},
    {"words": "sudzha", "measure": "killed"},
    {"words": "12,000"},
    {"words": "troop near", "status": "accepted"},
)


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_pages_together_are_what_the_claims_themselves_say(
    ledger: Ledger, filters: dict[str, Any]
) -> None:
    fields = {key: value for key, value in filters.items() if key != "words"}
    wanted = [
        each.id
        for each in ledger.claims()
        if all(
            {"measure": each.measure, "subject": each.subject.entity, "report": each.report,
             "status": each.status}[key] == value for key, value in fields.items()
        )
        and all(
            any(piece.startswith(word.lower()) for piece in each.exact.lower().split())
            for word in filters.get("words", "").split()
        )
    ]  # fmt: skip
    assert wanted
    assert paged(ledger.claims_page, **filters) == wanted
    assert paged(ledger.claims_page, newest_first=True, **filters) == wanted[::-1]
    assert ledger.count_claims(**filters) == len(wanted)
    assert ledger.count_claims(at_most=3, **filters) == min(3, len(wanted))
    assert set(wanted) <= {each.id for each in ledger.claims(**fields)}


@pytest.mark.parametrize("few", [0, 5000])
def test_a_page_by_words_and_status_is_the_same_whichever_is_gone_through(
    ledger: Ledger, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fogline.ledger.reading._FEW", few)
    for status in ("proposed", "accepted", "rejected"):
        with_status = {each.id for each in ledger.claims(status=status)}
        found = [each.id for each in ledger.search("troop") if each.id in with_status]
        assert found and paged(ledger.claims_page, words="troop", status=status) == found
        assert ledger.count_claims(words="troop", status=status) == len(found)


def test_a_status_on_a_page_is_the_latest_judgement(ledger: Ledger) -> None:
    page = ledger.claims_page(limit=7)
    assert [each.status for each in page.items] == [
        "rejected", "proposed", "proposed", "proposed", "proposed", "proposed", "accepted",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["zzz", "%", '"', "12,00 )(", "' OR 1=1 --", "NEAR(a b)", "*"])
def test_words_that_are_nowhere_or_no_words_find_nothing(ledger: Ledger, words: str) -> None:
    assert ledger.search(words) == []
    assert ledger.claims_page(words=words).items == ()
    assert ledger.count_claims(words=words) == 0
    assert ledger.reports_page(words=words).items == ()


def test_reports_are_listed_by_publisher_day_and_words_of_their_text(ledger: Ledger) -> None:
    def titles(**filters: Any) -> list[str]:
        return [row.title for row in ledger.reports_page(**filters).items]

    assert len(titles()) == 12
    assert titles(words="kremlin 300") == ["Day 3"]
    assert titles(words="isw shell", published_until=date(2025, 1, 4)) == ["Day 2", "Day 4"]
    assert titles(publisher="Reuters", published_from=date(2025, 1, 9), newest_first=True) == [
        "Day 11", "Day 9",
    ]  # fmt: skip
    assert len(paged(ledger.reports_page)) == 12
    assert ledger.count_reports(words="Kremlin's") == 12
    (row,) = ledger.reports_page(words="1200").items
    assert row.published == date(2025, 1, 12) and ledger.report(row.id).title == row.title


def test_each_report_and_claim_comes_once_without_holding_them_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fogline.ledger.reading.CHUNK", 7)
    assert [each.id for each in ledger.each_claim()] == [f"c{n:03}" for n in range(60)]
    assert [each.title for each in ledger.each_report()] == [f"Day {n}" for n in range(1, 13)]
