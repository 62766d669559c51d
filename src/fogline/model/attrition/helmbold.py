"""Helmbold's law: a power of the force ratio."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["Helmbold"]


@final
class Helmbold(AbstractAttritionLaw):
    """The larger force cannot bring all its weight to bear: a power of the force ratio.

    dS/dt = -a (S / E)^(1 - W) E, a per day. W = 1 is the square law, W = 0 the logarithmic law;
    in between the hazard a (E / S)^W depends on the force ratio alone, never on the scale.

    Source
    ------
    R. L. Helmbold, "A modification of Lanchester's equations", Operations Research 13 (1965),
    857-859.
    """

    name: ClassVar[str] = "helmbold"
    parameters: ClassVar[Mapping[str, str]] = {
        "weiss": "exponent W of the force ratio: 1 square, 0 logarithmic",
    }

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        ratio = ops.log(meeting.enemy_ratio / meeting.own_ratio)
        return parameters["rate"] * ops.exp(parameters["weiss"] * ratio)
