"""When a quantity reaches a number: the chance of it by a day, and which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

__all__ = ["Crossing", "Days"]

# Earliest and latest day of an interval; None is "after the last day looked at".
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The first day after the cut-off on which a quantity reaches a threshold.

    rising             whether it is reached from below
    probability        of having reached it by ``until``; already: by the cut-off
    median, intervals  of the day, over all draws: None is after ``until``
    rests_on_prior     of the quantity's forecast for ``until``
    """

    schema: ClassVar[str] = "crossing/1"
    observable: str
    title: str
    unit: str
    threshold: float
    rising: bool
    cut_off: date
    until: date
    probability: float
    already: float
    prior_probability: float
    median: date | None
    intervals: dict[str, Days] = field(default_factory=dict)
    rests_on_prior: bool = False
    words: str = ""
