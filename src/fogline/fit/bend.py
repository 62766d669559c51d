"""Days in a window, measured so that a chain need not change its step from day to day.

An unknown day is the normal score of a place in a window. In that measure a day near the window's
ends is long and one in its middle short, and a day that is known to the week may still, with some
probability, lie beyond all evidence: a narrow body with one long tail, which no linear frame
makes round. Chains therefore run in another measure: the place in the window itself, with the
window ``2 x HALF`` units wide and its ends without walls, bent by a sinh-arcsinh curve that pilots
learn from where their points lie. The density is that of the same unknowns: the slope of the
measure is part of it, and draws are turned back.

Source
------
Jones & Pewsey, Sinh-arcsinh distributions, Biometrika 96:761 (2009). Widths: decisions/0052.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.fit.density import Array, LogDensity

__all__ = ["Bend", "Bent"]

# Half the width of a window in the new measure. Chosen by us; decisions/0052.
HALF = 10.0
# From a normal score to a place in (0, 1): the logistic curve with this slope is nearly the normal
# distribution function (Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2).
SCORE = 1.702
# A curve is drawn towards the straight line as if so many independent points had said so, with
# this spread of skew and log tail; it is learned from so many points at most. Chosen by us.
DOUBT, SPREAD, MOST = 100.0, 0.5, 1000

# Columns of a table.
PLACE, CENTRE, TAIL = 0, 1, 4


@dataclass(frozen=True, eq=False)
class Bend:
    """The measure of some unknowns; all others are left as they are.

    table  float64[k, 7]: place among the unknowns; centre, width, skew and tail of the curve
           ``y = centre + width sinh((asinh(u) + skew) / tail)``; half a window; slope of scores
    """

    table: Array

    @classmethod
    def of(cls, places: Sequence[int]) -> Bend:
        """Straight curves for the unknowns at these places."""
        table = np.tile([0.0, 0.0, 1.0, 0.0, 1.0, HALF, SCORE], (len(places), 1))
        table[:, PLACE] = places
        return cls(table)

    @property
    def places(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Which unknowns are bent: int[k]."""
        return self.table[:, PLACE].astype(np.int64)

    def to_theta(self, bent: Array) -> Array:
        """bent[..., n] to theta[..., n]."""
        theta = np.array(bent, dtype=np.float64)
        theta[..., self.places] = _scores(self._curved(bent[..., self.places]))
        return theta

    def to_bent(self, theta: Array) -> Array:
        """theta[..., n] to bent[..., n]."""
        bent = np.array(theta, dtype=np.float64)
        y = _windowed(theta[..., self.places])
        _, centre, width, skew, tail, _, _ = self.table.T
        bent[..., self.places] = np.sinh(tail * np.arcsinh((y - centre) / width) - skew)
        return bent

    def slopes(self, bent: Array) -> tuple[Array, Array, Array]:
        """d theta / d bent at bent[..., n], its logarithm and that one's slope: each [..., k]."""
        _, _, width, skew, tail, _, _ = self.table.T
        u = bent[..., self.places]
        root = np.hypot(1.0, u)
        angle = (np.arcsinh(u) + skew) / tail
        first = width * np.cosh(angle) / (tail * root)
        log_second, change = _score_slopes(self._curved(u))
        log_slope = np.log(first) + log_second
        return (
            np.exp(log_slope), log_slope,
            np.tanh(angle) / (tail * root) - u / (root * root) + change * first,
        )  # fmt: skip

    def learned(self, theta: Array) -> Bend:
        """The curves in which points theta[m, n] lie most like normal ones."""
        y = _windowed(theta[:: max(len(theta) // MOST, 1), self.places])
        table = self.table.copy()
        for row, column in enumerate(y.T):
            table[row, CENTRE : TAIL + 1] = _curve(column)
        return Bend(table)

    def _curved(self, u: Array) -> Array:
        _, centre, width, skew, tail, _, _ = self.table.T
        return centre + width * np.sinh((np.arcsinh(u) + skew) / tail)


class Bent:
    """A log density in another measure of some of its unknowns."""

    def __init__(self, density: LogDensity, bend: Bend) -> None:
        self._density, self._bend = density, bend
        self.n_unknowns = density.n_unknowns
        self.names = density.names

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        """See ``LogDensity``, at theta[n] in the measure, whose slope is part of the value."""
        with np.errstate(all="ignore"):  # far out the measure overflows: an impossible point
            straight = self._bend.to_theta(theta)
            slope, log_slope, change = self._bend.slopes(theta)
        value, gradient = self._density.value_and_gradient(straight)
        turned = np.array(gradient)
        turned[self._bend.places] = turned[self._bend.places] * slope + change
        return value + float(log_slope.sum()), turned

    @property
    def native(self) -> Any:
        """C functions like the density's own, where it has such."""
        make = getattr(self._density, "native", None)
        return None if make is None else functools.partial(make, bends=self._bend.table)

    def initial(self, seed: int) -> Array:
        """See ``LogDensity``."""
        return self._bend.to_bent(self._density.initial(seed))


def _scores(y: Array) -> Array:
    """Normal scores of a place y in a window from -HALF to HALF, its ends without walls."""
    share, rest = _shares(y)
    return np.copysign((np.log(share) - np.log(rest)) / SCORE, y)


def _windowed(x: Array) -> Array:
    """The place in the window whose normal score is x."""
    share = 1.0 / (1.0 + np.exp(SCORE * np.abs(x)))  # of the window, from its nearer end
    reached, left = 2.0 * HALF * share, 2.0 * HALF * (1.0 - share)
    return np.copysign(np.log(np.expm1(reached)) - HALF - np.log(-np.expm1(-left)), x)


def _shares(y: Array) -> tuple[Array, Array]:
    """What of the window lies beyond y, towards its nearer end, and the rest."""
    near = -np.abs(y)
    share = (np.logaddexp(0.0, near + HALF) - np.logaddexp(0.0, near - HALF)) / (2.0 * HALF)
    return share, 1.0 - share


def _score_slopes(y: Array) -> tuple[Array, Array]:
    """Log of the slope of ``_scores`` and that one's own slope."""
    share, rest = _shares(y)
    near = -np.abs(y)
    low, high = 1.0 / (1.0 + np.exp(-near - HALF)), 1.0 / (1.0 + np.exp(-near + HALF))
    slope = (low - high) / (2.0 * HALF)
    change = (low * (1.0 - low) - high * (1.0 - high)) / (2.0 * HALF)
    log_slope = np.log(slope) - np.log(share) - np.log(rest) - np.log(SCORE)
    change = change / slope - slope / share + slope / rest
    return log_slope, np.where(y > 0.0, -change, change)


def _curve(y: Array) -> Array:
    """Centre, width, skew and tail of the likeliest curve for points y[m], somewhat straightened.

    A straight line through their mean and spread where the points do not vary.
    """
    from scipy.optimize import minimize

    low, middle, high = np.quantile(y, [0.25, 0.5, 0.75])
    size = (high - low) / 1.349
    if not size > 0.0:
        return np.array([0.0, 1.0, 0.0, 1.0])

    def cost(curve: Array) -> float:
        centre, log_width, skew, log_tail = curve
        z = (y - middle - size * centre) / (size * np.exp(log_width))
        angle = np.exp(log_tail) * np.arcsinh(z) - skew
        u = np.sinh(angle)
        likely = -0.5 * u * u + 0.5 * np.log1p(u * u) + log_tail - log_width
        pull = (skew * skew + log_tail * log_tail) / (2.0 * SPREAD * SPREAD * DOUBT)
        return pull - float(np.mean(likely - 0.5 * np.log1p(z * z)))

    found = minimize(cost, np.zeros(4), method="BFGS", options={"gtol": 1e-3})
    centre, log_width, skew, log_tail = found.x
    return np.array([middle + size * centre, size * np.exp(log_width), skew, np.exp(log_tail)])
