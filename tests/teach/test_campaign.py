"""The teaching campaign: textbook numbers of chapter 6 through its verbs, and its sentences."""

from __future__ import annotations

import json

import numpy as np
import pytest

from fogline.case.events import Arrive, Assault, ReturnToLine, Withdraw
from fogline.ground.errors import InputError, UnknownName
from fogline.teach import Campaign


def duel(law: str, a: float, b: float, rate: float, **more: float) -> Campaign:
    return (
        Campaign(law=law)
        .side(name="blue")
        .side(name="red")
        .formation(name="A", side="blue", strength=a, loss_rate=rate, **more)
        .formation(name="B", side="red", strength=b, loss_rate=rate, **more)
    )


@pytest.mark.parametrize(
    ("law", "rate", "day", "wanted"),
    [
        ("square", 0.01, 10, (924.8708, 703.8366)),
        ("linear", 1e-5, 100, (579.6843, 379.6843)),
        ("logarithmic", 0.01, 100, (367.8794, 294.3036)),
    ],
)
def test_a_duel_comes_out_as_printed(
    law: str, rate: float, day: float, wanted: tuple[float, float]
) -> None:
    run = duel(law, 1000, 800, rate).run(days=day)
    assert (run.value("A", day), run.value("B", day)) == pytest.approx(wanted, rel=1e-6)


def test_the_square_law_ends_on_its_printed_day_with_the_printed_rest() -> None:
    run = duel("square", 1000, 800, 0.01).run(days=150)
    assert run.value("A", 150) == pytest.approx(600.0, rel=1e-6)
    assert "On day 109.8612, red has nobody left in the line." in run.sentences


def test_engels_iwo_jima_comes_out_of_three_landings() -> None:
    battle = (
        Campaign(law="square")
        .side(name="us")
        .side(name="japan")
        .formation(name="M", side="us", strength=0, loss_rate=0.0544)
        .formation(name="N", side="japan", strength=21_500, loss_rate=0.0106)
        .arrive(formation="M", strength=54_000, day=0, over=1)
        .arrive(formation="M", strength=6_000, day=2, over=1)
        .arrive(formation="M", strength=13_000, day=5, over=1)
    )
    run = battle.run(days=36)
    wanted = {6: 66_453.7, 14: 59_681.7, 28: 53_042.4, 36: 51_985.2}
    assert [run.value("M", d) for d in wanted] == pytest.approx(list(wanted.values()), abs=0.1)
    wanted = {14: 12_942.6, 28: 4_656.4, 36: 216.8}
    assert [run.value("N", d) for d in wanted] == pytest.approx(list(wanted.values()), abs=0.1)


def halves(second_in_line: bool) -> Campaign:
    return (
        Campaign(law="square")
        .side(name="one")
        .side(name="two")
        .formation(name="A", side="one", strength=120, loss_rate=0.01)
        .formation(name="B1", side="two", strength=60, loss_rate=0.01)
        .formation(name="B2", side="two", strength=60, loss_rate=0.01, in_line=second_in_line)
    )


def test_halves_in_turn_lose_and_halves_joined_draw() -> None:
    in_turn = halves(False).return_to_line(formation="B2", day=100).run(days=400)
    assert in_turn.value("A", 400) == pytest.approx(84.85, abs=0.005)
    assert sum("two has nobody left" in sentence for sentence in in_turn.sentences) == 2
    joined = halves(True).run(days=100)
    both = joined.value("B1", 100) + joined.value("B2", 100)
    assert joined.value("A", 100) == pytest.approx(both, rel=1e-9)


@pytest.mark.parametrize(
    ("law", "a", "b", "wanted"),
    [
        ("square", 3, 2, 31 / 40),
        ("square", 20, 15, 0.92813354),
        ("square", 110, 100, 0.883914),
        ("linear", 10, 8, 0.68547058),
    ],
)
def test_the_chances_of_whole_persons_are_the_printed_ones(
    law: str, a: int, b: int, wanted: float
) -> None:
    assert duel(law, a, b, 1.0).chances().first_wins == pytest.approx(wanted, rel=1e-6)
    assert duel("square", 100, 100, 1.0).chances().expected_survivors == pytest.approx(32.9632)


def test_drawn_fights_win_as_often_as_the_recursion_says() -> None:
    fight, n = duel("square", 6, 5, 1.0), 400
    wins = np.mean([fight.run(days=60, every=60, seed=k).value("A", 60) > 0 for k in range(n)])
    chance = fight.chances().first_wins
    assert abs(wins - chance) < 4 * np.sqrt(chance * (1 - chance) / n)
    assert fight.run(days=5, seed=7) == fight.run(days=5, seed=7)


