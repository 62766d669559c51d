"""Draws from a log density: modes, whitening, a pilot run, whitening again, the main run."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fogline.fit.density import Array, LogDensity, finite_value_and_gradient
from fogline.fit.fit import Fit
from fogline.fit.nuts import Chain, run_chains
from fogline.fit.progress import Progress, ProgressMeter, Watcher
from fogline.fit.threads import one_blas_thread
from fogline.fit.whiten import (
    Whitening,
    find_modes,
    hessian,
    mean_hessian,
    whiten,
    whiten_by_spreads,
)
from fogline.ground.errors import FitError
from fogline.ground.provenance import versions
from fogline.ground.seeds import derive_seed

__all__ = ["Answers", "Progress", "sample"]

# Draws float64[m, n] to named quantities, each [m, ...].
Answers = Callable[[Array], Mapping[str, Any]]

# The phases and how long each takes, relative to the others (170 unknowns, 100 us a gradient).
PHASES = {"finding the mode": 2.0, "learning the shape": 30.0, "drawing": 68.0}

# Bounds on curvature, in the unknowns' own scale (order one) and then in once-whitened units: an
# unknown may be at most 5 scales wide before the pilot, and 5 times that after. Chosen by us.
FLOOR = 0.04
CEILING = 1e8


@dataclass(frozen=True, slots=True)
class _Pilot:
    """A short run that ends with a new frame.

    hessians   draws at which the curvature is measured and averaged; where zero, the frame comes
               from the spreads of the draws and their gradients
    shrinkage  of those spreads
    power      the density is raised to this: below one, chains pass between modes more freely
    """

    tune: int
    draws: int
    max_tree_depth: int
    hessians: int = 0
    shrinkage: float = 0.0
    power: float = 1.0


# The curvature at a mode misleads (there, scales of hierarchies are at their smallest), so the
# first pilot only leaves the mode; its trees are cut short because steps are wasted on a bad
# shape. It runs on a flattened density, so that a chain is not kept in the mode that happened to
# be nearest to its start, but begins spread more widely than the answer. On a model of 278
# unknowns with skewed and bent directions these three pilots gave three times the effective draws
# per gradient of two that averaged curvatures; flattening took the worst R-hat of a seed with a
# stuck chain from 1.14 to 1.01. Chosen by us.
PILOTS = (
    _Pilot(60, 20, 6, hessians=12, power=0.4),
    _Pilot(80, 50, 5, shrinkage=0.5),
    _Pilot(80, 100, 5, shrinkage=0.4),
)


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


def sample(
    density: LogDensity,
    *,
    seed: int,
    chains: int = 4,
    draws: int = 1000,
    tune: int = 150,
    cores: int = 2,
    progress: Watcher | None = None,
    answers: Answers | None = None,
    target_acceptance: float = 0.9,
    max_tree_depth: int = 10,
    provenance: Mapping[str, Any] | None = None,
) -> Fit:
    """Posterior draws of a log density by NUTS in a whitened space.

    Every chain climbs from its own dispersed start to a mode and sets out from there, so that
    where modes are far apart chains stay apart and R-hat tells. The same seed gives the same
    draws on the same versions, whatever ``cores`` is.

    progress  told phase, fraction and seconds several times a second; what it raises stops the
              fit within a fraction of a second, as Ctrl-C does (KeyboardInterrupt)
    answers   applied to all draws [chain * draw, n] at the end; kept in ``Fit.answers``
    Raises FitError when no start is possible or the sampler gives up.
    """
    if chains < 1 or draws < 4 or tune < 20 or cores < 1:
        raise ValueError("wanted chains >= 1, draws >= 4, tune >= 20, cores >= 1")
    meter = ProgressMeter(progress, PHASES)
    with one_blas_thread():
        meter.enter("finding the mode")
        modes = find_modes(density, seed=seed, starts=chains, cores=cores)
        best_value, best = max(modes, key=lambda mode: mode[0])
        frame = whiten(best, -hessian(density, best), floor=FLOOR, ceiling=CEILING)

        meter.enter("learning the shape")
        random = np.random.default_rng(derive_seed(seed, "starts"))
        starts = np.stack([_start_near(density, frame, mode, random) for _, mode in modes])
        n_gradients = 0
        for number, pilot in enumerate(PILOTS):
            tried = run_chains(
                density if pilot.power == 1.0 else _Flattened(density, pilot.power),
                frame,
                starts,
                seeds=_chain_seeds(seed, f"pilot {number}", chains),
                tune=pilot.tune,
                draws=pilot.draws,
                cores=cores,
                target_acceptance=target_acceptance,
                max_tree_depth=pilot.max_tree_depth,
                on_progress=_part(meter, number, len(PILOTS)),
            )
            n_gradients += sum(chain.n_steps for chain in tried)
            frame = _whiten_again(density, frame, tried, pilot, cores)
            starts = np.stack([frame.to_whitened(chain.draws[-1]) for chain in tried])

        meter.enter("drawing")
        main = run_chains(
            density,
            frame,
            starts,
            seeds=_chain_seeds(seed, "main", chains),
            tune=tune,
            draws=draws,
            cores=cores,
            target_acceptance=target_acceptance,
            max_tree_depth=max_tree_depth,
            on_progress=meter.report,
        )
        meter.close()

    stacked = np.stack([chain.draws for chain in main])
    statistics = {
        name: np.stack([chain.statistics[name] for chain in main]) for name in main[0].statistics
    }
    settings = {
        "chains": chains,
        "draws": draws,
        "tune": tune,
        "target_acceptance": target_acceptance,
        "max_tree_depth": max_tree_depth,
        "best_log_density": best_value,
        "trajectory_steps": n_gradients + sum(chain.n_steps for chain in main),
        "impossible_points": sum(chain.n_impossible for chain in main),
    }
    return Fit(
        draws=stacked,
        names=tuple(density.names),
        statistics=statistics,
        seed=seed,
        answers=computed_answers(answers, stacked),
        seconds=meter.seconds,
        provenance={
            **(provenance or {}),
            "sampler": settings,
            "versions": dict(_versions()),
        },
    )


@functools.cache
def _versions() -> dict[str, str]:
    return versions("numpy", "scipy", "numba", "nutpie")


def _chain_seeds(seed: int, purpose: str, chains: int) -> list[int]:
    return [derive_seed(seed, purpose, index) for index in range(chains)]


def _part(meter: ProgressMeter, number: int, count: int) -> Callable[[float], None]:
    """Progress of one of ``count`` equal parts of the running phase."""
    return lambda share: meter.report((number + share) / count)


def _start_near(
    density: LogDensity, frame: Whitening, mode: Array, random: np.random.Generator
) -> Array:
    """A point (whitened) about one standard deviation from a chain's own mode."""
    centre = frame.to_whitened(mode)
    shift = random.standard_normal(centre.size)
    for _ in range(40):
        start = centre + shift
        if finite_value_and_gradient(density, frame.to_theta(start)) is not None:
            return start
        shift *= 0.5
    raise FitError(
        "the fit cannot leave its mode: the log density is not finite right beside it - "
        "look for a prior or a bound without a smooth edge"
    )


def _whiten_again(
    density: LogDensity, frame: Whitening, tried: list[Chain], pilot: _Pilot, cores: int
) -> Whitening:
    """The next frame, from the draws of a pilot."""
    if not pilot.hessians:
        draws = np.concatenate([chain.draws for chain in tried])
        return whiten_by_spreads(density, frame, draws, shrinkage=pilot.shrinkage)
    each = max(1, pilot.hessians // len(tried))
    chosen = np.linspace(0, pilot.draws - 1, each).astype(int)
    points = np.concatenate([chain.draws[chosen] for chain in tried])
    curvature = -mean_hessian(density, points, frame, cores=cores)
    centre = frame.to_whitened(np.concatenate([chain.draws for chain in tried])).mean(axis=0)
    return frame.then(whiten(centre, curvature, floor=FLOOR, ceiling=CEILING))


def computed_answers(answers: Answers | None, draws: Array) -> dict[str, Array]:
    if answers is None:
        return {}
    n_chains, n_draws, n = draws.shape
    computed = answers(draws.reshape(-1, n))
    return {
        name: np.asarray(values, dtype=np.float64).reshape(n_chains, n_draws, *np.shape(values)[1:])
        for name, values in computed.items()
    }
