"""A compiled density as the C functions a sampler calls, in whitened coordinates.

Some unknowns may be in a measure of their own (``fit.bend``), a table of curves.

A sampler's threads that come back to Python for every gradient wait for one another at the
interpreter's lock; these functions never enter it. All they read and write lies in one row of
cells whose address the sampler passes back to them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from fogline.model.compiler import compile_composite

__all__ = ["NativeDensity"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Places of the single cells before the arrays.
POWER, N_IMPOSSIBLE, N_DRAWS, N_POINTS, EVERY, N_CALLS, SIZE, MOST_POINTS = range(8)
_HEAD = 8

# Points remembered at most.
MOST_REMEMBERED = 2000

_SOURCE = """
SUMS = {{"nogil": True, "fastmath": {{"contract", "reassoc", "nsz"}}}}


@njit(void(float64[:, ::1], float64[::1], float64[::1]), **SUMS)
def add_product(matrix, vector, out):
    n = matrix.shape[0]
    for i in range(0, n - 3, 4):
        a = 0.0
        b = 0.0
        c = 0.0
        d = 0.0
        for j in range(n):
            x = vector[j]
            a += matrix[i, j] * x
            b += matrix[i + 1, j] * x
            c += matrix[i + 2, j] * x
            d += matrix[i + 3, j] * x
        out[i] += a
        out[i + 1] += b
        out[i + 2] += c
        out[i + 3] += d
    for i in range(n - n % 4, n):
        total = 0.0
        for j in range(n):
            total += matrix[i, j] * vector[j]
        out[i] += total


POINTER = types.CPointer(float64)


# One unknown in another measure u: its value, the slope of that, the slope's logarithm and that
# one's slope. The same as ``fit.bend``, number by number.
@njit(void(float64, float64[::1], float64[::1]), error_model="numpy", **SUMS)
def unbend(u, row, out):
    root = math.sqrt(1.0 + u * u)
    angle = (math.asinh(u) + row[3]) / row[4]
    y = row[1] + row[2] * math.sinh(angle)
    first = row[2] * math.cosh(angle) / (row[4] * root)
    half, score = row[5], row[6]
    sign = -1.0 if y > 0.0 else 1.0
    near = -abs(y)
    a = math.exp(near + half)
    b = math.exp(near - half)
    share = (math.log1p(a) - math.log1p(b)) / (2.0 * half)
    rest = 1.0 - share
    low = a / (1.0 + a)
    high = b / (1.0 + b)
    slope = (low - high) / (2.0 * half)
    change = (low / (1.0 + a) - high / (1.0 + b)) / (2.0 * half)
    out[0] = sign * (math.log(share) - math.log(rest)) / score
    log_slope = math.log(first * slope / (share * rest * score))
    out[1] = math.exp(log_slope)
    out[2] = log_slope
    out[3] = (
        math.tanh(angle) / (row[4] * root)
        - u / (root * root)
        + first * sign * (change / slope - slope / share + slope / rest)
    )


@cfunc(int64(types.uint64, POINTER, POINTER, POINTER, types.voidptr), cache=True)
def log_density(dim, x, out, value, data):
    cells = carray(data, ({start},), np.float64)
    u = carray(x, ({n},))
    slope = carray(out, ({n},))
    theta = cells[{theta}:{theta} + {n}]
    gradient = cells[{gradient}:{gradient} + {n}]
    theta[:] = cells[{centre}:{centre} + {n}]
    add_product(cells[{root}:{root} + {n} * {n}].reshape(({n}, {n})), u, theta)
    extra = 0.0
    for k in range({n_bends}):
        row = cells[{bends} + 7 * k : {bends} + 7 * k + 7]
        measured = cells[{measured} + 4 * k : {measured} + 4 * k + 4]
        unbend(theta[int(row[0])], row, measured)
        theta[int(row[0])] = measured[0]
        extra += measured[2]
    found = density(theta, gradient, cells[{work}:{start}]) + extra
    for k in range({n_bends}):
        i = int(cells[{bends} + 7 * k])
        first = {measured} + 4 * k
        gradient[i] = gradient[i] * cells[first + 1] + cells[first + 3]
    slope[:] = 0.0
    add_product(cells[{turned}:{turned} + {n} * {n}].reshape(({n}, {n})), gradient, slope)
    power = cells[{POWER}]
    found *= power
    for i in range({n}):
        slope[i] *= power
    carray(value, (1,))[0] = found
    # every entry of the slope has a term from every entry of the gradient
    if not (math.isfinite(found) and math.isfinite(slope[0])):
        cells[{N_IMPOSSIBLE}] += 1.0
        return 1
    cells[{N_CALLS}] += 1.0
    every = cells[{EVERY}]
    if every > 0.0 and cells[{N_CALLS}] % every == 0.0 and cells[{N_POINTS}] < cells[{MOST_POINTS}]:
        size = int(cells[{SIZE}])
        room = carray(data, (size,), np.float64)
        width = 2 * {n} + 1
        first = size - int(cells[{MOST_POINTS}]) * width + int(cells[{N_POINTS}]) * width
        room[first : first + {n}] = u
        room[first + {n} : first + 2 * {n}] = slope
        room[first + 2 * {n}] = found
        cells[{N_POINTS}] += 1.0
    return 0


