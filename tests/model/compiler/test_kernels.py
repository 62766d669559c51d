from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.model.compiler import (
    NumpyOps,
    Rows,
    Scan,
    StraightLine,
    compile_composite,
    compile_rows,
    compile_scan,
    compile_straight_line,
)
from tests.model.compiler import campaign_like
from tests.model.compiler.backends import assert_slopes_agree, central_differences, jax_ops

N_DAYS = 120


def every_operation(ops: Any, x: list[Any]) -> list[Any]:
    """All words of ops on several inputs, so that packs of every width occur."""
    outputs = []
    for i, value in enumerate(x):
        positive = ops.exp(0.3 * value)
        outputs += [
            ops.log(positive + 0.1 * i) + ops.expm1(value) + ops.log1p(positive),
            ops.tanh(value) * ops.sigmoid(value) - ops.softplus(value) / ops.sqrt(positive),
            ops.smoothstep(0.5 + 0.2 * value) + ops.atan(value) + ops.pow(positive, value),
            ops.maximum(value, 0.2) - ops.minimum(value, -0.1) + ops.abs(value),
            ops.select(value, ops.square(value), value**3) + positive**1.3 + 2.0**value,
        ]
    return [*outputs, 3.0, x[0]]


@pytest.fixture(scope="module")
def head() -> StraightLine:
    return compile_straight_line(every_operation, 5, name="test_head")


@pytest.fixture(scope="module")
def scan() -> Scan:
    c = campaign_like
    return compile_scan(
        c.step, c.N_STATE, c.N_DRIVERS, c.N_PARAMS, c.N_OUTPUTS, name="test_campaign"
    )


@pytest.fixture(scope="module")
def rows() -> Rows:
    return compile_rows(student_t, 2, 2, name="test_rows")


def student_t(ops: Any, x: list[Any], constants: list[Any]) -> Any:
    """Log density, up to a constant, of a claim with four degrees of freedom."""
    z = (constants[0] - x[0]) / ops.exp(x[1])
    return -2.5 * ops.log1p(z * z / 4.0) - x[1] + constants[1] * ops.atan(x[0])


POINT = np.array([0.7, -1.1, 0.05, 2.3, -0.6])


def test_a_straight_line_equals_its_numpy_twin(head: StraightLine) -> None:
    wanted = every_operation(NumpyOps(), list(POINT))
    np.testing.assert_allclose(head.forward(POINT), wanted, rtol=1e-13)


def test_the_slopes_of_a_straight_line_equal_differences_and_jax(head: StraightLine) -> None:
    import jax

    bar = np.random.default_rng(2).normal(size=head.n_outputs)
    found = head.vjp(POINT, bar)
    assert_slopes_agree(found, central_differences(lambda x: float(bar @ head.forward(x)), POINT))

    def scalar(x: Any) -> Any:
        values = every_operation(jax_ops(), [x[i] for i in range(5)])
        return sum(b * v for b, v in zip(bar, values, strict=True))

    assert_slopes_agree(found, np.asarray(jax.grad(scalar)(POINT)), 1e-11)


def test_a_scan_equals_its_numpy_twin_every_day(scan: Scan) -> None:
    state0, drivers, first_day, params = campaign_like.inputs(N_DAYS)
    run = scan.forward(state0, drivers, first_day, params)
    state = list(state0)
    for t in range(N_DAYS):
        np.testing.assert_allclose(run.states[t], state, rtol=1e-11)
        state, outputs = campaign_like.step(
            NumpyOps(), state, list(drivers[t]), first_day + t, list(params)
        )
        np.testing.assert_allclose(run.outputs[t], outputs, rtol=1e-11)
    np.testing.assert_allclose(run.states[-1], state, rtol=1e-11)


