"""Ground follows relative strength, with luck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.movement.roles import AbstractMovement, Push

__all__ = ["RelativeStrength"]


@final
class RelativeStrength(AbstractMovement):
    """The rate is a power of the strength ratio that saturates, times a heavy-tailed walk.

    log rate = log usual + walk + tilt 2 tanh(log ratio / 2): small ratios act as a power, beyond
    about seven to one more strength takes no more ground.

    Source
    ------
    Scatter of advance rates against force ratio: R. L. Helmbold, Rates of Advance in Historical
    Land Combat Operations, CAA-RP-90-1 (1990), who finds the ratio a weak guide: a wide tilt.
    """

    name: ClassVar[str] = "relative-strength"
    parameters: ClassVar[Mapping[str, str]] = {
        "tilt": "elasticity of the rate to the strength ratio, near the usual ratio",
    }

    def log_rate(self, ops: Ops, push: Push, parameters: Mapping[str, Scalar]) -> Scalar:
        """Log of the rate today."""
        saturating = 2.0 * ops.tanh(0.5 * push.log_ratio)
        return ops.log(parameters["rate"]) + push.log_walk + parameters["tilt"] * saturating
