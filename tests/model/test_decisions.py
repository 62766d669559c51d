"""Decisions, transfers, quality and munitions: the whole case keeps its books in every draw."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.model.campaign import Campaign, build
from fogline.model.compiler import NumpyOps
from fogline.model.forward import forward
from fogline.model.machine import Machine
from fogline.model.movement import MOVEMENTS, Push, regime_names
from fogline.model.policies import POLICIES, Situation, passes
from tests.model.small import full_case, full_evidence

OPS = NumpyOps()


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return build(full_case(), full_evidence())


@pytest.fixture(scope="module")
def machine(campaign: Campaign) -> Machine:
    return Machine(campaign)


WHERE = (
    "en_route", "present", "recovering", "killed", "captured", "missing", "evacuated",
    "transferred",
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**31), width=st.floats(0.2, 2.5), sent=st.floats(0, 3_000),
    back=st.booleans(), cut=st.floats(0, 1), leave=st.floats(0, 0.3),
)  # fmt: skip
def test_the_books_balance_in_every_draw_under_every_intervention(
    campaign: Campaign, machine: Machine, seed: int, width: float, sent: float, back: bool,
    cut: float, leave: float,
) -> None:  # fmt: skip
    n = machine.n_days
    later = (np.arange(n) >= 65).astype(float)
    controls = {
        "blue.to.front": sent * later, "ally.on_line": later * back,
        "shells.deliveries": 1 - cut * later,
        "salient.leave": leave * later, "red.reinforce": 50 * later,
    }  # fmt: skip
    outputs = machine.run(width * machine.prior(3, seed), controls=controls, threads=1)
    shown = {name: outputs[:, :, k] for k, name in enumerate(campaign.output_names)}
    assert np.isfinite(outputs).all() and outputs.min() > -1e-6
    for force in ("red", "blue", "ally"):
        arrived = sum(shown[f"{force}.{where}"] for where in WHERE)
        np.testing.assert_allclose(arrived, shown[f"{force}.deployed"], rtol=1e-9, atol=1e-6)
        for share in (f"{force}.line_share",):
            assert shown[share].max() <= 1 + 1e-9
    held, both = shown["salient.held_km2"], shown["salient.held_or_contested_km2"]
    assert (held <= both + 1e-9).all() and (both <= shown["salient.taken_km2"] + 1e-6).all()
    start = shown["shells.stock"][:, :1] - shown["shells.delivered_since_start"][:, :1]
    change = shown["shells.delivered_since_start"] - shown["shells.fired_of_ally"]
    first = start + shown["shells.fired_of_ally"][:, :1]
    np.testing.assert_allclose(first + change, shown["shells.stock"], rtol=1e-9, atol=1e-4)
    for share in ("shells.share_of_fires", "ally.stream", "ally.called_poor"):
        assert shown[share].min() >= 0 and shown[share].max() <= 1 + 1e-9


def test_the_plain_run_of_the_whole_case_walks_the_same_days(
    campaign: Campaign, machine: Machine
) -> None:
    theta = machine.prior(1, 8)
    compiled = machine.run(theta)[0]
    np.testing.assert_allclose(forward(campaign, theta[0]), compiled, rtol=1e-8, atol=1e-7)


def test_decisions_lie_ahead_and_there_may_be_several(campaign: Campaign, machine: Machine) -> None:
    draws = machine.prior(400, 5)
    line = machine.run(draws)[:, :, campaign.output("ally.line_share")]
    off = line[:, 59] < 0.05  # off the line at the cut-off
    assert off.sum() > 100
    ahead = line[off][:, 60:]
    returned = ahead.max(axis=1) > 0.9
    assert 0.05 < returned.mean() < 0.8
    again = np.array([(row[np.argmax(row > 0.9) :] < 0.1).any() for row in ahead[returned]])
    assert again.any()  # some go back and are withdrawn once more
    stays = machine.run(draws, controls={"ally.may_return": np.zeros(machine.n_days)})
    assert stays[off][:, 60:, campaign.output("ally.line_share")].max() < 0.05


def test_a_decisions_day_is_that_of_its_point_process() -> None:
    luck = np.random.default_rng(1).standard_normal(20_000)
    hazard, days = 0.02, 40.0
    taken = passes(OPS, hazard * days, luck) > 0.5
    wanted = 1 - np.exp(-hazard * days)
    # the logistic approximation of the normal is good to .01
    assert taken.mean() == pytest.approx(wanted, abs=0.02)


def test_losses_raise_the_hazards_unless_their_pull_is_nought() -> None:
    rotation = {"days": 60.0, "tolerance": 0.01, "pull": 0.5, "ground": 2.0}
    calm, hard = (Situation(loss_rate=rate) for rate in (0.001, 0.03))
    policy = POLICIES["rotation"]
    assert policy.hazard(OPS, hard, rotation) > policy.hazard(OPS, calm, rotation)
    flat = {**rotation, "pull": 0.0}
    assert policy.hazard(OPS, hard, flat) == policy.hazard(OPS, calm, flat)
    lost = Situation(loss_rate=0.01, ground_lost=0.05)
    assert policy.hazard(OPS, lost, rotation) > policy.hazard(
        OPS, Situation(loss_rate=0.01), rotation
    )
    ally = {"days": 400.0, "tolerance": 0.5, "pull": 1.0}
    few, many = (Situation(loss_share=share) for share in (0.1, 0.6))
    assert POLICIES["alliance"].hazard(OPS, many, ally) > POLICIES["alliance"].hazard(
        OPS, few, ally
    )


def test_an_ally_that_stops_delivers_nothing_more(campaign: Campaign, machine: Machine) -> None:
    outputs = machine.run(machine.prior(300, 9))
    stream = outputs[:, :, campaign.output("ally.stream")]
    a_day = outputs[:, :, campaign.output("shells.delivered_per_day")]
    assert (stream[:, :60] == 1.0).all()
    stopped = stream[:, -1] < 1e-3
    assert 0 < stopped.mean() < 1
    assert (a_day[stopped, -1] < 0.01 * a_day[stopped, 59]).all()
    share = outputs[:, 59, campaign.output("ally.loss_share")]
    assert share[stopped].mean() > share[~stopped].mean()


def test_troops_sent_to_the_front_leave_here_and_slow_the_advance_there(
    campaign: Campaign, machine: Machine
) -> None:
    draws = machine.prior(200, 2)
    sent = np.zeros(machine.n_days)
    sent[60:70] = 300.0
    without, with_it = machine.run(draws), machine.run(draws, controls={"blue.to.front": sent})
    gone = [run[:, -1, campaign.output("blue.transferred")] for run in (without, with_it)]
    assert np.median(gone[1] - gone[0]) > 1_000
    present = [run[:, -1, campaign.output("blue.present")] for run in (without, with_it)]
    assert (present[1] <= present[0] + 1e-6).all()
    front = [run[:, -1, campaign.output("front.gained_km2")] for run in (without, with_it)]
    assert np.mean(front[1] < front[0]) > 0.75  # the pull's prior leaves some doubt of its sign
    held = [run[:, -1, campaign.output("salient.held_km2")] for run in (without, with_it)]
    assert np.mean(held[1] <= held[0] + 1e-9) > 0.75


def test_a_word_on_quality_moves_the_latent_and_no_number(machine: Machine) -> None:
    place = [k for k, name in enumerate(machine.names) if "poorer it is led" in name]
    theta = np.zeros(machine.n_unknowns)
    _, gradient = machine.value_and_gradient(theta)
    theta[place[0]] = 3.0
    _, far = machine.value_and_gradient(theta)
    assert len(place) == 1 and far[place[0]] < gradient[place[0]]


def test_movement_without_strengths_ignores_them_and_regimes_are_names() -> None:
    even, strong = (Push(log_ratio=ratio, log_walk=0.3) for ratio in (0.0, 1.0))
    given = {"rate": 0.004, "tilt": 0.5}
    drift, ratio = MOVEMENTS["drift"], MOVEMENTS["relative-strength"]
    assert drift.log_rate(OPS, strong, given) == drift.log_rate(OPS, even, given)
    assert ratio.log_rate(OPS, even, given) == pytest.approx(drift.log_rate(OPS, even, given))
    assert ratio.log_rate(OPS, strong, given) > ratio.log_rate(OPS, even, given)
    assert regime_names([0.0005, 0.01, 0.2]).tolist() == [0, 1, 2]
