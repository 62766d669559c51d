"""Learned bias of sources: a factor, one at the prior's centre for unbiased parties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fogline.ask import Posterior, source_biases
from fogline.case import Case, Source
from fogline.model.machine import Machine
from fogline.model.observation.errors import RELATION
from tests.ask.conftest import CHAINS, SEED, made_up_fit


@pytest.fixture(scope="module")
def centre(case: Case, machine: Machine) -> Posterior:
    """All unknowns at nil in every draw."""
    return Posterior(
        case, machine, made_up_fit(machine, np.zeros((CHAINS, 8, machine.n_unknowns))), SEED
    )


def test_at_the_centre_of_the_prior_third_parties_run_neither_high_nor_low(
    centre: Posterior,
) -> None:
    rows = [row for row in source_biases(centre) if row.relation == "third"]
    assert {row.source for row in rows} == {"press"}
    for row in rows:
        assert row.factor == pytest.approx(1.0), row.group
        assert row.intervals["95"] == pytest.approx((1.0, 1.0))


def test_at_the_centre_a_party_runs_as_high_as_records_say(centre: Posterior) -> None:
    found = {(row.source, row.group): row.factor for row in source_biases(centre)}
    high = np.exp(RELATION["losses", "enemy"][0])
    assert found["blue-staff", "casualties"] == pytest.approx(high)
    assert found["red-staff", "casualties"] == pytest.approx(high)
    assert found["blue-staff", "captured"] == pytest.approx(
        np.exp(RELATION["captured", "enemy"][0])
    )


def test_every_claim_but_a_status_counts_once(centre: Posterior) -> None:
    rows = source_biases(centre)
    counted = [i for i in centre.machine.campaign.evidence if i.scale != "status"]
    assert sum(row.n_claims for row in rows) == len(counted)
    assert [row.n_claims for row in rows] == sorted((r.n_claims for r in rows), reverse=True)
    found = {(row.source, row.group): row.n_claims for row in rows}
    assert found["blue-staff", "casualties"] == 2


def test_prior_draws_rest_on_the_prior_and_sharp_ones_do_not(
    unread: Posterior, certain: Posterior
) -> None:
    assert all(row.rests_on_prior for row in source_biases(unread))
    assert not any(row.rests_on_prior for row in source_biases(certain))


def test_shares_of_different_things_are_different_biases(case: Case, machine: Machine) -> None:
    """The press tells of a share of losses and of a share of fires: two errors, two rows."""
    draws = np.zeros((CHAINS, 8, machine.n_unknowns))
    draws[:, :, machine.names.index("bias of third parties on third losses (log)")] = 1.0
    posterior = Posterior(case, machine, made_up_fit(machine, draws), SEED)
    rows = {row.group: row for row in source_biases(posterior) if row.source == "press"}
    assert rows["share of losses"].factor == pytest.approx(np.exp(RELATION["losses", "third"][1]))
    assert rows["share of munitions"].factor == pytest.approx(1.0)
    assert rows["share of losses"].n_claims == rows["share of munitions"].n_claims == 1


def test_names_grades_and_echoes_come_from_the_case(centre: Posterior, case: Case) -> None:
    known = replace(
        case,
        sources=(
            Source(id="press", name="The Press", reliability="C"),
            Source(id="copy", name="The Copy", parent="press"),
        ),
    )
    rows = source_biases(replace_case(centre, known))
    press = next(row for row in rows if row.source == "press")
    assert (press.name, press.grade, press.echoes) == ("The Press", "C", ("The Copy",))
    unknown = next(row for row in rows if row.source == "blue-staff")
    assert (unknown.name, unknown.grade, unknown.echoes) == ("blue-staff", "", ())


def replace_case(posterior: Posterior, case: Case) -> Posterior:
    import copy

    other = copy.copy(posterior)
    other.case = case
    return other
