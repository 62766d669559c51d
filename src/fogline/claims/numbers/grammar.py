"""The number grammar: counts, ranges, shares and vague numbers of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fogline.claims.conventions import Conventions
from fogline.claims.numbers.forbidden import forbidden_spans
from fogline.claims.numbers.number import Number
from fogline.claims.numbers.scanner import Scanner, figure_value
from fogline.claims.numbers.words import (
    CURRENCY,
    CURRENCY_WORDS,
    FRACTIONS,
    MAGNITUDES,
    PERCENT,
    SMALL_NUMBERS,
    TENS,
)

__all__ = ["HALVED", "find_numbers"]

_CHANGE = re.compile(
    r"\b(?:rose|risen|rise|rises|rising|grew|grown|grow|increased?|increasing|climb(?:ed|ing)?|jump(?:ed|ing)?|fell|fallen|fall|"
    r"dropp?(?:ed|ing)?|declined?|cut|reduced?|shrank|shrunk|decreased?|dwindled|went|gone|up|down|revised|raised?|swell(?:ed)?|"
    r"swollen|expanded?|dropped|lowered|doubled|boost(?:ed)?|strength)\b",
    re.IGNORECASE,
)


# "a mile and a half", "two miles and a quarter": the fraction stands behind the unit
HALVED = re.compile(
    r"(an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(miles?|kilomet(?:re|er)s?|yards?|acres?|tons?|square\s\w+)"
    r"\s+and\s+an?\s+(half|quarter)\b",
    re.IGNORECASE,
)

# "four and a half miles": the fraction stands before the unit
_AND_A_HALF = re.compile(
    r"(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)\s+and\s+an?\s+(half|quarter)"
    r"(?=\s+(?:square\s)?(?:miles?|kilomet(?:re|er)s?|km|yards?|acres?|hectares?|tons?|tonnes?|brigades?|battalions?|divisions?|regiments?|companies)\b)",
    re.IGNORECASE,
)

# "1/3 of the stores": a fraction in figures
_SLASHED = re.compile(r"([1-9])/([2-9]|10|12)(?=\s+(?:of|full)\b)")


# "about a mile", "within a kilometre": one, where something loosens it
_ONE_UNIT = re.compile(
    r"\s(?:miles?|kilomet(?:re|er)s?|hectares?|acres?|tons?|tonnes?)\b(?! (?:and a|or (?:so|two)))"
)
_LOOSELY = re.compile(
    r"\b(?:about|around|nearly|almost|over|under|within|than|least|roughly|barely|scarcely|hardly)\s\Z"
)


def find_numbers(
    text: str, table: Conventions, forbidden: Iterable[tuple[int, int]] | None = None
) -> list[Number]:
    """Every quantity written in ``text``, in order, without overlaps.

    forbidden   spans that yield none; default: ``forbidden_spans(text)``
    """
    blocked = list(forbidden) if forbidden is not None else forbidden_spans(text)
    scanner = Scanner(text, table, blocked)
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


def _at(scanner: Scanner, index: int) -> tuple[Number, int] | None:
    piece = scanner.pieces[index]
    text = scanner.text
    halved = HALVED.match(text, piece.start) if piece.kind == "word" else None
    if halved is not None and not scanner.blocked[piece.start]:
        value = 1.0 if halved[1].lower() in ("a", "an") else float(SMALL_NUMBERS[halved[1].lower()])
        value += FRACTIONS[halved[3].lower()]
        after = index + len(halved.group().split())
        return Number(piece.start, piece.end, value, value, value, words=piece.text), after
    joined = _AND_A_HALF.match(text, piece.start) if piece.kind in ("word", "num") else None
    if joined is not None and not scanner.blocked[piece.start]:
        whole = joined[1].lower()
        value = float(whole) if whole.isdigit() else float(SMALL_NUMBERS[whole])
        value += FRACTIONS[joined[2].lower()]
        return Number(
            piece.start, joined.end(), value, value, value, words=joined.group()
        ), index + 4
    slashed = _SLASHED.match(text, piece.start) if piece.kind == "num" else None
    if slashed is not None and not scanner.blocked[piece.start]:
        value = int(slashed[1]) / int(slashed[2])
        number = Number(
            piece.start, slashed.end(), value, value, value, "share", words=slashed.group()
        )
        return number, index + 2
    if (
        piece.lower in ("a", "an")
        and _ONE_UNIT.match(text, piece.end)
        and not scanner.blocked[piece.start]
    ):
        if _LOOSELY.search(text[max(0, piece.start - 14) : piece.start]):
            return Number(piece.start, piece.end, 1.0, 1.0, 1.0, words=piece.text), index + 1
    shares = _worded_share(scanner, index)
    if shares is not None:
        return shares
    ratio = scanner.fraction(index)
    if ratio is not None:
        value, after = ratio
        end = scanner.pieces[after - 1].end
        scale = MAGNITUDES.get(scanner.lower(after + 2), 0.0)
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


def _share_range(scanner: Scanner, number: Number, after: int) -> tuple[Number, int]:
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


def _worded_share(scanner: Scanner, index: int) -> tuple[Number, int] | None:
    piece = scanner.pieces[index]
    if piece.lower not in scanner.share_openers or scanner.blocked[piece.start]:
        return None
    for size in (3, 2, 1):
        words = " ".join(scanner.lower(index + k) for k in range(size))
        interval = scanner.table.shares.get(words)
        if interval is None:
            continue
        after = index + size
        alone = index == 0 and after == len(scanner.pieces)  # a claim's own words: "Most"
        if scanner.lower(after) != "of" and not alone:
            return None
        if words == "most" and scanner.lower(after + 1) in ("all",):
            return None
        end = scanner.pieces[after - 1].end
        low, high = interval
        return Number(
            piece.start, end, low, None, high, "share", words=scanner.text[piece.start : end]
        ), after
    return None


def _opens(scanner: Scanner, start: int, word: str) -> bool:
    lead = scanner.text[max(0, start - 24) : start].lower()
    return (
        re.search(
            rf"\b{word}\s+(?:about\s+|around\s+|some\s+|an estimated\s+|roughly\s+|[$€£]\s?)?[$€£]?\Z",
            lead,
        )
        is not None
    )


def _range(
    scanner: Scanner, index: int, first: float, after: int
) -> tuple[float, float, int] | None:
    link = scanner.piece(after)
    if link is None:
        return None
    text = scanner.text
    start = scanner.pieces[index].start
    step = after + 1
    gap_before = text[scanner.pieces[after - 1].end : link.start]
    percent = False
    if link.lower in PERCENT:  # "8 % to 10 %", "8 per cent to 10 per cent"
        link_two = scanner.piece(after + 1)
        if link_two is None or link_two.lower not in ("to", "or", "-", "–", "and"):
            return None
        percent, link, step = True, link_two, after + 2
    if gap_before.strip():
        return None
    if link.lower == "up" and scanner.lower(step) == "to" and _opens(scanner, start, "from"):
        link, step = scanner.pieces[step], step + 1  # "from 40 up to 60"
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
        if gap_before and link.lower == "-" and not _spaced_range(text, link.end, first):
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
    if piece is not None and piece.kind == "sym" and piece.text in CURRENCY:
        step += 1
    second = scanner.cardinal(step)
    if second is None:
        return None
    high, end = second
    # "10 to 12 thousand", "two to three million": the magnitude is shared
    scale = high / (_plain(scanner, step) or high) if high else 1.0
    if scale >= 12 and first < 1000 and first * scale <= high:
        first *= scale
    if first < 100 <= high / 10 and link.lower in ("-", "–") and first * 1000 < high:
        first *= 1000 if high / (first * 1000) < 4 else 1  # "4-5,000"
    if first >= high:
        return None
    if link.lower == "or" and high > first * 3:
        return None
    if percent and scanner.lower(end) not in PERCENT:
        pass
    return first, high, end


def _spaced_range(text: str, end: int, first: float) -> bool:
    """Whether "10 - 12" is one range: two figures alike in size, and a noun after them."""
    match = re.match(r"\s(\d[\d,]*)(?=\s[a-z])", text[end : end + 14])
    second = figure_value(match[1]) if match is not None else None
    return second is not None and first < second <= 3 * first


def _plain(scanner: Scanner, index: int) -> float | None:
    """The figure or number word at ``index`` without its magnitude."""
    piece = scanner.piece(index)
    if piece is None:
        return None
    if piece.kind == "num":
        return figure_value(piece.text)
    value = SMALL_NUMBERS.get(piece.lower) or TENS.get(piece.lower)
    return float(value) if value else None


_ATTACHED = re.compile(
    r"[\s\u00a0]?(?:%|per\s?cent\b|percent\b|pct\b|percentage points?\b|p\.c\.)|-(?:[A-Za-z]+)(?:-(?:[A-Za-z]+))?|[A-Za-z²]{1,4}[²2]?(?![\w])",
    re.IGNORECASE,
)


def _finish(scanner: Scanner, number: Number, after: int) -> Number:
    """With currency, percent sign, hyphenated unit and the "of" that follows."""
    text = scanner.text
    lead = text[: number.start].rstrip()
    currency = lead[-1:] if lead[-1:] in CURRENCY and lead else ""
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
        mass = text[number.end : number.end + 12].lower().startswith(" pounds of ")
        if following and following.group(1).lower() in CURRENCY_WORDS and not mass:
            number = replace(number, currency=following.group(1).lower())
    of = re.match(r"[\"”]?\s+of\b", text[number.end : number.end + 7])
    if of is not None:
        number = replace(number, of=number.end + of.end())
    return number
