"""What a fit implies about the system: sums that add up, chances, stated preferences."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

from fogline.answer.implication import Implication
from fogline.ask.implied import PARTS, implications
from fogline.ask.posterior import Posterior
from fogline.case import Exchange, Guess, Observable
from fogline.ground.errors import UnknownName
from fogline.model.campaign import build
from fogline.model.machine import Machine
from tests.ask.conftest import SEED, made_up_fit, standard_draws
from tests.model.small import full_case, full_evidence

LEDGER = (
    Exchange(giver="ally", receiver="red", goods="shells", measured="shells.delivered",
             unit="rounds", value=Guess(median=500, factor=2)),
    Exchange(giver="red", receiver="ally", goods="oil", quantity=Guess(median=1e6, factor=1.5),
             unit="barrels", value=Guess(median=80, factor=1.2), claims=("x1",)),
    Exchange(giver="red", receiver="ally", goods="food"),
)  # fmt: skip


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    case = replace(full_case(), exchanges=LEDGER)
    machine = Machine(build(case, full_evidence()))
    return Posterior(case, machine, made_up_fit(machine, 0.5 * standard_draws(machine, 60)), SEED)


def part(posterior: Posterior, name: str, **preferences: float) -> Implication:
    found = implications(posterior, part=name, preferences=preferences)
    assert found and all(item.sentences and item.title for item in found)
    return found[0]


def median(item: Implication, name: str) -> float:
    return next(row.median for row in item.estimates if row.observable == name)


def test_every_part_of_the_whole_case_answers(posterior: Posterior) -> None:
    found = implications(posterior)
    assert {item.id for item in found} == set(PARTS)
    for item in found:
        for row in item.estimates:
            assert np.isfinite(row.median) and row.intervals["80"][0] <= row.median
        assert all(0 <= chance.probability <= 1 for chance in item.chances)


def test_the_stock_grows_by_deliveries_less_fire(posterior: Posterior) -> None:
    item = part(posterior, "munitions")
    built = posterior.outputs[:, 59, posterior.column("shells.stock")]
    start = posterior.machine.heads(posterior.full)[
        :, posterior.machine.campaign.param_names.index("shells.stock_start")
    ]
    assert median(item, "shells.build_up") == pytest.approx(np.median(built - start), rel=1e-6)
    assert "j" in item.claims and "k" in item.claims


def test_the_balance_is_what_was_given_less_what_was_got(posterior: Posterior) -> None:
    item = part(posterior, "exchange")
    given = next(r for r in item.estimates if r.observable == "exchange.red.given")
    assert given.median == pytest.approx(80.0, rel=0.15)
    assert any("food, some; no quantity was published" in words for words in item.sentences)
    assert any(
        words.startswith("Not valued by anybody published: food") for words in item.sentences
    )
    assert "x1" in item.claims
    assert next(r for r in item.estimates if ".owes" in r.observable).observable == (
        "exchange.red.owes"
    )


def test_stated_preferences_replace_the_defaults_and_move_the_answer(posterior: Posterior) -> None:
    wanted, scorned = (part(posterior, "holding", chip=chip) for chip in (1e5, 1e-3))
    assert [p.given for p in wanted.preferences if p.name == "chip"] == [True]
    assert wanted.chances[0].probability > scorned.chances[0].probability
    assert median(wanted, "salient.price") == median(scorned, "salient.price")
    with pytest.raises(UnknownName, match="did you mean chip"):
        part(posterior, "holding", chp=1.0)
    with pytest.raises(UnknownName, match="did you mean holding"):
        part(posterior, "holdin")


def test_learning_opens_settlements_that_stubbornness_does_not(posterior: Posterior) -> None:
    item = part(posterior, "settlement", intruder_battle_cost=0.001, holder_battle_cost=0.001)
    now, learning, stubborn = (chance.probability for chance in item.chances)
    assert now <= stubborn < learning


def test_a_transfer_gives_up_here_and_buys_there(posterior: Posterior) -> None:
    found = {item.title: item for item in implications(posterior, part="transfer")}
    item = found["Price of a transfer: Blue to Front"]
    assert median(item, "blue.paid") > 0 and median(item, "blue.bought") > 0
    low, high = next(r for r in item.estimates if ".bought" in r.observable).intervals["80"]
    assert low < high


def test_a_case_without_such_parts_implies_nothing(modest: Posterior) -> None:
    assert implications(modest, part="exchange") == []
    assert implications(modest, part="tolerance") == []


def test_a_stock_of_which_only_the_fire_is_asked_implies_no_deliveries(
    posterior: Posterior,
) -> None:
    silent = copy.copy(posterior)
    asked = Observable(name="shells.fired_per_day", definition="fired", unit="rounds/day")
    silent.case = replace(posterior.case, observables=(asked,))
    assert implications(posterior, part="munitions")
    assert implications(silent, part="munitions") == []