@pytest.mark.slow
def test_the_slopes_of_a_scan_equal_jax_for_state_drivers_and_parameters(scan: Scan) -> None:
    import jax
    import jax.numpy as jnp

    state0, drivers, first_day, params = campaign_like.inputs(N_DAYS)
    run = scan.forward(state0, drivers, first_day, params)
    random = np.random.default_rng(3)
    bar = random.normal(size=run.outputs.shape) / np.abs(run.outputs).mean(0)
    final = random.normal(size=scan.n_state) / (1.0 + np.abs(run.states[-1]))
    found = scan.vjp(drivers, first_day, params, run, bar, final_bar=final)
    ops = jax_ops()

    def scalar(state0: Any, drivers: Any, params: Any) -> Any:
        def body(state: Any, today: Any) -> Any:
            new, outputs = campaign_like.step(
                ops, list(state), list(today[1:]), today[0], list(params)
            )
            return jnp.stack(new), jnp.stack(outputs)

        days = first_day + jnp.arange(N_DAYS)
        state, outputs = jax.lax.scan(body, state0, jnp.column_stack([days, drivers]))
        return jnp.sum(bar * outputs) + jnp.sum(final * state)

    wanted = jax.jit(jax.grad(scalar, argnums=(0, 1, 2)))(state0, drivers, params)
    for one, other in zip(found, wanted, strict=True):
        assert_slopes_agree(one, np.asarray(other), 1e-9)


def test_the_slopes_of_a_scan_equal_central_differences(scan: Scan) -> None:
    state0, drivers, first_day, params = campaign_like.inputs(N_DAYS)
    run = scan.forward(state0, drivers, first_day, params)
    bar = np.random.default_rng(4).normal(size=run.outputs.shape) / np.abs(run.outputs).mean(0)
    found = scan.vjp(drivers, first_day, params, run, bar)[2]
    wanted = central_differences(
        lambda p: float(np.sum(bar * scan.forward(state0, drivers, first_day, p).outputs)), params
    )
    np.testing.assert_allclose(found, wanted, rtol=2e-6, atol=2e-6 * np.abs(wanted).max() * 1e-2)


def test_members_of_an_ensemble_equal_single_runs_whatever_the_threads(scan: Scan) -> None:
    n_members = 21  # not a multiple of the lanes
    state0, drivers, first_day, params = campaign_like.inputs(N_DAYS)
    random = np.random.default_rng(5)
    many = params * random.uniform(0.9, 1.1, (n_members, params.size))
    states = state0 * random.uniform(0.9, 1.1, (n_members, state0.size))
    own = drivers + random.normal(0.0, 0.1, (n_members, *drivers.shape))
    found = scan.forward_many(states, own, first_day, many, threads=2)
    for n in range(n_members):
        single = scan.forward(states[n], own[n], first_day, many[n])
        np.testing.assert_allclose(found[n], single.outputs, rtol=1e-10)
    alone = scan.forward_many(states, own, first_day, many, threads=1)
    np.testing.assert_array_equal(found, alone)
    shared = scan.forward_many(states, drivers[None], first_day, many)
    same = scan.forward_many(
        states, np.broadcast_to(drivers, own.shape).copy(), first_day, many, threads=3
    )
    np.testing.assert_array_equal(shared, same)


def test_an_empty_ensemble_and_a_run_of_no_days_are_fine(scan: Scan) -> None:
    state0, drivers, first_day, params = campaign_like.inputs(3)
    none = scan.forward_many(np.empty((0, scan.n_state)), drivers[None], 0.0, params[None][:0])
    assert none.shape == (0, 3, scan.n_outputs)
    run = scan.forward(state0, drivers[:0], first_day, params)
    np.testing.assert_array_equal(run.states, state0[None])
    final = np.arange(float(scan.n_state))
    slopes = scan.vjp(drivers[:0], first_day, params, run, run.outputs, final_bar=final)
    np.testing.assert_array_equal(slopes[0], final)
    assert not slopes[2].any()


