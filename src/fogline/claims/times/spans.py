"""Calendar arithmetic: days, months, seasons, and parts of them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from fogline.claims.times.words import MONTH_NUMBERS

__all__ = [
    "month_number",
    "month_span",
    "part_of",
    "safe_date",
    "season_span",
    "shifted",
    "slack_of",
    "whole_of",
]


def shifted(anchor: date, number: float, unit: str) -> date:
    """``anchor`` moved by ``number`` units (negative: back); months end on valid days."""
    unit = unit.rstrip("s").lower()
    try:
        if unit in ("month", "year", "decade"):
            exact = number * {"month": 1, "year": 12, "decade": 120}[unit]
            months = int(exact)
            anchor += timedelta(days=round((exact - months) * 30))
            index = anchor.year * 12 + anchor.month - 1 + months
            year, month = divmod(index, 12)
            if not 1 <= year <= 9998:
                return anchor
            last = calendar.monthrange(year, month + 1)[1]
            return date(year, month + 1, min(anchor.day, last))
        days = {
            "minute": 0.0,
            "hour": 1 / 24,
            "day": 1,
            "night": 1,
            "week": 7,
            "fortnight": 14,
            "weekend": 7,
        }[unit]
        return anchor + timedelta(days=round(number * days))
    except (ValueError, OverflowError, KeyError):
        return anchor


def slack_of(unit: str) -> timedelta:
    """How far a round count of a unit may be off: "two weeks ago" is a day of three or four."""
    days = {"week": 3, "fortnight": 3, "month": 10, "year": 91, "decade": 730}
    return timedelta(days=days.get(unit.rstrip("s").lower(), 0))


def month_number(name: str) -> int:
    """The number of a month's name, 0 when it is none."""
    folded = name.lower()
    return MONTH_NUMBERS.get(folded) or MONTH_NUMBERS.get(folded.rstrip(".")) or 0


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def whole_of(day: date, unit: str) -> tuple[date, date]:
    """First and last day of the month or year that a day lies in."""
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return month_span(day.year, day.month)


def season_span(season: str, year: int) -> tuple[date, date]:
    """Northern seasons by calendar months; the winter of a year ends in it."""
    if season == "winter":
        return date(year - 1, 12, 1), date(year, 2, calendar.monthrange(year, 2)[1])
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[season]
    return date(year, first, 1), month_span(year, first + 2)[1]


_TENTHS = {
    "early": (1, 9),
    "mid": (11, 9),
    "middle": (11, 9),
    "middle of": (11, 9),
    "late": (21, 0),
}
"""First day of a part of a month and the days after it. **Source:** tests/passages, conventions."""


def part_of(span: tuple[date, date], part: str) -> tuple[date, date]:
    """Early, mid or late part of a span of days."""
    low, high = span
    part = " ".join(part.lower().split()).removeprefix("the ").removeprefix("very ").strip(" -")
    size = (high - low).days + 1
    if size > 200:  # a year
        third = {
            "early": (1, 4),
            "mid": (5, 8),
            "middle": (5, 8),
            "middle of": (5, 8),
            "late": (9, 12),
        }
        halves = {
            "first half of": (1, 6), "second half of": (7, 12), "latter half of": (7, 12),
            "beginning of": (1, 1), "start of": (1, 1), "end of": (12, 12), "close of": (12, 12),
        }  # fmt: skip
        a, b = (third | halves).get(part, (1, 12))
        return date(low.year, a, 1), month_span(low.year, b)[1]
    if 27 < size < 32 and part in _TENTHS:
        first, length = _TENTHS[part]
        return low.replace(day=first), low.replace(day=first + length) if length else high
    cut = {
        "early": (0.0, 0.34), "mid": (0.3, 0.68), "middle": (0.3, 0.68), "middle of": (0.3, 0.68), "late": (0.66, 1.0),
        "beginning of": (0.0, 0.25), "start of": (0.0, 0.25), "end of": (0.8, 1.0), "close of": (0.8, 1.0),
        "first half of": (0.0, 0.5), "second half of": (0.5, 1.0), "latter half of": (0.5, 1.0),
        "first days of": (0.0, 0.2), "opening days of": (0.0, 0.2), "last days of": (0.83, 1.0), "final days of": (0.83, 1.0),
    }.get(part, (0.0, 1.0))  # fmt: skip
    first = low + timedelta(days=round(cut[0] * size))
    last = low + timedelta(days=max(round(cut[1] * size) - 1, round(cut[0] * size)))
    return first, min(last, high)
