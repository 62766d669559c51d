"""The square law: aimed fire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["LanchesterSquare"]


@final
class LanchesterSquare(AbstractAttritionLaw):
    """Aimed fire: losses follow the enemy's numbers alone.

    dS/dt = -a E. With S, E persons on the line and a persons per person per day, the quantity
    b A^2 - a B^2 stays constant.

    Source
    ------
    F. W. Lanchester, Aircraft in Warfare (1916), chs. V-VI; independently M. Osipov (1915).
    """

    name: ClassVar[str] = "square"

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        return parameters["rate"] * meeting.enemy_ratio / meeting.own_ratio
