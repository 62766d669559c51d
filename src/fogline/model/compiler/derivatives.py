"""Reverse-mode derivatives: from a program, the program of its vector-Jacobian product.

The result is an ordinary program, so sharing, folding and dead-code removal apply to it too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fogline.model.compiler.program import Program
from fogline.model.compiler.tracer import Traced, TracedOps

__all__ = ["vjp_program"]

_OPS = TracedOps()
#: From the slope of the result, the result and the arguments to the slopes of the arguments
#: (None where no slope flows).
Pullback = Callable[..., tuple[Any, ...]]


def _raw(op: str, *args: Traced) -> Traced:
    program = args[0].program
    return Traced(program, program.emit(op, *(argument.index for argument in args)))


def _sign(x: Traced) -> Any:
    return _OPS.select(x, 1.0, _OPS.select(-x, -1.0, 0.0))


def _larger(x: Traced, y: Traced) -> Any:
    """1 where x > y, 1/2 where equal, 0 where x < y."""
    return 0.5 + 0.5 * _sign(x - y)


PULLBACKS: dict[str, Pullback] = {
    "add": lambda g, v, x, y: (g, g),
    "sub": lambda g, v, x, y: (g, -g),
    "mul": lambda g, v, x, y: (g * y, g * x),
    "div": lambda g, v, x, y: (g / y, -(g / y) * v),
    "neg": lambda g, v, x: (-g,),
    "pow": lambda g, v, x, y: (g * _raw("pow_slope", x, y, v), g * _raw("pow_log", x, v)),
    "exp": lambda g, v, x: (g * v,),
    "log": lambda g, v, x: (g / x,),
    "log1p": lambda g, v, x: (g / (1.0 + x),),
    "expm1": lambda g, v, x: (g * (v + 1.0),),
    "sqrt": lambda g, v, x: (0.5 * g / v,),
    "tanh": lambda g, v, x: (g * (1.0 - v * v),),
    "atan": lambda g, v, x: (g / (1.0 + x * x),),
    "sigmoid": lambda g, v, x: (g * (v * (1.0 - v)),),
    "softplus": lambda g, v, x: (g * _OPS.sigmoid(x),),
    "smoothstep": lambda g, v, x: (g * _raw("smoothstep_slope", x),),
    "abs": lambda g, v, x: (g * _sign(x),),
    "maximum": lambda g, v, x, y: (g * _larger(x, y), g * _larger(y, x)),
    "minimum": lambda g, v, x, y: (g * _larger(y, x), g * _larger(x, y)),
    "select": lambda g, v, c, a, b: (None, _OPS.select(c, g, 0.0), _OPS.select(c, 0.0, g)),
}


def vjp_program(
    program: Program, wanted: Sequence[int], *, with_value: bool = False, seed: float | None = None
) -> Program:
    """The program (inputs, slopes of the outputs) -> slopes of the ``wanted`` inputs.

    wanted      positions of the inputs to differentiate with respect to
    with_value  put the program's own outputs before the slopes
    seed        slope of every output as a constant, instead of as further inputs
    """
    n_seeds = 0 if seed is not None else len(program.outputs)
    target = Program(program.n_inputs + n_seeds)
    moved = program.copy_into(target, target.inputs[: program.n_inputs])
    active = program.depending_on(wanted)
    slopes: dict[int, list[Traced]] = {}
    for number, output in enumerate(program.outputs):
        line = (
            target.constant(seed) if seed is not None else target.inputs[program.n_inputs + number]
        )
        slopes.setdefault(output, []).append(Traced(target, line))
    for index in reversed(program.needed()):
        line = program.lines[index]
        if index not in active or index not in slopes or line.op == "input":
            continue
        total = _sum(slopes.pop(index))
        arguments = [Traced(target, moved[argument]) for argument in line.args]
        parts = PULLBACKS[line.op](total, Traced(target, moved[index]), *arguments)
        for argument, part in zip(line.args, parts, strict=True):
            if part is not None and argument in active:
                slopes.setdefault(argument, []).append(part)
    outputs = [moved[output] for output in program.outputs] if with_value else []
    for position in wanted:
        found = slopes.get(program.inputs[position])
        outputs.append(_sum(found).index if found else target.constant(0.0))
    target.outputs = tuple(outputs)
    return target


def _sum(terms: list[Traced]) -> Traced:
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total
