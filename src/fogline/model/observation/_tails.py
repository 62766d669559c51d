"""Student-t noise with 1, 2 or 4 degrees of freedom: densities and tails in closed form.

Source
------
Design 8.2.4; W. T. Shaw, Sampling Student's T distribution, Journal of Computational Finance
9(4), 2006, for the closed forms at 1, 2 and 4 degrees of freedom.
"""

from __future__ import annotations

from math import lgamma, log, pi
from typing import Any

__all__ = ["DEGREES", "student_interval", "student_log_density"]

DEGREES = 4
"""Degrees of freedom where nothing else is said.

Source: chosen by us; leave-one-origin-out comparisons stand in docs/theory/degrees.md."""

_CONSTANT = {nu: lgamma((nu + 1) / 2) - lgamma(nu / 2) - 0.5 * log(nu * pi) for nu in (1, 2, 4)}


def student_log_density(ops: Any, z: Any, degrees: int = DEGREES) -> Any:
    """Log density of a standard Student-t at ``z``."""
    return _CONSTANT[degrees] - 0.5 * (degrees + 1) * ops.log1p(z * z / degrees)


def _upper_tail(ops: Any, x: Any, degrees: int) -> Any:
    """P(T > x), exact to rounding in the upper tail.

    With R = sqrt(nu + x^2), s = x / R and 1 - s = nu / (R (R + x)): (1 - s) / 2 for nu = 2,
    (1 - s)^2 (2 + s) / 4 for nu = 4; atan(1 / x) / pi for nu = 1.
    """
    if degrees == 1:
        far = ops.atan(1.0 / ops.maximum(x, 0.5))
        return ops.select(x - 1.0, far, 0.5 * pi - ops.atan(x)) / pi
    root = ops.sqrt(degrees + x * x)
    s = x / root
    rest = ops.select(x, degrees / (root * (root + ops.abs(x))), 1.0 - s)
    return 0.5 * rest if degrees == 2 else rest * rest * (2.0 + s) / 4.0


def student_interval(ops: Any, low: Any, high: Any, degrees: int = DEGREES) -> Any:
    """P(low < T < high), computed in whichever tail the middle lies."""
    middle = low + high
    a = ops.select(middle, low, -high)
    b = ops.select(middle, high, -low)
    return _upper_tail(ops, a, degrees) - _upper_tail(ops, b, degrees)
