"""When was it printed? Dates as pages write them, datelines, and the text's own anchors.

Nothing is taken for certain that is not written out in full: a dateline without a year gets one
only where the weekday, a full date elsewhere or a copyright year settles it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "AGENCIES",
    "Dateline",
    "date_in_name",
    "date_line",
    "dateline_of",
    "full_dates",
    "inferred_date",
    "written_date",
]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"

_DAY_FIRST = re.compile(rf"\b{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:,?[\s-]+{_YEAR})?\b", re.I)
_MONTH_FIRST = re.compile(
    rf"\b{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?\b(?!\s*[-\u2013]\s*\d)", re.I
)
_ISO = re.compile(
    r"(?<!\d)(?P<year>1[89]\d\d|20\d\d)([-/.])(?P<month>0[1-9]|1[0-2])\2"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\."
    r"(?P<year>1[89]\d\d|20\d\d)(?![\d.])"
)
# 31/01/2025: only where the order cannot be the American one.
_SLASHED = re.compile(
    r"(?<![\d/-])(?P<day>1[3-9]|2\d|3[01])([/-])(?P<month>0?[1-9]|1[0-2])\2"
    r"(?P<year>1[89]\d\d|20\d\d)(?!\d)"
)
_PATTERNS = (_ISO, _DOTTED, _SLASHED, _DAY_FIRST, _MONTH_FIRST)
_TIME = (
    r"(?:[,\s|\u00b7\u2022@-]*(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
    r"|\d{1,2}\s*[ap]\.?m\.?|noon|midnight)"
    r"(?:\s*\(?(?:gmt|utc|bst|est|edt|et|cet|cest|eet|eest|msk|local time|z|[pcm][sd]?t|ist|pkt"
    r"|aest|aedt|jst|kst|sgt|hkt|wib|eat|cat|wat|sast|trt|irst|brt|art|nzst|akst|hours|hrs)\b"
    r"(?:[+-]\d{1,2}(?::?\d\d)?)?\)?)?)"
)
_LABEL = (
    r"(?:(?:first\s+|last\s+)?(?:published|posted|updated|modified|issued|released|date|created"
    r"|filed|printed|release date|publication date|(?:(?:evening|morning|late|sunday|weekend)\s+)?"
    r"(?:edition|issue|number|bulletin|from the [\w ]{2,30})\s+of(?:\s+the)?|dated|for)"
    r"(?:\s+(?:on|at))?\s*:?\s*)"
)
# What else stands in a line beside its date: page, number, price, kind of text.
_BESIDE = re.compile(
    r"\b(?:pages?|p|pp|no|nos|number|issue|vol|volume|column|col)\b\.?\s?[\divxlc]{1,6}\b"
    r"|\bprice\b.{0,30}$|\b(?:one|two|three|four|six)?\s?(?:penny|pence|halfpenny|threepence|sixpence"
    r"|twopence|cents?)\b"
    r"|\((?:slightly |lightly )?(?:abridged|translat(?:ed|ion)|excerpts?|extracts?|in full)(?:\)|$)"
    r"|\b(?:news|press|media) release\b|\b(?:situation|flash|field) (?:report|update)s?\b"
    r"|\bavailable in\b.*$|@\w+|\b(?:final|late|early|city|evening|morning) edition\b",
    re.I,
)
_AGO = re.compile(
    rf"(?:{_LABEL})?(?:\d+|an?|one|two|a few)\s+(?:minutes?|mins?|hours?|hrs?|days?|weeks?)\s+ago",
    re.I,
)

AGENCIES = {
    key.strip(): name.strip() or key.strip()
    for key, _, name in (
        row.partition("=")
        for row in """
        reuters=Reuters; ap=Associated Press; associated press=Associated Press; dpa=dpa
        afp=Agence France-Presse; agence france-presse=Agence France-Presse; efe=EFE; tass=TASS
        upi=United Press International; itar-tass=ITAR-TASS; interfax=Interfax; pap=PAP; bta=BTA
        interfax-ukraine=Interfax-Ukraine; ukrinform=Ukrinform; unian=UNIAN; xinhua=Xinhua
        ria novosti=RIA Novosti; ria=RIA Novosti; yonhap=Yonhap; kyodo=Kyodo; jiji=Jiji Press
        pti=Press Trust of India; tanjug=Tanjug; hina=HINA; beta=Beta; sana=SANA; irna=IRNA
        ina=INA; kuna=KUNA; wafa=WAFA; saba=Saba; anadolu=Anadolu; aa=Anadolu; bbc=BBC; cnn=CNN
        kcna=KCNA; armenpress=Armenpress; azertac=Azertac; bloomberg=Bloomberg; telam=Telam
        apn=APN; ips=Inter Press Service; irin=IRIN; vna=Vietnam News Agency; up=United Press
        ins=International News Service; ansa=ANSA; havas=Havas; wolff=Wolff; stefani=Stefani
        domei=Domei; enex=ENEX; ptb=PTB; antara=Antara; bernama=Bernama; mena=MENA; petra=Petra
        """.replace("\n", ";").split(";")
        if row.strip(" =")
    )
}
_AGENCY = "|".join(sorted((re.escape(name) for name in AGENCIES), key=len, reverse=True))

# KYIV, Jan 31 (Reuters) - / GROZNY, Russia (AP) -- / Moscow. January 31. INTERFAX - / BAGHDAD --
_MONTH_NAME = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_NAME = r"[A-Z][\w.'\u2019-]*"
_PLACE = (
    rf"(?P<place>{_NAME}(?:[ /]{_NAME}){{0,4}}"
    rf"(?:,\s+(?!{_MONTH_NAME}\b){_NAME}(?:\s{_NAME}){{0,2}})?)"
)
_DATELINE = re.compile(
    rf"{_PLACE}(?P<when>[.,]\s+[^()\u2013\u2014]{{3,34}}?)?\s*"
    rf"(?:[./(\[]?\s*(?P<agency>(?i:{_AGENCY}))\s*[)\]/]?)?\s*"
    r"(?P<dash>-{1,2}|_|\u2013|\u2014|:|(?<=/)\.)\s+(?=[\w\"\u201c\u2018'])"
)


# "Saturday, 10.15 p.m.": a day and a time of day, which date a communique issued daily.
_DAY_AND_TIME = re.compile(
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|evening|night))?{_TIME}", re.I
)

# "Paris, 28 December 1944" alone on a line.
_PLACE_BEFORE = re.compile(
    rf"\A(?:(?!(?:{_MONTH_NAME}|[A-Z][a-z]+day)\b){_NAME}(?: (?!{_MONTH_NAME}\b){_NAME}){{0,2}}"
    r"(?:,| -| \u2013| \u2014| /| \||:)\s+(?=\w)){1,3}|\A[A-Z]{2,10}\s+(?=\d)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the dash of a wire story.

    date      None where day, month and year are not all written
    yearless  month, day and weekday (Monday 0, None if not named) of a date without a year
    end       where the story itself begins, in code points of the paragraph
    """

    place: str
    agency: str
    date: date | None
    yearless: tuple[int, int, int | None] | None
    end: int


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.lower().rstrip(".")]


