"""Tables in plain text: a row of headings, and under it rows of a name and figures.

Cells stand apart by a bar, a tab or three blanks and more. A column counts what its heading says
("Killed", "Tanks"); "Total" and "Aggregate" beside columns of losses count casualties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.claims.lexicon import lexicon
from fogline.claims.syntax import Sentence

__all__ = ["Cell", "find_cells"]

_GAP = re.compile(r"\s*\|\s*|\t+| {3,}")
_FIGURES = re.compile(r"[~(+-]?\d[\d,.]*\s?%?\)?\Z")
_IN_ALL = re.compile(r"(?i)(?:total|aggregate|all|in all|sum|losses)s?\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table: its half-open span in the text, its row's name and its column's heading.

    state       what befell the persons counted: "killed", "casualties" ...; "" for things
    dimension   what is counted
    """

    start: int
    end: int
    row: str
    column: str
    state: str
    dimension: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    cells: list[tuple[int, int]]

    def words(self, text: str, index: int) -> str:
        low, high = self.cells[index]
        return text[low:high].strip(" .:*")


def _split(text: str, low: int, high: int) -> _Line:
    cells: list[tuple[int, int]] = []
    at = low
    for gap in _GAP.finditer(text, low, high):
        if gap.start() > at:
            cells.append((at, gap.start()))
        at = gap.end()
    if at < high:
        cells.append((at, high))
    return _Line(low, cells)


def _meaning(words: str) -> tuple[str, str]:
    """(state, dimension) that the heading of a column stands for."""
    table = lexicon()
    folded = words.lower()
    if _IN_ALL.fullmatch(folded):
        return "in all", "force"
    for word in reversed(folded.split()):
        state = table.state_of.get(word) or table.state_of.get(word.removesuffix("s"))
        if state:
            return state, "force"
        dimension = table.noun(word, word.removesuffix("s"))
        if dimension:
            return "", dimension
    return "", ""


def find_cells(text: str, sentences: Sequence[Sentence]) -> dict[int, list[Cell]]:
    """The figures of every table by the paragraph they stand in.

    text        the report's text
    sentences   of the report, in order
    """
    lines: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        low = text.rfind("\n", 0, sentence.start) + 1
        high = text.find("\n", sentence.end)
        lines[sentence.paragraph] = (low, len(text) if high < 0 else high)
    found: dict[int, list[Cell]] = {}
    head: _Line | None = None
    columns: list[tuple[str, str]] = []
    for paragraph, (low, high) in lines.items():
        if high - low > 300 or _GAP.search(text, low, high) is None:
            head = None
            continue
        line = _split(text, low, high)
        figures = [n for n, (a, b) in enumerate(line.cells) if _FIGURES.match(text[a:b].strip())]
        if len(line.cells) >= 3 and not figures:
            columns = [_meaning(line.words(text, n)) for n in range(len(line.cells))]
            known = sum(any(column) for column in columns)
            head = line if known >= 2 else None
        elif head is not None and len(figures) >= 2 and len(line.cells) == len(head.cells):
            found[paragraph] = _row(text, line, head, columns, figures)
    return found


def _row(
    text: str, line: _Line, head: _Line, columns: list[tuple[str, str]], figures: list[int]
) -> list[Cell]:
    cells: list[Cell] = []
    losses = sum(state not in ("", "in all") for state, _ in columns) >= 2
    for n in figures:
        state, dimension = columns[n]
        if state == "in all":
            state, dimension = ("casualties", "force") if losses else ("", "")
        low, high = line.cells[n]
        name = line.words(text, 0) if 0 not in figures else ""
        cells.append(Cell(low, high, name, head.words(text, n), state, dimension))
    return cells
