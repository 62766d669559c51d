"""Holding ground as a chip: area at a negotiation, its price in losses, when it stops paying."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np

from fogline.answer import Estimate
from fogline.answer.implication import Chance, Implication
from fogline.ask.implied.preferences import drawn
from fogline.ask.implied.tools import both, chance, claims_on, made, said
from fogline.ask.posterior import Posterior
from fogline.case import Sector
from fogline.ground.days import show_date
from fogline.ground.seeds import derive_seed

__all__ = ["holding", "stops_paying"]

Array = np.ndarray[Any, np.dtype[np.float64]]
WANTED = ("negotiation_days", "chip", "buffer", "rival_cost", "rival_growth_days", "critics")
WEEK = 7


def stops_paying(area: Array, losses: Array, wants: Mapping[str, Array]) -> Array:
    """Day after which holding no longer pays, per draw; all the days where it pays to the end.

    area    [N, days] held from the cut-off on; losses [N, days] casualties a day of the holder of
            the chip; wants  preferences [N], all in casualties

    On day t holding is worth chip x area / negotiation_days (a negotiation falls on each day with
    that probability), buffer x area, and the rival's embarrassment, which doubles with time; it
    costs the day's losses and one's own critics. Weekly means decide, so that a lull or a bad day
    does not.
    """
    days = np.arange(area.shape[1])
    worth = area * (wants["chip"] / wants["negotiation_days"] + wants["buffer"])[:, None]
    worth = worth + wants["rival_cost"][:, None] * 2.0 ** (
        days[None] / wants["rival_growth_days"][:, None]
    )
    # nothing embarrasses the rival once nothing is held
    worth = np.where(area > 1.0, worth, 0.0)
    net = np.cumsum(worth - losses - wants["critics"][:, None], axis=1)
    weekly = net[:, WEEK:] - net[:, :-WEEK]
    negative = weekly < 0
    first = np.where(negative.any(axis=1), negative.argmax(axis=1), area.shape[1])
    return first.astype(float)


def holding(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each salient: what holding it is worth and costs its intruder."""
    return [
        _of(posterior, sector, preferences)
        for sector in posterior.case.sectors
        if sector.kind == "salient" and posterior.machine.n_days > posterior.machine.n_fit_days + 14
    ]


def _of(posterior: Posterior, sector: Sector, preferences: Mapping[str, float]) -> Implication:
    case, machine = posterior.case, posterior.machine
    start, end = machine.n_fit_days - 1, machine.n_days - 1
    held = both(posterior, f"{sector.id}.held_or_contested_km2")
    owners = [
        f.id for f in case.formations
        if f.sector == sector.id and case.coalition(f.side) == case.coalition(sector.intruder)
    ]  # fmt: skip
    casualties = [
        sum((both(posterior, f"{f}.casualties")[k] for f in owners), np.zeros_like(held[k]))
        for k in (0, 1)
    ]
    last, on = case.horizon, case.cut_off
    price, pays, at_table, told = [], [], [], ()
    for k in (0, 1):
        area = held[k][:, start:]
        losses = np.diff(casualties[k], axis=1, prepend=0.0)[:, start:]
        price.append(1000.0 * losses[:, 1:].sum(axis=1) / np.maximum(area[:, 1:].sum(axis=1), 1.0))
        seed = derive_seed(posterior.seed, f"holding {sector.id} {k}")
        draws, told = drawn(WANTED, preferences, len(area), seed)
        pays.append(stops_paying(area, losses, draws))
        table = np.random.default_rng(seed + 1).exponential(draws["negotiation_days"])
        within = np.minimum(table, area.shape[1] - 1).astype(int)
        at_table.append(area[np.arange(len(area)), within])
    n_ahead = end - start
    rows: list[Estimate] = [
        made(f"{sector.id}.area_then", f"area held or contested on {show_date(day)}",
             "Ground the intruder holds or contests that day.", "km2",
             [draws[:, number] for draws in held], day)
        for number in range(start + 28, end + 1, 28)
        for day in (case.start + timedelta(number),)
    ]  # fmt: skip
    rows += [
        made(f"{sector.id}.area_at_negotiation", "area held or contested when the line is fixed",
             f"Area on the day a negotiation fixes the line, or on {show_date(last)} where that "
             "lies further ahead.", "km2", at_table, on),
        made(f"{sector.id}.price", "casualties of those who hold it, per 1,000 km2-days",
             f"Casualties over area times days, {show_date(on)} to {show_date(last)}.", "persons",
             price, on),
    ]  # fmt: skip
    chances: list[Chance] = [
        chance(f"holding pays on {show_date(on)}, by these preferences", pays[0] > 0),
        chance(f"holding still pays on {show_date(last)}", pays[0] > n_ahead),
    ]
    stopping = pays[0][(pays[0] > 0) & (pays[0] <= n_ahead)]
    sentences = [said(rows[-1]), *(f"{c.words[:1].upper()}{c.words[1:]}." for c in chances)]
    if len(stopping) > 20:
        middle = show_date(on + timedelta(int(np.median(stopping))))
        sentences.append(f"Where it stops paying in between, the median day is {middle}.")
    return Implication(
        id="holding", title=f"Holding {sector.name} as a chip", sentences=tuple(sentences),
        estimates=tuple(rows), chances=tuple(chances), preferences=told,
        claims=claims_on(posterior, *(f"{f}.casualties" for f in owners),
                         f"{sector.id}.held_or_contested_km2", f"{sector.id}.held_km2"),
        caveats=(
            "Preferences are inputs, not findings: the defaults are wide, --prefer sets them.",
            "What giving up the ground would do to other fronts is counted in the buffer alone.",
        ),
    )  # fmt: skip
