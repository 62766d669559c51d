"""Furniture that a page's own order gives away: what recurs, what answers to what, what follows.

Contents lists whose entries come again as headings, running heads with the number of the page,
notes that a mark in the text calls, the header of an e-mail, the readers' comments below a report.
None of these needs to know the page's words.

**Source:** chosen by us, from the habits of books, encyclopaedias, newsletters, boards and news
sites; checked against tests/report/pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from fogline.report.furniture import furniture_mark
from fogline.report.line_scores import counts
from fogline.report.paragraphs import TERMINAL, Paragraph

__all__ = ["begins_comments", "mark_by_order"]

_NUMBER = re.compile(r"\d+(?:\.\d+)*\.?\s+")
_EDIT = re.compile(r"\s?\[\s?(?:edit|edit source|\u00a7)(?:\s?\|[^\]]{0,20})?\s?\]$", re.I)
_HEADER = re.compile(r"(?:from|to|cc|date|sent|subject|reply-to|to:? you)\s?:\s?\S?", re.I)
_PAGE = r"[\[(]?(?!1[5-9]\d\d|20\d\d)\d{1,4}[\])]?"
_FOLIO = re.compile(rf"{_PAGE}\s+\D.*|.*\D\s+{_PAGE}(?:\s+[\[(]?1[5-9]\d\d[\])]?)?")
_WIDE_FOLIO = re.compile(rf"{_PAGE}(?:\s{{3,}}|\t)\D.*|.*\D(?:\s{{3,}}|\t){_PAGE}")
_NOTE = re.compile(r"(?P<mark>[*\u2020\u2021]{1,2}|\d{1,3})\.?\s?(?=[^\W\d_])")
_CALLS = re.compile(r"[a-z][.,;\"\u201d)]{0,2}(?P<mark>[*\u2020\u2021]{1,2}|\d{1,3})(?=\s|$)")
_CITES = re.compile(
    r"\b(?:p{1,2}\.\s?\d|vol\.|no\.\s?\d|ibid|op\. cit|cf\.|ed\.|eds\.|isbn|doi|https?:|www\."
    r"|retrieved|accessed|archived|interviews?\b.{0,60}\b(?:1[89]|20)\d\d|diary of|papers of"
    r"|letter (?:to|from)|appendix|report of|quoted in|see (?:also|above|below|chapter))"
    r"|,\s?(?:1[89]|20)\d\d\b|'[^']{4,90}',|\"[^\"]{4,120}\"\.",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:reader )?comments?(?: section)?\s?[(\[]?\s?\d{0,6}\s?[)\]]?\s?:?"
    r"|\d{1,6} (?:comments?|replies|responses|thoughts)\s?:?"
    r"|(?:what )?(?:readers|others) (?:say|said|think)|discussion|responses",
    re.I,
)
_REMARK = re.compile(
    r"(?:[+\u2191\u2193-]\s?\d+\s?[/|]?\s?){0,2}(?:reply|report|like|quote|upvote|downvote"
    r"|permalink|flag|share)(?:\s?[|\u00b7(]?\s?\d*\)?)?"
    r"|.{1,40} (?:says?|said|writes?|wrote)\s?(?:\.\.\.|\u2026|:)"
    r"|.{1,40}[|\u00b7\u2022,] (?:today|yesterday|\d{1,2}[./ ]).{0,30}"
    r"|.{0,40}\d+ ?(?:mins?|minutes?|h|hrs?|hours?|d|days?|mo|months?|y|years?)\.? ago\W?"
    r"|(?:\d{1,2} \w+ \d{4}|\w+ \d{1,2},? \d{4}),? at \d{1,2}[:.]\d{2}.{0,6}"
    r"|sort(?:ed)? by:?.{0,20}|[+-]?\d{1,5}|log in .{0,60}|u/\S+.{0,20}",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PICTURE = re.compile(r"[\u2190-\u21ff\u2500-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")


_MOST_COMPARED = 100_000
"""Characters of prose in which sentences are looked for again."""

_LONGEST = 200
"""Characters; longer lines are sentences."""


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", _EDIT.sub("", _NUMBER.sub("", words, count=1))).strip().lower()


def mark_by_order(paragraphs: list[Paragraph]) -> None:
    """Set ``mark`` to "line", or to "end" where the readers' comments begin."""
    _contents(paragraphs)
    _running_heads(paragraphs)
    _notes(paragraphs)
    _mail_header(paragraphs)
    _comments(paragraphs)
    _said_again(paragraphs)
    for paragraph in paragraphs:
        words = paragraph.words
        if paragraph.mark or len(words) > _LONGEST:
            continue
        if _EDIT.search(words):
            paragraph.mark = furniture_mark(_EDIT.sub("", words))
            paragraph.is_listed = True  # a heading of the text
        elif _PICTURE.search(words) and not _LETTERS.search(words):
            paragraph.mark = "line"  # reactions and stars with their counts


