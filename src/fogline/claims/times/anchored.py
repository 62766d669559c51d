"""Words of time resolved against the day of printing."""

from __future__ import annotations

import re
from datetime import date, timedelta

from fogline.claims.conventions import Conventions
from fogline.claims.times.spans import month_number, safe_date, season_span, shifted
from fogline.claims.times.words import COUNT_WORDS, DAY_NUMBERS, compiled

__all__ = ["Anchored"]

_FUTURE = compiled(
    r"\b(?:will|shall|'ll|’ll|won['’]t|going to|plans? to|planned|planning|plan|expects?|expected|(?:is|are|was) (?:now |still |not |yet )?to|"
    r"were to|intends?|vow(?:s|ed)? to|aims? to|hopes? to|due to|due|scheduled|set to|poised to|preparing to|"
    r"prepares? to|next|coming|upcoming|ahead|forecasts?|could|deadline|ordered|promised|pledged|tomorrow|"
    r"projected|asks? for|asked for|requested|likely to|wants? to|must|should|ready to|would|target|agreed to|about to)\b"
)

# "the aid promised in August", "the guns ordered last May": that day it was promised
_DONE = compiled(r"\b(?:promised|pledged|ordered|asked for|requested|agreed to)\s+\Z")

_SOON = timedelta(days=10)
"""A day and month this soon after the day of printing are not those of the year before."""


_NOW = re.compile(r"(?i)\b(?:has|have|[’']ve|is|are|will|would|could|may|might)\b")


_BY_THEN = re.compile(r"(?i)\bhad\s+(?:[\w-]+\s+){0,5}\Z")


class Anchored:
    """Resolves matches against one anchor date."""

    def __init__(
        self,
        text: str,
        anchor: date | None,
        table: Conventions,
        story: date | None = None,
        near: date | None = None,
        begun: date | None = None,
    ) -> None:
        """story: where a narrative of the past stands; near: the last day named before this.

        begun: the day on which the campaign told of began, where the report has said so
        """
        self.text = text
        self.anchor = anchor
        self.table = table
        self.story = story
        self.near = story or near or anchor
        self.begun = begun

    def future(self, match: re.Match[str]) -> bool:
        """Whether a word close before (same clause) speaks of the future."""
        lead = self.text[max(0, match.start() - 110) : match.start()]
        lead = re.sub(r"(?i)\b(?:own|free|good|ill|political)\s+will\b", "", lead)
        lead = re.split(
            r"[;:]|,\s+(?:but|and|who|which|said|saying|as)\b|\b(?:said|says|told|announced|wrote|added|recall|remember|know)\b",
            lead,
        )[-1]
        lead = _DONE.sub("", lead)
        if _BY_THEN.search(lead):
            return False  # "2,000 had passed out by the end of February"
        return _FUTURE.search(lead) is not None

    def is_now(self, match: re.Match[str]) -> bool:
        """Whether a verb beside the words tells what has come about ("in two days it has lost")."""
        before = self.text[: match.start()][-60:]
        return _NOW.search(self.text, match.end()) is not None or _NOW.search(before) is not None

    # counts and durations
    def count(self, words: str) -> tuple[float, float]:
        folded = " ".join(words.lower().split())
        parts = re.split(r"\s?(?:\bto\b|\bor\b|–|(?<=\d)-(?=\d))\s?", folded)
        if len(parts) == 2 and all(parts):
            low, high = self.count(parts[0])[0], self.count(parts[1])[1]
            return min(low, high), max(low, high)
        if folded in COUNT_WORDS:
            return float(COUNT_WORDS[folded]), float(COUNT_WORDS[folded])
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
        if self.story is not None:
            return self._told(month, 1).year
        if self.anchor is None:
            return None
        year = self.anchor.year
        if forward:
            return year if month >= self.anchor.month else year + 1
        return year if month <= self.anchor.month else year - 1

    def day(self, day: str, month: str, year: str | None, forward: bool) -> date | None:
        day_number = int(re.sub(r"\D", "", day))
        month_of = month_number(month)
        if not month_of:
            return None
        if year and year.isdigit():
            return safe_date(int(year), month_of, day_number)
        if self.story is not None and not year:
            return self._told(month_of, day_number)
        if self.anchor is None:
            return None
        if year:
            return safe_date(
                self.anchor.year - (1 if year.lower().startswith("last") else 0),
                month_of,
                day_number,
            )
        this = safe_date(self.anchor.year, month_of, day_number)
        if this is None:
            return None
        if forward and this < self.anchor:
            return safe_date(self.anchor.year + 1, month_of, day_number)
        if not forward and this > self.anchor + _SOON:
            return safe_date(self.anchor.year - 1, month_of, day_number)
        return this

    def _told(self, month: int, day: int) -> date:
        """A day without a year in a narrative: the next one after where the story stands."""
        story = self.story or date.min
        days = [safe_date(story.year + k, month, day) for k in (-1, 0, 1)]
        known = [d for d in days if d is not None and (d - story).days >= -60]
        return known[0] if known else story

    def ordinal(self, day: int, forward: bool) -> date | None:
        """ "The 14th": of the month last named, the month before if that is still to come."""
        if self.near is None:
            return None
        found = safe_date(self.near.year, self.near.month, day)
        if self.story is not None:
            if found is None or (self.story - found).days > 15:
                ahead = shifted(self.near.replace(day=1), 1, "month")
                found = safe_date(ahead.year, ahead.month, day)
            return found
        if self.anchor and not forward and (found is None or found > self.anchor):
            back = shifted(self.near.replace(day=1), -1, "month")
            found = safe_date(back.year, back.month, day)
        return found

    def weekday(self, name: str, forward: bool, last: bool = False) -> date | None:
        if self.anchor is None:
            return None
        wanted = DAY_NUMBERS.get(name.lower())
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
            return season_span(season, int(year))
        if self.anchor is None:
            return None
        now = self.anchor
        spans = [season_span(season, now.year + k) for k in (-2, -1, 0, 1, 2)]
        if which == "next" or forward:
            return next(s for s in spans if s[0] > now)
        if which == "last":
            return [s for s in spans if s[1] < now][-1]
        return [s for s in spans if s[0] <= now][-1]
