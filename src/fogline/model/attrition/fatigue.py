"""The fatigue law: exposure that wears off."""

from __future__ import annotations

from collections.abc import Mapping
from math import e
from typing import ClassVar, final

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["Fatigue"]


@final
class Fatigue(AbstractAttritionLaw):
    """Exposure that wears off: the logarithmic law with a rate that falls as men tire.

    dS/dt = -a S / log(e + t), a per day, t days since the engagement began. Both sides tire alike,
    so the course of one strength against the other is that of the logarithmic law; what differs is
    the pace.

    Source
    ------
    X. Rubio-Campillo, "Model selection in historical research using approximate Bayesian
    computation", PLoS ONE 11 (2016), e0146491 (there t counts steps of the simulation).
    """

    name: ClassVar[str] = "fatigue"

    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        return parameters["rate"] / ops.log(e + meeting.days)
