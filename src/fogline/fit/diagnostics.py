"""Have the chains met, and how much are their draws worth: R-hat, effective sizes, errors.

All functions take draws[chain, draw, ...] and give one number for each trailing entry, in one
vectorised pass: a thousand answers take about a second, and nothing heavier than NumPy and
scipy.special is imported.

Source
------
Vehtari, Gelman, Simpson, Carpenter & Buerkner, Rank-normalization, folding, and localization: an
improved R-hat, Bayesian Analysis 16:667 (2021); Geyer, Statistical Science 7:473 (1992), for the
initial monotone sequence; Betancourt, arXiv:1604.00695 (2016), for E-BFMI.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from fogline.fit.density import Array

__all__ = [
    "Convergence",
    "convergence",
    "convergence_of_answers",
    "e_bfmi",
    "ess_bulk",
    "ess_tail",
    "mcse_quantile",
    "rhat",
]

# Columns handled at once: keeps the transforms of 4 x 1000 draws within some 10 MB.
BLOCK = 64

# Blom's offset of ranks. Source: Vehtari et al. (2021), eq. 14.
BLOM = 3.0 / 8.0

# The two tails whose quantiles must be well estimated. Source: Vehtari et al. (2021), sec. 4.3.
TAILS = (0.05, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Convergence:
    """rhat, ess_bulk, ess_tail of k quantities, each float64[k]."""

    rhat: Array
    ess_bulk: Array
    ess_tail: Array


def rhat(draws: Array) -> Array:
    """Rank-normalised split R-hat, the larger of bulk and folded: one is perfect.

    nan where a quantity is constant or not finite; inf where chains are constant but differ.
    """
    return _by_column(draws, _rhat_block)


def ess_bulk(draws: Array) -> Array:
    """Effective number of draws for the middle of the distribution; nan where not finite."""
    return _by_column(draws, lambda block: _ess(_normal_scores(_split(block))))


def ess_tail(draws: Array) -> Array:
    """Effective number of draws for the worse of the 5 % and 95 % quantiles."""
    return _by_column(draws, _ess_tail_block)


def mcse_quantile(draws: Array, level: float) -> Array:
    """Monte Carlo standard error of a quantile: half the 68 % range of its order statistics."""
    from scipy.special import betaincinv

    def block(values: Array) -> Array:
        size = _ess_quantile_block(values, level)
        ordered = np.sort(values.reshape(-1, values.shape[2]), axis=0)
        total = ordered.shape[0]
        low = betaincinv(size * level + 1, size * (1 - level) + 1, 0.1586553)
        high = betaincinv(size * level + 1, size * (1 - level) + 1, 0.8413447)
        usable = np.isfinite(low)
        first = np.floor(np.maximum(np.where(usable, low, 0.0) * total - 1, 0)).astype(int)
        last = np.ceil(np.minimum(np.where(usable, high, 0.0) * total - 1, total - 1)).astype(int)
        columns = np.arange(values.shape[2])
        width = ordered[np.maximum(last, 0), columns] - ordered[first, columns]
        return np.where(usable, width / 2, np.nan)

    return _by_column(draws, block)


def convergence(draws: Array) -> Convergence:
    """R-hat, bulk and tail effective sizes of draws[chain, draw, k]."""
    return Convergence(rhat(draws), ess_bulk(draws), ess_tail(draws))


def convergence_of_answers(answers: Mapping[str, Array]) -> tuple[list[str], Convergence]:
    """The same of named answers[chain, draw], without those that never vary; and the names left."""
    varying = {name: values for name, values in answers.items() if np.ptp(values) > 0.0}
    return list(varying), convergence(np.stack(list(varying.values()), axis=-1))


def e_bfmi(energy: Array) -> Array:
    """Energy Bayesian fraction of missing information of each chain, from energy[chain, draw]."""
    spread = np.var(energy, axis=1, ddof=1)
    return np.square(np.diff(energy, axis=1)).mean(axis=1) / spread


def _checked(draws: Array) -> Array:
    values = np.asarray(draws, dtype=np.float64)
    if values.ndim < 2 or values.shape[1] < 4:
        raise ValueError(f"wanted draws[chain, draw >= 4, ...], got shape {values.shape}")
    return values


def _by_column(draws: Array, measure: Callable[[Array], Array]) -> Array:
    """Apply ``measure``: [chain, draw, block] -> [block] to blocks of the trailing axes."""
    values = _checked(draws)
    n_chains, n_draws = values.shape[:2]
    columns = values.reshape(n_chains, n_draws, -1)
    out = np.full(columns.shape[2], np.nan)
    finite = np.flatnonzero(np.isfinite(columns).all(axis=(0, 1)))
    with np.errstate(divide="ignore", invalid="ignore"):
        for start in range(0, finite.size, BLOCK):
            chosen = finite[start : start + BLOCK]
            out[chosen] = measure(columns[:, :, chosen])
    return out.reshape(values.shape[2:])


def _split(values: Array) -> Array:
    """Each chain's halves as chains of their own; the middle draw of an odd number is left out."""
    half = values.shape[1] // 2
    return np.concatenate([values[:, :half], values[:, -half:]])


