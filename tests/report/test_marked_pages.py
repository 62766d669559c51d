"""Whole pasted pages, every line marked: the page's own lines go, no line of the report does."""

from __future__ import annotations

import pytest

from fogline.report.line_scores import WEIGHTS
from fogline.report.lines import sort_lines
from tests.report.marked_pages import MarkedPage, marked_pages

PAGES = marked_pages()


def kept(page: MarkedPage) -> list[bool]:
    """Whether each line's words are body, to the last letter or at all."""
    body = sort_lines(page.text).body
    overlaps = [
        sum(max(0, min(end, b) - max(start, a)) for a, b in body) for start, end in page.spans()
    ]
    return [
        overlap > 0 if mark == "~" else overlap >= len(line.strip())
        for line, mark, overlap in zip(page.lines, page.marks, overlaps, strict=True)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_line_of_the_report_is_lost_on_a_pasted_page(page: MarkedPage) -> None:
    lines = zip(page.lines, page.marks, kept(page), strict=True)
    assert [line for line, mark, is_kept in lines if not mark and not is_kept] == []


def test_nearly_all_lines_of_pasted_pages_that_are_the_pages_own_go() -> None:
    off = [
        not is_kept
        for page in PAGES
        for mark, is_kept in zip(page.marks, kept(page), strict=True)
        if mark == "~"
    ]
    # Of some 880 lines, about 35 are kept: sentences in the words of reports, captions, clocks.
    assert sum(off) / len(off) >= 0.95


def test_the_headline_is_found_among_menus_and_mastheads() -> None:
    found = []
    for page in PAGES:
        titles = {line for line, mark in zip(page.lines, page.marks, strict=True) if mark == "#"}
        if titles:
            found.append(sort_lines(page.text).title in titles)
    assert sum(found) >= 0.8 * len(found)


LISTS = """Brigade lost a third of its men in the marshes
A brigade sent into the marshes in January has lost 900 of its 2,700 men, three officers said.
The ministry put the losses at fewer than 300.
41 vehicles burnt
12 guns left behind
Tanks
12
Howitzers
7
Men
900
Lt. Ivan Moroz
Sgt. Petro Shevchuk
The army has not replied to questions about the brigade.
Killed 30
Share
Top stories
Ferry prices to rise before the summer"""


def test_counts_and_the_fallen_stay_where_a_list_was_pasted_without_its_bullets() -> None:
    body = sort_lines(LISTS).body
    kept_words = "\n".join(LISTS[a:b] for a, b in body)
    lines = LISTS.splitlines()
    assert [line for line in lines[1:15] if line not in kept_words] == []
    assert "Ferry" not in kept_words
    assert "Share" not in kept_words


def test_the_stored_weights_decide_as_those_that_the_marked_lines_give() -> None:
    """Where it fails, run ``python benchmarks/line_scores.py`` and store what it prints."""
    from benchmarks.line_scores import decisions, fitted_weights

    stored, fitted = decisions(WEIGHTS), decisions(fitted_weights())
    assert sum(a == b for a, b in zip(stored, fitted, strict=True)) >= 0.96 * len(stored)
