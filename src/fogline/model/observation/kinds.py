"""The likelihood of one claim, by kind, as pure functions over ``ops``.

A source's own belief is ``B = link(h) + bias + noise``; the noise is Student-t with 1, 2 or 4
degrees of freedom, whose tail probabilities have closed forms (``tails``). An exact number is B
itself; a range or a rounded number is B inside an interval; "at least x" reports
``log x = B - U`` and "up to x" ``log x = B + U`` with U uniform on (0, m), so its density is
``(F(log x + m - mu) - F(log x - mu)) / m`` or the mirror image; a denied number is B outside.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, final

from fogline.model.observation._tails import DEGREES, student_interval, student_log_density

__all__ = ["OBSERVATIONS", "ObservationKind", "kind_name"]

# A claim cannot be less likely than this: keeps the logarithm finite where both tails vanish.
_TINY = 1e-14


class ObservationKind(ABC):
    """One kind of claim: the log likelihood of one row.

    ``x`` holds numerator, denominator, bias, scale and slack m; ``constants`` what was said.
    """

    n_constants: ClassVar[int]

    @property
    @abstractmethod
    def name(self) -> str:
        """The kind's name, by which rows choose it."""

    @abstractmethod
    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Log likelihood of one claim."""


def _log_mean(ops: Any, x: list[Any], floor: Any) -> Any:
    """log of numerator over denominator plus bias; ``floor`` keeps logarithms finite at nil."""
    return ops.log(x[0] + floor) - ops.log(x[1]) + x[2]


def _logit_mean(ops: Any, x: list[Any], floor: Any) -> Any:
    """logit of the share numerator / denominator plus bias."""
    return ops.log(x[0] + floor) - ops.log(x[1] - x[0] + floor) + x[2]


def _mean(ops: Any, x: list[Any], floor: Any, scale: str) -> Any:
    return (_logit_mean if scale == "logit" else _log_mean)(ops, x, floor)


def kind_name(scale: str, form: str, degrees: int = DEGREES) -> str:
    """Name of the kind: such as ``log-interval``, with ``-t1`` or ``-t2`` for heavier tails."""
    return f"{scale}-{form}" + ("" if degrees == DEGREES else f"-t{degrees}")


@final
@dataclass(frozen=True)
class PointKind(ObservationKind):
    """An exact number or share: constants linked value, floor."""

    scale: str
    degrees: int = DEGREES
    n_constants: ClassVar[int] = 2

    @property
    def name(self) -> str:
        """log-point or logit-point, with its degrees of freedom."""
        return kind_name(self.scale, "point", self.degrees)

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Student-t density of what was said about what the source would believe."""
        mean = _mean(ops, x, constants[1], self.scale)
        z = (constants[0] - mean) / x[3]
        return student_log_density(ops, z, self.degrees) - ops.log(x[3])


@final
@dataclass(frozen=True)
class IntervalKind(ObservationKind):
    """A range, a rounded number or a bound: constants low, high, slack flags, floor."""

    scale: str
    degrees: int = DEGREES
    n_constants: ClassVar[int] = 5

    @property
    def name(self) -> str:
        """log-interval or logit-interval, with its degrees of freedom."""
        return kind_name(self.scale, "interval", self.degrees)

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Probability that the belief lies where the words put it."""
        c, mean = constants, _mean(ops, x, constants[4], self.scale)
        low = (c[0] - c[2] * x[4] - mean) / x[3]
        high = (c[1] + c[3] * x[4] - mean) / x[3]
        inside = student_interval(ops, low, high, self.degrees)
        return ops.log(inside + _TINY) - (c[2] + c[3]) * ops.log(x[4])


@final
@dataclass(frozen=True)
class DenialKind(ObservationKind):
    """A number denied: the source says that it lies elsewhere, and means it with a probability.

    Constants: low and high of the number denied (linked), floor, reliability.
    """

    scale: str
    degrees: int = DEGREES
    n_constants: ClassVar[int] = 4

    @property
    def name(self) -> str:
        """log-denial or logit-denial, with its degrees of freedom."""
        return kind_name(self.scale, "denial", self.degrees)

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Belief outside the interval when the denial is meant, inside when it is not."""
        mean = _mean(ops, x, constants[2], self.scale)
        low, high = ((edge - mean) / x[3] for edge in constants[:2])
        inside = student_interval(ops, low, high, self.degrees)
        meant = constants[3]
        return ops.log(meant * (1.0 - inside) + (1.0 - meant) * inside)


@final
@dataclass(frozen=True)
class StatusKind(ObservationKind):
    """A dated status: on (constant 1) or off (constant 0) the line, right with a probability.

    ``x[0]`` is the posture, 0 off the line to 1 on it; constants asserted, reliability.
    """

    n_constants: ClassVar[int] = 2

    @property
    def name(self) -> str:
        """status."""
        return "status"

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Mixture of a right and a wrong statement."""
        agrees = constants[0] * x[0] + (1.0 - constants[0]) * (1.0 - x[0])
        return ops.log(constants[1] * agrees + (1.0 - constants[1]) * (1.0 - agrees))


OBSERVATIONS: dict[str, ObservationKind] = {
    kind.name: kind
    for kind in (
        *(
            form(scale, degrees)
            for degrees in (4, 2, 1)
            for scale in ("log", "logit")
            for form in (PointKind, IntervalKind, DenialKind)
        ),
        StatusKind(),
    )
}
