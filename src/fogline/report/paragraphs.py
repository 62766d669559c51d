"""Lines gathered into paragraphs, and what each paragraph tells by its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fogline.report.dates import date_line
from fogline.report.furniture import furniture_mark

__all__ = ["TERMINAL", "Paragraph", "paragraphs_of"]

TERMINAL = re.compile(
    r"(?:[.!?\u2026](?:[\"'\u201d\u2019)\]\u00bb\u00b9\u00b2\u00b3\u2070-\u2079]|\[\d+\])*"
    r"|(?:[a-z]{3}|,\d{3}|[\"\u201d)])[.!?][\"\u201d)]?\d{1,2})$"
)
"""The end of a sentence, quotation marks and the mark of a note behind it included."""
_BULLET = re.compile(
    r"\s*(?:[-*\u2022\u25cf\u25aa\u25e6\u2023\u00b7\u2013\u2014]\s*|\d{1,3}[.)]\s+|\(?[a-z0-9]{1,3}\)\s+)(?=[\w\"'\u201c\u2018(])"
)
_CLOCK = re.compile(
    r"\[?\(?\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?(?:gmt|utc|bst|est|edt|et|cet"
    r"|cest|eet|eest|msk|local(?: time)?|hours|hrs|z)\b\)?)?\]?\)?"
    r"(?:\s*[-\u2013\u2014:|]\s*|\s+|$)",
    re.I,
)
_ROW = re.compile(
    r"[^\W\d][^.!?:]{1,60}?\s?(?:[-\u2013\u2014=]|(?<!\d):|\.{2,}|\t)\s?"
    r"(?:(?:about|around|some|over|up to|at least|more than|nearly|almost|approximately"
    r"|approx\.?|ca?\.|[~\u2248<>+])\s?)?\d[\d,. ]*[^.!?]{0,40}",
    re.I,
)
_CELLS = re.compile(r"[^|\t]{0,80}(?:(?:\||\t| {3,})\s*[(+~-]?\d[\d,.]*\s?%?\)?\s*){2,}")
"""A row of a table: a name and two figures or more."""
_OWN_LINE_END = re.compile(r"\r\n|\n|\r|\x0c|\u2028|\u2029|\x85")


@dataclass(slots=True)
class Paragraph:
    """A run of lines that belong together; start and end are code points, blank edges left out.

    count      words
    mark       what it is by its words alone (see ``furniture_mark``)
    is_prose   reads as running text: a finished sentence, or too long for a heading
    is_listed  an item of a list: bullet, number, time of day, "tanks - 12", "Destroyed:"
    kind       "" for body, else "title", "author", "date" or "furniture"
    """

    start: int
    end: int
    words: str
    lines: int = 1
    gap_before: bool = True
    kind: str = ""
    count: int = 0
    mark: str = ""
    is_prose: bool = False
    is_listed: bool = False
    is_date: bool = False
    day: date | None = None

    def judge(self) -> None:
        """Set what the words alone tell, once its lines are joined."""
        words = self.words
        self.count = len(words.split())
        self.mark = furniture_mark(words)
        self.is_date, self.day = date_line(words)
        self.is_prose = self.count >= 30 or (
            self.count >= 4 and not self.is_date and bool(TERMINAL.search(words))
        )
        self.is_listed = not self.is_date and bool(
            _BULLET.match(words)
            or _CLOCK.match(words)
            or (self.count <= 16 and _ROW.fullmatch(words))
            or _CELLS.match(words)
            or (words.endswith(":") and self.count >= 3)
        )


def _lines(text: str, start: int) -> list[tuple[int, int, bool]]:
    """(start, end, gap before) of every line with words, edges stripped."""
    found: list[tuple[int, int, bool]] = []
    position, gap = start, True
    ends = [(m.start(), m.end()) for m in _OWN_LINE_END.finditer(text, start)] + [
        (len(text), len(text))
    ]
    for stop, following in ends:
        line = text[position:stop]
        stripped = line.strip(" \t\u00a0\u200b\ufeff\u3000")
        if stripped:
            left = position + line.index(stripped[0])
            left = position + (len(line) - len(line.lstrip(" \t\u00a0\u200b\ufeff\u3000")))
            found.append((left, left + len(stripped), gap))
            gap = False
        else:
            gap = gap or stop > position or bool(found)
        position = following
    return found


def _stands_alone(*lines: str) -> bool:
    """Whether one of the lines is furniture or a date: such a line is never part of a sentence."""
    return any(
        furniture_mark(line) in {"line", "section", "end"} or date_line(line)[0] for line in lines
    )


def _continues(first: str, second: str, width: int, evidence: bool) -> bool:
    """Whether ``second`` goes on with the wrapped paragraph that ``first`` began."""
    if _BULLET.match(second) or _CLOCK.match(second) or _stands_alone(first, second):
        return False
    if first.endswith(("-", "\u2010", "\u00ad")) and second[:1].islower() and len(first) >= 30:
        return True
    if len(first) < 0.6 * width or width > 130:
        return second[:1].islower() and len(first) >= 40 and not TERMINAL.search(first)
    if second[:1].islower():
        return True
    if width < 50:
        return False
    if not TERMINAL.search(first):
        return len(first) >= 0.72 * width
    return evidence and len(first) >= 0.85 * width


def paragraphs_of(text: str, start: int = 0) -> list[Paragraph]:
    """The paragraphs of a text from ``start`` on, judged; hard-wrapped lines are joined."""
    lines = _lines(text, start)
    runs: list[list[tuple[int, int, bool]]] = []
    for line in lines:
        if line[2] or not runs:
            runs.append([])
        runs[-1].append(line)
    paragraphs: list[Paragraph] = []
    for run in runs:
        # The width of a run of three and more lines tells whether it is wrapped: all but its last
        # lines then end near the same column.
        lengths = [end - begin for begin, end, _ in run]
        width = max(lengths)
        words_of = [text[begin:end] for begin, end, _ in run]
        unfinished = any(not TERMINAL.search(words) for words in words_of[:-1])
        # A sentence that plainly goes on over a line's end: then full lines that happen to end
        # with one are wrapped lines too.
        evidence = any(
            not TERMINAL.search(first) and second[:1].islower()
            for first, second in pairwise(words_of)
        )
        wrapped = len(run) >= 2 and 40 <= width <= 130 and unfinished
        for index, (begin, end, gap) in enumerate(run):
            words = text[begin:end]
            if index and wrapped and paragraphs:
                last = paragraphs[-1]
                before = run[index - 1]
                if _continues(text[before[0] : before[1]], words, width, evidence):
                    last.end = end
                    last.words = f"{last.words} {words}"
                    last.lines += 1
                    continue
            paragraphs.append(Paragraph(begin, end, words, gap_before=gap and index == 0))
    for paragraph in paragraphs:
        paragraph.judge()
    return paragraphs
