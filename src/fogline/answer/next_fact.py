"""Next fact: which observation would settle most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

__all__ = ["Candidate", "NextFact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One observation that might be had, and what it is expected to bring an answer.

    form       "report" (one more number by a neutral source), "at least", "up to", "verified" (a
               number without bias), "sighting"
    scatter    standard deviation of its error, on the log scale (shares: of the odds); of a report
               what sources of its kind share, what they differ by, and their own scatter
    reduction  expected share of the answer's 80 % interval that it removes; below 0: none
    bits       expected information on the answer
    *_error    their Monte Carlo standard errors
    """

    observable: str
    title: str
    on: date
    form: str
    words: str
    scatter: float
    reduction: float
    reduction_error: float
    bits: float
    bits_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NextFact:
    """Candidates for one answer, the most telling first. ``width``: its 80 % interval now."""

    schema: ClassVar[str] = "next/1"
    observable: str
    title: str
    unit: str
    on: date
    width: float
    candidates: tuple[Candidate, ...]
    sentence: str
    n_simulated: int = 0

    @property
    def telling(self) -> tuple[Candidate, ...]:
        """Those whose gain can be told from none, by two Monte Carlo errors; the first at least."""
        told = tuple(
            each for each in self.candidates
            if each.reduction > 2 * each.reduction_error or each.bits > 2 * each.bits_error
        )  # fmt: skip
        return told or self.candidates[:1]
