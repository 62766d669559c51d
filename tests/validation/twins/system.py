"""Decisions, movement, contest and holding in plain NumPy, from docs/theory/ and not the code."""

from __future__ import annotations

import numpy as np


def rotation(D, T, c, g, loss, lost):
    x = (1 / D) * ((loss + 0.0001) / T) ** c * np.exp(g * lost)
    return x / (1 + x)


def alliance(D, T, c, s):
    x = (1 / D) * ((s + 0.001) / T) ** c
    return x / (1 + x)


def movement(u, w, tilt, x):
    return u * np.exp(w) * np.exp(tilt * 2 * np.tanh(x / 2))


def drift(u, w):
    return u * np.exp(w)


def worth_there_over_here(s_here, e_here, s_there, e_there, m):
    def gain(s, e):
        p = s**m / (s**m + e**m)
        return m * p * (1 - p) / s

    return gain(s_here, e_here) / gain(s_there, e_there)


def day_holding_stops(area, losses, c, N, b, r, g, k):
    """First day whose following week's sum is negative, one draw; len(area) where none is."""
    net = [
        (c * A / N + b * A + r * 2 ** (t / g) if A > 1 else 0.0) - L - k
        for t, (A, L) in enumerate(zip(area, losses, strict=True))
    ]
    for t in range(len(net) - 7):
        if sum(net[t + 1 : t + 8]) < 0:
            return t
    return len(area)
