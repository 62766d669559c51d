"""Deitchman's mixed law: one side hidden, the other exposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["DeitchmanMixed"]


@final
class DeitchmanMixed(AbstractAttritionLaw):
    """Ambush: the hidden side is fired at by area, the exposed side is aimed at.

    dG/dt = -a C G for the hidden side, dC/dt = -b G for the exposed one; a per person per day,
    b persons per person per day; b G - a C^2 / 2 stays constant. ``hidden`` between 0 and 1 mixes
    the two.

    Source
    ------
    S. J. Deitchman, "A Lanchester model of guerrilla warfare", Operations Research 10 (1962),
    818-827.
    """

    name: ClassVar[str] = "deitchman"
    parameters: ClassVar[Mapping[str, str]] = {
        "hidden": "share of the own side the enemy can only fire at by area, in [0, 1]",
    }

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        hidden = parameters["hidden"]
        area = parameters["rate"] * meeting.enemy_ratio
        return area * (hidden + (1.0 - hidden) / meeting.own_ratio)
