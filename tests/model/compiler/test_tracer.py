from __future__ import annotations

import math

import numpy as np
import pytest

from fogline.model.compiler import Traced, TracedOps, trace


def test_a_python_if_on_a_traced_scalar_names_the_remedy() -> None:
    def branching(ops, x):
        return [x[0] if x[0] else x[1]]

    with pytest.raises(TypeError, match=r"nothing branches in traced code; use ops\.select"):
        trace(branching, 2)


@pytest.mark.parametrize(
    "compare",
    [
        lambda a, b: a < b,
        lambda a, b: a <= 0.0,
        lambda a, b: a == b,
        lambda a, b: a != 1.0,
        max,
    ],
)
def test_every_comparison_of_a_traced_scalar_is_refused(compare) -> None:
    with pytest.raises(TypeError, match=r"use ops\.select"):
        trace(lambda ops, x: [compare(x[0], x[1])], 2)


@pytest.mark.parametrize("leave", [math.exp, float, np.exp])
def test_leaving_the_words_of_ops_is_refused(leave) -> None:
    with pytest.raises(TypeError):
        trace(lambda ops, x: [leave(x[0])], 1)


def test_a_scalar_kept_from_another_recording_is_refused() -> None:
    kept: list[Traced] = []
    trace(lambda ops, x: [kept.append(x[0]) or x[0]], 1)
    with pytest.raises(ValueError, match="two programs were mixed"):
        trace(lambda ops, x: [x[0] + kept[0]], 1)


def test_a_constant_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="must be finite"):
        trace(lambda ops, x: [x[0] * math.inf], 1)


def test_a_division_of_constants_by_zero_is_refused_with_its_operation() -> None:
    def divide(ops, x):
        zero = x[0] - x[0]
        return [x[0] + 1.0 / zero]

    with pytest.raises(ValueError, match="div"):
        trace(divide, 1)


def test_the_same_operation_on_the_same_arguments_is_recorded_once() -> None:
    program = trace(lambda ops, x: [ops.exp(x[0] * x[1]), 2.0 + ops.exp(x[1] * x[0])], 2)
    assert program.n_operations == 3


def test_constants_are_folded_and_dead_lines_dropped() -> None:
    def function(ops, x):
        unused = ops.exp(x[0])
        assert isinstance(unused, Traced)
        return [x[0] * (2.0 * ops.log(1.0) + 1.0) + 0.0 * x[1], ops.sqrt(ops.exp(2.0))]

    program = trace(function, 2)
    assert program.n_operations == 0
    assert program.outputs[0] == program.inputs[0]
    assert program.value_of(program.outputs[1]) == pytest.approx(math.e)


def test_whole_powers_become_products() -> None:
    program = trace(lambda ops, x: [x[0] ** 5, ops.pow(x[0], -2), x[0] ** 0, x[0] ** 0.5], 1)
    used = {program.lines[i].op for i in program.needed()}
    assert "pow" not in used and {"mul", "div", "sqrt"} <= used
    assert program.value_of(program.outputs[2]) == 1.0


def test_numpy_scalars_on_either_side_are_plain_numbers() -> None:
    program = trace(lambda ops, x: [np.float64(3.0) * x[0], x[0] - np.float32(1.0)], 1)
    assert program.n_operations == 2


def test_arrays_inside_traced_code_are_refused() -> None:
    with pytest.raises(TypeError, match="ndarray"):
        trace(lambda ops, x: [x[0] * np.ones(2)], 1)


def test_ops_on_floats_compute_at_once() -> None:
    ops = TracedOps()
    assert ops.softplus(0.0) == pytest.approx(math.log(2.0))
    assert ops.pow(2.0, 0.5) == pytest.approx(math.sqrt(2.0))
    assert ops.select(0.0, 1.0, 2.0) == 2.0
