"""A conjugate normal to calibrate, in a module of its own so that other processes can load it."""

from __future__ import annotations

from typing import Any

import numpy as np

from fogline.fit import Fit
from fogline.fit.density import Array, LogDensity
from tests.fit.densities import Density

N_OBSERVED = 5

# Mean [2] and standard deviation of the posterior of each density made here.
KNOWN: dict[int, tuple[Array, float]] = {}


def conjugate(seed: int, *, noise: float = 1.0, believed: float = 1.0) -> tuple[Array, Density]:
    """Two means ~ N(0, 1), five observations each; the density believes in another noise."""
    random = np.random.default_rng(seed)
    truth = random.standard_normal(2)
    observed = truth + noise * random.standard_normal((N_OBSERVED, 2))

    def function(theta: Array) -> tuple[float, Array]:
        miss = (observed - theta) / believed
        value = -0.5 * theta @ theta - 0.5 * np.sum(miss * miss)
        return float(value), -theta + miss.sum(axis=0) / believed

    density = Density(2, function)
    precision = 1.0 + N_OBSERVED / believed**2
    KNOWN[id(density)] = observed.sum(axis=0) / believed**2 / precision, precision**-0.5
    return truth, density


def exact_sample(density: LogDensity, *, seed: int, chains: int, draws: int, **_: Any) -> Fit:
    """Draws from the closed form instead of the sampler: the harness alone is under test."""
    mean, deviation = KNOWN.pop(id(density))
    random = np.random.default_rng(seed)
    return Fit(
        draws=mean + deviation * random.standard_normal((chains, draws, 2)),
        names=density.names,
        statistics={"diverging": np.zeros((chains, draws), dtype=bool)},
        seed=seed,
    )


def right(seed: int) -> tuple[Array, LogDensity]:
    return conjugate(seed)


def too_sure(seed: int) -> tuple[Array, LogDensity]:
    return conjugate(seed, noise=1.0, believed=0.6)


def total(draws: Array, density: LogDensity) -> dict[str, Array]:
    return {"total": draws.sum(axis=1)}
