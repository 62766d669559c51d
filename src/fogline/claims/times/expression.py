"""A time expression: where it stands, what interval it means and of which kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["TimeWords", "expression"]

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


def expression(
    m: re.Match[str], span: tuple[date | None, date | None], kind: TimeKind, per: str = ""
) -> TimeWords:
    """The expression of a match."""
    return TimeWords(m.start(), m.end(), m.group().strip(), span[0], span[1], kind, per)
