"""What-ifs: the same draws with and without, and nothing that lies outside the case."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from fogline.ask import Posterior, what_if
from fogline.ask.what_if import _gap, _streams, controls_for, what_if_task
from fogline.case import Case, Scenario
from fogline.ground.errors import InputError
from fogline.model.machine import Machine
from tests.ask.conftest import SEED, made_up_fit, standard_draws


def named(case: Case, name: str) -> Scenario:
    return next(item for item in case.scenarios if item.id == name)


@pytest.mark.parametrize(
    "scenario", ["ally-return", "blue-reinforce", "shells-deliveries", "salient-leave"]
)
def test_the_difference_is_with_minus_without_draw_by_draw(
    unread: Posterior, case: Case, scenario: str
) -> None:
    wanted = named(case, scenario)
    found = what_if(unread, wanted)
    changed = unread.run(controls_for(case, wanted, unread.machine.n_days))
    assert found.rows and found.start == wanted.start and found.until == case.horizon
    for without, with_it, difference in found.rows:
        column = unread.column(without.observable)
        before, after = unread.outputs[:, -1, column], changed[:, -1, column]
        assert without.median == pytest.approx(np.median(before))
        assert with_it.median == pytest.approx(np.median(after))
        dust = 1e-6 * np.abs(before).max()  # less than that is shown as no difference
        assert difference.median == pytest.approx(np.median(after - before), abs=dust)
        low, high = np.quantile(after - before, [0.1, 0.9])
        assert difference.intervals["80"] == pytest.approx((low, high), abs=dust)
        assert {without.observable} == {with_it.observable, difference.observable}
        assert (without.scenario, with_it.scenario) == ("without", scenario)


def test_a_worker_does_not_take_one_fit_of_a_case_for_another(
    case: Case, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence = machine.campaign.evidence
    room = sys.modules[what_if_task.__module__]
    monkeypatch.setattr(room, "evidence_for", lambda case: (evidence, ()))
    scenario = named(case, "blue-reinforce")

    def told(width: float) -> object:
        fit = made_up_fit(machine, width * standard_draws(machine))
        return what_if_task(case, fit, SEED, scenario)["rows"]

    wide = told(1.0)
    assert told(0.5) != wide == told(1.0)


def test_what_is_no_more_than_rounding_is_no_difference() -> None:
    gap = _gap(np.array([0.0, 1000.0, 1000.0]), np.array([1e-5, 1000.00005, 1002.0]))
    assert gap.tolist() == [0.0, 0.0, 2.0]


def test_nothing_changes_before_the_intervention(unread: Posterior, case: Case) -> None:
    for scenario in case.scenarios:
        changed = unread.run(controls_for(case, scenario, unread.machine.n_days))
        before = slice(0, case.day(scenario.start))
        np.testing.assert_array_equal(changed[:, before], unread.outputs[:, before])
        assert not np.array_equal(changed, unread.outputs), scenario.id


def test_what_is_most_moved_stands_first_and_what_is_not_moved_is_left_out(
    unread: Posterior, case: Case
) -> None:
    found = what_if(unread, named(case, "shells-deliveries"))
    names = [row[0].observable for row in found.rows]
    assert names[0].startswith("shells.")
    assert "ally.deployed" not in names and "blue.deployed" not in names
    assert len(names) <= 8 and len(set(names)) == len(names)
    assert [item.observable for item in found.bands] == names[:3]
    assert all(item.scenario == "shells-deliveries" for item in found.bands)


def test_an_intervention_has_the_size_that_was_asked_for(unread: Posterior, case: Case) -> None:
    found = {r[0].observable: r[2] for r in what_if(unread, named(case, "blue-reinforce")).rows}
    # the usual replacements slacken when newcomers fill the ranks, so fewer come on balance
    assert 3000.0 < found["blue.deployed"].median <= 5000.0
    last = unread.outputs[:, -1, unread.column("shells.delivered_per_day")]
    halved = {r[0].observable: r[1] for r in what_if(unread, named(case, "shells-deliveries")).rows}
    assert halved["shells.delivered_per_day"].median == pytest.approx(np.median(last) / 2)


def test_a_target_that_cannot_do_it_is_refused_with_the_names_that_can(
    unread: Posterior, case: Case
) -> None:
    wrong = replace(named(case, "ally-return"), target="nobody")
    with pytest.raises(InputError, match=r"touches nobody.*ally"):
        what_if(unread, wrong)
    with pytest.raises(InputError, match="cannot deliveries"):
        what_if(unread, replace(named(case, "shells-deliveries"), target="ally"))


@pytest.mark.parametrize("off", [-1, 90])
def test_a_start_outside_the_case_is_refused(unread: Posterior, case: Case, off: int) -> None:
    outside = replace(named(case, "ally-return"), start=case.start + timedelta(days=off))
    with pytest.raises(InputError, match="outside the case"):
        what_if(unread, outside)


def test_an_intervention_ends_on_its_last_day(case: Case) -> None:
    start = case.cut_off + timedelta(days=1)
    cut = replace(named(case, "shells-deliveries"), until=start + timedelta(days=10))
    (factor,) = controls_for(case, cut, 90).values()
    np.testing.assert_array_equal(factor, [1.0] * 60 + [0.5] * 10 + [1.0] * 20)


def test_it_is_called_interventional_and_never_counterfactual(
    unread: Posterior, case: Case
) -> None:
    found = what_if(unread, named(case, "ally-return"))
    told = " ".join((found.title, found.sentence, *found.caveats))
    assert "interventional what-if" in told.lower() and "counterfactual" not in told.lower()
    assert "with and without it" in found.sentence


def test_differences_of_prior_draws_rest_on_the_prior(unread: Posterior, case: Case) -> None:
    for scenario in case.scenarios:
        for rows in what_if(unread, scenario).rows:
            for item in rows:
                assert item.rests_on_prior, (scenario.id, item.scenario, item.observable)
                low, high = item.prior_intervals["80"]
                assert low <= item.median <= high, (scenario.id, item.scenario, item.observable)


def test_what_claims_have_told_of_a_difference_is_not_the_prior(
    certain: Posterior, case: Case
) -> None:
    rows = what_if(certain, named(case, "shells-deliveries")).rows
    delivered = next(row[2] for row in rows if row[0].observable == "shells.delivered_per_day")
    assert delivered.median < 0.0 and not delivered.rests_on_prior


def test_where_an_ally_may_stop_sending_the_what_if_says_so(unread: Posterior, case: Case) -> None:
    campaign = unread.machine.campaign
    wanted = named(case, "ally-return")
    sent = replace(wanted, change="reinforce", amount=500.0)
    side = next(part.side for part in case.formations if part.id == wanted.target)
    told = " ".join(what_if(unread, sent).caveats)
    assert ("has stopped sending" in told) is campaign.shows(f"{side}.stream")
    shown = {f"{side}.stream"}
    for streams, said in ((True, True), (False, False)):
        posing = SimpleNamespace(
            case=case,
            machine=SimpleNamespace(
                campaign=SimpleNamespace(shows=lambda name, on=streams: on and name in shown)
            ),
        )
        assert bool(_streams(posing, [sent])) is said  # type: ignore[arg-type]
        assert not _streams(posing, [wanted])  # type: ignore[arg-type]
