"""Times counted from a day named before them, or from the day on which a campaign began.

Handlers whose words need the day named last leave in ``per`` what ``resolved`` is to do with it:
"2 week" (a day two weeks on), "1 month whole", "next monday", "same day", "since", "back 3 day".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from fogline.claims.times.absolute import named_span
from fogline.claims.times.anchored import Anchored
from fogline.claims.times.expression import TimeWords, expression
from fogline.claims.times.spans import (
    month_number,
    month_span,
    part_of,
    season_span,
    shifted,
    slack_of,
    whole_of,
)
from fogline.claims.times.words import DAY_NUMBERS, ORDINALS

__all__ = [
    "beside_a_date",
    "counted_from",
    "day_of_campaign",
    "days_of_fighting",
    "into_campaign",
    "named_after",
    "resolved",
    "since_then",
    "the_same",
]

Span = tuple[date, date]
_NOW = re.compile(r"[^.;,]{0,60}?,?\s*[^.;]{0,40}?\b(?:has|have|is|are|stands?|now)\b", re.I)


def counted_from(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "The next day", "the following month", "two weeks earlier": counted from the day named last."""
    groups, unit = m.groupdict(), m["u"].rstrip("s").lower()
    unit = "day" if unit in ("morning", "afternoon", "evening", "dawn") else unit
    low, high = r.count(groups["n"]) if groups.get("n") else (1.0, 1.0)
    number = (low + high) / 2 * (-1 if m["back"] else 1)
    whole = " whole" if "n" not in groups and unit in ("week", "month", "year") else ""
    return expression(m, (None, None), "sequence", f"{number:g} {unit}{whole}")


