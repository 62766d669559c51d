"""Ground moves by luck alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.movement.roles import AbstractMovement, Push

__all__ = ["Drift"]


@final
class Drift(AbstractMovement):
    """The rate is its usual value times a heavy-tailed walk; strengths do not enter.

    For cases whose claims speak of ground but not of forces, and as the yardstick that a law with
    strengths must beat.

    Source
    ------
    Random walk of the log rate as in structural time series: A. C. Harvey, Forecasting, Structural
    Time Series Models and the Kalman Filter (1989), ch. 2; heavy tails chosen by us.
    """

    name: ClassVar[str] = "drift"

    def log_rate(self, ops: Ops, push: Push, parameters: Mapping[str, Scalar]) -> Scalar:
        """Log of the rate today."""
        return ops.log(parameters["rate"]) + push.log_walk
