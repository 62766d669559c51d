"""Short runs that learn the shape of a density: each ends with a rounder frame and new starts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

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
    """The last frame, a whitened start for each chain [chain, n], and gradients spent."""

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

    seeds  from a purpose to one seed a chain
    """
    n_gradients = 0
    for number, pilot in enumerate(PILOTS):
        tried = run_chains(
            density if pilot.power == 1.0 else _Flattened(density, pilot.power),
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
        # as many points as unknowns: correlations count half; ten times as many: nearly whole
        frame = whiten_by_spreads(
            frame, at, slopes, shrinkage=frame.centre.size / (frame.centre.size + len(at))
        )
        starts = np.stack([frame.to_whitened(chain.draws[-1]) for chain in tried])
    return Learned(frame, starts, n_gradients)


def _settled(chain: Chain) -> tuple[Array, Array]:
    """The remembered points of a chain and their slopes, without those still climbing."""
    at, slopes, values = chain.points
    settled = values >= np.quantile(values, STILL_CLIMBING) if len(values) else values > 0.0
    return at[settled], slopes[settled]
