"""Sentences that know their numbers: each with its interval, its unit and the answer it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from fogline.answer.words import probability_words, say_interval, say_number

__all__ = ["Chance", "Number", "Piece", "Sentence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A median with its 80 % interval, in the answer's unit; ``observable`` "" for no answer."""

    median: float
    low: float
    high: float
    unit: str = ""
    observable: str = ""

    @property
    def number(self) -> str:
        """The median alone: "2,600"."""
        return say_number(self.median, self.unit)

    @property
    def interval(self) -> str:
        """The interval alone: "80 % interval 1,800 to 3,800"."""
        return f"80 % interval {say_interval(self.low, self.high, self.unit)}"

    def __str__(self) -> str:
        return f"{self.number} ({self.interval})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A probability in [0, 1] of something about an answer."""

    probability: float
    observable: str = ""

    def __str__(self) -> str:
        return probability_words(self.probability)


Piece: TypeAlias = "str | Number | Chance"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, numbers and chances in their order; ``str`` of it is the sentence."""

    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, *pieces: Piece) -> Sentence:
        """A sentence that begins with a large letter."""
        first, *rest = pieces
        if isinstance(first, str):
            first = first[:1].upper() + first[1:]
        return cls((first, *rest))

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    @property
    def observables(self) -> tuple[str, ...]:
        """The answers it speaks of, in order, each once."""
        named = (piece.observable for piece in self.pieces if not isinstance(piece, str))
        return tuple(dict.fromkeys(filter(None, named)))
