"""The time grammar: from words to an interval of dates, anchored on the publication date.

Works on the text of one sentence. Never the future without a word that says so (will, next, plans
to). Ends are inclusive; a vague duration gives the widest interval it allows ("a few weeks ago" is
two to five weeks before publication).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from fogline.claims.conventions import Conventions

__all__ = ["TimeWords", "find_times", "shifted"]

TimeKind = Literal[
    "date", "window", "since", "until", "ago", "rate", "age", "as_of", "sequence", "future"
]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time expression in ``text[start:end]``.

    from_, until   inclusive ends; None where open or not known (no publication date)
    kind           date (a named day, month, year, season), window (a duration up to now), since,
                   until ("by", "up to"), ago, rate ("a day"), age ("three-year-old"), as_of,
                   sequence (counted from another happening), future
    per            for rate: day, week, month, year, hour
    """

    start: int
    end: int
    words: str
    from_: date | None
    until: date | None
    kind: TimeKind
    per: str = ""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan jan.", "february feb feb.", "march mar mar.", "april apr apr.", "may", "june jun jun.",
            "july jul jul.", "august aug aug.", "september sept sept. sep sep.", "october oct oct.",
            "november nov nov.", "december dec dec.",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_DAYS.update(
    {
        "mon.": 0,
        "tue.": 1,
        "tues.": 1,
        "wed.": 2,
        "thu.": 3,
        "thurs.": 3,
        "fri.": 4,
        "sat.": 5,
        "sun.": 6,
    }
)
_SMALL = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "twenty-four": 24,
    "half a": 0.5, "half an": 0.5, "seventeen": 17, "nineteen": 19, "twenty-one": 21, "twenty-five": 25, "thirty-six": 36,
    "forty-eight": 48, "seventy-two": 72, "a hundred": 100, "one hundred": 100, "two-and-a-half": 2.5,
    "two and a half": 2.5, "three and a half": 3.5, "one and a half": 1.5, "a dozen": 12,
}  # fmt: skip
_M = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_Y = r"(?:1[5-9]\d\d|20\d\d)"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_W = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_HEDGE = (
    r"(?:(?:about|around|roughly|approximately|some|nearly|almost|just|only|barely|more than|less than|fewer than|"
    r"over|under|at least|up to|a little over|just over|just under|well over|the|these|those|past|last|previous|"
    r"preceding|first|next|coming|following|opening|final|another|little more than|as little as|no more than|"
    r"mere|full|entire|whole|best part of|course of|space of|nearly the|a mere|span of|close to)\s+){0,5}"
)
_N = (
    r"(?:half an?|(?:two|three|one) and a half|a dozen|(?:a |one )?hundred|twenty-(?:one|four|five)|thirty-six|forty-eight|"
    r"seventy-two|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|ninety)|\d{1,4}(?:\.\d)?|"
    r"a few|few|several|a couple of|couple of|a handful of|a number of|many|some|recent)"
)
_RANGE_N = rf"(?:{_N}(?:\s?(?:to|or|-|–)\s?{_N})?)"
_U = r"(?:hours?|days?|nights?|weeks?|fortnights?|weekends?|months?|years?|decades?|minutes?)"
_PART = (
    r"(?:the\s+)?(?:very\s+)?(?:early|mid|middle|late|beginning of|start of|end of|middle of|first half of|"
    r"second half of|latter half of|first days of|last days of|opening days of|final days of|close of)"
)
_DAYPART = r"(?:\s+(?:morning|afternoon|evening|night|midday|dawn|noon))?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def shifted(anchor: date, number: float, unit: str) -> date:
    """``anchor`` moved by ``number`` units (negative: back); months end on valid days."""
    unit = unit.rstrip("s").lower()
    try:
        if unit in ("month", "year", "decade"):
            months = round(number * {"month": 1, "year": 12, "decade": 120}[unit])
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


def _month(name: str) -> int:
    folded = name.lower()
    return _MONTHS.get(folded) or _MONTHS.get(folded.rstrip(".")) or 0


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _season_span(season: str, year: int) -> tuple[date, date]:
    """Northern seasons by calendar months; the winter of a year ends in it."""
    if season == "winter":
        return date(year - 1, 12, 1), date(year, 2, calendar.monthrange(year, 2)[1])
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[season]
    return date(year, first, 1), _month_span(year, first + 2)[1]


