"""A text in pieces, and the number words that can be read from any of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fogline.claims.conventions import Conventions
from fogline.claims.numbers.words import (
    CURRENCY,
    FRACTIONS,
    MAGNITUDES,
    SHORT_MAGNITUDES,
    SMALL_NUMBERS,
    TENS,
    VAGUE_PLURALS,
    VAGUE_QUANTIFIERS,
)

__all__ = ["Scanner", "figure_value"]

_LITERAL = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d,])|\d+(?:\.\d+)?"
)
_TOKEN = re.compile(
    rf"(?P<num>(?<![\w.,]){_LITERAL}|(?<=[~$€£¥≈><≥≤+(–—-]){_LITERAL})|(?P<word>[^\W\d_]+(?:['’][a-z]+)?)|(?P<sym>[%$€£¥~+–—]|(?<![A-Za-z])[‑-]|[‑-](?![A-Za-z]))"
)


@dataclass(slots=True)
class _Piece:
    kind: str
    text: str
    lower: str
    start: int
    end: int


class Scanner:
    """The pieces of a text; each method reads one form of number from a piece on."""

    def __init__(self, text: str, table: Conventions, forbidden: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.table = table
        self.share_openers = {words.split(maxsplit=1)[0] for words in table.shares}
        self.blocked = bytearray(len(text) + 1)
        for start, end in forbidden:
            for position in range(max(0, start), min(end, len(text))):
                self.blocked[position] = 1
        self.pieces = [
            _Piece(m.lastgroup or "", m.group(), m.group().lower(), m.start(), m.end())
            for m in _TOKEN.finditer(text)
        ]

    def piece(self, index: int) -> _Piece | None:
        return self.pieces[index] if 0 <= index < len(self.pieces) else None

    def lower(self, index: int) -> str:
        piece = self.piece(index)
        return piece.lower if piece else ""

    def gap(self, index: int) -> str:
        """The text between piece ``index`` and the one before it."""
        if index <= 0 or index >= len(self.pieces):
            return ""
        return self.text[self.pieces[index - 1].end : self.pieces[index].start]

    def near(self, index: int) -> bool:
        """Whether piece ``index`` follows the one before with only blanks or a hyphen between."""
        return self.gap(index).strip() in ("", "-", "‑")

    # cardinals -------------------------------------------------------------------------------
    def cardinal(self, index: int) -> tuple[float, int] | None:
        """The value of a figure or number words from ``index`` and the index after them."""
        piece = self.piece(index)
        if piece is None or self.blocked[piece.start]:
            return None
        if piece.kind == "num":
            value = figure_value(piece.text)
            if value is None:
                return None
            return self._magnitudes(value, index + 1, from_figure=True)
        if piece.kind != "word":
            return None
        return self._words(index)

    def _magnitudes(
        self, value: float, index: int, *, from_figure: bool = False
    ) -> tuple[float, int]:
        for _ in range(2):
            piece = self.piece(index)
            if piece is None or self.blocked[piece.start] or not self.near(index):
                break
            if piece.lower in MAGNITUDES and not (piece.lower == "score" and value != 1):
                value *= MAGNITUDES[piece.lower]
                index += 1
                continue
            glued = self.gap(index) == ""
            short = SHORT_MAGNITUDES.get(piece.lower)
            if short and from_figure and (glued or piece.lower in ("bn", "mn")):
                currency = self.text[: self.pieces[index - 1].start].rstrip()[-1:] in CURRENCY
                if piece.text in ("m", "M", "b"):
                    following = self.text[piece.end : piece.end + 14].lower()
                    metres = piece.text == "m" and not re.match(
                        r"\s(?:people|shells|rounds|artillery|refugees|civilians|tonnes|tons|barrels|"
                        r"residents|drones|men|ukrainians|displaced)", following
                    )  # fmt: skip
                    if metres and not currency:
                        break
                value = round(value * short, 2)
                index += 1
            break
        # "3 and a half million", "a million and a half"
        if self.lower(index) == "and" and self.lower(index + 1) == "a":
            if self.lower(index + 2) == "half":
                scale = self.lower(index + 3)
                if scale in MAGNITUDES:
                    return (value + 0.5) * MAGNITUDES[scale], index + 4
                if value >= 1e3 and value in (1e3, 1e6, 1e9):
                    return value * 1.5, index + 3
        return value, index

    def _words(self, index: int) -> tuple[float, int] | None:
        first = self.lower(index)
        if first == "half":
            return self._half(index)
        if first in ("a", "an"):
            if self.lower(index + 1) in MAGNITUDES and self.lower(index + 1) != "score":
                value = MAGNITUDES[self.lower(index + 1)]
                return self._below(*self._magnitudes(value, index + 2))
            if self.lower(index + 1) == "half" and self.lower(index + 2) in MAGNITUDES:
                return self._magnitudes(0.5, index + 2)
            return None
        if first not in SMALL_NUMBERS and first not in TENS:
            return None
        if (
            self.lower(index + 1) == "and"
            and self.lower(index + 2) in TENS
            and self.near(index + 1)
        ):
            if 0 < SMALL_NUMBERS.get(first, 0) < 10 and "-" in self.gap(index + 1):
                value = TENS[self.lower(index + 2)] + SMALL_NUMBERS[first]
                return self._magnitudes(value, index + 3)  # four-and-twenty (thousand)
        total, group, position, seen = 0.0, 0.0, index, False
        while True:
            piece = self.piece(position)
            if piece is None or (position > index and not self.near(position)):
                break
            word = piece.lower
            if word in SMALL_NUMBERS and (not seen or group % 10 == 0 or group >= 100):
                if seen and group % 100 >= 10 and SMALL_NUMBERS[word] >= 10:
                    break
                if (
                    seen
                    and group
                    and group % 10 == 0
                    and group % 100 != 0
                    and SMALL_NUMBERS[word] == 0
                ):
                    break
                if seen and group and group < 20 and group % 100 != 0:
                    break
                group += SMALL_NUMBERS[word]
            elif word in TENS and (not seen or group % 100 == 0):
                group += TENS[word]
            elif word == "hundred" and seen and 0 < group < 100:
                group *= 100
            elif word in ("thousand", "million", "billion", "lakh", "crore") and seen:
                total = (total + group * MAGNITUDES[word]) if group else total * MAGNITUDES[word]
                group = 0.0
            elif word == "odd" and seen and self.lower(position + 1) in ("hundred", "thousand"):
                pass  # "thirty odd thousand"
            elif word == "score" and seen and 1 < group <= 12:
                return total + group * 20, position + 1
            elif word == "dozen" and seen and group:
                total, group = group * 12, 0.0
                position += 1
                break
            elif word == "and" and seen and self.lower(position - 1) in MAGNITUDES:
                following = self.lower(position + 1)
                if following == "a" and self.lower(position + 2) == "half":
                    base = total or group
                    scale = MAGNITUDES[self.lower(position - 1)]
                    return base + scale / 2, position + 3
                if following in SMALL_NUMBERS or following in TENS:
                    beyond = self.lower(position + 2)
                    if beyond in ("others", "more", "other", "wounded", "were"):
                        break
                    position += 1
                    continue
                break
            elif word == "and" and seen and self.lower(position + 1) == "a":
                if self.lower(position + 2) == "half" and self.lower(position + 3) in MAGNITUDES:
                    scale = MAGNITUDES[self.lower(position + 3)]
                    return (total + group + 0.5) * scale, position + 4
                break
            else:
                break
            seen = True
            position += 1
        if not seen:
            return None
        value = total + group
        if first == "one" and value == 1 and not self._one_counts(index):
            return None
        return value, position

    def _below(self, value: float, index: int) -> tuple[float, int]:
        """ "a hundred and twenty", "a thousand five hundred"."""
        position = index + 1 if self.lower(index) == "and" else index
        following = self.lower(position)
        if following in SMALL_NUMBERS or following in TENS:
            rest = self._words(position)
            if rest and rest[0] < value and self.lower(rest[1]) not in ("others", "more"):
                return value + rest[0], rest[1]
        return value, index

    def _one_counts(self, index: int) -> bool:
        """Whether "one" counts something rather than standing for a person or an article."""
        following = self.lower(index + 1)
        before = self.lower(index - 1)
        if following in ("to", "or") and (
            self.lower(index + 2) in SMALL_NUMBERS or self.lower(index + 2) in TENS
        ):
            return True
        if before in (
            "no",
            "the",
            "any",
            "every",
            "each",
            "which",
            "this",
            "that",
            "some",
            "another",
        ):
            return False
        return following not in (
            "of", "another", "side", "day", "who", "that", "can", "could", "would", "to", "in", "is",
            "and", "or", "was", "has", "official", "another's", "hand", "time", "way", "thing",
            "point", "week", "month", "year", "might", "may", "must", "should", "by", "analyst",
            "", "only", "alone", "at", "for", "from", "with", "on", "as", "but", "western", "senior", "diplomat", "such",
        )  # fmt: skip

    def _half(self, index: int) -> tuple[float, int] | None:
        position = index + 1
        if self.lower(position) in ("a", "an"):
            position += 1
        if self.lower(position) in (
            "million",
            "billion",
            "thousand",
            "hundred",
            "dozen",
            "trillion",
        ):
            return 0.5 * MAGNITUDES[self.lower(position)], position + 1
        return None

    # vague -----------------------------------------------------------------------------------
    def vague(self, index: int) -> tuple[float, float | None, int] | None:
        """(low, high, index after) of "dozens", "several hundred", "a few dozen" ..."""
        piece = self.piece(index)
        if piece is None or piece.kind != "word" or self.blocked[piece.start]:
            return None
        word = piece.lower
        if word in VAGUE_PLURALS:
            if self.lower(index + 1) == "of" and self.lower(index + 2) in VAGUE_PLURALS:
                phrase = f"{word} of {self.lower(index + 2)}"
                inner = self.lower(index + 2)
                if phrase in self.table.vague:
                    low, high = self.table.vague[phrase]
                else:
                    scale = MAGNITUDES.get(inner.rstrip("s"), 1.0)
                    low, high = self.table.vague.get(word, (2.0, None))
                    low = low * scale
                    high = None
                return low, high, index + 3
            low, high = self.table.vague.get(word, (2.0, None))
            return low, high, index + 1
        position = index
        if word in ("a", "the") and self.lower(index + 1) in ("few", "couple", "handful"):
            position = index + 1
        quantifier = self.lower(position)
        if quantifier not in VAGUE_QUANTIFIERS:
            return None
        low, high = self.table.vague.get(quantifier, (2.0, None))
        following = position + 1
        if self.lower(following) == "of":
            following += 1
        scale_word = self.lower(following)
        if scale_word in MAGNITUDES and scale_word != "score":
            scale = MAGNITUDES[scale_word]
            return low * scale, (high * scale if high else None), following + 1
        if quantifier == "few" and position == index:
            return None
        if quantifier in ("many", "numerous"):
            return None
        return low, high, position + 1

    # shares ----------------------------------------------------------------------------------
    def fraction(self, index: int) -> tuple[float, int] | None:
        """ "half", "a third", "two-thirds", "three quarters", "one in five", "nine out of ten"."""
        piece = self.piece(index)
        if piece is None or self.blocked[piece.start]:
            return None
        word = piece.lower
        before = self.lower(index - 1)
        if word in ("half", "halved", "halve", "halving"):
            if word == "half":
                if before in ("first", "second", "other", "latter", "last", "former", "northern", "southern",
                              "eastern", "western", "upper", "lower"):  # fmt: skip
                    return None
                after = self.lower(index + 1)
                gap = self.gap(index + 1)
                if after == "a" and self.lower(index + 2) in MAGNITUDES:
                    return None
                if after in ("brother", "sister", "mast", "way", "hour", "time", "day", "hearted", "life", "baked",
                             "track", "tracks", "an", "past", "built", "empty", "dozen"):  # fmt: skip
                    return None
                if "-" in gap and after != "of":
                    return None
                if before == "and" or (before == "a" and self.lower(index - 2) == "and"):
                    return None
            return 0.5, index + 1
        if (
            word in ("a", "an", "one")
            and self.lower(index + 1) in FRACTIONS
            and self.near(index + 1)
        ):
            if self.pieces[index + 1].text[0].isupper():
                return None
            ratio = FRACTIONS[self.lower(index + 1)]
            following = self.lower(index + 2)
            if self.lower(index + 1) == "half" and following in MAGNITUDES:
                return None
            hedged = before in (
                "than",
                "about",
                "around",
                "nearly",
                "almost",
                "roughly",
                "over",
                "least",
                "only",
                "some",
                "by",
                "to",
            )
            ordinal = self.lower(index + 1) not in ("half", "quarter") and not hedged
            if (
                ordinal
                and word in ("a", "an")
                and following not in ("of", "", "in")
                and self._noun_follows(index + 2)
            ):
                return None
            return ratio, index + 2
        numerator = (1.0, index + 1) if word == "one" else self.cardinal(index)
        if numerator is None:
            return None
        count, after = numerator
        name = self.lower(after)
        if name in FRACTIONS and self.near(after) and 1 <= count <= 11:
            plural = name.endswith("s") or name == "halves"
            if plural or (count == 1 and name != "second"):
                return count * FRACTIONS[name], after + 1
        if self.lower(after) == "in" and self.lower(after + 1) not in ("a", "the"):
            step = after + 2 if self.lower(after + 1) == "every" else after + 1
            base = self.cardinal(step)
            if (
                base
                and base[0] in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 50, 100, 1000)
                and base[0] > count
            ):
                trailing = self.lower(base[1])
                calm = trailing not in (
                    "days", "weeks", "months", "years", "hours", "attacks", "villages", "places",
                    "regions", "districts", "settlements", "waves", "locations", "towns", "oblasts",
                )  # fmt: skip
                small = count <= 9 and (step == after + 2 or count == 1)
                if calm and small:
                    return count / base[0], base[1]
        if self.lower(after) == "out" and self.lower(after + 1) == "of":
            step = after + 2
            if self.lower(step) == "every":
                step += 1
            base = self.cardinal(step)
            if base and 0 < count < base[0] and base[0] <= 10:
                return count / base[0], base[1]
        return None

    def _noun_follows(self, index: int) -> bool:
        piece = self.piece(index)
        return piece is not None and piece.kind == "word" and self.near(index)


def figure_value(text: str) -> float | None:
    """The value of a written figure; None when it is too long to be one."""
    plain = re.sub(r"[,\s\u00a0\u202f\u2009]", "", text)
    if len(plain) > 15:
        return None
    try:
        return float(plain)
    except ValueError:  # pragma: no cover - the pattern admits only digits
        return None
