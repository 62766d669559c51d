"""Checks: gates handed on, and a p for each group that falls when its claims surprise."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from fogline.ask import Posterior, check
from fogline.ask.check import group_p, monte_carlo
from fogline.fit.fit import Fit
from fogline.fit.gates import GateResult, gates_of_answers
from fogline.model.machine import Machine


def test_gates_and_numbers_of_the_fit_are_handed_on(certain: Posterior) -> None:
    rows = gates_of_answers(certain.fit)
    found = check(certain, rows, {"worst_rhat": 1.002, "worst_ess": 512.0})
    assert [gate.name for gate in found.gates] == [row.name for row in rows]
    assert found.passed == all(row.passed for row in rows)
    assert (found.n_chains, found.n_draws) == (4, certain.fit.n_draws)
    assert found.n_unknowns == len(certain.fit.names)
    assert (found.divergences, found.seconds) == (0, 1.5)
    assert (found.worst_rhat, found.worst_ess) == (1.002, 512.0)
    assert found.peak_memory_mb > 10.0


def test_the_medians_of_sticky_chains_are_less_sure(certain: Posterior) -> None:
    free = 1000.0 + np.random.default_rng(6).standard_normal((4, 150))
    rows = []
    for draws in (free, np.repeat(free[:, :15], 10, axis=1)):
        answers = {"ally.casualties": draws, "ally.killed": np.full((4, 150), 3.0)}
        row, *others = monte_carlo(_with_fit(certain, replace(certain.fit, answers=answers)))
        assert not others  # what never varies is certain
        assert (row.observable, row.unit) == ("ally.casualties", "persons")
        assert row.median == np.median(draws)
        rows.append(row)
    # the median of n independent draws has an error of 1.2533 / sqrt(n)
    assert rows[0].error == pytest.approx(1.2533 / np.sqrt(600.0), rel=0.5)
    assert rows[0].share == pytest.approx(rows[0].error / 1.2816, rel=0.2)
    assert rows[1].error > 1.8 * rows[0].error


def test_one_failed_gate_fails_the_check(certain: Posterior) -> None:
    good = GateResult(name="a", wanted="< 1", got="0", passed=True)
    bad = GateResult(name="b", wanted="< 1", got="2", passed=False, remedy="run longer")
    found = check(certain, (good, bad), {})
    assert not found.passed
    assert found.gates[1].remedy == "run longer"
    assert np.isnan(found.worst_rhat)


def test_every_group_of_claims_has_a_probability(unread: Posterior) -> None:
    found = group_p(unread)
    assert set(found) == {item.group for item in unread.machine.campaign.evidence}
    assert all(0.0 <= p <= 1.0 for p in found.values())
    assert list(found) == sorted(found)


def test_claims_that_draws_cannot_make_have_a_small_p(certain: Posterior, machine: Machine) -> None:
    """The same fit beside a claim ten thousand times too large for it."""
    other = copy.copy(certain)
    other.machine = copy.copy(machine)
    other.machine.campaign = replace(
        machine.campaign,
        evidence=tuple(
            replace(item, value=item.value * 1e4) if item.claim == "k" else item
            for item in machine.campaign.evidence
        ),
    )
    before, after = group_p(certain), group_p(other)
    assert after["munitions"] < 1e-3 < before["munitions"]
    assert after["area"] == pytest.approx(before["area"])


def _with_fit(posterior: Posterior, fit: Fit) -> Posterior:
    other = copy.copy(posterior)
    other.fit = fit
    return other
