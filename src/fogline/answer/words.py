"""Numbers and probabilities in words, the same everywhere."""

from __future__ import annotations

from math import floor, isfinite, log10

__all__ = [
    "COUNTS",
    "PROBABILITY_WORDS",
    "probability_words",
    "say_chance",
    "say_gain",
    "say_interval",
    "say_method",
    "say_number",
]

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

COUNTS = frozenset(
    {
        "persons", "settlements", "vehicles", "pieces", "missiles", "containers",
        "aircraft", "rounds", "rounds/day", "rounds/year",
    }
)  # fmt: skip
"""Units whose small numbers are said whole: nobody is half captured."""


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


def say_chance(p: float) -> str:
    """A probability without words: below .001, .032, .39, 1."""
    if p < 0.001:
        return "below .001"
    return f"{p:.{3 if p < 0.1 else 2}f}".removeprefix("0").removesuffix(".00")


SHORT_UNITS: dict[str, str] = {
    "persons": "",
    "km2": "km²",
    "km2/day": "km² a day",
    "persons/day": "a day",
    "rounds": "rounds",
    "rounds/day": "rounds a day",
    "rounds/year": "rounds a year",
}


def say_gain(share: float, error: float) -> str:
    """A share that is won, with its Monte Carlo error: "35 ± 1 %"; none where it is below nil."""
    return f"{100 * max(share, 0.0):.0f} ± {max(100 * error, 1):.0f} %"


def say_method(method: str) -> str:
    """How something was left out of an answer, where a reader should know; "" where it is sound."""
    return {
        "psis": "",
        "refit": "fitted again without it",
        "psis, not trusted": "a rough number",
        "unreliable": "a rough number",
    }.get(method, method)


def say_number(value: float, unit: str = "", digits: int = 2) -> str:
    """A number with ``digits`` significant figures and thousands separators; shares in per cent.

    Counts below ten are whole numbers.
    """
    if not isfinite(value):
        return "unknown"
    words = "%" if unit == "share" else SHORT_UNITS.get(unit, unit)
    return f"{_figures(value, unit, digits)} {words}".rstrip()


def _figures(value: float, unit: str, digits: int) -> str:
    """The number without its unit's words."""
    if unit == "share":
        text = f"{value * 100:.{max(0, digits - 2)}f}"
    elif value == 0 or (unit in COUNTS and abs(value) < 10):
        text = f"{round(value)}"
    else:
        places = digits - 1 - floor(log10(abs(value)))
        text = f"{round(value, places):,.{max(0, places)}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def say_interval(low: float, high: float, unit: str = "") -> str:
    """An interval as "low to high unit", with two significant figures, three where they agree."""
    if not (isfinite(low) and isfinite(high)):
        return f"{say_number(low)} to {say_number(high, unit)}"
    alike = _figures(low, unit, 2) == _figures(high, unit, 2) and unit != "share"
    digits = 3 if alike else 2
    return f"{_figures(low, unit, digits)} to {say_number(high, unit, digits=digits)}"
