"""What a number counts stays the same whatever clause, number or speaker stands beside it."""

from __future__ import annotations

import itertools
import random
import re

from fogline.claims.reader import read
from fogline.report import read_one

KILLED = {"killed", "killed_period"}
WOUNDED = {"wounded", "wounded_period"}
CLAUSES = {
    "{n} soldiers were killed": KILLED,
    "{n} people died": KILLED,
    "{n} civilians lost their lives": KILLED,
    "{n} fighters were wounded": WOUNDED,
    "{n} people were injured": WOUNDED,
    "{n} men were taken prisoner": {"captured"},
    "{n} rebels surrendered": {"captured"},
    "{n} soldiers were missing": {"missing"},
    "{n} families were displaced": {"displaced"},
    "{n} people fled their homes": {"displaced"},
    "{n} civilians were waiting in the base": {"", "present"},
    "{n} troops arrived in the town": {"deployed", "reinforcement", "present"},
    "{n} soldiers were stationed in the province": {"present", "deployed"},
    "{n} tanks were destroyed": {"vehicles_lost"},
    "{n} aircraft were shot down": {"aircraft_lost"},
    "the army captured {n} villages": {"settlements_taken"},
    "the rebels hold {n} square kilometres": {"area_held_km2"},
    "the brigade retook {n} square kilometres": {"area_retaken_km2"},
    "the enemy fired {n} shells": {"shells_fired"},
    "the army has {n} tanks in the area": {"vehicles_present"},
    "{n} houses were burned": {""},
    "the army killed {n} rebels": KILLED,
    "the shelling wounded {n} civilians": WOUNDED,
    "{n} bodies were found in the river": KILLED,
    "the garrison lost {n} men": {"casualties", "casualties_period"},
    "{n} prisoners were exchanged": {"prisoners_exchanged"},
    "{n} people need food": {""},
    "{n} soldiers deserted": {"deserted"},
}
SAID = [
    "{c}.",
    "The army said that {c}.",
    "According to the Red Cross, {c}.",
    "{c}, the ministry said.",
]
JOINED_BY = [" and ", ", while ", ", and ", "; ", " as ", " after ", " when ", ", but "]

STATES = {
    "dead": KILLED,
    "killed": KILLED,
    "wounded": WOUNDED,
    "injured": WOUNDED,
    "hurt": WOUNDED,
    "missing": {"missing"},
    "unaccounted for": {"missing"},
    "captured": {"captured"},
    "taken prisoner": {"captured"},
    "displaced": {"displaced"},
    "homeless": {"displaced"},
}
LISTS = [
    "The army put its losses at {a} {x} and {b} {y}.",
    "The attack left {a} {x} and {b} {y}.",
    "{a} {x}, {b} {y}, the ministry said.",
    "The clashes left {a} people {x} and another {b} {y}.",
    "Its casualties were {a} {x} and {b} {y}, according to the staff.",
    "At least {a} people were {x} and {b} others {y} in the raid on Monday.",
    "The battalion had {a} {x} and {b} {y} in two days.",
    "Officials counted {a} {x} and {b} {y}.",
    "We had {a} {x} and {b} {y}.",
    "The toll has risen to {a} {x} and {b} {y}.",
]


def measures(sentence: str) -> dict[str, set[str]]:
    """What each number of a sentence is read to count, by its figures."""
    found: dict[str, set[str]] = {}
    for claim in read(read_one((sentence[0].upper() + sentence[1:]).encode())).claims:
        if claim.kind in ("quantity", "rate"):
            for figure in re.findall(r"\d+", claim.exact):
                found.setdefault(figure, set()).add(claim.measure)
    return found


def misread(sentence: str, wanted: dict[str, set[str]]) -> list[str]:
    """A line for each number that is not found once, or counts something else."""
    got = measures(sentence)
    return [
        f"{sentence} {figure}: {got.get(figure, 'not found')}, not {accepted}"
        for figure, accepted in wanted.items()
        if not got.get(figure) or not got[figure] <= accepted
    ]


def test_each_clause_alone_is_read_whoever_says_it() -> None:
    wrong = [
        line
        for clause, accepted in CLAUSES.items()
        for said in SAID
        for line in misread(said.format(c=clause.format(n="340")), {"340": accepted})
    ]
    assert not wrong, "\n".join(wrong)


def test_two_clauses_joined_are_read_as_each_is_alone() -> None:
    ways = list(itertools.product(itertools.permutations(CLAUSES, 2), JOINED_BY, SAID))
    chosen = random.Random(1).sample(ways, 250)
    wrong = [
        line
        for (one, other), by, said in chosen
        for line in misread(
            said.format(c=one.format(n="340") + by + other.format(n="75")),
            {"340": CLAUSES[one], "75": CLAUSES[other]},
        )
    ]
    assert len(wrong) <= 4, "\n".join(wrong)  # of 500 numbers: parses go wrong too


def test_states_in_a_list_are_read_each_for_itself() -> None:
    chance = random.Random(2)
    wrong = []
    for form, (x, y) in itertools.product(LISTS, itertools.permutations(STATES, 2)):
        if chance.random() < 0.3:
            hedge = chance.choice(["", "about ", "nearly ", "more than ", "at least "])
            sentence = form.format(a="31", b=hedge + "70", x=x, y=y)
            wrong += misread(sentence, {"31": STATES[x], "70": STATES[y]})
    assert not wrong, "\n".join(wrong)
