"""What a movement law is given and gives, and the names that regimes get afterwards."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["REGIMES", "AbstractMovement", "Push", "regime_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One day's push of one side against another.

    log_ratio  log of pushing over resisting strength in the line, less its usual value
    log_walk   the latent of the day: a mean-reverting walk with heavy-tailed innovations
    """

    log_ratio: Scalar
    log_walk: Scalar


class AbstractMovement(ABC):
    """The log of a rate of movement (share of the ground a day, or km2 a day)."""

    name: ClassVar[str]
    parameters: ClassVar[Mapping[str, str]] = {}

    @abstractmethod
    def log_rate(self, ops: Ops, push: Push, parameters: Mapping[str, Scalar]) -> Scalar:
        """Log of the rate today; ``parameters["rate"]`` is the usual one, > 0."""


REGIMES: tuple[tuple[str, float], ...] = (("static", 0.0), ("grind", 0.002), ("collapse", 0.03))
"""Names of how ground moves, by the share of the held area that changes hands a day.

Below .2 % a day ground would last more than a year: static; above 3 % it is gone in about a month:
collapse; between, a grind. Read off the draws afterwards, never a state of the model.

Source: Chosen by us; published rates of advance span 15 m to 7.5 km a day (Helmbold 1990), which
over a depth of some 15 km is .1 % to 50 % a day.
"""


def regime_names(share_a_day: Any) -> np.ndarray:
    """The regime's place in ``REGIMES`` for shares of the held area lost a day (any shape)."""
    edges = [least for _, least in REGIMES[1:]]
    return np.searchsorted(edges, np.asarray(share_a_day, dtype=float), side="right")
