"""Numbers and probabilities in words, the same everywhere."""

from __future__ import annotations

from math import floor, isfinite, log10

__all__ = ["PROBABILITY_WORDS", "probability_words", "say_interval", "say_number"]

# Source: Intelligence Community Directive 203 (2 January 2015), D.6.e(2)(a).
PROBABILITY_WORDS: tuple[tuple[float, float, str], ...] = (
    (0.00, 0.05, "almost no chance"),
    (0.05, 0.20, "very unlikely"),
    (0.20, 0.45, "unlikely"),
    (0.45, 0.55, "roughly even chance"),
    (0.55, 0.80, "likely"),
    (0.80, 0.95, "very likely"),
    (0.95, 1.00, "almost certain"),
)


MINUS = "\N{MINUS SIGN}"


def probability_words(probability: float) -> str:
    """ICD-203 words for a probability in [0, 1], always with the number: "likely (72 %)"."""
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"a probability lies in [0, 1], not {probability}")
    phrase = PROBABILITY_WORDS[-1][2]
    for _, high, words in PROBABILITY_WORDS:
        if probability < high or high == 1.0:
            phrase = words
            break
    percent = probability * 100
    # draws never prove a certainty, so neither 0 nor 100 is printed
    number = "< 1" if percent < 1 else "> 99" if percent > 99 else f"{percent:.0f}"
    return f"{phrase} ({number} %)"


def say_number(value: float, unit: str = "", digits: int = 2) -> str:
    """A number with ``digits`` significant figures and thousands separators; shares in per cent."""
    if not isfinite(value):
        return "unknown"
    if unit == "share":
        return f"{value * 100:.{max(0, digits - 2)}f} %".replace("-", MINUS)
    if value == 0:
        text = "0"
    else:
        places = digits - 1 - floor(log10(abs(value)))
        rounded = round(value, places)
        text = f"{rounded:,.{max(0, places)}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    text = text.replace("-", MINUS)
    return f"{text} {SHORT_UNITS.get(unit, unit)}".rstrip() if unit else text


SHORT_UNITS: dict[str, str] = {
    "persons": "",
    "km2": "km²",
    "km2/day": "km² a day",
    "persons/day": "a day",
    "rounds": "rounds",
    "rounds/day": "rounds a day",
    "rounds/year": "rounds a year",
}


def say_interval(low: float, high: float, unit: str = "") -> str:
    """An interval as "low to high unit", with two significant figures, three where they agree."""
    digits = 2 if say_number(low) != say_number(high) else 3
    if unit == "share":
        return f"{low * 100:.0f} to {high * 100:.0f} %"
    return f"{say_number(low, digits=digits)} to {say_number(high, unit, digits=digits)}"
