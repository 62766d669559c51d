"""Forward runs of many draws side by side: the what-if's and the forecast's engine.

The joints (draws to parameters, knots to days) are written out as source for the case at hand, as
for the density (:mod:`fused`); the days themselves run eight members in the lanes of one
processor word. Nothing in it holds the interpreter lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from fogline.model.compiler import compile_composite
from fogline.model.fused import INTERPOLATE

if TYPE_CHECKING:
    from fogline.model.machine import Machine

__all__ = ["BLOCK", "Ensemble"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Members whose days are kept at once: a few megabytes, near the processor's caches.
BLOCK = 64

_TYPES = {
    ("float64", 1): "float64[::1]",
    ("float64", 2): "float64[:, ::1]",
    ("float64", 3): "float64[:, :, ::1]",
    ("int64", 1): "int64[::1]",
    ("int64", 2): "int64[:, ::1]",
}


class Ensemble:
    """The many-member kernels of one machine; compiled when made."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._tables, kernels, body = _assembled(machine)
        example = {**self._tables, **self._arrays(1)}
        arguments = ", ".join(["full", "count", *example])
        types = ["float64[:, ::1]", "int64"]
        types += [_TYPES[str(values.dtype), values.ndim] for values in example.values()]
        source = f"{INTERPOLATE}\n\n@njit(void({', '.join(types)}), **OPTIONS)\n"
        source += f"def prepare({arguments}):\n" + "\n".join(f"    {line}" for line in body)
        self._prepare = compile_composite(source, "prepare", kernels=kernels, name="prepare")
        self._days = machine.scan.forward_many_kernel

    def _arrays(self, n_days: int) -> dict[str, Any]:
        """One thread's own arrays, for blocks of members and that many days."""
        machine = self._machine
        n_drivers = machine.n_knotted + len(machine.control_names)
        arrays: dict[str, Any] = {
            "y": np.zeros(machine.head.n_outputs),
            "state0": np.zeros((BLOCK, len(machine.start_place))),
            "params": np.zeros((BLOCK, machine.n_params)),
            "drivers": np.zeros((BLOCK, n_days, n_drivers)),
        }
        for g, grid in enumerate(machine.grids):
            n_knots, count = grid.places.shape
            arrays |= {
                f"g{g}_start": np.zeros(count + 1), f"g{g}_shocks": np.zeros((n_knots, count)),
                f"g{g}_scale": np.zeros(count), f"g{g}_states": np.zeros((n_knots + 1, count + 1)),
                f"g{g}_kept": np.zeros((n_knots, grid.scan.n_kept)),
                f"g{g}_knots": np.zeros((n_knots, count)),
            }  # fmt: skip
        return arrays

    def run(
        self, full: Array, settings: Array, days: list[int], columns: list[int], result: Array
    ) -> None:
        """Fill result[N, days, columns] from full[N, n_all] and the controls settings[T, controls].

        Runs in the calling thread; call it from several for parts of ``full`` and ``result``.
        """
        machine = self._machine
        arrays = self._arrays(len(settings))
        arrays["drivers"][:, :, machine.n_knotted :] = settings
        outputs = np.zeros((BLOCK, len(settings), len(machine.campaign.output_names)))
        every = len(days) == len(settings) and len(columns) == outputs.shape[2]
        picked = np.ix_(days, columns)
        for start in range(0, len(full), BLOCK):
            members = np.ascontiguousarray(full[start : start + BLOCK])
            count = len(members)
            self._prepare(members, count, *self._tables.values(), *arrays.values())
            self._days(
                arrays["state0"], arrays["drivers"], 0.0, arrays["params"], outputs, 0, count
            )
            found = outputs[:count]
            result[start : start + count] = found if every else found[:, *picked]


def _assembled(machine: Machine) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """Tables that are only read, kernels called, and the lines of the loop over members."""
    tables: dict[str, Any] = {
        "table_start": machine.start_place, "start_constant": machine.start_constant,
    }  # fmt: skip
    kernels: dict[str, Any] = {"head": machine.head.forward_kernel}
    body = [
        "for m in range(count):",
        "    theta = full[m]",
        "    head(theta, y)",
        f"    params[m, :] = y[:{machine.n_params}]",
        "    for i in range(table_start.shape[0]):",
        "        place = table_start[i]",
        "        state0[m, i] = y[place] if place >= 0 else start_constant[i]",
    ]
    for g, grid in enumerate(machine.grids):
        n_knots, count = grid.places.shape
        tables[f"table_g{g}_places"] = grid.places
        tables[f"table_g{g}_scales"] = grid.scales
        kernels[f"walk{g}"] = grid.scan.forward_kernel
        body += [
            f"    for k in range({n_knots}):",
            f"        for j in range({count}):",
            f"            g{g}_shocks[k, j] = theta[table_g{g}_places[k, j]]",
            f"    for j in range({count}):",
            f"        g{g}_scale[j] = y[table_g{g}_scales[j]]",
            f"    walk{g}(g{g}_start, g{g}_shocks, 0.0, g{g}_scale, g{g}_states, g{g}_kept,"
            f" g{g}_knots)",
            f"    interpolate(g{g}_knots, {grid.every}, drivers[m], {grid.first})",
        ]
    return tables, kernels, body