def test_whoever_is_off_the_line_loses_and_inflicts_nothing() -> None:
    run = duel("square", 1000, 800, 0.01).withdraw(formation="B", day=10).run(days=50)
    for name in ("A", "B"):
        assert run.value(name, 10) == pytest.approx(run.value(name, 50))
    assert run.value("A", 9) > run.value("A", 10)


def test_each_verb_states_its_effect_and_the_story_tells_them_by_day() -> None:
    assert Arrive(formation="A", strength=500, day=3).effect() == ("On day 3, 500 persons join A.")
    assert Arrive(formation="A", strength=500, day=3, over=2).effect() == (
        "From day 3 to day 5, 500 persons join A, evenly."
    )
    assert Withdraw(formation="A", day=4).effect() == (
        "On day 4, A comes off the line: from then on it neither loses nor inflicts anything."
    )
    assert ReturnToLine(formation="A", day=6.5).effect() == (
        "On day 6.5, A goes into the line with all it has."
    )
    assert "From day 1 to day 2, A attacks" in Assault(formation="A", day=1, until=2).effect()
    story = (
        duel("square", 1000, 800, 0.01)
        .withdraw(formation="A", day=4)
        .arrive(formation="A", strength=500, day=3)
        .debug()
    )
    lines = story.splitlines()
    assert lines[0] == (
        "Losses follow the square law. Aimed fire: losses follow the enemy's numbers alone."
    )
    assert lines[1] == ("A of blue starts in the line with 1,000 persons; coefficient 0.01 a day.")
    assert lines[-2:] == [
        "On day 3, 500 persons join A.",
        "On day 4, A comes off the line: from then on it neither loses nor inflicts anything.",
    ]


def test_an_assault_costs_the_assaulted_more_under_the_general_law() -> None:
    plain = duel("general", 900, 900, 1e-5, p=1.0, q=1.0, tactical_factor=1.5)
    attacked = plain.assault(formation="A", day=0, until=20).run(days=20)
    assert attacked.value("A", 20) > plain.run(days=20).value("A", 20)
    assert attacked.value("B", 20) < plain.run(days=20).value("B", 20)


def test_what_cannot_be_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnknownName, match="square"):
        Campaign(law="sqare")
    with pytest.raises(UnknownName, match="did you mean blue"):
        duel("square", 1, 1, 1.0).formation(name="C", side="blu", strength=1, loss_rate=1)
    with pytest.raises(InputError, match=r"needs p, q as well - add p=\.\.\., q=\.\.\."):
        duel("general", 1, 1, 1.0)
    with pytest.raises(InputError, match="two parties"):
        Campaign().side(name="a").formation(name="A", side="a", strength=1, loss_rate=1).run(days=1)
    with pytest.raises(InputError, match="exact recursion is for two formations"):
        halves(True).chances()
    with pytest.raises(InputError, match="at most 20,000 persons"):
        duel("square", 30_000, 1, 1.0).run(days=1, seed=1)
    with pytest.raises(InputError, match="too many for the exact recursion"):
        duel("square", 100_000, 80_000, 0.01).chances()
    run = duel("square", 1000, 800, 0.01).run(days=10)
    with pytest.raises(InputError, match="goes from 0 to 10; run it longer"):
        run.value("A", 11)
    with pytest.raises(UnknownName, match="known: A, B"):
        run.value("nobody", 5)


def test_between_recorded_days_the_mean_is_on_a_line_and_a_draw_stands() -> None:
    battle = duel("square", 1000, 800, 0.01)
    run, drawn = battle.run(days=10), battle.run(days=10, seed=1)
    assert run.value("B", 4.5) == pytest.approx((run.value("B", 4) + run.value("B", 5)) / 2)
    assert drawn.value("B", 4.5) == drawn.value("B", 4)


def test_a_run_is_printed_as_its_story_and_is_a_frame_of_days() -> None:
    pytest.importorskip("pandas")
    run = duel("square", 1000, 800, 0.01).run(days=10)
    assert str(run).splitlines()[-1] == "B has 703.8 of 800 persons left on day 10."
    frame = run.to_pandas()
    assert list(frame.columns) == ["A", "B"] and frame.index.name == "day"
    assert frame.loc[10.0, "A"] == run.value("A", 10)


def test_a_run_shows_itself_in_a_notebook() -> None:
    run = duel("square", 1000, 800, 0.01).run(days=30)
    bundle = run._repr_mimebundle_()
    view = bundle["application/vnd.vegalite.v5+json"]
    assert view["$schema"].endswith("v5.json") and "#fa" not in json.dumps(view)
    drawn = {row["name"] for row in view["layer"][0]["data"]["values"]}
    assert drawn == {"A", "B"}
    assert "<li>Losses follow the square law." in bundle["text/html"]


def test_the_package_hands_out_the_campaign_and_its_example_holds() -> None:
    import doctest

    import fogline.teach

    assert fogline.Campaign is Campaign
    assert doctest.testmod(fogline.teach).failed == 0
