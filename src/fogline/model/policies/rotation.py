"""Withdrawal of a formation from the line, as a hazard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.policies.roles import AbstractPolicy, Situation

__all__ = ["Rotation"]

# A loss rate is compared with the tolerance above this floor, so that calm days have a logarithm.
CALM = 1e-4


@final
class Rotation(AbstractPolicy):
    """Losses and lost ground raise the hazard of being taken off the line; neither decides it.

    lambda = (1 / days) (loss rate / tolerance)^pull exp(ground x ground lost). ``pull`` has a wide
    prior that includes nought: casualties alone explain about one historical break in ten.

    Source
    ------
    R. McQuie, Historical Characteristics of Combat for Wargames (Benchmarks), CAA-RP-87-2 (1987):
    breakpoints of 80 battles; the form is a proportional hazard (Cox 1972).
    """

    name: ClassVar[str] = "rotation"
    parameters: ClassVar[Mapping[str, str]] = {
        "days": "mean days in the line when losing at the tolerance, > 0",
        "tolerance": "daily loss rate at which the mean is read, > 0",
        "pull": "elasticity of the hazard to the recent loss rate",
        "ground": "pull of ground lost, per share of the held area a day",
    }

    def hazard(self, ops: Ops, situation: Situation, parameters: Mapping[str, Scalar]) -> Scalar:
        """Hazard of coming off the line, per day."""
        ratio = (situation.loss_rate + CALM) / parameters["tolerance"]
        log_hazard = (
            parameters["pull"] * ops.log(ratio)
            + parameters["ground"] * situation.ground_lost
            - ops.log(parameters["days"])
        )
        # more than once a day means today
        return ops.exp(-ops.softplus(-log_hazard))