@cfunc(int64(types.uint64, types.uint64, POINTER, POINTER, types.voidptr), cache=True)
def keep(dim, expanded, x, out, data):
    cells = carray(data, ({start},), np.float64)
    room = carray(data, (int(cells[{SIZE}]),), np.float64)
    first = {start} + int(cells[{N_DRAWS}]) * {n}
    if first + {n} > int(cells[{SIZE}]) - int(cells[{MOST_POINTS}]) * (2 * {n} + 1):
        return 1  # a draw more than there is room for
    room[first : first + {n}] = carray(x, ({n},))
    carray(out, (1,))[0] = 0.0
    cells[{N_DRAWS}] += 1.0
    return 0
"""


class NativeDensity:
    """One chain's functions and cells.

    log_density, keep  addresses of C functions: ``(n, u, slope, value, data) -> 0`` or 1 where
                       the density is not finite, and ``(n, 1, u, out, data) -> 0``, which stores
                       a draw
    data               address that both are to be given; valid as long as this object
    """

    def __init__(
        self,
        density: Any,
        workspace: Array,
        centre: Array,
        root: Array,
        *,
        rows: int,
        power: float,
        every: int,
        bends: Array | None = None,
    ) -> None:
        table = np.zeros((0, 7)) if bends is None else bends
        n = self._n = len(centre)
        places = {"centre": _HEAD, "root": _HEAD + n}
        places["turned"] = places["root"] + n * n
        places["theta"] = places["turned"] + n * n
        places["gradient"] = places["theta"] + n
        places["bends"] = places["gradient"] + n
        places["measured"] = places["bends"] + table.size
        places["work"] = places["measured"] + 4 * len(table)
        self._start = places["work"] + workspace.size
        source = _SOURCE.format(
            **places, n=n, n_bends=len(table), start=self._start, POWER=POWER,
            N_IMPOSSIBLE=N_IMPOSSIBLE, N_DRAWS=N_DRAWS, N_POINTS=N_POINTS, EVERY=EVERY,
            N_CALLS=N_CALLS, SIZE=SIZE, MOST_POINTS=MOST_POINTS,
        )  # fmt: skip
        kernels = {"density": density}
        compiled = compile_composite(source, "log_density", kernels=kernels, name="native")
        keep = compile_composite(source, "keep", kernels=kernels, name="native")
        most = MOST_REMEMBERED if every else 0
        self._cells = np.zeros(self._start + rows * n + most * (2 * n + 1))
        self._cells[POWER], self._cells[EVERY] = power, every
        self._cells[SIZE], self._cells[MOST_POINTS] = self._cells.size, most
        for name, values in (
            ("centre", centre), ("root", root), ("turned", root.T), ("work", workspace),
            ("bends", table),
        ):  # fmt: skip
            first = places[name]
            self._cells[first : first + values.size] = np.ravel(values)
        self.log_density = compiled.address
        self.keep = keep.address
        self.data = self._cells.ctypes.data
        self._functions = (compiled, keep)

    @property
    def n_draws(self) -> int:
        """Draws stored so far."""
        return int(self._cells[N_DRAWS])

    @property
    def n_impossible(self) -> int:
        """Points met at which the density is not finite."""
        return int(self._cells[N_IMPOSSIBLE])

    @property
    def draws(self) -> Array:
        """The draws stored so far, whitened: float64[draw, n]."""
        last = self._start + self.n_draws * self._n
        return self._cells[self._start : last].reshape(-1, self._n)

    @property
    def points(self) -> tuple[Array, Array, Array]:
        """What was remembered: u float64[point, n], slopes float64[point, n], values [point]."""
        n, width = self._n, 2 * self._n + 1
        first = self._cells.size - int(self._cells[MOST_POINTS]) * width
        rows = self._cells[first : first + int(self._cells[N_POINTS]) * width].reshape(-1, width)
        return rows[:, :n], rows[:, n : 2 * n], rows[:, 2 * n]
