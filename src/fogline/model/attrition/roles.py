"""What every attrition law is given and what it promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["AbstractAttritionLaw", "Meeting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One side's view of the fighting on one day.

    own, enemy          persons on the line of either side, > 0 (a daily step that may meet
                        empty lines adds one person to each)
    own_reference,
    enemy_reference     persons at which ``rate`` is read; 1 gives the textbook coefficient
    assaulting,
    enemy_assaulting    share of the day each side attacks, in [0, 1]
    days                days since the engagement began, >= 0
    """

    own: Scalar
    enemy: Scalar
    own_reference: Scalar = 1.0
    enemy_reference: Scalar = 1.0
    assaulting: Scalar = 0.0
    enemy_assaulting: Scalar = 0.0
    days: Scalar = 0.0

    @property
    def own_ratio(self) -> Scalar:
        """Own persons on the line over the reference."""
        return self.own / self.own_reference

    @property
    def enemy_ratio(self) -> Scalar:
        """Enemy persons on the line over the reference."""
        return self.enemy / self.enemy_reference


class AbstractAttritionLaw(ABC):
    """A loss hazard per person on the line per day, as a pure function of scalars.

    ``name`` is its key in ``LAWS``; ``parameters`` names what it needs besides ``rate``, with the
    sentence a reader sees.
    """

    name: ClassVar[str]
    parameters: ClassVar[Mapping[str, str]] = {}

    @abstractmethod
    def hazard(self, ops: Ops, meeting: Meeting, parameters: Mapping[str, Scalar]) -> Scalar:
        """Loss hazard of the own side, per person on the line per day, >= 0.

        ``parameters["rate"]``: the hazard at the reference strengths, per person per day. The step
        loses own x (1 - exp(-hazard x days)): never more than there are, and without a kink.
        """
