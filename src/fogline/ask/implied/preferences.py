"""Stated preferences: inputs about what somebody wants, with wide defaults, never findings."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Any

import numpy as np

from fogline.answer.implication import Preference
from fogline.model.unknowns import NORMAL_90

__all__ = ["PREFERENCES", "drawn"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# name: meaning, median, factor (90 % within median / factor and median * factor).
# Source: Chosen by us, wide on purpose; decisions/0023.
PREFERENCES: dict[str, tuple[str, float, float]] = {
    "negotiation_days": ("days from the cut-off until a negotiation fixes the line", 180.0, 4.0),
    "chip": ("casualties accepted for one km2 still held when the line is fixed", 20.0, 8.0),
    "buffer": ("casualties that one held km2 spares the neighbouring sector a day", 0.01, 8.0),
    "rival_cost": (
        "casualties that a day of embarrassing the rival is worth, at first",
        10.0,
        8.0,
    ),
    "rival_growth_days": ("days in which that embarrassment doubles", 180.0, 3.0),
    "critics": ("casualties that a day of one's own critics counts for", 3.0, 8.0),
    "intruder_battle_cost": (
        "cost of a battle to the intruder, in shares of the prize",
        0.02,
        4.0,
    ),
    "holder_battle_cost": ("cost of a battle to the holder, in shares of the prize", 0.02, 4.0),
    "optimism": ("odds by which each side overrates its own chance in a battle", 1.5, 1.5),
    "decisiveness": ("exponent of strength in the contest for a front", 1.0, 2.0),
}


def drawn(
    names: tuple[str, ...], given: Mapping[str, float], count: int, seed: int
) -> tuple[dict[str, Array], tuple[Preference, ...]]:
    """Draws [count] of the named preferences, and how they are told; given ones are fixed."""
    generator = np.random.default_rng(seed)
    draws: dict[str, Array] = {}
    told = []
    for name in names:
        meaning, median, factor = PREFERENCES[name]
        spread = log(factor) / NORMAL_90
        values = median * np.exp(spread * generator.standard_normal(count))
        if name in given:
            values = np.full(count, float(given[name]))
            told.append(
                Preference(name=name, meaning=meaning, median=given[name], low=given[name],
                           high=given[name], given=True)
            )  # fmt: skip
        else:
            low, high = (exp(log(median) + s * log(factor)) for s in (-1, 1))
            told.append(Preference(name=name, meaning=meaning, median=median, low=low, high=high))
        draws[name] = values
    return draws, tuple(told)
