"""What a new fit changed, and which claims moved it; values that compute nothing."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.answer.answers import Estimate

__all__ = ["Change", "Mover"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """A claim that came or went between two fits.

    came    True: new evidence; False: no longer evidence
    moved   how far it moved the median, in the answer's unit: leave-one-out in the fit that has
            it; None where that fit did not weigh it
    """

    claim: str
    came: bool
    moved: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer before and after.

    size    change of the median over the half-width of the former 80 % interval
    noise   the change is within what two runs of the same fit differ by (Monte Carlo error)
    """

    before: Estimate
    after: Estimate
    size: float
    noise: bool
    movers: tuple[Mover, ...]
