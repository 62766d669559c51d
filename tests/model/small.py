"""A small campaign for tests: two sides, a salient, an ally's contingent and its shells."""

# ruff: noqa: E501
from __future__ import annotations

from dataclasses import replace
from datetime import date

from fogline.case import (
    Case,
    Evidence,
    Formation,
    Guess,
    Policy,
    Sector,
    Side,
    Stock,
    Switch,
    Term,
)

START = date(2000, 3, 1)


def small_case(*, days: int = 60, ahead: int = 30) -> Case:
    """Sixty days of evidence and thirty of forecast."""
    day = date.fromordinal
    first = START.toordinal()
    return Case(
        id="small",
        title="A small campaign",
        start=START,
        cut_off=day(first + days - 1),
        horizon=day(first + days - 1 + ahead),
        sides=(
            Side(id="red", name="Red", coalition="reds"),
            Side(id="ally", name="Ally of Red", coalition="reds"),
            Side(id="blue", name="Blue"),
            Side(id="press", name="Press"),
        ),
        sectors=(
            Sector(
                id="salient", name="Salient", kind="salient", intruder="blue", holder="red",
                opened=START, reach_km2=Guess(median=800, factor=3),
            ),
            Sector(id="front", name="Front", kind="front", rate_km2_per_day=Guess(median=5, factor=4)),
        ),
        formations=(
            Formation(id="red", name="Red", side="red", sector="salient",
                      initial=Guess(median=12_000, factor=3), reinforced=Guess(median=15_000, factor=4)),
            Formation(id="blue", name="Blue", side="blue", sector="salient",
                      initial=Guess(median=10_000, factor=3), reinforced=Guess(median=10_000, factor=4)),
            Formation(
                id="ally", name="Ally", side="ally", sector="salient",
                arriving=Guess(median=5_000, factor=4),
                arrival=(day(first + 5), day(first + 20)),
                switches=(
                    Switch(to="line", first=day(first + 15), last=day(first + 35)),
                    Switch(to="off", first=day(first + 40), last=day(first + 59)),
                ),
            ),
        ),
        stocks=(Stock(id="shells", name="Shells", side="red", supplier="ally", since=day(first - 100)),),
    )  # fmt: skip


def at(observable: str, day: int, weight: float = 1.0) -> Term:
    """One term of a claim."""
    return Term(weight, observable, day)


def small_evidence() -> tuple[Evidence, ...]:
    """One claim of every form the model reads."""
    return (
        Evidence(claim="a", observable="ally.deployed", numerator=(at("ally.deployed", 25),),
                 bound="point", value=6000, group="strength", source="press", side="press"),
        Evidence(claim="b", observable="ally.casualties", numerator=(at("ally.casualties", 50),),
                 bound="at least", low=800, group="casualties", source="blue-staff", side="blue",
                 relation="enemy"),
        Evidence(claim="c", observable="ally.casualties",
                 numerator=(at("ally.casualties", 50), at("ally.casualties", 43, -1.0)),
                 bound="interval", low=200, high=400, group="casualties", source="blue-staff",
                 side="blue", relation="enemy"),
        Evidence(claim="d", observable="ally.casualties", numerator=(at("ally.casualties", 55),),
                 denominator=(at("ally.deployed", 55),), scale="logit", bound="interval", low=0.2,
                 high=0.4, group="share", source="press", side="press"),
        Evidence(claim="e", observable="salient.held_km2", numerator=(at("salient.held_km2", 20),),
                 bound="interval", low=500, high=600, group="area", source="press", side="press"),
        Evidence(claim="f", observable="salient.retaken_km2",
                 numerator=(at("salient.retaken_km2", 55),),
                 denominator=(at("salient.taken_km2", 55),), scale="logit", bound="point", value=0.3,
                 group="share", source="red-staff", side="red", relation="own"),
        Evidence(claim="g", observable="blue.casualties", numerator=(at("blue.casualties", 50),),
                 bound="up to", high=9000, group="casualties", source="red-staff", side="red",
                 relation="enemy"),
        Evidence(claim="h", observable="red.present",
                 numerator=(at("red.present", 40), at("ally.present", 40)), bound="point",
                 value=25_000, group="strength", source="blue-staff", side="blue", relation="enemy"),
        Evidence(claim="i", observable="ally.line_share", numerator=(at("ally.line_share", 57),),
                 scale="status", bound="off", group="status", source="press", side="press"),
        Evidence(claim="j", observable="shells.share_of_fires",
                 numerator=(at("shells.share_of_fires", 50),), scale="logit", bound="interval",
                 low=0.4, high=0.6, group="share", source="press", side="press"),
        Evidence(claim="k", observable="shells.delivered", numerator=(at("shells.delivered", 50),),
                 bound="point", value=900_000, group="munitions", source="press", side="press"),
        Evidence(claim="l", observable="front.km2_per_day", numerator=(at("front.km2_per_day", 30),),
                 bound="point", value=8.0, group="area", source="press", side="press"),
        Evidence(claim="m", observable="ally.captured", numerator=(at("ally.captured", 50),),
                 bound="interval", low=1.5, high=2.5, group="captured", source="blue-staff",
                 side="blue", relation="enemy"),
    )  # fmt: skip


def full_case() -> Case:
    """The small case with everything a case can declare: a front to send troops to, own shells,
    decisions, and a word on the ally's quality in ``full_evidence``."""
    case = small_case()
    front = replace(
        case.sectors[1],
        intruder="red",
        holder="blue",
        holder_strength=Guess(median=40_000, factor=2),
        intruder_strength=Guess(median=60_000, factor=2),
    )
    shells = replace(case.stocks[0], produced_per_day=Guess(median=6_000, factor=2))
    return replace(
        case, sectors=(case.sectors[0], front), stocks=(shells,),
        policies=(Policy(kind="rotation", target="ally"),
                  Policy(kind="alliance", target="ally", days=Guess(median=60, factor=3))),
    )  # fmt: skip


def full_evidence() -> tuple[Evidence, ...]:
    """The small case's claims, and one that calls the ally poorly supported."""
    poor = Evidence(claim="q", observable="ally.called_poor",
                    numerator=(at("ally.called_poor", 50),), scale="status", bound="on",
                    group="quality", source="press", side="press", reliability=0.8)  # fmt: skip
    return (*small_evidence(), poor)
