"""A quantity as it is written: its span, its bounds and what is attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Number"]

Form = Literal["count", "share", "vague", "rank"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written in ``text[start:end]``.

    low, value, high   before any hedge: equal for an exact number, both ends and no value for a
                       range, ``high`` None for a vague plural ("dozens")
    form               count, share (in [0, 1] unless above all), vague
    of                 where "of" after a share or a vague plural ends, -1 without
    attached           the unit written onto it ("km" of "20km", "strong" of "300-strong"), ""
    anaphoric          "half of that", "a third of them": a share of something said before
    currency           "$", "€" ... or ""
    """

    start: int
    end: int
    low: float | None
    value: float | None
    high: float | None
    form: Form = "count"
    of: int = -1
    attached: str = ""
    attached_end: int = -1
    currency: str = ""
    words: str = ""
    is_range: bool = False
