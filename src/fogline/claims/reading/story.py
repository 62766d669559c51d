"""Where a narrative of the past stands, so that "on 3 February" and "the 18th" find their year.

A regimental history printed in 1949 tells of 1944: a day without a year there is not the last one
before printing but the next one after the day the story has come to. A report is such a narrative
when it names years, all of them well before its printing, and no word ties it to the day it was
printed ("yesterday", "on Tuesday", "this week").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fogline.claims.syntax import Sentence
from fogline.claims.times import TimeWords

__all__ = ["UNREAD", "Story", "begin_story"]

UNREAD = object()
"""Of what has not been looked for yet."""

_LONG_AGO = 300  # days before printing from which on a year is told of rather than reported
_YEAR = re.compile(r"\b(?:in|of|on|[A-Z][a-z]+|\d{1,2}(?:st|nd|rd|th)?,?)\s+(1[5-9]\d\d|20\d\d)\b")
_TIED = re.compile(
    r"(?i)\b(?:yesterday|today|tonight|tomorrow|this (?:morning|week|month|year|afternoon|evening|summer|winter|spring|autumn)|"
    r"last (?:night|week|month|year)|(?:on|since|by|until|late|early) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|right now|"
    r"(?:past|last) (?:\w+ )?(?:hours|days|weeks|months)|in recent (?:days|weeks|months))\b"
)


@dataclass(slots=True)
class Story:
    """The day last named, and whether the report tells of the past (``past``).

    span    the days, week, month or year last named
    written the day of the dispatch, from its dateline, where it is not that of printing
    entry   the day of the diary's entry, where the report is one
    only    the time of the one day a report tells of, None where it tells of several
    begun   the day on which the campaign told of began, where one was named
    """

    published: date | None
    past: bool
    near: date | None = None
    span: tuple[date, date] | None = None
    begun: date | None = None
    written: date | None = None
    entry: date | None = None
    only: object = UNREAD

    @property
    def day(self) -> date | None:
        """Where the narrative stands; None in a report of its own days."""
        return self.near if self.past else None

    def move(self, times: Iterable[TimeWords]) -> None:
        """Go on to the last day that the times name; in a narrative also to a month named."""
        for time in times:
            if time.kind in ("date", "until", "since") and time.from_ is not None:
                last = time.until or time.from_
                if (last - time.from_).days <= (31 if self.past else 3):
                    self.near = time.from_
                if time.kind == "date" and (last - time.from_).days <= 366:
                    self.span = (time.from_, last)


def begin_story(sentences: Iterable[Sentence], published: date | None) -> Story:
    """The state before the first sentence."""
    years: list[int] = []
    tied = False
    for sentence in sentences:
        years.extend(int(year) for year in _YEAR.findall(sentence.text))
        tied = tied or _TIED.search(sentence.text) is not None
    past = (
        published is not None
        and bool(years)
        and not tied
        and all((published - date(year, 7, 1)).days >= _LONG_AGO for year in years)
    )
    return Story(published, past)
