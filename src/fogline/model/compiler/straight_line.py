"""Kernels of a function from one vector to another, and of its vector-Jacobian product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, final

from fogline.model.compiler.arrays import FloatArray, checked, writable
from fogline.model.compiler.cache import load_module
from fogline.model.compiler.codegen import HEADER, body_lines, decorator, indent
from fogline.model.compiler.derivatives import vjp_program
from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.compiler.program import Program
from fogline.model.compiler.tracer import trace

__all__ = ["StraightLine", "compile_straight_line"]

_VECTOR = "float64[::1]"


@final
class StraightLine:
    """A compiled ``x[n_inputs] -> y[n_outputs]``; each kernel is compiled when first asked for.

    The raw kernels, for use inside other ``nogil`` functions, write into their last argument:
    ``forward_kernel(x, y)`` and ``vjp_kernel(x, y_bar, x_bar)``.
    """

    def __init__(self, program: Program, *, name: str) -> None:
        self.program = program
        self.name = name
        self.n_inputs = program.n_inputs
        self.n_outputs = len(program.outputs)

    @cached_property
    def forward_kernel(self) -> Any:
        """Numba function ``(x[n], y[m]) -> None``; overwrites y."""
        stores = [f"y[{i}] = {{}}" for i in range(self.n_outputs)]
        body = body_lines(self.program, _cells("x", self.n_inputs), stores)
        return self._kernel("forward", ("x", "y"), body)

    @cached_property
    def vjp_kernel(self) -> Any:
        """Numba function ``(x[n], y_bar[m], x_bar[n]) -> None``; overwrites x_bar."""
        program = vjp_program(self.program, range(self.n_inputs))
        inputs = _cells("x", self.n_inputs) + _cells("y_bar", self.n_outputs)
        stores = [f"x_bar[{i}] = {{}}" for i in range(self.n_inputs)]
        return self._kernel("vjp", ("x", "y_bar", "x_bar"), body_lines(program, inputs, stores))

    def _kernel(self, verb: str, arguments: tuple[str, ...], body: list[str]) -> Any:
        source = HEADER.format(title=f"{verb} of the straight line {self.name!r}.")
        source += f"\n{decorator(*[_VECTOR] * len(arguments))}\n"
        source += f"def {verb}({', '.join(arguments)}):\n" + indent([*body, "return"], 1)
        return getattr(load_module(source, name=f"{self.name}_{verb}"), verb)

    def forward(self, x: Any, *, out: FloatArray | None = None) -> FloatArray:
        """The outputs y[n_outputs] at x[n_inputs]."""
        y = writable(out, (self.n_outputs,), "out")
        self.forward_kernel(checked(x, (self.n_inputs,), "x"), y)
        return y

    def vjp(self, x: Any, y_bar: Any, *, out: FloatArray | None = None) -> FloatArray:
        """Slopes of ``sum(y_bar * y(x))`` with respect to x[n_inputs]."""
        x_bar = writable(out, (self.n_inputs,), "out")
        self.vjp_kernel(
            checked(x, (self.n_inputs,), "x"), checked(y_bar, (self.n_outputs,), "y_bar"), x_bar
        )
        return x_bar


def _cells(array: str, count: int) -> list[str]:
    return [f"{array}[{i}]" for i in range(count)]


def compile_straight_line(
    function: Callable[[Ops, list[Scalar]], Sequence[Scalar]], n_inputs: int, *, name: str
) -> StraightLine:
    """Record ``function(ops, x) -> y`` and give its kernels.

    name  identifier of the generated files
    TypeError when the function branches on a traced scalar.
    """
    return StraightLine(trace(function, n_inputs), name=name)
