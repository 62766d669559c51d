"""Chances that a quantity lies above round thresholds, read off the answer's 23 quantiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from fogline.answer import Estimate, probability_words
from fogline.answer.words import COUNTS
from fogline.page.text import number_words

__all__ = ["Exceedance", "chance_above", "exceedances", "round_thresholds"]

# Thresholds shown for a quantity. Source: Chosen by us: one line of a table.
MOST_THRESHOLDS = 4


@dataclass(frozen=True, slots=True)
class Exceedance:
    """A threshold and the chance of more, in ICD-203 words with the number."""

    threshold: str
    words: str
    chance: float
    value: float


def chance_above(quantiles: Mapping[str, float], threshold: float) -> float:
    """The chance of more than ``threshold``: straight lines between the quantiles.

    Beyond the outermost quantiles it is what lies outside them, no less.
    """
    points = sorted((float(level), value) for level, value in quantiles.items() if isfinite(value))
    if not points:
        return float("nan")
    below = [level for level, value in points if value <= threshold]
    if not below:
        return 1.0 - points[0][0]
    last = len(below) - 1
    if last == len(points) - 1:
        return 1.0 - points[-1][0]
    (low, start), (high, end) = points[last], points[last + 1]
    part = (threshold - start) / (end - start) if end > start else 0.0
    return 1.0 - (low + part * (high - low))


def round_thresholds(low: float, high: float, most: int = MOST_THRESHOLDS) -> list[float]:
    """At most ``most`` round numbers strictly between two numbers, evenly spaced."""
    if not (isfinite(low) and isfinite(high)) or high <= low:
        return []
    size = 10.0 ** floor(log10((high - low) / most))
    for step in (size, 2 * size, 5 * size, 10 * size, 20 * size):
        first = ceil(low / step + 1e-9)
        found = [n * step for n in range(first, first + most + 1) if n * step < high * (1 - 1e-9)]
        if len(found) <= most:
            return [float(f"{value:.6g}") for value in found]
    return []


def exceedances(estimate: Estimate) -> list[Exceedance]:
    """Round thresholds inside the 90 % interval with the chance of more than each."""
    quantiles = {f"{float(level):g}": value for level, value in estimate.quantiles.items()}
    if not {"0.05", "0.95"} <= quantiles.keys():
        return []
    found = []
    whole = estimate.unit in COUNTS  # nobody is a fifth of a person
    for threshold in round_thresholds(quantiles["0.05"], quantiles["0.95"]):
        if whole and threshold != int(threshold):
            continue
        chance = chance_above(quantiles, threshold)
        found.append(
            Exceedance(
                _words(threshold, estimate.unit), probability_words(chance), chance, threshold
            )
        )
    return found


def _words(threshold: float, unit: str) -> str:
    """A round threshold in full: two figures would make 10,500 of 11,000."""
    if abs(threshold) >= 1e6:
        return f"{threshold / 1e6:g} million"
    return number_words(threshold, "share" if unit == "share" else "")
