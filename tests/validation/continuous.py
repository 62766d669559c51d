"""A law's hazard integrated in continuous time: SciPy's DOP853, losses hazard x strength."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from fogline.model.attrition import AbstractAttritionLaw, Meeting
from fogline.model.compiler import NumpyOps

TOLERANCE = {"method": "DOP853", "rtol": 1e-12, "atol": 1e-9}


def integrate(
    law: AbstractAttritionLaw,
    strengths: tuple[float, float],
    first: Mapping[str, float],
    second: Mapping[str, float],
    until: float,
    *,
    since: float = 0.0,
    events: Any = None,
    inflow: tuple[float, float] = (0.0, 0.0),
) -> Any:
    """SciPy's solution for the strengths of both sides; ``events`` end it."""
    ops = NumpyOps()

    def slopes(t: float, y: np.ndarray) -> list[float]:
        a, b = y
        mine = Meeting(own=a, enemy=b, days=t)
        theirs = Meeting(own=b, enemy=a, days=t)
        return [
            inflow[0] - a * law.hazard(ops, mine, first),
            inflow[1] - b * law.hazard(ops, theirs, second),
        ]

    return solve_ivp(slopes, (since, until), strengths, events=events, **TOLERANCE)


def someone_at(level: float) -> Any:
    """An event: the weaker side has come down to that many persons."""

    def event(t: float, y: np.ndarray) -> float:
        return min(y) - level

    event.terminal = True  # type: ignore[attr-defined]
    return event
