"""Evidence: a claim as the model will read it. The seam between the paper and machine halves.

Every form a claim can take is a ratio of two linear combinations of daily observables, compared
with the number said on a stated scale:

* level       one term: ``nk.casualties`` on a day
* sum         two terms: Russians and North Koreans together
* window      two terms with weights +1 and -1: casualties between two days
* rate        the same divided by the number of days
* share       a denominator: casualties over deployed
* status      ``nk.line_share`` on a day, asserted on or off the line
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Bound", "Evidence", "Listed", "Relation", "Scale", "Term"]

Scale = Literal["log", "logit", "status"]
Bound = Literal["point", "interval", "at least", "up to", "denied", "on", "off"]
Relation = Literal["own", "enemy", "third"]


@dataclass(frozen=True, slots=True)
class Term:
    """``weight`` times an observable on a day number of the case's clock."""

    weight: float
    observable: str
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One likelihood term.

    low, high     edges in the observable's unit for bound "interval" (and of what is "denied");
                  ``low`` is x of "at least x", ``high`` is x of "up to x"; ``value`` x of "point"
    group         error family (claims.measures.Measure.group)
    source        whose error it carries: the id of the ultimate origin, shared by all its claims
    relation      of the source's coalition to the force or ground counted
    reliability   for scale "status" and for denials: probability that such a statement is made
                  and right
    shared        the first of the claims it may repeat, with which it shares part of its error
    """

    claim: str
    observable: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...] = ()
    scale: Scale = "log"
    bound: Bound = "point"
    low: float = 0.0
    value: float = 0.0
    high: float = 0.0
    group: str = ""
    source: str = ""
    side: str = ""
    relation: Relation = "third"
    reliability: float = 0.9
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim that is shown but is no likelihood term, and why."""

    claim: str
    reason: str
