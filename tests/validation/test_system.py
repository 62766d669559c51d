"""Decisions, movement and bargaining against plain twins and closed cases."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.ask.implied.holding import stops_paying
from fogline.model.compiler import NumpyOps, compile_rows
from fogline.model.contest import contest_share, relative_value
from fogline.model.games import FortsWar, first_agreement
from fogline.model.movement import MOVEMENTS, Push
from fogline.model.policies import POLICIES, Situation
from tests.model.compiler.backends import jax_ops
from tests.validation.twins import system

OPS = NumpyOps()
RANDOM = np.random.default_rng(4)


def rows_of(kind: str) -> tuple:
    """Function over one list, points, and the twin's values."""
    x = RANDOM.uniform(0.01, 1.0, (6, 6))
    if kind == "rotation":
        policy = POLICIES[kind]

        def function(ops, v, _):  # type: ignore[no-untyped-def]
            given = dict(zip(("days", "tolerance", "pull", "ground"), v[:4], strict=True))
            return policy.hazard(ops, Situation(loss_rate=v[4], ground_lost=v[5]), given)

        return function, x, system.rotation(*x.T)
    if kind == "alliance":
        policy = POLICIES[kind]

        def function(ops, v, _):  # type: ignore[no-untyped-def]
            given = dict(zip(("days", "tolerance", "pull"), v[:3], strict=True))
            return policy.hazard(ops, Situation(loss_share=v[3]), given)

        return function, x, system.alliance(*x.T[:4])
    law = MOVEMENTS[kind]

    def function(ops, v, _):  # type: ignore[no-untyped-def]
        push = Push(log_walk=v[1], log_ratio=v[3])
        return ops.exp(law.log_rate(ops, push, {"rate": v[0], "tilt": v[2]}))

    twin = system.drift(x.T[0], x.T[1]) if kind == "drift" else system.movement(*x.T[:4])
    return function, x, twin


@pytest.mark.parametrize("kind", [*POLICIES, *MOVEMENTS])
def test_a_policy_or_movement_is_its_twin_compiled_and_has_the_slopes_of_jax(kind: str) -> None:
    import jax

    function, x, wanted = rows_of(kind)
    rows = compile_rows(function, 6, 0, name=f"part_{kind.replace('-', '_')}")
    values, grads = rows.value_and_grad(x, np.empty((len(x), 0)))
    np.testing.assert_allclose(function(OPS, list(x.T), []), wanted, rtol=1e-12)
    np.testing.assert_allclose(values, wanted, rtol=1e-11)
    slopes = jax.vmap(jax.grad(lambda row: function(jax_ops(), list(row), [])))(x)
    np.testing.assert_allclose(grads, np.asarray(slopes), rtol=1e-8, atol=1e-12)


def test_the_ratio_contest_prices_fronts_as_its_twin_does() -> None:
    found = relative_value(60e3, 12e3, 550e3, 300e3, 1.3)
    assert found == pytest.approx(system.worth_there_over_here(60e3, 12e3, 550e3, 300e3, 1.3))
    assert contest_share(30.0, 10.0) == pytest.approx(0.75)
    # like fronts, like worth; more force spared for the front there means more worth there
    assert relative_value(10.0, 5.0, 10.0, 5.0) == pytest.approx(1.0)
    assert relative_value(10.0, 10.0, 40.0, 40.0) == pytest.approx(4.0)


def test_the_day_that_holding_stops_paying_is_the_twins() -> None:
    n, days = 30, 80
    area = 500 * np.exp(-np.arange(days)[None] * RANDOM.uniform(0, 0.05, n)[:, None])
    losses = RANDOM.uniform(0, 120, (n, 1)) * np.ones((1, days))
    names = ("chip", "negotiation_days", "buffer", "rival_cost", "rival_growth_days", "critics")
    sizes = (20, 180, 0.01, 10, 180, 3)
    wants = {k: v * RANDOM.uniform(0.5, 2, n) for k, v in zip(names, sizes, strict=True)}
    found = stops_paying(area, losses, wants)
    twin = [
        system.day_holding_stops(area[i], losses[i], *(wants[k][i] for k in names))
        for i in range(n)
    ]
    assert found.tolist() == twin
    assert 0 < np.mean(found < days) < 1


def test_views_that_agree_settle_at_once_and_stubborn_ones_may_never() -> None:
    war, costs = FortsWar(n_forts=20, held=10, theta=0.5), (0.002, 0.002)
    assert first_agreement(war, costs, optimism=1.0, learns=False, most=40, seed=1) == 0
    firsts = {
        learns: [
            first_agreement(war, costs, optimism=2.5, learns=learns, most=40, seed=k)
            for k in range(60)
        ]
        for learns in (True, False)
    }
    settled = {learns: np.mean(np.array(found) <= 40) for learns, found in firsts.items()}
    assert min(firsts[True]) > 0
    assert settled[True] > 0.5 > settled[False]
