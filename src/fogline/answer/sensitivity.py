"""How far an answer hangs on what was assumed: priors, laws; and the record of calibration."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["CalibrationRecord", "LawSensitivity", "PriorSensitivity"]

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorSensitivity:
    """Power-scaling sensitivity of one answer: rate of change per doubling of prior or evidence.

    diagnosis   "" (neither stands out), "rests on the prior", "prior and evidence disagree"
    telling     the single prior that moves it most, with its own index
    """

    observable: str
    title: str
    prior: float
    likelihood: float
    diagnosis: str
    telling: str = ""
    telling_index: float = 0.0
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSensitivity:
    """One answer under one named attrition law, by weighing the draws towards its exponents.

    effective   draws the weighted sample is worth; ``trusted`` says whether that is enough
    shift       median under the law minus the answer's, in its unit
    """

    observable: str
    title: str
    unit: str
    law: str
    median: float
    intervals: dict[str, Interval]
    shift: float
    effective: float
    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationRecord:
    """One simulation-based calibration: of an observation type or of a whole case.

    worst   the quantity with the least p, its p after Bonferroni's correction in ``worst_p``
    """

    name: str
    n_trials: int
    n_quantities: int
    passed: bool
    worst: str
    worst_p: float
    command: str
    seed: str
    versions: dict[str, str] = field(default_factory=dict)
    words: str = ""
