"""A claim as the machine reads it: its kind, what was said on the kind's scale, which outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from fogline.case import Evidence
from fogline.model.observation import DEGREES, OBSERVATIONS, kind_name

__all__ = ["FLOOR", "Row", "row_of"]

# Half a person, round or hundredth of a km2: keeps logarithms finite where a count is nil.
FLOOR = {"persons": 0.5, "km2": 0.05, "share": 1e-4}


@dataclass(frozen=True, slots=True)
class Row:
    """One claim for the machine: kind, what was said, and the daily outputs it speaks of.

    degrees   degrees of freedom of its noise, 1, 2 or 4; 0 for a status
    """

    claim: str
    kind: str
    constants: tuple[float, ...]
    terms: tuple[tuple[int, int, int, float], ...]  # side of the ratio, day, output, weight
    degrees: int = DEGREES


def row_of(item: Evidence, place: Mapping[str, int], degrees: int = DEGREES) -> Row:
    """The row of one likelihood term; ``place`` gives each output's column.

    Raises KeyError when no observation kind has its scale and bound.
    """
    terms = tuple(
        (side, max(term.day, 0), place[term.observable], term.weight)
        for side, group in enumerate((item.numerator, item.denominator))
        for term in group
    )
    if item.scale == "status":
        asserted = 1.0 if item.bound == "on" else 0.0
        return Row(item.claim, "status", (asserted, item.reliability), terms, 0)
    observable = item.numerator[0].observable
    unit = "km2" if observable.endswith("km2") else "persons"
    floor = FLOOR["share"] if item.scale == "logit" and not item.denominator else FLOOR[unit]
    form, said = _said(item)
    kind = kind_name(item.scale, form, degrees)
    if kind not in OBSERVATIONS:
        raise KeyError(f"no observation kind {kind} for claim {item.claim}")
    constants = (*said, floor, item.reliability) if form == "denial" else (*said, floor)
    return Row(item.claim, kind, constants, terms, degrees)


def _said(item: Evidence) -> tuple[str, tuple[float, ...]]:
    """Form of the kind and what was said, on its scale."""
    link = _logit if item.scale == "logit" else log
    if item.bound == "point":
        return "point", (link(item.value),)
    if item.bound == "denied":
        return "denial", (link(item.low), link(item.high))
    if item.bound == "at least":
        return "interval", (link(item.low), link(item.low), 0.0, 1.0)
    if item.bound == "up to":
        return "interval", (link(item.high), link(item.high), 1.0, 0.0)
    return "interval", (link(item.low), link(item.high), 0.0, 0.0)


def _logit(share: float) -> float:
    clipped = min(max(share, 1e-4), 1 - 1e-4)
    return log(clipped / (1 - clipped))