def full_dates(text: str) -> list[tuple[int, int, date]]:
    """(start, end, date) of every date written with day, month and year, in order."""
    found: list[tuple[int, int, date]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match["year"]:
                day = _made(int(match["year"]), _month(match["month"]), int(match["day"]))
                if day:
                    found.append((match.start(), match.end(), day))
    return sorted(found)


def _yearless(text: str) -> tuple[int, int, int | None] | None:
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        match = pattern.search(text)
        if match and not match["year"]:
            short = (match["weekday"] or "").lower()
            weekday = next(
                (i for i, name in enumerate(_WEEKDAYS) if short and name.startswith(short)), None
            )
            return _month(match["month"]), int(match["day"]), weekday
    return None


def written_date(text: str) -> date | None:
    """The first full date in a metadata value: ISO with or without time, or written out."""
    head = text.strip()[:80]
    if re.match(r"\d{8}(?!\d)", head):
        return _made(int(head[:4]), int(head[4:6]), int(head[6:8]))
    found = full_dates(head)
    return found[0][2] if found else None


def date_in_name(name: str) -> date | None:
    """The date in a file name or address, such as 2025-01-31-title.txt or /2025/01/31/title."""
    found = full_dates(name.replace("_", " "))
    if found:
        return found[0][2]
    match = re.search(r"(?<!\d)(19\d\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)", name)
    return _made(int(match[1]), int(match[2]), int(match[3])) if match else None


def date_line(line: str) -> tuple[bool, date | None]:
    """Whether a line holds nothing but a date (with label, weekday, time of day) and that date.

    A place may stand before it ("Paris, 28 December 1944"); "2 hours ago" is such a line without
    a date.
    """
    bare = line.strip(" \t\u00a0.,;|*()[]\u2022\u00b7_-")
    if _DAY_AND_TIME.fullmatch(_PLACE_BEFORE.sub("", bare, count=1)):
        return True, None
    bare = _PLACE_BEFORE.sub("", bare)
    if not bare or len(bare) > 120:
        return False, None
    if _AGO.fullmatch(bare):
        return True, None
    first: date | None = None
    rest = bare
    for pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            if match["year"] and first is None:
                first = _made(int(match["year"]), _month(match["month"]), int(match["day"]))
        rest = pattern.sub(" ", rest)
    if rest == bare:
        return False, None
    rest = re.sub(r"\b[0-2]\d[0-5]\d (?:local time|hours|hrs|gmt|utc|z)\b", " ", rest, flags=re.I)
    rest = re.sub(r"T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?", " ", rest)
    rest = re.sub(_TIME, " ", rest, flags=re.I)
    rest = _BESIDE.sub(" ", rest)
    rest = re.sub(_LABEL, " ", rest, flags=re.I)
    rest = re.sub(
        r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b|\b(?:on|at|and|gmt|utc|[ap]\.?m)\b",
        " ",
        rest,
        flags=re.I,
    )
    return not re.search(r"\w", rest), first


def dateline_of(paragraph: str) -> Dateline | None:
    """The dateline at the start of a paragraph, None where there is none.

    Needs an agency or a date between the place and the dash, or a place wholly in capitals.
    """
    match = _DATELINE.match(paragraph[:160])
    if not match:
        return None
    when, agency = match["when"] or "", match["agency"] or ""
    held = full_dates(when)
    yearless = None if held else _yearless(when)
    place = match["place"].strip(" ,.")
    if when and not (held or yearless) and re.search(r"[a-z]{3}", when) and not agency:
        return None
    if not (agency or held or yearless) and not (
        match["dash"] != ":" and place.split(",")[0].isupper() and len(place) >= 4
    ):
        return None
    return Dateline(
        place, AGENCIES.get(agency.lower(), ""), held[0][2] if held else None, yearless, match.end()
    )


_FUTURE = re.compile(
    r"\b(?:by|until|till|before|from|through|deadline|expires?|due|scheduled|planned|expected|will"
    r"|would|next|set for|as of)\W+(?:\w+\W+){0,3}$",
    re.I,
)
# A date that tells when something long past began is no anchor for the day of printing.
_ORIGIN = re.compile(
    r"\b(?:since|began|begun|started|launched|invaded|invasion|broke out|erupted|signed|born"
    r"|founded|anniversary)\W+(?:\w+\W+){0,4}$",
    re.I,
)
_BARE_YEAR = re.compile(r"(?<![\d,.$-])(?:19|20)\d\d(?![\d,]|\.\d)")
_COPYRIGHT_YEAR = re.compile(
    r"(?:\u00a9|\(c\)|copyright)\D{0,30}((?:19|20)\d\d)(?:\s*[-\u2013]\s*((?:19|20)\d\d))?", re.I
)


def inferred_date(text: str, dateline: Dateline | None) -> tuple[date | None, str]:
    """Publication date from the text's own anchors, and the sentence that says what was taken.

    In order: a dateline whose missing year is settled by weekday, copyright year or a full date
    near it; the latest full date the text names as past. (None, advice) when nothing settles it.
    """
    text = text[:200_000]
    named = [
        day
        for start, _, day in full_dates(text)
        if not _FUTURE.search(text[max(0, start - 48) : start])
        and not _ORIGIN.search(text[max(0, start - 48) : start])
    ]
    latest = max(named, default=None)
    if latest and any(int(year) > latest.year for year in _BARE_YEAR.findall(text)):
        latest = None
    if dateline and dateline.yearless:
        month, day, weekday = dateline.yearless
        marks = {int(match[2] or match[1]) for match in _COPYRIGHT_YEAR.finditer(text)}
        near = {latest.year, latest.year + 1} if latest else set()
        years = sorted(marks or near)
        fitting = [made for year in years if (made := _made(year, month, day))]
        if weekday is not None:
            fitting = [made for made in fitting if made.weekday() == weekday]
        elif latest and not marks:
            # The day itself must follow the latest full date by less than half a year.
            fitting = [
                made for made in fitting if timedelta(0) <= made - latest <= timedelta(days=183)
            ]
        if len(fitting) == 1:
            return fitting[0], (
                f"published: the dateline names no year; {fitting[0].year} was inferred from the"
                f" text - give --published if {fitting[0]} is wrong"
            )
    if latest:
        return latest, (
            f"published: no date was found; {latest}, the latest full date in the text, was"
            " taken - give --published if that is wrong"
        )
    return None, (
        "published: no publication date was found, so words such as 'last week' cannot be dated"
        " - give --published YYYY-MM-DD"
    )
