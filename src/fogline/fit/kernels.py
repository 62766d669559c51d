"""Compiled helpers of the sampler; imports Numba, so import it only where it is used.

A matrix-vector product through BLAS would start BLAS threads beside the chains' own; this one
stays on the chain's thread and lets the others run.
"""

from __future__ import annotations

import numba
import numpy as np

from fogline.fit.density import Array

__all__ = ["affine", "times"]


@numba.njit(nogil=True, cache=True, fastmath={"contract", "reassoc", "nsz"})
def times(matrix: Array, vector: Array) -> Array:
    """matrix[n, n] (row-major) times vector[n]."""
    n, m = matrix.shape
    out = np.empty(n)
    for i in range(n):
        total = 0.0
        for j in range(m):
            total += matrix[i, j] * vector[j]
        out[i] = total
    return out


@numba.njit(nogil=True, cache=True, fastmath={"contract", "reassoc", "nsz"})
def affine(matrix: Array, vector: Array, centre: Array) -> Array:
    """centre[n] + matrix[n, n] (row-major) times vector[n]."""
    n, m = matrix.shape
    out = np.empty(n)
    for i in range(n):
        total = centre[i]
        for j in range(m):
            total += matrix[i, j] * vector[j]
        out[i] = total
    return out
