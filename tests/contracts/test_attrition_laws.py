"""Every attrition law through every backend: plain, compiled, and JAX for its slopes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.model.attrition import LAWS, AbstractAttritionLaw, Meeting
from fogline.model.compiler import NumpyOps, compile_rows
from tests.model.compiler.backends import jax_ops

FIELDS = (
    "own", "enemy", "own_reference", "enemy_reference", "assaulting", "enemy_assaulting", "days",
)  # fmt: skip


def flat(law: AbstractAttritionLaw) -> Any:
    """The law's hazard as a function of one list: the meeting, the rate, its parameters."""
    names = ("rate", *law.parameters)

    def function(ops: Any, x: list[Any], constants: list[Any]) -> Any:
        meeting = Meeting(**dict(zip(FIELDS, x[: len(FIELDS)], strict=True)))
        return law.hazard(ops, meeting, dict(zip(names, x[len(FIELDS) :], strict=True)))

    return function


def points(law: AbstractAttritionLaw, count: int) -> np.ndarray:
    random = np.random.default_rng(12)
    meetings = np.c_[
        random.uniform(10.0, 5e4, (count, 4)),
        random.uniform(0.0, 1.0, (count, 2)),
        random.uniform(0.0, 200.0, count),
    ]
    return np.c_[
        meetings,
        random.uniform(1e-4, 0.05, count),
        random.uniform(0.1, 1.5, (count, len(law.parameters))),
    ]


def test_laws_are_listed_under_their_own_names() -> None:
    assert all(name == law.name for name, law in LAWS.items())


@pytest.mark.parametrize("name", sorted(LAWS))
def test_a_law_is_the_same_in_numpy_compiled_and_in_jax(name: str) -> None:
    import jax

    law = LAWS[name]
    function, x = flat(law), points(law, 8)
    rows = compile_rows(function, x.shape[1], 0, name=f"law_{name}")
    values, grads = rows.value_and_grad(x, np.empty((len(x), 0)))
    np.testing.assert_allclose(values, function(NumpyOps(), list(x.T), []), rtol=1e-11)
    slope = jax.vmap(jax.grad(lambda row: function(jax_ops(), list(row), [])))
    wanted = np.asarray(slope(x))
    np.testing.assert_allclose(grads, wanted, rtol=1e-9, atol=1e-12 * np.abs(wanted).max())


@pytest.mark.parametrize("name", sorted(set(LAWS) - {"epstein"}))
def test_a_hazard_is_never_negative_and_finite(name: str) -> None:
    law = LAWS[name]
    x = points(law, 200)
    if "hidden" in law.parameters:
        x[:, -1] = np.clip(x[:, -1], 0.0, 1.0)
    hazard = flat(law)(NumpyOps(), list(x.T), [])
    assert np.all(np.isfinite(hazard)) and np.all(hazard >= 0.0)
