"""A campaign compiled: its log density with gradient, and forward runs of many draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.model.campaign import Campaign
from fogline.model.compiler import (
    compile_rows,
    compile_scan,
    compile_specialised,
    compile_straight_line,
)
from fogline.model.ensemble import BLOCK, Ensemble
from fogline.model.fused import Fused
from fogline.model.linear import gather_claims, interpolate
from fogline.model.native import NativeDensity
from fogline.model.observation import OBSERVATIONS

__all__ = ["Machine"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# From so many draws on, members run side by side; the kernels for it compile when first needed.
MANY = BLOCK


@dataclass(slots=True)
class _Grid:
    """One grid of knots: where its unknowns stand and which parameters scale it."""

    every: int
    scan: Any
    places: np.ndarray[Any, Any]  # [knots, series] indices into all unknowns
    scales: np.ndarray[Any, Any]  # [series] indices into y
    first: int  # first driver column


class Machine:
    """Kernels of one campaign.

    ``n_unknowns`` counts the fitted ones; ``n_all`` those of the future too. Thread-safe: each
    call takes arrays of its own from a pool and the kernels release the interpreter lock.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        names = campaign.assembly.unknowns.names
        self.n_all = len(names)
        self.fit_index = np.array(campaign.fit_index, dtype=np.int64)
        self.n_unknowns = len(self.fit_index)
        self.names = tuple(names[i] for i in campaign.fit_index)
        self.future_index = np.setdiff1d(np.arange(self.n_all), self.fit_index)
        self.heavy = np.array(campaign.assembly.unknowns.heavy, dtype=bool)
        self.edges = self._edges()
        windows = set(campaign.assembly.unknowns.windows)
        self.windows = tuple(i for i, unknown in enumerate(self.fit_index) if unknown in windows)
        self.n_params = len(campaign.param_names)
        self.n_days = campaign.n_days
        self.n_fit_days = campaign.n_fit_days
        self._compile()
        self._place_claims()
        self._specialise()
        self._fused = Fused(self)
        self._idle: list[Array] = []
        self._ensemble: Ensemble | None = None

    # building -------------------------------------------------------------------------------

    def _edges(self) -> tuple[Array, Array]:
        """The prior's edges in widths: constants [edges], weights [edges, n_unknowns]."""
        edges = self.campaign.assembly.unknowns.edges
        place = {int(unknown): i for i, unknown in enumerate(self.fit_index)}
        weights = np.zeros((len(edges), self.n_unknowns))
        for row, edge in enumerate(edges):
            for unknown, weight in edge.weights.items():
                weights[row, place[unknown]] = weight / edge.width
        return np.array([edge.constant / edge.width for edge in edges]), weights

    def _compile(self) -> None:
        campaign = self.campaign
        self.head = compile_straight_line(campaign.head, self.n_all, name="head")
        place = {name: i for i, name in enumerate(campaign.param_names)}
        self.grids: list[_Grid] = []
        first = 0
        for number, (every, series) in enumerate(campaign.grids):
            count = len(series)
            scan = compile_scan(
                campaign.knot_step(number), count + 1, count, count, count, name=f"knots{every}"
            )
            self.grids.append(
                _Grid(
                    every=every,
                    scan=scan,
                    places=np.array([item.unknowns for item in series], dtype=np.int64).T.copy(),
                    scales=np.array([place[item.scale] for item in series], dtype=np.int64),
                    first=first,
                )
            )
            first += count
        self.n_knotted = first
        self.control_names = tuple(campaign.assembly.controls)
        self.control_defaults = np.array(list(campaign.assembly.controls.values()), dtype=float)
        self.scan = compile_scan(
            campaign.day_step,
            len(campaign.state_names),
            len(campaign.driver_names),
            self.n_params,
            len(campaign.output_names),
            name="day",
        )
        starts = list(campaign.assembly.state.values())
        self.start_constant = np.array(
            [0.0 if isinstance(s, str) else float(s) for s in starts], dtype=float
        )
        self.start_place = np.array(
            [place[s] if isinstance(s, str) else -1 for s in starts], dtype=np.int64
        )

    def _specialise(self) -> None:
        """The day as a fit needs it: default controls, up to the cut-off, what claims read."""
        self.fit_columns = np.unique(self.terms[:, 3])
        self.fit_scan, self.fit_states = compile_specialised(
            self.scan,
            start=[
                None if place >= 0 else float(value)
                for place, value in zip(self.start_place, self.start_constant, strict=True)
            ],
            drivers=[None] * self.n_knotted + [float(value) for value in self.control_defaults],
            days=(0.0, float(self.n_fit_days - 1)),
            outputs=[int(column) for column in self.fit_columns],
            name="fit_day",
        )

    def _place_claims(self) -> None:
        campaign, layout = self.campaign, self.campaign.errors
        self.kinds: list[tuple[Any, np.ndarray[Any, Any], Array]] = []
        for name, kind in OBSERVATIONS.items():
            chosen = [i for i, row in enumerate(campaign.rows) if row.kind == name]
            if not chosen:
                continue
            rows = compile_rows(
                kind.log_likelihood, 5, kind.n_constants, name=name.replace("-", "_")
            )
            constants = np.array([campaign.rows[i].constants for i in chosen], dtype=float)
            self.kinds.append((rows, np.array(chosen, dtype=np.int64), constants))
        terms = [
            (row, side, day, output, weight)
            for row, item in enumerate(campaign.rows)
            for side, day, output, weight in item.terms
        ]
        self.terms = np.array([t[:4] for t in terms], dtype=np.int64).reshape(-1, 4)
        self.weights = np.array([t[4] for t in terms], dtype=float)
        shift = self.n_params

        def at(place: int) -> int:
            return place + shift if place >= 0 else -1

        self.places = np.array(
            [
                (*(at(b) for b in layout.bias[i]), at(layout.scale[i]), at(layout.slack[i]))
                for i in range(len(campaign.rows))
            ],
            dtype=np.int64,
        ).reshape(-1, 5)
        self.n_rows = len(campaign.rows)

    # one point ------------------------------------------------------------------------------

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        """Log posterior density (up to a constant) and its gradient at theta[n_unknowns]."""
        # A pool, not thread-local storage: the sampler's threads are not Python's own, and each
        # of their calls would find its storage empty.
        try:
            arrays = self._idle.pop()
        except IndexError:
            arrays = self._fused.workspace()
        found = self._fused(np.ascontiguousarray(theta, dtype=np.float64), arrays)
        self._idle.append(arrays)
        return found

    def native(
        self, centre: Array, root: Array, *, rows: int, power: float = 1.0, every: int = 0,
        bends: Array | None = None,
    ) -> NativeDensity:  # fmt: skip
        """The density at theta = centre + root @ u, as C functions that need no interpreter.

        rows   draws there is room for;  power  the density is raised to this
        every  each so many-th evaluated point is remembered with its slope; 0 for none
        bends  unknowns in another measure, one row each (``fit.bend.Bend.table``)
        """
        return self._fused.native(centre, root, rows=rows, power=power, every=every, bends=bends)

    def _start(self, params: Array, state0: Array) -> None:
        known = self.start_place >= 0
        state0[:] = self.start_constant
        state0[known] = params[self.start_place[known]]

    def initial(self, seed: int) -> Array:
        """A dispersed starting point: half a prior standard deviation around the prior's centre."""
        return 0.5 * np.random.default_rng(seed).standard_normal(self.n_unknowns)

    # many draws -----------------------------------------------------------------------------

    def complete(self, theta: Array, seed: int) -> Array:
        """Fitted draws [N, n_unknowns] with the future's unknowns drawn: [N, n_all]."""
        full = self.prior(len(theta), seed)
        full[:, self.fit_index] = theta
        return full

    def prior(self, count: int, seed: int) -> Array:
        """Draws of all unknowns from the prior: [count, n_all]."""
        generator = np.random.default_rng(seed)
        full = generator.standard_normal((count, self.n_all))
        full[:, self.heavy] = generator.standard_t(4.0, (count, int(self.heavy.sum())))
        constants, weights = self.edges
        told = np.flatnonzero(weights.any(axis=0))  # what edges rule out is drawn again
        columns, outside = self.fit_index[told], np.arange(count)
        while told.size and outside.size:
            above = constants + full[np.ix_(outside, columns)] @ weights[:, told].T
            chance = np.exp(-np.logaddexp(0.0, -above).sum(axis=1))
            outside = outside[generator.random(outside.size) >= chance]
            full[np.ix_(outside, columns)] = generator.standard_normal((outside.size, told.size))
        return full

    def log_prior(self, theta: Array) -> Array:
        """Log prior density up to a constant, of fitted unknowns theta[..., n_unknowns]."""
        square = theta * theta
        heavy = self.heavy[self.fit_index]
        constants, weights = self.edges
        beyond = np.logaddexp(0.0, -(constants + theta @ weights.T)).sum(axis=-1)
        return -np.where(heavy, 2.5 * np.log1p(0.25 * square), 0.5 * square).sum(axis=-1) - beyond

    def run(
        self,
        full: Array,
        *,
        n_days: int | None = None,
        controls: Mapping[str, Array] | None = None,
        columns: list[int] | None = None,
        days: list[int] | None = None,
        threads: int = 2,
    ) -> Array:
        """Daily outputs of each draw: [N, days, columns].

        full      [N, n_all]; controls  by name, [n_days]; unnamed ones keep their default
        columns   outputs to keep (all by default); days  day numbers to keep (all by default)
        """
        length = n_days or self.n_days
        keep_columns = list(range(len(self.campaign.output_names))) if columns is None else columns
        keep_days = list(range(length)) if days is None else days
        result = np.empty((len(full), len(keep_days), len(keep_columns)))
        settings = np.tile(self.control_defaults, (length, 1))
        for name, values in (controls or {}).items():
            settings[:, self.control_names.index(name)] = values[:length]
        if len(full) >= MANY:
            ensemble = self.ensemble()
            _in_threads(
                lambda start, stop: ensemble.run(
                    full[start:stop], settings, keep_days, keep_columns, result[start:stop]
                ),
                len(full),
                threads,
            )
            return result
        picked = np.ix_(keep_days, keep_columns)

        def part(start: int, stop: int) -> None:
            drivers = np.zeros((length, self.n_knotted + len(self.control_names)))
            drivers[:, self.n_knotted :] = settings
            states = np.zeros((length + 1, len(self.start_place)))
            kept = np.zeros((length, self.scan.n_kept))
            outputs = np.zeros((length, len(self.campaign.output_names)))
            state0 = np.zeros(len(self.start_place))
            y = np.zeros(self.head.n_outputs)
            for member in range(start, stop):
                theta = full[member]
                self.head.forward_kernel(theta, y)
                for grid in self.grids:
                    count = grid.places.shape[1]
                    run = grid.scan.forward(
                        np.zeros(count + 1), theta[grid.places], 0.0, y[grid.scales]
                    )
                    interpolate(run.outputs, grid.every, drivers, grid.first)
                params = y[: self.n_params]
                self._start(params, state0)
                self.scan.forward_kernel(state0, drivers, 0.0, params, states, kept, outputs)
                result[member] = outputs[picked]

        _in_threads(part, len(full), threads)
        return result

    def ensemble(self) -> Ensemble:
        """The kernels for many members side by side, compiled when first asked for."""
        if self._ensemble is None:
            self._ensemble = Ensemble(self)
        return self._ensemble

    def answers(self, theta: Array) -> dict[str, Array]:
        """The case's observables at the cut-off for fitted draws [N, n_unknowns], by name.

        Persons are counted whole: the gates judge an answer as it is said, and a billionth of a
        person on the line is nobody.
        """
        campaign = self.campaign
        shown = [o for o in campaign.case.observables if campaign.shows(o.name)]
        names = [o.name for o in shown]
        whole = {o.name for o in shown if o.unit == "persons"}
        full = np.zeros((len(theta), self.n_all))
        full[:, self.fit_index] = theta
        last = self.n_fit_days - 1
        columns = [campaign.output(name) for name in names]
        found = self.run(full, n_days=self.n_fit_days, columns=columns, days=[last])[:, 0]
        return {
            name: np.round(found[:, i]) if name in whole else found[:, i].copy()
            for i, name in enumerate(names)
        }

    def heads(self, full: Array) -> Array:
        """Parameters and error parameters of each draw: [N, params + errors]."""
        return np.stack([self.head.forward(theta) for theta in full])

    def claims(self, full: Array, *, threads: int = 2) -> tuple[Array, Array]:
        """Per draw and claim: log likelihood [N, rows] and (num, den, bias, scale, slack)."""
        likelihood = np.zeros((len(full), self.n_rows))
        means = np.zeros((len(full), self.n_rows, 5))

        def part(start: int, stop: int) -> None:
            for first in range(start, stop, BLOCK):
                block = full[first : min(first + BLOCK, stop)]
                runs = self.run(block, n_days=self.n_fit_days, threads=1)
                for member, (theta, outputs) in enumerate(zip(block, runs, strict=True), first):
                    x = means[member]
                    y = self.head.forward(theta)
                    gather_claims(outputs, self.terms, self.weights, self.places, y, x)
                    for rows, chosen, constants in self.kinds:
                        likelihood[member, chosen] = rows.values(x[chosen], constants)

        _in_threads(part, len(full), threads)
        return likelihood, means


def _in_threads(part: Callable[[int, int], None], count: int, threads: int) -> None:
    cuts = [count * i // threads for i in range(threads + 1)]
    if threads == 1:
        part(0, count)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda i: part(cuts[i], cuts[i + 1]), range(threads)))
