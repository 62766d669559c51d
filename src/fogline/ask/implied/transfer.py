"""Two fronts: the price of moving troops, and what not moving them says about their worth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from fogline.answer.implication import Implication
from fogline.ask.implied.preferences import drawn
from fogline.ask.implied.tools import both, chance, made, said
from fogline.ask.posterior import Posterior
from fogline.case import Formation, Sector
from fogline.ground.days import show_date
from fogline.ground.seeds import derive_seed
from fogline.model.contest import relative_value
from fogline.model.parts.formation import fronts_for

__all__ = ["diversion", "transfer"]

SENT = 1_000.0
DAYS_OF_MOVE = 14


def transfer(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each formation and front it could be sent to: what a thousand persons buy and cost."""
    case = posterior.case
    found = []
    for formation in case.formations:
        here = next((s for s in case.sectors if s.id == formation.sector), None)
        for front in fronts_for(case, formation):
            there = next(s for s in case.sectors if s.id == front)
            if here is not None and here.kind == "salient":
                found.append(_price(posterior, formation, here, there))
    return found


def _price(posterior: Posterior, formation: Formation, here: Sector, there: Sector) -> Implication:
    case, machine = posterior.case, posterior.machine
    start, end = machine.n_fit_days, machine.n_days - 1
    sent = np.zeros(machine.n_days)
    sent[start : start + DAYS_OF_MOVE] = SENT / DAYS_OF_MOVE
    controls = {f"{formation.id}.to.{there.id}": sent}
    own = case.coalition(formation.side)
    held_here = 1.0 if own == case.coalition(here.intruder) else -1.0
    gained_there = 1.0 if own == case.coalition(there.intruder) else -1.0
    columns = [
        posterior.column(name)
        for name in (f"{here.id}.held_or_contested_km2", f"{there.id}.gained_km2")
    ]
    days = list(range(start, end + 1))
    bought, paid = [], []
    for full, outputs in (
        (posterior.full, posterior.outputs), (posterior.prior_full, posterior.prior_outputs),
    ):  # fmt: skip
        with_it = machine.run(full, controls=controls, columns=columns, days=days)
        without = outputs[:, start:][:, :, columns]
        change = (with_it - without).sum(axis=1)  # km2-days
        paid.append(-held_here * change[:, 0])
        bought.append(gained_there * change[:, 1])
    on = case.horizon
    span = f"by {show_date(on)} when 1,000 persons go over two weeks from the cut-off"
    rows = (
        made(f"{formation.id}.paid", f"km2-days given up in {here.name}",
             f"Area of the own side times days, less than without the move, {span}.",
             "km2-days", paid, on),
        made(f"{formation.id}.bought", f"km2-days bought on {there.name}",
             f"Area of the own side times days, more than without the move, {span}.",
             "km2-days", bought, on),
    )  # fmt: skip
    pays = chance("the move buys more km2-days than it costs", bought[0] > paid[0])
    return Implication(
        id="transfer", title=f"Price of a transfer: {formation.name} to {there.name}",
        sentences=(said(rows[0]), said(rows[1]), f"{pays.words[:1].upper()}{pays.words[1:]}."),
        estimates=rows, chances=(pays,),
        caveats=(
            "What troops do on the other front rests on the priors of its strengths and of their "
            "pull; a km2 here is counted as one there.",
        ),
    )  # fmt: skip


def diversion(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each holder of a salient with another front: the worth its division of force implies."""
    case, found = posterior.case, []
    last = posterior.machine.n_fit_days - 1
    said_so = tuple(c.id for c in case.claims if c.measure == "intent_to_divert")
    for here in (s for s in case.sectors if s.kind == "salient"):
        own = case.coalition(here.holder)
        for there in (s for s in case.sectors if s.kind == "front"):
            role = {case.coalition(there.intruder): ("intruder", "holder"),
                    case.coalition(there.holder): ("holder", "intruder")}.get(own)  # fmt: skip
            names = posterior.machine.campaign.param_names
            if role is None or f"{there.id}.holder_strength" not in names:
                continue
            values = []
            told = ()
            for k, full in enumerate((posterior.full, posterior.prior_full)):
                present = {
                    mine: sum(
                        both(posterior, f"{f.id}.present")[k][:, last]
                        for f in case.formations
                        if f.sector == here.id and (case.coalition(f.side) == own) == mine
                    )
                    for mine in (True, False)
                }
                heads = posterior.machine.heads(full)
                strengths = [heads[:, names.index(f"{there.id}.{r}_strength")] for r in role]
                seed = derive_seed(posterior.seed, f"diversion {k}")
                draws, told = drawn(("decisiveness",), preferences, len(full), seed)
                values.append(
                    relative_value(
                        np.maximum(present[True], 1.0), np.maximum(present[False], 1.0),
                        strengths[0], strengths[1], draws["decisiveness"],
                    )
                )  # fmt: skip
            holder = next(s.name for s in case.sides if s.id == here.holder)
            row = made(
                f"{here.id}.relative_value", f"worth of {there.name} over {here.name} to {holder}",
                f"Value of the prize on {there.name} over that of {here.name} at which "
                f"{holder}'s division of its force is best.", "times", values,
                case.cut_off,
            )  # fmt: skip
            found.append(
                Implication(
                    id="diversion", title=f"What {holder}'s division of its force implies",
                    sentences=(
                        said(row),
                        "A side that hesitates to move more troops here sets at least that worth "
                        "on the other front.",
                    ),
                    estimates=(row,), preferences=told, claims=said_so,
                    caveats=(
                        "A ratio contest with the strengths as they were; it knows no distance, "
                        "reserve or law that keeps troops where they are.",
                    ),
                )
            )  # fmt: skip
    return found
