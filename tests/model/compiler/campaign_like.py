"""A day of the size a real case has: three formations on each side, ground and munitions."""

from __future__ import annotations

from typing import Any

import numpy as np

N_FORMATIONS = 6
N_STATE = 12 * N_FORMATIONS + 3
N_DRIVERS = N_FORMATIONS + 1
N_PARAMS = 10 * N_FORMATIONS + 8
N_OUTPUTS = 3 * N_FORMATIONS + 3


def step(
    ops: Any, state: list[Any], drivers: list[Any], day: Any, params: list[Any]
) -> tuple[list[Any], list[Any]]:
    """One day: arrivals, switches, mutual attrition, the wounded's return, area, shells."""
    area, contested, shells = state[-3:]
    shared = params[-8:]
    p, q_minus_p = shared[0], shared[1]
    reference = 10_000.0
    fire = shells * shared[2] / (1.0 + shells / 50.0)
    lines, shares = [], []
    for f in range(N_FORMATIONS):
        present = ops.maximum(state[12 * f], 0.0) + ops.maximum(state[12 * f + 1], 0.0)
        own = params[10 * f : 10 * f + 10]
        share = own[0] * (
            ops.smoothstep((day - own[1]) / 3.0) - 0.5 * ops.smoothstep((day - own[2]) / 3.0)
        )
        shares.append(share)
        lines.append(present * share)
    totals = [sum(lines[:3]), sum(lines[3:])]
    new, outputs = [], []
    lost = [0.0, 0.0]
    for f in range(N_FORMATIONS):
        side = 0 if f < 3 else 1
        s, own = state[12 * f : 12 * f + 12], params[10 * f : 10 * f + 10]
        hazard = (
            own[3]
            * ops.exp(p * ops.log((totals[1 - side] + 1.0) / reference))
            * ops.exp((q_minus_p + p - 1.0) * ops.log((lines[f] + 1.0) / reference))
            * ops.exp(0.2 * ops.log1p(fire) + drivers[f])
        )
        losses = -lines[f] * ops.expm1(-hazard)
        lost[side] = lost[side] + losses
        killed, wounded, captured = losses * own[4], losses * own[5], losses * own[6]
        missing = losses - killed - wounded - captured
        back = s[4] / 10.0
        arrive = own[7] * ops.smoothstep((day - own[8]) / 5.0) * ops.exp(-day / 40.0)
        new += [
            s[0] + arrive - losses + back,
            s[1] * (1.0 - 0.01 * own[9]),
            s[2] + wounded - s[2] / 10.0,
            s[3] + (s[2] - s[3]) / 10.0,
            s[4] + (s[3] - s[4]) / 10.0,
            s[5] + killed,
            s[6] + wounded,
            s[7] + captured,
            s[8] + missing,
            s[9] + losses,
            s[10] + arrive,
            s[11] + back,
        ]
        outputs += [s[0] + s[1], s[9] + losses, s[5] + killed]
    tilt = ops.tanh(shared[3] * ops.log((totals[0] + 1.0) / (totals[1] + 1.0)))
    rate = shared[4] * tilt + drivers[N_FORMATIONS]
    new_area = ops.softplus(area - rate) * ops.sigmoid((area + 50.0) / 20.0)
    new_shells = ops.softplus(shells + shared[5] + shared[6] - fire)
    new += [new_area, contested + 0.1 * (new_area - contested), new_shells]
    outputs += [new_area, new_shells, fire * shared[7]]
    return new, outputs


def inputs(n_days: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """state0, drivers, first day and parameters of a plausible campaign."""
    random = np.random.default_rng(seed)
    state0 = np.zeros(N_STATE)
    params = np.zeros(N_PARAMS)
    for f in range(N_FORMATIONS):
        state0[12 * f : 12 * f + 12] = random.uniform(1.0, 50.0, 12)
        state0[12 * f] = random.uniform(3_000, 12_000)
        state0[12 * f + 1] = random.uniform(100, 900)
        params[10 * f : 10 * f + 10] = [
            random.uniform(0.4, 0.8),
            random.uniform(-20.0, 20.0),
            random.uniform(60.0, 200.0),
            random.uniform(0.002, 0.008),
            *random.uniform(0.1, 0.3, 3),
            random.uniform(10.0, 60.0),
            random.uniform(5.0, 80.0),
            random.uniform(0.1, 1.0),
        ]
    state0[-3:] = 900.0, 300.0, 400.0
    params[-8:] = 0.5, 0.7, 0.05, 0.8, 3.0, 8.0, 9.0, 0.5
    drivers = random.normal(0.0, 0.3, (n_days, N_DRIVERS))
    return state0, drivers, 0.5, params
