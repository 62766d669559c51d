"""The likelihood of one claim, by kind, as pure functions over ``ops``.

A source's own belief is ``B = link(h) + bias + noise``; the noise is Student-t with 4 degrees of
freedom, whose tail probability has a closed form (design 8.2.4). An exact number is B itself; a
range or a rounded number is B inside an interval; "at least x" reports ``log x = B - U`` and
"up to x" ``log x = B + U`` with U uniform on (0, m), so its density is
``(F(log x + m - mu) - F(log x - mu)) / m`` or the mirror image.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import lgamma, log, pi
from typing import Any, ClassVar, final

__all__ = ["OBSERVATIONS", "ObservationKind", "student_interval", "student_log_density"]

DEGREES = 4.0
_T_CONSTANT = lgamma(2.5) - lgamma(2.0) - 0.5 * log(DEGREES * pi)
# A claim cannot be less likely than this: keeps the logarithm finite where both tails vanish.
_TINY = 1e-14


def student_log_density(ops: Any, z: Any) -> Any:
    """Log density of a standard Student-t with 4 degrees of freedom at ``z``."""
    return _T_CONSTANT - 2.5 * ops.log1p(z * z / DEGREES)


def _upper_tail(ops: Any, x: Any) -> Any:
    """P(T > x), 4 degrees of freedom, stable in the upper tail.

    With R = sqrt(4 + x^2), s = x / R: (1 - s)^2 (2 + s) / 4, and 1 - s = 4 / (R (R + x)).
    """
    root = ops.sqrt(4.0 + x * x)
    s = x / root
    rest = ops.select(x, 4.0 / (root * (root + ops.abs(x))), 1.0 - s)
    return rest * rest * (2.0 + s) / 4.0


def student_interval(ops: Any, low: Any, high: Any) -> Any:
    """P(low < T < high), 4 degrees of freedom, computed in whichever tail the middle lies."""
    middle = low + high
    a = ops.select(middle, low, -high)
    b = ops.select(middle, high, -low)
    return _upper_tail(ops, a) - _upper_tail(ops, b)


class ObservationKind(ABC):
    """One kind of claim: the log likelihood of one row.

    ``x`` holds numerator, denominator, bias, scale and slack m; ``constants`` what was said.
    """

    name: ClassVar[str]
    n_constants: ClassVar[int]

    @abstractmethod
    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Log likelihood of one claim."""


def _log_mean(ops: Any, x: list[Any], floor: Any) -> Any:
    """log of numerator over denominator plus bias; ``floor`` keeps logarithms finite at nil."""
    return ops.log(x[0] + floor) - ops.log(x[1]) + x[2]


def _logit_mean(ops: Any, x: list[Any], floor: Any) -> Any:
    """logit of the share numerator / denominator plus bias."""
    return ops.log(x[0] + floor) - ops.log(x[1] - x[0] + floor) + x[2]


def _point(ops: Any, mean: Any, x: list[Any], said: Any) -> Any:
    return student_log_density(ops, (said - mean) / x[3]) - ops.log(x[3])


def _interval(ops: Any, mean: Any, x: list[Any], c: list[Any]) -> Any:
    """c: low, high (linked), slack below (0/1), slack above (0/1)."""
    low = c[0] - c[2] * x[4]
    high = c[1] + c[3] * x[4]
    inside = student_interval(ops, (low - mean) / x[3], (high - mean) / x[3])
    return ops.log(inside + _TINY) - (c[2] + c[3]) * ops.log(x[4])


@final
@dataclass(frozen=True)
class LogPoint(ObservationKind):
    """An exact number: constants log value, floor."""

    name: ClassVar[str] = "log-point"
    n_constants: ClassVar[int] = 2

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Student-t density of the log ratio."""
        return _point(ops, _log_mean(ops, x, constants[1]), x, constants[0])


@final
@dataclass(frozen=True)
class LogInterval(ObservationKind):
    """A range, a rounded number or a bound: constants low, high, slack flags, floor."""

    name: ClassVar[str] = "log-interval"
    n_constants: ClassVar[int] = 5

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Probability that the belief lies where the words put it."""
        return _interval(ops, _log_mean(ops, x, constants[4]), x, constants)


@final
@dataclass(frozen=True)
class LogitPoint(ObservationKind):
    """An exact share: constants logit value, floor."""

    name: ClassVar[str] = "logit-point"
    n_constants: ClassVar[int] = 2

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Student-t density of the difference of logits."""
        return _point(ops, _logit_mean(ops, x, constants[1]), x, constants[0])


@final
@dataclass(frozen=True)
class LogitInterval(ObservationKind):
    """A rounded or bounded share: constants low, high, slack flags, floor."""

    name: ClassVar[str] = "logit-interval"
    n_constants: ClassVar[int] = 5

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Probability that the belief lies where the words put it."""
        return _interval(ops, _logit_mean(ops, x, constants[4]), x, constants)


@final
@dataclass(frozen=True)
class StatusKind(ObservationKind):
    """A dated status: on (constant 1) or off (constant 0) the line, right with a probability.

    ``x[0]`` is the posture, 0 off the line to 1 on it; constants asserted, reliability.
    """

    name: ClassVar[str] = "status"
    n_constants: ClassVar[int] = 2

    def log_likelihood(self, ops: Any, x: list[Any], constants: list[Any]) -> Any:
        """Mixture of a right and a wrong statement."""
        agrees = constants[0] * x[0] + (1.0 - constants[0]) * (1.0 - x[0])
        return ops.log(constants[1] * agrees + (1.0 - constants[1]) * (1.0 - agrees))


OBSERVATIONS: dict[str, ObservationKind] = {
    kind.name: kind
    for kind in (LogPoint(), LogInterval(), LogitPoint(), LogitInterval(), StatusKind())
}
