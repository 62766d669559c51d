"""The linear joints between kernels for forward runs: knots to days, days to claims."""

from __future__ import annotations

from numba import njit

__all__ = ["gather_claims", "interpolate"]


@njit(cache=True, nogil=True, fastmath=False)
def interpolate(knots, every, drivers, first):  # type: ignore[no-untyped-def]
    """drivers[t, first + j] = knots[:, j] linearly interpolated; knots stand ``every`` days."""
    n_days = drivers.shape[0]
    n_knots, n_series = knots.shape
    for t in range(n_days):
        k = min(t // every, n_knots - 2) if n_knots > 1 else 0
        w = (t - k * every) / every
        for j in range(n_series):
            after = knots[k + 1, j] if n_knots > 1 else knots[k, j]
            drivers[t, first + j] = (1.0 - w) * knots[k, j] + w * after


@njit(cache=True, nogil=True, fastmath=False)
def gather_claims(outputs, terms, weights, places, y, x):  # type: ignore[no-untyped-def]
    """Fill x[row] = (numerator, denominator, bias, scale, slack) for every claim.

    terms[i] = (row, 0 numerator or 1 denominator, day, output); places[row] = indices into y of
    three biases, the scale and the slack, -1 for none.
    """
    n_rows = x.shape[0]
    for row in range(n_rows):
        x[row, 0] = 0.0
        x[row, 1] = 0.0
        bias = 0.0
        for i in range(3):
            if places[row, i] >= 0:
                bias += y[places[row, i]]
        x[row, 2] = bias
        x[row, 3] = y[places[row, 3]] if places[row, 3] >= 0 else 1.0
        x[row, 4] = y[places[row, 4]] if places[row, 4] >= 0 else 1.0
    for i in range(terms.shape[0]):
        x[terms[i, 0], terms[i, 1]] += weights[i] * outputs[terms[i, 2], terms[i, 3]]
    for row in range(n_rows):
        if x[row, 1] == 0.0:
            x[row, 1] = 1.0
