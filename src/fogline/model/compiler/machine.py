"""From the words of a law to the few words of the machine.

Sigmoids, floors, ramps and powers are written with exp, log and arithmetic here, after
differentiation, so that a value and its slope share the costly part.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from fogline.model.compiler.program import Program
from fogline.model.compiler.tracer import Traced, TracedOps

__all__ = ["COSTLY", "machine_program"]

_OPS = TracedOps()

#: Functions that cost several times an addition; everything else left is arithmetic.
COSTLY = frozenset({"exp", "log", "log1p", "expm1", "atan"})


def _sigmoid(x: Traced) -> Any:
    tail = _OPS.exp(-abs(x))
    return _OPS.select(x, 1.0, tail) / (1.0 + tail)


def _softplus(x: Traced) -> Any:
    return _OPS.maximum(x, 0.0) + _OPS.log1p(_OPS.exp(-abs(x)))


def _tanh(x: Traced) -> Any:
    grown = _OPS.expm1(2.0 * _OPS.minimum(abs(x), 20.0))  # tanh(20) is 1 in double precision
    size = grown / (grown + 2.0)
    return _OPS.select(x, size, -size)


def _clipped(x: Traced) -> Any:
    return _OPS.maximum(_OPS.minimum(x, 1.0), 0.0)


def _smoothstep(x: Traced) -> Any:
    clipped = _clipped(x)
    return clipped * clipped * (3.0 - 2.0 * clipped)


def _smoothstep_slope(x: Traced) -> Any:
    clipped = _clipped(x)
    return 6.0 * clipped * (1.0 - clipped)


def _log_of(x: Traced) -> Any:
    known = x.program.value_of(x.index)
    return _OPS.log(x) if known is None else math.log(known)


def _pow_log(x: Traced, value: Traced) -> Any:
    return _OPS.select(x, value * _log_of(x), 0.0)


_EXPANSIONS: dict[str, Callable[..., Any]] = {
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "tanh": _tanh,
    "smoothstep": _smoothstep,
    "smoothstep_slope": _smoothstep_slope,
    "pow": lambda x, y: _OPS.exp(y * _log_of(x)),
    "pow_slope": lambda x, y, value: y * _OPS.exp((y - 1.0) * _log_of(x)),
    "pow_log": _pow_log,
}


def machine_program(program: Program) -> Program:
    """The same program in add, sub, mul, div, neg, abs, maximum, minimum, select, sqrt, COSTLY."""
    target = Program(program.n_inputs)
    moved: dict[int, int] = {}
    for index in program.needed():
        line = program.lines[index]
        if line.op == "input":
            moved[index] = target.inputs[int(line.payload)]
        elif line.op == "constant":
            moved[index] = target.constant(line.payload)
        elif line.op in _EXPANSIONS:
            arguments = (Traced(target, moved[argument]) for argument in line.args)
            moved[index] = _EXPANSIONS[line.op](*arguments).index
        else:
            moved[index] = target.emit(line.op, *(moved[argument] for argument in line.args))
    target.outputs = tuple(moved[output] for output in program.outputs)
    return target
