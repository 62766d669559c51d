"""A straight-line program: what the tracer records and everything else reads.

Lines are shared (the same operation on the same arguments is one line), constants are folded and
lines that no output needs are dropped. Nothing branches.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Line", "Program"]


@dataclass(frozen=True, slots=True)
class Line:
    """One operation: its name, the numbers of the lines it reads, and its payload.

    ``payload`` is the value of a ``constant`` and the position of an ``input``; else 0.
    """

    op: str
    args: tuple[int, ...] = ()
    payload: float = 0.0


def _sigmoid(x: float) -> float:
    tail = math.exp(-abs(x))
    return (1.0 if x >= 0.0 else tail) / (1.0 + tail)


def _smoothstep(x: float) -> float:
    clipped = min(max(x, 0.0), 1.0)
    return clipped * clipped * (3.0 - 2.0 * clipped)


#: Values of every operation on plain floats, to fold constants.
FOLD: dict[str, Callable[..., Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "neg": lambda x: -x,
    "pow": lambda x, y: x**y,
    "exp": math.exp,
    "log": math.log,
    "log1p": math.log1p,
    "expm1": math.expm1,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "atan": math.atan,
    "sigmoid": _sigmoid,
    "softplus": lambda x: max(x, 0.0) + math.log1p(math.exp(-abs(x))),
    "smoothstep": _smoothstep,
    "abs": abs,
    "maximum": max,
    "minimum": min,
    "select": lambda condition, a, b: a if condition > 0.0 else b,
}
_COMMUTATIVE = frozenset({"add", "mul", "maximum", "minimum"})


class Program:
    """A growing straight line over ``n_inputs`` inputs; ``outputs`` are line numbers."""

    def __init__(self, n_inputs: int) -> None:
        self.n_inputs = n_inputs
        self.lines: list[Line] = []
        self.outputs: tuple[int, ...] = ()
        self._known: dict[tuple[str, tuple[int, ...], str], int] = {}
        self.inputs: tuple[int, ...] = tuple(
            self._append(Line("input", (), position)) for position in range(n_inputs)
        )

    def _append(self, line: Line) -> int:
        key = (line.op, line.args, float(line.payload).hex())  # hex: -0.0 is not 0.0
        if key not in self._known:
            self._known[key] = len(self.lines)
            self.lines.append(line)
        return self._known[key]

    def constant(self, value: float) -> int:
        """The line that holds ``value``; ValueError when it is not finite."""
        if not math.isfinite(value):
            raise ValueError(
                f"a constant of the model is {value}; found while recording it - every constant "
                "must be finite"
            )
        return self._append(Line("constant", (), float(value)))

    def value_of(self, index: int) -> float | None:
        """The value of a constant line, None for any other."""
        line = self.lines[index]
        return line.payload if line.op == "constant" else None

    def emit(self, op: str, *args: int) -> int:
        """The line that computes ``op`` on earlier lines: folded, simplified, shared or new."""
        values = [self.value_of(argument) for argument in args]
        if op in FOLD and all(value is not None for value in values):
            try:
                folded = FOLD[op](*values)
            except (ArithmeticError, ValueError) as error:
                raise ValueError(
                    f"the model computes {op}{tuple(values)} from constants: {error} - "
                    "check the constants of the case"
                ) from error
            return self.constant(float(folded))
        simple = self._simplify(op, args, values)
        if simple is not None:
            return simple
        if op in _COMMUTATIVE:
            args = tuple(sorted(args))
        return self._append(Line(op, args))

    def _simplify(self, op: str, args: tuple[int, ...], values: list[float | None]) -> int | None:
        """Exact identities only (a product with zero is zero: lines are meant to be finite)."""
        if op == "add":
            if values[0] == 0.0:
                return args[1]
            if values[1] == 0.0:
                return args[0]
            if self.lines[args[1]].op == "neg":
                return self.emit("sub", args[0], self.lines[args[1]].args[0])
            if self.lines[args[0]].op == "neg":
                return self.emit("sub", args[1], self.lines[args[0]].args[0])
        elif op == "sub":
            if values[1] == 0.0:
                return args[0]
            if values[0] == 0.0:
                return self.emit("neg", args[1])
            if args[0] == args[1]:
                return self.constant(0.0)
            if self.lines[args[1]].op == "neg":
                return self.emit("add", args[0], self.lines[args[1]].args[0])
        elif op == "mul":
            for this, other in ((0, 1), (1, 0)):
                if values[this] == 0.0:
                    return self.constant(0.0)
                if values[this] == 1.0:
                    return args[other]
                if values[this] == -1.0:
                    return self.emit("neg", args[other])
        elif op == "div":
            if values[1] == 1.0:
                return args[0]
            if values[0] == 0.0:
                return self.constant(0.0)
        elif op == "neg" and self.lines[args[0]].op == "neg":
            return self.lines[args[0]].args[0]
        elif op == "select" and args[1] == args[2]:
            return args[1]
        elif op == "select" and values[0] is not None:
            return args[1] if values[0] > 0.0 else args[2]
        elif op in ("maximum", "minimum") and args[0] == args[1]:
            return args[0]
        return None

    def needed(self, outputs: Iterable[int] | None = None, given: Container[int] = ()) -> list[int]:
        """Numbers of the lines that ``outputs`` (default: all) depend on, in order.

        given  lines whose value comes from elsewhere: kept, but not what they depend on
        """
        keep: set[int] = set()
        todo = list(self.outputs if outputs is None else outputs)
        while todo:
            index = todo.pop()
            if index not in keep:
                keep.add(index)
                if index not in given:
                    todo.extend(self.lines[index].args)
        return sorted(keep)

    def depending_on(self, inputs: Iterable[int]) -> set[int]:
        """Lines whose value depends on any of the inputs at these positions."""
        positions = set(inputs)
        found: set[int] = set()
        for index, line in enumerate(self.lines):
            if line.op == "input":
                if int(line.payload) in positions:
                    found.add(index)
            elif any(argument in found for argument in line.args):
                found.add(index)
        return found

    @property
    def n_operations(self) -> int:
        """Live lines that compute something."""
        return sum(self.lines[i].op not in ("input", "constant") for i in self.needed())

    def copy_into(
        self,
        target: Program,
        inputs: Sequence[int],
        outputs: Iterable[int] | None = None,
        *,
        given: Mapping[int, int] | None = None,
    ) -> dict[int, int]:
        """Record this program's live lines in ``target``: line here -> line there.

        inputs  target lines that stand for this program's inputs
        given   target lines that stand for other lines of this program
        """
        moved = dict(given or {})
        for index in self.needed(outputs, moved):
            line = self.lines[index]
            if index in moved:
                continue
            if line.op == "input":
                moved[index] = inputs[int(line.payload)]
            elif line.op == "constant":
                moved[index] = target.constant(line.payload)
            else:
                moved[index] = target.emit(line.op, *(moved[argument] for argument in line.args))
        return moved

    def listing(self) -> str:
        """The live lines as text, one ``number = op arguments`` a line, outputs last."""
        numbers: dict[int, int] = {}
        rows = [f"inputs {self.n_inputs}"]
        for index in self.needed():
            line = self.lines[index]
            numbers[index] = len(numbers)
            if line.op == "input":
                words = [str(int(line.payload))]
            elif line.op == "constant":
                words = [repr(line.payload)]
            else:
                words = [str(numbers[argument]) for argument in line.args]
            rows.append(f"{numbers[index]} = {line.op} {' '.join(words)}")
        rows.append("outputs " + " ".join(str(numbers[output]) for output in self.outputs))
        return "\n".join(rows) + "\n"

    @classmethod
    def from_listing(cls, text: str) -> Program:
        """The program of a :meth:`listing`."""
        first, *rows, last = text.strip().splitlines()
        program = cls(int(first.split()[1]))
        numbers: list[int] = []
        for row in rows:
            op, *words = row.split()[2:]
            if op == "input":
                numbers.append(program.inputs[int(words[0])])
            elif op == "constant":
                numbers.append(program.constant(float(words[0])))
            else:
                numbers.append(program.emit(op, *(numbers[int(word)] for word in words)))
        program.outputs = tuple(numbers[int(word)] for word in last.split()[1:])
        return program