@pytest.mark.parametrize("n_rows", [0, 1, 8, 29])
def test_rows_equal_their_twin_and_their_slopes_equal_differences(rows: Rows, n_rows: int) -> None:
    random = np.random.default_rng(6)
    x, c = random.normal(size=(n_rows, 2)), random.normal(size=(n_rows, 2))
    values, grads = rows.value_and_grad(x, c)
    wanted = student_t(NumpyOps(), list(x.T), list(c.T))
    np.testing.assert_allclose(values, wanted, rtol=1e-12)
    np.testing.assert_allclose(rows.values(x, c), wanted, rtol=1e-12)
    for row in range(n_rows):
        slopes = central_differences(
            lambda at, row=row: float(student_t(NumpyOps(), list(at), list(c[row]))), x[row]
        )
        np.testing.assert_allclose(grads[row], slopes, rtol=2e-6, atol=1e-9)


def test_a_density_made_of_kernels_is_one_call_with_exact_slopes(
    head: StraightLine, rows: Rows
) -> None:
    source = """
@njit(float64(float64[::1], float64[:, ::1], float64[::1]), **OPTIONS)
def log_density(x, constants, slopes):
    y, y_bar = np.empty(N_OUTPUTS), np.zeros(N_OUTPUTS)
    head(x, y)
    n_rows = constants.shape[0]
    table, values, grads = np.empty((n_rows, 2)), np.empty(n_rows), np.empty((n_rows, 2))
    for row in range(n_rows):
        table[row, 0] = y[row]
        table[row, 1] = 0.1 * y[row + 1]
    rows(table, constants, values, grads)
    for row in range(n_rows):
        y_bar[row] += grads[row, 0]
        y_bar[row + 1] += 0.1 * grads[row, 1]
    head_vjp(x, y_bar, slopes)
    return values.sum()
""".replace("N_OUTPUTS", str(head.n_outputs))
    density = compile_composite(
        source,
        "log_density",
        kernels={
            "head": head.forward_kernel,
            "head_vjp": head.vjp_kernel,
            "rows": rows.value_and_grad_kernel,
        },
        name="test_density",
    )
    constants = np.random.default_rng(7).normal(size=(9, 2))
    slopes, scratch = np.empty(5), np.empty(5)
    assert np.isfinite(density(POINT, constants, slopes))
    wanted = central_differences(lambda x: density(x, constants, scratch), POINT)
    assert_slopes_agree(slopes, wanted)


def test_nan_in_the_state_is_seen_in_the_outputs(scan: Scan) -> None:
    state0, drivers, first_day, params = campaign_like.inputs(3)
    state0[0] = np.nan
    assert np.isnan(scan.forward(state0, drivers, first_day, params).outputs[0, 0])


def test_a_wrong_shape_names_the_argument_and_both_shapes(scan: Scan, head: StraightLine) -> None:
    state0, drivers, first_day, params = campaign_like.inputs(3)
    with pytest.raises(ValueError, match=r"params has the wrong shape: found \(3,\)"):
        scan.forward(state0, drivers, first_day, params[:3])
    with pytest.raises(ValueError, match="expected 1 \\(shared\\) or 4"):
        scan.forward_many(
            np.tile(state0, (4, 1)), np.tile(drivers, (2, 1, 1)), 0.0, np.tile(params, (4, 1))
        )
    with pytest.raises(ValueError, match="in place"):
        head.forward(POINT, out=np.empty(head.n_outputs, dtype=np.float32))  # type: ignore[arg-type]


def test_a_step_that_breaks_its_declaration_is_refused() -> None:
    with pytest.raises(ValueError, match="returned 1 states and 0 outputs"):
        compile_scan(lambda ops, s, d, day, p: (s, []), 1, 0, 0, 1, name="wrong")


def test_read_only_and_other_layouts_are_accepted(scan: Scan) -> None:
    state0, drivers, first_day, params = campaign_like.inputs(5)
    wanted = scan.forward(state0, drivers, first_day, params).outputs
    params.flags.writeable = False
    found = scan.forward(state0.tolist(), np.asfortranarray(drivers), 0.5, params).outputs
    np.testing.assert_array_equal(found, wanted)
