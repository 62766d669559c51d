from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.model.compiler import NumpyOps, Scan, compile_scan, compile_specialised

LAST = 30.0
# states: present, lost, a tally nobody reads, what a policy has summed, a ramp's memory
START = [None, 0.0, 0.0, 0.0, 0.0]
# drivers: luck, and two controls
CONTROLS = [None, 0.0, 0.5]


def step(ops: Any, state: Any, drivers: Any, day: Any, params: Any) -> Any:
    """Losses; a policy after the last day; a control at nought; a tally that only itself reads."""
    present, lost, tally, summed, memory = state
    luck, extra, pace = drivers
    ahead = ops.smoothstep(day - LAST)
    summed = summed + ahead * params[1]
    away = ahead * ops.sigmoid(summed - 1.0)
    hazard = params[0] * ops.exp(luck) * (1.0 - away)
    losses = present * -ops.expm1(-hazard)
    memory = memory + extra * present
    new = [present - losses + pace - memory, lost + losses, tally + losses, summed, memory]
    return new, [new[0], new[1], tally, away]


@pytest.fixture(scope="module")
def whole() -> Scan:
    return compile_scan(step, 5, 3, 2, 4, name="test_whole")


def specialised(whole: Scan, last: float, outputs: list[int]) -> tuple[Scan, list[int]]:
    return compile_specialised(
        whole, start=START, drivers=CONTROLS, days=(0.0, last), outputs=outputs, name="test_part"
    )


def inputs() -> tuple[Any, Any, Any]:
    luck = np.random.default_rng(4).standard_normal((25, 1))
    settings = np.tile([0.0, 0.5], (25, 1))
    return np.array([900.0, 0.0, 0.0, 0.0, 0.0]), np.hstack([luck, settings]), [0.01, 0.3]


def test_it_carries_only_what_the_outputs_depend_on(whole: Scan) -> None:
    part, states = specialised(whole, LAST, [1, 0])
    assert states == [0, 1]
    assert (part.n_drivers, part.n_outputs) == (1, 2)
    assert part.program.n_operations < 0.6 * whole.program.n_operations


def test_a_policy_stays_when_its_days_are_within_reach(whole: Scan) -> None:
    _, states = specialised(whole, LAST + 5.0, [0])
    assert states == [0, 3]


def test_a_tally_stays_when_it_is_read(whole: Scan) -> None:
    _, states = specialised(whole, LAST, [2])
    assert states == [0, 2]


def test_values_and_slopes_are_those_of_the_whole_step(whole: Scan) -> None:
    part, states = specialised(whole, LAST, [1, 0])
    start, drivers, params = inputs()
    slopes = np.random.default_rng(5).standard_normal((25, 2))
    all_slopes = np.zeros((25, 4))
    all_slopes[:, [1, 0]] = slopes

    run = whole.forward(start, drivers, 0.0, params)
    small = part.forward(start[states], drivers[:, :1], 0.0, params)
    assert np.allclose(small.outputs, run.outputs[:, [1, 0]], rtol=1e-14)

    state_bar, drivers_bar, params_bar = whole.vjp(drivers, 0.0, params, run, all_slopes)
    found = part.vjp(drivers[:, :1], 0.0, params, small, slopes)
    assert np.allclose(found[0], state_bar[states], rtol=1e-12)
    assert np.allclose(found[1], drivers_bar[:, :1], rtol=1e-12)
    assert np.allclose(found[2], params_bar, rtol=1e-12)


def test_days_computed_ahead_of_the_state_agree_with_plain_numbers() -> None:
    """Costly words of drivers, day and params alone, one of them an output itself; odd lengths."""

    def ahead(ops: Any, state: Any, drivers: Any, day: Any, params: Any) -> Any:
        ramp = ops.sigmoid((day - params[0]) / 3.0)
        factor = ops.exp(drivers[0] - ramp)
        new = state[0] * ops.exp(-0.01 * factor) + ops.log(2.0 + ramp)
        return [new], [factor, new]

    scan = compile_scan(ahead, 1, 1, 1, 2, name="test_ahead")
    assert scan.n_early >= 2
    drivers = np.random.default_rng(6).standard_normal((13, 1))
    run = scan.forward([4.0], drivers, 2.0, [6.5])
    state: list[Any] = [4.0]
    for t, row in enumerate(run.outputs):
        state, wanted = ahead(NumpyOps(), state, drivers[t], 2.0 + t, [6.5])
        assert np.allclose(row, wanted, rtol=1e-13)
