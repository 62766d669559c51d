"""Scalars that remember how they were made, and the ``ops`` that go with them."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, final

from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.compiler.program import FOLD, Program

__all__ = ["Traced", "TracedOps", "trace"]

_BRANCH = "nothing branches in traced code; use ops.select"


@final
class Traced:
    """One scalar of the model while it is being recorded; it has no value, only a line number."""

    __slots__ = ("index", "program")
    __array_ufunc__ = None  # NumPy scalars hand arithmetic back to this class

    def __init__(self, program: Program, index: int) -> None:
        self.program = program
        self.index = index

    def __add__(self, other: Any) -> Traced:
        return _binary("add", self, other)

    def __radd__(self, other: Any) -> Traced:
        return _binary("add", other, self)

    def __sub__(self, other: Any) -> Traced:
        return _binary("sub", self, other)

    def __rsub__(self, other: Any) -> Traced:
        return _binary("sub", other, self)

    def __mul__(self, other: Any) -> Traced:
        return _binary("mul", self, other)

    def __rmul__(self, other: Any) -> Traced:
        return _binary("mul", other, self)

    def __truediv__(self, other: Any) -> Traced:
        return _binary("div", self, other)

    def __rtruediv__(self, other: Any) -> Traced:
        return _binary("div", other, self)

    def __pow__(self, other: Any) -> Traced:
        return _power(self, other)

    def __rpow__(self, other: Any) -> Traced:
        return _power(other, self)

    def __neg__(self) -> Traced:
        return Traced(self.program, self.program.emit("neg", self.index))

    def __pos__(self) -> Traced:
        return self

    def __abs__(self) -> Traced:
        return Traced(self.program, self.program.emit("abs", self.index))

    def __hash__(self) -> int:
        return hash((id(self.program), self.index))

    def _branch(self, *_: Any) -> NoReturn:
        raise TypeError(
            f"a traced scalar was compared or tested for truth (line {self.index} of the program); "
            + _BRANCH
        )

    __bool__ = __lt__ = __le__ = __gt__ = __ge__ = _branch  # type: ignore[assignment]
    __eq__ = __ne__ = _branch  # type: ignore[assignment]

    def _no_value(self) -> NoReturn:
        raise TypeError(
            f"a traced scalar has no value yet (line {self.index} of the program was turned into "
            "a number, perhaps by math.exp or float) - use the functions of ops"
        )

    __float__ = __int__ = __index__ = __complex__ = _no_value  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Traced({self.program.lines[self.index].op}, line {self.index})"


def _index(program: Program, value: Any) -> int:
    if isinstance(value, Traced):
        if value.program is not program:
            raise ValueError(
                "two programs were mixed: a traced scalar was kept from an earlier recording - "
                "pass values through the function's arguments"
            )
        return value.index
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return program.constant(float(value))
    raise TypeError(
        f"traced code combines scalars with numbers, found {type(value).__name__}: {value!r} - "
        "convert it before the step is recorded"
    )


def _program_of(*values: Any) -> Program | None:
    return next((value.program for value in values if isinstance(value, Traced)), None)


def _binary(op: str, left: Any, right: Any) -> Traced:
    program = _program_of(left, right)
    assert program is not None
    return Traced(program, program.emit(op, _index(program, left), _index(program, right)))


def _power(base: Any, exponent: Any) -> Traced:
    """Whole and half powers known in advance become products and roots; others a ``pow``."""
    if isinstance(base, Traced) and isinstance(exponent, numbers.Real):
        known = float(exponent)
        if known == 0.5:
            return _unary("sqrt", base)
        if known.is_integer() and abs(known) <= 16:
            if known < 0:
                return _binary("div", 1.0, _power(base, -known))
            result: Any = 1.0
            factor, left = base, int(known)
            while left:
                if left & 1:
                    result = factor if isinstance(result, float) else result * factor
                left >>= 1
                factor = factor * factor if left else factor
            return result if isinstance(result, Traced) else _constant(base.program, 1.0)
    return _binary("pow", base, exponent)


def _constant(program: Program, value: float) -> Traced:
    return Traced(program, program.constant(value))


def _unary(op: str, x: Any) -> Any:
    return _call(op, x)


def _call(op: str, *args: Any) -> Any:
    program = _program_of(*args)
    if program is None:
        return FOLD[op](*(float(argument) for argument in args))
    return Traced(program, program.emit(op, *(_index(program, argument) for argument in args)))


@final
class TracedOps:
    """The ``ops`` that record; on plain floats they compute, so constants cost nothing."""

    def exp(self, x: Scalar, /) -> Scalar:
        return _call("exp", x)

    def log(self, x: Scalar, /) -> Scalar:
        return _call("log", x)

    def log1p(self, x: Scalar, /) -> Scalar:
        return _call("log1p", x)

    def expm1(self, x: Scalar, /) -> Scalar:
        return _call("expm1", x)

    def sqrt(self, x: Scalar, /) -> Scalar:
        return _call("sqrt", x)

    def tanh(self, x: Scalar, /) -> Scalar:
        return _call("tanh", x)

    def atan(self, x: Scalar, /) -> Scalar:
        return _call("atan", x)

    def sigmoid(self, x: Scalar, /) -> Scalar:
        return _call("sigmoid", x)

    def softplus(self, x: Scalar, /) -> Scalar:
        return _call("softplus", x)

    def smoothstep(self, x: Scalar, /) -> Scalar:
        return _call("smoothstep", x)

    def square(self, x: Scalar, /) -> Scalar:
        return x * x

    def pow(self, x: Scalar, y: Scalar, /) -> Scalar:
        return math.pow(x, y) if _program_of(x, y) is None else _power(x, y)

    def abs(self, x: Scalar, /) -> Scalar:
        return _call("abs", x)

    def maximum(self, x: Scalar, y: Scalar, /) -> Scalar:
        return _call("maximum", x, y)

    def minimum(self, x: Scalar, y: Scalar, /) -> Scalar:
        return _call("minimum", x, y)

    def select(self, condition_value: Scalar, a: Scalar, b: Scalar, /) -> Scalar:
        return _call("select", condition_value, a, b)


def trace(function: Callable[[Ops, list[Scalar]], Sequence[Scalar]], n_inputs: int) -> Program:
    """Record ``function(ops, inputs)`` as a program of ``n_inputs`` inputs.

    TypeError when the function branches on a traced scalar or leaves the words of ``ops``.
    """
    program = Program(n_inputs)
    outputs = function(TracedOps(), [Traced(program, index) for index in program.inputs])
    program.outputs = tuple(_index(program, output) for output in outputs)
    return program
