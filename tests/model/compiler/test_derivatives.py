"""Slopes of random programs, line by line: no kernel is compiled here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.model.compiler import NumpyOps, trace
from fogline.model.compiler.derivatives import PULLBACKS, vjp_program
from fogline.model.compiler.machine import machine_program
from fogline.model.compiler.program import FOLD, Program
from tests.model.compiler.backends import central_differences, evaluate, jax_ops

#: name -> (number of arguments, the operation made safe for any finite argument)
SAFE: dict[str, tuple[int, Any]] = {
    "add": (2, lambda ops, x, y: x + y),
    "sub": (2, lambda ops, x, y: 0.5 - x - (-y)),
    "mul": (2, lambda ops, x, y: x * y),
    "div": (2, lambda ops, x, y: x / (1.5 + y * y)),
    "neg": (1, lambda ops, x: -x),
    "exp": (1, lambda ops, x: ops.exp(-ops.abs(x))),
    "log": (1, lambda ops, x: ops.log(0.3 + ops.square(x))),
    "log1p": (1, lambda ops, x: ops.log1p(ops.abs(x))),
    "expm1": (1, lambda ops, x: ops.expm1(ops.tanh(x))),
    "sqrt": (1, lambda ops, x: ops.sqrt(0.1 + x * x)),
    "tanh": (1, lambda ops, x: ops.tanh(x)),
    "atan": (1, lambda ops, x: ops.atan(x)),
    "sigmoid": (1, lambda ops, x: ops.sigmoid(x)),
    "softplus": (1, lambda ops, x: ops.softplus(x)),
    "smoothstep": (1, lambda ops, x: ops.smoothstep(0.5 + 0.3 * x)),
    "pow": (2, lambda ops, x, y: ops.pow(0.2 + x * x, ops.tanh(y))),
    "power": (1, lambda ops, x: (0.2 + x * x) ** 1.7 + x**3 + 1.3 ** ops.tanh(x)),
    "maximum": (2, lambda ops, x, y: ops.maximum(x, y)),
    "minimum": (2, lambda ops, x, y: ops.minimum(x, 2.0 * y)),
    "select": (3, lambda ops, x, y, z: ops.select(x, y, y * z)),
}


@st.composite
def recipes(draw: st.DrawFn) -> tuple[int, list[tuple[str, list[int]]], list[float]]:
    """Number of inputs, operations on earlier values, and where to evaluate."""
    n_inputs = draw(st.integers(1, 4))
    lines = []
    for position in range(draw(st.integers(1, 14))):
        name = draw(st.sampled_from(sorted(SAFE)))
        known = st.integers(0, n_inputs + position - 1)
        lines.append((name, [draw(known) for _ in range(SAFE[name][0])]))
    point = st.floats(-2.0, 2.0).map(lambda value: round(value, 3) + 0.0007)
    return n_inputs, lines, [draw(point) for _ in range(n_inputs)]


def build(lines: list[tuple[str, list[int]]]) -> Any:
    def function(ops: Any, x: list[Any]) -> list[Any]:
        values = list(x)
        for name, arguments in lines:
            values.append(SAFE[name][1](ops, *(values[i] for i in arguments)))
        return [values[-1], 0.5 * values[-1] + values[len(values) // 2]]

    return function


@settings(max_examples=25, deadline=None)
@given(recipes())
def test_slopes_of_random_programs_equal_those_of_jax(recipe: Any) -> None:
    import jax

    n_inputs, lines, point = recipe
    function, at = build(lines), np.array(point)
    program = trace(function, n_inputs)
    value = evaluate(machine_program(program), at)
    np.testing.assert_allclose(value, function(NumpyOps(), list(at)), rtol=1e-12, atol=1e-13)
    bar = np.array([0.7, -1.3])
    found = evaluate(machine_program(vjp_program(program, range(n_inputs))), [*at, *bar])

    def scalar(x: Any) -> Any:
        first, second = function(jax_ops(), [x[i] for i in range(n_inputs)])
        return bar[0] * first + bar[1] * second

    wanted = np.asarray(jax.grad(scalar)(at))
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9 * (1.0 + np.abs(wanted).max()))


@pytest.mark.parametrize("name", sorted(SAFE))
def test_the_slope_of_every_operation_equals_central_differences(name: str) -> None:
    count, operation = SAFE[name]
    program = trace(lambda ops, x: [operation(ops, *x)], count)
    slopes = machine_program(vjp_program(program, range(count), seed=1.0))
    for at in ([0.31, -0.72, 1.13], [-0.9, 0.4, -1.6], [1.7, 1.1, 0.2]):
        point = np.array(at[:count])
        wanted = central_differences(lambda x: operation(NumpyOps(), *x), point)
        np.testing.assert_allclose(evaluate(slopes, point), wanted, rtol=2e-6, atol=1e-9)


def test_every_recordable_operation_has_a_slope() -> None:
    assert set(FOLD) == set(PULLBACKS)


def test_a_kink_shares_its_slope_by_halves_and_a_plateau_has_none() -> None:
    def function(ops: Any, x: list[Any]) -> list[Any]:
        return [ops.maximum(x[0], x[1]), abs(x[0] - x[1]), ops.smoothstep(x[0] + 7.0)]

    program = machine_program(vjp_program(trace(function, 2), range(2)))
    assert evaluate(program, [1.0, 1.0, 1.0, 0.0, 0.0]) == pytest.approx([0.5, 0.5])
    assert evaluate(program, [1.0, 1.0, 0.0, 1.0, 1.0]) == pytest.approx([0.0, 0.0])


def test_no_slope_flows_through_the_condition_of_a_select() -> None:
    program = vjp_program(trace(lambda ops, x: [ops.select(x[0], x[1], 2.0)], 2), range(2))
    assert evaluate(machine_program(program), [1.0, 3.0, 1.0]) == pytest.approx([0.0, 1.0])


def test_a_listing_gives_the_same_program_back() -> None:
    program = machine_program(trace(build([("pow", [0, 1]), ("softplus", [2])]), 2))
    again = Program.from_listing(program.listing())
    assert again.listing() == program.listing()
    assert evaluate(again, [0.3, -0.4]) == pytest.approx(evaluate(program, [0.3, -0.4]), rel=0)


def test_value_and_slope_share_their_exponentials() -> None:
    program = trace(lambda ops, x: [ops.softplus(x[0]) + ops.sigmoid(x[0])], 1)
    both = machine_program(vjp_program(program, [0], with_value=True, seed=1.0))
    assert sum(both.lines[i].op == "exp" for i in both.needed()) == 1
