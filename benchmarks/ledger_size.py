"""A ledger of 100,000 reports and 1,000,000 claims: how long a person waits, on either store.

    python benchmarks/ledger_size.py                             a SQLite file in a temporary folder
    python benchmarks/ledger_size.py --postgresql                a PostgreSQL server of its own
    python benchmarks/ledger_size.py PLACE                       a file, or postgresql://user@host/db;
                                                                 one filled before is asked again,
                                                                 one filled in part is filled up
    ... --reports 10000                                          a smaller one (ten claims each)

Texts are made up from a fixed vocabulary (Zipf's law), so that the words asked for are some rare
and some everywhere. Each question is asked on a ledger opened afresh, --times times (10); the table
gives the median and the worst. Then all claims are read one by one, for the growth of memory.
What was filled into a place given stays there.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from fogline.claims import Claim, Subject, Voice
from fogline.ground.ids import content_id
from fogline.ledger import Ledger
from fogline.report import Report

CLAIMS = 10  # a report
MEASURES = ("present", "killed", "wounded", "captured", "area_held", "shells_supplied", "arrival")
SUBJECTS = ("nk", "ru", "ua", "salient", "shells")
SAID = ("proposed", "proposed", "proposed", "accepted")


def vocabulary(luck: random.Random, n_words: int = 20_000) -> tuple[list[str], list[float]]:
    """Words and their cumulative frequencies."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    words = ["".join(luck.choices(syllables, k=2 + luck.randrange(3))) for _ in range(n_words)]
    total, sums = 0.0, []
    for rank in range(1, n_words + 1):
        total += 1 / rank
        sums.append(total)
    return words, sums


def made_up(n_reports: int, seed: int = 20250131) -> Iterator[tuple[Report, list[Claim]]]:
    """Reports of some 230 words, each with ten claims."""
    luck = random.Random(seed)
    words, sums = vocabulary(luck)
    for number in range(n_reports):
        text = f"Report {number}. " + " ".join(luck.choices(words, cum_weights=sums, k=230))
        day = date(2022, 2, 24) + timedelta(days=number % 1000)
        report = Report(
            text=text, body=((0, len(text)),), title=f"Report {number}",
            publisher=f"Paper {number % 150}", published=day, url=f"https://example.org/{number}",
        )  # fmt: skip
        yield report, [_claim(report, part, luck, day) for part in range(CLAIMS)]


def _claim(report: Report, part: int, luck: random.Random, day: date) -> Claim:
    start = 20 + part * 100
    exact = f"{luck.randrange(1, 90)},{luck.randrange(100, 1000)} {report.text[start : start + 60]}"
    return Claim(
        id=content_id("c", report.id, part), report=report.id, start=start, end=start + 60,
        exact=exact, sentence=report.text[start : start + 120], origin=f"Voice {part}",
        voices=(Voice(words="officials said", organisation=f"Voice {part}", verb="said"),),
        subject=Subject(words="the troops", entity=luck.choice(SUBJECTS)),
        measure=luck.choice(MEASURES), value=luck.randrange(1, 90_000) * 1.0, unit="persons",
        printed_on=day, said_on=day, extractor="made up", publisher=report.publisher,
        status=luck.choice(SAID) if part == 0 else "proposed",
    )  # fmt: skip


