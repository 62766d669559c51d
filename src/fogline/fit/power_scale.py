"""How far an answer hangs on the prior, how far on the evidence: power-scaling sensitivity.

The prior (or the likelihood) is raised to a power near one; the index is the rate at which an
answer's distribution then moves, as a cumulative Jensen-Shannon distance per doubling.

Source
------
Kallioinen, Paananen, Buerkner & Vehtari, Detecting and diagnosing prior and likelihood
sensitivity with power-scaling, Statistics and Computing 34:57 (2024); Nguyen & Vreeken, ECML
PKDD (2015), for the distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from fogline.fit.density import Array
from fogline.fit.diagnostics import ess_tail
from fogline.fit.psis import smooth_log_ratios

__all__ = ["Diagnosis", "Sensitivity", "power_scale_index", "sensitivities"]

# Powers the component is raised to, and the index above which an answer counts as sensitive.
# Source: Kallioinen et al. (2024), sec. 2.4 and 3.
LOWER_POWER, UPPER_POWER = 0.99, 1.01
SENSITIVE_FROM = 0.05

Diagnosis = Literal["", "prior and evidence disagree", "rests on the prior"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Indices of one answer; ``diagnosis`` is empty when nothing stands out."""

    name: str
    prior: float
    likelihood: float

    @property
    def diagnosis(self) -> Diagnosis:
        """Both sensitive: they pull apart. The prior alone: the evidence says little."""
        if self.prior < SENSITIVE_FROM:
            return ""
        if self.likelihood >= SENSITIVE_FROM:
            return "prior and evidence disagree"
        return "rests on the prior"


def sensitivities(
    answers: Array, names: tuple[str, ...], *, log_prior: Array, log_likelihood: Array
) -> tuple[Sensitivity, ...]:
    """Prior and likelihood sensitivity of each of answers[chain, draw, k].

    log_prior, log_likelihood  float64[chain, draw], summed over what is to be scaled
    """
    prior = power_scale_index(answers, log_prior)
    likelihood = power_scale_index(answers, log_likelihood)
    return tuple(
        Sensitivity(name=name, prior=float(one), likelihood=float(other))
        for name, one, other in zip(names, prior, likelihood, strict=True)
    )


def power_scale_index(answers: Array, log_component: Array) -> Array:
    """Sensitivity index float64[k] of answers[chain, draw, k] to one component.

    log_component  float64[chain, draw], log of the component at each draw
    A component that is the same at all draws moves nothing: zero.
    """
    component = np.asarray(log_component, dtype=np.float64)
    flat = np.asarray(answers, dtype=np.float64).reshape(component.size, -1)
    if np.ptp(component) == 0.0:
        return np.zeros(flat.shape[1])
    efficiency = float(ess_tail(component[:, :, None])[0]) / component.size
    tilt = component.reshape(-1, 1)
    powers = np.array([LOWER_POWER, UPPER_POWER])
    weights = smooth_log_ratios((powers - 1.0) * tilt, relative_efficiency=efficiency).weights
    slopes = [
        _distance(flat, weights[:, index]) / abs(np.log2(power))
        for index, power in enumerate(powers)
    ]
    return np.mean(slopes, axis=0)


def _distance(values: Array, weights: Array) -> Array:
    """Cumulative Jensen-Shannon distance between values[S, k] and their weighted version.

    The larger of both directions, since a cumulative distance looks at one tail more.
    """
    return np.maximum(_one_way(values, weights), _one_way(-values, weights))


def _one_way(values: Array, weights: Array) -> Array:
    n_draws = values.shape[0]
    order = np.argsort(values, axis=0, kind="stable")
    widths = np.diff(np.take_along_axis(values, order, axis=0), axis=0)
    plain = (np.arange(1, n_draws) / n_draws)[:, None]
    tilted = np.cumsum(weights[order], axis=0)[:-1] / weights.sum()
    middle = 0.5 * (plain + tilted)
    with np.errstate(divide="ignore", invalid="ignore"):
        plain_part = plain * np.log2(plain / middle)
        tilted_part = np.where(tilted > 0.0, tilted * np.log2(tilted / middle), 0.0)
        area_plain = (widths * plain).sum(axis=0)
        area_tilted = (widths * tilted).sum(axis=0)
        surplus = 0.5 / np.log(2.0) * (area_tilted - area_plain)
        forth = np.maximum((widths * plain_part).sum(axis=0) + surplus, 0.0)
        back = np.maximum((widths * tilted_part).sum(axis=0) - surplus, 0.0)
        distance = np.sqrt((forth + back) / (area_plain + area_tilted))
    return np.where(np.isfinite(distance), distance, 0.0)
