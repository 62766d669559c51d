"""Kernels of one scalar function over many rows, with its slopes: per-claim likelihoods."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, final

from fogline.model.compiler.arrays import FloatArray, checked, writable
from fogline.model.compiler.cache import load_module
from fogline.model.compiler.codegen import HEADER, body_lines, decorator, indent
from fogline.model.compiler.derivatives import vjp_program
from fogline.model.compiler.ops import Ops, Scalar
from fogline.model.compiler.program import Program
from fogline.model.compiler.tracer import trace

__all__ = ["Rows", "compile_rows"]

_TABLE, _VECTOR = "float64[:, ::1]", "float64[::1]"


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

    def _cells(self) -> list[str]:
        return [f"x[row, {i}]" for i in range(self.n_inputs)] + [
            f"c[row, {i}]" for i in range(self.n_constants)
        ]

    def _kernel(self, verb: str, outputs: dict[str, str], body: list[str]) -> Any:
        source = HEADER.format(title=f"{verb} of the rows {self.name!r}.")
        source += f"\n{decorator(_TABLE, _TABLE, *outputs.values())}\n"
        source += f"def {verb}(x, c, {', '.join(outputs)}):\n"
        source += indent(["for row in range(values.shape[0]):"], 1) + indent(body, 2)
        return getattr(load_module(source, name=f"{self.name}_{verb}"), verb)

    @cached_property
    def value_kernel(self) -> Any:
        """Numba function ``(x[R,K], c[R,C], values[R]) -> None``."""
        body = body_lines(self.program, self._cells(), ["values[row] = {}"])
        return self._kernel("value", {"values": _VECTOR}, body)

    @cached_property
    def value_and_grad_kernel(self) -> Any:
        """Numba function ``(x[R,K], c[R,C], values[R], grads[R,K]) -> None``."""
        program = vjp_program(self.program, range(self.n_inputs), with_value=True, seed=1.0)
        stores = ["values[row] = {}", *(f"grads[row, {i}] = {{}}" for i in range(self.n_inputs))]
        body = body_lines(program, self._cells(), stores)
        return self._kernel("value_and_grad", {"values": _VECTOR, "grads": _TABLE}, body)

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
