"""The words a law may use: scalars and an ``ops`` namespace, the same in every backend.

A law, policy or flow is a function of scalars and ``ops``. Run with :class:`NumpyOps` it is the
plain (slow) reading of the model; run with ``TracedOps`` it is recorded and compiled.
"""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias, final

import numpy as np

__all__ = ["NumpyOps", "Ops", "Scalar"]

#: One number of the model: a float, a NumPy array of them, or a traced scalar. It knows
#: ``+ - * / **`` and unary minus, and nothing that would need its value (no ``if``, no ``<``).
Scalar: TypeAlias = Any


class Ops(Protocol):
    """Elementary functions of scalars, smooth unless their docstring says where they are not."""

    def exp(self, x: Scalar, /) -> Scalar:
        """e to the x."""
        ...

    def log(self, x: Scalar, /) -> Scalar:
        """Natural logarithm, x > 0."""
        ...

    def log1p(self, x: Scalar, /) -> Scalar:
        """log(1 + x), exact for small x; x > -1."""
        ...

    def expm1(self, x: Scalar, /) -> Scalar:
        """exp(x) - 1, exact for small x."""
        ...

    def sqrt(self, x: Scalar, /) -> Scalar:
        """Square root, x > 0 (its slope is infinite at 0)."""
        ...

    def tanh(self, x: Scalar, /) -> Scalar:
        """Hyperbolic tangent."""
        ...

    def atan(self, x: Scalar, /) -> Scalar:
        """Inverse tangent, radians."""
        ...

    def sigmoid(self, x: Scalar, /) -> Scalar:
        """1 / (1 + exp(-x)), without overflow."""
        ...

    def softplus(self, x: Scalar, /) -> Scalar:
        """log(1 + exp(x)), without overflow: a floor at zero without a kink."""
        ...

    def smoothstep(self, x: Scalar, /) -> Scalar:
        """3 x^2 - 2 x^3 on [0, 1], 0 below, 1 above: a ramp with a continuous slope."""
        ...

    def square(self, x: Scalar, /) -> Scalar:
        """x times x."""
        ...

    def pow(self, x: Scalar, y: Scalar, /) -> Scalar:
        """x to the y; x > 0 unless y is a whole number known when the model is built."""
        ...

    def abs(self, x: Scalar, /) -> Scalar:
        """Absolute value; kink at 0 (slope taken as 0 there)."""
        ...

    def maximum(self, x: Scalar, y: Scalar, /) -> Scalar:
        """The larger; kink where equal (slope shared by halves there)."""
        ...

    def minimum(self, x: Scalar, y: Scalar, /) -> Scalar:
        """The smaller; kink where equal (slope shared by halves there)."""
        ...

    def select(self, condition_value: Scalar, a: Scalar, b: Scalar, /) -> Scalar:
        """``a`` where ``condition_value > 0``, else ``b``.

        Both are computed, so both must be finite and have finite slopes everywhere. No slope flows
        through ``condition_value``.
        """
        ...


@final
class NumpyOps:
    """Plain NumPy: floats or arrays; the slow twin of the compiled kernels."""

    def exp(self, x: Scalar, /) -> Scalar:
        return np.exp(x)

    def log(self, x: Scalar, /) -> Scalar:
        return np.log(x)

    def log1p(self, x: Scalar, /) -> Scalar:
        return np.log1p(x)

    def expm1(self, x: Scalar, /) -> Scalar:
        return np.expm1(x)

    def sqrt(self, x: Scalar, /) -> Scalar:
        return np.sqrt(x)

    def tanh(self, x: Scalar, /) -> Scalar:
        return np.tanh(x)

    def atan(self, x: Scalar, /) -> Scalar:
        return np.arctan(x)

    def sigmoid(self, x: Scalar, /) -> Scalar:
        tail = np.exp(-np.abs(x))
        return np.where(np.asarray(x) >= 0.0, 1.0, tail)[()] / (1.0 + tail)

    def softplus(self, x: Scalar, /) -> Scalar:
        return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))

    def smoothstep(self, x: Scalar, /) -> Scalar:
        clipped = np.clip(x, 0.0, 1.0)
        return clipped * clipped * (3.0 - 2.0 * clipped)

    def square(self, x: Scalar, /) -> Scalar:
        return x * x

    def pow(self, x: Scalar, y: Scalar, /) -> Scalar:
        return x**y

    def abs(self, x: Scalar, /) -> Scalar:
        return np.abs(x)

    def maximum(self, x: Scalar, y: Scalar, /) -> Scalar:
        return np.maximum(x, y)

    def minimum(self, x: Scalar, y: Scalar, /) -> Scalar:
        return np.minimum(x, y)

    def select(self, condition_value: Scalar, a: Scalar, b: Scalar, /) -> Scalar:
        return np.where(np.asarray(condition_value) > 0.0, a, b)[()]
