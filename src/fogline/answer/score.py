"""Score: forecasts made at past cut-offs against the claims that came next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

__all__ = ["Score", "ScoreOrigin", "ScoreRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """How one method did on the claims of one origin, or of all.

    crps        mean continuous ranked probability score of the log of the number said (shares: of
                the odds): .2 is like an error of a fifth; 0 is best
    log_score   mean log predictive density of the number said, same scale; larger is better
    coverage    share of claims inside the central 50, 80 and 95 % intervals
    n           claims scored; ``origin`` None for all origins together
    gap         Fogline's crps minus this method's on the same claims (below 0: Fogline is
                better), with ``gap_error``, its standard error over ``n_sources`` sources; of one
                source alone it is not known (0)
    """

    method: str
    origin: date | None
    n: int
    crps: float
    log_score: float
    coverage: dict[str, float]
    gap: float = 0.0
    gap_error: float = 0.0
    n_sources: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreOrigin:
    """One cut-off: what was fitted and what was scored."""

    cut_off: date
    until: date
    n_evidence: int
    n_scored: int
    n_new: int
    n_statuses: int
    gates_passed: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A rolling-origin backtest.

    rows      all origins together first, then each; the model's own row leads
    by_group  the model's crps and coverage by kind of claim
    new       the model's row on claims about quantities nobody had spoken of before, on which the
              simple methods have nothing to say (None when there were none)
    """

    schema: ClassVar[str] = "score/1"
    case: str
    title: str
    origins: tuple[ScoreOrigin, ...]
    rows: tuple[ScoreRow, ...]
    by_group: dict[str, ScoreRow]
    new: ScoreRow | None
    sentence: str
    notes: tuple[str, ...] = ()
    command: str = ""
    made: dict[str, Any] = field(default_factory=dict)
