"""Number words: units, tens, magnitudes, fractions, vague plurals, currencies."""

from __future__ import annotations

__all__ = [
    "CURRENCY",
    "CURRENCY_WORDS",
    "FRACTIONS",
    "MAGNITUDES",
    "PERCENT",
    "SHORT_MAGNITUDES",
    "SMALL_NUMBERS",
    "TENS",
    "VAGUE_PLURALS",
    "VAGUE_QUANTIFIERS",
]

SMALL_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
    "score": 20, "lakh": 1e5, "crore": 1e7, "mln": 1e6, "bln": 1e9,
}  # fmt: skip
SHORT_MAGNITUDES = {"k": 1e3, "bn": 1e9, "mn": 1e6, "m": 1e6, "tn": 1e12, "b": 1e9}
VAGUE_PLURALS = ("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions")
VAGUE_QUANTIFIERS = ("several", "few", "couple", "handful", "many", "numerous")
FRACTIONS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4, "fourth": 1 / 4, "fourths": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5,
    "sixth": 1 / 6, "sixths": 1 / 6, "seventh": 1 / 7, "eighth": 1 / 8, "eighths": 1 / 8,
    "ninth": 1 / 9, "tenth": 1 / 10, "tenths": 1 / 10, "twelfth": 1 / 12,
}  # fmt: skip
PERCENT = {"%", "percent", "pct", "percentage", "pc", "p.c"}
CURRENCY = "$€£¥"
CURRENCY_WORDS = {
    "dollars", "dollar", "euros", "euro", "pounds", "sterling", "rubles", "roubles", "hryvnia", "hryvnias",
    "rupees", "shekels", "yuan", "yen", "marks", "francs", "usd", "cents", "dinars", "riyals", "liras", "kroner",
}  # fmt: skip
