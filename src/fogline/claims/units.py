"""Units as written after a number: area, length, mass, money, time, and what they are in ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["UnitWords", "unit_after"]


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit as written.

    dimension   area, length, mass, money, time, percent points, other
    unit        key of ground.units.UNITS, "" when we have none
    """

    dimension: str
    unit: str
    words: str
    end: int


_SEP = r"[\s\u00a0\u202f-]{0,2}"
_TABLE: list[tuple[re.Pattern[str], str, str]] = [
    (re.compile(rf"{_SEP}(?:square|sq\.?)[\s-]{{0,2}}(?:kilomet(?:re|er)s?|kms?)\b", re.I), "area", "km2"),
    (re.compile(rf"{_SEP}(?:km²|km2|km\^2)(?!\w)", re.I), "area", "km2"),
    (re.compile(rf"{_SEP}(?:square|sq\.?)[\s-]{{0,2}}(?:miles?|mi)\b", re.I), "area", "sq mi"),
    (re.compile(rf"{_SEP}(?:mi²|mi2)(?!\w)", re.I), "area", "sq mi"),
    (re.compile(rf"{_SEP}(?:square|sq\.?)[\s-]{{0,2}}(?:met(?:re|er)s?|m)\b", re.I), "area", "m2"),
    (re.compile(rf"{_SEP}(?:hectares?|ha)\b", re.I), "area", "ha"),
    (re.compile(rf"{_SEP}acres?\b", re.I), "area", "acres"),
    (re.compile(rf"{_SEP}(?:kilomet(?:re|er)s?|kms?)\b(?!\s*(?:/h|per hour|an hour))", re.I), "length", "km"),
    (re.compile(rf"{_SEP}nautical[\s-]miles?\b", re.I), "length", "nmi"),
    (re.compile(rf"{_SEP}(?:miles?|mi)\b(?!\s*(?:per hour|an hour)|-\d)", re.I), "length", "mi"),
    (re.compile(rf"{_SEP}(?:met(?:re|er)s?|m)\b(?!\w)", re.I), "length", "m"),
    (re.compile(rf"{_SEP}(?:yards?|yds?)\b", re.I), "length", "yd"),
    (re.compile(rf"{_SEP}(?:metric\s+)?(?:tons?|tonnes?)\b", re.I), "mass", "t"),
    (re.compile(rf"{_SEP}(?:kilograms?|kilos?|kgs?|pounds?|lbs?|grams?|litres?|liters?|gallons?|barrels?|kilotons?|bpd|megawatts?|mw|gigawatts?|gw|kilowatts?)\b", re.I), "other", ""),
    (re.compile(rf"{_SEP}(?:degrees?|°|feet|foot|ft|inch(?:es)?|centimet(?:re|er)s?|cm|mm|millimet(?:re|er)s?|knots?|mph|km/h|kph|kmh|volts?|hertz|points?|seats|votes|percentage points?)\b", re.I), "other", ""),
    (re.compile(rf"{_SEP}(?:(?:more|further|full|consecutive|straight|additional|whole|long|working|calendar|bloody)\s+)?(?:minutes?|hours?|days?|nights?|weeks?|fortnights?|weekends?|months?|years?|decades?|centur(?:y|ies)|seconds?|generations?|hrs?|yrs?)\b", re.I), "time", ""),
    (re.compile(rf"{_SEP}(?:times|occasions|fold)\b", re.I), "other", ""),
    (re.compile(rf"{_SEP}(?:dollars?|euros?|sterling|roubles?|rubles?|hryvnias?|shekels?|rupees?|yuan|yen|francs|lira|cents|birr|dinars?)\b", re.I), "money", ""),
]  # fmt: skip


def unit_after(text: str, end: int) -> UnitWords | None:
    """The unit written straight after ``text[:end]``, None when the next word is none."""
    for pattern, dimension, unit in _TABLE:
        match = pattern.match(text, end)
        if match is not None and match.end() > end:
            return UnitWords(dimension, unit, match.group().strip(" \u00a0\u202f-"), match.end())
    return None
