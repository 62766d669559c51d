"""A case run forward by hand: what is set is used, and chances come from the exact recursion."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fogline.ask.simulate import simulate
from fogline.case import Case, Formation, Guess, Sector, Side
from fogline.ground.errors import InputError, UnknownName
from tests.model.small import START, small_case


def duel_case(law: str = "square") -> Case:
    guess = Guess(median=100, factor=2)
    return Case(
        id="duel", title="A duel", law=law, start=START, cut_off=START + timedelta(20),
        horizon=START + timedelta(20),
        sides=(Side(id="a", name="A"), Side(id="b", name="B")),
        sectors=(Sector(id="front", name="Front", kind="front", intruder="a", holder="b"),),
        formations=(
            Formation(id="a1", name="A1", side="a", sector="front", initial=guess),
            Formation(id="b1", name="B1", side="b", sector="front", initial=guess),
        ),
    )  # fmt: skip


def test_a_parameter_set_by_hand_changes_the_run_and_is_told() -> None:
    plain = simulate(small_case())
    harder = simulate(small_case(), given={"ally.hazard": 0.03})
    assert harder.line("ally.casualties").values[-1] > plain.line("ally.casualties").values[-1]
    assert "Set by hand: ally.hazard = 0.03." in harder.sentences
    assert harder.parameters["ally.hazard"] == 0.03
    with pytest.raises(UnknownName, match=r"did you mean ally\.hazard"):
        simulate(small_case(), given={"ally.hazrd": 0.03})


@pytest.mark.parametrize(
    "given",
    [
        {"ally.hazard": -3.0},
        {"ally.hazard": float("nan")},
        {"ally.killed_share": 2.0},
        {"ally.switch0": 1e12},
        {"ally.switch0": float("inf")},
    ],
)
def test_numbers_with_which_no_run_is_possible_are_refused(given: dict[str, float]) -> None:
    with pytest.raises(InputError, match=r"no run is possible with ally\."):
        simulate(small_case(), given=given)


def test_the_chances_of_a_case_are_those_of_the_exact_recursion() -> None:
    given = {"a1.initial": 20.0, "b1.initial": 15.0, "a1.hazard": 0.02, "b1.hazard": 0.02}
    # at references of 20 and 15 equal coefficients need hazards in the ratio of the references
    given["a1.hazard"] = 0.02 * 15 / 20
    given["b1.hazard"] = 0.02 * 20 / 15
    chances = simulate(duel_case(), given=given, chances=True).chances
    assert chances is not None
    assert chances.first_wins == pytest.approx(0.92813354, rel=1e-6)


def test_the_recursion_is_refused_where_it_does_not_apply() -> None:
    with pytest.raises(InputError, match="run without --stochastic"):
        simulate(small_case(), chances=True)
    with pytest.raises(InputError, match="too many for the exact recursion"):
        simulate(duel_case(), given={"a1.initial": 1e5, "b1.initial": 1e5}, chances=True)


def test_a_seed_draws_from_the_prior_and_the_same_seed_draws_the_same() -> None:
    case = duel_case("general")
    assert simulate(case, seed=1) == simulate(case, seed=1) != simulate(case, seed=2)


def test_a_day_outside_the_case_is_refused() -> None:
    with pytest.raises(InputError, match="choose a day in between"):
        simulate(duel_case(), until=START + timedelta(400))
