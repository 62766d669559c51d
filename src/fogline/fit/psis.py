"""What the posterior would be without one observation or one source, without fitting again.

Draws are reweighted by the inverse of what is left out; the heaviest weights are replaced by
the order statistics of a generalised Pareto tail, whose shape k says whether to trust them.

Source
------
Vehtari, Simpson, Gelman, Yao & Gabry, Pareto Smoothed Importance Sampling, JMLR 25:72 (2024);
Zhang & Stephens, Technometrics 51:316 (2009), for the fit of the tail; Vehtari, Gelman & Gabry,
Statistics and Computing 27:1413 (2017), for leave-one-out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fogline.fit.density import Array

__all__ = [
    "LeaveOneOut",
    "SmoothedWeights",
    "effective_draws",
    "leave_one_out",
    "leave_out_weights",
    "reliable_below",
    "smooth_log_ratios",
    "weighted_quantiles",
]

# Fewer tail draws than this say nothing of a shape. Source: Vehtari et al. (2024), sec. 6.
LEAST_TAIL = 5
# The weakly informative prior of k: ten pseudo-observations at one half. Source: the same, app. G.
PRIOR_DRAWS = 10.0
PRIOR_SHAPE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class SmoothedWeights:
    """Importance weights of S draws for g targets.

    log_weights  float64[S, g], each column's weights sum to one
    pareto_k     float64[g]; trust a column below ``reliable_below(S)``; inf when there are too
                 few distinct weights to tell
    """

    log_weights: Array
    pareto_k: Array

    @property
    def weights(self) -> Array:
        """float64[S, g], each column sums to one."""
        return np.exp(self.log_weights)


@dataclass(frozen=True, slots=True, eq=False)
class LeaveOneOut:
    """Leave-one-out (or leave-one-group-out) cross-validation.

    elpd            expected log predictive density of each observation or group, float64[g]
    pareto_k        float64[g]
    n_parameters    effective number of parameters each takes, float64[g]
    weights         the smoothed weights behind them
    """

    elpd: Array
    pareto_k: Array
    n_parameters: Array
    weights: SmoothedWeights

    @property
    def total(self) -> float:
        """Sum of elpd."""
        return float(self.elpd.sum())

    @property
    def standard_error(self) -> float:
        """Standard error of the total, from the spread between observations or groups."""
        return float(np.sqrt(self.elpd.size * np.var(self.elpd)))


def reliable_below(n_draws: int) -> float:
    """The largest Pareto k at which estimates from ``n_draws`` draws can be trusted.

    Source
    ------
    Vehtari et al., JMLR 25:72 (2024), sec. 3.2.4: min(1 - 1 / log10(S), 0.7).
    """
    return min(1.0 - 1.0 / np.log10(n_draws), 0.7)


def smooth_log_ratios(log_ratios: Array, *, relative_efficiency: float = 1.0) -> SmoothedWeights:
    """Pareto-smoothed, normalised weights from log importance ratios float64[S, g].

    relative_efficiency  effective draws over draws of what is weighted (lengthens the tail that
                         is fitted when chains are sticky)
    Raises ValueError when a ratio is not finite or S < 25.
    """
    ratios = np.asarray(log_ratios, dtype=np.float64)
    if ratios.ndim != 2 or ratios.shape[0] < 5 * LEAST_TAIL:
        raise ValueError(f"wanted log_ratios[S >= 25, g], got shape {ratios.shape}")
    if not np.isfinite(ratios).all():
        raise ValueError("log importance ratios must be finite")
    n_draws, n_targets = ratios.shape
    n_tail = int(min(n_draws / 5.0, 3.0 * np.sqrt(n_draws / relative_efficiency)))
    logs = ratios - ratios.max(axis=0)
    shapes = np.empty(n_targets)
    order = np.argsort(logs, axis=0, kind="stable")
    for target in range(n_targets):
        places = order[-n_tail:, target]
        cutoff = logs[order[-n_tail - 1, target], target]
        smoothed, shapes[target] = _smooth_tail(logs[places, target], cutoff)
        logs[places, target] = smoothed
    logs -= _log_sum(logs)
    return SmoothedWeights(logs, shapes)


def leave_out_weights(
    log_likelihoods: Array,
    groups: Sequence[Sequence[int]] | None = None,
    *,
    relative_efficiency: float = 1.0,
) -> SmoothedWeights:
    """Weights that take observations out of the posterior again.

    log_likelihoods  float64[S, N], one column per observation
    groups           columns left out together, one list per target; each column alone by default
    """
    return smooth_log_ratios(
        -_grouped(log_likelihoods, groups), relative_efficiency=relative_efficiency
    )


def leave_one_out(
    log_likelihoods: Array,
    groups: Sequence[Sequence[int]] | None = None,
    *,
    relative_efficiency: float = 1.0,
) -> LeaveOneOut:
    """Expected log predictive density of each observation, or group, given all the others."""
    together = _grouped(log_likelihoods, groups)
    weights = smooth_log_ratios(-together, relative_efficiency=relative_efficiency)
    elpd = _log_sum(weights.log_weights + together)
    within = _log_sum(together) - np.log(together.shape[0])
    return LeaveOneOut(elpd, weights.pareto_k, within - elpd, weights)


def effective_draws(weights: Array) -> Array:
    """How many equally weighted draws are worth as much: 1 / sum of squares, per column."""
    return 1.0 / np.sum(np.square(weights), axis=0)


def weighted_quantiles(values: Array, weights: Array, levels: Sequence[float] | Array) -> Array:
    """Quantiles float64[level, g, k] of values[S, k] under each column of weights[S, g].

    Linear between draws placed at the middle of their own weight; equal weights give Hazen's
    quantile. Weights need not sum to one.
    """
    wanted = np.asarray(levels, dtype=np.float64)
    out = np.empty((wanted.size, weights.shape[1], values.shape[1]))
    for column in range(values.shape[1]):
        order = np.argsort(values[:, column], kind="stable")
        ordered = values[order, column]
        shares = weights[order]
        reached = np.cumsum(shares, axis=0)
        middles = (reached - 0.5 * shares) / reached[-1]
        for target in range(weights.shape[1]):
            out[:, target, column] = np.interp(wanted, middles[:, target], ordered)
    return out


def _grouped(log_likelihoods: Array, groups: Sequence[Sequence[int]] | None) -> Array:
    columns = np.asarray(log_likelihoods, dtype=np.float64)
    if groups is None:
        return columns
    return np.stack([columns[:, list(group)].sum(axis=1) for group in groups], axis=1)


def _log_sum(logs: Array) -> Array:
    """log of the sum of exponentials over axis 0."""
    top = logs.max(axis=0)
    return top + np.log(np.exp(logs - top).sum(axis=0))


def _smooth_tail(tail: Array, cutoff: float) -> tuple[Array, float]:
    """The ascending log weights ``tail`` above ``cutoff``, smoothed, and the tail's shape k."""
    excess = np.exp(tail) - np.exp(cutoff)
    if excess[-1] - excess[0] <= 0.0:
        # All alike: nothing hangs on single draws. (Weights equal everywhere: k is zero.)
        return tail, 0.0 if excess[-1] <= 0.0 else np.inf
    shape, scale = _fit_generalised_pareto(excess)
    if not np.isfinite(shape) or scale <= 0.0:
        return tail, np.inf
    middle = (np.arange(tail.size) + 0.5) / tail.size
    log_survival = np.log1p(-middle)
    stretch = -log_survival if shape == 0.0 else np.expm1(-shape * log_survival) / shape
    smoothed = np.log(np.exp(cutoff) + scale * stretch)
    return np.minimum(smoothed, tail[-1]), shape


