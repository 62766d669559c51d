"""What a fitted model implies about the system: munitions, alliance, bargaining, two fronts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fogline.answer.answers import Estimate

__all__ = ["Chance", "Implication", "Preference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A probability with what it is of; ``words`` puts both in ICD-203 terms."""

    of: str
    probability: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A stated input that no claim informs: what somebody is taken to want or accept.

    low, high  its central 90 %; ``given`` when somebody set it instead of taking the default
    """

    name: str
    meaning: str
    median: float
    low: float
    high: float
    given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Implication:
    """One part of the system read off the fit: sentences, numbers with intervals, and grounds.

    id           munitions, regimes, exchange, tolerance, holding, settlement, transfer or diversion
    preferences  stated inputs it depends on; empty where it depends on the fit alone
    claims       claims about this part, by id
    """

    schema: ClassVar[str] = "implication/1"
    id: str
    title: str
    sentences: tuple[str, ...]
    estimates: tuple[Estimate, ...] = ()
    chances: tuple[Chance, ...] = ()
    preferences: tuple[Preference, ...] = ()
    claims: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
