"""Whole pages as a person pastes them, every line marked; written in our own words.

A file of ``pages/`` holds a page, a line a line. The first character marks it: ``~`` furniture,
``#`` headline, ``?`` either (a table of a side box, say), none of these: body.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MARKS = "~#?"


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page's lines and their marks: ``~``, ``#``, ``?`` or nothing."""

    name: str
    lines: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def spans(self) -> list[tuple[int, int]]:
        """First and last but one code point of every line in ``text``."""
        found: list[tuple[int, int]] = []
        position = 0
        for line in self.lines:
            found.append((position, position + len(line)))
            position += len(line) + 1
        return found


def marked_pages() -> list[MarkedPage]:
    """The pages of ``pages/``."""
    found: list[MarkedPage] = []
    for path in sorted((HERE / "pages").glob("*.txt")):
        rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        marks = tuple(row[0] if row[0] in MARKS else "" for row in rows)
        lines = tuple(row[len(mark) :] for row, mark in zip(rows, marks, strict=True))
        found.append(MarkedPage(path.stem, lines, marks))
    return found


def passages_as_pages() -> list[MarkedPage]:
    """The annotated passages of the tuning half, of which only the marks of lines count here."""
    found: list[MarkedPage] = []
    for path in sorted((HERE.parent / "passages" / "tune").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        off, title = set(data["furniture_lines"]), data["title_line"]
        rows = [(n, line) for n, line in enumerate(data["lines"]) if line.strip()]
        marks = tuple("~" if n in off else "#" if n == title else "" for n, _ in rows)
        found.append(MarkedPage(path.stem, tuple(line for _, line in rows), marks))
    return found