def _fit_generalised_pareto(excess: Array) -> tuple[float, float]:
    """Shape k and scale of a generalised Pareto from ascending positive excesses.

    The likelihood is profiled over k and averaged over a grid of theta = -k / scale whose prior
    follows the first quartile; k is then drawn towards one half.
    """
    n = excess.size
    positive = np.maximum(excess, np.finfo(np.float64).tiny)
    n_grid = 30 + int(np.sqrt(n))
    quartile = positive[int(n / 4.0 + 0.5) - 1]
    steps = np.arange(1, n_grid + 1) - 0.5
    theta = 1.0 / positive[-1] + (1.0 - np.sqrt(n_grid / steps)) / (3.0 * quartile)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        shapes = np.log1p(-theta[:, None] * positive).mean(axis=1)
        profile = n * (np.log(-theta / shapes) - shapes - 1.0)
        profile = np.where(np.isfinite(profile), profile, -np.inf)
        if not np.isfinite(profile).any():
            return np.inf, np.nan
        weights = np.exp(profile - profile.max())
        weights[weights < 10.0 * np.finfo(np.float64).eps * weights.sum()] = 0.0
        best = float(np.sum(theta * weights) / weights.sum())
        shape = float(np.log1p(-best * positive).mean())
    scale = -shape / best
    return (n * shape + PRIOR_DRAWS * PRIOR_SHAPE) / (n + PRIOR_DRAWS), scale
