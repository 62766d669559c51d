"""One clock: dates become day numbers once, at the edge.

Day 0 is the case's start; windows are half-open ``[from, until)``.
"""

from __future__ import annotations

from datetime import date, timedelta

from fogline.ground.errors import InputError

__all__ = ["date_of_day", "day_of_date", "parse_date", "show_date"]


def parse_date(text: str, *, where: str = "") -> date:
    """A calendar date written YYYY-MM-DD; raises InputError naming ``where`` it stood."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        place = f" ({where})" if where else ""
        raise InputError(
            f"not a date: {text!r}{place} - write it as YYYY-MM-DD, such as 2025-01-31"
        ) from None


def day_of_date(day: date, start: date) -> int:
    """Day number of ``day`` when ``start`` is day 0 (negative before it)."""
    return (day - start).days


def date_of_day(number: float, start: date) -> date:
    """The calendar date of a day number (fractions fall within that day)."""
    from math import floor

    return start + timedelta(days=floor(number))


def show_date(day: date) -> str:
    """A date as people write it: 31 January 2025."""
    return f"{day.day} {day:%B %Y}"
