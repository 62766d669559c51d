"""Next fact: what bears on an answer narrows it, what does not brings nothing."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.ask import Posterior
from fogline.ask.next_fact import N_BINS, Prospects, _told, candidates, next_fact
from fogline.case import Case
from fogline.ground.days import date_of_day


@pytest.fixture(scope="module")
def prospects(modest: Posterior) -> Prospects:
    return Prospects.of(modest, n_simulated=80)


def test_candidates_are_reports_and_verified_numbers_of_what_the_case_observes(
    modest: Posterior, case: Case
) -> None:
    found = candidates(modest, case.cut_off)
    names = {item.name for item in case.observables} | {"ally.line_share"}
    assert {c.item.observable for c in found} <= names
    assert len({c.item.source for c in found if c.item.scale != "status"}) == sum(
        c.item.scale != "status" for c in found
    )
    assert any(c.item.scale == "status" for c in found)


def test_a_verified_count_of_the_very_thing_tells_most(prospects: Prospects, case: Case) -> None:
    found = next_fact(prospects, "ally.casualties", case.cut_off)
    best = found.candidates[0]
    assert (best.observable, best.form) == ("ally.casualties", "verified")
    assert best.reduction > 5 * best.reduction_error > 0 and best.bits > 3 * best.bits_error
    report = next(
        c for c in found.candidates if (c.observable, c.form) == ("ally.casualties", "report")
    )
    assert report.scatter > best.scatter and report.reduction < best.reduction
    assert best.words in found.sentence and found.n_simulated == 80


def test_what_has_nothing_to_do_with_an_answer_brings_nothing(
    prospects: Prospects, case: Case
) -> None:
    found = next_fact(prospects, "ally.casualties", case.cut_off)
    other = [c for c in found.candidates if c.observable.startswith(("front.", "shells.delivered"))]
    assert other
    for candidate in other:
        assert abs(candidate.bits) < 5 * candidate.bits_error + 0.1
        assert abs(candidate.reduction) < 5 * candidate.reduction_error + 0.05


def test_information_of_a_normal_observation_is_that_of_the_closed_form() -> None:
    """Answer N(0, 1) seen with error s: bits are log2(1 + 1/s^2) / 2, the width shrinks alike."""
    random = np.random.default_rng(2)
    answer, error = random.standard_normal(3000), 0.5
    members = random.choice(3000, 300, replace=False)
    seen = answer[members] + error * random.standard_normal(300)
    weights = np.exp(-0.5 * ((seen[:, None] - answer[None]) / error) ** 2)
    weights[np.arange(300), members] = 0.0
    widths, bits = _told(answer, weights, members)
    exact = 0.5 * np.log2(1 + 1 / error**2)
    # bins of a twentieth blur a little of it
    assert abs(bits.mean() - exact) < 3 * bits.std() / 300**0.5 + 1.0 / N_BINS
    prior = np.ptp(np.quantile(answer, [0.1, 0.9]))
    assert widths.mean() / prior == pytest.approx((1 + 1 / error**2) ** -0.5, abs=0.03)


def test_other_days_may_be_asked_for(modest: Posterior, case: Case) -> None:
    day = date_of_day(30, case.start)
    found = next_fact(Prospects.of(modest, [day], n_simulated=30), "ally.killed", case.cut_off)
    assert {c.on for c in found.candidates} == {day} and found.on == case.cut_off
