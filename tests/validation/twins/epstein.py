"""Epstein's base case, day by day, from docs/theory/laws/epstein.md."""

from __future__ import annotations


def base_case(n_days: int) -> list[tuple[float, float, float, float]]:
    """(A, D, P, W) on the morning of each day."""
    A, D, P, W = 330_000.0, 200_000.0, 0.02, 0.0
    rho, w_max, t_d, t_a, x = 1.5, 20.0, 0.05, 0.075, 0.05
    points = 47_490.0 / 1_200.0
    mornings = []
    for day in range(n_days):
        mornings.append((A, D, P, W))
        ground = P * (1 - W / w_max) * A
        defender_planes = 300 * (1 - x) ** (1.5 * day)
        attacker_planes = 250 * (1 - x) ** (1.0 * day)
        a_lost = ground + points * defender_planes * 0.5 * ((1 - (1 - x) ** 2.5) / x - 1)
        d_lost = ground / rho + points * attacker_planes * 0.25 * ((1 - (1 - x) ** 2) / x - 1)
        alpha_a, alpha_d = a_lost / A, d_lost / D
        W_next = W + (w_max - W) * (alpha_d - t_d) / (1 - t_d) if alpha_d > t_d else 0.0
        P = P - (t_a - P) * (alpha_a - t_a) / t_a
        A, D, W = A - a_lost, D - d_lost, W_next
    return mornings
