"""Durations, rates and ages: how long, how often, how long ago."""

from __future__ import annotations

import re
from datetime import timedelta

from fogline.claims.times.absolute import named_span
from fogline.claims.times.anchored import Anchored
from fogline.claims.times.expression import TimeWords, expression
from fogline.claims.times.spans import shifted, slack_of
from fogline.claims.times.words import compiled

__all__ = [
    "age_words",
    "ago_words",
    "before_something",
    "earlier_in",
    "ending_on",
    "eve_yesterday",
    "past_night",
    "rate_words",
    "recent_window",
    "sequence_words",
    "today_since",
    "week_window",
    "weekdays_ago",
    "window_words",
]


def age_words(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "The nearly three-year-old war": an age, no time of a claim."""
    _, high = r.count(m["n"])
    return expression(m, (r.back(high, m["u"]), r.anchor), "age")


def ago_words(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "A few weeks ago", with the slack the unit implies."""
    low, high = r.count(m["n"])
    unit = m["u"].lower().rstrip("s")
    if m["half"]:
        low, high = low + 0.5, high + 0.5
    if r.anchor is None:
        return expression(m, (None, None), "ago")
    if low == high:
        middle = shifted(r.anchor, -low, unit)
        slack = slack_of(unit)
        return expression(m, (middle - slack, min(middle + slack, r.anchor)), "ago")
    return expression(m, (shifted(r.anchor, -high, unit), shifted(r.anchor, -low, unit)), "ago")


def window_words(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "In just three months": the duration up to now, or ahead with a word that says so."""
    _, high = r.count(m["n"] or "a")
    if m.groupdict().get("half"):
        high += 0.5
    unit = m["u"]
    if unit.lower().startswith("minute") or re.match(r"(?i)\W*every\b", m.group()):
        return expression(m, (None, None), "sequence")  # how long something took
    if unit.lower().startswith("hour") and re.match(r"(?i)for\b(?!.*\b(?:past|last)\b)", m.group()):
        if not re.search(
            r"(?i)\b(?:has|have|[’']ve)\b", r.text[max(0, m.start() - 80) : m.start()]
        ):
            return expression(m, (None, None), "sequence")  # "held the bridge for two hours"
    if _LASTS.search(r.text[: m.start()]) and re.match(r"(?i)for\b", m.group()):
        return expression(m, (None, None), "sequence")  # "food for six weeks"
    lead = m.group().lower()
    if re.search(r"\b(?:next|coming|following)\b", lead) or (
        re.match(r"(?:with)?in\b", lead) and "past" not in lead and "last" not in lead and _WILL.search(r.text[max(0, m.start() - 90) : m.start()])
    ):  # fmt: skip
        if r.story is not None:
            return expression(m, (r.story, shifted(r.story, high, unit)), "window")
        if r.anchor is None:
            return expression(m, (None, None), "future")
        return expression(m, (r.anchor, shifted(r.anchor, high, unit)), "future")
    if re.search(r"\b(?:first|opening|final|course)\b", lead) and not re.search(
        r"\b(?:past|last)\b", lead
    ):
        if r.begun is not None and re.search(r"\b(?:first|opening)\b", lead):
            return expression(m, (r.begun, shifted(r.begun, high - 1, unit)), "date")
        return expression(m, (None, None), "sequence")
    after = r.text[m.end() : m.end() + 24].lower()
    if re.match(
        r"\s+(?:after|before|later|earlier|of the (?:war|offensive|operation|invasion|campaign|siege))\b",
        after,
    ):
        return expression(m, (None, None), "sequence")
    inside = re.match(r"(?:with)?in\b(?!.*\b(?:past|last|previous|preceding)\b)", lead) is not None
    if re.search(r"-[a-z]+\Z", lead) and re.match(r"\s+[a-z]", r.text[m.end() :]) and inside:
        return expression(m, (None, None), "sequence")  # "in the four-day battle"
    if inside and unit.lower().startswith("hour") and high < 24:
        return expression(m, (None, None), "sequence")  # "lost 155 men in six hours"
    if inside and not r.is_now(m):
        return expression(m, (None, None), "sequence", f"ahead {high:g} {unit.rstrip('s').lower()}")
    if re.match(
        r"\s+of\s+(?:the\s+|this\s+)?(?:war|fighting|conflict|hostilities|battle|bloodshed)\b",
        after,
    ):
        return expression(m, (r.back(high, unit), r.anchor), "since")
    return expression(m, (r.back(high, unit), r.anchor), "window")


_LASTS = compiled(
    r"\b(?:food|bread|rations?|ammunition|water|fuel|supplies|shells|cartridges|provisions|stores|rice|flour|forage|petrol|coal|enough)\s+(?:left\s+)?(?:only\s+|barely\s+|scarcely\s+)?\Z"
)
_WILL = compiled(
    r"\b(?:will|shall|'ll|’ll|would|going to|expects?|expected|plans?|could|be able to|hopes? to|aims? to|ready|should|must|may|might|intends?)\b"
)


def recent_window(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "In recent weeks"."""
    unit = m["u"].lower().rstrip("s")
    _, high = r.table.durations.get("recent", (1.0, 4.0))
    if m["which"].lower().startswith(("coming", "next", "following")):
        ahead = shifted(r.anchor, high, unit) if r.anchor else None
        return expression(m, (r.anchor, ahead), "future")
    if unit == "day":
        high = 7
    elif unit == "hour":
        high = 24
    return expression(m, (r.back(high, unit), r.anchor), "window")


def week_window(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "in the past week", "over the last month", "over the past year"."""
    if m["which"].lower() in ("next", "coming"):
        return expression(
            m, (r.anchor, shifted(r.anchor, 1, m["u"]) if r.anchor else None), "future"
        )
    return expression(m, (r.back(1, m["u"]), r.anchor), "window")


def rate_words(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "A day", "per year", "weekly"."""
    unit = m.group().lower()
    per = next(
        (u for u in ("minute", "hour", "week", "month", "year", "annual", "night") if u in unit),
        "day",
    )
    return expression(m, (None, None), "rate", {"annual": "year", "night": "day"}.get(per, per))


def earlier_in(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "Earlier this week"."""
    span = named_span(r, f"this {m['u']}", False)
    return expression(m, span, "date") if span else None


def sequence_words(r: Anchored, m: re.Match[str]) -> TimeWords:
    """A time counted from another happening, which has no date here."""
    return expression(m, (None, None), "sequence")


def before_something(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "Three days after the fall of the city": of a happening without a date."""
    return sequence_words(r, m)


def ending_on(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "in the week to 10 June", "in the 24 hours ending Monday morning"."""
    span = named_span(r, m["abs"], False)
    if span is None or span[1] is None:
        return None
    _, high = r.count(m["n"] or "a")
    first = shifted(span[1], -high, m["u"])
    if m["u"].lower().rstrip("s") not in ("hour", "day", "night"):
        first += timedelta(days=1)
    return expression(m, (first, span[1]), "window")


def past_night(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "Throughout the night": the day before and the day of printing."""
    day = r.anchor
    return expression(m, (day - timedelta(days=1) if day else None, day), "date")


def today_since(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "Since dawn": the day of printing."""
    return expression(m, (r.anchor, r.anchor), "since")


def weekdays_ago(r: Anchored, m: re.Match[str]) -> TimeWords | None:
    """ "Two Mondays ago"."""
    day = r.weekday(m["w"].rstrip("s"), False, True)
    if day is None:
        return None
    day -= timedelta(weeks=int(r.count(m["n"])[1]) - 1)
    return expression(m, (day, day), "ago")


def eve_yesterday(r: Anchored, m: re.Match[str]) -> TimeWords:
    """ "The day before yesterday"."""
    day = r.anchor - timedelta(days=2) if r.anchor else None
    night = day is not None and m.group().lower().endswith("last")  # "the night before last"
    return expression(m, (day, day + timedelta(days=1) if day and night else day), "date")
