"""A PDF page's lines in reading order: columns written row by row put apart, headings set apart.

Most PDFs write a column after the other, and their own order is kept. Where a page's pieces jump
between two left edges at nearly every line, the columns were written side by side: then all of the
left one is read before the right one, between lines that cross both.

**Source:** chosen by us, on pages made for tests/report/test_page_layout.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

__all__ = ["lines_of_page"]

_COLUMN_GAP = 120.0
"""Points between the left edges of two columns at least; a third of an A4 page's text."""

_FEWEST_LINES = 5
_HEADING = 1.2
"""Times the page's usual letter size, from which a line is a heading."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words and where they begin, in points from the page's lower left corner."""

    x: float
    y: float
    size: float
    words: str


def lines_of_page(page: Any, *, is_first: bool = False) -> list[str]:
    """The lines of a pypdf page; empty ones around headings and between blocks.

    is_first    the largest heading, of three and more words, is the report's: ``#`` before it
    """
    pieces: list[_Piece] = []

    def seen(words: str, frame: Any, matrix: Any, _font: Any, size: float) -> None:
        if words.strip():
            x = matrix[4] * frame[0] + matrix[5] * frame[2] + frame[4]
            y = matrix[4] * frame[1] + matrix[5] * frame[3] + frame[5]
            scale = abs(matrix[3] or matrix[0] or 1.0) * abs(frame[3] or frame[0] or 1.0)
            pieces.append(_Piece(x, y, size * scale, words.strip()))

    text = page.extract_text(visitor_text=seen) or ""
    headings = _headings(pieces)
    right_edge = _right_column(pieces)
    plain = text.splitlines() if right_edge is None else _column_after_column(pieces, right_edge)
    largest = max(headings.values(), default=0.0) if is_first else -1.0
    lines: list[str] = []
    run: list[str] = []
    for line in [*plain, ""]:
        if run and headings.get(line.strip()) != headings[run[0]]:
            words = " ".join(run)
            is_title = headings[run[0]] == largest and len(words.split()) >= 3
            lines += ["", f"# {words}" if is_title else words, ""]
            largest = -1.0 if is_title else largest
            run.clear()
        if line.strip() in headings:
            run.append(line.strip())
        else:
            lines.append(line)
    return lines[:-1]


def _headings(pieces: list[_Piece]) -> dict[str, float]:
    """Lines in larger letters than the page's, and how large they are."""
    if len(pieces) < _FEWEST_LINES:
        return {}
    usual = median(piece.size for piece in pieces)
    return {
        piece.words: round(piece.size, 1)
        for piece in pieces
        if piece.size >= _HEADING * usual > 0 and "\n" not in piece.words
    }


def _right_column(pieces: list[_Piece]) -> float | None:
    """Left edge of the right one of two columns written side by side, None on any other page."""
    edges = Counter(round(piece.x) for piece in pieces)
    common = [edge for edge, count in edges.most_common(6) if count >= _FEWEST_LINES]
    if len(common) < 2:
        return None
    left = min(common[:2])
    right = max(common[:2])
    if right - left < _COLUMN_GAP:
        return None
    sides = [round(p.x) == right for p in pieces if round(p.x) in {left, right}]
    jumps = sum(a != b for a, b in pairwise(sides))
    rows = Counter(round(p.y) for p in pieces if round(p.x) in {left, right})
    n_side_by_side = sum(count >= 2 for count in rows.values())
    if jumps < max(4, 0.5 * len(sides)) or n_side_by_side < _FEWEST_LINES:
        return None
    is_table = median(len(p.words.split()) for p in pieces) < 4
    return None if is_table else float(right)


def _column_after_column(pieces: list[_Piece], right_edge: float) -> list[str]:
    rows: dict[int, list[_Piece]] = {}
    for piece in pieces:
        rows.setdefault(round(piece.y), []).append(piece)
    lines: list[str] = []
    left: list[str] = []
    right: list[str] = []

    def flush() -> None:
        lines.extend([*left, *right])
        left.clear()
        right.clear()

    heights = sorted(rows, reverse=True)
    usual = median([a - b for a, b in pairwise(heights)] or [0])
    for above, y in zip([heights[0], *heights], heights, strict=False):
        if above - y > 2 * usual:
            flush()
            lines.append("")
        row = sorted(rows[y], key=lambda piece: piece.x)
        first = " ".join(p.words for p in row if p.x < right_edge - 2)
        second = " ".join(p.words for p in row if p.x >= right_edge - 2)
        width = sum(len(p.words) * p.size * 0.5 for p in row if p.x < right_edge - 2)
        crosses = first and row[0].x + width > right_edge + _COLUMN_GAP / 2
        starts = not second and not left and not right
        if crosses or starts:
            flush()
            lines.extend(["", f"{first} {second}".strip(), ""])
            continue
        if first:
            left.append(first)
        if second:
            right.append(second)
    flush()
    return lines
