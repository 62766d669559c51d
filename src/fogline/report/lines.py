"""The line classifier for pasted text: which lines are body, which is the title, what is furniture.

Lines are first gathered into paragraphs (hard-wrapped ones are joined), then read in three zones:
the head before the first prose paragraph (title, byline, date, menus), the middle, and the tail
after the last prose paragraph (link lists, forms). A paragraph of prose is furniture only by its
words; a short line is furniture by its words or by its place. When in doubt a line stays body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from fogline.report.authors import is_author, is_authors_note
from fogline.report.dates import AGENCIES, Dateline, dateline_of
from fogline.report.headline import title_index
from fogline.report.line_scores import core_of
from fogline.report.page_order import mark_by_order
from fogline.report.page_words import is_masthead
from fogline.report.paragraphs import TERMINAL, Paragraph, paragraphs_of
from fogline.report.unsorted_lines import sort_the_rest

__all__ = ["SortedLines", "sort_lines"]

_SPEECH = re.compile(r"\b(?:said|says|told|according|added|claimed|reported)\b|[\"\u201c\u201d]")
_CREDIT = re.compile(
    r"\(?(?:additional )?(?:reporting|writing|editing) by\b|.*\bcontributed ", re.I
)


@dataclass(frozen=True, slots=True)
class SortedLines:
    """What the classifier found; ranges are half-open code points into the text as given."""

    body: tuple[tuple[int, int], ...]
    title: str = ""
    title_span: tuple[int, int] | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    dateline: Dateline | None = None
    dates: tuple[date, ...] = ()
    agency: str = ""
    notes: tuple[str, ...] = field(default=())


def sort_lines(text: str, *, start: int = 0) -> SortedLines:
    """Sort the lines of a pasted text into title, body and furniture.

    start    where the report begins (after front matter)
    returns  body ranges, one a paragraph: hard-wrapped lines are joined into one range, list items
             and liveblog entries stay apart. A range never begins or ends in white space.
    """
    paragraphs, core = sorted_by_rules(text, start)
    sort_the_rest(paragraphs, core)
    title = next((p for p in paragraphs if p.kind == "title"), None)
    body = [p for p in paragraphs if not p.kind]
    dateline = dateline_of(body[0].words) if body else None
    agencies = [
        AGENCIES[name]
        for p in paragraphs
        if p.kind == "author"
        and (name := p.words.lower().strip("()[]./| ").removeprefix("the ")) in AGENCIES
    ]
    words, span = _title_words(title)
    return SortedLines(
        body=tuple((p.start, p.end) for p in body),
        title=words,
        title_span=span,
        furniture=tuple((p.start, p.end) for p in paragraphs if p.kind and p.kind != "title"),
        dateline=dateline,
        dates=tuple(p.day for p in paragraphs if p.day and p.kind in {"date", "title"}),
        agency=(dateline.agency if dateline else "") or (agencies[0] if agencies else ""),
    )


def sorted_by_rules(text: str, start: int = 0) -> tuple[list[Paragraph], tuple[int, int]]:
    """The paragraphs of a text as far as rules alone can sort them, and the core's indices.

    A ``kind`` left empty means body so far; ``sort_the_rest`` has the last word on those.
    """
    paragraphs = paragraphs_of(text, start)
    mark_by_order(paragraphs)
    _mark_edges(paragraphs, core_of(paragraphs))
    core = core_of(paragraphs)
    listed = {i for i, p in enumerate(paragraphs) if p.is_listed and not p.mark}
    if core == (0, 0) and not listed:
        _sort_without_prose(paragraphs)
        return paragraphs, core
    first = core[0] if core[1] else min(listed)
    while first and first - 1 in listed:
        first -= 1
    if _asks(paragraphs, first):
        first = next(
            n for n in range(first + 1, len(paragraphs)) if n in listed or paragraphs[n].is_prose
        )
    _mark_pages(paragraphs)
    _sort_head(paragraphs, first, core)
    _sort_blocks(paragraphs, first)
    _sort_tail(paragraphs, core)
    if len(paragraphs) > 1 and all(p.kind != "title" for p in paragraphs):
        _find_wrapped_title(paragraphs)
    return paragraphs, core


def _asks(paragraphs: list[Paragraph], first: int) -> bool:
    """Whether the first line of the core is a headline that asks, with no prose under it."""
    here, below = paragraphs[first], paragraphs[first + 1 : first + 2]
    asks = here.words.endswith("?") and here.count <= 20 and not here.is_listed
    later = any(p.is_prose for p in paragraphs[first + 1 :])
    return asks and later and not (below[0].is_prose or below[0].is_listed)


_ENCLOSED = re.compile(r"\([^()]{3,160}\)\.?|\[[^\[\]]{3,160}\]\.?")
_CLASSIFIED = re.compile(r"[A-Z][A-Z' &,-]{2,40}\.?")
_NOTE = re.compile(r"(?:an? )?(?:editor'?s? )?notes?(?: on [\w ]{2,30})?\s?[:.\u2014-]\s?\S", re.I)


def _mark_edges(paragraphs: list[Paragraph], core: tuple[int, int]) -> None:
    """Lines in brackets, headings of the next column and notes, above and below all the prose."""
    solid = [
        n
        for n in range(len(paragraphs))
        if paragraphs[n].is_prose
        and not paragraphs[n].mark
        and not _ENCLOSED.fullmatch(paragraphs[n].words)
    ]
    if not solid or all(paragraphs[n].words.isupper() for n in solid):
        return
    head = paragraphs[: next((n for n in solid if n >= core[0]), 0)]
    while len(solid) >= 3 and _NOTE.match(paragraphs[solid[-1]].words):
        paragraphs[solid.pop()].mark = "line"
    for paragraph in [*head, *paragraphs[solid[-1] + 1 :]]:
        if not paragraph.mark and _ENCLOSED.fullmatch(paragraph.words):
            paragraph.mark = "line"
    for paragraph in paragraphs[solid[-1] + 1 :]:
        if not paragraph.mark and paragraph.count <= 5 and _CLASSIFIED.fullmatch(paragraph.words):
            paragraph.mark = "line"


def _title_words(title: Paragraph | None) -> tuple[str, tuple[int, int] | None]:
    if title is None:
        return "", None
    marks = len(title.words) - len(title.words.lstrip("# "))
    return title.words[marks:].rstrip("# "), (title.start + marks, title.end)


def _sort_without_prose(paragraphs: list[Paragraph]) -> None:
    """Nothing but short lines (a note, a table): every line that is no known furniture is body."""
    for paragraph in paragraphs:
        paragraph.kind = "" if paragraph.mark in {"", "label"} else "furniture"


def _mark_pages(paragraphs: list[Paragraph]) -> None:
    """Page numbers standing alone between paragraphs of prose."""
    for index in range(1, len(paragraphs) - 1):
        before, here, after = paragraphs[index - 1 : index + 2]
        is_number = re.fullmatch(r"(?:-\s?|page )?\d{1,4}(?:\s?-)?", here.words, re.I)
        if is_number and before.count >= 6 and after.count >= 6:
            here.kind = "furniture"


def _sort_head(paragraphs: list[Paragraph], first: int, core: tuple[int, int]) -> None:
    """Title, byline, dates and menus before the first prose; also right after it for dates."""
    dated = [i for i, p in enumerate(paragraphs) if p.is_date]
    chronology = len([i for i in dated if i > first]) >= 2
    for index, paragraph in enumerate(paragraphs[:first]):
        following = paragraphs[index + 1]
        if paragraph.is_date and not (chronology and index == first - 1):
            paragraph.kind = "date"
        elif is_author(paragraph, following):
            paragraph.kind = "author"
        elif paragraph.mark:
            paragraph.kind = "furniture"
    for index in range(first + 1, min(first + 6, len(paragraphs) - 1)):
        # Under a standfirst that reads as prose: "By ...", then the date.
        paragraph = paragraphs[index]
        if paragraph.is_date and paragraph.day and not chronology:
            paragraph.kind = "date"
        elif paragraph.words[:3].lower() == "by " and is_author(paragraph, None):
            paragraph.kind = "author"
    title = title_index(paragraphs, first, core)
    if title is not None:
        paragraphs[title].kind = "title"
        # What stands under a long sentence may be the report's, whatever was taken for its title.
        telling = next(
            (
                n
                for n in range(first)
                if paragraphs[n].count >= 12 and not paragraphs[n].kind and paragraphs[n].is_prose
            ),
            first,
        )
        for index, paragraph in enumerate(paragraphs[:first]):
            if paragraph.kind:
                continue
            is_above = index < min(title, telling) and not (
                paragraph.is_listed or paragraph.is_prose
            )
            if is_above or is_masthead(paragraph.words):
                paragraph.kind = "furniture"
        for index in range(1, first):
            number = re.fullmatch(r"\d{1,5}", paragraphs[index].words) is not None
            if number and paragraphs[index - 1].kind == "furniture":
                paragraphs[index].kind = "furniture"  # how many comments, shares, views
    elif first and paragraphs[0].kind == "date" and paragraphs[0].count >= 5:
        paragraphs[0].kind = "title"  # "GENERAL STAFF BULLETIN, 19 AUGUST 1920"
    elif first == 0 and paragraphs[0].count <= 25 and paragraphs[0].words.startswith("# "):
        paragraphs[0].kind = "title"


def _is_label(paragraph: Paragraph) -> bool:
    """A few words that all begin with capitals, such as a publisher's name or a page section."""
    words = [word for word in paragraph.words.split() if len(word) > 3]
    return paragraph.count <= 8 and bool(words) and all(word[0].isupper() for word in words)


