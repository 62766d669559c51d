"""Tension: what agrees is not raised; what cannot all be true is, with the fewest that give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fogline.ask import Influence, Posterior
from fogline.ask.one_claim import AT_THE_EDGE, _as_unseen, check_claim
from fogline.ask.refits import campaign_without
from fogline.ask.statements import Statement, stated
from fogline.ask.tension import LEVEL, _giving, _together, tension
from fogline.case import Case, Source
from fogline.claims import Claim
from fogline.ground.errors import InputError
from fogline.model.campaign import build
from fogline.model.machine import Machine
from tests.ask.conftest import SEED, made_up_fit, standard_draws
from tests.model.small import at, small_evidence


def posterior_of(case: Case, numbers: list[float]) -> Posterior:
    """Draws within a tenth of the prior's middle, and counts of Red by five sources.

    The numbers are gone through again where there are fewer: the kernels are then the same.
    """
    template = small_evidence()[0]
    numbers = [numbers[i % len(numbers)] for i in range(5)]
    counts = [
        replace(
            template, claim=f"c{i}", observable="red.present", source=f"source {i}",
            numerator=(at("red.present", 20 + i),), value=number,
        )
        for i, number in enumerate(numbers)
    ]  # fmt: skip
    machine = Machine(build(case, counts))
    return Posterior(case, machine, made_up_fit(machine, 0.1 * standard_draws(machine, 500)), SEED)


@pytest.fixture(scope="module")
def middle(case: Case) -> float:
    found = posterior_of(case, [10_000.0])
    return float(np.median(found.outputs[:, 22, found.column("red.present")]))


def test_claims_that_agree_are_not_raised(case: Case, middle: float) -> None:
    agreed = posterior_of(case, [middle, 1.05 * middle, 0.95 * middle])
    found = tension(Influence.of(agreed), {}, {}, titles={})
    assert not found.raised and not found.doubted
    assert found.sentence.startswith("The claims can all be true together")
    assert found.expected_doubted == pytest.approx(5 * LEVEL)


def test_the_one_claim_far_from_the_others_is_the_one_that_must_give(
    case: Case, middle: float
) -> None:
    torn = posterior_of(case, [middle, 1.05 * middle, 30 * middle, 0.95 * middle, middle])
    found = tension(Influence.of(torn), {"c2": "Source 2"}, {}, titles={"red.present": "Reds"})
    assert [group.id for group in found.raised] == ["red.present"]
    group = found.raised[0]
    assert group.smallest == ("c2",) and group.probability < LEVEL <= group.without
    assert "c2 (Source 2)" in group.sentence and group.sentence.startswith("Reds")
    assert [row.claim for row in found.doubted] == ["c2"]


def test_two_that_must_give_are_found_together(case: Case, middle: float) -> None:
    torn = posterior_of(case, [middle, middle / 40, 1.05 * middle, 40 * middle, 0.95 * middle])
    group = tension(Influence.of(torn), {}, {}, titles={}).raised[0]
    assert set(group.smallest) == {"c1", "c3"}


def test_a_stock_that_builds_up_is_told(modest: Posterior) -> None:
    notes = tension(Influence.of(modest), {}, {}, titles={}).notes
    assert len(notes) == 1 and "put by" in notes[0] and "Shells" in notes[0]


def test_the_group_s_probability_is_uniform_when_each_claim_s_is() -> None:
    p = np.random.default_rng(4).random((4000, 6))
    groups = np.array([_together(row) for row in p])
    assert abs(np.mean(groups < 0.05) - 0.05) < 4 * np.sqrt(0.05 * 0.95 / 4000)


def test_a_model_without_claims_keeps_its_unknowns_and_the_other_rows(case: Case) -> None:
    whole = build(case, small_evidence())
    less = campaign_without(whole, {"b", "g"})
    assert [e.claim for e in less.evidence] == [
        e.claim for e in whole.evidence if e.claim not in {"b", "g"}
    ]
    assert len(less.rows) == len(less.errors.bias) == len(whole.rows) - 2
    assert less.assembly.unknowns.names == whole.assembly.unknowns.names
    Machine(less)  # compiles


def test_a_set_without_which_the_rest_still_disagree_is_not_called_enough() -> None:
    assert "without it the probability of the rest is .15." in _giving("k164", 1, 3, 0.152)
    told = _giving("k064; k065", 2, 4, 0.008)
    assert "The fewest" not in told and "of the rest is still only .008" in told
    assert "that is all of them" in _giving("k064", 1, 1, 1.0)


def test_a_statement_in_the_middle_fits_and_one_far_off_does_not(case: Case, middle: float) -> None:
    agreed = Influence.of(posterior_of(case, [middle, 1.05 * middle, 0.95 * middle]))
    day = case.cut_off
    inside = check_claim(agreed, stated(case, "red.present", day, value=middle))
    assert inside.fits and 0.2 < inside.share_below < 0.8 and "fits what else" in inside.sentence
    far = check_claim(agreed, stated(case, "red.present", day, low=40 * middle))
    assert not far.fits and far.share_below > 0.97 and "does not fit" in far.sentence
    assert "at least" in far.sentence and "Over 99 % of such sayings" in far.sentence
    assert "probability below 0.01" in far.sentence
    assert inside.number_is == "inside" and "the number itself is inside that" in inside.sentence
    assert far.number_is == "above" and "the number itself is above that" in far.sentence
    low = check_claim(agreed, stated(case, "red.present", day, high=middle / 40))
    assert low.number_is == "below"


def test_that_a_source_may_well_say_a_number_does_not_make_the_number_right(
    case: Case, middle: float
) -> None:
    agreed = Influence.of(posterior_of(case, [middle, 1.05 * middle, 0.95 * middle]))
    day = case.cut_off
    checks = [
        check_claim(agreed, stated(case, "red.present", day, value=factor * middle))
        for factor in (1.25, 1.5, 1.75, 2)
    ]
    said = next(found for found in checks if found.fits and found.number_is == "above")
    assert "which does not make the number right" in said.sentence
    assert "does not make" not in checks[0].sentence or checks[0].number_is == "above"


def test_a_statement_that_barely_fits_is_said_to_stand_at_the_edge(
    case: Case, middle: float
) -> None:
    agreed = Influence.of(posterior_of(case, [middle, 1.05 * middle, 0.95 * middle]))
    day = case.cut_off
    checks = (
        check_claim(agreed, stated(case, "red.present", day, value=factor * middle))
        for factor in (1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4)
    )
    barely = next(found for found in checks if LEVEL <= found.probability < AT_THE_EDGE)
    assert barely.fits and "stands at the edge of what else is known" in barely.sentence


def test_how_many_claims_of_how_many_sources_stand_against_a_statement_is_told(
    case: Case, middle: float
) -> None:
    many = Influence.of(posterior_of(case, [middle, 1.05 * middle, 0.95 * middle]))
    statement = stated(case, "red.present", case.cut_off, value=middle)
    found = check_claim(many, statement)
    said = f"Of others there are {found.n_others} claims by {found.n_sources} sources on it"
    assert found.n_sources > 1 and said in found.sentence
    bodies = tuple(
        Source(id=f"source {i}", name=f"body {i}", side="red", kind="official") for i in range(4)
    )
    one_state = posterior_of(replace(case, sources=bodies), [middle, 1.05 * middle, 0.95 * middle])
    own = one_state.machine.campaign.evidence[0]
    one = check_claim(Influence.of(one_state), Statement(item=own, source=bodies[0]))
    assert one.n_others == one.n_sources == 1
    assert "only 1 claim by 1 source on it: no cross-check" in one.sentence


def test_a_number_that_stands_for_a_range_is_told_as_it_was_said(case: Case, middle: float) -> None:
    agreed = Influence.of(posterior_of(case, [middle, 1.05 * middle, 0.95 * middle]))
    wide = stated(case, "red.present", case.cut_off, low=0.9 * middle, high=1.1 * middle)
    claim = Claim(id="x", value=middle)
    assert ", read as " in check_claim(agreed, replace(wide, claim=claim)).sentence
    assert ", read as " not in check_claim(agreed, wide).sentence


def test_a_status_has_the_mean_chance_of_being_said(case: Case, middle: float) -> None:
    influence = Influence.of(posterior_of(case, [middle, 1.05 * middle, 0.95 * middle]))
    day = at("red.present", 20)
    wide = stated(case, "red.present", case.cut_off, low=0.9 * middle, high=1.1 * middle)
    denied = replace(wide, item=replace(wide.item, bound="denied", numerator=(day,)))
    found = check_claim(influence, denied)
    one = _as_unseen(influence, denied.item)
    assert f"has probability {one.agrees.mean():.2f}" in found.sentence


def test_its_own_source_does_not_speak_for_a_claim(case: Case, middle: float) -> None:
    influence = Influence.of(posterior_of(case, [middle, 1.05 * middle, 0.95 * middle]))
    own = influence.posterior.machine.campaign.evidence[0]
    found = check_claim(influence, Statement(item=own, source=Source(id=own.source, name="A")))
    assert found.left_out == ("c0",) and not found.kin and found.with_kin_median is None


def test_bodies_of_one_state_do_not_bear_each_other_out(case: Case, middle: float) -> None:
    first, second, third = (
        Source(id=f"source {i}", name=f"body {i}", side="red", kind="official") for i in range(3)
    )
    independent = replace(third, kind="press")
    told = replace(case, sources=(first, second, independent))
    influence = Influence.of(posterior_of(told, [middle, 1.05 * middle, 0.95 * middle]))
    own = influence.posterior.machine.campaign.evidence[0]
    found = check_claim(influence, Statement(item=own, source=first))
    assert found.left_out == ("c0", "c1") and found.kin == ("body 1",)
    assert found.n_others == 3 and found.with_kin_median is not None
    assert "this one and its kin imply" in found.sentence
    assert "With what its kin say" in found.sentence


@pytest.mark.parametrize("given", [{}, {"value": -3.0}, {"low": 5.0, "high": 4.0}])
def test_a_statement_without_a_proper_number_is_refused(case: Case, given: dict) -> None:
    with pytest.raises(InputError):
        stated(case, "red.present", case.cut_off, **given)
