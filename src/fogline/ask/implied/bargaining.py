"""The settlement range by the war over forts, with and without learning from battles."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from fogline.answer.implication import Implication
from fogline.ask.implied.preferences import drawn
from fogline.ask.implied.tools import both, chance, made, said
from fogline.ask.posterior import Posterior
from fogline.case import Sector
from fogline.ground.days import show_date
from fogline.ground.seeds import derive_seed
from fogline.model.games import FortsWar, first_agreement

__all__ = ["settlement"]

N_FORTS = 20
N_BATTLES = 40
N_DRAWS = 400
WINDOW = 56


def settlement(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each salient: what shares of it both sides would take rather than fight on."""
    last = posterior.machine.n_fit_days - 1
    return [
        _of(posterior, sector, preferences, last)
        for sector in posterior.case.sectors
        if sector.kind == "salient" and last > WINDOW
    ]


def _of(
    posterior: Posterior, sector: Sector, preferences: Mapping[str, float], last: int
) -> Implication:
    on = posterior.case.cut_off
    least, most, agreed, told = [], [], {}, ()
    for k in (0, 1):
        taken = both(posterior, f"{sector.id}.taken_km2")[k]
        retaken = both(posterior, f"{sector.id}.retaken_km2")[k]
        step = max(1, len(taken) // N_DRAWS)
        taken, retaken = taken[::step], retaken[::step]
        share = 1.0 - retaken[:, last] / np.maximum(taken[:, last], 1.0)
        # a battle is won where ground went to the intruder: gains and losses of eight weeks
        lost = np.maximum(retaken[:, last] - retaken[:, last - WINDOW], 0.0)
        won = np.maximum(taken[:, last] - taken[:, last - WINDOW], 0.0)
        unit = np.maximum(taken[:, last] / N_FORTS, 1.0)
        theta = (won / unit + 0.5) / ((won + lost) / unit + 1.0)
        seed = derive_seed(posterior.seed, f"settlement {sector.id} {k}")
        wanted = ("intruder_battle_cost", "holder_battle_cost", "optimism")
        draws, told = drawn(wanted, preferences, len(theta), seed)
        ranges = []
        for i in range(len(theta)):
            forts = int(np.clip(round(share[i] * N_FORTS), 1, N_FORTS - 1))
            war = FortsWar(n_forts=N_FORTS, held=forts, theta=float(theta[i]))
            costs = float(draws["intruder_battle_cost"][i]), float(draws["holder_battle_cost"][i])
            ranges.append(war.settlement_range(*costs))
            if k == 0:
                for learns in (True, False):
                    agreed.setdefault(learns, []).append(
                        first_agreement(
                            war, costs, optimism=float(draws["optimism"][i]), learns=learns,
                            most=N_BATTLES, seed=derive_seed(seed, f"war {i}"),
                        )
                    )  # fmt: skip
        least.append(np.array([low for low, _ in ranges]))
        most.append(np.array([high for _, high in ranges]))
    rows = tuple(
        made(f"{sector.id}.{key}", title, definition, "share", values, on)
        for key, title, definition, values in (
            ("least", "smallest share the intruder would take rather than fight on",
             "Its chance to win every fort, less its cost of the battles to the end.", least),
            ("most", "largest share the holder would leave rather than fight on",
             "The intruder's chance to win every fort, plus the holder's battle costs.", most),
        )
    )  # fmt: skip
    chances = [
        chance(f"{words} within {N_BATTLES} battles", np.array(agreed[learns]) <= N_BATTLES)
        for learns, words in (
            (True, "a settlement that both prefer opens, learning from battles"),
            (False, "one opens without learning"),
        )
    ]
    now = chance(
        f"one is open on {show_date(on)}, both sides rating themselves as stated",
        np.array(agreed[False]) == 0,
    )
    return Implication(
        id="settlement", title=f"What both sides would settle for: {sector.name}",
        sentences=(said(rows[0]), said(rows[1]),
                   *(f"{c.words[:1].upper()}{c.words[1:]}." for c in (now, *chances))),
        estimates=rows, chances=(now, *chances), preferences=told,
        caveats=(
            "The war over forts (Smith and Stam 2004): the taken ground is twenty forts, the "
            "chance in a battle is read off eight weeks of movement, costs are stated inputs.",
            "Shares of the ground once taken, not of a country; nobody is said to bargain so.",
        ),
    )  # fmt: skip
