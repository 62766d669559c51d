"""A program becomes LLVM instructions: the straight line itself, in one lane or in many.

With one lane, costly functions that wait for nothing are gathered four at a time and computed
side by side; with more lanes every value already is a vector.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils

from fogline.model.compiler.elementary import ELEMENTARY, constant, double_of
from fogline.model.compiler.machine import COSTLY
from fogline.model.compiler.program import Program

__all__ = ["emit"]

#: Fused multiply-add and reciprocals allowed, the sign of zero ignored; sums are never reordered
#: and NaN and infinity keep their meaning.
FLAGS = ("contract", "arcp", "nsz")
_PACK = 4


def emit(
    builder: Any, program: Program, load: Callable[[int], Any], *, lanes: int = 1
) -> list[Any]:
    """Emit a machine program at the builder's place; returns the values of its outputs.

    load   gives the value of the input at a position; called once for every input in use, before
           any other instruction
    lanes  members side by side in every value
    """
    kind = double_of(lanes)
    values: dict[int, Any] = {}
    lines = program.needed()
    for index in lines:
        line = program.lines[index]
        if line.op == "input":
            values[index] = load(int(line.payload))
        elif line.op == "constant":
            values[index] = constant(kind, line.payload)
    for group in _schedule(program, lines, _PACK if lanes == 1 else 1):
        op = program.lines[group[0]].op
        if len(group) > 1:
            arguments = [values[program.lines[index].args[0]] for index in group]
            values.update(zip(group, _side_by_side(builder, op, arguments), strict=True))
            continue
        arguments = [values[argument] for argument in program.lines[group[0]].args]
        values[group[0]] = _one(builder, op, arguments, kind)
    return [values[output] for output in program.outputs]


def _schedule(program: Program, lines: Sequence[int], pack: int) -> list[list[int]]:
    """An order of the operations; costly ones of a kind that are ready together share a group."""
    waiting: dict[int, int] = {}
    readers: dict[int, list[int]] = {}
    cheap: list[int] = []
    costly: dict[str, list[int]] = {}

    def ready(index: int) -> None:
        op = program.lines[index].op
        if op in COSTLY and pack > 1:
            heapq.heappush(costly.setdefault(op, []), index)
        else:
            heapq.heappush(cheap, index)

    done = {index for index in lines if program.lines[index].op in ("input", "constant")}
    for index in lines:
        if index in done:
            continue
        missing = {argument for argument in program.lines[index].args if argument not in done}
        waiting[index] = len(missing)
        for argument in missing:
            readers.setdefault(argument, []).append(index)
        if not missing:
            ready(index)
    order: list[list[int]] = []
    while cheap or any(costly.values()):
        if cheap:
            group = [heapq.heappop(cheap)]
        else:
            bucket = max(costly.values(), key=len)
            group = [heapq.heappop(bucket) for _ in range(min(pack, len(bucket)))]
        order.append(group)
        for index in group:
            for reader in readers.get(index, ()):
                waiting[reader] -= 1
                if not waiting[reader]:
                    ready(reader)
    return order


def _side_by_side(builder: Any, op: str, arguments: list[Any]) -> list[Any]:
    kind = double_of(_PACK)
    packed = ir.Constant(kind, ir.Undefined)
    for place in range(_PACK):
        argument = arguments[min(place, len(arguments) - 1)]
        packed = builder.insert_element(packed, argument, ir.Constant(ir.IntType(32), place))
    result = ELEMENTARY[op](builder, packed)
    return [
        builder.extract_element(result, ir.Constant(ir.IntType(32), place))
        for place in range(len(arguments))
    ]


def _one(builder: Any, op: str, x: list[Any], kind: Any) -> Any:
    if op in ELEMENTARY:
        return ELEMENTARY[op](builder, x[0])
    if op in _ARITHMETIC:
        return getattr(builder, _ARITHMETIC[op])(*x, flags=FLAGS)
    if op in _INTRINSICS:
        suffix = f"v{kind.count}f64" if isinstance(kind, ir.VectorType) else "f64"
        function = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(kind, [kind] * len(x)), f"{_INTRINSICS[op]}.{suffix}"
        )
        return builder.call(function, x, fastmath=("nsz",))
    if op == "select":
        return builder.select(builder.fcmp_ordered(">", x[0], constant(kind, 0.0)), x[1], x[2])
    raise KeyError(f"no machine word for {op!r}")


_ARITHMETIC = {"add": "fadd", "sub": "fsub", "mul": "fmul", "div": "fdiv", "neg": "fneg"}
_INTRINSICS = {
    "sqrt": "llvm.sqrt",
    "abs": "llvm.fabs",
    "maximum": "llvm.maximum",
    "minimum": "llvm.minimum",
}
