"""The day on which a quantity reaches a number, read off the draws of its path."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isfinite
from typing import Any

import numpy as np

from fogline.answer import Crossing, probability_words, say_number
from fogline.answer.crossing import Days
from fogline.ask.estimate import EDGES, estimate
from fogline.ask.posterior import Posterior
from fogline.ground.days import show_date
from fogline.ground.errors import InputError

__all__ = ["crossing"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def crossing(posterior: Posterior, name: str, threshold: float, until: date) -> Crossing:
    """When an observable first reaches a threshold after the cut-off.

    From below where its median at the cut-off is below the threshold or it never falls (a count so
    far), else from above. A draw that is already there at the cut-off has reached it on day nought.
    Raises InputError for a number that the quantity cannot be, or a last day not after the cut-off.
    """
    case = posterior.case
    if not isfinite(threshold):
        raise InputError(f"{threshold} is no number to reach - give one, a share as .8")
    if until <= case.cut_off:
        raise InputError(
            f"the last day {until} is not after the cut-off {case.cut_off} - choose a later one"
        )
    observable = posterior.observable(name)
    share = observable.unit == "share"
    if threshold < 0 or (share and threshold > 1):
        wanted = "a share from 0 to 1, such as .8" if share else "a number that is not negative"
        raise InputError(f"{name} never reaches {threshold:g} - give {wanted}")
    column, first = posterior.column(name), posterior.day(case.cut_off)
    days = slice(first, posterior.day(until) + 1)
    paths = posterior.outputs[:, days, column]
    falls = bool((np.diff(paths, axis=1) < 0).any())
    rising = not falls or float(np.median(paths[:, 0])) < threshold
    waited = _waited(paths, threshold, rising)
    prior = _waited(posterior.prior_outputs[:, days, column], threshold, rising)

    def day(level: float) -> date | None:
        # a day that stands in the draws, so that "after" never mixes with a date
        wait = float(np.quantile(waited, level, method="inverted_cdf"))
        return case.cut_off + timedelta(int(wait)) if isfinite(wait) else None

    found = Crossing(
        observable=name, title=observable.title or name, unit=observable.unit,
        threshold=threshold, rising=rising, cut_off=case.cut_off, until=until,
        probability=float(np.mean(np.isfinite(waited))), already=float(np.mean(waited == 0)),
        prior_probability=float(np.mean(np.isfinite(prior))), median=day(0.5),
        intervals={level: (day(low), day(high)) for level, (low, high) in EDGES.items()},
        rests_on_prior=estimate(posterior, name, until).rests_on_prior,
    )  # fmt: skip
    return _with_words(found)


def _waited(paths: Array, threshold: float, rising: bool) -> Array:
    """Days until the threshold is first reached, infinity where it is not: [N]."""
    there = paths >= threshold if rising else paths <= threshold
    return np.where(there.any(axis=1), there.argmax(axis=1).astype(float), np.inf)


def _with_words(found: Crossing) -> Crossing:
    more = "or more" if found.rising else "or less"
    number = say_number(found.threshold, found.unit, digits=3).replace(".0 %", " %")
    words = (
        f"{found.title}, {number} {more} by {show_date(found.until)}: "
        f"{probability_words(found.probability)}"
    )
    if found.already >= 0.01:
        already = probability_words(found.already)
        words += f"; there already on {show_date(found.cut_off)}: {already}"
    words += f". The median day is {_day(found.median, found)}, " if found.median else ". "
    words += f"80 % interval {_days(found.intervals['80'], found)}"
    if found.rests_on_prior:
        words += ", rests on the prior"
    return replace(found, words=words[:1].upper() + words[1:] + ".")


def _day(day: date | None, found: Crossing) -> str:
    return f"after {show_date(found.until)}" if day is None else show_date(day)


def _days(days: Days, found: Crossing) -> str:
    first, last = days
    if first is None:
        return f"all after {show_date(found.until)}"
    return f"{_day(first, found)} to {_day(last, found)}"
