"""Untrusted text and plain numbers, made fit to be shown.

Text of reports is never trusted: what could steer a terminal, reorder a line or break a document
is taken out here, once; escaping is left to the template engine and to Rich.
"""

from __future__ import annotations

import re
from datetime import date
from math import isfinite
from urllib.parse import urlsplit

from fogline.answer.words import (
    COUNTS,
    SHORT_UNITS,
    say_chance,
    say_gain,
    say_interval,
    say_method,
    say_number,
)
from fogline.claims.claim import Claim
from fogline.claims.measures import MEASURES
from fogline.ground.ids import content_id

__all__ = [
    "anchor",
    "claim_number",
    "figure",
    "figures",
    "held_words",
    "hide_controls",
    "kind_words",
    "measure_words",
    "number_words",
    "safe_address",
    "say_chance",
    "say_gain",
    "say_method",
    "short_date",
    "shorten",
    "shorten_middle",
    "unbroken",
    "unit_words",
]

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# C0 and C1 controls but tab and line feed, the bidirectional embeddings, overrides and isolates,
# lone surrogates and the two non-characters that XML forbids.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_PLAIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")


def hide_controls(text: str) -> str:
    """The text with every control, bidirectional override and lone surrogate made visible."""
    return _CONTROLS.sub(_REPLACEMENT, text.replace("\r\n", "\n"))


def unbroken(text: str) -> str:
    """The text with no line break before a per cent sign."""
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", text)


def shorten(text: str, most: int = 160) -> str:
    """The text on one line, cut at a word with an ellipsis when longer than ``most``."""
    line = " ".join(hide_controls(text).split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def shorten_middle(text: str, most: int) -> str:
    """A label cut before its last part, so that "somebody, 31 Jan 2025" keeps its date."""
    line = shorten(text, 400)
    head, comma, tail = line.rpartition(", ")
    if len(line) <= most or not comma or len(tail) > most // 2:
        return shorten(line, most)
    return f"{shorten(head, most - len(tail) - 2)}, {tail}"


def safe_address(address: str) -> str:
    """The address when it is plain http or https with a host, else "" (never a link then)."""
    text = address.strip()
    if not text or _CONTROLS.search(text) or re.search(r"[\s<>\"'`\\]", text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    return text if parts.scheme.lower() in {"http", "https"} and host else ""


def anchor(kind: str, name: str) -> str:
    """The id of a place on the page, such as ``claim-k010``; odd names are hashed."""
    return f"{kind}-{name}" if _PLAIN_ID.fullmatch(name) else f"{kind}-{content_id('x', name)}"


def short_date(day: date | None) -> str:
    """A date for tables: 31 Jan 2025 ("" for none)."""
    return f"{day.day} {day:%b %Y}" if day else ""


def held_words(claim: Claim) -> str:
    """When a claim held, in words: one day, a stretch, or what is known of it."""
    first, last = claim.held.from_, claim.held.until
    if first and last:
        return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"
    if first or last:
        return f"from {short_date(first)}" if first else f"until {short_date(last)}"
    return ""


def unit_words(unit: str) -> str:
    """A unit as read beside a number, "" where the number says it all."""
    return {"share": "", "persons": "", "status": ""}.get(unit, SHORT_UNITS.get(unit, unit))


def kind_words(group: str) -> str:
    """What a source's numbers are of, as read: "depth_km" is depth."""
    return group.removesuffix("_km2").removesuffix("_km").replace("_", " ")


def number_words(value: float | None, unit: str = "") -> str:
    """A number as claimed, in full (1,295 km²; 50 %)."""
    if value is None or not isfinite(value):
        return ""
    if unit == "share":
        return f"{value * 100:.4g} %"
    text = f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"
    return f"{text} {SHORT_UNITS.get(unit, unit)}".rstrip()


def figure(value: float, unit: str = "", *, signed: bool = False) -> str:
    """A number for a table's cell: two significant figures, millions in words, no unit but %.

    Counts below ten are whole numbers.

    ``signed`` is for differences; those of shares are in percentage points.
    """
    if not isfinite(value):
        return "unknown"
    size = abs(value)
    if unit == "share" and signed:
        text = f"{size * 100:.{0 if size >= 0.01 else 1}f} points"
    elif unit == "share":
        text = say_number(size, unit)
    elif unit in COUNTS and size < 10:
        text = f"{size:.0f}"
    elif size >= 1e6:
        text = f"{say_number(size / 1e6)} million"
    else:
        text = say_number(size)
    if not text.strip("0. points%"):
        return text
    sign = "\N{MINUS SIGN}" if value < 0 else "+" if signed and value > 0 else ""
    return sign + text


def figures(low: float, high: float, unit: str = "", *, signed: bool = False) -> str:
    """An interval for a table's cell; three figures where two would show both ends alike."""
    first, last = figure(low, unit, signed=signed), figure(high, unit, signed=signed)
    if first == last and unit not in {"share", *COUNTS} and low != high:
        return say_interval(low, high)
    for tail in (" million", " points", " %"):
        if first.endswith(tail) and last.endswith(tail):
            first = first.removesuffix(tail)
    return f"{first} to {last}"


def claim_number(claim: Claim) -> str:
    """What a claim says, hedge included: "at least 1,000 km²", "about 50 %", "480 to 700"."""
    unit = "" if claim.unit == "status" else claim.unit
    hedge = "" if claim.hedge in {"none", "range", "vague", "by"} else claim.hedge
    if claim.value is not None:
        if unit == "" and claim.kind == "status":
            return "no" if claim.value == 0 or claim.polarity == "denied" else "yes"
        return f"{hedge} {number_words(claim.value, unit)}".strip()
    if claim.low is not None and claim.high is not None:
        return (
            f"{number_words(claim.low)} to {number_words(claim.high, unit)}"
            if (unit != "share")
            else f"{number_words(claim.low, unit)} to {number_words(claim.high, unit)}"
        )
    if claim.low is not None:
        return f"{hedge or 'at least'} {number_words(claim.low, unit)}"
    if claim.high is not None:
        return f"{hedge or 'up to'} {number_words(claim.high, unit)}"
    return ""


def measure_words(claim: Claim) -> str:
    """What a claim counts: the canonical measure's title, else its own noun and verb, quoted."""
    known = MEASURES.get(claim.measure)
    if known:
        return known.title
    said = claim.measure_open
    if not said.noun:
        return claim.measure or "-"
    verb = f" ({said.predicate})" if said.predicate and said.predicate != said.noun else ""
    return f"\u201c{said.noun}\u201d{verb}"
