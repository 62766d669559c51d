"""Kernels of a function from one vector to another, and of its vector-Jacobian product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, final

from fogline.model.compiler.arrays import FloatArray, checked, writable
from fogline.model.compiler.derivatives import vjp_program
from fogline.model.compiler.machine import machine_program
from fogline.model.compiler.modules import VECTOR, compile_kernel
from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.compiler.program import Program
from fogline.model.compiler.tracer import trace

__all__ = ["StraightLine", "compile_straight_line"]


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
        return compile_kernel(
            "straight_line",
            {"line": machine_program(self.program)},
            {"n_first": self.n_inputs},
            {"x": VECTOR, "y": VECTOR},
            name=f"{self.name}_forward",
            title=f"Forward of the straight line {self.name}.",
            passed="x, x, y",
        )

    @cached_property
    def vjp_kernel(self) -> Any:
        """Numba function ``(x[n], y_bar[m], x_bar[n]) -> None``; overwrites x_bar."""
        return compile_kernel(
            "straight_line",
            {"line": machine_program(vjp_program(self.program, range(self.n_inputs)))},
            {"n_first": self.n_inputs},
            {"x": VECTOR, "y_bar": VECTOR, "x_bar": VECTOR},
            name=f"{self.name}_vjp",
            title=f"Vector-Jacobian product of the straight line {self.name}.",
        )

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


def compile_straight_line(
    function: Callable[[Ops, list[Scalar]], Sequence[Scalar]], n_inputs: int, *, name: str
) -> StraightLine:
    """Record ``function(ops, x) -> y`` and give its kernels.

    name  identifier of the generated files
    TypeError when the function branches on a traced scalar.
    """
    return StraightLine(trace(function, n_inputs), name=name)