def fill(place: str, n_reports: int, n_before: int = 0) -> tuple[float, float]:
    """Fill a ledger up; seconds, and the growth of this process's memory in MB."""
    with Ledger.open(place) as ledger:
        began, before = time.perf_counter(), 0.0
        pairs = islice(made_up(n_reports), n_before, None)
        while chunk := list(islice(pairs, 200)):
            with ledger.atomic():
                ledger.add_reports(report for report, _ in chunk)
                ledger.add_claims(claim for _, claims in chunk for claim in claims)
            before = before or _peak_mb()
        with ledger.atomic():
            for claim in ledger.claims_page(limit=500, newest_first=True).items:
                ledger.judge(claim.id, "rejected", author="benchmark", reason="made up")
        if "postgresql" in place:
            ledger._store.do("ANALYZE")
        return time.perf_counter() - began, _peak_mb() - before


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def questions(ledger: Ledger, n_reports: int) -> dict[str, Callable[[Ledger], Any]]:
    """What a person asks, by its name."""
    words, _ = vocabulary(random.Random(20250131))
    middle = ledger.claims_page(limit=1, after=n_reports * CLAIMS // 2).items[0]
    some = list(islice(made_up(300, seed=7), 300))

    def append(book: Ledger) -> int:
        report, claims = some.pop()
        with book.atomic():
            book.add_report(report)
            return book.add_claims(claims)

    def judge(book: Ledger) -> Any:
        with book.atomic():
            return book.judge(middle.id, "accepted", author="benchmark", reason="again")

    def reread(book: Ledger) -> int:
        return sum(1 for _ in islice(book.each_claim(), 20_000))

    page = {"limit": 50}
    return {
        "open the ledger": lambda book: book.place,
        "first 50 claims": lambda book: book.claims_page(**page),
        "latest 50 claims": lambda book: book.claims_page(newest_first=True, **page),
        "50 claims from the middle": lambda book: book.claims_page(
            after=n_reports * CLAIMS // 2, **page
        ),
        "filter: measure": lambda book: book.claims_page(measure="killed", **page),
        "filter: measure and subject": lambda book: book.claims_page(
            measure="killed", subject="shells", **page
        ),
        "filter: proposed": lambda book: book.claims_page(status="proposed", **page),
        "filter: accepted (2.5 %)": lambda book: book.claims_page(status="accepted", **page),
        "filter: rejected (500 judged)": lambda book: book.claims_page(status="rejected", **page),
        "search: a word in most claims": lambda book: book.claims_page(words=words[0], **page),
        "search: latest of that word": lambda book: book.claims_page(
            words=words[0], newest_first=True, **page
        ),
        "search: a rare word": lambda book: book.claims_page(words=words[15_000], **page),
        "search: two words": lambda book: book.claims_page(
            words=f"{words[3]} {words[900]}", **page
        ),
        "search: word, measure, status": lambda book: book.claims_page(
            words=words[3], measure="killed", status="rejected", **page
        ),
        "search reports: a common word": lambda book: book.reports_page(words=words[1], **page),
        "search reports: a rare word": lambda book: book.reports_page(words=words[15_000], **page),
        "list reports of a publisher": lambda book: book.reports_page(publisher="Paper 7", **page),
        "list reports of a month": lambda book: book.reports_page(
            published_from=date(2024, 1, 1), published_until=date(2024, 1, 31), **page
        ),
        "count claims found (to 10,000)": lambda book: book.count_claims(words=words[0]),
        "open a report and its claims": lambda book: (
            book.report(middle.report), book.claims(report=middle.report),
        ),
        "append a report of ten claims": append,
        "judge a claim": judge,
        "stream 20,000 claims": reread,
    }  # fmt: skip


@contextmanager
def server() -> Iterator[str]:
    """An empty database of a server that is started for it, with every safety on."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from tests.postgres_server import PostgresServer, programs

    found = programs()
    assert found is not None, "needs PostgreSQL (apt-get install postgresql)"
    made = PostgresServer(found, durable=True)
    try:
        yield made.new_database()
    finally:
        made.close()


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("place", nargs="?", default="")
    parser.add_argument("--postgresql", action="store_true", help="start a server for it (Debian)")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=10)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fogline-size-") as folder, ExitStack() as stack:
        if chosen.postgresql:
            chosen.place = stack.enter_context(server())
        place = chosen.place or str(Path(folder) / "ledger.sqlite")
        with Ledger.open(place) as ledger:
            counts = ledger.counts()
        n_before = counts["reports"]
        seconds, growth = 0.0, 0.0
        if n_before < chosen.reports:
            seconds, growth = fill(place, chosen.reports, n_before)
        if not chosen.times:
            return
        with Ledger.open(place) as ledger:
            counts = ledger.counts()
            asked = questions(ledger, counts["reports"])
        print(f"{counts['reports']:,} reports, {counts['claims']:,} claims; {os.cpu_count()} cores")
        if "://" not in place:
            print(f"file: {os.path.getsize(place) / 1e9:.2f} GB")
        if seconds:
            n_filled = counts["claims"] - CLAIMS * n_before
            print(
                f"{n_filled:,} claims filled in {seconds:,.0f} s: {n_filled / seconds:,.0f}/s; "
                f"memory grew by {growth:.0f} MB after the first 200 reports"
            )
        print("\n| asked | median, ms | worst, ms |\n| --- | ---: | ---: |")
        for name, ask in asked.items():
            took = []
            for _ in range(chosen.times):
                began = time.perf_counter()
                with Ledger.open(place) as ledger:
                    ask(ledger)
                took.append(1e3 * (time.perf_counter() - began))
            print(f"| {name} | {statistics.median(took):.1f} | {max(took):.1f} |", flush=True)
        with Ledger.open(place) as ledger:
            walked = ledger.each_claim()
            sum(1 for _ in islice(walked, 20_000))
            began, before = time.perf_counter(), _peak_mb()
            n_walked = sum(1 for _ in walked)
            seconds = time.perf_counter() - began
        print(
            f"\nthe other {n_walked:,} claims read one by one: {seconds:.0f} s, memory grew by "
            f"{_peak_mb() - before:.0f} MB"
        )


if __name__ == "__main__":
    main()
