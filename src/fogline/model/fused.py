"""The whole log density with gradient as one compiled call, made from a machine's kernels.

The joints between the kernels are written out as source for the case at hand (how many grids of
knots, which kinds of claim), so that nothing is allocated and the interpreter lock is free
throughout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from fogline.model.compiler import compile_composite
from fogline.model.native import NativeDensity

if TYPE_CHECKING:
    from fogline.model.machine import Machine

__all__ = ["INTERPOLATE", "Fused"]

# float64 or, for tables of places, int64
Array = np.ndarray[Any, Any]

INTERPOLATE = """
@njit(**OPTIONS)
def interpolate(knots, every, drivers, first):
    last = max(knots.shape[0] - 2, 0)
    step = 1 if knots.shape[0] > 1 else 0
    for t in range(drivers.shape[0]):
        k = min(t // every, last)
        w = (t - k * every) / every
        for j in range(knots.shape[1]):
            drivers[t, first + j] = (1.0 - w) * knots[k, j] + w * knots[k + step, j]
"""

_LINEAR = f"""{INTERPOLATE}

@njit(**OPTIONS)
def spread_knots(drivers_bar, every, knots_bar, first):
    knots_bar[:, :] = 0.0
    last = max(knots_bar.shape[0] - 2, 0)
    step = 1 if knots_bar.shape[0] > 1 else 0
    for t in range(drivers_bar.shape[0]):
        k = min(t // every, last)
        w = (t - k * every) / every
        for j in range(knots_bar.shape[1]):
            bar = drivers_bar[t, first + j]
            knots_bar[k, j] += (1.0 - w) * bar
            knots_bar[k + step, j] += w * bar
"""


# Log of the logistic curve of each edge, and its slope: written so that neither overflows.
_EDGES = (
    "edge_pull[:] = 0.0",
    "for e in range(edge_constants.shape[0]):",
    "    above = edge_constants[e]",
    "    for j in range(table_told.shape[0]):",
    "        above += edge_weights[e, j] * theta[table_told[j]]",
    "    small = math.exp(-abs(above))",
    "    total -= math.log1p(small) + max(-above, 0.0)",
    "    slope = (small if above > 0.0 else 1.0) / (1.0 + small)",
    "    for j in range(table_told.shape[0]):",
    "        edge_pull[j] += slope * edge_weights[e, j]",
)
_EDGE_PULLS = (
    "for j in range(table_told.shape[0]):",
    "    gradient[table_told[j]] += edge_pull[j]",
)


class Fused:
    """The call ``value_and_gradient(theta)`` and, without Python, the sampler's own calls.

    All arrays of one thread lie in one row of cells, each at a place that the source knows.
    """

    def __init__(self, machine: Machine) -> None:
        self.n = machine.n_unknowns
        arrays, kernels, body = _assembled(machine)
        views, self._cells = _laid_out(arrays)
        source = f"{_LINEAR}\n\n@njit(float64({', '.join(['float64[::1]'] * 3)}), **OPTIONS)\n"
        source += "def density(theta, gradient, cells):\n"
        source += "\n".join(f"    {line}" for line in [*views, *body])
        self._call = compile_composite(source, "density", kernels=kernels, name="density")

    def workspace(self) -> Array:
        """The cells of one thread's own."""
        return self._cells.copy()

    def __call__(self, theta: Array, workspace: Array) -> tuple[float, Array]:
        """Log density and a new gradient array at theta[n]."""
        gradient = np.empty(self.n)
        return self._call(theta, gradient, workspace), gradient

    def native(
        self, centre: Array, root: Array, *, rows: int, power: float, every: int,
        bends: Array | None,
    ) -> NativeDensity:  # fmt: skip
        """See ``Machine.native``."""
        return NativeDensity(
            self._call, self._cells, centre, root, rows=rows, power=power, every=every,
            bends=bends,
        )  # fmt: skip


def _laid_out(arrays: dict[str, Array]) -> tuple[list[str], Array]:
    """Source that cuts named arrays out of ``cells``, and the cells with their first values.

    Whole numbers lie in cells of their own, bit by bit.
    """
    views: list[str] = []
    first = 0
    for name, values in arrays.items():
        cut = f"cells[{first}:{first + values.size}]"
        if values.dtype == np.int64:
            cut += ".view(np.int64)"
        if values.ndim == 2:
            cut += f".reshape(({values.shape[0]}, {values.shape[1]}))"
        views.append(f"{name} = {cut}")
        first += values.size
    parts = [np.ascontiguousarray(values).view(np.float64).ravel() for values in arrays.values()]
    return views, np.concatenate(parts)


def _assembled(machine: Machine) -> tuple[dict[str, Array], dict[str, Any], list[str]]:
    n_y, n_state = machine.head.n_outputs, len(machine.fit_states)
    days, n_out, n_drivers = machine.n_fit_days, len(machine.fit_columns), machine.n_knotted
    scan, zeros = machine.fit_scan, np.zeros
    terms = machine.terms.copy()
    terms[:, 3] = np.searchsorted(machine.fit_columns, terms[:, 3])
    arrays: dict[str, Array] = {
        "table_fit": machine.fit_index,
        "table_heavy": machine.heavy[machine.fit_index].astype(np.int64),
        "full": zeros(machine.n_all), "full_bar": zeros(machine.n_all),
        "y": zeros(n_y), "y_bar": zeros(n_y), "params": zeros(machine.n_params),
        "state0": machine.start_constant[machine.fit_states],
        "table_start": machine.start_place[machine.fit_states],
        "drivers": zeros((days, n_drivers)), "states": zeros((days + 1, n_state)),
        "kept": zeros((days, scan.n_kept)), "outputs": zeros((days, n_out)),
        "outputs_bar": zeros((days, n_out)), "final_bar": zeros(n_state),
        "state0_bar": zeros(n_state), "drivers_bar": zeros((days, n_drivers)),
        "params_bar": zeros(machine.n_params),
        "table_terms": terms, "table_weights": machine.weights,
        "table_places": machine.places,
        "x": zeros((machine.n_rows, 5)), "x_bar": zeros((machine.n_rows, 5)),
    }  # fmt: skip
    kernels: dict[str, Any] = {
        "head": machine.head.forward_kernel, "head_vjp": machine.head.vjp_kernel,
        "scan": scan.forward_kernel, "scan_vjp": scan.vjp_kernel,
    }  # fmt: skip
    edge_constants, weights = machine.edges
    has_edges = edge_constants.size > 0
    if has_edges:
        told = np.flatnonzero(weights.any(axis=0))
        arrays |= {
            "edge_constants": edge_constants, "edge_weights": weights[:, told].copy(),
            "table_told": told, "edge_pull": zeros(told.size),
        }  # fmt: skip
    down = [
        "total = 0.0",
        "for i in range(theta.shape[0]):",
        "    full[table_fit[i]] = theta[i]",
        "    if table_heavy[i] == 1:",
        "        total -= 2.5 * math.log1p(0.25 * theta[i] * theta[i])",
        "    else:",
        "        total -= 0.5 * theta[i] * theta[i]",
        *(_EDGES if has_edges else ()),
        "head(full, y)",
    ]
    up: list[str] = []
    for g, grid in enumerate(machine.grids):
        n_knots, count = grid.places.shape
        shapes = {
            "start": (count + 1,), "shocks": (n_knots, count), "scale": (count,),
            "states": (n_knots + 1, count + 1), "kept": (n_knots, grid.scan.n_kept),
            "knots": (n_knots, count), "knots_bar": (n_knots, count), "final": (count + 1,),
            "start_bar": (count + 1,), "shocks_bar": (n_knots, count), "scale_bar": (count,),
        }  # fmt: skip
        arrays |= {f"g{g}_{name}": zeros(shape) for name, shape in shapes.items()}
        arrays[f"table_g{g}_places"] = grid.places
        arrays[f"table_g{g}_scales"] = grid.scales
        kernels[f"walk{g}"] = grid.scan.forward_kernel
        kernels[f"walk{g}_vjp"] = grid.scan.vjp_kernel
        down += [
            f"for k in range({n_knots}):",
            f"    for j in range({count}):",
            f"        g{g}_shocks[k, j] = full[table_g{g}_places[k, j]]",
            f"for j in range({count}):",
            f"    g{g}_scale[j] = y[table_g{g}_scales[j]]",
            f"walk{g}(g{g}_start, g{g}_shocks, 0.0, g{g}_scale, g{g}_states, g{g}_kept,"
            f" g{g}_knots)",
            f"interpolate(g{g}_knots, {grid.every}, drivers, {grid.first})",
        ]
        up += [
            f"spread_knots(drivers_bar, {grid.every}, g{g}_knots_bar, {grid.first})",
            f"walk{g}_vjp(g{g}_shocks, 0.0, g{g}_scale, g{g}_states, g{g}_kept, g{g}_knots_bar,"
            f" g{g}_final, g{g}_start_bar, g{g}_shocks_bar, g{g}_scale_bar)",
            f"for j in range({count}):",
            f"    y_bar[table_g{g}_scales[j]] += g{g}_scale_bar[j]",
        ]
    down += [
        f"params[:] = y[:{machine.n_params}]",
        "for i in range(state0.shape[0]):",
        "    if table_start[i] >= 0:",
        "        state0[i] = params[table_start[i]]",
        "scan(state0, drivers, 0.0, params, states, kept, outputs)",
        "for r in range(x.shape[0]):",
        "    x[r, 0] = 0.0",
        "    x[r, 1] = 0.0",
        "    bias = 0.0",
        "    for i in range(3):",
        "        if table_places[r, i] >= 0:",
        "            bias += y[table_places[r, i]]",
        "    x[r, 2] = bias",
        "    x[r, 3] = y[table_places[r, 3]] if table_places[r, 3] >= 0 else 1.0",
        "    x[r, 4] = y[table_places[r, 4]] if table_places[r, 4] >= 0 else 1.0",
        "for i in range(table_terms.shape[0]):",
        "    x[table_terms[i, 0], table_terms[i, 1]] += ("
        "table_weights[i] * outputs[table_terms[i, 2], table_terms[i, 3]])",
        "for r in range(x.shape[0]):",
        "    if x[r, 1] == 0.0:",
        "        x[r, 1] = 1.0",
    ]
    for k, (rows, chosen, constants) in enumerate(machine.kinds):
        count = len(chosen)
        arrays |= {
            f"table_k{k}_rows": chosen, f"table_k{k}_said": constants,
            f"k{k}_x": zeros((count, 5)), f"k{k}_values": zeros(count),
            f"k{k}_grads": zeros((count, 5)),
        }  # fmt: skip
        kernels[f"kind{k}"] = rows.value_and_grad_kernel
        down += [
            f"for i in range({count}):",
            f"    k{k}_x[i, :] = x[table_k{k}_rows[i], :]",
            f"kind{k}(k{k}_x, table_k{k}_said, k{k}_values, k{k}_grads)",
            f"for i in range({count}):",
            f"    total += k{k}_values[i]",
            f"    x_bar[table_k{k}_rows[i], :] = k{k}_grads[i, :]",
        ]
    down += [
        "outputs_bar[:, :] = 0.0",
        "y_bar[:] = 0.0",
        "for r in range(x_bar.shape[0]):",
        "    for i in range(3):",
        "        if table_places[r, i] >= 0:",
        "            y_bar[table_places[r, i]] += x_bar[r, 2]",
        "    for i in range(3, 5):",
        "        if table_places[r, i] >= 0:",
        "            y_bar[table_places[r, i]] += x_bar[r, i]",
        "for i in range(table_terms.shape[0]):",
        "    outputs_bar[table_terms[i, 2], table_terms[i, 3]] += ("
        "table_weights[i] * x_bar[table_terms[i, 0], table_terms[i, 1]])",
        "scan_vjp(drivers, 0.0, params, states, kept, outputs_bar, final_bar,"
        " state0_bar, drivers_bar, params_bar)",
        "for i in range(params_bar.shape[0]):",
        "    y_bar[i] += params_bar[i]",
        "for i in range(state0.shape[0]):",
        "    if table_start[i] >= 0:",
        "        y_bar[table_start[i]] += state0_bar[i]",
        *up,
        "head_vjp(full, y_bar, full_bar)",
    ]
    for g, grid in enumerate(machine.grids):
        n_knots, count = grid.places.shape
        down += [
            f"for k in range({n_knots}):",
            f"    for j in range({count}):",
            f"        full_bar[table_g{g}_places[k, j]] += g{g}_shocks_bar[k, j]",
        ]
    down += [
        "for i in range(theta.shape[0]):",
        "    pull = 5.0 / (4.0 + theta[i] * theta[i]) if table_heavy[i] == 1 else 1.0",
        "    gradient[i] = full_bar[table_fit[i]] - pull * theta[i]",
        *(_EDGE_PULLS if has_edges else ()),
        "return total",
    ]
    return arrays, kernels, down
