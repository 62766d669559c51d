"""Draws ready for questions: enough, the same for the same seed, the future drawn."""

from __future__ import annotations

import numpy as np

from fogline.ask import Posterior
from fogline.ask import posterior as room
from fogline.model.machine import Machine
from tests.ask.conftest import SEED, made_up_fit, standard_draws


def test_every_day_of_every_observable_has_its_draws(unread: Posterior, machine: Machine) -> None:
    n_draws = unread.fit.n_chains * unread.fit.n_draws
    n_outputs = len(machine.campaign.output_names)
    assert unread.outputs.shape == (n_draws, machine.n_days, n_outputs)
    assert unread.prior_outputs.shape == (room.N_PRIOR_DRAWS, machine.n_days, n_outputs)
    assert np.isfinite(unread.outputs).all()


def test_the_same_seed_gives_the_same_answers(unread: Posterior, machine: Machine) -> None:
    again = Posterior(unread.case, machine, unread.fit, SEED)
    np.testing.assert_array_equal(unread.outputs, again.outputs)
    np.testing.assert_array_equal(unread.prior_outputs, again.prior_outputs)


def test_another_seed_changes_the_future_alone(unread: Posterior, machine: Machine) -> None:
    other = Posterior(unread.case, machine, unread.fit, SEED + 1)
    fitted = slice(0, machine.n_fit_days)
    np.testing.assert_array_equal(unread.outputs[:, fitted], other.outputs[:, fitted])
    assert not np.array_equal(unread.outputs, other.outputs)


def test_many_draws_are_thinned_evenly_over_all_chains(
    unread: Posterior, machine: Machine, monkeypatch
) -> None:
    monkeypatch.setattr(room, "N_BAND_DRAWS", 100)
    monkeypatch.setattr(room, "N_PRIOR_DRAWS", 10)
    fit = made_up_fit(machine, standard_draws(machine, 75))
    thinned = Posterior(unread.case, machine, fit, SEED)
    np.testing.assert_array_equal(thinned.full[:, machine.fit_index], fit.flat()[::3])


def test_the_claims_are_weighed_once(unread: Posterior) -> None:
    likelihood, means = unread.claims()
    assert likelihood.shape == means.shape[:2] == (len(unread.outputs), unread.machine.n_rows)
    assert unread.claims()[0] is likelihood
