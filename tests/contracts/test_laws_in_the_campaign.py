"""Every named law in the campaign's own day: plain, compiled, and JAX for its slopes."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from fogline.case import LAW_NAMES, Case, Formation, Guess, Sector, Side, Switch
from fogline.model.attrition import LAWS
from fogline.model.campaign import Campaign, build
from fogline.model.compiler import compile_scan
from fogline.model.forward import forward, parameters
from tests.model.compiler.backends import jax_ops

START = date(2000, 1, 1)
N_DAYS = 12


def case_under(law: str) -> Case:
    """Two sides on one front for twelve days, the attackers assaulting from about day 4."""
    switch = Switch(to="assault", first=START + timedelta(3), last=START + timedelta(5))
    return Case(
        id="two", title="Two sides", law=law, start=START, cut_off=START + timedelta(N_DAYS - 1),
        horizon=START + timedelta(N_DAYS - 1),
        sides=(Side(id="a", name="A"), Side(id="b", name="B")),
        sectors=(Sector(id="front", name="Front", kind="front", intruder="a", holder="b"),),
        formations=(
            Formation(id="a1", name="A1", side="a", sector="front",
                      initial=Guess(median=9_000, factor=2), switches=(switch,)),
            Formation(id="b1", name="B1", side="b", sector="front",
                      initial=Guess(median=6_000, factor=2)),
        ),
    )  # fmt: skip


def inputs(campaign: Campaign) -> tuple[np.ndarray, dict[str, float], np.ndarray]:
    theta = 0.5 * np.random.default_rng(3).standard_normal(len(campaign.assembly.unknowns.names))
    params = parameters(campaign, theta, {"a1.hazard": 0.06, "b1.hazard": 0.05})
    drivers = 0.2 * np.random.default_rng(4).standard_normal((N_DAYS, len(campaign.driver_names)))
    for place, name in enumerate(campaign.driver_names):
        if name in campaign.assembly.controls:
            drivers[:, place] = campaign.assembly.controls[name]
    return theta, params, drivers


def test_a_case_may_name_every_law_and_no_other() -> None:
    assert sorted(LAW_NAMES) == sorted(LAWS)


# The quick tier compiles two whole days; the laws alone run through every backend there anyway.
@pytest.mark.parametrize(
    "law",
    [
        law if law in ("square", "epstein") else pytest.param(law, marks=pytest.mark.slow)
        for law in sorted(LAWS)
    ],
)
def test_a_law_runs_the_same_day_plain_compiled_and_with_the_slopes_of_jax(law: str) -> None:
    import jax
    import jax.numpy as jnp

    campaign = build(case_under(law), ())
    assert campaign.laws == (law,)
    _, params, drivers = inputs(campaign)
    values = np.array(list(params.values()))
    names = list(params)
    ops = jax_ops()

    def losses(x: jnp.ndarray) -> jnp.ndarray:
        state = campaign.start_state(dict(zip(names, x, strict=True)))
        outputs: list = []
        for day in range(N_DAYS):
            state, outputs = campaign.day_step(ops, state, list(drivers[day]), float(day), list(x))
        return outputs[campaign.output("a1.casualties")] + outputs[campaign.output("b1.killed")]

    scan = compile_scan(
        campaign.day_step, len(campaign.state_names), len(campaign.driver_names), len(names),
        len(campaign.output_names), name=f"day_{law}",
    )  # fmt: skip
    start = np.array(campaign.start_state(params), dtype=float)
    run = scan.forward(start, drivers, 0.0, values)
    wanted = float(losses(jnp.asarray(values)))
    last = run.outputs[-1]
    found = last[campaign.output("a1.casualties")] + last[campaign.output("b1.killed")]
    assert found > 50.0
    assert found == pytest.approx(wanted, rel=1e-10)
    seeds = np.zeros_like(run.outputs)
    seeds[-1, campaign.output("a1.casualties")] = seeds[-1, campaign.output("b1.killed")] = 1.0
    state_bar, _, params_bar = scan.vjp(drivers, 0.0, values, run, seeds)
    slopes = np.asarray(jax.grad(losses)(jnp.asarray(values)))
    for place, origin in enumerate(campaign.assembly.state.values()):
        if isinstance(origin, str):  # a start that is a parameter carries its slope to it
            params_bar[names.index(origin)] += state_bar[place]
    np.testing.assert_allclose(params_bar, slopes, rtol=1e-7, atol=1e-9 * np.abs(slopes).max())


@pytest.mark.parametrize("law", sorted(LAWS))
def test_a_laws_books_balance_and_more_pressure_costs_more(law: str) -> None:
    campaign = build(case_under(law), ())
    theta, _, _ = inputs(campaign)
    mild, hard = (
        forward(campaign, theta, given={"a1.hazard": rate, "b1.hazard": rate})
        for rate in (0.005, 0.02)
    )
    for outputs in (mild, hard):
        for force in ("a1", "b1"):
            parts = sum(
                outputs[:, campaign.output(f"{force}.{where}")]
                for where in ("present", "recovering", "killed", "captured", "missing", "evacuated")
            )
            np.testing.assert_allclose(parts, outputs[:, campaign.output(f"{force}.deployed")])
    column = campaign.output("b1.casualties")
    assert mild[-1, column] > 0.0
    if law != "epstein":  # there the attacker presses towards his own threshold from either start
        assert hard[-1, column] > mild[-1, column]


def test_laws_of_one_case_give_different_losses() -> None:
    lost = {}
    for law in LAWS:
        campaign = build(case_under(law), ())
        given = {"a1.hazard": 0.03, "b1.hazard": 0.03}
        theta = np.zeros(len(campaign.assembly.unknowns.names))
        lost[law] = forward(campaign, theta, given=given)[-1, campaign.output("b1.casualties")]
    assert len({round(value, 3) for value in lost.values()}) == len(LAWS)
