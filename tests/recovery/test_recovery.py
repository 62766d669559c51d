"""Simulate a campaign and its claims, fit them, find the truth again."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.fit.calibration import calibrate
from fogline.fit.sample import sample
from fogline.model.campaign import build
from fogline.model.machine import Machine
from tests.model.small import small_case, small_evidence
from tests.recovery import generative

WATCHED = (
    "ally.deployed", "ally.present", "ally.casualties", "ally.killed", "red.present",
    "blue.present", "blue.casualties", "salient.held_km2", "salient.taken_km2",
    "salient.retaken_km2", "shells.delivered", "shells.share_of_fires", "front.km2_per_day",
)  # fmt: skip


@pytest.fixture(scope="module")
def made() -> generative.World:
    return generative.world(1)


def test_the_same_seed_makes_the_same_world_and_claims(made: generative.World) -> None:
    again = generative.world(1)
    np.testing.assert_array_equal(made.theta, again.theta)
    assert made.machine.campaign.evidence == again.machine.campaign.evidence
    assert generative.world(2).machine.campaign.evidence != made.machine.campaign.evidence


def test_the_kernels_are_those_of_the_small_campaign(made: generative.World) -> None:
    alone = build(small_case(), small_evidence())
    assert made.machine.campaign.assembly.unknowns.names == alone.assembly.unknowns.names


def test_every_form_of_claim_is_made(made: generative.World) -> None:
    kinds = {(row.kind) for row in made.machine.campaign.rows}
    assert kinds == {"log-point", "log-interval", "logit-point", "logit-interval", "status"}
    assert {i.bound for i in made.machine.campaign.evidence} >= {"at least", "up to", "point"}


def test_claims_scatter_about_the_truth_as_the_likelihood_says() -> None:
    """Standardised beliefs of many sayings of one fact are Student-t, bounds are within slack."""
    item = generative.templates()[0]
    parts = np.array([5000.0, 1.0, 0.2, 0.15, 0.0])
    generator = np.random.default_rng(3)
    said = [generative.told(item, parts, generator) for _ in range(4000)]
    z = (np.log([s.value for s in said if s]) - np.log(5000.5) - 0.2) / 0.15
    # quartiles of Student-t with 4 degrees of freedom
    assert np.quantile(z, [0.25, 0.5, 0.75]) == pytest.approx([-0.741, 0.0, 0.741], abs=0.06)
    bound = next(i for i in generative.templates() if i.bound == "at least")
    exact = np.array([5000.0, 1.0, 0.0, 1e-9, 0.7])
    lows = [generative.told(bound, exact, generator) for _ in range(1000)]
    gaps = np.log(5000.5) - np.log([s.low for s in lows if s])
    assert gaps.min() >= -1e-6 and gaps.max() <= 0.7 + 1e-6
    assert gaps.mean() == pytest.approx(0.35, abs=0.03)


def test_the_truth_is_found_again(made: generative.World) -> None:
    """Smoke: every watched truth lies in the range of the draws, and something was learned."""
    machine: Machine = made.machine
    fit = sample(machine, seed=5, chains=2, draws=150, tune=100, answers=machine.answers)
    assert np.mean(fit.statistics["diverging"]) < 0.05
    prior = machine.answers(np.random.default_rng(0).standard_normal((300, machine.n_unknowns)))
    narrower = []
    for name in WATCHED:
        draws, truth = fit.answers[name].ravel(), made.answers[name]
        low, high = np.quantile(draws, [0.001, 0.999])
        slack = 0.1 * (high - low)
        assert low - slack <= truth <= high + slack, (name, truth, low, high)
        widths = [np.ptp(np.quantile(np.log(v + 1.0), [0.1, 0.9])) for v in (draws, prior[name])]
        narrower.append(widths[0] < widths[1])
    assert np.mean(narrower) > 0.7


@pytest.mark.slow
def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """Thirty worlds: 80 % intervals of the watched answers hold about 80 % of the truths."""
    found = calibrate(
        generative.simulate,
        seed=20250131,
        n_trials=30,
        quantities=generative.answers,
        n_kept=99,
        chains=2,
        draws=300,
        tune=200,
        workers=2,
    )
    ranks = np.stack([found.ranks(name) for name in WATCHED])
    inside = (ranks >= 10) & (ranks < 90)  # of 100 equally likely ranks, the middle eighty
    assert 0.65 <= inside.mean() <= 0.95, inside.mean(axis=1)
    assert found.n_doubtful <= 10
    # no watched answer is always on one side of its truth
    assert (np.abs(2.0 * ranks.mean(axis=1) / 99.0 - 1.0) < 0.5).all()
