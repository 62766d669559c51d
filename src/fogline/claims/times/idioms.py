"""Turns of phrase for days and months: this time last year, the small hours, the 7th instant."""

from __future__ import annotations

import re
from datetime import date, timedelta

from fogline.claims.times.absolute import named_span
from fogline.claims.times.anchored import Anchored
from fogline.claims.times.expression import TimeWords, expression
from fogline.claims.times.spans import month_number, month_span, safe_date, shifted
from fogline.claims.times.words import DAY_NUMBERS, ORDINALS

__all__ = [
    "bare_ordinal",
    "date_in_figures",
    "day_in_words",
    "day_of_near_month",
    "day_of_short_year",
    "decade",
    "month_group",
    "months_of_year",
    "quarter",
    "small_hours",
    "this_time_last",
    "to_the_day",
    "turn_of_year",
    "week_from",
    "weekday_of_week",
]


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
    """ "In the first three months of the year", "the closing weeks of 1944"."""
    if r.anchor is None and not m["y"]:
        return None
    year = int(m["y"]) if m["y"] else r.anchor.year if r.anchor else 0
    year -= 1 if m["last"] else 0
    unit = m["u"]
    number = (
        r.count(m["n"])[1] if m["n"] else {"day": 10, "week": 3}.get(unit.rstrip("s").lower(), 3)
    )
    day = timedelta(days=1)
    if r.anchor and not m["y"] and not m["last"] and m["which"].lower() not in ("first", "opening"):
        year -= (
            date(year, 12, 31) > r.anchor
        )  # "the last three months of the year", said in January
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
    number = ORDINALS[m["d"].lower()]
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


def bare_ordinal(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "The attack on 12th", "by 14th": of the month last named."""
    number = int(re.sub(r"\D", "", m["d"]))
    day = r.ordinal(number, r.future(m)) if 1 <= number <= 31 else None
    if day is None:
        return None
    if m["lead"].lower() == "since":
        return expression(m, (day, r.anchor), "since")
    return expression(m, (day, day), "date")


def weekday_of_week(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "On Thursday of last week", "on Monday this week": the day in that week from Monday on."""
    if r.anchor is None:
        return None
    step = {"last": -1, "next": 1}.get(m["which"].lower(), 0)
    monday = r.anchor - timedelta(days=r.anchor.weekday()) + timedelta(weeks=step)
    day = monday + timedelta(days=DAY_NUMBERS[m["day"].lower()])
    if (m["lead"] or "").strip().lower() == "since":
        return expression(m, (day, r.anchor), "since")
    return expression(m, (day, day), "future" if day > r.anchor else "date")


def week_from(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "In the week of 6 January", "the week beginning on Monday": seven days from that day."""
    span = named_span(r, m["abs"], False)
    if span is None or span[0] is None:
        return None
    last = span[0] + timedelta(days=6)
    return expression(m, (span[0], min(last, r.anchor) if r.anchor else last), "date")


def _whole_year(r: Anchored, words: str) -> int | None:
    """A year of two figures is the last such year there was."""
    year = int(words)
    if year >= 100:
        return year
    if r.anchor is None:
        return None
    year += r.anchor.year // 100 * 100
    return year - 100 * (year > r.anchor.year + 1)


def _day_in_figures(r: Anchored, one: int, two: int, written: str) -> date | None:
    year = _whole_year(r, written)
    if year is None:
        return None
    days = [d for d in (safe_date(year, two, one), safe_date(year, one, two)) if d is not None]
    told = [d for d in days if r.anchor is None or d <= r.anchor] or days
    return told[0] if told else None


def date_in_figures(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "12.01.2025", "1/22/25", "from 24.02.2022 to 19.11.2023": day first where both ways give a
    day, unless that lies ahead."""
    first = _day_in_figures(r, int(m["a"]), int(m["b"]), m["y"])
    last = _day_in_figures(r, int(m["a2"]), int(m["b2"]), m["y2"]) if m["a2"] else first
    if first is None or last is None or first > last:
        return None
    return expression(m, (first, last), "date")


def day_of_short_year(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "Since 5 Nov 67:", "on 2 May '68"."""
    year = _whole_year(r, m["y"])
    day = safe_date(year, month_number(m["m"]), int(re.sub(r"\D", "", m["d"]))) if year else None
    if day is None:
        return None
    since = (m["lead"] or "").strip().lower() in ("since", "from")
    return expression(m, (day, r.anchor), "since") if since else expression(m, (day, day), "date")


def month_group(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """A date-time group: "120600Z JAN 25", the day, hour and minute before the month."""
    number = month_number(m["m"])
    year = int(m["y"]) if m["y"] else r.month_year(number, False)
    if year is None:
        return None
    if year < 100:
        year += (r.anchor.year if r.anchor else 2000) // 100 * 100
    day = safe_date(year, number, int(m["d"]))
    return expression(m, (day, day), "date") if day else None


_TENS = (
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)


def decade(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "In the 1990s", "since the late eighties": ten years, or their early, middle or late part."""
    words = m["ten"].lower()
    if words in _TENS:
        if r.anchor is None:
            return None
        first = r.anchor.year // 100 * 100 + 10 * (_TENS.index(words) + 2)
        first -= 100 * (first > r.anchor.year)
    else:
        first = int(words[:4])
    cut = {"early": (0, 3), "mid": (3, 6), "late": (7, 9)}.get((m["part"] or "").lower(), (0, 9))
    span = (date(first + cut[0], 1, 1), date(first + cut[1], 12, 31))
    if (m["lead"] or "").strip().lower() == "since":
        return expression(m, (span[0], r.anchor), "since")
    return expression(m, r.capped(span, False), "date")


def quarter(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "In Q3 2024"; without a year the last one begun."""
    if r.anchor is None and not m["y"]:
        return None
    month = 3 * int(m["q"]) - 2
    year = int(m["y"]) if m["y"] else r.month_year(month, False)
    if year is None:
        return None
    return expression(m, (date(year, month, 1), month_span(year, month + 2)[1]), "date")


def turn_of_year(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "At the turn of the year": the days around New Year."""
    if r.anchor is None:
        return None
    year = r.anchor.year
    return expression(m, (date(year - 1, 12, 20), min(date(year, 1, 10), r.anchor)), "date")
