"""The benchmark's day and its reverse pass written by hand, as one would for speed."""

from __future__ import annotations

import math

import numba

OPTIONS = {
    "nogil": True,
    "fastmath": {"contract", "arcp", "nsz"},
    "error_model": "numpy",
    "cache": True,
}
F, HALF, S, P = 4, 2, 5, 8
REFERENCE = 5_000.0


@numba.njit(**OPTIONS)
def ramp(x):
    t = min(max(x, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@numba.njit(**OPTIONS)
def ramp_slope(x):
    t = min(max(x, 0.0), 1.0)
    return 6.0 * t * (1.0 - t)


@numba.njit(**OPTIONS)
def hand_forward(state0, drivers, first_day, params, states, kept, outputs):
    """Keeps for each formation: on the line, ln enemy, ln own, hazard, exp(-hazard), share."""
    p, q, weight, pace = params[P * F], params[P * F + 1], params[P * F + 2], params[P * F + 3]
    states[0] = state0
    for t in range(drivers.shape[0]):
        day = first_day + t
        first_total, second_total = 0.0, 0.0
        for f in range(F):
            share = params[P * f] * ramp((day - params[P * f + 1]) / 3.0)
            share *= 1.0 - ramp((day - params[P * f + 2]) / 7.0)
            on_line = share * states[t, S * f]
            kept[t, 6 * f] = on_line
            kept[t, 6 * f + 5] = share
            if f < HALF:
                first_total += on_line
            else:
                second_total += on_line
        first_log = math.log((first_total + 1.0) / REFERENCE)
        second_log = math.log((second_total + 1.0) / REFERENCE)
        for f in range(F):
            on_line = kept[t, 6 * f]
            enemy_log = second_log if f < HALF else first_log
            own_log = math.log((on_line + 1.0) / REFERENCE)
            hazard = math.exp(
                params[P * f + 3] + p * enemy_log + (q - 1.0) * own_log + drivers[t, f]
            )
            spared = math.exp(-hazard)
            losses = on_line * (1.0 - spared)
            kept[t, 6 * f + 1], kept[t, 6 * f + 2] = enemy_log, own_log
            kept[t, 6 * f + 3], kept[t, 6 * f + 4] = hazard, spared
            killed, returning = params[P * f + 4], params[P * f + 5]
            recovery, inflow = params[P * f + 6], params[P * f + 7]
            first, second = states[t, S * f + 1], states[t, S * f + 2]
            present = states[t, S * f] - losses + recovery * second + inflow
            states[t + 1, S * f] = present
            states[t + 1, S * f + 1] = (
                first + returning * (1.0 - killed) * losses - recovery * first
            )
            states[t + 1, S * f + 2] = second + recovery * (first - second)
            states[t + 1, S * f + 3] = states[t, S * f + 3] + killed * losses
            states[t + 1, S * f + 4] = states[t, S * f + 4] + losses
            outputs[t, 3 * f] = present
            outputs[t, 3 * f + 1] = states[t + 1, S * f + 3]
            outputs[t, 3 * f + 2] = states[t + 1, S * f + 4]
        tilt = math.tanh(weight * (first_log - second_log))
        u = states[t, S * F] - pace * tilt - drivers[t, F]
        area = max(u, 0.0) + math.log1p(math.exp(-abs(u)))
        states[t + 1, S * F] = area
        outputs[t, 3 * F] = area


@numba.njit(**OPTIONS)
def hand_vjp(drivers, first_day, params, states, kept, weights, state_bar, drivers_bar, params_bar):
    """Slopes of sum(weights * outputs)."""
    p, q, weight, pace = params[P * F], params[P * F + 1], params[P * F + 2], params[P * F + 3]
    state_bar[:] = 0.0
    params_bar[:] = 0.0
    p_bar = q_bar = weight_bar = pace_bar = 0.0
    for t in range(drivers.shape[0] - 1, -1, -1):
        day = first_day + t
        first_total = kept[t, 0] + kept[t, 6]
        second_total = kept[t, 12] + kept[t, 18]
        log_ratio = kept[t, 6 * HALF + 1] - kept[t, 1]  # ln first - ln second
        tilt = math.tanh(weight * log_ratio)
        u = states[t, S * F] - pace * tilt - drivers[t, F]
        u_bar = (state_bar[S * F] + weights[t, 3 * F]) / (1.0 + math.exp(-u))
        state_bar[S * F] = u_bar
        drivers_bar[t, F] = -u_bar
        pace_bar -= u_bar * tilt
        turn_bar = -u_bar * pace * (1.0 - tilt * tilt)
        weight_bar += turn_bar * log_ratio
        first_bar = turn_bar * weight / (first_total + 1.0)
        second_bar = -turn_bar * weight / (second_total + 1.0)
        for f in range(F):
            on_line, enemy_log, own_log = kept[t, 6 * f], kept[t, 6 * f + 1], kept[t, 6 * f + 2]
            hazard, spared = kept[t, 6 * f + 3], kept[t, 6 * f + 4]
            losses = on_line * (1.0 - spared)
            killed, returning, recovery = (
                params[P * f + 4],
                params[P * f + 5],
                params[P * f + 6],
            )
            first, second = states[t, S * f + 1], states[t, S * f + 2]
            present_bar = state_bar[S * f] + weights[t, 3 * f]
            one_bar, two_bar = state_bar[S * f + 1], state_bar[S * f + 2]
            dead_bar = state_bar[S * f + 3] + weights[t, 3 * f + 1]
            gone_bar = state_bar[S * f + 4] + weights[t, 3 * f + 2]
            params_bar[P * f + 4] += (dead_bar - one_bar * returning) * losses
            params_bar[P * f + 5] += one_bar * (1.0 - killed) * losses
            params_bar[P * f + 6] += (
                present_bar * second - one_bar * first + two_bar * (first - second)
            )
            params_bar[P * f + 7] += present_bar
            losses_bar = (
                gone_bar - present_bar + dead_bar * killed + one_bar * returning * (1.0 - killed)
            )
            state_bar[S * f + 1] = one_bar * (1.0 - recovery) + two_bar * recovery
            state_bar[S * f + 2] = two_bar * (1.0 - recovery) + present_bar * recovery
            state_bar[S * f + 3] = dead_bar
            state_bar[S * f + 4] = gone_bar
            state_bar[S * f] = present_bar
            log_bar = losses_bar * on_line * spared * hazard
            drivers_bar[t, f] = log_bar
            params_bar[P * f + 3] += log_bar
            p_bar += log_bar * enemy_log
            q_bar += log_bar * own_log
            if f < HALF:
                second_bar += log_bar * p / (second_total + 1.0)
            else:
                first_bar += log_bar * p / (first_total + 1.0)
            # this formation's own slope, finished below when both totals are known
            kept[t, 6 * f + 1] = losses_bar * (1.0 - spared) + log_bar * (q - 1.0) / (on_line + 1.0)
        for f in range(F):
            line_bar = kept[t, 6 * f + 1] + (first_bar if f < HALF else second_bar)
            share_bar = line_bar * states[t, S * f]
            state_bar[S * f] += line_bar * kept[t, 6 * f + 5]
            line = params[P * f]
            on = (day - params[P * f + 1]) / 3.0
            off = (day - params[P * f + 2]) / 7.0
            up, down = ramp(on), 1.0 - ramp(off)
            params_bar[P * f] += share_bar * up * down
            params_bar[P * f + 1] -= share_bar * line * down * ramp_slope(on) / 3.0
            params_bar[P * f + 2] += share_bar * line * up * ramp_slope(off) / 7.0
    params_bar[P * F], params_bar[P * F + 1] = p_bar, q_bar
    params_bar[P * F + 2], params_bar[P * F + 3] = weight_bar, pace_bar
