"""A day of two sides under one law, in substeps: how the model turns hazards into losses."""

from __future__ import annotations

from collections.abc import Mapping

from fogline.model.attrition.roles import AbstractAttritionLaw, Meeting
from fogline.model.compiler.ops import Ops, Scalar

__all__ = ["daily_step"]


def daily_step(
    ops: Ops,
    law: AbstractAttritionLaw,
    first: Scalar,
    second: Scalar,
    first_parameters: Mapping[str, Scalar],
    second_parameters: Mapping[str, Scalar],
    *,
    day: Scalar = 0.0,
    n_substeps: int = 1,
    first_assaulting: Scalar = 0.0,
    second_assaulting: Scalar = 0.0,
) -> tuple[Scalar, Scalar]:
    """Strengths of both sides after a day, persons on the line.

    Each substep both lose strength x (1 - exp(-hazard / n_substeps)) at the same time. The error
    against continuous time falls in proportion to 1 / n_substeps.
    """
    length = 1.0 / n_substeps
    for number in range(n_substeps):
        days = day + number * length
        mine = Meeting(
            own=first, enemy=second, days=days,
            assaulting=first_assaulting, enemy_assaulting=second_assaulting,
        )  # fmt: skip
        theirs = Meeting(
            own=second, enemy=first, days=days,
            assaulting=second_assaulting, enemy_assaulting=first_assaulting,
        )  # fmt: skip
        first_hazard = law.hazard(ops, mine, first_parameters)
        second_hazard = law.hazard(ops, theirs, second_parameters)
        first = first * ops.exp(-length * first_hazard)
        second = second * ops.exp(-length * second_hazard)
    return first, second
