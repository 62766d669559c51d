"""A conjugate normal to calibrate, in a module of its own so that other processes can load it."""

from __future__ import annotations

import numpy as np

from fogline.fit.density import Array, LogDensity
from tests.fit.densities import Density

N_OBSERVED = 5


def conjugate(seed: int, *, noise: float = 1.0, believed: float = 1.0) -> tuple[Array, Density]:
    """Two means ~ N(0, 1), five observations each; the density believes in another noise."""
    random = np.random.default_rng(seed)
    truth = random.standard_normal(2)
    observed = truth + noise * random.standard_normal((N_OBSERVED, 2))

    def function(theta: Array) -> tuple[float, Array]:
        miss = (observed - theta) / believed
        value = -0.5 * theta @ theta - 0.5 * np.sum(miss * miss)
        return float(value), -theta + miss.sum(axis=0) / believed

    return truth, Density(2, function)


def right(seed: int) -> tuple[Array, LogDensity]:
    return conjugate(seed)


def too_sure(seed: int) -> tuple[Array, LogDensity]:
    return conjugate(seed, noise=1.0, believed=0.4)


def total(draws: Array, density: LogDensity) -> dict[str, Array]:
    return {"total": draws.sum(axis=1)}
