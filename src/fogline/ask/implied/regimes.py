"""How ground moves, by name: static, grind or collapse, read off the draws afterwards."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from fogline.answer.implication import Implication
from fogline.ask.implied.tools import both, chance, claims_on, made
from fogline.ask.posterior import Posterior
from fogline.ground.days import show_date
from fogline.model.movement import REGIMES, regime_names

__all__ = ["regimes"]

WINDOW = 28


def regimes(posterior: Posterior, preferences: Mapping[str, float]) -> list[Implication]:
    """For each salient: the probability of each regime in the last four weeks and ahead."""
    found = []
    last, end = posterior.machine.n_fit_days - 1, posterior.machine.n_days - 1
    for sector in posterior.case.sectors:
        if sector.kind != "salient" or last < WINDOW:
            continue
        paces = (
            both(posterior, f"{sector.id}.retaken_km2"),
            both(posterior, f"{sector.id}.held_or_contested_km2"),
        )
        chances = []
        now = [_share_a_day(paces[0][k], paces[1][k], last) for k in (0, 1)]
        until = show_date(posterior.case.cut_off)
        for number, (name, _) in enumerate(REGIMES):
            chances.append(
                chance(f"{name} in the four weeks to {until}", regime_names(now[0]) == number)
            )
        if end >= last + WINDOW:
            ahead = np.max(
                [_share_a_day(paces[0][0], paces[1][0], day)
                 for day in range(last + WINDOW, end + 1, 7)], axis=0,
            )  # fmt: skip
            chances.append(
                chance(
                    f"four weeks of collapse at some time to {show_date(posterior.case.horizon)}",
                    regime_names(ahead) == len(REGIMES) - 1,
                )
            )
        row = made(
            f"{sector.id}.share_lost_a_day", f"part of {sector.name} changing hands",
            "Ground retaken a day, net, over ground held or contested, mean of four weeks.",
            "% a day", [100.0 * pace for pace in now], posterior.case.cut_off,
        )  # fmt: skip
        edges = ", ".join(f"{name} from {100 * least:.1f} % a day" for name, least in REGIMES)
        found.append(
            Implication(
                id="regimes", title=f"How ground moves: {sector.name}",
                sentences=tuple(f"{c.words[:1].upper()}{c.words[1:]}." for c in chances),
                estimates=(row,), chances=tuple(chances),
                claims=claims_on(posterior, f"{sector.id}.retaken_km2", f"{sector.id}.held_km2",
                                 f"{sector.id}.held_or_contested_km2"),
                caveats=(f"Names for rates, chosen by us: {edges}. The model has no regimes.",),
            )
        )  # fmt: skip
    return found


def _share_a_day(retaken: np.ndarray, held: np.ndarray, day: int) -> np.ndarray:
    moved = np.abs(retaken[:, day] - retaken[:, day - WINDOW]) / WINDOW
    return moved / np.maximum(held[:, day - WINDOW], 1.0)
