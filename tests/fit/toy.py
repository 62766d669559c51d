"""A toy of the size and shape of a real fit: a latent path of weekly innovations seen through
biased, heavy-tailed sums over windows. 170 unknowns, gradient by hand, compiled by Numba."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.fit.density import Array

Indices = NDArray[np.int64]

N_STEPS = 150
N_SOURCES = 18
N_OBSERVATIONS = 200
PERSISTENCE = 0.9
BIAS_SCALE = 0.3
NOISE_SCALE = 0.15
DEGREES = 4.0


@functools.cache
def _kernel() -> Any:
    import numba

    @numba.njit(nogil=True, cache=True, error_model="numpy")
    def kernel(
        theta: Array, begin: Indices, end: Indices, source: Indices, observed: Array
    ) -> tuple[float, Array]:
        level, log_scale = theta[0], theta[1]
        first_bias = 2 + N_STEPS
        gradient = np.empty(theta.size)
        value = 0.0
        for i in range(theta.size):
            value -= 0.5 * theta[i] * theta[i]
            gradient[i] = -theta[i]
        scale = np.exp(0.5 * log_scale - 1.0)
        path = np.empty(N_STEPS)
        rate = np.empty(N_STEPS)
        total = np.zeros(N_STEPS + 1)
        here = 0.0
        for t in range(N_STEPS):
            here = PERSISTENCE * here + scale * theta[2 + t]
            path[t] = here
            rate[t] = np.exp(level + here)
            total[t + 1] = total[t] + rate[t]
        back = np.zeros(N_STEPS + 1)
        for i in range(observed.size):
            amount = total[end[i]] - total[begin[i]]
            miss = observed[i] - np.log(amount) - BIAS_SCALE * theta[first_bias + source[i]]
            inside = 1.0 + miss * miss / (DEGREES * NOISE_SCALE * NOISE_SCALE)
            value -= 0.5 * (DEGREES + 1.0) * np.log(inside)
            pull = (DEGREES + 1.0) * miss / (DEGREES * NOISE_SCALE * NOISE_SCALE * inside)
            gradient[first_bias + source[i]] += pull * BIAS_SCALE
            back[end[i]] += pull / amount
            back[begin[i]] -= pull / amount
        later = 0.0
        on_path = 0.0
        for t in range(N_STEPS - 1, -1, -1):
            later += back[t + 1]
            on_rate = later * rate[t]
            gradient[0] += on_rate
            on_path = PERSISTENCE * on_path + on_rate
            gradient[2 + t] += on_path * scale
            gradient[1] += on_path * 0.5 * scale * theta[2 + t]
        return value, gradient

    return kernel


@dataclass(frozen=True, eq=False)
class Toy:
    """The toy's density given simulated observations; ``truth`` float64[170] made them."""

    truth: Array
    begin: Indices
    end: Indices
    source: Indices
    observed: Array

    @property
    def n_unknowns(self) -> int:
        return 2 + N_STEPS + N_SOURCES

    @property
    def names(self) -> tuple[str, ...]:
        steps = tuple(f"innovation {t}" for t in range(N_STEPS))
        return ("level", "log scale", *steps, *(f"bias {s}" for s in range(N_SOURCES)))

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        return _kernel()(theta, self.begin, self.end, self.source, self.observed)

    def initial(self, seed: int) -> Array:
        return np.random.default_rng(seed).standard_normal(self.n_unknowns)


def log_totals(theta: Array) -> Array:
    """log of the total up to each tenth step, [m, 15], for draws theta[m, 170]."""
    scale = np.exp(0.5 * theta[:, 1] - 1.0)
    path = np.zeros(theta.shape[0])
    total = np.zeros(theta.shape[0])
    out = []
    for t in range(N_STEPS):
        path = PERSISTENCE * path + scale * theta[:, 2 + t]
        total = total + np.exp(theta[:, 0] + path)
        if t % 10 == 9:
            out.append(np.log(total))
    return np.stack(out, axis=1)


def simulate(seed: int) -> Toy:
    """Truth from the prior, then observations of random windows by random sources."""
    random = np.random.default_rng(seed)
    truth = random.standard_normal(2 + N_STEPS + N_SOURCES)
    begin = random.integers(0, N_STEPS - 10, N_OBSERVATIONS)
    end = np.minimum(begin + random.integers(1, 60, N_OBSERVATIONS), N_STEPS)
    source = random.integers(0, N_SOURCES, N_OBSERVATIONS)
    scale = np.exp(0.5 * truth[1] - 1.0)
    path = np.zeros(N_STEPS)
    here = 0.0
    for t in range(N_STEPS):
        here = PERSISTENCE * here + scale * truth[2 + t]
        path[t] = here
    total = np.concatenate([[0.0], np.cumsum(np.exp(truth[0] + path))])
    noise = NOISE_SCALE * random.standard_t(DEGREES, N_OBSERVATIONS)
    bias = BIAS_SCALE * truth[2 + N_STEPS + source]
    observed = np.log(total[end] - total[begin]) + bias + noise
    return Toy(truth, begin, end, source, observed)
