"""Rows of the ledger that have no noun elsewhere: judgements, runs, artefacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fogline.claims.claim import Verdict

__all__ = ["Artefact", "Judgement", "Run", "Verdict"]


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