def _holds_digit(paragraph: Paragraph) -> bool:
    return any(character.isdigit() for character in paragraph.words)


def _is_beside_furniture(paragraphs: list[Paragraph], index: int) -> bool:
    near = [paragraphs[i].kind for i in (index - 1, index + 1) if 0 <= i < len(paragraphs)]
    return any(kind in {"furniture", "author", "date"} for kind in near)


def _find_wrapped_title(paragraphs: list[Paragraph]) -> None:
    """A headline that ends like a sentence ("Is the salient lost?") above a byline or a date."""
    paragraphs = paragraphs[next((i for i, p in enumerate(paragraphs) if not p.kind), 0) :]
    if len(paragraphs) < 2:
        return
    first, second = paragraphs[0], paragraphs[1]
    if (
        first.kind
        or first.is_listed
        or first.count > 22
        or first.lines > 2
        or dateline_of(first.words)
    ):
        return
    above_byline = (
        second.kind in {"author", "date"}
        or second.mark == "line"
        or is_author(second, None)
        or second.is_date
    )
    question = first.words.endswith("?") and second.gap_before and second.count >= 12
    if not (above_byline or question):
        return
    first.kind = "title"
    for paragraph, following in pairwise(paragraphs[1:6]):
        if paragraph.kind:
            continue
        if paragraph.is_date:
            paragraph.kind = "date"
        elif is_author(paragraph, following):
            paragraph.kind = "author"
        else:
            break


