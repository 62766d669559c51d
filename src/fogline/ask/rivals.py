"""Simple forecasts of what claims will say, for comparison: they know the earlier claims alone.

Each gives a middle on the linked scale (log, or logit for shares); its spread is that of its own
errors on earlier claims, so that it can be scored as a distribution as the model is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.case import Evidence

__all__ = ["RIVALS", "Rule", "Said", "rival_draws", "said_before"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Claims of the last 30 days stand for "now"; a line is laid through those of the last 60.
# Source: Chosen by us: a month is the step of the backtest.
RECENT, LINE = 30, 60
# A rival's spread is learned from no fewer of its errors than this, else from all quantities'.
LEAST_ERRORS = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A number said: what it is of, on which day it was printed, which day it is about.

    linked   log of the number (shares: of the odds); of a window, of its daily mean
    """

    key: str
    printed: int
    about: int
    linked: float


def quantity_key(item: Evidence) -> str:
    """What two claims must share to be numbers of one quantity, whatever their dates."""
    signs = [f"{'-' if t.weight < 0 else '+'}{t.observable}" for t in item.numerator]
    under = [t.observable for t in item.denominator]
    return " ".join([*sorted(set(signs)), "/", *sorted(set(under)), item.scale])


def window_days(item: Evidence) -> float:
    """Days of the window that a difference spans, by which it is divided; 1 for a level."""
    days = [term.day for term in item.numerator]
    if item.denominator or all(t.weight > 0 for t in item.numerator):
        return 1.0
    # a rate's weights divide by its days already
    return float(max(max(days) - min(days), 1)) if abs(item.numerator[0].weight) == 1 else 1.0


def said_before(
    evidence: Sequence[Evidence], linked: Array, printed: Mapping[str, int]
) -> list[Said]:
    """The numbers that claims said, statuses and denials left out, by day of printing."""
    rows = [
        Said(
            quantity_key(item),
            printed[item.claim],
            max(term.day for term in item.numerator),
            float(linked[i]) - np.log(window_days(item)),
        )
        for i, item in enumerate(evidence)
        if item.scale != "status" and item.bound != "denied"
    ]
    return sorted(rows, key=lambda row: row.printed)


def persistence(before: Sequence[Said], about: int) -> float:
    """What the last month's claims said, on average: it stays as it is."""
    recent = [s.linked for s in before if s.about > before[-1].about - RECENT]
    return float(np.mean(recent or [before[-1].linked]))


def last_claim(before: Sequence[Said], about: int) -> float:
    """What was said last."""
    return before[-1].linked


def median_claim(before: Sequence[Said], about: int) -> float:
    """The median of all that was said."""
    return float(np.median([s.linked for s in before]))


def straight_line(before: Sequence[Said], about: int) -> float:
    """A straight line through the last two months' numbers, carried on to the day spoken of.

    Laid through the numbers themselves, shares through theirs; where they stand on fewer than
    two days, or the line falls below a tenth of the last number, the last stays.
    """
    recent = [s for s in before if s.about > before[-1].about - LINE]
    days = np.array([s.about for s in recent], dtype=np.float64)
    if np.ptp(days) < 1.0:
        return before[-1].linked
    is_share = recent[-1].key.endswith("logit")
    numbers = np.exp([s.linked for s in recent])
    if is_share:
        numbers = numbers / (1.0 + numbers)
    slope, level = np.polyfit(days, numbers, 1)
    told = float(max(level + slope * about, 0.1 * numbers[-1]))
    if is_share:
        told = min(told, 0.99)
        return float(np.log(told / (1.0 - told)))
    return float(np.log(told))


# A middle on the linked scale, from the earlier claims of the quantity and the day spoken of.
Rule = Callable[[Sequence[Said], int], float]

RIVALS: dict[str, Rule] = {
    "persistence": persistence,
    "linear projection": straight_line,
    "last claim": last_claim,
    "median of claims": median_claim,
}


def rival_draws(
    rule: Rule, before: Sequence[Said], wanted: Sequence[tuple[str, int, float]], *,
    n_draws: int, seed: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Draws float64[n_draws, k] of what a rival foretells, and its middles float64[k].

    wanted   (key, day spoken of, days of the window) of each claim to be foretold; a column is nan
             where nothing was said of its quantity before
    The spread is a Student-t with 4 degrees of freedom whose scale matches the median error of the
    rival on earlier claims of the quantity, each foretold from those before it.
    """
    by_key: dict[str, list[Said]] = {}
    for row in before:
        by_key.setdefault(row.key, []).append(row)
    errors = {
        key: [
            abs(rows[i].linked - rule(rows[:i], rows[i].about))
            for i in range(1, len(rows))
            if rows[i - 1].printed < rows[i].printed
        ]
        for key, rows in by_key.items()
    }
    everywhere = [error for rows in errors.values() for error in rows]
    generator = np.random.default_rng(seed)
    draws = np.full((n_draws, len(wanted)), np.nan)
    middles = np.full(len(wanted), np.nan)
    for i, (key, about, days) in enumerate(wanted):
        if key not in by_key:
            continue
        own = errors[key] if len(errors[key]) >= LEAST_ERRORS else everywhere
        # the median of |t| with 4 degrees of freedom is .741
        scale = max(float(np.median(own)) / 0.741 if own else 0.5, 0.02)
        middles[i] = rule(by_key[key], about) + np.log(days)
        draws[:, i] = middles[i] + scale * generator.standard_t(4.0, n_draws)
    return draws, middles
