from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pytest

from fogline.fit.bend import Bend, Bent
from fogline.fit.nuts import run_chains
from fogline.fit.whiten import Whitening
from fogline.model.campaign import build
from fogline.model.machine import Machine
from tests.model.small import small_case, small_evidence

Array = np.ndarray[Any, np.dtype[np.float64]]


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine(build(small_case(), small_evidence()))


@pytest.fixture(scope="module")
def frame(machine: Machine) -> Whitening:
    n = machine.n_unknowns
    random = np.random.default_rng(8)
    root = 0.3 * np.eye(n) + 0.02 * random.standard_normal((n, n))
    return Whitening(0.1 * random.standard_normal(n), root)


def called(native: Any, u: Array) -> tuple[int, float, Array]:
    kind = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_uint64, *[ctypes.c_void_p] * 4)
    slope, value = np.zeros(len(u)), np.zeros(1)
    code = kind(native.log_density)(
        len(u), u.ctypes.data, slope.ctypes.data, value.ctypes.data, native.data
    )
    return code, float(value[0]), slope


def test_the_c_function_gives_the_whitened_value_and_slope(
    machine: Machine, frame: Whitening
) -> None:
    native = machine.native(frame.centre, frame.root, rows=1, power=0.4, every=1)
    u = np.random.default_rng(9).standard_normal(machine.n_unknowns)
    code, value, slope = called(native, u)
    wanted, gradient = machine.value_and_gradient(frame.to_theta(u))
    assert code == 0
    assert value == pytest.approx(0.4 * wanted, rel=1e-12)
    assert np.allclose(slope, 0.4 * frame.root.T @ gradient, rtol=1e-9, atol=1e-9)
    points, slopes, values = native.points
    assert np.array_equal(points, u[None])
    assert np.array_equal(slopes, slope[None])
    assert values.tolist() == [value]


def test_the_c_function_knows_the_measure_of_days(machine: Machine, frame: Whitening) -> None:
    curved = Bend.of(machine.windows).learned(
        np.random.default_rng(3).standard_normal((200, machine.n_unknowns)) ** 3
    )
    bent = Bent(machine, curved)
    native = machine.native(frame.centre, frame.root, rows=1, power=0.4, bends=curved.table)
    for u in np.random.default_rng(9).standard_normal((5, machine.n_unknowns)):
        code, value, slope = called(native, u)
        wanted, gradient = bent.value_and_gradient(frame.to_theta(u))
        assert code == 0
        assert value == pytest.approx(0.4 * wanted, rel=1e-12)
        assert np.allclose(slope, 0.4 * frame.root.T @ gradient, rtol=1e-9, atol=1e-9)


def test_an_impossible_point_is_counted_and_told(machine: Machine, frame: Whitening) -> None:
    native = machine.native(frame.centre, frame.root, rows=1)
    code, _, _ = called(native, np.full(machine.n_unknowns, np.nan))
    assert (code, native.n_impossible) == (1, 1)


class ThroughPython:
    """The same density without its C functions."""

    def __init__(self, machine: Machine) -> None:
        self.n_unknowns, self.names = machine.n_unknowns, machine.names
        self.value_and_gradient, self.initial = machine.value_and_gradient, machine.initial


def test_chains_are_the_same_with_and_without_python(machine: Machine) -> None:
    n = machine.n_unknowns
    narrow = Whitening(np.zeros(n), 0.01 * np.eye(n))
    starts = np.random.default_rng(10).standard_normal((2, n))
    native, slow = (
        run_chains(
            density, narrow, starts, seeds=[5, 6], tune=2, draws=2, cores=2, max_tree_depth=3
        )
        for density in (machine, ThroughPython(machine))
    )
    for one, other, start in zip(native, slow, starts, strict=True):
        assert np.abs(one.draws - narrow.to_theta(start)).max() > 1e-3
        assert np.allclose(one.draws, other.draws, atol=1e-8)
        assert one.n_steps == other.n_steps
