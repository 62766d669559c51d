"""The general law: unknown exponents and a tactical factor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["GeneralLanchester"]


@final
class GeneralLanchester(AbstractAttritionLaw):
    """The family with unknown exponents and a tactical factor.

    dS/dt = -a d^(assaulted - assaulting) E^p S^q, a per day at the reference strengths; d > 1
    costs the side that is assaulted more and the one that assaults less. With e = p - q + 1 the
    quantity b A^e - a B^e stays constant (logarithms at e = 0): only p - q can be learned from
    who wins, p and q apart only from the course of the losses.

    Source
    ------
    J. Bracken, "Lanchester models of the Ardennes campaign", Naval Research Logistics 42 (1995),
    559-577; R. D. Fricker, "Attrition models of the Ardennes campaign", NRL 45 (1998), 1-22.
    """

    name: ClassVar[str] = "general"
    parameters: ClassVar[Mapping[str, str]] = {
        "p": "exponent of the enemy's strength on the line",
        "q": "exponent of the own strength on the line",
        "tactical_factor": "how much more the assaulted side loses than without an assault, > 0",
    }

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        assault = meeting.enemy_assaulting - meeting.assaulting
        return parameters["rate"] * ops.exp(
            assault * ops.log(parameters["tactical_factor"])
            + parameters["p"] * ops.log(meeting.enemy_ratio)
            + (parameters["q"] - 1.0) * ops.log(meeting.own_ratio)
        )
