"""What deliveries and fire together imply for a stock: does it grow, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np

from fogline.answer import say_number
from fogline.answer.implication import Implication
from fogline.ask.implied.tools import both, chance, claims_on, made, said
from fogline.ask.posterior import Posterior
from fogline.ground.days import show_date

__all__ = ["munitions"]

# Claims contradict each other where the model gives less than this. Source: design, chapter 6.
TENSION = 0.05


def munitions(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each stock: deliveries less the ally's rounds fired, and the build-up that follows.

    A stock of which the case asks only what is fired has no deliveries to set against it.
    """
    asked = {item.name for item in posterior.case.observables}

    def only_fired(stock: str) -> bool:
        brought = (f"{stock}.delivered", f"{stock}.share_of")
        return f"{stock}.fired_per_day" in asked and not any(
            name.startswith(brought) for name in asked
        )

    return [
        _of(posterior, stock.id, stock.name)
        for stock in posterior.case.stocks
        if not only_fired(stock.id)
    ]


def _of(posterior: Posterior, stock: str, name: str) -> Implication:
    case = posterior.case
    last, on = posterior.machine.n_fit_days - 1, case.cut_off
    days = min(90, last)
    arrived, fired, level = (
        both(posterior, f"{stock}.{quantity}")
        for quantity in ("delivered_since_start", "fired_of_ally", "stock")
    )

    def a_day(pair: tuple) -> list[np.ndarray]:
        return [(draws[:, last] - draws[:, last - days]) / max(days, 1) for draws in pair]

    deliveries, fire = a_day(arrived), a_day(fired)
    growth = [deliveries[k] - fire[k] for k in (0, 1)]
    since = on - timedelta(days)
    window = f"the mean of {show_date(since)} to {show_date(on)}"
    rows = (
        made(f"{stock}.deliveries_a_day", f"{name} delivered a day",
             f"Rounds delivered a day, {window}.", "rounds/day", deliveries, on),
        made(f"{stock}.fired_of_ally_a_day", "of them fired a day",
             f"Rounds of this origin fired a day, {window}.", "rounds/day", fire, on),
        made(f"{stock}.growth_a_day", "growth of the stock a day",
             f"Deliveries less rounds of this origin fired, a day, {window}.", "rounds/day",
             growth, on),
        made(f"{stock}.stock", "rounds of it in stock", "Rounds delivered and not yet fired.",
             "rounds", [pair[:, last] for pair in level], on),
        made(f"{stock}.build_up", "stock built up since the start",
             f"Rounds delivered since {show_date(case.start)} less those of them fired.", "rounds",
             [arrived[k][:, last] - fired[k][:, last] for k in (0, 1)], on),
    )  # fmt: skip
    falls = chance("the stock fell over these days", growth[0] < 0)
    spoken = claims_on(
        posterior, f"{stock}.delivered", f"{stock}.delivered_since_start",
        f"{stock}.delivered_per_day", f"{stock}.share_of_fires", f"{stock}.fired_per_day",
        f"{stock}.stock",
    )  # fmt: skip
    sentences = [
        said(rows[0]), said(rows[1]),
        f"Both can hold only if the stock changes by {say_number(rows[2].median)} rounds a day "
        f"(80 % interval {say_number(rows[2].intervals['80'][0])} to "
        f"{say_number(rows[2].intervals['80'][1])}).",
        f"{falls.words[:1].upper()}{falls.words[1:]}.",
    ]  # fmt: skip
    # the chance that a stock which may not be negative had to be built up or drawn down at all
    least = min(falls.probability, 1 - falls.probability)
    if least < TENSION:
        way = "grown" if falls.probability < TENSION else "fallen"
        sentences.append(
            f"The claims on deliveries and on fire fit together only if the stock has {way}: "
            f"{', '.join(spoken)}."
        )
    return Implication(
        id="munitions", title=f"Munitions: {name}", sentences=tuple(sentences), estimates=rows,
        chances=(falls,), claims=spoken,
        caveats=("Rounds of this origin alone; what the side makes itself is not counted here.",),
    )  # fmt: skip
