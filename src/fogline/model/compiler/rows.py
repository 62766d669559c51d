"""Kernels of one scalar function over many rows, with its slopes: per-claim likelihoods."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, final

from fogline.model.compiler.arrays import FloatArray, checked, writable
from fogline.model.compiler.derivatives import vjp_program
from fogline.model.compiler.machine import machine_program
from fogline.model.compiler.modules import TABLE, VECTOR, compile_kernel
from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.compiler.program import Program
from fogline.model.compiler.tracer import trace

__all__ = ["Rows", "compile_rows"]


@final
class Rows:
    """A compiled scalar function of ``n_inputs`` values and ``n_constants`` constants a row.

    Raw kernels: ``value_kernel(x[R,K], c[R,C], values[R])`` and
    ``value_and_grad_kernel(x[R,K], c[R,C], values[R], grads[R,K])``.
    """

    def __init__(self, program: Program, n_inputs: int, n_constants: int, *, name: str) -> None:
        self.program = program
        self.name = name
        self.n_inputs = n_inputs
        self.n_constants = n_constants

    @cached_property
    def value_kernel(self) -> Any:
        """Numba function ``(x[R,K], c[R,C], values[R]) -> None``."""
        return compile_kernel(
            "rows",
            {"row": machine_program(self.program)},
            {"n_inputs": self.n_inputs, "n_constants": self.n_constants},
            {"x": TABLE, "c": TABLE, "values": VECTOR},
            name=f"{self.name}_value",
            title=f"Value of the rows {self.name}.",
            passed="x, c, values, x",
        )

    @cached_property
    def value_and_grad_kernel(self) -> Any:
        """Numba function ``(x[R,K], c[R,C], values[R], grads[R,K]) -> None``."""
        program = vjp_program(self.program, range(self.n_inputs), with_value=True, seed=1.0)
        return compile_kernel(
            "rows",
            {"row": machine_program(program)},
            {"n_inputs": self.n_inputs, "n_constants": self.n_constants},
            {"x": TABLE, "c": TABLE, "values": VECTOR, "grads": TABLE},
            name=f"{self.name}_value_and_grad",
            title=f"Value and slopes of the rows {self.name}.",
        )

    def values(self, x: Any, c: Any) -> FloatArray:
        """Values[R] at x[R, n_inputs] with constants c[R, n_constants]."""
        x = checked(x, (None, self.n_inputs), "x")
        values = writable(None, (len(x),), "values")
        self.value_kernel(x, checked(c, (len(x), self.n_constants), "c"), values)
        return values

    def value_and_grad(self, x: Any, c: Any) -> tuple[FloatArray, FloatArray]:
        """Values[R] and their slopes with respect to x, [R, n_inputs]."""
        x = checked(x, (None, self.n_inputs), "x")
        values = writable(None, (len(x),), "values")
        grads = writable(None, x.shape, "grads")
        c = checked(c, (len(x), self.n_constants), "c")
        self.value_and_grad_kernel(x, c, values, grads)
        return values, grads


def compile_rows(
    function: Callable[[Ops, list[Scalar], list[Scalar]], Scalar],
    n_inputs: int,
    n_constants: int,
    *,
    name: str,
) -> Rows:
    """Record ``function(ops, x, constants) -> value`` and give its kernels over rows."""

    def flat(ops: Ops, values: list[Scalar]) -> list[Scalar]:
        return [function(ops, values[:n_inputs], values[n_inputs:])]

    return Rows(trace(flat, n_inputs + n_constants), n_inputs, n_constants, name=name)
