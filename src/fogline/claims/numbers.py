"""The number grammar: figures, number words, magnitudes, ranges, shares and vague quantities.

Works on the text of one sentence, without a parse, in one pass over its words. Dates, clock times,
designators (T-72, 152 mm, 47th Brigade, Hill 937) and ages are found first and yield no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from fogline.claims.conventions import Conventions

__all__ = ["Number", "find_numbers", "forbidden_spans"]

Form = Literal["count", "share", "vague", "rank"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written in ``text[start:end]``.

    low, value, high   before any hedge: equal for an exact number, both ends and no value for a
                       range, ``high`` None for a vague plural ("dozens")
    form               count, share (in [0, 1] unless above all), vague
    of                 where "of" after a share or a vague plural ends, -1 without
    attached           the unit written onto it ("km" of "20km", "strong" of "300-strong"), ""
    anaphoric          "half of that", "a third of them": a share of something said before
    currency           "$", "€" ... or ""
    """

    start: int
    end: int
    low: float | None
    value: float | None
    high: float | None
    form: Form = "count"
    of: int = -1
    attached: str = ""
    attached_end: int = -1
    currency: str = ""
    words: str = ""
    is_range: bool = False


_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
    "score": 20, "lakh": 1e5, "crore": 1e7, "mln": 1e6, "bln": 1e9,
}  # fmt: skip
_SHORT_MAGNITUDES = {"k": 1e3, "bn": 1e9, "mn": 1e6, "m": 1e6, "tn": 1e12, "b": 1e9}
_VAGUE_PLURALS = ("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions")
_VAGUE_QUANTIFIERS = ("several", "few", "couple", "handful", "many", "numerous")
_FRACTIONS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4, "fourth": 1 / 4, "fourths": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5,
    "sixth": 1 / 6, "sixths": 1 / 6, "seventh": 1 / 7, "eighth": 1 / 8, "eighths": 1 / 8,
    "ninth": 1 / 9, "tenth": 1 / 10, "tenths": 1 / 10, "twelfth": 1 / 12,
}  # fmt: skip
_PERCENT = {"%", "percent", "pct", "percentage", "pc", "p.c"}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_FORBIDDEN = re.compile(
    "|".join(
        (
            r"\b\d{4}-\d{2}-\d{2}\b",
            r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{_MONTH}\b"
            r"(?:,?\s+\d{4}\b)?",
            rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–—]\s?\d{{1,2}}(?:st|nd|rd|th)?)?\b(?![,.]\d{{3}})"
            r"(?!\s*(?:soldiers|troops|people|men|civilians|km|per cent|percent|%))(?:,?\s+\d{4}\b)?",
            rf"\b{_MONTH},?\s+(?:of\s+)?(?:1[5-9]|20)\d{{2}}\b",
            rf"\b(?:between|from)\s+{_MONTH}\s+\d{{1,2}}\s+(?:and|to)\s+\d{{1,2}}\b",
            r"\b\d{1,2}[:.]\d{2}\s?(?:a\.?m\.?|p\.?m\.?|hrs|hours|GMT|UTC|local|CET|EET|Z)\b\.?",
            r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
            r"\b\d{1,2}\s?(?:a\.m\.?|p\.m\.?|am|pm|o['’]clock)(?![a-z])",
            r"\b[0-2]\d[0-5]\d\s?(?:hrs|hours|GMT|UTC|Z|local time)\b",
            r"\b(?:at|from|until|by|around)\s+[0-2]?\d[.h][0-5]\d\b(?!\s*(?:km|per|%|m\b))",
            # decades and year spans
            r"\b(?:the\s+)?(?:1[5-9]|20)\d{2}s\b",
            r"\b(?:1[5-9]|20)\d{2}\s?[-–/]\s?(?:(?:1[5-9]|20)\d{2}|\d{2})\b(?!\s*(?:soldiers|troops|men))",
            # designators: letters and digits joined, calibres, numbered units, addresses
            r"\b[A-Za-z]{1,6}[-‑]\d{1,5}(?:[A-Za-z]{0,4}\d{0,3})\b(?:[-‑]\d{1,3})?",
            r"\b[A-Z]{1,5}\d{1,5}[A-Za-z]{0,3}\b",
            r"\b\d{1,3}[A-Z]{1,2}\d{1,3}\b",
            r"\b\d{1,3}(?:\.\d{1,2})?\s?[-‑]?\s?(?:mm|millimet(?:re|er)s?|cm|caliber|calibre|pounder|pdr|inch|in\.)(?![a-z])",
            r"\b\d{1,3}(?:\.\d)?-(?:inch|pounder|gun|calib(?:re|er))\b",
            r"\b\d{1,4}(?:,\d{3})*(?:st|nd|rd|th)\b",
            r"(?i:\b(?:hill|height|point|route|highway|road|article|articles|resolution|chapter|section|page|"
            r"unit|checkpoint|phase|protocol|zone|grid|sector|block|area|order|decree|flight|room|"
            r"battery|no\.|number|nos\.|day|group|task force|camp|figure|table|annex|kilometre|marker|"
            r"type|mark|mk|model|version|part|volume|note|item|category|level|tier|channel|post|stage|line)"
            r"\s(?:nr\.?\s|no\.?\s)?\d{1,5}(?:,\d{3})?\b"
            r"(?!\s*(?:soldiers|troops|men|people|killed|civilians|%|per\s?cent|km\b|miles)))",
            r"\b(?:World\s+War|WW)\s?(?:I{1,3}|[12])\b",
            r"\[\d{1,3}\]",
            r"\bhttps?://\S+|\bwww\.\S+",
            r"(?i:\b(?:aged?)\s+(?:between\s+)?\d{1,3}(?:\s*(?:to|and|[-–])\s*\d{1,3})?\b)",
            r"(?i:\b(?:\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?)[-‑\s]years?[-‑\s]olds?\b)",
            r"(?<=[a-zé]),\s\d{2},(?=\s)",
            r"(?i:\b(?:one|no one|each|every|another|any|some|this|that|which|the)[-\s]one\b)",
            r"(?i:\b(?:about\s+)?\w+\s+(?:for|to)\s+every\s+\w+\b)",
            r"(?i:\b[\w-]+[\s-]to[\s-]one\b)",
            r"\b\d{1,3}[-:]\d{1,3}[-:]\d{2,4}\b|\b\d{2}-\d{2}\b(?=-|\s+\d{2}:)|(?<![\d.,:])0\d+(?![\d.,]*\d)",
            r"\b\d{1,2}[.:]\d{2}\s?(?:EDT|EST|ET|BST|PST|PDT|CEST|EEST|IST|MSK|JST|KST)\b",
            r"\b(?:at\s+(?:about|around|roughly|just\s+(?:after|before))\s+)\d{1,2}[.:]\d{2}\b",
            r"\A\s*\d{1,2}[.:h]\d{2}\s*\Z",
            r"(?i:\b(?:communique|communiqué|bulletin|order of the day|directive|edition|issue|report|page|log)\s(?:no\.?\s?)?\d{1,4}\b)",
            r"(?i:\b(?:9/11|24/7|50/50|7/7|360[- ]degree|four-star|three-star|two-star|one-star|"
            r"five-point|20[- ]point|G-?7|G-?20|G-?8|Group of Seven|P5|point-blank|twofold|double|triple)\b)",
        )
    )
)
_AGE_ALLOWED = re.compile(r"(?i)year")
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}")
_LITERAL = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d,])|\d+(?:\.\d+)?"
)
_TOKEN = re.compile(
    rf"(?P<num>(?<![\w.,]){_LITERAL}|(?<=[~$€£¥≈><≥≤+(–—-]){_LITERAL})|(?P<word>[^\W\d_]+(?:['’][a-z]+)?)|(?P<sym>[%$€£¥~+–—]|(?<![A-Za-z])[‑-]|[‑-](?![A-Za-z]))"
)
_COUNT_NEXT = re.compile(
    r"\s+(?:[A-Za-z-]+\s+){0,2}?(?:soldiers|troops|men|people|persons|civilians|fighters|shells|rounds|"
    r"prisoners|tanks|vehicles|personnel|servicemen|deaths|casualties|killed|wounded|dead|km|"
    r"kilomet|square|sq|miles|hectares|guns|aircraft|planes|missiles|drones|rockets|others|"
    r"militants|rebels|insurgents|recruits|refugees|houses|homes|bodies|sorties|were killed)"
)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|till|during|through|late|early|mid|after|before|the|spring|"
    r"summer|autumn|fall|winter|and|to|mid-|end of|[Mm]arch|[Aa]pril|[Jj]une|[Jj]uly)[\s-]+|[’'(])\Z"
)

