"""Effective draws a second of the answers: Fogline's fit and NumPyro's NUTS on one log density.

    python benchmarks/sampler.py [kursk] [--warmup 300] [--draws 150]

NumPyro is given the same density written in JAX from the same traced day (the two must agree in
value and slope before anything is timed), a start on the posterior, and its default adaptation. Its
warm-up and both of its compilations are left out: it draws twice and is timed the second time.
Fogline's seconds are those of a whole fit, search for modes and pilots included. Both use one core;
seconds are CPU seconds, as the machine may be busy.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault(
    "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import numpy as np

from fogline import flow
from fogline.ask.kept_fit import made
from fogline.case import evidence_for
from fogline.fit.diagnostics import convergence_of_answers
from fogline.model.campaign import build
from fogline.model.machine import Machine
from fogline.model.observation import OBSERVATIONS

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.model.compiler.backends import jax_ops


def jax_density(machine: Machine) -> Any:
    """The machine's log density of theta[n], in JAX: the same head, days and kinds of claim."""
    ops = jax_ops()
    import jax
    import jax.numpy as jnp

    campaign, days = machine.campaign, machine.n_fit_days
    heavy, edges = machine.heavy[machine.fit_index], machine.edges
    knots_to_days = []
    for grid in machine.grids:
        n_knots = len(grid.places)
        weights = np.zeros((days, n_knots))
        for t in range(days):
            k = min(t // grid.every, max(n_knots - 2, 0))
            w = (t - k * grid.every) / grid.every
            weights[t, k] += 1.0 - w
            weights[t, min(k + 1, n_knots - 1)] += w
        knots_to_days.append(weights)
    controls = np.tile(machine.control_defaults, (days, 1))
    row, side, day, output = machine.terms.T

    def walk(number: int, full: Any, y: Any) -> Any:
        grid = machine.grids[number]
        step = campaign.knot_step(number)
        scale = list(y[grid.scales])

        def one(state: Any, shocks: Any) -> Any:
            new, knots = step(ops, list(state), list(shocks), 0.0, scale)
            return jnp.stack(new), jnp.stack(knots)

        start = jnp.zeros(grid.places.shape[1] + 1)
        return jax.lax.scan(one, start, full[grid.places])[1]

    def density(theta: Any) -> Any:
        full = jnp.zeros(machine.n_all).at[machine.fit_index].set(theta)
        y = jnp.stack([jnp.asarray(v, dtype=float) for v in campaign.head(ops, list(full))])
        drivers = jnp.concatenate(
            [w @ walk(g, full, y) for g, w in enumerate(knots_to_days)] + [controls], axis=1
        )
        params = list(y[: machine.n_params])

        def one(state: Any, today: Any) -> Any:
            new, out = campaign.day_step(ops, list(state), list(today[1:]), today[0], params)
            return (
                jnp.stack([jnp.asarray(v, dtype=float) for v in new]),
                jnp.stack([jnp.asarray(v, dtype=float) for v in out]),
            )

        start = jnp.where(machine.start_place >= 0, y[machine.start_place], machine.start_constant)
        dated = jnp.concatenate([jnp.arange(float(days))[:, None], drivers], axis=1)
        outputs = jax.lax.scan(one, start, dated)[1]
        said = (
            jnp.zeros((machine.n_rows, 2)).at[row, side].add(machine.weights * outputs[day, output])
        )
        said = said.at[:, 1].set(jnp.where(said[:, 1] == 0.0, 1.0, said[:, 1]))
        at = jnp.concatenate([y, jnp.array([0.0, 1.0])])  # the last two stand for "none"
        nil, one_ = len(y), len(y) + 1
        bias = at[np.where(machine.places[:, :3] >= 0, machine.places[:, :3], nil)].sum(axis=1)
        scale, slack = (at[np.where(p >= 0, p, one_)] for p in machine.places[:, 3:].T)
        total = -jnp.where(heavy, 2.5 * jnp.log1p(0.25 * theta * theta), 0.5 * theta * theta).sum()
        total -= jnp.logaddexp(0.0, -(edges[0] + edges[1] @ theta)).sum()
        kinds = [
            kind
            for name, kind in OBSERVATIONS.items()
            if any(r.kind == name for r in campaign.rows)
        ]
        for kind, (_, chosen, constants) in zip(kinds, machine.kinds, strict=True):
            x = [said[chosen, 0], said[chosen, 1], bias[chosen], scale[chosen], slack[chosen]]
            total += kind.log_likelihood(ops, x, list(constants.T)).sum()
        return total

    return density


def least(draws: Any, machine: Machine) -> tuple[float, float]:
    """Least and median effective size over the answers, of theta[chain, draw, n]."""
    found = machine.answers(draws.reshape(-1, draws.shape[2]))
    answers = {name: values.reshape(draws.shape[:2]) for name, values in found.items()}
    _, measured = convergence_of_answers(answers)
    sizes = np.minimum(measured.ess_bulk, measured.ess_tail)
    return float(np.min(sizes)), float(np.median(sizes))


def main() -> None:
    """Fit with both and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("case", nargs="?", default="kursk")
    parser.add_argument("--warmup", type=int, default=300)
    parser.add_argument("--draws", type=int, default=150)
    asked = parser.parse_args()
    case = flow.open_case(asked.case)
    machine = Machine(build(case, evidence_for(case)[0]))
    machine.value_and_gradient(machine.initial(1))
    machine.native(np.zeros(machine.n_unknowns), np.eye(machine.n_unknowns), rows=1)

    began = time.process_time()
    outcome = made(machine, 1, cores=1)
    rows = [("Fogline, the whole fit", outcome.fit.draws, time.process_time() - began)]
    steps = float(np.mean(outcome.fit.statistics["n_steps"]))
    print(f"Fogline: {steps:.0f} gradients a draw", flush=True)

    import jax
    from numpyro.infer import MCMC, NUTS

    density = jax_density(machine)
    both = jax.jit(jax.value_and_grad(density))
    start = outcome.fit.draws[0, -1]
    value, slope = both(start)
    wanted, gradient = machine.value_and_gradient(start)
    assert abs(float(value) - wanted) < 1e-8 * abs(wanted), (float(value), wanted)
    np.testing.assert_allclose(np.asarray(slope), gradient, rtol=1e-7, atol=1e-7)

    def in_jax() -> None:
        both(start)[1].block_until_ready()

    def in_fogline() -> None:
        machine.value_and_gradient(start)

    for name, call in (("JAX", in_jax), ("Fogline", in_fogline)):
        once = min(_timed(call) for _ in range(200))
        print(f"{name}: {once * 1e6:.0f} us a gradient", flush=True)

    sampler = MCMC(
        NUTS(potential_fn=lambda theta: -density(theta)),
        num_warmup=asked.warmup, num_samples=asked.draws, num_chains=1, progress_bar=False,
    )  # fmt: skip
    sampler.warmup(jax.random.PRNGKey(1), init_params=start, extra_fields=("num_steps",))
    sampler.run(jax.random.PRNGKey(2), extra_fields=("num_steps",))  # compiles the drawing too
    sampler.post_warmup_state = sampler.last_state
    began = time.process_time()
    sampler.run(jax.random.PRNGKey(3), extra_fields=("num_steps",))
    drawn = np.asarray(sampler.get_samples())[None]
    rows.append(("NumPyro NUTS, drawing alone", drawn, time.process_time() - began))
    print(
        f"NumPyro: {float(np.mean(sampler.get_extra_fields()['num_steps'])):.0f} gradients a draw"
    )

    print(f"\n{case.id}: {machine.n_unknowns} unknowns, {machine.n_rows} claims, one core")
    print(f"{'':<28} {'draws':>6} {'CPU s':>7} {'draws/s':>8} {'least ESS/s':>12} {'median':>8}")
    speeds = []
    for name, draws, seconds in rows:
        low, middle = least(draws, machine)
        speeds.append((low / seconds, middle / seconds))
        print(
            f"{name:<28} {draws.shape[0] * draws.shape[1]:>6} {seconds:>7.1f} "
            f"{draws.shape[0] * draws.shape[1] / seconds:>8.2f} "
            f"{low / seconds:>12.2f} {middle / seconds:>8.2f}"
        )
    print(
        f"Fogline is faster by {speeds[0][0] / speeds[1][0]:.0f} (the worst answer), "
        f"{speeds[0][1] / speeds[1][1]:.0f} (the median answer)"
    )


def _timed(call: Any) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
