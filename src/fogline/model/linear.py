"""The linear joints between kernels: knots to days, days to claims, and their transposes."""

from __future__ import annotations

from numba import njit

__all__ = ["gather_claims", "interpolate", "scatter_claims", "spread_knots"]


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
def spread_knots(drivers_bar, every, knots_bar, first):  # type: ignore[no-untyped-def]
    """The transpose of ``interpolate``: adds into knots_bar."""
    n_days = drivers_bar.shape[0]
    n_knots, n_series = knots_bar.shape
    for t in range(n_days):
        k = min(t // every, n_knots - 2) if n_knots > 1 else 0
        w = (t - k * every) / every
        for j in range(n_series):
            bar = drivers_bar[t, first + j]
            if n_knots > 1:
                knots_bar[k, j] += (1.0 - w) * bar
                knots_bar[k + 1, j] += w * bar
            else:
                knots_bar[k, j] += bar


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


@njit(cache=True, nogil=True, fastmath=False)
def scatter_claims(x_bar, terms, weights, places, outputs_bar, y_bar):  # type: ignore[no-untyped-def]
    """The transpose of ``gather_claims``: adds into outputs_bar and y_bar."""
    for row in range(x_bar.shape[0]):
        for i in range(3):
            if places[row, i] >= 0:
                y_bar[places[row, i]] += x_bar[row, 2]
        if places[row, 3] >= 0:
            y_bar[places[row, 3]] += x_bar[row, 3]
        if places[row, 4] >= 0:
            y_bar[places[row, 4]] += x_bar[row, 4]
    for i in range(terms.shape[0]):
        outputs_bar[terms[i, 2], terms[i, 3]] += weights[i] * x_bar[terms[i, 0], terms[i, 1]]


