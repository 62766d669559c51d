"""What a policy sees and gives: the hazard of a decision, per day, as a pure function.

A decision is a point process with that hazard. Its day follows by inverting the cumulative hazard:
it falls when the hazard summed since it became possible passes a standard exponential draw. So the
density of the decision's day is lambda(tau) exp(-integral of lambda), survival included, and any
number of decisions follow one another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["AbstractPolicy", "Situation", "passes"]

# Width, in cumulative hazard, over which a decision takes effect: a twentieth of its mean waiting.
# Source: Chosen by us; no kink, and some days at a hazard of once in two months.
WIDTH = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a decision may depend on, on one day.

    loss_rate    recent losses a day over those present (a fortnight's memory)
    loss_share   losses so far over all who were sent
    ground_lost  ground lost in the recent fortnight, a share of what was held a day
    """

    loss_rate: Scalar = 0.0
    loss_share: Scalar = 0.0
    ground_lost: Scalar = 0.0


class AbstractPolicy(ABC):
    """A decision's hazard. ``parameters`` names what it needs, with the sentence a reader sees."""

    name: ClassVar[str]
    parameters: ClassVar[Mapping[str, str]] = {}

    @abstractmethod
    def hazard(self, ops: Ops, situation: Situation, parameters: Mapping[str, Scalar]) -> Scalar:
        """Hazard of the decision, per day, > 0."""


def passes(ops: Ops, cumulative: Scalar, luck: Any) -> Scalar:
    """How far a decision has taken effect, 0 to 1, at a cumulative hazard.

    luck  a standard normal unknown; softplus(-1.702 luck) is nearly a standard exponential draw
          (-log of a uniform; see model.unknowns.near_uniform)
    """
    return ops.sigmoid((cumulative - ops.softplus(-1.702 * luck)) / WIDTH)
