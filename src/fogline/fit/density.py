"""What a fit needs to know of a model: how plausible a point is, and which way is uphill."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "LogDensity", "Native", "finite_value_and_gradient", "native_of"]

Array = NDArray[np.float64]


@runtime_checkable
class LogDensity(Protocol):
    """A log density over real unknowns, with its gradient.

    Unknowns are expected on a scale of order one (non-centred, standardised): the mode search
    and the floors of the whitening take one unit as a plausible step. A density may say besides
    which of them are normal scores of a place in a window, ``windows`` (``fit.bend``), and may
    have C functions, ``native`` (``native_of``).
    """

    @property
    def n_unknowns(self) -> int:
        """Number of unknowns, n."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """One name per unknown, all different."""
        ...

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        """Log density (any constant may be missing) and its gradient, float64[n], at theta[n].

        Called from several threads at once: each thread works in its own workspace, and the
        array returned is not written to again. A point that is impossible gives nan or -inf,
        not an exception; an exception ends the fit.
        """
        ...

    def initial(self, seed: int) -> Array:
        """A starting point float64[n], dispersed at least as widely as the prior is."""
        ...


class Native(Protocol):
    """One chain's density in whitened coordinates as C functions: no interpreter, no lock.

    log_density  address of ``(n, u, slope, value, data) -> int``: 0, or 1 where not finite
    keep         address of ``(n, 1, u, out, data) -> 0``, which stores a draw
    data         address both are given; valid as long as this object lives
    """

    log_density: int
    keep: int
    data: int

    @property
    def n_draws(self) -> int:
        """Draws stored so far."""
        ...

    @property
    def n_impossible(self) -> int:
        """Points met at which the density is not finite."""
        ...

    @property
    def draws(self) -> Array:
        """The draws stored so far, whitened: float64[draw, n]."""
        ...

    @property
    def points(self) -> tuple[Array, Array, Array]:
        """Points remembered, whitened float64[m, n], their slopes and log densities [m]."""
        ...


def native_of(
    density: LogDensity, centre: Array, root: Array, *, rows: int, remember: int
) -> Native | None:
    """C functions of the density at theta = centre + root @ u, where it has such (``native``).

    rows      draws there is room for
    remember  one evaluated point in so many is remembered; 0 for none
    """
    make = getattr(density, "native", None)
    return None if make is None else make(centre, root, rows=rows, every=remember)


def finite_value_and_gradient(density: LogDensity, theta: Array) -> tuple[float, Array] | None:
    """The density's value and gradient, or None where either is not finite."""
    value, gradient = density.value_and_gradient(theta)
    # A sum is not finite when any term is not: one pass, no temporary array.
    if not np.isfinite(value) or not np.isfinite(gradient.sum()):
        return None
    return float(value), gradient
