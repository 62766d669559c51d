"""What is read of a sentence, and what an extractor proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fogline.claims.claim import Hedge, Held, Kind, Modality, Polarity, Voice
from fogline.claims.syntax import Sentence, Token
from fogline.claims.times import TimeWords
from fogline.claims.voices import Spoken

__all__ = ["Draft", "ListHead", "SentenceReading"]


@dataclass(slots=True)
class SentenceReading:
    """A sentence with what was found in it; time offsets are relative to its text.

    turn        number of the turn it is part of: a label before a paragraph opens another
    is_spoken   whether a label says who speaks (``headed``, None for one who only asks)
    """

    sentence: Sentence
    times: list[TimeWords]
    spoken: list[Spoken]
    carried: Voice | None = None
    listed: ListHead | None = None
    continued: Voice | None = None
    requoted: Voice | None = None
    headed: Voice | None = None
    turn: int = 0
    is_spoken: bool = False
    entry: date | None = None  # the day of a diary's entry
    told: TimeWords | None = None  # the time its claims took over from a sentence before


@dataclass(slots=True)
class ListHead:
    """What the line over a list ("... has been destroyed:") says for its items."""

    sentence: Sentence
    voices: tuple[Voice, ...] = ()
    time: TimeWords | None = None
    verbs: tuple[Token, ...] = ()
    side: str = ""
    words: str = ""


@dataclass(slots=True, kw_only=True)
class Draft:
    """What an extractor proposes; ``Reading.claim`` adds voice, dates, polarity and identity."""

    start: int
    end: int
    anchor: Token
    kind: Kind
    measure: str = ""
    voiced_at: Token | None = None
    noun: str = ""
    predicate: str = ""
    role: str = ""
    subject: str = ""
    side: str = ""
    low: float | None = None
    value: float | None = None
    high: float | None = None
    unit: str = ""
    unit_as_written: str = ""
    hedge: Hedge = "none"
    hedge_words: str = ""
    relative_to: str = ""
    flags: tuple[str, ...] = ()
    polarity: Polarity | None = None
    modality: Modality | None = None
    held: Held | None = None
    time_at: Token | None = None
