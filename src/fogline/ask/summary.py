"""The answers in a few plain sentences, with ICD-203 words and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from fogline.answer import probability_words, say_interval, say_number
from fogline.ask.estimate import PRIOR_MARK, learned
from fogline.ask.posterior import Posterior
from fogline.case import Formation
from fogline.case.quantities import QUANTITIES
from fogline.ground.days import show_date

__all__ = ["summary"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def summary(posterior: Posterior) -> tuple[str, ...]:
    """Sentences on each part that the model has: formations, ground, shells, tallies, counts."""
    return tuple(
        sentence[0].upper() + sentence[1:]
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


def _span(draws: Array, unit: str) -> str:
    low, high = np.quantile(draws, [0.1, 0.9])
    middle = say_number(float(np.median(draws)), unit)
    return f"{middle} (80 % interval {say_interval(low, high, unit)})"


def _spoken_of(posterior: Posterior, formation: str) -> bool:
    return any(
        term.observable.startswith(f"{formation}.")
        for item in posterior.machine.campaign.evidence
        for term in item.numerator
    )


def _is_contingent(formation: Formation) -> bool:
    """A force that was not there at the start and came as one."""
    return formation.arriving is not None and formation.initial is None


def _formations(posterior: Posterior) -> Iterator[str]:
    case = posterior.case
    when = show_date(case.cut_off)
    # a force that arrived as one contingent is what a report like this turns on: it goes first
    for formation in sorted(case.formations, key=lambda f: not _is_contingent(f)):
        key, name = formation.id, formation.name
        if not _spoken_of(posterior, key):
            continue
        casualties = _now(posterior, f"{key}.casualties")
        mark = _mark(posterior, f"{key}.casualties", "persons")
        if _is_contingent(formation):
            deployed = _now(posterior, f"{key}.deployed")
            share = casualties / np.maximum(deployed, 1.0)
            yield (
                f"By {when} about {_span(deployed, 'persons')} had been sent as {name}; "
                f"{_span(casualties, 'persons')} of them were casualties{mark}, "
                f"{_span(share, 'share')} of those sent. That half or more were lost is "
                f"{probability_words(float(np.mean(share >= 0.5)))}; a third or more, "
                f"{probability_words(float(np.mean(share >= 1 / 3)))}."
            )
        else:
            present = _now(posterior, f"{key}.present")
            yield (
                f"{name}: {_span(present, 'persons')} present on {when}"
                f"{_mark(posterior, f'{key}.present', 'persons')}, with "
                f"{_span(casualties, 'persons')} casualties since {show_date(case.start)}{mark}."
            )
        if formation.switches and formation.switches[-1].to == "off":
            off = 1.0 - _now(posterior, f"{key}.line_share")
            last = posterior.outputs[:, -1, posterior.column(f"{key}.line_share")]
            yield (
                f"That {name} is off the front line on {when} is "
                f"{probability_words(float(np.mean(off > 0.5)))}; that it is back on it by "
                f"{show_date(case.horizon)}, "
                f"{probability_words(float(np.mean(last > 0.5)))}, which rests mostly on the prior "
                "for how long such rests last."
            )


def _ground(posterior: Posterior) -> Iterator[str]:
    case = posterior.case
    when = show_date(case.cut_off)
    for sector in case.sectors:
        key = sector.id
        if sector.kind == "salient" and _has(posterior, f"{key}.held_km2"):
            share = _now(posterior, f"{key}.share_retaken")
            held = _span(_now(posterior, f"{key}.held_km2"), "km2")
            both = _span(_now(posterior, f"{key}.held_or_contested_km2"), "km2")
            yield (
                f"{sector.name}: {held} firmly held and "
                f"{both} held or contested "
                f"on {when}; {_span(share, 'share')} of the area once taken has been retaken. That "
                f"half or more was retaken is {probability_words(float(np.mean(share >= 0.5)))}."
            )
        elif sector.kind == "front" and _has(posterior, f"{key}.km2_per_day"):
            yield (
                f"{sector.name}: {_span(_now(posterior, f'{key}.km2_per_day'), 'km2/day')} changed "
                f"hands around {when}{_mark(posterior, f'{key}.km2_per_day', 'km2/day')}."
            )


def _stocks(posterior: Posterior) -> Iterator[str]:
    case = posterior.case
    for stock in case.stocks:
        key = stock.id
        share = _now(posterior, f"{key}.share_of_fires")
        rate = _now(posterior, f"{key}.delivered_per_day")
        fired = share * _now(posterior, f"{key}.fired_per_day")
        yield (
            f"{stock.name}: {_span(share, 'share')} of the rounds fired"
            f"{_mark(posterior, f'{key}.share_of_fires', 'share')}; deliveries of "
            f"{_span(rate, 'rounds/day')}"
            f"{_mark(posterior, f'{key}.delivered_per_day', 'rounds/day')}. That more arrives than "
            f"is fired of it is {probability_words(float(np.mean(rate > fired)))}."
        )


def _tallies(posterior: Posterior) -> Iterator[str]:
    case = posterior.case
    for tally in case.tallies:
        key = tally.id
        yield (
            f"{tally.name}: {_span(_now(posterior, f'{key}.casualties'), 'persons')} casualties by "
            f"{show_date(case.cut_off)}{_mark(posterior, f'{key}.casualties', 'persons')}, of whom "
            f"{_span(_now(posterior, f'{key}.killed'), 'persons')} killed"
            f"{_mark(posterior, f'{key}.killed', 'persons')}."
        )


def _counts(posterior: Posterior) -> Iterator[str]:
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
            yield (
                f"{family.name}, {counted.title}: {len(draws)} counted, "
                f"each known to a factor of about {np.median(factors):.2f} (half the width of the "
                f"80 % interval, median); the largest is {largest.name}, "
                f"{_span(draws[largest], counted.unit)}."
            )
