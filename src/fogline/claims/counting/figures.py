"""Bounds, unit and rate of a number as its words give them."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding
from fogline.claims.claim import Hedge
from fogline.claims.hedges import HedgeWords
from fogline.claims.numbers import Number
from fogline.claims.reading import Reading, SentenceReading
from fogline.claims.times import TimeWords
from fogline.ground.units import UNITS, convert

__all__ = ["bounds_of", "converted", "rate_of"]


def bounds_of(
    reading: Reading, number: Number, hedge: HedgeWords
) -> tuple[float | None, float | None, float | None, Hedge]:
    """low, value, high and the kind of hedge."""
    table = reading.table
    share = number.form == "share"
    if number.value is not None and number.low == number.value == number.high:
        low, value, high = table.bounds(
            hedge.kind if hedge.kind != "none" else "", number.value, share=share
        )
        return low, value, high, hedge.kind
    # ranges and vague words: the hedge loosens only the end it speaks of
    low, high = number.low, number.high
    kind: Hedge = hedge.kind
    if kind in ("at least", "more than"):
        if high is not None and number.is_range:
            return low, None, high, kind
        return low, None, (None if not share else 1.0), kind
    if kind in ("up to", "less than"):
        if number.is_range:
            return low, None, high, "range"
        if number.form == "vague":
            return None, None, (low if low is not None else high), kind
        return None, None, high if high is not None else low, kind
    return (
        low,
        number.value,
        high,
        ("range" if number.is_range else kind),
    )


def converted(
    low: float | None, value: float | None, high: float | None, unit: str, target: str, rate: bool
) -> tuple[float | None, float | None, float | None, str]:
    """(low, value, high, unit) in the target unit where the two agree in dimension."""
    base_unit = target.split("/", maxsplit=1)[0] if rate and "/" in target else target
    if (
        unit not in UNITS
        or base_unit not in UNITS
        or UNITS[unit].dimension != UNITS[base_unit].dimension
    ):
        return low, value, high, (target or unit)

    def turned(number: float | None) -> float | None:
        return None if number is None else float(f"{convert(number, unit, base_unit):.6g}")

    return turned(low), turned(value), turned(high), target


_BULLETIN = re.compile(
    r"(?i)\s*(?:war |press |casualty |situation |morning |evening )?(?:tally|report|bulletin|briefing|update|statement|communiqu[eé]|summary|digest|assessment|newspaper|paper|mail|toll|list|post|figures|press)\b"
)


def rate_of(item: SentenceReading, number: Number, binding: Binding) -> TimeWords | None:
    """The rate word that belongs to this number ("300 a day", "daily losses of 300")."""
    text = item.sentence.text
    best: TimeWords | None = None
    for time in item.times:
        if time.kind != "rate":
            continue
        if time.start >= number.end:
            gap = text[number.end : time.start]
            if len(gap) <= 60 and not re.search(
                r"[;:.]|\d|,\s+(?:and|but|who|which|while)\b|\bthat\b|\bwhich\b", gap
            ):
                return time
        else:
            gap = text[time.end : number.start]
            if _BULLETIN.match(gap):
                continue
            if (
                len(gap) <= 45
                and not re.search(r"[;.]|\d|\bwhich\b|\band\b|,\s", gap)
                and time.words.lower()
                in (
                    "daily",
                    "weekly",
                    "monthly",
                    "annual",
                    "annually",
                    "yearly",
                    "every day",
                    "each day",
                    "per day",
                )
            ):
                best = time
    return best
