"""Tension: claims that cannot all be true under the model, and one claim held against the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

__all__ = ["ClaimCheck", "DoubtedClaim", "Tension", "TensionGroup"]

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtedClaim:
    """A claim that stands far from what all other claims imply.

    probability  that a source like this one says something at least as far off, if the model and
                 all other claims are right (two-sided; bounds count against their own direction)
    pareto_k     of the importance weights that left it out; method "psis" or "refit"
    """

    claim: str
    label: str
    observable: str
    words: str
    probability: float
    pareto_k: float
    method: str = "psis"


@dataclass(frozen=True, slots=True, kw_only=True)
class TensionGroup:
    """Claims held against one another: all on one quantity, of one origin, or about one stock.

    probability  that claims like these scatter at least as much as they do, if the model is right,
                 each predicted from all the others
    smallest     the fewest claims without which the rest of the group agree (empty when not
                 raised); where ``without`` is small still, a fit without them showed that more must
    without      the probability of the rest once those are left out
    method       "psis", or "refit" where the weights failed and the model was fitted again;
                 "psis, not trusted" where neither held
    """

    id: str
    title: str
    kind: str
    claims: tuple[str, ...]
    probability: float
    raised: bool
    smallest: tuple[str, ...] = ()
    without: float = 1.0
    method: str = "psis"
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tension:
    """What cannot all be true. ``level``: a group is raised only below this probability.

    groups             every group looked at, raised ones first
    doubted            single claims below the level, least probable first
    expected_doubted   how many of ``n_claims`` would be below it by chance alone
    notes              sentences on what the claims jointly imply, such as a stock that builds up
    """

    schema: ClassVar[str] = "tension/1"
    level: float
    n_claims: int
    expected_doubted: float
    groups: tuple[TensionGroup, ...]
    doubted: tuple[DoubtedClaim, ...]
    sentence: str
    notes: tuple[str, ...] = ()

    @property
    def raised(self) -> tuple[TensionGroup, ...]:
        """The groups below the level."""
        return tuple(group for group in self.groups if group.raised)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """One statement against everything else: does it fit what all other sources imply?

    said              low, value, high as read; an open end is None
    source            whose word it is
    implied_*         the quantity itself, as all other sources have it (its own and kin left out)
    expected_*        what a source like this one would then say, its bias and error included
    share_below       share of those sayings below the statement's number
    probability       that it says something at least as far off, two-sided
    left_out          claims left out for the question: of the source and its kin, and those it
                      repeats
    fits              probability >= .05
    kin               sources that speak with one voice with it (``case.voices.kin_of``)
    with_kin_*        the quantity with all they say counted; None where they say nothing
    n_others          claims that are left and speak of this very quantity
    n_sources         the sources of those claims
    number_is         "inside", "above" or "below" the 80 % interval of what is implied, the number
                      taken at its word; "" for what is no number. A statement may fit while its
                      number is far off: sources of its kind are known to run high or low
    """

    schema: ClassVar[str] = "claim-check/2"
    claim: str
    label: str
    words: str
    observable: str
    title: str
    unit: str
    on: date | None
    said: tuple[float | None, float | None, float | None]
    implied_median: float
    implied_intervals: dict[str, Interval]
    expected_median: float
    expected_intervals: dict[str, Interval]
    share_below: float
    probability: float
    fits: bool
    left_out: tuple[str, ...]
    pareto_k: float
    method: str
    sentence: str
    source: str = ""
    kin: tuple[str, ...] = ()
    with_kin_median: float | None = None
    with_kin_intervals: dict[str, Interval] = field(default_factory=dict)
    n_others: int = 0
    n_sources: int = 0
    number_is: str = ""
