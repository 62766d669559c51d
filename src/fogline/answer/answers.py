"""The answers as values: words, units, intervals, grounds, provenance (design 5.1, 5.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from fogline.answer.next_fact import NextFact
from fogline.answer.score import Score
from fogline.answer.sensitivity import CalibrationRecord, LawSensitivity, PriorSensitivity
from fogline.answer.sentences import Sentence
from fogline.answer.tension import Tension
from fogline.answer.words import say_number
from fogline.ground.provenance import Provenance

__all__ = [
    "HUB_LEVELS",
    "Assessment",
    "Band",
    "Check",
    "Estimate",
    "Gate",
    "ListedClaim",
    "PlacedClaim",
    "PriorRow",
    "SourceBias",
    "WeighedClaim",
    "WeighedGroup",
    "Weighing",
    "WhatIf",
]

# The 23 quantile levels of the COVID-19 Forecast Hub, kept by hubverse.
# Source: Cramer et al., Scientific Data 9, 462 (2022).
HUB_LEVELS: tuple[float, ...] = (
    0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
    0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99,
)  # fmt: skip

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One quantity on one day (or over a window), with its grounds.

    intervals        equal-tailed, keys "50", "80", "95"
    rests_on_prior   the claims hardly moved it: see ``learned`` (share of the prior's 80 % width
                     that the claims removed, 0 to 1)
    claims           ids of all claims that it rests on, most telling first: those that speak of
                     this quantity and those whose removal moves it
    scenario         "" for what is, else the id of a what-if or "forecast"
    """

    schema: ClassVar[str] = "answer/1"
    observable: str
    definition: str
    unit: str
    median: float
    intervals: dict[str, Interval]
    quantiles: dict[str, float]
    on: date | None = None
    window: tuple[date, date] | None = None
    rests_on_prior: bool = False
    learned: float = 0.0
    prior_median: float = 0.0
    prior_intervals: dict[str, Interval] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    words: str = ""
    scenario: str = ""
    title: str = ""
    caveats: tuple[str, ...] = ()

    def as_contract(self) -> dict[str, Any]:
        """The stable JSON form (design 5.6)."""
        when: dict[str, Any] = (
            {"window": [self.window[0].isoformat(), self.window[1].isoformat()]}
            if self.window
            else {"on": self.on.isoformat() if self.on else None}
        )
        return {
            "schema": self.schema,
            "observable": self.observable,
            "title": self.title,
            "definition": self.definition,
            "unit": self.unit,
            **when,
            "median": self.median,
            "intervals": {key: list(pair) for key, pair in self.intervals.items()},
            "quantiles": dict(self.quantiles),
            "rests_on_prior": self.rests_on_prior,
            "learned": self.learned,
            "prior_median": self.prior_median,
            "prior_intervals": {key: list(pair) for key, pair in self.prior_intervals.items()},
            "claims": list(self.claims),
            "words": self.words,
            "scenario": self.scenario,
            "caveats": list(self.caveats),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedClaim:
    """A claim as drawn on a chart: where it stands in time and on the axis, and its pull.

    shape     "point", "bar" (interval), "up" (at least), "down" (up to)
    expected  posterior median of what this source would have said, bias included; p its
              posterior-predictive tail probability (two-sided)
    """

    claim: str
    observable: str
    day: date
    shape: str
    low: float
    value: float
    high: float
    side: str
    source: str
    words: str
    label: str
    expected: float = 0.0
    p: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A daily band of one observable: median and 50/80/95 % edges, evidence and forecast parts.

    All lists have one entry a day of ``days``; ``cut_off`` splits evidence from forecast.
    """

    observable: str
    title: str
    definition: str
    unit: str
    days: tuple[date, ...]
    median: tuple[float, ...]
    edges: dict[str, tuple[tuple[float, ...], tuple[float, ...]]]
    cut_off: date
    claims: tuple[PlacedClaim, ...] = ()
    scenario: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """An interventional what-if: the same draws with and without an intervention from a date on."""

    schema: ClassVar[str] = "what-if/1"
    id: str
    title: str
    sentence: str
    start: date
    until: date
    rows: tuple[tuple[Estimate, Estimate, Estimate], ...]  # without, with, difference
    bands: tuple[Band, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedClaim:
    """How far leaving one claim out moves an answer's median, in the answer's unit and in bits.

    method "psis" (importance weights, Pareto k given) or "refit".
    """

    claim: str
    label: str
    side: str
    shift: float
    bits: float
    pareto_k: float
    method: str = "psis"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedGroup:
    """The same for all claims of a source, or of a side, left out together."""

    id: str
    name: str
    n_claims: int
    shift: float
    bits: float
    pareto_k: float
    method: str = "psis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Which claims carry an answer, in its unit.

    The bars add up: ``prior_median`` + the shifts of ``rows`` + ``others`` (all claims not shown)
    + ``shared`` = ``median``; ``shared`` is what no claim brings alone, as claims support or
    contradict each other.
    by_source, by_side  all claims of a source or a side left out together
    """

    schema: ClassVar[str] = "weighing/1"
    observable: str
    title: str
    unit: str
    on: date
    median: float
    rows: tuple[WeighedClaim, ...]
    definition: str = ""
    remainder: str = ""
    prior_median: float = 0.0
    others: float = 0.0
    shared: float = 0.0
    by_source: tuple[WeighedGroup, ...] = ()
    by_side: tuple[WeighedGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBias:
    """How high or low a source runs on one kind of number, as a factor (1 = right on).

    n_claims counts likelihood terms. scatter: how far its claims lie about that factor, as a
    factor too (1.2: two in three within a fifth). ``echoes`` are counted as one with it.
    ``grade`` (Admiralty letter, of the source) and ``credibility`` (Admiralty digits given to its
    claims) are the analyst's, kept apart from what was learned and from each other.
    """

    source: str
    name: str
    side: str
    relation: str
    group: str
    n_claims: int
    factor: float
    intervals: dict[str, Interval]
    prior_intervals: dict[str, Interval]
    rests_on_prior: bool
    echoes: tuple[str, ...] = ()
    grade: str = ""
    scatter: float = 0.0
    scatter_intervals: dict[str, Interval] = field(default_factory=dict)
    credibility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate of the fit: wanted, got, passed, and what to try when it failed."""

    name: str
    wanted: str
    got: str
    passed: bool
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonteCarloError:
    """By how much an answer's median would differ in another run of the same fit.

    error  standard error of the median, in the answer's unit
    share  of half the answer's 80 % interval
    """

    observable: str
    title: str
    unit: str
    median: float
    error: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Diagnostics of the fit, as numbers and gates.

    n_draws             of each chain
    monte_carlo         errors of the answers' medians at the cut-off, the least sure first
    prior_sensitivity   most sensitive answer first; law_sensitivity: each answer under each law
    calibration         what simulation-based calibration of the program found (stored records)
    """

    schema: ClassVar[str] = "check/1"
    passed: bool
    gates: tuple[Gate, ...]
    seconds: float
    n_unknowns: int
    n_draws: int
    n_chains: int
    divergences: int
    worst_rhat: float
    worst_ess: float
    predictive_p: dict[str, float] = field(default_factory=dict)
    peak_memory_mb: float = 0.0
    monte_carlo: tuple[MonteCarloError, ...] = ()
    prior_sensitivity: tuple[PriorSensitivity, ...] = ()
    law_sensitivity: tuple[LawSensitivity, ...] = ()
    calibration: tuple[CalibrationRecord, ...] = ()

    @property
    def monte_carlo_words(self) -> str:
        """How sure the medians are, by the least sure one; empty when nothing was measured."""
        if not self.monte_carlo:
            return ""
        worst = self.monte_carlo[0]
        return (
            f"Monte Carlo error of the medians: at most {100 * worst.share:.1f} % of half the 80 % "
            f"interval ({worst.title}: {say_number(worst.median, worst.unit)}, standard error "
            f"{say_number(worst.error, worst.unit)})."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorRow:
    """One prior as a reader sees it: name, distribution in words, where it comes from."""

    name: str
    words: str
    source: str
    posterior: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClaim:
    """A claim that is kept and shown but is no evidence in the fit, and why."""

    claim: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything one run of the main job found out; what a page is handed."""

    case: str
    title: str
    question: str
    start: date
    cut_off: date
    horizon: date
    summary: tuple[Sentence, ...]
    estimates: tuple[Estimate, ...]
    forecasts: tuple[Estimate, ...]
    bands: tuple[Band, ...]
    what_ifs: tuple[WhatIf, ...]
    weighings: tuple[Weighing, ...]
    sources: tuple[SourceBias, ...]
    check: Check | None
    priors: tuple[PriorRow, ...]
    listed: tuple[ListedClaim, ...]
    warnings: tuple[str, ...]
    provenance: Provenance
    method: tuple[str, ...] = ()
    preview: bool = False
    tension: Tension | None = None
    next_facts: tuple[NextFact, ...] = ()
    score: Score | None = None
