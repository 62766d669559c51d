"""Short runs that learn the shape of a density: each ends with a rounder frame and new starts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.fit.bend import Bend, Bent
from fogline.fit.density import Array, LogDensity
from fogline.fit.nuts import Chain, run_chains
from fogline.fit.whiten import Whitening, whiten_by_spreads

__all__ = ["Learned", "learn_shape"]


@dataclass(frozen=True, slots=True)
class _Pilot:
    """One short run.

    power  the density is raised to this: below one, chains pass between modes more freely
    """

    tune: int
    draws: int
    power: float = 1.0


# A frame is made from the points of whole trajectories, not from their ends alone: every point of
# a trajectory is as good a draw, and its gradient is there already. The curvature at a mode
# misleads (there, scales of hierarchies are at their smallest), so the first pilot only leaves the
# mode, on a flattened density, so that no chain is kept in the mode that happened to be nearest
# to its start. On kursk (287 unknowns, five seeds) the three end within a tenth of the best frame
# that 5,000 draws give, for 35,000 gradients. Chosen by us.
PILOTS = (
    _Pilot(60, 30, power=0.4),
    _Pilot(40, 40),
    _Pilot(40, 80),
)
# Trees are cut short: steps are wasted on a bad shape.
PILOT_TREE_DEPTH = 5
# One point of a trajectory in so many is remembered; neighbours are alike.
EVERY = 3
# Share of the remembered points, those of the lowest density, that are left out: a chain may still
# be on its way.
STILL_CLIMBING = 0.02


@dataclass(frozen=True, eq=False)
class Learned:
    """What pilots know: the measure of days and the frame in it, a whitened start for each chain
    [chain, n], and gradients spent.
    """

    bend: Bend
    frame: Whitening
    starts: Array
    n_gradients: int


class _Flattened:
    """A log density times a power below one."""

    def __init__(self, density: LogDensity, power: float) -> None:
        self._density = density
        self._power = power
        self.n_unknowns = density.n_unknowns
        self.names = density.names

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        value, gradient = self._density.value_and_gradient(theta)
        return self._power * value, self._power * gradient

    @property
    def native(self) -> Any:
        """C functions like the density's own, where it has such."""
        make = getattr(self._density, "native", None)
        return None if make is None else functools.partial(make, power=self._power)

    def initial(self, seed: int) -> Array:
        return self._density.initial(seed)


def learn_shape(
    density: LogDensity,
    bend: Bend,
    frame: Whitening,
    starts: Array,
    *,
    seeds: Callable[[str], list[int]],
    cores: int,
    target_acceptance: float,
    max_tree_depth: int,
    on_progress: Callable[[float], None],
) -> Learned:
    """Run the pilots from whitened ``starts`` [chain, n].

    bend   the measure in which ``frame`` and ``starts`` are
    seeds  from a purpose to one seed a chain
    """
    n_gradients = 0
    for number, pilot in enumerate(PILOTS):
        bent = Bent(density, bend)
        tried = run_chains(
            bent if pilot.power == 1.0 else _Flattened(bent, pilot.power),
            frame,
            starts,
            seeds=seeds(f"pilot {number}"),
            tune=pilot.tune,
            draws=pilot.draws,
            cores=cores,
            target_acceptance=target_acceptance,
            max_tree_depth=min(max_tree_depth, PILOT_TREE_DEPTH),
            remember=EVERY,
            on_progress=lambda share, done=number: on_progress((done + share) / len(PILOTS)),
        )
        n_gradients += sum(chain.n_steps for chain in tried)
        parts = [_settled(chain) for chain in tried]
        at = np.concatenate([points for points, _ in parts])
        slopes = np.concatenate([slopes for _, slopes in parts]) / pilot.power
        ends = np.stack([chain.draws[-1] for chain in tried])
        if bend.places.size and pilot.power == 1.0:
            new = bend.learned(bend.to_theta(frame.to_theta(at)))
            ends = new.to_bent(bend.to_theta(ends))
            frame, at, slopes = _measured_anew(bend, new, frame, at, slopes)
            bend = new
        # as many points as unknowns: correlations count half; ten times as many: nearly whole
        frame = whiten_by_spreads(
            frame, at, slopes, shrinkage=frame.centre.size / (frame.centre.size + len(at))
        )
        starts = frame.to_whitened(ends)
    return Learned(bend, frame, starts, n_gradients)


def _measured_anew(
    old: Bend, new: Bend, frame: Whitening, at: Array, slopes: Array
) -> tuple[Whitening, Array, Array]:
    """Whitened points and slopes of one measure in another, and a frame for them there."""
    places = old.places
    before = frame.to_theta(at)
    uphill = np.linalg.solve(frame.root.T, slopes.T).T
    after = new.to_bent(old.to_theta(before))
    slope, _, change = old.slopes(before)
    uphill[:, places] = (uphill[:, places] - change) / slope
    slope, _, change = new.slopes(after)
    uphill[:, places] = uphill[:, places] * slope + change
    scale = np.ones(frame.centre.size)
    scale[places] = after[:, places].std(axis=0) / before[:, places].std(axis=0)
    frame = Whitening(after.mean(axis=0), np.ascontiguousarray(scale[:, None] * frame.root))
    return frame, frame.to_whitened(after), uphill @ frame.root


def _settled(chain: Chain) -> tuple[Array, Array]:
    """The remembered points of a chain and their slopes, without those still climbing."""
    at, slopes, values = chain.points
    settled = values >= np.quantile(values, STILL_CLIMBING) if len(values) else values > 0.0
    return at[settled], slopes[settled]
