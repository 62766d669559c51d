"""No text is slower to read than its length explains: processor time against plain text's."""

from __future__ import annotations

import csv
import io
from time import process_time

import pytest

from fogline.case.sheet import sheet_text
from fogline.claims import Claim
from fogline.claims.bulk import read_one_task

PLAIN = (
    "The general staff said on Friday that about 1,200 men had been killed near the river. "
    "At least 11,000 troops were sent to the region in November, two officials said. "
)
PATTERNS = (
    "9", "1,", "1-2-", "1.", "a", "A. ", "Gen. ", "U.S.", '"', "\u201c", "(", "((1) ", "- ",
    "\u2014",
    "\n", " \t", "at least ", "half of that ", "million ", "two hundred and ", "between 1 and ",
    "said ", "who said that ", "officials said on Monday, ", "January 2025 ", "from 1 to 2 until ",
    "% of ", "not ", "the North Korean ", "km2 ", "Al-", "a'b", "x;", "50 per cent of the ",
    "\u0301", "<p>", "<", "&amp;", "<a href='", "<!--", "]]>", "http://a.b/", "#", "= ", "* 1\n",
    "| a | 1 |\n",
)  # fmt: skip
MOST_TIMES_PLAIN = 12.0
"""Times the processor time of plain text of the same length. Source: chosen by us; a pattern that
backtracks takes thousands of times as long at these lengths."""


def seconds(text: str) -> float:
    began = process_time()
    read_one_task(text.encode("utf-8"))
    return process_time() - began


def plain(size: int) -> float:
    text = (PLAIN * (size // len(PLAIN) + 1))[:size]
    return min(seconds(text), seconds(text))


def check(size: int) -> None:
    seconds(PLAIN)  # what is loaded once
    usual = plain(size)
    slow = {}
    for pattern in PATTERNS:
        text = (pattern * (size // len(pattern) + 1))[: size - len(PLAIN)]
        took = seconds(PLAIN + text)
        if took > MOST_TIMES_PLAIN * usual:
            slow[pattern] = took / usual
    assert not slow


def test_short_adversarial_texts_take_about_as_long_as_plain_ones() -> None:
    check(3_000)


@pytest.mark.slow
def test_a_megabyte_of_adversarial_text_takes_about_as_long_as_a_plain_one() -> None:
    check(1_000_000)


def test_cells_that_a_spreadsheet_would_run_are_words_in_the_sheet() -> None:
    formulas = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1")
    claims = [Claim(id=f"c{n}", paraphrase=words) for n, words in enumerate(formulas)]
    rows = list(csv.DictReader(io.StringIO(sheet_text(claims), newline="")))
    assert [row["paraphrase"] for row in rows] == [f"'{words}" for words in formulas]
