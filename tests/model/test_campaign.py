"""The campaign's promises: books balance, twins agree, slopes are exact, days stay in range."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from small import small_case, small_evidence

from fogline.ground.errors import NotEnoughEvidence, UnknownName
from fogline.model.campaign import Campaign, build
from fogline.model.forward import forward, parameters
from fogline.model.machine import Machine


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return build(small_case(), small_evidence())


@pytest.fixture(scope="module")
def machine(campaign: Campaign) -> Machine:
    return Machine(campaign)


@pytest.fixture(scope="module")
def prior_runs(machine: Machine) -> np.ndarray:
    return machine.run(machine.prior(300, 7) * 1.5)


def test_every_claim_form_becomes_a_row(campaign: Campaign) -> None:
    assert len(campaign.rows) == len(small_evidence())
    assert {row.kind for row in campaign.rows} == {
        "log-point", "log-interval", "logit-point", "logit-interval", "status",
    }  # fmt: skip


def test_what_arrived_is_somewhere_every_day_in_every_draw(
    campaign: Campaign, prior_runs: np.ndarray
) -> None:
    for force in ("red", "blue", "ally"):
        parts = sum(
            prior_runs[:, :, campaign.output(f"{force}.{where}")]
            for where in (
                "en_route", "present", "recovering", "killed", "captured", "missing", "evacuated",
                "transferred",
            )
        )  # fmt: skip
        arrived = prior_runs[:, :, campaign.output(f"{force}.deployed")]
        np.testing.assert_allclose(parts, arrived, rtol=1e-9, atol=1e-6)


def test_nothing_is_negative_and_shares_stay_shares(
    campaign: Campaign, prior_runs: np.ndarray
) -> None:
    assert np.isfinite(prior_runs).all()
    assert prior_runs.min() > -1e-6
    for name in ("ally.line_share", "shells.share_of_fires", "salient.share_retaken"):
        assert prior_runs[:, :, campaign.output(name)].max() <= 1.0 + 1e-9


def test_ground_held_and_retaken_add_up_to_ground_taken(
    campaign: Campaign, prior_runs: np.ndarray
) -> None:
    def area(name: str) -> np.ndarray:
        return prior_runs[:, :, campaign.output(f"salient.{name}_km2")]

    np.testing.assert_allclose(area("held") + area("contested"), area("held_or_contested"))
    np.testing.assert_allclose(area("held_or_contested") + area("retaken"), area("taken"))


def test_cumulative_counts_never_fall(campaign: Campaign, prior_runs: np.ndarray) -> None:
    for name in ("ally.casualties", "red.killed", "blue.captured", "shells.delivered"):
        steps = np.diff(prior_runs[:, :, campaign.output(name)], axis=1)
        assert steps.min() > -1e-6, name


def test_the_plain_run_walks_the_same_days(campaign: Campaign, machine: Machine) -> None:
    theta = machine.prior(1, 3)
    compiled = machine.run(theta)[0]
    np.testing.assert_allclose(forward(campaign, theta[0]), compiled, rtol=1e-8, atol=1e-7)


def test_a_parameter_set_by_hand_reaches_those_made_from_it(campaign: Campaign) -> None:
    theta = np.zeros(len(campaign.assembly.unknowns.names))
    plain = parameters(campaign, theta)
    changed = parameters(campaign, theta, {"ally.killed_share": 0.0})
    assert changed["ally.killed_share"] == 0.0
    assert changed["ally.captured_share"] > plain["ally.captured_share"]
    with pytest.raises(UnknownName, match="killed_share"):
        parameters(campaign, theta, {"ally.kiled_share": 0.0})


def test_the_gradient_is_the_slope_of_the_density(machine: Machine) -> None:
    theta = machine.initial(5)
    _, gradient = machine.value_and_gradient(theta)
    step = 1e-5
    for i in range(0, machine.n_unknowns, 3):
        up, down = theta.copy(), theta.copy()
        up[i] += step
        down[i] -= step
        slope = (machine.value_and_gradient(up)[0] - machine.value_and_gradient(down)[0]) / (
            2 * step
        )
        assert gradient[i] == pytest.approx(slope, rel=2e-6, abs=2e-6), machine.names[i]


def test_the_density_is_prior_plus_the_claims_likelihood(machine: Machine) -> None:
    theta = machine.initial(2)
    full = np.zeros((1, machine.n_all))
    full[0, machine.fit_index] = theta
    likelihood, _ = machine.claims(full)
    value, _ = machine.value_and_gradient(theta)
    assert value == pytest.approx(likelihood.sum() + machine.log_prior(theta), rel=1e-10)


def exponent_q(machine: Machine, full: np.ndarray) -> np.ndarray:
    names = machine.campaign.assembly.unknowns.names
    p = full[:, names.index("exponent p (enemy strength in the line)")]
    return 0.5 + 0.5 * p + 0.7 + 0.4 * full[:, names.index("exponent q - p")]


def test_a_force_never_loses_the_more_the_fewer_it_is(machine: Machine) -> None:
    """The prior's edge at q = 0: draws keep to it, and are otherwise those of the two normals."""
    q = exponent_q(machine, machine.prior(20_000, 8))
    assert q.min() > -1.0 and np.mean(q < 0.0) < 0.006  # 3.1 % without the edge
    free = np.random.default_rng(9).normal(1.2, np.hypot(0.5, 0.4), 400_000)
    kept = free[np.random.default_rng(10).random(free.size) < 1.0 / (1.0 + np.exp(-free / 0.1))]
    for level in (0.02, 0.2, 0.5, 0.8):
        error = np.sqrt(level * (1.0 - level) / q.size)
        assert np.mean(q < np.quantile(kept, level)) == pytest.approx(level, abs=4.5 * error)


