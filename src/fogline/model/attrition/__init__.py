"""Attrition laws: loss hazards per person on the line per day, one a file, all in ``LAWS``."""

from __future__ import annotations

from fogline.model.attrition.deitchman import DeitchmanMixed
from fogline.model.attrition.epstein import EpsteinAdaptive, EpsteinCampaign, EpsteinState
from fogline.model.attrition.fatigue import Fatigue
from fogline.model.attrition.general import GeneralLanchester
from fogline.model.attrition.helmbold import Helmbold
from fogline.model.attrition.linear import LanchesterLinear
from fogline.model.attrition.logarithmic import PetersonLogarithmic
from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.attrition.square import LanchesterSquare
from fogline.model.attrition.step import daily_step

__all__ = [
    "LAWS",
    "AbstractAttritionLaw",
    "EpsteinCampaign",
    "EpsteinState",
    "Meeting",
    "daily_step",
]

LAWS: dict[str, AbstractAttritionLaw] = {
    law.name: law
    for law in (
        LanchesterSquare(),
        LanchesterLinear(),
        PetersonLogarithmic(),
        GeneralLanchester(),
        Helmbold(),
        DeitchmanMixed(),
        Fatigue(),
        EpsteinAdaptive(),
    )
}
