"""Intervals between named dates: since, until, from and to, parts of months, feasts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from fogline.claims.times.absolute import named_span
from fogline.claims.times.anchored import Anchored
from fogline.claims.times.expression import TimeWords, expression
from fogline.claims.times.spans import month_number, month_span, safe_date, season_span, shifted
from fogline.claims.times.words import DAY, MONTH, WEEKDAY, YEAR, compiled

__all__ = [
    "bounded_by",
    "feast_day",
    "from_to",
    "named_date",
    "part_of_month",
    "part_of_year",
    "since_date",
    "since_event",
    "trailing_range",
    "two_named",
    "winter_of",
]


def since_date(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "Since 24 February", until now."""
    span = named_span(r, m["abs"], False)
    if span is None or (span[0] is None and m["abs"].lower().endswith("start")):
        return None
    return expression(m, (span[0], r.anchor), "since")


def since_event(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "Since the start of the year", or of something without a date here."""
    unit = (m["unit"] or "").lower()
    if not unit and r.begun is not None:
        return expression(m, (r.begun, r.anchor), "since")
    if r.anchor and unit in ("year", "month", "week"):
        first = {"year": r.anchor.replace(month=1, day=1), "month": r.anchor.replace(day=1)}.get(
            unit, r.anchor - timedelta(days=r.anchor.weekday())
        )
        return expression(m, (first, r.anchor), "since")
    return expression(m, (None, r.anchor), "since")


def from_to(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "From March to 5 May"."""
    forward = r.future(m)
    second = named_span(r, m["b"], forward)
    if second is None:
        return None
    words = m["a"].strip()
    if re.fullmatch(DAY, words, re.IGNORECASE):
        if second[1] is None:
            return None
        number = int(re.sub(r"\D", "", words))
        first = safe_date(second[1].year, second[1].month, number)
        return expression(m, (first, second[1]), "date") if first else None
    months_only = compiled(MONTH).fullmatch(words)
    first_span = named_span(r, words, forward)
    if first_span is None:
        return None
    low, high = first_span[0], second[1]
    if low and high and low > high and compiled(WEEKDAY).match(words):
        low -= timedelta(days=7)
    if low and high and low > high and not re.search(YEAR, words):
        low = shifted(low, -1, "year")
    if low and high and months_only and (high - low).days > 366:
        low = safe_date(high.year if low.month <= high.month else high.year - 1, low.month, 1)
    elif (
        low
        and high
        and not re.search(YEAR, words)
        and re.search(YEAR, m["b"])
        and (high - low).days > 366
    ):
        low = safe_date(
            high.year if (low.month, low.day) <= (high.month, high.day) else high.year - 1,
            low.month,
            low.day,
        )
    return expression(m, (low, high), "date")


def trailing_range(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "August 6-12" and "6-12 August"."""
    forward = r.future(m)
    first = r.day(m["d1"], m["m"], m["y"], forward)
    last = r.day(m["d2"], m["m"], m["y"], forward)
    return expression(m, (first, last), "date") if first and last and first <= last else None


def bounded_by(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "by 30 January", "until the end of March", "as of Monday", "before August"."""
    lead = m["lead"].lower()
    forward = lead not in ("as of", "as at", "up to") and r.future(m)
    span = named_span(r, m["abs"], forward)
    if span is None:
        return None
    if lead in ("as of", "as at"):
        return expression(m, (span[1], span[1]), "as_of")
    if forward:
        return expression(m, (r.anchor, span[1]), "future")
    if lead == "before":
        return expression(m, (None, span[0]), "until")
    if lead == "after":
        return expression(m, (span[0], r.anchor), "since")
    if lead == "through" and span[0] is not None:
        return expression(m, span, "date")
    if lead in ("by", "up to"):
        return expression(m, (span[1], span[1]), "until")
    return expression(m, (None, span[1]), "until")


def named_date(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """A named day, month, season or year by itself."""
    words = m["abs"]
    if (
        words.lower()
        in (
            "the start",
            "its start",
            "now",
            "the week",
            "the month",
            "the year",
            "the weekend",
            "may",
            "march",
            "the summer",
            "the winter",
            "the spring",
            "the autumn",
            "the fall",
        )
        and not m["lead"]
    ):
        return None
    if re.fullmatch(r"(?i)the\s+\d{1,2}(?:st|nd|rd|th)", words) and not m["lead"]:
        aside = r.text[: m.start()].endswith(", ") and r.text[m.end() : m.end() + 1] == ","
        if not aside:  # "on the worst day, the 20th, we had 290"
            return None
    if words[:1].islower() and re.match(r"(?:may|march|sat|sun|mar)\b", words):
        return None
    if re.fullmatch(r"(?i)spring|fall|summer|winter|autumn", words) and not m["lead"]:
        return None
    if re.fullmatch(YEAR, words) and (
        (m["lead"] or "").strip().lower() == "at"
        or re.match(r"\s?(?:hours|hrs|h\b|GMT|UTC|local)", r.text[m.end() : m.end() + 12])
    ):
        return None  # "at 1800 hours"
    if re.fullmatch(YEAR, words) and not m["lead"]:
        after = r.text[m.end() : m.end() + 20]
        if not re.match(r"[\s,.;)]|\Z|[’']s", after):
            return None
    if re.search(r"(?i)\bin (?:the )?(?:next|coming)\b", m.group()):
        return None
    forward = bool(re.search(r"(?i)\bnext\b", words)) or (
        r.future(m) and not re.search(r"(?i)\blast\b|\bthis\b", words)
    )
    if forward and re.search(YEAR, words) and r.anchor:
        explicit = named_span(r, words, False)
        if explicit and explicit[1] and explicit[1] <= r.anchor:
            forward = False
    span = named_span(r, words, forward)
    if span is None:
        return None
    future = bool(forward and r.anchor and span[0] and span[0] > r.anchor)
    return expression(m, span, "future" if future else "date")


def part_of_month(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "the first week of January", "the last ten days of March 1945"."""
    number = month_number(m["m"])
    year = int(m["y"]) if m["y"] else r.month_year(number, r.future(m))
    if not number or year is None:
        return None
    first, last = month_span(year, number)
    unit = m["u"].lower().rstrip("s")
    some = {"days": 6, "weeks": 2}.get(m["u"].lower(), 1)  # "the first days of January"
    size = {"day": 1, "week": 7, "fortnight": 14, "half": 15}[unit] * int(
        r.count(m["n"])[1] if m["n"] else some
    )
    which = m["which"].lower()
    if which in ("last", "final", "closing"):
        span = (last - timedelta(days=size - 1), last)
    else:
        skip = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}[which] * size
        until = min(first + timedelta(days=skip + size - 1), last)
        if unit == "half" and which == "second":
            until = last
        span = (first + timedelta(days=skip), until)
    return expression(m, span, "date")


def part_of_year(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "The first quarter", "the second half of 1943"; without a year the last one begun."""
    if r.anchor is None and not m["y"]:
        return None
    months = 3 if m["u"].lower() == "quarter" else 6
    parts = 12 // months
    which = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": parts - 1}[
        m["which"].lower()
    ]
    if which >= parts:
        return None
    year = int(m["y"]) if m["y"] else r.anchor.year if r.anchor else 0
    year -= 1 if m["last"] else 0
    first = date(year, which * months + 1, 1)
    if r.anchor and not m["y"] and first > r.anchor:
        first = first.replace(year=year - 1)
    last = month_span(first.year, first.month + months - 1)[1]
    if r.anchor and first > r.anchor:
        return expression(m, (first, last), "future")
    return expression(m, (first, min(last, r.anchor) if r.anchor else last), "date")


_FEASTS = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
           "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1)}  # fmt: skip


def feast_day(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """Feasts with a fixed date, by name."""
    month, day = _FEASTS[m["day"].lower().replace("’", "'")]
    if r.anchor is None:
        return None
    found = safe_date(r.anchor.year, month, day)
    if found is None:
        return None
    lead = (m["lead"] or "").strip().lower()
    if r.story is not None:
        found = found.replace(year=r.story.year + (found.replace(year=r.story.year) < r.story))
        return expression(m, (found, found), "until" if lead in ("by", "until") else "date")
    ahead = lead in ("by", "before", "until") and r.anchor.month >= 9 and month in (1, 12)
    forward = r.future(m) or ahead  # "by Christmas", said in autumn
    if found > r.anchor and not forward:
        found = found.replace(year=found.year - 1)
    elif found < r.anchor and forward:
        found = found.replace(year=found.year + 1)
    if lead in ("since", "after"):
        return expression(m, (found, r.anchor), "since")
    if lead in ("by", "until", "before"):
        return expression(
            m, (r.anchor, found) if forward else (found, found), "future" if forward else "until"
        )
    return expression(m, (found, found), "date")


def two_named(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "in March and April", "on Monday and Tuesday", "3 May to 7 May"."""
    forward = r.future(m)
    first, second = named_span(r, m["a"], forward), named_span(r, m["b"], forward)
    if first is None or second is None:
        return None
    low, high = first[0], second[1]
    if low and high and low > high:
        low = shifted(low, -1, "year") if (low - high).days > 7 else low - timedelta(days=7)
    if (
        low
        and high
        and not re.search(YEAR, m["a"])
        and re.search(YEAR, m["b"])
        and (high - low).days > 366
    ):
        low = low.replace(
            year=high.year if (low.month, low.day) <= (high.month, high.day) else high.year - 1
        )
    return expression(m, (low, high), "date")


def winter_of(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "The winter of 1939-40"."""
    year = int(m["y"]) + 1
    return expression(m, season_span("winter", year), "date")
