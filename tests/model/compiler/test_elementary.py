"""The kernels' own exp and log against eighty-bit NumPy, and at the edges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.model.compiler import compile_rows

EDGES = np.array([0.0, np.inf, -np.inf, np.nan, 1e308, -1e308, 1e-300, -1.0, -2.0, 710.0, -708.0])


@pytest.fixture(scope="module")
def kernels() -> dict[str, Any]:
    return {
        name: compile_rows(
            lambda ops, x, c, name=name: getattr(ops, name)(x[0]), 1, 0, name=f"test_{name}"
        )
        for name in ("exp", "expm1", "log", "log1p", "atan")
    }


@pytest.mark.parametrize(
    ("name", "low", "high", "logarithmic"),
    [
        ("exp", -700.0, 709.0, False),
        ("exp", -1.0, 1.0, False),
        ("expm1", -50.0, 700.0, False),
        ("expm1", -1e-5, 1e-5, False),
        ("log", -700.0, 700.0, True),
        ("log", -0.7, 0.7, True),
        ("log1p", -40.0, 40.0, True),
        ("log1p", -0.9, 1.0, False),
        ("atan", -30.0, 30.0, False),
        ("atan", -1e-4, 1e-4, False),
    ],
)
def test_an_elementary_function_is_right_to_three_last_places(
    kernels: dict[str, Any], name: str, low: float, high: float, logarithmic: bool
) -> None:
    x = np.random.default_rng(8).uniform(low, high, 20_000)
    x = np.exp(x) if logarithmic else x
    found = kernels[name].values(x[:, None], np.empty((x.size, 0)))
    reference = {"atan": np.arctan}.get(name) or getattr(np, name)
    wanted = reference(x.astype(np.longdouble))
    error = np.abs(found - wanted) / np.spacing(np.abs(wanted).astype(float))
    assert error.max() < 3.0


@pytest.mark.parametrize("name", ["exp", "expm1", "log", "log1p", "atan"])
def test_an_elementary_function_treats_edges_as_numpy_does(
    kernels: dict[str, Any], name: str
) -> None:
    found = kernels[name].values(EDGES[:, None], np.empty((EDGES.size, 0)))
    with np.errstate(all="ignore"):
        wanted = ({"atan": np.arctan}.get(name) or getattr(np, name))(EDGES)
    np.testing.assert_allclose(found, wanted, rtol=1e-15, atol=1e-300)