def _part(span: tuple[date, date], part: str) -> tuple[date, date]:
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
        return date(low.year, a, 1), _month_span(low.year, b)[1]
    cut = {
        "early": (0.0, 0.34), "mid": (0.3, 0.68), "middle": (0.3, 0.68), "middle of": (0.3, 0.68), "late": (0.66, 1.0),
        "beginning of": (0.0, 0.25), "start of": (0.0, 0.25), "end of": (0.8, 1.0), "close of": (0.8, 1.0),
        "first half of": (0.0, 0.5), "second half of": (0.5, 1.0), "latter half of": (0.5, 1.0),
        "first days of": (0.0, 0.2), "opening days of": (0.0, 0.2), "last days of": (0.83, 1.0), "final days of": (0.83, 1.0),
    }.get(part, (0.0, 1.0))  # fmt: skip
    first = low + timedelta(days=round(cut[0] * size))
    last = low + timedelta(days=max(round(cut[1] * size) - 1, round(cut[0] * size)))
    return first, min(last, high)


_FUTURE = _compiled(
    r"\b(?:will|shall|'ll|’ll|won['’]t|going to|plans? to|planned|planning|plan|expects?|expected|is to|are to|was to|"
    r"were to|intends?|vow(?:s|ed)? to|aims? to|hopes? to|due to|due|scheduled|set to|poised to|preparing to|"
    r"prepares? to|next|coming|upcoming|ahead|forecasts?|could|deadline|ordered|promised|pledged|tomorrow|"
    r"projected|likely to|wants? to|must|should|ready to|would|target|agreed to|about to)\b"
)


class _Reader:
    """Resolves matches against one anchor date."""

    def __init__(self, text: str, anchor: date | None, table: Conventions) -> None:
        self.text = text
        self.anchor = anchor
        self.table = table

    def future(self, match: re.Match[str]) -> bool:
        """Whether a word close before (same clause) speaks of the future."""
        lead = self.text[max(0, match.start() - 110) : match.start()]
        lead = re.sub(r"(?i)\b(?:own|free|good|ill|political)\s+will\b", "", lead)
        lead = re.split(r"[;:]|,\s+(?:but|and|who|which|said|saying)\b", lead)[-1]
        return _FUTURE.search(lead) is not None

    # counts and durations
    def count(self, words: str) -> tuple[float, float]:
        folded = " ".join(words.lower().split())
        parts = re.split(r"\s?(?:\bto\b|\bor\b|–|(?<=\d)-(?=\d))\s?", folded)
        if len(parts) == 2 and all(parts):
            low, high = self.count(parts[0])[0], self.count(parts[1])[1]
            return min(low, high), max(low, high)
        if folded in _SMALL:
            return float(_SMALL[folded]), float(_SMALL[folded])
        vague = re.sub(r"\s+of\Z", "", folded)
        for name in (vague, f"a {vague}"):
            if name in self.table.durations:
                return self.table.durations[name]
        try:
            number = float(folded)
        except ValueError:
            return 1.0, 1.0
        return number, number

    def back(self, number: float, unit: str) -> date | None:
        return shifted(self.anchor, -number, unit) if self.anchor else None

    # named dates
    def month_year(self, month: int, forward: bool) -> int | None:
        if self.anchor is None:
            return None
        year = self.anchor.year
        if forward:
            return year if month >= self.anchor.month else year + 1
        return year if month <= self.anchor.month else year - 1

    def day(self, day: str, month: str, year: str | None, forward: bool) -> date | None:
        number = int(re.sub(r"\D", "", day))
        month_number = _month(month)
        if not month_number:
            return None
        if year and year.isdigit():
            return _safe(int(year), month_number, number)
        if self.anchor is None:
            return None
        if year:
            return _safe(
                self.anchor.year - (1 if year.lower().startswith("last") else 0),
                month_number,
                number,
            )
        this = _safe(self.anchor.year, month_number, number)
        if this is None:
            return None
        if forward and this < self.anchor:
            return _safe(self.anchor.year + 1, month_number, number)
        if not forward and this > self.anchor:
            return _safe(self.anchor.year - 1, month_number, number)
        return this

    def weekday(self, name: str, forward: bool, last: bool = False) -> date | None:
        if self.anchor is None:
            return None
        wanted = _DAYS.get(name.lower())
        if wanted is None:
            return None
        if forward:
            return self.anchor + timedelta(days=(wanted - self.anchor.weekday()) % 7 or 7)
        gap = (self.anchor.weekday() - wanted) % 7
        return self.anchor - timedelta(days=gap or (7 if last else 0))

    def capped(
        self, span: tuple[date, date] | None, forward: bool
    ) -> tuple[date | None, date | None]:
        if span is None:
            return None, None
        low, high = span
        if self.anchor and not forward and low <= self.anchor < high:
            high = self.anchor
        return low, high

    def season(
        self, word: str, which: str, year: str | None, forward: bool
    ) -> tuple[date, date] | None:
        season = word.lower()
        if year:
            return _season_span(season, int(year))
        if self.anchor is None:
            return None
        now = self.anchor
        spans = [_season_span(season, now.year + k) for k in (-2, -1, 0, 1, 2)]
        if which == "next" or forward:
            return next(s for s in spans if s[0] > now)
        if which == "last":
            return [s for s in spans if s[1] < now][-1]
        return [s for s in spans if s[0] <= now][-1]


