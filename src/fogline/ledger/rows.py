"""Rows of the ledger that have no noun elsewhere, and pages of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

__all__ = ["Artefact", "Judgement", "Page", "ReportRow", "Run", "Verdict"]

Item = TypeVar("Item")

Verdict = Literal[
    "accepted", "rejected", "proposed", "corrected", "retargeted", "echo of", "graded", "note"
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody decided about a claim, when and why; ``other`` is what it points at."""

    number: int
    claim: str
    verdict: str
    author: str
    reason: str
    other: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Run:
    """That a case was fitted: which case, with which seed, where its files are, gates passed."""

    number: int
    case: str
    case_hash: str
    folder: str
    seed: int
    passed: bool
    summary: Any
    made_at: str


@dataclass(frozen=True, slots=True)
class Artefact:
    """A named file that a run made."""

    number: int
    run: int
    name: str
    path: str
    sha256: str
    size: int
    made_at: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list: all but its text."""

    number: int
    id: str
    title: str
    publisher: str
    published: date | None
    url: str
    source: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some rows, and where the next page begins.

    next    to hand in as ``after`` for the next page; None on the last
    """

    items: tuple[Item, ...]
    next: int | None
