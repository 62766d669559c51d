"""How far laws with constant rates explain the daily losses that a case's sources record.

No constant-coefficient law fits daily data well; this says how badly, law by law, by the measure of
the literature (R squared of losses k enemy^p own^q with the best k for each side).

Source
------
J. Bracken, Lanchester models of the Ardennes campaign, Naval Research Logistics 42 (1995), 559-577.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.case import Case, evidence_for
from fogline.ground.errors import NotEnoughEvidence

__all__ = ["ConstantLaw", "constant_laws"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Exponents of the enemy's and the own strength. Source: Lanchester (1916); Osipov (1915).
NAMED = {"square": (1.0, 0.0), "linear": (1.0, 1.0), "logarithmic": (0.0, 1.0)}
GRID = np.arange(-20, 71) / 10.0
MIN_DAYS = 10


@dataclass(frozen=True, slots=True)
class ConstantLaw:
    """A law of daily losses: exponents of enemy (p) and own (q) strength, share explained."""

    name: str
    p: float
    q: float
    r_squared: float


def constant_laws(case: Case) -> tuple[ConstantLaw, ...]:
    """The textbook laws and the best exponents on a grid of tenths, for two forces of a case.

    Strengths are each force's first strength less the losses so far, as in the tables that such
    comparisons use. Raises NotEnoughEvidence when not exactly two forces have daily losses.
    """
    sides = _daily(case)
    if len(sides) != 2:
        raise NotEnoughEvidence(
            f"the case {case.id} has daily losses of {len(sides)} forces on {MIN_DAYS} days or "
            "more - laws are compared on exactly two; try the case ardennes"
        )
    (one, one_losses), (other, other_losses) = sides
    days = min(one_losses.size, other_losses.size)
    pairs = (
        (one[:days], other[:days], one_losses[:days]),
        (other[:days], one[:days], other_losses[:days]),
    )
    found = [ConstantLaw(name, p, q, _r_squared(pairs, p, q)) for name, (p, q) in NAMED.items()]
    best = max((_r_squared(pairs, p, q), p, q) for p in GRID for q in GRID)
    found.append(ConstantLaw("best constant", float(best[1]), float(best[2]), best[0]))
    return tuple(found)


def _daily(case: Case) -> list[tuple[Array, Array]]:
    """Strength each morning and losses each day, of every force with daily losses."""
    evidence, _ = evidence_for(case)
    found = []
    for formation in case.formations:
        losses: dict[int, float] = {}
        strength: dict[int, float] = {}
        for item in evidence:
            days = sorted(term.day for term in item.numerator)
            said = item.value or (item.low * item.high) ** 0.5
            if item.observable == f"{formation.id}.present" and len(days) == 1:
                strength[days[0]] = said
            elif item.observable == f"{formation.id}.casualties" and (
                (len(days) == 2 and days[1] - days[0] == 1) or days == [0]
            ):
                losses[days[-1]] = said
        if len(losses) < MIN_DAYS or not strength or sorted(losses) != list(range(len(losses))):
            continue
        values = np.array([losses[day] for day in sorted(losses)])
        first = strength[min(strength)]
        found.append((first - np.concatenate([[0.0], np.cumsum(values)[:-1]]), values))
    return found


def _r_squared(pairs: Any, p: float, q: float) -> float:
    residual = total = 0.0
    for own, enemy, losses in pairs:
        shape = (enemy / enemy[0]) ** p * (own / own[0]) ** q
        best = shape @ losses / (shape @ shape)
        residual += float(np.sum((losses - best * shape) ** 2))
        total += float(np.sum((losses - losses.mean()) ** 2))
    return 1.0 - residual / total
