"""The hazards of the docs pages in plain NumPy, each written out on its own.

S, E persons on the line, own and enemy; S0, E0 reference strengths; r hazard at the reference.
"""

from __future__ import annotations

import numpy as np


def square(r, S, E, S0, E0):
    a = r * S0 / E0
    return a * E / S


def linear(r, S, E, S0, E0):
    return r / E0 * E


def logarithmic(r, S, E, S0, E0):
    return r + 0.0 * S


def general(r, S, E, S0, E0, p, q, d, s, e):
    return r * d ** (e - s) * (E / E0) ** p * (S / S0) ** q / (S / S0)


def helmbold(r, S, E, S0, E0, W):
    a = r * (S0 / E0) ** W
    return a * (S / E) ** (1 - W) * E / S


def deitchman(r, S, E, S0, E0, u):
    return r * (E / E0) * u + r * (E / E0) * (S0 / S) * (1 - u)


def fatigue(r, S, E, S0, E0, t):
    return r / np.log(np.exp(1.0) + t)
