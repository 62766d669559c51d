"""Densities with known moments for the tests of the fit room."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from fogline.fit.density import Array


class Density:
    """A log density from a plain function of theta, with starts spread around a centre."""

    def __init__(
        self,
        n: int,
        function: Callable[[Array], tuple[float, Array]],
        *,
        spread: float = 2.0,
        centre: float = 0.0,
    ) -> None:
        self.n_unknowns = n
        self.names = tuple(f"unknown {index}" for index in range(n))
        self._function = function
        self._spread = spread
        self._centre = centre

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        return self._function(theta)

    def initial(self, seed: int) -> Array:
        random = np.random.default_rng(seed)
        return self._centre + self._spread * random.standard_normal(self.n_unknowns)


@functools.cache
def quadratic_kernel() -> Any:
    import numba

    @numba.njit(nogil=True, cache=True)
    def kernel(theta: Array, mean: Array, precision: Array) -> tuple[float, Array]:
        n = theta.size
        gradient = np.empty(n)
        value = 0.0
        for i in range(n):
            total = 0.0
            for j in range(n):
                total -= precision[i, j] * (theta[j] - mean[j])
            gradient[i] = total
            value += 0.5 * total * (theta[i] - mean[i])
        return value, gradient

    return kernel


def correlated_normal(n: int, *, seed: int, scales: float = 2.0) -> tuple[Density, Array, Array]:
    """A normal whose principal standard deviations span exp(-scales) to exp(scales) / 4.

    Gives the density, its mean [n] and its covariance [n, n].
    """
    random = np.random.default_rng(seed)
    axes, _ = np.linalg.qr(random.standard_normal((n, n)))
    deviations = np.exp(random.uniform(-scales, scales, n)) / 4.0
    covariance = (axes * deviations**2) @ axes.T
    precision = np.ascontiguousarray((axes / deviations**2) @ axes.T)
    mean = random.standard_normal(n)
    kernel = quadratic_kernel()
    return Density(n, lambda theta: kernel(theta, mean, precision)), mean, covariance


def student_t(n: int, degrees: float) -> Density:
    def function(theta: Array) -> tuple[float, Array]:
        inside = 1.0 + theta**2 / degrees
        value = -0.5 * (degrees + 1.0) * np.log(inside).sum()
        return float(value), -(degrees + 1.0) / degrees * theta / inside

    return Density(n, function)


def banana() -> Density:
    """x ~ N(0, 1), y | x ~ N(x^2, 0.5^2): mean of y 1, variance 2.25."""

    def function(theta: Array) -> tuple[float, Array]:
        x, y = theta
        miss = (y - x * x) / 0.25
        return float(-0.5 * (x * x + (y - x * x) * miss)), np.array([-x + 2.0 * x * miss, -miss])

    return Density(2, function)


def funnel(n: int) -> Density:
    """Neal's funnel: v ~ N(0, 3^2), n values x ~ N(0, exp(v)). Hard: a fit must say so."""

    def function(theta: Array) -> tuple[float, Array]:
        v, x = theta[0], theta[1:]
        with np.errstate(over="ignore", invalid="ignore"):
            squares = float(x @ x) * np.exp(-v)
            gradient = np.empty(n + 1)
            gradient[0] = -v / 9.0 - 0.5 * n + 0.5 * squares
            gradient[1:] = -x * np.exp(-v)
        return float(-v * v / 18.0 - 0.5 * n * v - 0.5 * squares), gradient

    return Density(n + 1, function)


def two_peaks(n: int, distance: float) -> Density:
    """Half N(-distance, 1), half N(+distance, 1) along the first unknown."""

    def function(theta: Array) -> tuple[float, Array]:
        shift = np.zeros(n)
        shift[0] = distance
        left, right = theta + shift, theta - shift
        logs = np.array([-0.5 * left @ left, -0.5 * right @ right])
        top = logs.max()
        weights = np.exp(logs - top)
        value = top + np.log(weights.sum())
        weights /= weights.sum()
        return float(value), -(weights[0] * left + weights[1] * right)

    return Density(n, function, spread=distance)


def half_space() -> Density:
    """N(0, 1) above -1, impossible (nan) below: the sampler meets points it must refuse."""

    def function(theta: Array) -> tuple[float, Array]:
        if theta[0] < -1.0:
            return float("nan"), np.full(2, np.nan)
        return float(-0.5 * theta @ theta), -theta

    return Density(2, function, spread=0.3, centre=0.5)
