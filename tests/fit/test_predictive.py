"""Scores of predictions against closed forms and brute force."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fogline.fit.predictive import coverage, crps


def normal_crps(mean: float, deviation: float, observed: float) -> float:
    """Gneiting & Raftery (2007), section 4.2."""
    z = (observed - mean) / deviation
    density = math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
    below = 0.5 * (1 + math.erf(z / math.sqrt(2)))
    return deviation * (z * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi))


@pytest.mark.parametrize(("mean", "deviation", "observed"), [(0, 1, 0), (1, 2, -3), (5, 0.3, 5.4)])
def test_many_normal_draws_score_as_the_normal_does(
    mean: float, deviation: float, observed: float
) -> None:
    levels = (np.arange(20_000) + 0.5) / 20_000
    from scipy.special import ndtri

    draws = mean + deviation * ndtri(levels)[:, None]
    got = crps(draws, np.array([observed]))[0]
    assert got == pytest.approx(normal_crps(mean, deviation, observed), rel=1e-3)


def test_the_sorted_form_equals_the_double_sum() -> None:
    random = np.random.default_rng(1)
    draws, observed = random.gamma(2.0, size=(60, 4)), random.gamma(2.0, size=4)
    pairs = np.abs(draws[:, None] - draws[None]).mean(axis=(0, 1))
    wanted = np.abs(draws - observed).mean(axis=0) - 0.5 * pairs
    np.testing.assert_allclose(crps(draws, observed), wanted)


def test_one_draw_scores_its_distance() -> None:
    assert crps(np.array([[2.0]]), np.array([5.0]))[0] == 3.0


def test_calibrated_predictions_cover_as_often_as_they_say() -> None:
    random = np.random.default_rng(2)
    centres = random.standard_normal(4000)
    draws = centres + random.standard_normal((400, 4000))
    observed = centres + random.standard_normal(4000)
    for level, share in coverage(draws, observed).items():
        assert share == pytest.approx(level, abs=0.03)
    too_sure = coverage(centres + 0.5 * (draws - centres), observed)
    assert too_sure[0.95] < 0.8


def test_shapes_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\(3, 2\) and \(3,\)"):
        crps(np.zeros((3, 2)), np.zeros(3))