def _contents(paragraphs: list[Paragraph]) -> None:
    """Three and more unfinished lines in a row of which most come again below.

    A heading that ends with an encyclopaedia's "[edit]" stands in the text: it is none of them.
    """
    last = {_plain(p.words): index for index, p in enumerate(paragraphs) if _may_be_listed(p)}
    index = 0
    while index < len(paragraphs):
        stop = index
        while stop < len(paragraphs) and _may_be_listed(paragraphs[stop], edited=False):
            stop += 1
        run = paragraphs[index:stop]
        again = [n for p in run if (n := last[_plain(p.words)]) >= stop]
        headed = sum(p.is_prose or p.is_listed for n in again for p in paragraphs[n + 1 : n + 2])
        is_list = len(again) >= 3 and len(again) >= 0.6 * len(run) and headed >= 2
        if is_list and not any(counts(p) for p in run):
            for paragraph in run:
                paragraph.mark = paragraph.mark or "line"
        index = max(stop, index + 1)


def _may_be_listed(paragraph: Paragraph, *, edited: bool = True) -> bool:
    words = paragraph.words
    return (
        paragraph.count <= 12
        and len(words) <= _LONGEST
        and (edited or not _EDIT.search(words))
        and not TERMINAL.search(words)
    )


def _running_heads(paragraphs: list[Paragraph]) -> None:
    """The same words with a page's number at an edge, growing; or in capitals, one set apart.

    Rows of a table stand next to each other, and count what is counted; running heads do not.
    """
    folios = {
        index
        for index, p in enumerate(paragraphs)
        if len(p.words) <= _LONGEST and _FOLIO.fullmatch(p.words) and not counts(p)
    }
    pages: defaultdict[str, list[int]] = defaultdict(list)
    for index in sorted(folios):
        words = _letters(paragraphs[index].words)
        if index - 1 not in folios and index + 1 not in folios and len(words) >= 8:
            pages[words].append(index)
    lines = Counter(_letters(p.words) for p in paragraphs if pages and len(p.words) <= _LONGEST)
    for words, places in pages.items():
        numbers = [
            int(max(re.findall(r"\d{1,4}", paragraphs[n].words), key=_as_page)) for n in places
        ]
        grows = len(places) >= 2 and all(a < b <= a + 9 for a, b in pairwise(numbers))
        for index in places:
            shown = paragraphs[index].words
            is_apart = _WIDE_FOLIO.fullmatch(shown) is not None
            is_titled = shown.isupper() and len(words.split()) >= 3
            if grows or (is_apart and (lines[words] >= 2 or is_titled)):
                paragraphs[index].mark = paragraphs[index].mark or "line"


def _as_page(number: str) -> int:
    """Years lose against the number of a page on the same line."""
    return -1 if 1500 <= int(number) <= 2099 else int(number)


def _letters(words: str) -> str:
    return re.sub(r"\W+|\d+", " ", words).strip().lower()


def _notes(paragraphs: list[Paragraph]) -> None:
    """Notes that cite a source, where the mark before them hangs on a word of the text above."""
    called: set[str] = set()
    for paragraph in paragraphs:
        match = _NOTE.match(paragraph.words)
        is_note = match is not None and match["mark"] in called
        if paragraph.words.startswith("^ ") or (
            is_note and len(paragraph.words) <= 500 and _CITES.search(paragraph.words)
        ):
            paragraph.mark = paragraph.mark or "line"
        else:
            called.update(call["mark"] for call in _CALLS.finditer(paragraph.words))


def _mail_header(paragraphs: list[Paragraph]) -> None:
    top = [p for p in paragraphs[:12] if len(p.words) <= _LONGEST and _HEADER.match(p.words)]
    keys = {p.words.partition(":")[0].strip().lower() for p in top}
    if len(keys) >= 3 and "from" in keys:
        for paragraph in top:
            paragraph.mark = paragraph.mark or "line"


def _said_again(paragraphs: list[Paragraph]) -> None:
    """A sentence that stands in the text already, to the letter: a pull quote, a quoted post."""
    prose = [p for p in paragraphs if p.is_prose and not p.mark]
    text = "\n".join(p.words for p in prose)
    if len(text) > _MOST_COMPARED:
        return
    seen: set[str] = set()
    for paragraph in prose:
        words = paragraph.words.strip('"\u201c\u201d ')
        if 8 <= paragraph.count <= 80:
            elsewhere = (
                any(words in p.words and p.count > paragraph.count for p in prose)
                if (text.count(words) > 1)
                else False
            )
            if words in seen or elsewhere:
                paragraph.mark = "line"
        seen.add(words)


def begins_comments(heading: str) -> bool:
    """Whether a heading is that of readers' comments or of the form for them."""
    return bool(_COMMENTS.fullmatch(heading.strip(" *#-"))) or furniture_mark(heading) == "end"


def _comments(paragraphs: list[Paragraph]) -> None:
    """A heading of comments, where at least two of the next lines are those of a comment."""
    for index, paragraph in enumerate(paragraphs):
        if (
            paragraph.count > 4
            or len(paragraph.words) > 60
            or not _COMMENTS.fullmatch(paragraph.words.strip(" *#-"))
        ):
            continue
        following = paragraphs[index + 1 : index + 9]
        remarks = [
            p
            for p in following
            if p.count <= 10 and len(p.words) <= 90 and _REMARK.fullmatch(p.words)
        ]
        words_before = sum(p.count for p in paragraphs[:index] if p.is_prose and not p.mark)
        words_after = sum(p.count for p in paragraphs[index:] if p.is_prose and not p.mark)
        begins = bool(remarks) and following[0] is remarks[0]
        if (begins or len(remarks) >= 2) and words_before > words_after:
            paragraph.mark = "end"
