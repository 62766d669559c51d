"""The Ardennes' daily losses: least squares as in the literature, and a Bayesian regression."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

#: The Germans attacked on the first five days of the table, the Allies afterwards.
N_GERMAN_ATTACK_DAYS = 5


@dataclass(frozen=True)
class Ardennes:
    """Columns of the table: strengths and losses of both sides, persons, 32 days."""

    allies: np.ndarray
    allied_losses: np.ndarray
    germans: np.ndarray
    german_losses: np.ndarray

    @property
    def germans_attack(self) -> np.ndarray:
        return np.arange(self.allies.size) < N_GERMAN_ATTACK_DAYS


def load(shared: Path) -> Ardennes:
    path = shared / "data" / "ardennes_acsdb" / "Ardennes.csv"
    return Ardennes(*np.loadtxt(path, skiprows=1).T[1:])


def r_squared(data: Ardennes, p: float, q: float, d: float = 1.0) -> float:
    """Of the law losses = k d^(+-1) enemy^p own^q with the best k for each side.

    Residuals of both sides are added, the totals taken about each side's own mean (Bracken 1995).
    """
    defended = np.where(data.germans_attack, d, 1.0 / d)  # for the Allies
    residual = total = 0.0
    for losses, own, enemy, factor in (
        (data.allied_losses, data.allies, data.germans, defended),
        (data.german_losses, data.germans, data.allies, 1.0 / defended),
    ):
        shape = factor * (enemy / enemy[0]) ** p * (own / own[0]) ** q
        best = shape @ losses / (shape @ shape)
        residual += np.sum((losses - best * shape) ** 2)
        total += np.sum((losses - losses.mean()) ** 2)
    return float(1.0 - residual / total)


def log_regression(data: Ardennes, prior_variance: float, *, n_draws: int, seed: int) -> np.ndarray:
    """Posterior draws [n_draws, 2] of the exponents of the own and the enemy's strength.

    log losses = gamma + (log own, log enemy) phi + delta I + noise, for both sides at once, I = -1
    while the Germans attack; gamma ~ N(8, 1), phi ~ N(1/2, prior_variance),
    delta ~ N(0, (.1, -.05; -.05, .1)), noise ~ N(0, V), V ~ inverse Wishart(3, I). Gibbs sampling.

    Source: Wiper, Pettit and Young, Naval Research Logistics 47 (2000), 541-558.
    """
    random = np.random.default_rng(seed)
    a, g = (np.log(x) - np.log(x).mean() for x in (data.allies, data.germans))
    y = np.log(np.c_[data.allied_losses, data.german_losses])
    n = len(y)
    design = np.zeros((n, 2, 6))
    design[:, 0, 0] = design[:, 1, 1] = 1.0
    design[:, 0, 2], design[:, 0, 3] = a, g
    design[:, 1, 2], design[:, 1, 3] = g, a
    design[:, 0, 4] = design[:, 1, 5] = np.where(data.germans_attack, -1.0, 1.0)
    mean = np.array([8.0, 8.0, 0.5, 0.5, 0.0, 0.0])
    precision = np.zeros((6, 6))
    precision[:2, :2] = np.eye(2)
    precision[2:4, 2:4] = np.eye(2) / prior_variance
    precision[4:, 4:] = np.linalg.inv([[0.1, -0.05], [-0.05, 0.1]])
    weight, draws, burn_in = 10.0 * np.eye(2), [], 500
    for draw in range(n_draws + burn_in):
        weighted = np.einsum("nia,ij->nja", design, weight)
        posterior = precision + np.einsum("nja,njb->ab", weighted, design)
        centre = np.linalg.solve(posterior, precision @ mean + np.einsum("nja,nj->a", weighted, y))
        # posterior = L L', so L'^-1 z has covariance posterior^-1
        noise = np.linalg.solve(np.linalg.cholesky(posterior).T, random.normal(size=6))
        theta = centre + noise
        residual = y - design @ theta
        # Bartlett: the inverse of V is Wishart, a product of one triangle with itself
        scale = np.linalg.cholesky(np.linalg.inv(np.eye(2) + residual.T @ residual))
        triangle = np.diag(np.sqrt(random.chisquare([3 + n, 2 + n])))
        triangle[1, 0] = random.normal()
        weight = scale @ triangle @ triangle.T @ scale.T
        if draw >= burn_in:
            draws.append(theta[2:4])
    return np.array(draws)


def exponents_in_logs(data: Ardennes) -> tuple[float, float]:
    """q and d of losses = k d^(+-1) own^q (p = 0) by least squares on the logarithms."""
    sign = np.where(data.germans_attack, 1.0, -1.0)
    zero, one = np.zeros(sign.size), np.ones(sign.size)
    design = np.r_[
        np.c_[one, zero, np.log(data.allies), sign], np.c_[zero, one, np.log(data.germans), -sign]
    ]
    losses = np.log(np.r_[data.allied_losses, data.german_losses])
    _, _, q, log_d = np.linalg.lstsq(design, losses, rcond=None)[0]
    return float(q), float(np.exp(log_d))
