"""Finds a mode, measures the curvature there, and makes coordinates in which it is round.

In whitened coordinates u, theta = centre + root @ u: near-independent unknowns of unit scale, so
that the sampler needs few steps a draw. Curvature at the mode gives a first frame; then the
spreads of draws and of their gradients give the frame in which draws and gradients are alike, the
best linear one.

Source
------
Seyboldt, Carlson & Carpenter, Preconditioning Hamiltonian Monte Carlo by Minimizing Fisher
Divergence (the paper of nutpie, linked from its documentation), for the mean of spreads.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fogline.fit.density import Array, LogDensity, finite_value_and_gradient
from fogline.ground.errors import FitError
from fogline.ground.seeds import derive_seed

__all__ = [
    "Whitening",
    "find_modes",
    "hessian",
    "starting_point",
    "whiten",
    "whiten_by_spreads",
]

# Central differences of a gradient accurate to about 1e-13: truncation and rounding errors stay
# below 1e-7 of a curvature of order one. Chosen by us.
DIFFERENCE_STEP = 1e-4

# A start that cannot be evaluated is pulled towards zero at most this often before it is redrawn.
PULLS = 6
REDRAWS = 20


@dataclass(frozen=True, eq=False)
class Whitening:
    """theta = centre + root @ u.

    centre  float64[n]
    root    float64[n, n], columns are principal directions scaled to their standard deviations
    """

    centre: Array
    root: Array

    def to_theta(self, u: Array) -> Array:
        """u[..., n] in whitened coordinates to theta[..., n]."""
        return self.centre + u @ self.root.T

    def to_whitened(self, theta: Array) -> Array:
        """theta[..., n] to whitened coordinates u[..., n]."""
        whitened = np.linalg.solve(self.root, (theta - self.centre).T).T
        return np.ascontiguousarray(whitened, dtype=np.float64)

    def then(self, inner: Whitening) -> Whitening:
        """This whitening after another one was made inside its coordinates."""
        return Whitening(self.to_theta(inner.centre), self.root @ inner.root)


def whiten(centre: Array, curvature: Array, *, floor: float, ceiling: float) -> Whitening:
    """Coordinates in which ``curvature`` (minus the Hessian, float64[n, n]) is the identity.

    Eigenvalues outside [floor, ceiling] are set to the nearer bound: flat or upward directions
    would otherwise be stretched without limit, walls squeezed to nothing.
    """
    values, vectors = np.linalg.eigh(0.5 * (curvature + curvature.T))
    scales = 1.0 / np.sqrt(np.clip(values, floor, ceiling))
    return Whitening(centre, np.ascontiguousarray(vectors * scales))


def whiten_by_spreads(frame: Whitening, at: Array, slopes: Array, *, shrinkage: float) -> Whitening:
    """The frame in which draws and their gradients spread alike, centred on the draws' mean.

    at         draws float64[m, n] in the coordinates of ``frame``
    slopes     gradients there, in the same coordinates
    shrinkage  share in [0, 1] by which correlations are drawn to zero: few draws of many
               unknowns show correlations that are not there
    """
    finite = np.isfinite(slopes).all(axis=1)
    spread = _shrunk_covariance(at[finite], shrinkage)
    steepness = _shrunk_covariance(slopes[finite], shrinkage)
    # The geometric mean of the spread and the inverse of the steepness.
    half, back = _square_roots(spread)
    inner, _ = _square_roots(back @ np.linalg.inv(steepness) @ back)
    values, vectors = np.linalg.eigh(half @ inner @ half)
    root = np.ascontiguousarray(vectors * np.sqrt(values))
    return frame.then(Whitening(at.mean(axis=0), root))


def _shrunk_covariance(rows: Array, shrinkage: float) -> Array:
    covariance = np.cov(rows, rowvar=False).reshape(rows.shape[1], rows.shape[1])
    own = np.diag(covariance).copy()
    # A direction in which nothing moved keeps a little width, so that it can be inverted.
    own = np.maximum(own, 1e-10 * max(own.max(), 1e-300))
    shrunk = (1.0 - shrinkage) * covariance
    np.fill_diagonal(shrunk, own)
    return shrunk


def _square_roots(matrix: Array) -> tuple[Array, Array]:
    """Square root of a positive matrix and the inverse of that root."""
    values, vectors = np.linalg.eigh(0.5 * (matrix + matrix.T))
    roots = np.sqrt(np.maximum(values, 1e-12 * values[-1]))
    return (vectors * roots) @ vectors.T, (vectors / roots) @ vectors.T


def starting_point(density: LogDensity, seed: int) -> Array:
    """A dispersed start where value and gradient are finite.

    Raises FitError when none is found.
    """
    for redraw in range(REDRAWS):
        theta = np.asarray(density.initial(derive_seed(seed, "start", redraw)), dtype=np.float64)
        for _ in range(PULLS):
            if finite_value_and_gradient(density, theta) is not None:
                return theta
            theta = 0.5 * theta
    raise FitError(
        "the fit has nowhere to start: the log density is not finite at any of "
        f"{REDRAWS} starting points - some claim or prior is impossible under the model; "
        "check the case for contradictory bounds"
    )


def climb(density: LogDensity, start: Array, *, steps: int) -> tuple[float, Array]:
    """Value and place of the best point L-BFGS finds from ``start`` in at most ``steps`` steps."""
    from scipy.optimize import minimize

    best_value, best = -np.inf, start

    def downhill(theta: Array) -> tuple[float, Array]:
        nonlocal best_value, best
        found = finite_value_and_gradient(density, theta)
        if found is None:
            # The line search backs off from a wall; a slope towards the best point helps it.
            return 1e300, theta - best
        if found[0] > best_value:
            best_value, best = found[0], theta.copy()
        return -found[0], -found[1]

    minimize(
        downhill,
        start,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps, "maxfun": 2 * steps, "maxcor": 20, "gtol": 1e-4},
    )
    return best_value, best


def find_modes(
    density: LogDensity, *, seed: int, starts: int, cores: int, steps: int = 400
) -> list[tuple[float, Array]]:
    """(log density, theta) of the modes reached from ``starts`` dispersed points, in order."""

    def one(index: int) -> tuple[float, Array]:
        start = starting_point(density, derive_seed(seed, "mode", index))
        return climb(density, start, steps=steps)

    with ThreadPoolExecutor(max_workers=cores) as pool:
        return list(pool.map(one, range(starts)))


def hessian(density: LogDensity, at: Array) -> Array:
    """Hessian float64[n, n] of the log density at theta ``at``, by central differences.

    Rows where the density is not finite on either side are zero.
    """
    n = at.size
    directions = np.eye(n)
    out = np.zeros((n, n))
    for i in range(n):
        step = DIFFERENCE_STEP * directions[:, i]
        above = finite_value_and_gradient(density, at + step)
        below = finite_value_and_gradient(density, at - step)
        if above is not None and below is not None:
            out[i] = (above[1] - below[1]) / (2.0 * DIFFERENCE_STEP)
    return 0.5 * (out + out.T)