_ABS = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:{_W},?\s+)?(?:the\s+)?{_D}\s+(?:of\s+)?{_M}(?:,?\s+(?:{_Y}|last year|this year))?|(?:{_W},?\s+)?{_M}\s+(?:the\s+)?{_D}(?!\d|,\d{{3}})(?:,?\s+(?:{_Y}|last year|this year))?"
    rf"|(?:{_PART}[\s-]+)?(?:last\s+|this\s+|next\s+)?{_M}(?:,?\s+(?:of\s+)?(?:{_Y}|last year|this year))?"
    rf"|(?:{_PART}[\s-]+)?(?:(?:the|last|this|next)\s+)?{_SEASON}(?:\s+(?:of\s+)?{_Y})?(?!\s+(?:offensive|back))"
    rf"|(?:{_PART}[\s-]+)?(?:the\s+(?:year\s+)?)?{_Y}(?![\d,]*\d|\s*(?:soldiers|troops|men|km))"
    rf"|(?:{_PART}\s+)?(?:last|this|next|the|the previous|the current)\s+(?:weekend|year|month|week)\b"
    rf"|(?:last\s+|this\s+|next\s+)?{_W}{_DAYPART}|(?:the day before )?yesterday{_DAYPART}|today|tonight|tomorrow|last night|overnight|"
    r"this (?:morning|afternoon|evening)|now|the start|its start)"
)
_ABS_RE = _compiled(_ABS)


def _absolute(reader: _Reader, words: str, forward: bool) -> tuple[date | None, date | None] | None:
    """The interval of a named date; None when the words are none."""
    words = words.strip().rstrip(",")
    anchor = reader.anchor
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", words)
    if match:
        day = _safe(int(match[1]), int(match[2]), int(match[3]))
        return (day, day) if day else None
    match = _compiled(
        rf"(?:{_W},?\s+)?(?:the\s+)?({_D})\s+(?:of\s+)?({_M})(?:,?\s+({_Y}|last year|this year))?"
    ).fullmatch(words)
    if match:
        day = reader.day(match[1], match[2], match[3], forward)
        return (day, day)
    match = _compiled(
        rf"(?:{_W},?\s+)?({_M})\s+(?:the\s+)?({_D})(?:,?\s+({_Y}|last year|this year))?"
    ).fullmatch(words)
    if match:
        day = reader.day(match[2], match[1], match[3], forward)
        return (day, day)
    match = _compiled(
        rf"(?:({_PART})[\s-]+)?(?:(last|this|next)\s+)?({_M})(?:,?\s+(?:of\s+)?({_Y}|last year|this year))?"
    ).fullmatch(words)
    if match:
        number = _month(match[3])
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
        span = _month_span(year, number)
        if match[1]:
            span = _part(span, match[1])
        return reader.capped(span, forward)
    match = _compiled(
        rf"(?:({_PART})[\s-]+)?(?:(the|last|this|next)\s+)?({_SEASON})(?:\s+(?:of\s+)?({_Y}))?"
    ).fullmatch(words)
    if match:
        span = reader.season(match[3], (match[2] or "").lower(), match[4], forward)
        if span and match[1]:
            span = _part(span, match[1])
        return reader.capped(span, forward)
    match = _compiled(rf"(?:({_PART})[\s-]+)?(?:the\s+(?:year\s+)?)?({_Y})").fullmatch(words)
    if match:
        year = int(match[2])
        span = (date(year, 1, 1), date(year, 12, 31))
        if match[1]:
            span = _part(span, match[1])
        return reader.capped(span, forward)
    if anchor is None:
        return (None, None)
    folded = " ".join(words.lower().split())
    match = _compiled(
        rf"(?:({_PART})\s+)?(last|this|next|the|the previous|the current)\s+(weekend|year|month|week)"
    ).fullmatch(words)
    if match:
        which = match[2].lower()
        step = -1 if which in ("last", "the previous") else 1 if which == "next" else 0
        unit = match[3].lower()
        if unit == "year":
            span = (date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31))
        elif unit == "month":
            first = shifted(anchor.replace(day=1), step, "month")
            span = _month_span(first.year, first.month)
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
            span = _part(span, match[1])
        return reader.capped(span, forward or step == 1)
    match = _compiled(rf"(last\s+|this\s+|next\s+)?({_W})({_DAYPART})").fullmatch(words)
    if match:
        which = (match[1] or "").strip().lower()
        day = reader.weekday(
            match[2], which == "next" or (forward and which != "last"), which == "last"
        )
        return (day, day)
    if folded.startswith("the day before yesterday"):
        return (anchor - timedelta(days=2), anchor - timedelta(days=2))
    if folded.startswith("yesterday") or folded == "last night":
        return (anchor - timedelta(days=1), anchor - timedelta(days=1))
    if folded == "overnight":
        return (anchor - timedelta(days=1), anchor)
    if folded == "tomorrow":
        return (anchor + timedelta(days=1), anchor + timedelta(days=1))
    if folded in ("today", "tonight", "this morning", "this afternoon", "this evening", "now"):
        return (anchor, anchor)
    return (None, None)


