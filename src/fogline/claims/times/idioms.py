"""Turns of phrase for days and months: this time last year, the small hours, the 7th instant."""

from __future__ import annotations

import re
from datetime import date, timedelta

from fogline.claims.times.absolute import named_span
from fogline.claims.times.anchored import Anchored
from fogline.claims.times.expression import TimeWords, expression
from fogline.claims.times.spans import month_number, safe_date, shifted

__all__ = [
    "day_in_words",
    "day_of_near_month",
    "months_of_year",
    "small_hours",
    "the_same",
    "this_time_last",
    "to_the_day",
]

_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"],
        start=1,
    )
} | {"thirtieth": 30, "thirty-first": 31}  # fmt: skip


def this_time_last(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "This time last year": the same day of it; a season as a whole."""
    if r.anchor is None:
        return expression(m, (None, None), "date")
    unit = m["last"].split()[1].lower()
    if unit in ("year", "month", "week"):
        day = shifted(r.anchor, -1, unit)
        return expression(m, (day, day), "date")
    span = named_span(r, m["last"], False) or (None, None)
    return expression(m, span, "date")


def to_the_day(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "A year ago today", "two years ago this week": no slack."""
    if r.anchor is None:
        return expression(m, (None, None), "ago")
    day = shifted(r.anchor, -r.count(m["n"])[1], m["u"])
    if m.group().lower().endswith(("week", "month")):
        slack = timedelta(days=3 if m.group().lower().endswith("week") else 15)
        return expression(m, (day - slack, day + slack), "ago")
    return expression(m, (day, day), "ago")


def small_hours(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "In the early hours of Wednesday", "overnight into Wednesday": from the day before."""
    span = named_span(r, m["abs"], False)
    if span is None or span[1] is None:
        return None
    return expression(m, (span[1] - timedelta(days=1), span[1]), "date")


def months_of_year(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "In the first three months of the year", "the last two weeks of 1944"."""
    if r.anchor is None and not m["y"]:
        return None
    year = int(m["y"]) if m["y"] else r.anchor.year if r.anchor else 0
    year -= 1 if m["last"] else 0
    number, unit = r.count(m["n"])[1], m["u"]
    day = timedelta(days=1)
    if m["which"].lower() in ("first", "opening"):
        low = date(year, 1, 1)
        high = shifted(low, number, unit) - day
    else:
        high = date(year, 12, 31)
        low = shifted(date(year + 1, 1, 1), -number, unit)
    return expression(m, (low, min(high, r.anchor) if r.anchor else high), "date")


def day_of_near_month(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "The 28th of last month", "the 7th instant", "the 28th ultimo"."""
    if r.anchor is None:
        return None
    number = int(re.sub(r"\D", "", m["d"] or m["d2"]))
    last = (m["which"] or "").lower() == "last" or (m["old"] or "").lower().startswith("ult")
    month = shifted(r.anchor.replace(day=1), -1, "month") if last else r.anchor
    day = safe_date(month.year, month.month, number)
    return expression(m, (day, day), "date") if day else None


def day_in_words(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "The first of February", with what stands before it."""
    month = month_number(m["m"])
    year = int(m["y"]) if m["y"] else None
    number = _ORDINALS[m["d"].lower()]
    if not month:
        return None
    lead = (m["lead"] or "").strip().lower()
    day = (
        safe_date(year, month, number)
        if year
        else r.day(str(number), m["m"], None, r.future(m) and lead not in ("since", "from"))
    )
    if day is None:
        return None
    if lead in ("since", "from", "after"):
        return expression(m, (day, r.anchor), "since")
    if lead in ("by", "until", "before"):
        return expression(m, (day if lead == "by" else None, day), "until")
    return expression(m, (day, day), "date")


def the_same(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "In the same month": the days last named, resolved where they are known (``per``)."""
    return expression(m, (None, None), "sequence", f"same {m['u'].lower()}")
