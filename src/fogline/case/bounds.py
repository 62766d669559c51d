"""From a claim's low, value and high to the bound that the likelihood reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from fogline.case.evidence import Bound
from fogline.claims import Claim

__all__ = ["SMALL_COUNT", "NumberSaid", "UnitReader", "denied", "number_said", "rounding"]

SMALL_COUNT = 10.0
"""Counts up to this are whole persons: n is read as n - 1/2 to n + 1/2.

Source: design 4.7; the size is chosen by us.
"""

COARSEST, FINEST = 0.2, 0.01
"""How coarse a round number may be read, and how fine a step still counts as rounding, as shares
of the number. Source: chosen by us; decisions/0025."""

DENIED, OPEN_END = 0.1, 1000.0
"""A denied number reaches a tenth to either side, as "about" does; a denied bound has no end.
Source: chosen by us; decisions/0025."""

_COUNTS = ("persons", "settlements", "missiles", "pieces", "vehicles", "containers", "aircraft")


class UnitReader(Protocol):
    """Turns a number into the unit of the measure; ``is_known`` when the dimensions agree."""

    is_known: bool

    def __call__(self, number: float) -> float: ...


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A bound and its edges, in the unit of the measure."""

    bound: Bound
    low: float = 0.0
    value: float = 0.0
    high: float = 0.0


def number_said(claim: Claim, read: UnitReader) -> NumberSaid | None:
    """What the claim says of a quantity; None when it says no number above zero in a known unit.

    exact                                  a point; a count up to ten: an interval of one person;
                                           a round number: what rounds to it
    about, nearly, a range, vague words    the interval between both ends
    at least, more than, an open high end  "at least" the low end
    up to, less than, an open low end      "up to" the high end

    A count flagged ``partial:`` (one unit's, one village's) bounds the whole from below.
    """
    if not read.is_known:
        return None
    low, value, high = (
        None if number is None else read(number) for number in (claim.low, claim.value, claim.high)
    )
    if any(flag.startswith("partial:") for flag in claim.flags):
        floor = _first(low, value, high)
        return NumberSaid("at least", low=floor) if floor else None
    if claim.hedge in ("at least", "more than"):
        return _at_least(_first(low, value))
    if claim.hedge in ("up to", "less than"):
        return _up_to(_first(high, value))
    if low is not None and high is not None and low < high:
        if low <= 0:
            return _up_to(high)
        return NumberSaid("interval", low=low, value=value or 0.0, high=high)
    if value is None and low is not None and high is None:
        return _at_least(low)
    if value is None and high is not None and low is None:
        return _up_to(high)
    return _exact(claim, _first(value, low, high), read)


def _first(*numbers: float | None) -> float | None:
    return next((number for number in numbers if number is not None), None)


def _at_least(number: float | None) -> NumberSaid | None:
    return NumberSaid("at least", low=number) if number else None


def _up_to(number: float | None) -> NumberSaid | None:
    return NumberSaid("up to", high=number) if number else None


def _exact(claim: Claim, number: float | None, read: Callable[[float], float]) -> NumberSaid | None:
    if number is None:
        return None
    if claim.unit in _COUNTS and number <= SMALL_COUNT:
        if number == 0:
            return NumberSaid("up to", high=0.5)
        return NumberSaid("interval", low=max(number - 0.5, 0.5), high=number + 0.5)
    if number <= 0:
        return None
    low, high = rounding(_first(claim.value, claim.low, claim.high) or 0.0)
    if high <= low:
        return NumberSaid("point", value=number)
    return NumberSaid("interval", low=read(low), value=number, high=read(high))


def rounding(number: float) -> tuple[float, float]:
    """The numbers that round to a round one: half a step either way; itself twice when it is not.

    The step is the coarsest of 1, 5, 10, 50, 100, ... that divides the number and is no more than
    ``COARSEST`` of it: 11,000 is 10,500 to 11,500. Steps finer than ``FINEST`` are exact.
    """
    best = 0.0
    for power in range(16):
        for step in (10.0**power, 5 * 10.0**power):
            if step <= COARSEST * number and number % step == 0:
                best = max(best, step)
    if best < FINEST * number:
        return number, number
    return number - best / 2, number + best / 2


def denied(said: NumberSaid) -> NumberSaid:
    """What a source denies when it denies a number: the number, give or take a tenth."""
    low, high = {
        "point": (said.value * (1 - DENIED), said.value * (1 + DENIED)),
        "at least": (said.low, said.low * OPEN_END),
        "up to": (said.high / OPEN_END, said.high),
    }.get(said.bound, (said.low, said.high))
    return NumberSaid("denied", low=low, value=said.value, high=high)