_CURRENCY = "$€£¥"
_CURRENCY_WORDS = {
    "dollars", "dollar", "euros", "euro", "pounds", "sterling", "rubles", "roubles", "hryvnia", "hryvnias",
    "rupees", "shekels", "yuan", "yen", "marks", "francs", "usd", "cents", "dinars", "riyals", "liras", "kroner",
}  # fmt: skip


def forbidden_spans(text: str) -> list[tuple[int, int]]:
    """Half-open spans of dates, clock times, designators and ages, which are no quantities."""
    spans = [match.span() for match in _FORBIDDEN.finditer(text)]
    for match in re.finditer(r"(?<![\d,.$€£\w-])(?:1[5-9]|20)\d{2}(?![\d,.]?\d|[%\w])", text):
        lead = text[max(0, match.start() - 14) : match.start()]
        counted = _COUNT_NEXT.match(text, match.end(), match.end() + 60)
        if _YEAR_LEAD.search(lead) is not None or counted is None:
            if counted is not None and re.search(r"\b(?:of|the|and|to|by|from)\s+\Z", lead):
                continue
            spans.append(match.span())
    spans.sort()
    return spans


@dataclass(slots=True)
class _Piece:
    kind: str
    text: str
    lower: str
    start: int
    end: int


class _Scanner:
    def __init__(self, text: str, table: Conventions, forbidden: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.table = table
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
            value = _figure(piece.text)
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
            if piece.lower in _MAGNITUDES and not (piece.lower == "score" and value != 1):
                value *= _MAGNITUDES[piece.lower]
                index += 1
                continue
            glued = self.gap(index) == ""
            short = _SHORT_MAGNITUDES.get(piece.lower)
            if short and from_figure and (glued or piece.lower in ("bn", "mn")):
                currency = self.text[: self.pieces[index - 1].start].rstrip()[-1:] in _CURRENCY
                if piece.text in ("m", "M", "b"):
                    following = self.text[piece.end : piece.end + 14].lower()
                    metres = piece.text == "m" and not re.match(
                        r"\s(?:people|shells|rounds|artillery|refugees|civilians|tonnes|tons|barrels|"
                        r"residents|drones|men|ukrainians|displaced)", following
                    )  # fmt: skip
                    if metres and not currency:
                        break
                value *= short
                index += 1
            break
        # "3 and a half million", "a million and a half"
        if self.lower(index) == "and" and self.lower(index + 1) == "a":
            if self.lower(index + 2) == "half":
                scale = self.lower(index + 3)
                if scale in _MAGNITUDES:
                    return (value + 0.5) * _MAGNITUDES[scale], index + 4
                if value >= 1e3 and value in (1e3, 1e6, 1e9):
                    return value * 1.5, index + 3
        return value, index

    def _words(self, index: int) -> tuple[float, int] | None:
        first = self.lower(index)
        if first == "half":
            return self._half(index)
        if first in ("a", "an"):
            if self.lower(index + 1) in _MAGNITUDES and self.lower(index + 1) != "score":
                value = _MAGNITUDES[self.lower(index + 1)]
                return self._below(*self._magnitudes(value, index + 2))
            if self.lower(index + 1) == "half" and self.lower(index + 2) in _MAGNITUDES:
                return self._magnitudes(0.5, index + 2)
            return None
        if first not in _UNITS and first not in _TENS:
            return None
        total, group, position, seen = 0.0, 0.0, index, False
        while True:
            piece = self.piece(position)
            if piece is None or (position > index and not self.near(position)):
                break
            word = piece.lower
            if word in _UNITS and (not seen or group % 10 == 0 or group >= 100):
                if seen and group % 100 >= 10 and _UNITS[word] >= 10:
                    break
                if seen and group and group % 10 == 0 and group % 100 != 0 and _UNITS[word] == 0:
                    break
                if seen and group and group < 20 and group % 100 != 0:
                    break
                group += _UNITS[word]
            elif word in _TENS and (not seen or group % 100 == 0):
                group += _TENS[word]
            elif word == "hundred" and seen and 0 < group < 100:
                group *= 100
            elif word in ("thousand", "million", "billion", "lakh", "crore") and seen:
                total = (total + group * _MAGNITUDES[word]) if group else total * _MAGNITUDES[word]
                group = 0.0
            elif word == "dozen" and seen and group:
                total, group = group * 12, 0.0
                position += 1
                break
            elif word == "and" and seen and self.lower(position - 1) in _MAGNITUDES:
                following = self.lower(position + 1)
                if following == "a" and self.lower(position + 2) == "half":
                    base = total or group
                    scale = _MAGNITUDES[self.lower(position - 1)]
                    return base + scale / 2, position + 3
                if following in _UNITS or following in _TENS:
                    beyond = self.lower(position + 2)
                    if beyond in ("others", "more", "other", "wounded", "were"):
                        break
                    position += 1
                    continue
                break
            elif word == "and" and seen and self.lower(position + 1) == "a":
                if self.lower(position + 2) == "half" and self.lower(position + 3) in _MAGNITUDES:
                    scale = _MAGNITUDES[self.lower(position + 3)]
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
        if following in _UNITS or following in _TENS:
            rest = self._words(position)
            if rest and rest[0] < value and self.lower(rest[1]) not in ("others", "more"):
                return value + rest[0], rest[1]
        return value, index

    def _one_counts(self, index: int) -> bool:
        """Whether "one" counts something rather than standing for a person or an article."""
        following = self.lower(index + 1)
        before = self.lower(index - 1)
        if following in ("to", "or") and (
            self.lower(index + 2) in _UNITS or self.lower(index + 2) in _TENS
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
            "", "at", "for", "from", "with", "on", "as", "but", "western", "senior", "diplomat", "such",
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
            return 0.5 * _MAGNITUDES[self.lower(position)], position + 1
        return None

    # vague -----------------------------------------------------------------------------------
    def vague(self, index: int) -> tuple[float, float | None, int] | None:
        """(low, high, index after) of "dozens", "several hundred", "a few dozen" ..."""
        piece = self.piece(index)
        if piece is None or piece.kind != "word" or self.blocked[piece.start]:
            return None
        word = piece.lower
        if word in _VAGUE_PLURALS:
            if self.lower(index + 1) == "of" and self.lower(index + 2) in _VAGUE_PLURALS:
                phrase = f"{word} of {self.lower(index + 2)}"
                inner = self.lower(index + 2)
                if phrase in self.table.vague:
                    low, high = self.table.vague[phrase]
                else:
                    scale = _MAGNITUDES.get(inner.rstrip("s"), 1.0)
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
        if quantifier not in _VAGUE_QUANTIFIERS:
            return None
        low, high = self.table.vague.get(quantifier, (2.0, None))
        following = position + 1
        if self.lower(following) == "of":
            following += 1
        scale_word = self.lower(following)
        if scale_word in _MAGNITUDES and scale_word != "score":
            scale = _MAGNITUDES[scale_word]
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
            and self.lower(index + 1) in _FRACTIONS
            and self.near(index + 1)
        ):
            if self.pieces[index + 1].text[0].isupper():
                return None
            ratio = _FRACTIONS[self.lower(index + 1)]
            following = self.lower(index + 2)
            if self.lower(index + 1) == "half" and following in _MAGNITUDES:
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
        if name in _FRACTIONS and self.near(after) and 1 <= count <= 11:
            plural = name.endswith("s") or name == "halves"
            if plural or (count == 1 and name != "second"):
                return count * _FRACTIONS[name], after + 1
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


def _figure(text: str) -> float | None:
    plain = re.sub(r"[,\s\u00a0\u202f\u2009]", "", text)
    if len(plain) > 15:
        return None
    try:
        return float(plain)
    except ValueError:  # pragma: no cover - the pattern admits only digits
        return None


_CHANGE = re.compile(
    r"\b(?:rose|risen|rise|rises|rising|grew|grown|grow|increased?|increasing|climb(?:ed|ing)?|jump(?:ed|ing)?|fell|fallen|fall|"
    r"dropp?(?:ed|ing)?|declined?|cut|reduced?|shrank|shrunk|decreased?|dwindled|went|gone|up|down|revised|raised?|swell(?:ed)?|"
    r"swollen|expanded?|dropped|lowered|doubled|boost(?:ed)?|strength)\b",
    re.IGNORECASE,
)


def find_numbers(
    text: str, table: Conventions, forbidden: Iterable[tuple[int, int]] | None = None
) -> list[Number]:
    """Every quantity written in ``text``, in order, without overlaps.

    forbidden   spans that yield none; default: ``forbidden_spans(text)``
    """
    blocked = list(forbidden) if forbidden is not None else forbidden_spans(text)
    scanner = _Scanner(text, table, blocked)
    found: list[Number] = []
    index = 0
    while index < len(scanner.pieces):
        result = _at(scanner, index)
        if result is None:
            index += 1
            continue
        number, after = result
        found.append(_finish(scanner, number, after))
        index = max(after, index + 1)
    return found


def _at(scanner: _Scanner, index: int) -> tuple[Number, int] | None:
    piece = scanner.pieces[index]
    text = scanner.text
    shares = _worded_share(scanner, index)
    if shares is not None:
        return shares
    ratio = scanner.fraction(index)
    if ratio is not None:
        value, after = ratio
        end = scanner.pieces[after - 1].end
        scale = _MAGNITUDES.get(scanner.lower(after + 2), 0.0)
        if scanner.lower(after) == "of" and scanner.lower(after + 1) == "a" and scale >= 1e3:
            end = scanner.pieces[after + 2].end  # "three quarters of a million"
            value *= scale
            return Number(
                piece.start, end, value, value, value, words=text[piece.start : end]
            ), after + 3
        number = Number(
            piece.start, end, value, value, value, "share", words=text[piece.start : end]
        )
        return _share_range(scanner, number, after)
    vague = scanner.vague(index)
    if vague is not None:
        low, high, after = vague
        end = scanner.pieces[after - 1].end
        value = low if high == low else None
        return Number(
            piece.start, end, low, value, high, "vague", words=text[piece.start : end]
        ), after
    first = scanner.cardinal(index)
    if first is None:
        return None
    value, after = first
    end = scanner.pieces[after - 1].end
    joined = _range(scanner, index, value, after)
    if joined is not None:
        low, high, after = joined
        end = scanner.pieces[after - 1].end
        return (
            Number(piece.start, end, low, None, high, words=text[piece.start : end], is_range=True),
            after,
        )
    return Number(piece.start, end, value, value, value, words=text[piece.start : end]), after


def _share_range(scanner: _Scanner, number: Number, after: int) -> tuple[Number, int]:
    """ "a third to a half", "between a quarter and a third", "a third or even half"."""
    link = scanner.lower(after)
    if link in ("to", "or", "and") and (link != "and" or _opens(scanner, number.start, "between")):
        step = after + 1
        if scanner.lower(step) == "even":
            step += 1
        second = scanner.fraction(step)
        if second and number.value is not None and second[0] > number.value:
            end = scanner.pieces[second[1] - 1].end
            return (
                replace(
                    number, end=end, low=number.value, value=None, high=second[0], is_range=True,
                    words=scanner.text[number.start : end],
                ),
                second[1],
            )  # fmt: skip
    return number, after


def _worded_share(scanner: _Scanner, index: int) -> tuple[Number, int] | None:
    piece = scanner.pieces[index]
    if piece.kind != "word" or scanner.blocked[piece.start]:
        return None
    for size in (3, 2, 1):
        words = " ".join(scanner.lower(index + k) for k in range(size))
        interval = scanner.table.shares.get(words)
        if interval is None:
            continue
        after = index + size
        if scanner.lower(after) != "of":
            return None
        if words == "most" and scanner.lower(after + 1) in ("all",):
            return None
        end = scanner.pieces[after - 1].end
        low, high = interval
        return Number(
            piece.start, end, low, None, high, "share", words=scanner.text[piece.start : end]
        ), after
    return None


def _opens(scanner: _Scanner, start: int, word: str) -> bool:
    lead = scanner.text[max(0, start - 24) : start].lower()
    return (
        re.search(
            rf"\b{word}\s+(?:about\s+|around\s+|some\s+|an estimated\s+|roughly\s+|[$€£]\s?)?[$€£]?\Z",
            lead,
        )
        is not None
    )


def _range(
    scanner: _Scanner, index: int, first: float, after: int
) -> tuple[float, float, int] | None:
    link = scanner.piece(after)
    if link is None:
        return None
    text = scanner.text
    start = scanner.pieces[index].start
    step = after + 1
    gap_before = text[scanner.pieces[after - 1].end : link.start]
    percent = False
    if link.lower in _PERCENT:  # "8 % to 10 %", "8 per cent to 10 per cent"
        link_two = scanner.piece(after + 1)
        if link_two is None or link_two.lower not in ("to", "or", "-", "–", "and"):
            return None
        percent, link, step = True, link_two, after + 2
    if gap_before.strip():
        return None
    between = _opens(scanner, start, "between")
    if link.lower == "and":
        if not between:
            return None
    elif link.lower == "to":
        if _opens(scanner, start, "from") and _CHANGE.search(text[max(0, start - 60) : start]):
            return None
    elif link.lower == "or":
        if scanner.lower(step) in ("even", "perhaps", "so"):
            return None
    elif link.lower not in ("-", "–", "—"):
        return None
    if link.lower in ("-", "–", "—"):
        if text[link.end : link.end + 1].isspace() != bool(gap_before):
            return None
        if gap_before and link.lower == "-":
            return None
    while scanner.lower(step) in (
        "even",
        "about",
        "around",
        "perhaps",
        "possibly",
        "as",
        "many",
        "some",
        "roughly",
    ):
        step += 1
        if step > after + 4:
            return None
    piece = scanner.piece(step)
    if piece is not None and piece.kind == "sym" and piece.text in _CURRENCY:
        step += 1
    second = scanner.cardinal(step)
    if second is None:
        return None
    high, end = second
    # "10 to 12 thousand", "two to three million": the magnitude is shared
    scale = high / (_plain(scanner, step) or high) if high else 1.0
    if scale >= 100 and first < 1000 and first * scale <= high:
        first *= scale
    if first >= high:
        return None
    if link.lower == "or" and high > first * 3:
        return None
    if percent and scanner.lower(end) not in _PERCENT:
        pass
    return first, high, end


def _plain(scanner: _Scanner, index: int) -> float | None:
    """The figure or number word at ``index`` without its magnitude."""
    piece = scanner.piece(index)
    if piece is None:
        return None
    if piece.kind == "num":
        return _figure(piece.text)
    value = _UNITS.get(piece.lower) or _TENS.get(piece.lower)
    return float(value) if value else None


_ATTACHED = re.compile(
    r"[\s\u00a0]?(?:%|per\s?cent\b|percent\b|pct\b|percentage points?\b|p\.c\.)|-(?:[A-Za-z]+)(?:-(?:[A-Za-z]+))?|[A-Za-z²]{1,4}[²2]?(?![\w])",
    re.IGNORECASE,
)


def _finish(scanner: _Scanner, number: Number, after: int) -> Number:
    """With currency, percent sign, hyphenated unit and the "of" that follows."""
    text = scanner.text
    lead = text[: number.start].rstrip()
    currency = lead[-1:] if lead[-1:] in _CURRENCY and lead else ""
    number = replace(number, currency=currency)
    match = _ATTACHED.match(text, number.end)
    if match is not None:
        raw = match.group()
        folded = raw.strip().lower()
        if folded == "%" or folded.startswith(("per", "pct", "p.c")):
            scaled = [
                v / 100.0 if v is not None else None
                for v in (number.low, number.value, number.high)
            ]
            number = replace(
                number, end=match.end(), form="share", low=scaled[0], value=scaled[1], high=scaled[2],
                words=text[number.start : match.end()],
            )  # fmt: skip
        elif number.form != "share":
            number = replace(number, attached=raw.strip("- \u00a0"), attached_end=match.end())
    if not number.currency:
        following = re.match(r"\s+([A-Za-z]+)", text[number.end : number.end + 30])
        if following and following.group(1).lower() in _CURRENCY_WORDS:
            number = replace(number, currency=following.group(1).lower())
    of = re.match(r"[\"”]?\s+of\b", text[number.end : number.end + 7])
    if of is not None:
        number = replace(number, of=number.end + of.end())
    return number
