"""The linear law: area fire, or duels in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["LanchesterLinear"]


@final
class LanchesterLinear(AbstractAttritionLaw):
    """Area fire or duels in a row: losses follow the product of the numbers.

    dS/dt = -a E S. With S, E persons on the line and a per person per day, the quantity b A - a B
    stays constant: numbers do not concentrate.

    Source
    ------
    F. W. Lanchester, Aircraft in Warfare (1916), ch. V.
    """

    name: ClassVar[str] = "linear"

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        return parameters["rate"] * meeting.enemy_ratio