def test_the_gradient_beyond_the_edge_is_the_slope_too(machine: Machine) -> None:
    names = list(machine.names)
    places = [names.index("exponent p (enemy strength in the line)"), names.index("exponent q - p")]
    for depth in (-1.3, -2.0):  # at the edge and some widths below it
        theta = machine.initial(5)
        theta[places] = depth
        _, gradient = machine.value_and_gradient(theta)
        for i in places:
            up, down = theta.copy(), theta.copy()
            up[i] += 1e-5
            down[i] -= 1e-5
            slope = machine.value_and_gradient(up)[0] - machine.value_and_gradient(down)[0]
            assert gradient[i] == pytest.approx(slope / 2e-5, rel=1e-5)


def test_jumps_of_ground_are_student_t_before_the_claims(machine: Machine) -> None:
    draws = machine.prior(4000, 6)
    names = machine.campaign.assembly.unknowns.names
    jumps = [i for i, name in enumerate(names) if ".retake_log[" in name]
    assert jumps and machine.heavy[jumps].all() and machine.heavy.sum() == len(jumps)
    beyond = np.mean(np.abs(draws[:, jumps]) > 3.0)  # 4.0 % of a Student-t with 4 degrees
    assert 0.03 < beyond < 0.05
    assert np.mean(np.abs(draws[:, ~machine.heavy]) > 3.0) < 0.005  # .27 % of a normal


def test_the_future_does_not_touch_the_fitted_days(campaign: Campaign, machine: Machine) -> None:
    draws = machine.prior(20, 1)
    changed = draws.copy()
    changed[:, machine.future_index] += 3.0
    past, other = (machine.run(d, n_days=machine.n_fit_days) for d in (draws, changed))
    np.testing.assert_array_equal(past, other)
    assert not np.array_equal(machine.run(draws), machine.run(changed))


def test_halving_deliveries_lowers_stock_then_share(campaign: Campaign, machine: Machine) -> None:
    draws = machine.prior(200, 4)
    factor = np.ones(machine.n_days)
    factor[60:] = 0.5
    without = machine.run(draws)
    with_cut = machine.run(draws, controls={"shells.deliveries": factor})
    for name in ("shells.stock", "shells.share_of_fires", "shells.delivered"):
        column = campaign.output(name)
        np.testing.assert_array_equal(without[:, :60, column], with_cut[:, :60, column])
        assert (with_cut[:, -1, column] <= without[:, -1, column] + 1e-9).all()
    assert np.median(with_cut[:, -1, campaign.output("shells.share_of_fires")]) < np.median(
        without[:, -1, campaign.output("shells.share_of_fires")]
    )


def test_a_returning_contingent_loses_more_than_one_that_stays_off(
    campaign: Campaign, machine: Machine
) -> None:
    draws = machine.prior(200, 4)
    ramp = np.zeros(machine.n_days)
    ramp[60:] = 1.0
    stays_off = machine.run(draws, controls={"ally.may_return": np.zeros(machine.n_days)})
    returns = machine.run(draws, controls={"ally.on_line": ramp})
    column = campaign.output("ally.casualties")
    assert (returns[:, -1, column] >= stays_off[:, -1, column] - 1e-6).all()
    assert (returns[:, -1, column] > stays_off[:, -1, column] + 1).mean() > 0.5


def test_a_case_without_forces_ground_or_stocks_is_refused() -> None:
    from dataclasses import replace

    empty = replace(small_case(), formations=(), sectors=(), stocks=())
    with pytest.raises(NotEnoughEvidence, match="names nothing to model"):
        build(empty, ())
