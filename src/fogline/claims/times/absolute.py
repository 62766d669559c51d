"""Named dates: days, months, seasons, years, weekdays, yesterday."""

from __future__ import annotations

import re
from datetime import date, timedelta

from fogline.claims.times.anchored import Anchored
from fogline.claims.times.spans import month_number, month_span, part_of, safe_date, shifted
from fogline.claims.times.words import DAY, DAYPART, MONTH, PART, SEASON, WEEKDAY, YEAR, compiled

__all__ = ["NAMED", "named_span"]

NAMED = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:{WEEKDAY},?\s+)?(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+(?:{YEAR}|last year|this year))?|(?:{WEEKDAY},?\s+)?{MONTH}\s+(?:the\s+(?!\d+(?:st|nd|rd|th)\s+(?-i:[A-Z])))?{DAY}(?!\d|,\d{{3}})(?:,?\s+(?:{YEAR}|last year|this year))?"
    rf"|(?:{PART}[\s-]+)?(?:last\s+|this\s+|next\s+)?{MONTH}(?:,?\s+(?:of\s+)?(?:{YEAR}|last year|this year))?"
    rf"|(?:{PART}[\s-]+)?(?:(?:the|last|this|next)\s+)?{SEASON}(?:\s+(?:of\s+)?{YEAR})?(?!\s+(?:offensive|back))"
    rf"|(?:{PART}[\s-]+)?(?:the\s+(?:year\s+)?)?{YEAR}(?![\d,]*\d|\s*(?:soldiers|troops|men|km))"
    rf"|(?:{PART}\s+)?(?:last|this|next|the|the previous|the current)\s+(?:weekend|year|month|week)\b"
    rf"|(?:last\s+|this\s+|next\s+)?{WEEKDAY}{DAYPART}|(?:the day before )?yesterday{DAYPART}|today|tonight|tomorrow|last (?:night|evening)|overnight|"
    r"this (?:morning|afternoon|evening)|now|the start|its start|"
    r"the\s+\d{1,2}(?:st|nd|rd|th)(?![\s-]+(?:(?-i:[A-Z(])|(?:and|to|or)\s+(?:the\s+)?\d{1,3}(?:st|nd|rd|th)\s+(?-i:[A-Z])|"
    r"(?:army|corps|division|brigade|battalion|regiment|company|fleet|wing|squadron|parallel|century|floor|day|week|month|year|hour|time|"
    r"attempt|attack|assault|attempt|anniversary|package|largest|biggest|meridian|kilomet\w+|mile|century|round|session|tank|motor\w*|"
    r"mechani\w+|infantry|guards|airborne|armou?red|marine|separate|rifle|light|heavy|cavalry|foot|grenadier|artillery)\b)|\w))"
)


def named_span(
    reader: Anchored, words: str, forward: bool
) -> tuple[date | None, date | None] | None:
    """The interval of a named date; None when the words are none."""
    words = words.strip().rstrip(",")
    anchor = reader.anchor
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", words)
    if match:
        day = safe_date(int(match[1]), int(match[2]), int(match[3]))
        return (day, day) if day else None
    match = compiled(
        rf"(?:{WEEKDAY},?\s+)?(?:the\s+)?({DAY})\s+(?:of\s+)?({MONTH})(?:,?\s+({YEAR}|last year|this year))?"
    ).fullmatch(words)
    if match:
        day = reader.day(match[1], match[2], match[3], forward)
        return (day, day)
    match = compiled(
        rf"(?:{WEEKDAY},?\s+)?({MONTH})\s+(?:the\s+)?({DAY})(?:,?\s+({YEAR}|last year|this year))?"
    ).fullmatch(words)
    if match:
        day = reader.day(match[2], match[1], match[3], forward)
        return (day, day)
    match = compiled(
        rf"(?:({PART})[\s-]+)?(?:(last|this|next)\s+)?({MONTH})(?:,?\s+(?:of\s+)?({YEAR}|last year|this year))?"
    ).fullmatch(words)
    if match:
        number = month_number(match[3])
        if not number:
            return None
        year: int | None
        if match[4] and match[4].isdigit():
            year = int(match[4])
        elif match[4] and anchor:
            year = anchor.year - (1 if match[4].lower().startswith("last") else 0)
        else:
            ahead = forward or (match[2] or "").lower() == "next"
            year = reader.month_year(number, ahead)
            if (match[2] or "").lower() == "last" and anchor and number == anchor.month and year:
                year -= 1
        if year is None:
            return (None, None)
        span = month_span(year, number)
        if match[1]:
            span = part_of(span, match[1])
        return reader.capped(span, forward)
    match = compiled(
        rf"(?:({PART})[\s-]+)?(?:(the|last|this|next)\s+)?({SEASON})(?:\s+(?:of\s+)?({YEAR}))?"
    ).fullmatch(words)
    if match:
        span = reader.season(match[3], (match[2] or "").lower(), match[4], forward)
        if span and match[1]:
            span = part_of(span, match[1])
        return reader.capped(span, forward)
    match = compiled(rf"(?:({PART})[\s-]+)?(?:the\s+(?:year\s+)?)?({YEAR})").fullmatch(words)
    if match:
        year = int(match[2])
        span = (date(year, 1, 1), date(year, 12, 31))
        if match[1]:
            span = part_of(span, match[1])
        return reader.capped(span, forward)
    match = re.fullmatch(r"(?i)the\s+(\d{1,2})(?:st|nd|rd|th)", words)
    if match:
        day = reader.ordinal(int(match[1]), forward) if 1 <= int(match[1]) <= 31 else None
        return (day, day) if day else None
    if anchor is None:
        return (None, None)
    folded = " ".join(words.lower().split())
    match = compiled(
        rf"(?:({PART})\s+)?(last|this|next|the|the previous|the current)\s+(weekend|year|month|week)"
    ).fullmatch(words)
    if match:
        which = match[2].lower()
        if which == "the" and reader.story is not None:
            anchor = reader.story
        step = -1 if which in ("last", "the previous") else 1 if which == "next" else 0
        unit = match[3].lower()
        if unit == "year":
            span = (date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31))
        elif unit == "month":
            first = shifted(anchor.replace(day=1), step, "month")
            span = month_span(first.year, first.month)
        elif unit == "week":
            monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
            span = (monday, monday + timedelta(days=6))
            if step == -1:
                span = (monday, monday + timedelta(days=6))
        else:
            saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
            if step == 1:
                saturday += timedelta(weeks=1)
            span = (saturday, saturday + timedelta(days=1))
        if match[1]:
            span = part_of(span, match[1])
        return reader.capped(span, forward or step == 1)
    match = compiled(rf"(last\s+|this\s+|next\s+)?({WEEKDAY})({DAYPART})").fullmatch(words)
    if match:
        which = (match[1] or "").strip().lower()
        day = reader.weekday(
            match[2], which == "next" or (forward and which != "last"), which == "last"
        )
        return (day, day)
    if folded.startswith("the day before yesterday"):
        return (anchor - timedelta(days=2), anchor - timedelta(days=2))
    if folded.startswith("yesterday") or folded in ("last night", "last evening"):
        return (anchor - timedelta(days=1), anchor - timedelta(days=1))
    if folded == "overnight":
        return (anchor - timedelta(days=1), anchor)
    if folded == "tomorrow":
        return (anchor + timedelta(days=1), anchor + timedelta(days=1))
    if folded == "now" and reader.story is not None:
        return (reader.story, reader.story)
    if folded in ("today", "tonight", "this morning", "this afternoon", "this evening", "now"):
        return (anchor, anchor)
    return (None, None)