def _normal_scores(values: Array) -> Array:
    """Ranks over all chains, ties shared, turned into normal quantiles; column by column."""
    from scipy.special import ndtri

    flat = values.reshape(-1, values.shape[2])
    size = flat.shape[0]
    order = np.argsort(flat, axis=0, kind="stable")
    ordered = np.take_along_axis(flat, order, axis=0)
    places = np.broadcast_to(np.arange(1.0, size + 1)[:, None], flat.shape).copy()
    for column in np.flatnonzero((ordered[1:] == ordered[:-1]).any(axis=0)):
        _, group, counts = np.unique(ordered[:, column], return_inverse=True, return_counts=True)
        last = np.cumsum(counts)
        places[:, column] = (last - (counts - 1) / 2.0)[group]
    ranks = np.empty_like(flat)
    np.put_along_axis(ranks, order, places, axis=0)
    return ndtri((ranks - BLOM) / (size - 2 * BLOM + 1)).reshape(values.shape)


def _rhat_block(values: Array) -> Array:
    split = _split(values)
    middle = np.median(split.reshape(-1, split.shape[2]), axis=0)
    return np.maximum(
        _plain_rhat(_normal_scores(split)), _plain_rhat(_normal_scores(np.abs(split - middle)))
    )


def _plain_rhat(values: Array) -> Array:
    n_draws = values.shape[1]
    between = n_draws * np.var(values.mean(axis=1), axis=0, ddof=1)
    within = np.var(values, axis=1, ddof=1).mean(axis=0)
    return np.sqrt((between / within + n_draws - 1) / n_draws)


def _ess_tail_block(values: Array) -> Array:
    return np.minimum(*(_ess_quantile_block(values, level) for level in TAILS))


def _ess_quantile_block(values: Array, level: float) -> Array:
    flat = values.reshape(-1, values.shape[2])
    below = (values <= np.quantile(flat, level, axis=0)).astype(np.float64)
    return _ess(_split(below))


def _autocovariance(values: Array) -> Array:
    """Biased autocovariance over axis 1 for every lag."""
    n_draws = values.shape[1]
    centred = values - values.mean(axis=1, keepdims=True)
    length = 1 << (2 * n_draws - 1).bit_length()
    spectrum = np.fft.rfft(centred, n=length, axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    return np.fft.irfft(power, n=length, axis=1)[:, :n_draws] / n_draws


def _ess(values: Array) -> Array:
    """Effective size of [chain, draw, block] by Geyer's initial monotone sequence."""
    n_chains, n_draws, n_columns = values.shape
    total = n_chains * n_draws
    covariance = _autocovariance(values)
    within = covariance[:, 0].mean(axis=0) * n_draws / (n_draws - 1.0)
    pooled = within * (n_draws - 1.0) / n_draws
    if n_chains > 1:
        pooled = pooled + np.var(values.mean(axis=1), axis=0, ddof=1)
    correlation = 1.0 - (within - covariance.mean(axis=0)) / pooled
    correlation[0] = 1.0

    # Lags in pairs; pairs before the first that is not positive count, kept from rising. The
    # last pair that the lags allow is never counted whole.
    last = max((n_draws - 3) // 2, 0)
    pairs = correlation[0 : 2 * last + 2 : 2] + correlation[1 : 2 * last + 2 : 2]
    stops = pairs <= 0.0
    stops[-1] = True
    end = np.argmax(stops, axis=0)
    falling = np.minimum.accumulate(pairs, axis=0)
    counted = np.arange(pairs.shape[0])[:, None] < end
    edge = np.maximum(correlation[2 * end, np.arange(n_columns)], 0.0)
    tau = -1.0 + 2.0 * np.where(counted, falling, 0.0).sum(axis=0) + edge
    size = total / np.maximum(tau, 1.0 / np.log10(total))

    constant = np.ptp(values.reshape(-1, n_columns), axis=0) < np.finfo(np.float64).resolution
    return np.where(constant, float(total), size)
