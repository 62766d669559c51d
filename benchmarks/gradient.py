"""One gradient of a 300-day campaign: generated kernel, hand-written kernel, JAX, in one run.

    python benchmarks/gradient.py

The campaign has four formations on two sides, an area, and about two hundred operations a day. The
same day is written three times: over ``ops`` for Fogline, with arrays for JAX, and by hand with its
reverse pass for Numba. All three must agree before anything is timed.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from hand_written import hand_forward, hand_vjp

from fogline.model.compiler import compile_scan

N_DAYS, N_FORMATIONS = 300, 4
PER_STATE, PER_PARAM, N_SHARED = 5, 8, 4
N_STATE = PER_STATE * N_FORMATIONS + 1
N_PARAMS = PER_PARAM * N_FORMATIONS + N_SHARED
N_DRIVERS = N_FORMATIONS + 1
N_OUTPUTS = 3 * N_FORMATIONS + 1
REFERENCE = 5_000.0


def step(ops: Any, state: Any, drivers: Any, day: Any, params: Any) -> tuple[list, list]:
    """The day over ``ops``. Formation f: present, two stages of recovery, killed, casualties."""
    p, q, weight, pace = params[-N_SHARED:]
    shares, lines = [], []
    for f in range(N_FORMATIONS):
        line, on, off = params[PER_PARAM * f : PER_PARAM * f + 3]
        share = line * ops.smoothstep((day - on) / 3.0)
        share = share * (1.0 - ops.smoothstep((day - off) / 7.0))
        shares.append(share)
        lines.append(share * state[PER_STATE * f])
    half = N_FORMATIONS // 2
    totals = (sum(lines[:half]), sum(lines[half:]))
    new, outputs = [], []
    for f in range(N_FORMATIONS):
        rate, killed, returning, recovery, inflow = params[PER_PARAM * f + 3 : PER_PARAM * f + 8]
        present, first, second, dead, gone = state[PER_STATE * f : PER_STATE * f + 5]
        enemy = totals[1 if f < half else 0]
        hazard = ops.exp(
            rate
            + p * ops.log((enemy + 1.0) / REFERENCE)
            + (q - 1.0) * ops.log((lines[f] + 1.0) / REFERENCE)
            + drivers[f]
        )
        losses = lines[f] * -ops.expm1(-hazard)
        new += [
            present - losses + recovery * second + inflow,
            first + returning * (1.0 - killed) * losses - recovery * first,
            second + recovery * (first - second),
            dead + killed * losses,
            gone + losses,
        ]
        outputs += [new[-5], new[-2], new[-1]]
    tilt = ops.tanh(weight * ops.log((totals[0] + 1.0) / (totals[1] + 1.0)))
    new.append(ops.softplus(state[-1] - pace * tilt - drivers[-1]))
    return new, [*outputs, new[-1]]


def jax_forward(unroll: int) -> Callable[..., Any]:
    """The days through ``lax.scan``; formations are arrays, as one would write it."""
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp

    def smooth(x: Any) -> Any:
        t = jnp.clip(x, 0.0, 1.0)
        return t * t * (3.0 - 2.0 * t)

    half = N_FORMATIONS // 2

    def run(state0: Any, drivers: Any, params: Any) -> Any:
        line, on, off, rate, killed, returning, recovery, inflow = (
            params[:-N_SHARED].reshape(N_FORMATIONS, PER_PARAM).T
        )
        p, q, weight, pace = params[-N_SHARED:]

        def body(carry: Any, today: Any) -> Any:
            present, first, second, dead, gone, area = carry
            day, z, drift = today
            share = line * smooth((day - on) / 3.0) * (1.0 - smooth((day - off) / 7.0))
            on_line = share * present
            totals = on_line.reshape(2, half).sum(1)
            enemy = jnp.repeat(totals[::-1], half)
            hazard = jnp.exp(
                rate
                + p * jnp.log((enemy + 1.0) / REFERENCE)
                + (q - 1.0) * jnp.log((on_line + 1.0) / REFERENCE)
                + z
            )
            losses = on_line * -jnp.expm1(-hazard)
            tilt = jnp.tanh(weight * jnp.log((totals[0] + 1.0) / (totals[1] + 1.0)))
            new = (
                present - losses + recovery * second + inflow,
                first + returning * (1.0 - killed) * losses - recovery * first,
                second + recovery * (first - second),
                dead + killed * losses,
                gone + losses,
                jax.nn.softplus(area - pace * tilt - drift),
            )
            shown = jnp.stack([new[0], new[3], new[4]], axis=1).ravel()
            return new, jnp.append(shown, new[5])

        table = state0[:-1].reshape(N_FORMATIONS, PER_STATE).T
        carry = (*table, state0[-1])
        days = (jnp.arange(N_DAYS) + 0.5, drivers[:, :-1], drivers[:, -1])
        _, outputs = jax.lax.scan(body, carry, days, unroll=unroll)
        return outputs

    return run


def jax_gradient(unroll: int) -> Callable[..., Any]:
    """Value and gradient of the weighted sum of the outputs."""
    import jax
    import jax.numpy as jnp

    forward = jax_forward(unroll)

    def total(state0: Any, drivers: Any, params: Any, weights: Any) -> Any:
        return jnp.sum(forward(state0, drivers, params) * weights)

    return jax.value_and_grad(total, argnums=(0, 1, 2))


def inputs(seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """state0, drivers, params and the weights of the outputs."""
    random = np.random.default_rng(seed)
    state0 = np.full(N_STATE, 5.0)
    params = np.empty(N_PARAMS)
    for f in range(N_FORMATIONS):
        state0[PER_STATE * f] = random.uniform(4_000, 12_000)
        params[PER_PARAM * f : PER_PARAM * (f + 1)] = (
            random.uniform(0.3, 0.8), random.uniform(-10, 40), random.uniform(150, 280),
            random.uniform(-6.0, -5.0), random.uniform(0.15, 0.3), random.uniform(0.3, 0.7),
            random.uniform(0.02, 0.08), random.uniform(5.0, 30.0),
        )  # fmt: skip
    state0[-1] = 900.0
    params[-N_SHARED:] = 0.5, 1.2, 0.8, 3.0
    drivers = random.normal(0.0, 0.3, (N_DAYS, N_DRIVERS))
    weights = random.normal(size=(N_DAYS, N_OUTPUTS)) / 1_000.0
    return state0, drivers, params, weights


def best_time(call: Callable[[], Any], *, seconds: float = 2.0) -> float:
    """The shortest mean over a few milliseconds, in microseconds.

    Short stretches, many of them: on a busy machine one of them runs undisturbed.
    """
    call()
    start = time.perf_counter()
    call()
    count = max(1, int(0.002 / max(time.perf_counter() - start, 1e-7)))
    best, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(count):
            call()
        best = min(best, (time.perf_counter() - start) / count)
    return 1e6 * best


def main() -> None:
    state0, drivers, params, weights = inputs()
    start = time.perf_counter()
    scan = compile_scan(step, N_STATE, N_DRIVERS, N_PARAMS, N_OUTPUTS, name="benchmark")
    forward, vjp = scan.forward_kernel, scan.vjp_kernel
    ready = time.perf_counter() - start
    run = scan.work(N_DAYS)
    final = np.zeros(N_STATE)
    bars = np.empty(N_STATE), np.empty_like(drivers), np.empty(N_PARAMS)

    def generated() -> None:
        forward(state0, drivers, 0.5, params, run.states, run.kept, run.outputs)
        vjp(drivers, 0.5, params, run.states, run.kept, weights, final, *bars)

    hand = scan.work(N_DAYS)
    hand_kept = np.empty((N_DAYS, 6 * N_FORMATIONS))
    hand_bars = np.empty(N_STATE), np.empty_like(drivers), np.empty(N_PARAMS)

    def by_hand() -> None:
        hand_forward(state0, drivers, 0.5, params, hand.states, hand_kept, hand.outputs)
        hand_vjp(drivers, 0.5, params, hand.states, hand_kept, weights, *hand_bars)

    import jax

    generated()
    by_hand()
    _, wanted = jax.jit(jax_gradient(1))(state0, drivers, params, weights)
    for found, other, reference in zip(bars, hand_bars, wanted, strict=True):
        scale = np.abs(reference).max()
        assert np.abs(found - reference).max() < 1e-9 * scale
        assert np.abs(other - reference).max() < 1e-9 * scale

    rows = [("Fogline, generated kernel", best_time(generated))]
    rows.append(("Numba, written by hand", best_time(by_hand)))
    single = {}
    for unroll in (1, 2, 4, 8, 16):
        gradient = jax.jit(jax_gradient(unroll))
        arguments = [jax.device_put(array) for array in (state0, drivers, params, weights)]
        single[unroll] = best_time(lambda g=gradient, a=arguments: jax.block_until_ready(g(*a)))
    unroll = min(single, key=lambda key: single[key])
    rows.append((f"JAX, one chain (best unroll, {unroll})", single[unroll]))
    many = jax.jit(jax.vmap(jax_gradient(unroll), in_axes=(0, 0, 0, None)))
    stacked = [jax.device_put(np.stack([array] * 16)) for array in (state0, drivers, params)]
    rows.append(
        (
            "JAX, sixteen chains under vmap, per chain",
            best_time(lambda: jax.block_until_ready(many(*stacked, weights))) / 16.0,
        )
    )
    ours = rows[0][1]
    print(f"{N_DAYS} days, {scan.day.n_operations} operations a day, {N_PARAMS} parameters, "
          f"{N_DAYS * N_DRIVERS} drivers; kernels ready after {ready:.2f} s")  # fmt: skip
    print(f"{platform.machine()}, Python {platform.python_version()}, JAX {jax.__version__}\n")
    print("| one value and gradient | microseconds | times Fogline's |")
    print("| --- | ---: | ---: |")
    for name, micros in rows:
        print(f"| {name} | {micros:.0f} | {micros / ours:.2f} |")


if __name__ == "__main__":
    main()
