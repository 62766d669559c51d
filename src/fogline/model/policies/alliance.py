"""An ally's tolerance, as a hazard on its stream of men and munitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, final

from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.policies.roles import AbstractPolicy, Situation

__all__ = ["AllianceTolerance"]

FEW = 1e-3


@final
class AllianceTolerance(AbstractPolicy):
    """An ally that loses a larger share of its contingent is likelier to stop sending.

    lambda = (1 / days) (share lost / tolerance)^pull. ``days`` is long and wide: streams of aid to
    allies mostly went on; what losses do to them has little evidence, so ``pull`` is wide as well.

    Source
    ------
    Form: a proportional hazard on the share lost. Losses lower support with diminishing force:
    J. E. Mueller, War, Presidents and Public Opinion (1973); S. S. Gartner and G. M. Segura,
    Journal of Conflict Resolution 42 (1998). Sizes chosen by us; decisions/0022.
    """

    name: ClassVar[str] = "alliance"
    parameters: ClassVar[Mapping[str, str]] = {
        "days": "mean days until the stream stops when the tolerance is reached, > 0",
        "tolerance": "share of the contingent lost at which the mean is read, in (0, 1)",
        "pull": "elasticity of the hazard to the share lost",
    }

    def hazard(self, ops: Ops, situation: Situation, parameters: Mapping[str, Scalar]) -> Scalar:
        """Hazard that the ally's stream stops, per day."""
        ratio = (situation.loss_share + FEW) / parameters["tolerance"]
        log_hazard = parameters["pull"] * ops.log(ratio) - ops.log(parameters["days"])
        return ops.exp(-ops.softplus(-log_hazard))
