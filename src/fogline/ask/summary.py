"""The answers in a few plain sentences, with ICD-203 words and numbers that know their answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from fogline.answer import Chance, Number, Piece, Sentence
from fogline.ask.estimate import PRIOR_MARK, learned
from fogline.ask.posterior import Posterior
from fogline.case import Formation
from fogline.case.quantities import QUANTITIES
from fogline.ground.days import show_date

__all__ = ["summary"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def summary(posterior: Posterior) -> tuple[Sentence, ...]:
    """Sentences on each part that the model has: formations, ground, shells, tallies, counts."""
    return tuple(
        sentence
        for part in (_formations, _ground, _stocks, _tallies, _counts)
        for sentence in part(posterior)
    )


def _has(posterior: Posterior, *names: str) -> bool:
    return all(posterior.machine.campaign.shows(name) for name in names)


def _now(posterior: Posterior, name: str) -> Array:
    return posterior.draws(name, posterior.case.cut_off)


def _mark(posterior: Posterior, name: str, unit: str) -> str:
    prior = posterior.prior_draws(name, posterior.case.cut_off)
    gained = learned(_now(posterior, name), prior, unit)
    return " (rests on the prior)" if gained < PRIOR_MARK else ""


def _number(draws: Array, unit: str, observable: str = "") -> Number:
    low, median, high = np.quantile(draws, [0.1, 0.5, 0.9])
    return Number(
        median=float(median), low=float(low), high=float(high), unit=unit, observable=observable
    )


def _answer(posterior: Posterior, name: str, unit: str) -> Number:
    """An observable at the cut-off."""
    return _number(_now(posterior, name), unit, name)


def _chance(happens: np.ndarray[Any, np.dtype[np.bool_]], observable: str) -> Chance:
    return Chance(probability=float(np.mean(happens)), observable=observable)


def _unless(mark: str, *pieces: Piece) -> tuple[Piece, ...]:
    """The pieces, but nothing where a number rests on the prior: no odds are given of a guess."""
    return () if mark else pieces


def _spoken_of(posterior: Posterior, part: str) -> bool:
    return any(
        term.observable.startswith(f"{part}.")
        for item in posterior.machine.campaign.evidence
        for term in item.numerator
    )


def _is_contingent(formation: Formation) -> bool:
    """A force that was not there at the start and came as one."""
    return formation.arriving is not None and formation.initial is None


def _formations(posterior: Posterior) -> Iterator[Sentence]:
    case = posterior.case
    when = show_date(case.cut_off)
    # a force that arrived as one contingent is what a report like this turns on: it goes first
    for formation in sorted(case.formations, key=lambda f: not _is_contingent(f)):
        key, name = formation.id, formation.name
        if not _spoken_of(posterior, key):
            continue
        lost = f"{key}.casualties"
        casualties = _answer(posterior, lost, "persons")
        mark = _mark(posterior, lost, "persons")
        if _is_contingent(formation):
            deployed = _answer(posterior, f"{key}.deployed", "persons")
            sent = np.maximum(_now(posterior, f"{key}.deployed"), 1.0)
            share = _now(posterior, lost) / sent
            yield Sentence.of(
                f"By {when} about ", deployed, f" had been sent as {name}; ", casualties,
                f" of them were casualties{mark}, ", _number(share, "share"),
                " of those sent.", *_unless(
                    mark, " That half or more were lost is ", _chance(share >= 0.5, lost),
                    "; a third or more, ", _chance(share >= 1 / 3, lost), ".",
                ),
            )  # fmt: skip
        else:
            there = f"{key}.present"
            yield Sentence.of(
                f"{name}: ", _answer(posterior, there, "persons"),
                f" present on {when}{_mark(posterior, there, 'persons')}, with ", casualties,
                f" casualties since {show_date(case.start)}{mark}.",
            )  # fmt: skip
        if formation.switches and formation.switches[-1].to == "off":
            off = 1.0 - _now(posterior, f"{key}.line_share")
            last = posterior.outputs[:, -1, posterior.column(f"{key}.line_share")]
            line = f"{key}.on_line"
            yield Sentence.of(
                f"That {name} is off the front line on {when} is ", _chance(off > 0.5, line),
                f"; that it is back on it by {show_date(case.horizon)}, ",
                _chance(last > 0.5, line),
                ", which rests mostly on the prior for how long such rests last.",
            )  # fmt: skip


def _ground(posterior: Posterior) -> Iterator[Sentence]:
    case = posterior.case
    when = show_date(case.cut_off)
    for sector in case.sectors:
        key = sector.id
        if not _spoken_of(posterior, key):
            continue
        if sector.kind == "salient" and _has(posterior, f"{key}.held_km2"):
            held, both = f"{key}.held_km2", f"{key}.held_or_contested_km2"
            retaken = f"{key}.share_retaken"
            mark = _mark(posterior, retaken, "share")
            yield Sentence.of(
                f"{sector.name}: ", _answer(posterior, held, "km2"),
                f" firmly held{_mark(posterior, held, 'km2')} and ",
                _answer(posterior, both, "km2"), f" held or contested on {when}"
                f"{_mark(posterior, both, 'km2')}; ", _answer(posterior, retaken, "share"),
                f" of the area once taken has been retaken{mark}.", *_unless(
                    mark, " That half or more was retaken is ",
                    _chance(_now(posterior, retaken) >= 0.5, retaken), ".",
                ),
            )  # fmt: skip
        elif sector.kind == "front" and _has(posterior, f"{key}.km2_per_day"):
            rate = f"{key}.km2_per_day"
            yield Sentence.of(
                f"{sector.name}: ", _answer(posterior, rate, "km2/day"),
                f" changed hands around {when}{_mark(posterior, rate, 'km2/day')}.",
            )  # fmt: skip


def _stocks(posterior: Posterior) -> Iterator[Sentence]:
    asked = {item.name for item in posterior.case.observables}
    for stock in posterior.case.stocks:
        daily = f"{stock.id}.fired_per_day"
        if daily in asked and f"{stock.id}.delivered_per_day" not in asked:
            yield Sentence.of(
                f"{stock.name}: ", _answer(posterior, daily, "rounds/day"),
                f" fired{_mark(posterior, daily, 'rounds/day')}.",
            )  # fmt: skip
            continue
        fires, rate = f"{stock.id}.share_of_fires", f"{stock.id}.delivered_per_day"
        fired = _now(posterior, fires) * _now(posterior, f"{stock.id}.fired_per_day")
        yield Sentence.of(
            f"{stock.name}: ", _answer(posterior, fires, "share"),
            f" of the rounds fired{_mark(posterior, fires, 'share')}; deliveries of ",
            _answer(posterior, rate, "rounds/day"),
            f"{_mark(posterior, rate, 'rounds/day')}.", *_unless(
                _mark(posterior, rate, "rounds/day"), " That more arrives than is fired of it is ",
                _chance(_now(posterior, rate) > fired, rate), ".",
            ),
        )  # fmt: skip


def _tallies(posterior: Posterior) -> Iterator[Sentence]:
    until = show_date(posterior.case.cut_off)
    for tally in posterior.case.tallies:
        lost, killed = f"{tally.id}.casualties", f"{tally.id}.killed"
        yield Sentence.of(
            f"{tally.name}: ", _answer(posterior, lost, "persons"),
            f" casualties by {until}{_mark(posterior, lost, 'persons')}, of whom ",
            _answer(posterior, killed, "persons"),
            f" killed{_mark(posterior, killed, 'persons')}.",
        )  # fmt: skip


def _counts(posterior: Posterior) -> Iterator[Sentence]:
    """How well the things counted are known, and the largest of them."""
    for family in posterior.case.counts:
        for usual in family.usual:
            draws = {item: _now(posterior, f"{item.id}.{usual.quantity}") for item in family.items}
            factors = [
                float(np.divide(*np.quantile(values, [0.9, 0.1]))) ** 0.5
                for values in draws.values()
            ]
            largest = max(draws, key=lambda item: float(np.median(draws[item])))
            counted = QUANTITIES["count"][usual.quantity]
            yield Sentence.of(
                f"{family.name}, {counted.title}: {len(draws)} counted, "
                f"each known to a factor of about {np.median(factors):.2f} (half the width of the "
                f"80 % interval, median); the largest is {largest.name}, ",
                _answer(posterior, f"{largest.id}.{usual.quantity}", counted.unit), ".",
            )  # fmt: skip