Handler = Callable[[_Reader, re.Match[str]], "TimeWords | None"]


def _made(
    m: re.Match[str], span: tuple[date | None, date | None], kind: TimeKind, per: str = ""
) -> TimeWords:
    return TimeWords(m.start(), m.end(), m.group().strip(), span[0], span[1], kind, per)


def _age(r: _Reader, m: re.Match[str]) -> TimeWords:
    _, high = r.count(m["n"])
    return _made(m, (r.back(high, m["u"]), r.anchor), "age")


def _ago(r: _Reader, m: re.Match[str]) -> TimeWords:
    low, high = r.count(m["n"])
    unit = m["u"].lower().rstrip("s")
    if r.anchor is None:
        return _made(m, (None, None), "ago")
    if low == high:
        middle = shifted(r.anchor, -low, unit)
        slack = {"week": 3, "fortnight": 3, "month": 10, "year": 91, "decade": 730}.get(unit, 0)
        return _made(
            m,
            (middle - timedelta(days=slack), min(middle + timedelta(days=slack), r.anchor)),
            "ago",
        )
    return _made(m, (shifted(r.anchor, -high, unit), shifted(r.anchor, -low, unit)), "ago")


def _window(r: _Reader, m: re.Match[str]) -> TimeWords:
    _, high = r.count(m["n"] or "a")
    unit = m["u"]
    lead = m.group().lower()
    if re.search(r"\b(?:next|coming|following)\b", lead) or (
        re.match(r"(?:with)?in\b", lead) and "past" not in lead and "last" not in lead and _WILL.search(r.text[max(0, m.start() - 90) : m.start()])
    ):  # fmt: skip
        if r.anchor is None:
            return _made(m, (None, None), "future")
        return _made(m, (r.anchor, shifted(r.anchor, high, unit)), "future")
    if re.search(r"\b(?:first|opening|final|course)\b", lead) and not re.search(
        r"\b(?:past|last)\b", lead
    ):
        return _made(m, (None, None), "sequence")
    after = r.text[m.end() : m.end() + 24].lower()
    if re.match(
        r"\s+(?:after|before|later|earlier|of the (?:war|offensive|operation|invasion|campaign|siege))\b",
        after,
    ):
        return _made(m, (None, None), "sequence")
    if re.match(
        r"\s+of\s+(?:the\s+|this\s+)?(?:war|fighting|conflict|hostilities|battle|bloodshed)\b",
        after,
    ):
        return _made(m, (r.back(high, unit), r.anchor), "since")
    return _made(m, (r.back(high, unit), r.anchor), "window")


_WILL = _compiled(
    r"\b(?:will|shall|'ll|’ll|would|going to|expects?|expected|plans?|could|be able to|hopes? to|aims? to|ready|should|must|may|might|intends?)\b"
)