def named_after(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "The following spring", "the previous Friday", "the next January"."""
    which = "previous" if m["which"].lower() in ("previous", "preceding") else "next"
    return expression(m, (None, None), "sequence", f"{which} {m['name'].lower()}")


def the_same(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "In the same month", "that night": the days last named."""
    part = m.groupdict().get("part") or ""
    return expression(m, (None, None), "sequence", f"same {m['u'].lower()} {part}".rstrip())


def since_then(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "Since then", "has since lost": from the day named last until now."""
    return expression(m, (None, r.anchor), "since", "since")


def days_of_fighting(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "Twelve days of assault had cost": so long up to the day named last, or until now."""
    high = r.count(m["n"])[1]
    if re.match(r"\s+(?:\w+\s+)?(?:has|have)\b", r.text[m.end() :]):
        return expression(m, (r.back(high, m["u"]), r.anchor), "since")
    return expression(m, (None, None), "sequence", f"back {high:g} {m['u'].rstrip('s').lower()}")


def beside_a_date(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "Three days before the truce of 9 January": only the words before the date it counts from.

    "Within a week of the truce of 9 January": the week from it on.
    """
    span = named_span(r, m["abs"], False)
    sign = -1 if m["way"].lower() == "before" else 1
    base = span[0 if sign < 0 else 1] if span else None
    if base is None:
        return None
    low, high = r.count(m["n"])
    if m["way"].lower() == "of":
        last = shifted(base, high, m["u"])
        return expression(m, (base, min(last, r.anchor) if r.anchor else last), "date")
    days = sorted(shifted(base, sign * number, m["u"]) for number in (low, high))
    slack = slack_of(m["u"]) if low == high else timedelta(0)
    last = days[-1] + slack
    first = days[0] - slack
    if r.anchor:
        first, last = min(first, r.anchor), min(last, r.anchor)
    return expression(m, (first, last), "date")


# from the start of a campaign ---------------------------------------------------------------
def into_campaign(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "Two weeks into the offensive", "ten days on": a day of the campaign, or until now."""
    number = r.count(m["n"])[1]
    if _NOW.match(r.text, m.end()):
        return expression(m, (r.back(number, m["u"]), r.anchor), "since")
    if r.begun is None:
        return expression(m, (None, None), "sequence")
    day = shifted(r.begun, number, m["u"])
    return expression(m, (day, day), "date")


def day_of_campaign(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "On the third day of the battle", "in its second week", "D+3", "day 10 of the war"."""
    groups = m.groupdict()
    unit = (groups.get("u") or "day").lower()
    words = (m["n"] or groups.get("n2") or "").lower()
    number = ORDINALS.get(words) or int(re.sub(r"\D", "", words) or r.count(words)[1])
    if re.match(r"(?i)now\b", m.group()) or _NOW.match(r.text[: m.start()][-12:]):
        # "now in its third week": it began two to three weeks ago and goes on
        return expression(m, (r.back(number, unit), r.anchor), "since")
    if r.begun is None:
        return expression(m, (None, None), "sequence")
    if groups.get("plus"):
        day = r.begun + timedelta(days=number)
        return expression(m, (day, day), "date")
    first = shifted(r.begun, number - 1, unit)
    last = shifted(r.begun, number, unit) - timedelta(days=1)
    return expression(m, (first, max(first, last)), "date")


# what the words before them resolve ---------------------------------------------------------
def resolved(
    found: list[TimeWords], near: date | None, span: Span | None, anchor: date | None
) -> list[TimeWords]:
    """Times counted from the day named last before them, in the sentence or (near, span) before it."""
    at = near
    past = near or (span[1] if span else None)
    dated: date | None = None  # the last day of a month told with its year
    for index, item in enumerate(found):
        if item.kind == "date" and item.until is not None:
            if _WITH_YEAR.search(item.words):
                dated = item.until
            elif dated is not None and _MONTH_ALONE.search(item.words):
                found[index] = item = _in_year_of(item, dated)
        if item.kind == "since" and item.per:
            found[index] = replace(item, from_=past, per="")
        elif item.kind == "sequence" and item.per:
            found[index] = _resolve(item, at, span, anchor)
        each = found[index]
        if each.kind in ("date", "ago", "until") and each.until is not None:
            at = each.until
            past = at if at != anchor else past
        if each.kind == "date" and each.from_ is not None and each.until is not None:
            span = (each.from_, each.until)
    return found


_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_WITH_YEAR = re.compile(rf"{_MONTHS},?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:1[5-9]|20)\d\d\b")
_MONTH_ALONE = re.compile(rf"{_MONTHS}(?!.*\b(?:(?:1[5-9]|20)\d\d|year)\b)")


def _in_year_of(item: TimeWords, dated: date) -> TimeWords:
    """ "In April 2022 it fell to 817, to 544 in May": May of the same year, or of the next."""
    if item.from_ is None or item.until is None:
        return item
    years = dated.year - item.from_.year + (item.from_.month < dated.month)
    if years >= 0:
        return item
    first, last = (shifted(day, years, "year") for day in (item.from_, item.until))
    return replace(item, from_=first, until=last)


def _resolve(item: TimeWords, at: date | None, span: Span | None, anchor: date | None) -> TimeWords:
    """One such time; without a day to count from it stays a sequence."""
    head, _, rest = item.per.partition(" ")
    last = span[1] if span is not None else at  # also of a month or a year named last
    if head == "ahead":
        return _ahead(item, rest, at, anchor)
    days: Span | None = None
    if head == "same":
        days = _same(rest, span)
    elif head in ("next", "previous"):
        base = last or (anchor if head == "previous" else None)
        days = _named_beside(rest, head == "next", base) if base else None
    elif head == "back":
        number, _, unit = rest.partition(" ")
        end = at or anchor
        days = (shifted(end, -float(number), unit), end) if end else None
    else:
        unit, _, whole = rest.partition(" ")
        number = float(head)
        base = (last or (anchor if number < 0 else None)) if whole else at
        if base is not None:
            day = shifted(base, number, unit)
            days = _whole(base, number, unit) if whole else (day, day)
    if days is None:
        return replace(item, per="")
    return replace(item, from_=days[0], until=days[1], kind="date", per="")


def _ahead(item: TimeWords, words: str, at: date | None, anchor: date | None) -> TimeWords:
    """ "It attacked on Tuesday; in two days it lost 300": from that day on, else back from printing."""
    number, _, unit = words.partition(" ")
    if at is not None and at != anchor:
        last = shifted(at, float(number), unit) - timedelta(days=unit != "hour")
        if anchor is None or last <= anchor:
            return replace(item, from_=at, until=max(at, last), kind="date", per="")
    first = shifted(anchor, -float(number), unit) if anchor else None
    return replace(item, from_=first, until=anchor, kind="window", per="")


def _same(words: str, span: Span | None) -> Span | None:
    if span is None:
        return None
    unit, _, part = words.partition(" ")
    low, high = span
    if unit in ("month", "year"):
        whole = whole_of(high, unit)
        return part_of(whole, f"{part} of" if part else "")
    if unit in ("week", "weeks"):
        monday = low - timedelta(days=low.weekday())
        return monday, max(high, monday + timedelta(days=6))
    return span


def _whole(base: date, number: float, unit: str) -> Span:
    """The week, month or year before or after a day."""
    if unit == "week":
        day = timedelta(days=1)
        return (base + day, base + 7 * day) if number > 0 else (base - 7 * day, base - day)
    return whole_of(shifted(base.replace(day=1), number, unit), unit)


def _named_beside(name: str, ahead: bool, base: date) -> Span | None:
    """The first Monday, May or spring after a day, or the last one before it."""
    weekday = DAY_NUMBERS.get(name)
    if weekday is not None:
        gap = (weekday - base.weekday()) % 7 or 7
        day = base + timedelta(days=gap if ahead else gap - 7 if gap < 7 else -7)
        return day, day
    month = month_number(name)
    years = range(base.year - 2, base.year + 3)
    spans = [month_span(y, month) if month else season_span(name, y) for y in years]
    if ahead:
        return next((s for s in spans if s[0] > base), None)
    return next((s for s in reversed(spans) if s[1] < base), None)
