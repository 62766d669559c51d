"""Leaving out by weights: against ArviZ, against closed forms, and its own warnings."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.fit import psis
from fogline.fit.power_scale import power_scale_index, sensitivities

array_stats = pytest.importorskip("arviz_stats.base").array_stats


@pytest.mark.parametrize("scale", [0.2, 0.8, 1.5, 3.0])
@pytest.mark.parametrize("efficiency", [1.0, 0.4])
@pytest.mark.parametrize("n_draws", [100, 2000])
def test_smoothed_weights_and_shapes_equal_those_of_arviz(
    scale: float, efficiency: float, n_draws: int
) -> None:
    ratios = scale * np.random.default_rng(3).standard_normal((n_draws, 4)) ** 2
    ours = psis.smooth_log_ratios(ratios, relative_efficiency=efficiency)
    for column in range(4):
        logs, shape = array_stats.psislw(-ratios[:, column], r_eff=efficiency, axis=-1)
        np.testing.assert_allclose(ours.log_weights[:, column], logs, rtol=1e-9, atol=1e-9)
        assert ours.pareto_k[column] == pytest.approx(float(shape), rel=1e-9)


def test_leave_one_out_equals_that_of_arviz() -> None:
    random = np.random.default_rng(5)
    log_likelihoods = -0.5 * random.standard_normal((1000, 12)) ** 2 * random.uniform(0.1, 2, 12)
    ours = psis.leave_one_out(log_likelihoods)
    for column in range(12):
        elpd, shape, n_parameters = array_stats.loo(
            log_likelihoods[:, column].reshape(1, -1), chain_axis=0, draw_axis=1, r_eff=1.0
        )[:3]
        assert ours.elpd[column] == pytest.approx(float(elpd), rel=1e-9)
        assert ours.pareto_k[column] == pytest.approx(float(shape), rel=1e-9)
        assert ours.n_parameters[column] == pytest.approx(float(n_parameters), rel=1e-6)
    assert ours.total == pytest.approx(ours.elpd.sum())
    assert ours.standard_error > 0.0


def normal_posterior(n_draws: int = 20_000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Known unit noise, prior N(0, 1): observations, draws of the mean, log likelihoods."""
    random = np.random.default_rng(1)
    observed = np.array([0.3, -0.4, 1.1, 0.8, 2.0, -0.1])
    variance = 1.0 / (1.0 + observed.size)
    draws = variance * observed.sum() + np.sqrt(variance) * random.standard_normal(n_draws)
    logs = -0.5 * (observed - draws[:, None]) ** 2 - 0.5 * np.log(2 * np.pi)
    return observed, draws, logs


def without(observed: np.ndarray, group: list[int]) -> tuple[float, float]:
    left = np.delete(observed, group)
    variance = 1.0 / (1.0 + left.size)
    return variance * left.sum(), variance


@pytest.mark.parametrize("group", [[4], [0, 1], [2, 4, 5]])
def test_leaving_a_group_out_gives_the_posterior_of_the_rest(group: list[int]) -> None:
    observed, draws, logs = normal_posterior()
    weights = psis.leave_out_weights(logs, [group])
    mean, variance = without(observed, group)
    got = (draws @ weights.weights)[0]
    assert weights.pareto_k[0] < psis.reliable_below(draws.size)
    assert got == pytest.approx(mean, abs=0.03)
    low, middle, high = psis.weighted_quantiles(
        draws[:, None], weights.weights, (0.1, 0.5, 0.9)
    ).ravel()
    assert middle == pytest.approx(mean, abs=0.03)
    assert high - low == pytest.approx(2 * 1.2816 * np.sqrt(variance), rel=0.05)


def test_the_leave_one_out_density_is_that_of_the_closed_form() -> None:
    observed, _, logs = normal_posterior()
    got = psis.leave_one_out(logs)
    for index, value in enumerate(observed):
        mean, variance = without(observed, [index])
        spread = variance + 1.0
        wanted = -0.5 * (value - mean) ** 2 / spread - 0.5 * np.log(2 * np.pi * spread)
        assert got.elpd[index] == pytest.approx(wanted, abs=0.02)


def test_an_observation_that_holds_the_posterior_alone_is_flagged() -> None:
    random = np.random.default_rng(2)
    draws = random.standard_normal(4000)
    logs = -0.5 * ((draws - 6.0) / 0.2)[:, None] ** 2
    assert psis.leave_out_weights(logs).pareto_k[0] > psis.reliable_below(4000)


def test_an_observation_that_says_nothing_leaves_equal_weights() -> None:
    weights = psis.leave_out_weights(np.full((1000, 1), -2.0))
    np.testing.assert_allclose(weights.weights, 1e-3)
    assert weights.pareto_k[0] == 0.0
    assert psis.effective_draws(weights.weights)[0] == pytest.approx(1000.0)


def test_infinite_ratios_and_too_few_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        psis.smooth_log_ratios(np.full((100, 1), np.inf))
    with pytest.raises(ValueError, match=r"\(10, 1\)"):
        psis.smooth_log_ratios(np.zeros((10, 1)))


def test_equal_weights_give_hazen_quantiles_for_every_target() -> None:
    values = np.random.default_rng(1).gamma(2.0, size=(501, 3))
    weights = np.full((501, 2), 0.7)
    levels = (0.05, 0.5, 0.9)
    got = psis.weighted_quantiles(values, weights, levels)
    wanted = np.quantile(values, levels, axis=0, method="hazen")
    np.testing.assert_allclose(got[:, 0], wanted)
    np.testing.assert_allclose(got[:, 1], wanted)


def scaled_normal(chains: int = 4, draws: int = 1000) -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(6)
    theta = random.standard_normal((chains, draws)) * 0.5 + 1.0
    log_prior = -0.5 * (theta / 0.7) ** 2
    log_likelihood = -0.5 * ((theta - 2.2) / 0.7) ** 2
    return theta, log_prior, log_likelihood


def test_the_power_scaling_index_equals_that_of_arviz() -> None:
    theta, log_prior, _ = scaled_normal()
    kinds = {"chain_axis": 0, "draw_axis": 1}
    weights = []
    for power in (0.99, 1.01):
        logs = array_stats.power_scale_lw(log_prior, alpha=power, axis=(0, 1))
        weights.append(np.exp(logs) / np.exp(logs).sum())
    answers = np.stack([theta, np.exp(theta), theta**2], axis=2)
    got = power_scale_index(answers, log_prior)
    for column in range(3):
        wanted = array_stats.power_scale_sense(
            answers[:, :, column], weights[0], weights[1], 0.99, 1.01, **kinds
        )
        # ArviZ takes the chains as one when it counts effective draws: a tail of other length.
        assert got[column] == pytest.approx(float(wanted), rel=1e-3)


def test_prior_and_evidence_that_pull_apart_are_told_from_a_prior_that_rules_alone() -> None:
    theta, log_prior, log_likelihood = scaled_normal()
    (torn,) = sensitivities(
        theta[:, :, None], ("mean",), log_prior=log_prior, log_likelihood=log_likelihood
    )
    assert torn.diagnosis == "prior and evidence disagree"
    (ruled,) = sensitivities(
        theta[:, :, None], ("mean",), log_prior=log_prior, log_likelihood=0.0 * log_prior
    )
    assert ruled.diagnosis == "rests on the prior"
    assert ruled.likelihood == 0.0
    (free,) = sensitivities(
        theta[:, :, None], ("mean",), log_prior=0.01 * log_prior, log_likelihood=log_likelihood
    )
    assert free.diagnosis == ""
