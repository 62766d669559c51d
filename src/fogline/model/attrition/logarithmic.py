"""The logarithmic law: exposure alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["PetersonLogarithmic"]


@final
class PetersonLogarithmic(AbstractAttritionLaw):
    """Exposure alone: losses follow one's own numbers on the line.

    dS/dt = -a S, a per day; b ln A - a ln B stays constant. It fits first contact and friction:
    more on the line, more to be hit, whoever shoots.

    Source
    ------
    R. H. Peterson, "On the logarithmic law of attrition and its application to tank combat",
    Operations Research 15 (1967), 557-558.
    """

    name: ClassVar[str] = "logarithmic"

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        return parameters["rate"]
