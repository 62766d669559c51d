from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.fit.bend import HALF, Bend, Bent
from fogline.fit.diagnostics import ess_bulk, rhat
from fogline.fit.sample import sample

Array = np.ndarray[Any, np.dtype[np.float64]]

CURVED = Bend(
    np.array([[1.0, 0.5, 1.3, 0.4, 0.7, HALF, 1.702], [3.0, -8.0, 0.8, -0.3, 1.2, HALF, 1.702]])
)


class LateDay:
    """A day known to a twentieth of its window, or else (one chance in ten) nothing known of it.

    The other unknown is normal and knows nothing of the day.
    """

    n_unknowns, names = 2, ("day", "other")

    def __init__(self, *, tell: bool) -> None:
        if tell:
            self.windows = (0,)

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        x, y = theta
        if not np.isfinite(x):  # far out the measure overflows
            return -np.inf, theta
        seen = np.log(0.9 / 0.05) - 0.5 * ((x + 0.5) / 0.05) ** 2
        blank = np.log(0.1) - 0.5 * x * x
        total = np.logaddexp(seen, blank)
        slope = -np.exp(seen - total) * (x + 0.5) / 0.05**2 - np.exp(blank - total) * x
        return float(total - 0.5 * y * y), np.array([slope, -y])

    def initial(self, seed: int) -> Array:
        return np.random.default_rng(seed).standard_normal(2)


def test_a_measure_and_its_inverse_undo_each_other() -> None:
    u = 2.0 * np.random.default_rng(1).standard_normal((50, 5))
    theta = CURVED.to_theta(u)
    np.testing.assert_allclose(CURVED.to_bent(theta), u, atol=1e-10)
    np.testing.assert_array_equal(theta[:, [0, 2, 4]], u[:, [0, 2, 4]])


def test_the_slopes_of_a_measure_are_those_of_small_steps() -> None:
    u = 2.0 * np.random.default_rng(2).standard_normal((50, 5))
    slope, log_slope, change = CURVED.slopes(u)
    np.testing.assert_allclose(np.exp(log_slope), slope, rtol=1e-12)
    for k, place in enumerate(CURVED.places):
        step = np.zeros(5)
        step[place] = 1e-6
        by_steps = (CURVED.to_theta(u + step) - CURVED.to_theta(u - step))[:, place] / 2e-6
        np.testing.assert_allclose(slope[:, k], by_steps, rtol=1e-6)
        by_steps = (CURVED.slopes(u + step)[1] - CURVED.slopes(u - step)[1])[:, k] / 2e-6
        np.testing.assert_allclose(change[:, k], by_steps, rtol=1e-5, atol=1e-7)


def test_a_bent_density_has_its_own_gradient() -> None:
    density = LateDay(tell=True)
    bent = Bent(density, Bend.of(density.windows))
    for u in 4.0 * np.random.default_rng(3).standard_normal((20, 2)):
        _, gradient = bent.value_and_gradient(u)
        for place in range(2):
            step = np.zeros(2)
            step[place] = 1e-5
            up, down = (bent.value_and_gradient(u + sign * step)[0] for sign in (1, -1))
            assert gradient[place] == pytest.approx((up - down) / 2e-5, rel=1e-5, abs=1e-6)


def test_learned_curves_make_a_long_tail_short() -> None:
    random = np.random.default_rng(4)
    tail = random.random(2000) < 0.1
    x = np.where(tail, random.standard_normal(2000), -0.5 + 0.05 * random.standard_normal(2000))
    straight = Bend.of([0])
    u = straight.learned(x[:, None]).to_bent(x[:, None])[:, 0]
    y = straight.to_bent(x[:, None])[:, 0]

    def length(values: Array) -> float:
        low, quarter, three, high = np.quantile(values, [0.01, 0.25, 0.75, 0.99])
        return (high - low) / (three - quarter)

    assert length(y) > 6.0
    assert length(u) < 0.6 * length(y)


def test_a_day_with_a_long_tail_is_drawn_faithfully() -> None:
    fit = sample(LateDay(tell=True), seed=5, draws=1500, tune=100)
    day = fit.draws[:, :, 0]
    assert rhat(day) < 1.02
    late = (day > 0.0).astype(np.float64)
    size = ess_bulk(late)
    # half of the tenth lies above nought; four Monte Carlo errors
    assert abs(late.mean() - 0.05) < 4.0 * np.sqrt(0.05 * 0.95 / size)
    lp = np.array([LateDay(tell=False).value_and_gradient(theta)[0] for theta in fit.draws[0, :20]])
    np.testing.assert_allclose(fit.statistics["lp"][0, :20], lp, rtol=1e-9, atol=1e-9)
