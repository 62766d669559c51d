"""Estimates and forecasts: quantiles of draws, what the prior said, how much was learned."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from fogline.answer import Estimate, Number
from fogline.answer.answers import HUB_LEVELS
from fogline.ask.posterior import Posterior
from fogline.case import Observable

__all__ = ["EDGES", "PRIOR_MARK", "estimate", "from_draws", "intervals", "learned"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# An answer is marked "rests on the prior" when the claims took away less than this share of the
# prior's 80 % width. Source: chosen by us; decisions/0003.
PRIOR_MARK = 0.25
# Probabilities below the two ends of each interval.
EDGES = {"50": (0.25, 0.75), "80": (0.1, 0.9), "95": (0.025, 0.975)}


def intervals(draws: Array) -> dict[str, tuple[float, float]]:
    """Equal-tailed 50, 80 and 95 % intervals."""
    edges = np.quantile(draws, list(EDGES.values()))
    return {name: (float(low), float(high)) for name, (low, high) in zip(EDGES, edges, strict=True)}


def learned(draws: Array, prior: Array, unit: str) -> float:
    """Share of the prior's 80 % width that the claims took away, 0 to 1.

    Widths are compared on the log scale for quantities that are positive, as they are for
    shares and for differences that may have either sign: a strength known to a factor of two is
    as well known at 1,000 as at 100,000.
    """
    low, high = np.quantile(draws, [0.1, 0.9])
    prior_low, prior_high = np.quantile(prior, [0.1, 0.9])
    if unit != "share" and min(low, prior_low) >= 0.0:
        # a hundredth of the largest value in view counts as nil, so that a quantity the claims
        # have put at nil is learned, however its last digits scatter
        floor = 0.01 * max(float(np.quantile(prior, 0.975)), high) + 1e-9
        low, high, prior_low, prior_high = (
            np.log(max(value, 0.0) + floor) for value in (low, high, prior_low, prior_high)
        )
    width = prior_high - prior_low
    if width <= 0:
        return 0.0
    return float(np.clip(1.0 - (high - low) / width, 0.0, 1.0))


def from_draws(
    observable: Observable,
    draws: Array,
    prior: Array,
    *,
    on: date,
    claims: tuple[str, ...] = (),
    scenario: str = "",
    caveats: tuple[str, ...] = (),
) -> Estimate:
    """An estimate from posterior and prior draws of one quantity on one day."""
    found = intervals(draws)
    gained = learned(draws, prior, observable.unit)
    median = float(np.median(draws))
    low, high = found["80"]
    number = Number(median=median, low=low, high=high, unit=observable.unit)
    words = f"{observable.title or observable.name}: about {number}"
    rests = gained < PRIOR_MARK
    if rests:
        words += ", rests on the prior"
    levels = np.quantile(draws, HUB_LEVELS)
    return Estimate(
        observable=observable.name,
        title=observable.title,
        definition=observable.definition,
        unit=observable.unit,
        on=on,
        median=median,
        intervals=found,
        quantiles={f"{level:g}": float(q) for level, q in zip(HUB_LEVELS, levels, strict=True)},
        rests_on_prior=rests,
        learned=gained,
        prior_median=float(np.median(prior)),
        prior_intervals=intervals(prior),
        claims=claims,
        words=words,
        scenario=scenario,
        caveats=caveats,
    )


def estimate(
    posterior: Posterior, name: str, when: date, *, claims: tuple[str, ...] = ()
) -> Estimate:
    """The estimate (or, after the cut-off, forecast) of an observable on a date."""
    observable = posterior.observable(name)
    ahead = when > posterior.case.cut_off
    return from_draws(
        observable,
        posterior.draws(name, when),
        posterior.prior_draws(name, when),
        on=when,
        claims=claims,
        scenario="forecast" if ahead else "",
    )
