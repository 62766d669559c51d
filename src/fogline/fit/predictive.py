"""How good predictions were once the truth is known: CRPS, coverage of intervals.

Source
------
Gneiting & Raftery, Strictly Proper Scoring Rules, JASA 102:359 (2007); Gneiting, Balabdaoui &
Raftery, Probabilistic forecasts, calibration and sharpness, JRSS B 69:243 (2007).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fogline.fit.density import Array

__all__ = ["coverage", "crps"]


def crps(draws: Array, observed: Array) -> Array:
    """Continuous ranked probability score float64[N] of draws[S, N], in their unit; 0 is best.

    E|X - y| - E|X - X'| / 2 for the distribution that the draws are, in O(S log S).
    """
    ordered = np.sort(_paired(draws, observed), axis=0)
    size = ordered.shape[0]
    miss = np.abs(ordered - observed).mean(axis=0)
    # Sum over pairs of |x_i - x_j| from sorted values: each counts by its rank.
    ranks = 2.0 * np.arange(1, size + 1) - size - 1.0
    return miss - ranks @ ordered / size**2


def coverage(
    draws: Array, observed: Array, levels: Sequence[float] = (0.5, 0.8, 0.95)
) -> dict[float, float]:
    """Share of the N truths inside the central interval of each level, for draws[S, N]."""
    values = _paired(draws, observed)
    out: dict[float, float] = {}
    for level in levels:
        low, high = np.quantile(values, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
        out[level] = float(np.mean((low <= observed) & (observed <= high)))
    return out


def _paired(draws: Array, observed: Array) -> Array:
    values = np.asarray(draws, dtype=np.float64)
    if values.ndim != 2 or np.shape(observed) != values.shape[1:]:
        raise ValueError(
            f"wanted draws[S, N] and observed[N], got {values.shape} and {np.shape(observed)}"
        )
    return values