def _sort_blocks(paragraphs: list[Paragraph], first: int) -> None:
    """Furniture from the first prose on: lines, link blocks, and all after the comment form."""
    words_before = 0
    index = first
    last_credit = max((i for i, p in enumerate(paragraphs) if _CREDIT.match(p.words)), default=-1)
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        if paragraph.kind:
            index += 1
            continue
        if paragraph.mark == "end" and words_before >= 40:
            for later in paragraphs[index:]:
                later.kind = "furniture"
            return
        if paragraph.mark == "section" and words_before >= 25:
            stop = _resumes(paragraphs, index + 1, last_credit)
            for later in paragraphs[index:stop]:
                later.kind = "furniture"
            index = stop
            continue
        if paragraph.mark in {"line", "end", "section"}:
            paragraph.kind = "furniture"
        else:
            words_before += paragraph.count
        index += 1
    for index in range(first, len(paragraphs)):
        paragraph = paragraphs[index]
        if paragraph.kind or not index:
            continue
        before = paragraphs[index - 1].kind == "furniture"
        after = index + 1 >= len(paragraphs) or paragraphs[index + 1].kind == "furniture"
        is_scrap = paragraph.count <= 8 and not (
            TERMINAL.search(paragraph.words) or paragraph.is_listed or _holds_digit(paragraph)
        )
        if (before or after) if paragraph.mark == "label" else (before and after and is_scrap):
            paragraph.kind = "furniture"


def _resumes(paragraphs: list[Paragraph], begin: int, last_credit: int) -> int:
    """Where the report goes on after a link block's heading; past the end if it does not.

    It goes on at a long paragraph, at one with speech in it, at two and more finished sentences in
    a row that are not the teasers of a list (those alternate with headlines), or at any sentence
    when the reporters' credit is yet to come.
    """
    index = begin
    credit = last_credit >= begin
    while index < len(paragraphs):
        run = 0
        total = 0
        while index + run < len(paragraphs):
            paragraph = paragraphs[index + run]
            if (
                paragraph.mark
                or not (paragraph.is_prose or paragraph.is_listed)
                or (run == 0 and paragraph.is_listed)
            ):
                break
            run += 1
            total += paragraph.count
        here = paragraphs[index]
        if run and (
            credit
            or here.count >= 30
            or (here.count >= 15 and _SPEECH.search(here.words))
            or (run >= 2 and total >= 30)
        ):
            return index
        index += max(run, 1)
    return len(paragraphs)


def _sort_tail(paragraphs: list[Paragraph], core: tuple[int, int]) -> None:
    """After the last prose: author notes, dates, unfinished short lines where the rest is prose."""
    kept = [
        index
        for index, p in enumerate(paragraphs)
        if not p.kind and not p.mark and (p.is_prose or p.is_listed)
    ]
    if not kept:
        return
    last = kept[-1]
    if len(kept) >= 2 and is_authors_note(paragraphs[last].words) and paragraphs[last].count <= 60:
        paragraphs[last].kind = "furniture"
        last = kept[-2]
    inside = [p for p in paragraphs[: last + 1] if not p.kind and not p.is_listed]
    finished = sum(1 for p in inside if p.is_prose)
    orderly = len(inside) >= 2 and finished >= 0.8 * len(inside)
    for index in range(last + 1, len(paragraphs)):
        paragraph = paragraphs[index]
        if paragraph.kind:
            continue
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        unfinished = paragraph.count <= 14 and not TERMINAL.search(paragraph.words)
        is_scrap = orderly and unfinished and not _holds_digit(paragraph)
        is_known = paragraph.mark or paragraph.is_date or is_author(paragraph, following)
        if is_known or is_scrap:
            paragraph.kind = "furniture"
