"""Stochastic combat of whole persons, solved exactly: no simulation, no sampling error.

Every casualty is one event; the next one falls on a side with probability proportional to its
rate (strength x hazard). Strengths only fall, so the probabilities follow from one sweep over the
grid of strengths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import NumpyOps

__all__ = ["MOST_CELLS", "StochasticOutcome", "fight_to_the_end"]

# Largest grid of strengths for the exact recursion. Source: Chosen by us, some seconds.
MOST_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class StochasticOutcome:
    """How a fight to the end comes out.

    first_left   probability that the first side wins with n left, at index n
    second_left  the same for the second side
    """

    first_left: np.ndarray
    second_left: np.ndarray

    @property
    def first_wins(self) -> float:
        """Probability that the first side wins."""
        return float(self.first_left.sum())

    @property
    def expected_survivors(self) -> float:
        """Mean number left to the winner, whoever it is."""
        return float(
            self.first_left @ np.arange(self.first_left.size)
            + self.second_left @ np.arange(self.second_left.size)
        )


def fight_to_the_end(
    law: AbstractAttritionLaw,
    first: int,
    second: int,
    first_parameters: Mapping[str, float],
    second_parameters: Mapping[str, float],
    *,
    references: tuple[float, float] = (1.0, 1.0),
) -> StochasticOutcome:
    """The exact distribution of the survivors of a fight until one side has none.

    first, second  persons at the start, >= 1
    references     strengths of both sides at which the rates are read (1: textbook coefficients)
    ValueError when a side is empty or the law lets nobody lose.

    Source
    ------
    The embedded Markov chain of the stochastic Lanchester process: R. H. Brown, "Theory of combat:
    the probability of winning", Operations Research 11 (1963), 418-425.
    """
    if first < 1 or second < 1:
        raise ValueError(f"a fight needs persons on both sides; found {first} against {second}")
    own, enemy = np.meshgrid(np.arange(1.0, first + 1), np.arange(1.0, second + 1), indexing="ij")
    first_rate = own * _hazard(law, own, enemy, first_parameters, references)
    second_rate = enemy * _hazard(
        law, enemy, own, second_parameters, (references[1], references[0])
    )
    total = first_rate + second_rate
    if not np.all(np.isfinite(total) & (total > 0.0)):
        raise ValueError(f"the law {law.name} gives no losses somewhere - check its parameters")
    first_loses = first_rate / total  # given a casualty, that it is the first side's

    first_left, second_left = np.zeros(first + 1), np.zeros(second + 1)
    here = np.zeros((first + 1, second + 1))
    here[first, second] = 1.0
    for losses in range(first + second - 1):
        # all strengths after that many casualties lie on one diagonal
        a = np.arange(max(1, first - losses), min(first, first + second - losses - 1) + 1)
        b = first + second - losses - a
        keep = b <= second
        a, b = a[keep], b[keep]
        mass, share = here[a, b], first_loses[a - 1, b - 1]
        here[a - 1, b] += mass * share
        here[a, b - 1] += mass * (1.0 - share)
    first_left[1:] = here[1:, 0]
    second_left[1:] = here[0, 1:]
    return StochasticOutcome(first_left, second_left)


def _hazard(
    law: AbstractAttritionLaw,
    own: Any,
    enemy: Any,
    parameters: Mapping[str, float],
    references: tuple[float, float],
) -> Any:
    meeting = Meeting(
        own=own, enemy=enemy, own_reference=references[0], enemy_reference=references[1]
    )
    return law.hazard(NumpyOps(), meeting, parameters)
