"""Weighings: weights that sum to one, empty claims that move nothing, shifts in the unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fogline.ask import Influence, Posterior, weighing
from fogline.ask.weigh import GOOD_K, _bits, _weighted_median
from fogline.case import Case
from tests.ask.conftest import EMPTY_RANGE, EMPTY_STATUS


@pytest.fixture(scope="module")
def influence(modest: Posterior) -> Influence:
    return Influence.of(modest)


def place(influence: Influence, claim: str) -> int:
    return [i.claim for i in influence.posterior.machine.campaign.evidence].index(claim)


def test_the_weights_of_every_claim_sum_to_one(influence: Influence, modest: Posterior) -> None:
    assert influence.weights.shape == (len(modest.outputs), modest.machine.n_rows)
    np.testing.assert_allclose(influence.weights.sum(axis=0), 1.0, rtol=1e-12)
    assert (influence.weights >= 0.0).all()


@pytest.mark.parametrize("claim", [EMPTY_STATUS.claim, EMPTY_RANGE.claim])
def test_a_claim_that_says_nothing_moves_nothing(
    influence: Influence, modest: Posterior, case: Case, claim: str
) -> None:
    column = place(influence, claim)
    np.testing.assert_allclose(influence.weights[:, column], 1 / len(modest.outputs), rtol=1e-6)
    assert influence.k[column] <= GOOD_K
    for name in ("ally.casualties", "salient.held_km2", "shells.stock"):
        found = weighing(influence, name, case.cut_off, {}, most=99)
        row = next(row for row in found.rows if row.claim == claim)
        draws = modest.draws(name, case.cut_off)
        assert abs(row.shift) < 0.01 * draws.std()
        assert row.bits < 1e-3
        assert row.method == "psis"


def test_the_weighted_median_is_where_half_the_weight_lies() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])
    assert _weighted_median(values, np.full(4, 0.25)) == 2.0
    assert _weighted_median(values, np.array([0.1, 0.1, 0.1, 0.7])) == 4.0
    assert _weighted_median(values[::-1], np.array([0.7, 0.1, 0.1, 0.1])) == 4.0


def test_bits_are_nil_for_equal_weights_and_one_for_half_of_the_worlds() -> None:
    draws = np.random.default_rng(0).permutation(np.arange(4000.0))
    assert _bits(draws, np.full(4000, 1 / 4000)) == pytest.approx(0.0, abs=1e-9)
    skewed = np.where(draws < 2000, 1.5, 0.5) / 4000
    # half the bins at 3/2, half at 1/2 of their share: relative entropy 1/2 log2(4/3)
    assert _bits(draws, skewed) == pytest.approx(0.5 * np.log2(4 / 3), rel=1e-6)


def test_rows_name_their_claims_and_stand_by_their_shift(influence: Influence, case: Case) -> None:
    found = weighing(influence, "ally.casualties", case.cut_off, {"b": "Blue staff, 20 Apr"})
    assert found.unit == "persons" and found.on == case.cut_off and found.definition
    trusted = [row for row in found.rows if row.pareto_k <= GOOD_K]
    shifts = [abs(row.shift) for row in trusted]
    assert shifts == sorted(shifts, reverse=True)
    assert all(row.method == "unreliable" for row in found.rows if row.pareto_k > GOOD_K)
    labels = {row.claim: row.label for row in weighing(
        influence, "ally.casualties", case.cut_off, {"b": "Blue staff, 20 Apr"}, most=99
    ).rows}  # fmt: skip
    assert labels["b"] == "Blue staff, 20 Apr"
    assert all(label == claim for claim, label in labels.items() if claim != "b")


def test_the_remainder_is_named(influence: Influence, case: Case) -> None:
    found = weighing(influence, "ally.casualties", case.cut_off, {}, most=2)
    trusted = int((influence.k <= GOOD_K).sum())
    others = f"The other {max(trusted - 2, 0)} claims, each left out alone, add up to"
    assert found.remainder.startswith(others)
    assert "claims stand in for each other" in found.remainder


def test_claims_whose_weights_fail_are_named_and_never_ranked(
    influence: Influence, case: Case
) -> None:
    doubtful = int((influence.k > GOOD_K).sum())
    assert doubtful > 0  # sharp claims against draws that never heard of them
    found = weighing(influence, "ally.casualties", case.cut_off, {})
    assert f"For {doubtful} of the {len(influence.k)} claims" in found.remainder


def test_claims_that_speak_of_a_quantity_always_bear_on_it(
    influence: Influence, case: Case
) -> None:
    telling = influence.telling("ally.casualties", case.cut_off)
    assert {"b", "c", "d"} <= set(telling)
    assert EMPTY_STATUS.claim not in telling and EMPTY_RANGE.claim not in telling


def test_an_estimate_names_every_claim_it_rests_on(influence: Influence, case: Case) -> None:
    """No cap: each claim that moves the mean by more than noise is named, none that does not."""
    draws = influence.posterior.draws("ally.casualties", case.cut_off)
    moved = np.abs(influence.weights.T @ draws - draws.mean()) / draws.std()
    noise = influence.weights.std(axis=0) * np.sqrt(len(draws))
    evidence = influence.posterior.machine.campaign.evidence
    wanted = {
        e.claim for e, m, s in zip(evidence, moved, noise, strict=True) if m > max(0.02, 4.5 * s)
    }
    wanted |= {e.claim for e in evidence if e.observable == "ally.casualties"}
    assert set(influence.telling("ally.casualties", case.cut_off)) == wanted


def test_weights_that_know_nothing_of_an_answer_name_no_claim(influence: Influence) -> None:
    """Far draws weighed unevenly at random move an answer by noise alone."""
    random = np.random.default_rng(3)
    noise = random.lognormal(0.0, 2.0, influence.weights.shape)
    deaf = replace(influence, weights=noise / noise.sum(axis=0))
    day = influence.posterior.case.cut_off
    evidence = influence.posterior.machine.campaign.evidence
    about = {item.claim for item in evidence if item.observable == "ally.casualties"}
    assert set(deaf.telling("ally.casualties", day)) == about
    found = weighing(deaf, "ally.casualties", day, {}, most=99)
    assert {row.claim for row in found.rows} <= about


def test_sources_within_the_draws_own_noise_are_not_ranked(
    influence: Influence, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(self: Influence, groups: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        noise = np.random.default_rng(3).lognormal(0.0, 1.0, (len(self.weights), len(groups)))
        return noise / noise.sum(axis=0), np.zeros(len(groups))

    monkeypatch.setattr(Influence, "together", deaf)
    found = weighing(influence, "ally.casualties", influence.posterior.case.cut_off, {})
    evidence = influence.posterior.machine.campaign.evidence
    about = {item.source for item in evidence if item.observable == "ally.casualties"}
    assert {row.id for row in found.by_source} == about < {item.source for item in evidence}


def test_the_bars_of_a_weighing_add_up(influence: Influence, case: Case) -> None:
    for most in (2, 5, 99):
        found = weighing(influence, "ally.casualties", case.cut_off, {}, most=most)
        shown = sum(row.shift for row in found.rows if row.method != "unreliable")
        total = found.prior_median + shown + found.others + found.shared
        assert total == pytest.approx(found.median)


def test_sources_and_sides_are_weighed_as_wholes(influence: Influence, case: Case) -> None:
    found = weighing(influence, "ally.casualties", case.cut_off, {}, names={"blue": "Blue"})
    evidence = influence.posterior.machine.campaign.evidence
    staff = next(row for row in found.by_source if row.id == "blue-staff")
    assert staff.n_claims == sum(item.source == "blue-staff" for item in evidence)
    about = {item.side for item in evidence if item.observable == "ally.casualties"}
    assert about <= {row.id for row in found.by_side} <= {item.side for item in evidence}
    assert next(row.name for row in found.by_side if row.id == "blue") == "Blue"