def _since(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    span = _absolute(r, m["abs"], False)
    if span is None:
        return None
    return _made(m, (span[0], r.anchor), "since")


def _since_event(r: _Reader, m: re.Match[str]) -> TimeWords:
    unit = (m["unit"] or "").lower()
    if r.anchor and unit in ("year", "month", "week"):
        first = {"year": r.anchor.replace(month=1, day=1), "month": r.anchor.replace(day=1)}.get(
            unit, r.anchor - timedelta(days=r.anchor.weekday())
        )
        return _made(m, (first, r.anchor), "since")
    return _made(m, (None, r.anchor), "since")


def _from_to(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    forward = r.future(m)
    second = _absolute(r, m["b"], forward)
    if second is None:
        return None
    words = m["a"].strip()
    if re.fullmatch(_D, words, re.IGNORECASE):
        if second[1] is None:
            return None
        number = int(re.sub(r"\D", "", words))
        first = _safe(second[1].year, second[1].month, number)
        return _made(m, (first, second[1]), "date") if first else None
    months_only = _compiled(_M).fullmatch(words)
    first_span = _absolute(r, words, forward)
    if first_span is None:
        return None
    low, high = first_span[0], second[1]
    if low and high and low > high and not re.search(_Y, words):
        low = shifted(low, -1, "year")
    if low and high and months_only and (high - low).days > 366:
        low = _safe(high.year if low.month <= high.month else high.year - 1, low.month, 1)
    elif (
        low
        and high
        and not re.search(_Y, words)
        and re.search(_Y, m["b"])
        and (high - low).days > 366
    ):
        low = _safe(
            high.year if (low.month, low.day) <= (high.month, high.day) else high.year - 1,
            low.month,
            low.day,
        )
    return _made(m, (low, high), "date")


def _trailing_range(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    """ "August 6-12" and "6-12 August"."""
    forward = r.future(m)
    first = r.day(m["d1"], m["m"], m["y"], forward)
    last = r.day(m["d2"], m["m"], m["y"], forward)
    return _made(m, (first, last), "date") if first and last and first <= last else None


def _bounded(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    """ "by 30 January", "until the end of March", "as of Monday", "before August"."""
    lead = m["lead"].lower()
    forward = lead not in ("as of", "as at", "up to") and r.future(m)
    span = _absolute(r, m["abs"], forward)
    if span is None:
        return None
    if lead in ("as of", "as at"):
        return _made(m, (span[1], span[1]), "as_of")
    if forward:
        return _made(m, (r.anchor, span[1]), "future")
    if lead == "before":
        return _made(m, (None, span[0]), "until")
    if lead == "after":
        return _made(m, (span[0], r.anchor), "since")
    if lead == "through" and span[0] is not None:
        return _made(m, span, "date")
    if lead in ("by", "up to"):
        return _made(m, (span[1], span[1]), "until")
    return _made(m, (None, span[1]), "until")


def _named(r: _Reader, m: re.Match[str]) -> TimeWords | None:
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
    if words[:1].islower() and re.match(r"(?:may|march|sat|sun|mar)\b", words):
        return None
    if re.fullmatch(r"(?i)spring|fall|summer|winter|autumn", words) and not m["lead"]:
        return None
    if re.fullmatch(_Y, words) and not m["lead"]:
        after = r.text[m.end() : m.end() + 20]
        if not re.match(r"[\s,.;)]|\Z|[’']s", after):
            return None
    if re.search(r"(?i)\bin (?:the )?(?:next|coming)\b", m.group()):
        return None
    forward = bool(re.search(r"(?i)\bnext\b", words)) or (
        r.future(m) and not re.search(r"(?i)\blast\b|\bthis\b", words)
    )
    if forward and re.search(_Y, words) and r.anchor:
        explicit = _absolute(r, words, False)
        if explicit and explicit[1] and explicit[1] <= r.anchor:
            forward = False
    span = _absolute(r, words, forward)
    if span is None:
        return None
    future = bool(forward and r.anchor and span[0] and span[0] > r.anchor)
    return _made(m, span, "future" if future else "date")


def _part_of_month(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    """ "the first week of January", "the last ten days of March 1945"."""
    number = _month(m["m"])
    year = int(m["y"]) if m["y"] else r.month_year(number, r.future(m))
    if not number or year is None:
        return None
    first, last = _month_span(year, number)
    unit = m["u"].lower().rstrip("s")
    size = {"day": 1, "week": 7, "fortnight": 14, "half": 15}[unit] * int(
        r.count(m["n"])[1] if m["n"] else 1
    )
    which = m["which"].lower()
    if which in ("last", "final", "closing"):
        span = (last - timedelta(days=size - 1), last)
    else:
        skip = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}[which] * size
        span = (first + timedelta(days=skip), min(first + timedelta(days=skip + size - 1), last))
    return _made(m, span, "date")


_FEASTS = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
           "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1)}  # fmt: skip


def _feast(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    """Feasts with a fixed date, by name."""
    month, day = _FEASTS[m["day"].lower().replace("’", "'")]
    if r.anchor is None:
        return None
    found = _safe(r.anchor.year, month, day)
    if found is None:
        return None
    forward = r.future(m)
    if found > r.anchor and not forward:
        found = found.replace(year=found.year - 1)
    elif found < r.anchor and forward:
        found = found.replace(year=found.year + 1)
    lead = (m["lead"] or "").strip().lower()
    if lead in ("since", "after"):
        return _made(m, (found, r.anchor), "since")
    if lead in ("by", "until", "before"):
        return _made(
            m, (r.anchor, found) if forward else (found, found), "future" if forward else "until"
        )
    return _made(m, (found, found), "date")


def _recent(r: _Reader, m: re.Match[str]) -> TimeWords:
    unit = m["u"].lower().rstrip("s")
    _, high = r.table.durations.get("recent", (1.0, 4.0))
    if unit == "day":
        high = 7
    elif unit == "hour":
        high = 24
    return _made(m, (r.back(high, unit), r.anchor), "window")


def _week_window(r: _Reader, m: re.Match[str]) -> TimeWords:
    """ "in the past week", "over the last month", "over the past year"."""
    if m["which"].lower() in ("next", "coming"):
        return _made(m, (r.anchor, shifted(r.anchor, 1, m["u"]) if r.anchor else None), "future")
    return _made(m, (r.back(1, m["u"]), r.anchor), "window")


def _rate(r: _Reader, m: re.Match[str]) -> TimeWords:
    unit = m.group().lower()
    per = next(
        (u for u in ("minute", "hour", "week", "month", "year", "annual", "night") if u in unit),
        "day",
    )
    return _made(m, (None, None), "rate", {"annual": "year", "night": "day"}.get(per, per))


def _earlier(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    span = _absolute(r, f"this {m['u']}", False)
    return _made(m, span, "date") if span else None


def _sequence(r: _Reader, m: re.Match[str]) -> TimeWords:
    return _made(m, (None, None), "sequence")


def _ending(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    """ "in the week to 10 June", "in the 24 hours ending Monday morning"."""
    span = _absolute(r, m["abs"], False)
    if span is None or span[1] is None:
        return None
    _, high = r.count(m["n"] or "a")
    first = shifted(span[1], -high, m["u"])
    if m["u"].lower().rstrip("s") not in ("hour", "day", "night"):
        first += timedelta(days=1)
    return _made(m, (first, span[1]), "window")


def _night(r: _Reader, m: re.Match[str]) -> TimeWords:
    day = r.anchor
    return _made(m, (day - timedelta(days=1) if day else None, day), "date")


def _today_since(r: _Reader, m: re.Match[str]) -> TimeWords:
    return _made(m, (r.anchor, r.anchor), "since")


def _two_named(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    """ "in March and April", "on Monday and Tuesday", "3 May to 7 May"."""
    forward = r.future(m)
    first, second = _absolute(r, m["a"], forward), _absolute(r, m["b"], forward)
    if first is None or second is None:
        return None
    low, high = first[0], second[1]
    if low and high and low > high:
        low = shifted(low, -1, "year") if (low - high).days > 7 else low - timedelta(days=7)
    if (
        low
        and high
        and not re.search(_Y, m["a"])
        and re.search(_Y, m["b"])
        and (high - low).days > 366
    ):
        low = low.replace(
            year=high.year if (low.month, low.day) <= (high.month, high.day) else high.year - 1
        )
    return _made(m, (low, high), "date")


def _weekdays_ago(r: _Reader, m: re.Match[str]) -> TimeWords | None:
    day = r.weekday(m["w"].rstrip("s"), False, True)
    if day is None:
        return None
    day -= timedelta(weeks=int(r.count(m["n"])[1]) - 1)
    return _made(m, (day, day), "ago")


def _winter_of(r: _Reader, m: re.Match[str]) -> TimeWords:
    year = int(m["y"]) + 1
    return _made(m, _season_span("winter", year), "date")


def _eve_yesterday(r: _Reader, m: re.Match[str]) -> TimeWords:
    day = r.anchor - timedelta(days=2) if r.anchor else None
    return _made(m, (day, day), "date")


_PAST = r"(?:past|last|previous|preceding)"
_PATTERNS: list[tuple[re.Pattern[str], Handler]] = [
    (_compiled(rf"\b(?:{_HEDGE})(?P<n>{_N})[-‑\s](?P<u>year|month|week|day)s?[-‑\s]old\b"), _age),
    (_compiled(rf"\b(?:(?:in|during|over|for|by|at|since)\s+)?the\s+(?P<which>first|second|third|fourth|last|final|opening|closing)\s+(?:(?P<n>{_N})\s+)?(?P<u>days?|weeks?|fortnight|half)\s+of\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"), _part_of_month),
    (_compiled(r"\b(?P<lead>(?:on|at|over|since|before|by|until|after)\s+)?(?P<day>Christmas Eve|Christmas Day|Christmas|Boxing Day|New Year[’']s Eve|New Year[’']s Day|New Year)\b"), _feast),
    (_compiled(rf"\b(?:for\s+)?the first time in\s+{_HEDGE}{_RANGE_N}\s+{_U}(?:\s+of\s+\w+)?"), _sequence),
    (_compiled(rf"\b{_HEDGE}(?P<n>{_RANGE_N})[\s-](?P<u>{_U})\s+ago\b"), _ago),
    (_compiled(rf"\b{_HEDGE}{_RANGE_N}\s+{_U}\s+(?:earlier|later|before|after|beforehand|previously)\b"), _sequence),
    (_compiled(r"\b(?:on\s+)?the day before yesterday\b"), _eve_yesterday),
    (_compiled(rf"\b(?P<n>{_N})\s+(?P<w>Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays)\s+ago\b"), _weekdays_ago),
    (_compiled(rf"\b(?:in|during|over|for)\s+the\s+(?:(?P<n>{_N})\s+)?(?P<u>hours?|days?|weeks?|months?|years?|fortnight)\s+(?:to|ending|ended|that ended|up to|until|through)\s+(?:on\s+)?(?:(?:\d{{1,2}}(?::\d\d)?\s?(?:a\.?m\.?|p\.?m\.?)|noon|midnight|dawn|dusk|the (?:morning|evening|night) of|the end of)\s+(?:on\s+)?)?(?P<abs>{_ABS})"), _ending),
    (_compiled(rf"\b(?:in|over|during)\s+the\s+{_HEDGE}{_RANGE_N}\s+{_U}\s+since\s+(?P<abs>{_ABS})"), _since),
    (_compiled(r"\b(?:in|over)?\s*(?:the\s+)?winter\s+of\s+(?P<y>(?:1[5-9]|20)\d\d)\s?[-–/]\s?\d{2,4}\b"), _winter_of),
    (_compiled(r"\bsince\s+(?:early\s+)?(?:dawn|midnight|daybreak|sunrise|noon|morning|early morning|this morning|last midnight)\b"), _today_since),
    (_compiled(r"\b(?:throughout|during|through|in the course of|all)\s+(?:the\s+)?(?:past\s+|last\s+)?night\b(?!\s+(?:of|to))"), _night),
    (_compiled(rf"\b(?:in|on|during|over)\s+(?P<a>(?:{_M}(?!\s+\d)|{_W}))\s+and\s+(?:on\s+)?(?P<b>(?:{_M}(?!\s+\d{{1,2}}\b)(?:\s+{_Y})?|{_W}))"), _two_named),
    (_compiled(rf"\b(?P<a>(?:{_D}\s+{_M}|{_M}\s+{_D})(?:,?\s+{_Y})?)\s+(?:to|until|through|and|-|–)\s+(?P<b>(?:{_D}\s+{_M}|{_M}\s+{_D})(?:,?\s+{_Y})?)(?!\d|,\d{{3}})"), _two_named),
    (_compiled(rf"\b(?:{_HEDGE})(?:in|over|during|for)\s+{_HEDGE}{_RANGE_N}\s+{_U}(?:\s+of\s+(?:\w+\s+)?fighting)?(?=\s+(?:last|this|in|earlier this|at the)\s+(?:week|month|year|January|February|March|April|May|June|July|August|September|October|November|December|end of|beginning of))"), _sequence),
    (_compiled(rf"\b(?:after|following)\s+{_HEDGE}{_RANGE_N}\s+{_U}\b"), _sequence),
    (_compiled(rf"\b(?:from|between)\s+(?P<a>{_D}|{_ABS})\s+(?:to|and|until|till|through|-|–)\s+(?P<b>{_ABS})"), _from_to),
    (_compiled(rf"\b(?P<m>{_M})\s+(?P<d1>{_D})\s?(?:-|–|to|and)\s?(?P<d2>{_D})\b(?!,\d{{3}}|\s+(?:soldiers|people|men|troops|civilians|were|killed|dead|tanks))(?:,?\s+(?P<y>{_Y}))?"), _trailing_range),
    (_compiled(rf"\b(?P<d1>{_D})\s?(?:-|–|to the|to|and the|and)\s?(?P<d2>{_D})\s+(?:of\s+)?(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?"), _trailing_range),
    (_compiled(rf"\b(?:starting|beginning|as)\s+(?:on|from|in)\s+(?P<abs>{_ABS})"), _since),
    (_compiled(rf"\bfrom\s+(?P<abs>(?:{_W}|{_M}\s+{_D}|{_D}\s+{_M}|yesterday|dawn|last \w+)(?:\s+{_Y})?)(?:\s+(?:on|onwards|onward))(?=\W)"), _since),
    (_compiled(rf"\bsince\s+(?:(?:at least|about|around|roughly)\s+)?(?P<abs>{_ABS})"), _since),
    (_compiled(
        r"\bsince\s+(?:the\s+|its\s+|their\s+|his\s+)?(?:very\s+)?(?:start|beginning|outset|launch|outbreak|opening|onset|first day)"
        r"(?:\s+of\s+(?:the\s+|this\s+)?(?P<unit>year|month|week)?)?"), _since_event),
    (_compiled(rf"\b(?P<lead>by|until|till|as of|as at|before|after|up to|through)\s+(?:the\s+(?:night|morning|evening)\s+of\s+)?(?P<abs>{_ABS})"), _bounded),
    (_compiled(r"\b(?:(?:in|over|during|within|for|across|throughout)\s+)?(?:just\s+|only\s+)?(?:the\s+|this\s+)(?P<which>past)\s+(?P<u>hour|day|night|week|fortnight|month|year|decade)\b"), _week_window),
    (_compiled(rf"\b(?:in|over|during|within|for|across|throughout)\s+(?:just\s+|only\s+)?(?:the\s+|this\s+)?(?P<which>{_PAST}|next|coming)\s+(?P<u>hour|day|night|week|fortnight|month|year|decade)\b(?!\s+of\s+the\s+(?:war|month|year))"), _week_window),
    (_compiled(r"\b(?:in|over|during|within|for|across|throughout)?\s*(?:the\s+)?(?P<u0>)(?:recent|past few)\s+(?P<u>hours|days|weeks|months|years|nights)\b"), _recent),
    (_compiled(rf"\b(?:in|over|during|within|for|across|throughout|inside|every|lasting|the)\s+(?:what is now\s+)?{_HEDGE}(?:(?:{_PAST}|next|coming)\s+)?(?P<n>{_RANGE_N})(?:\s+|-)(?:consecutive\s+|straight\s+|successive\s+|full\s+)?(?P<u>{_U})\b(?!\s+(?:ago|old|a\s)|-)"), _window),
    (_compiled(r"\b(?:earlier|later)\s+(?:this|in the)\s+(?P<u>year|month|week)\b"), _earlier),
    (_compiled(r"\b(?:earlier|later) (?:today|on)\b"), _sequence),
    (_compiled(rf"\b(?P<lead>(?:in|on|at|during|over|throughout|around|from|of|for|late on|early on|the night of|the morning of)\s+(?:the\s+night\s+(?:of|to)\s+)?)?(?P<abs>{_ABS})"), _named),
    (_compiled(r"\b(?:daily|weekly|monthly|yearly|annually|nightly|hourly|(?:per|each|every)\s+(?:day|week|month|year|hour|night|minute)|(?<=\s)an?\s+(?:day|week|month|year|hour|night|minute))\b"), _rate),
]  # fmt: skip


_TRIGGER = _compiled(
    r"\b(?:minutes?|hours?|hourly|days?|daily|nights?|nightly|overnight|weeks?|weekly|weekends?|fortnights?|months?|monthly|years?|yearly|"
    r"annually|decades?|today|tonight|tomorrow|yesterday|dawn|midnight|daybreak|sunrise|noon|morning|evening|afternoon|spring|summer|autumn|fall|"
    r"winter|Christmas|Boxing Day|New Year|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Mon(?:day)?s?|Tues?(?:day)?s?|Wed(?:nesday)?s?|Thurs?(?:day)?s?|Fri(?:day)?s?|Sat(?:urday)?s?|"
    r"Sun(?:day)?s?|since|recent|recently|now|1[5-9]\d\d|20\d\d)\b"
)


def find_times(text: str, published: date | None, table: Conventions) -> list[TimeWords]:
    """Time expressions of a sentence in order, without overlaps; earlier patterns win.

    published   the anchor; None leaves relative expressions without dates
    """
    if _TRIGGER.search(text) is None:
        return []
    reader = _Reader(text, published, table)
    taken = bytearray(len(text) + 1)
    found: list[TimeWords] = []
    for pattern, handler in _PATTERNS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            try:
                item = handler(reader, match)
            except (ValueError, OverflowError):
                item = None
            if item is None:
                continue
            found.append(item)
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    found.sort(key=lambda item: item.start)
    return found
