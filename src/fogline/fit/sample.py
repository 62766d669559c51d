"""Draws from a log density: modes, whitening, pilots that whiten again, the main run."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from fogline.fit.bend import Bend, Bent
from fogline.fit.density import Array, LogDensity, finite_value_and_gradient
from fogline.fit.fit import Fit
from fogline.fit.nuts import Chain, run_chains
from fogline.fit.pilots import learn_shape
from fogline.fit.progress import Progress, ProgressMeter, Watcher
from fogline.fit.threads import one_blas_thread
from fogline.fit.whiten import Whitening, find_modes, hessian, whiten
from fogline.ground.errors import FitError
from fogline.ground.provenance import versions
from fogline.ground.seeds import derive_seed

__all__ = ["Answers", "Progress", "fit_of", "sample", "turned_back"]

# Draws float64[m, n] to named quantities, each [m, ...]; no row knows of the others.
Answers = Callable[[Array], Mapping[str, Any]]

# The phases and how long each takes, relative to the others (170 unknowns, 100 us a gradient).
PHASES = {"finding the mode": 2.0, "learning the shape": 18.0, "drawing": 80.0}

# Draws that a chain that goes on spends on finding its step size again. Chosen by us.
TUNE_AGAIN = 40

# Bounds on curvature, in the unknowns' own scale (order one) and then in once-whitened units: an
# unknown may be at most 5 scales wide before the pilot, and 5 times that after. Chosen by us.
FLOOR = 0.04
CEILING = 1e8


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
    wanting: Callable[[Fit], int] | None = None,
    most_blocks: int = 1,
) -> Fit:
    """Posterior draws of a log density by NUTS in a whitened space.

    Every chain climbs from its own dispersed start to a mode and sets out from there, so that
    where modes are far apart chains stay apart and R-hat tells. The same seed gives the same
    draws on the same versions, whatever ``cores`` is.

    progress  told phase, fraction and seconds several times a second; what it raises stops the
              fit within a fraction of a second, as Ctrl-C does (KeyboardInterrupt)
    wanting   asked after ``draws`` draws a chain, and again after those it wanted, how many more
              draws a chain the fit so far wants (0: it will do); each chain goes on from where it
              is, to ``most_blocks`` times ``draws`` at most
    answers   applied to the draws of each block [chain * draw, n], row by row; kept in
              ``Fit.answers``
    Raises FitError when no start is possible or the sampler gives up.
    """
    if chains < 1 or draws < 4 or tune < 20 or cores < 1:
        raise ValueError("wanted chains >= 1, draws >= 4, tune >= 20, cores >= 1")
    meter = ProgressMeter(progress, PHASES)
    with one_blas_thread():
        meter.enter("finding the mode")
        bend = Bend.of(getattr(density, "windows", ()))
        bent = Bent(density, bend)
        modes = find_modes(bent, seed=seed, starts=chains, cores=cores)
        best_value, best = max(modes, key=lambda mode: mode[0])
        frame = whiten(best, -hessian(bent, best), floor=FLOOR, ceiling=CEILING)

        meter.enter("learning the shape")
        random = np.random.default_rng(derive_seed(seed, "starts"))
        starts = np.stack([_start_near(bent, frame, mode, random) for _, mode in modes])
        learned = learn_shape(
            density,
            bend,
            frame,
            starts,
            seeds=lambda purpose: _chain_seeds(seed, purpose, chains),
            cores=cores,
            target_acceptance=target_acceptance,
            max_tree_depth=max_tree_depth,
            on_progress=meter.report,
        )
        bend, frame, starts = learned.bend, learned.frame, learned.starts
        bent = Bent(density, bend)

        meter.enter("drawing")
        blocks: list[Fit] = []
        n_gradients, n_impossible, next_draws = learned.n_gradients, 0, draws
        while True:
            number = len(blocks)
            block = run_chains(
                bent,
                frame,
                starts,
                seeds=_chain_seeds(seed, f"main {number}" if number else "main", chains),
                tune=min(tune, TUNE_AGAIN) if number else tune,
                draws=next_draws,
                cores=cores,
                target_acceptance=target_acceptance,
                max_tree_depth=max_tree_depth,
                on_progress=lambda share, done=number: meter.report(
                    share if wanting is None else (done + share) / (done + share + 1.0)
                ),
            )
            n_gradients += sum(chain.n_steps for chain in block)
            n_impossible += sum(chain.n_impossible for chain in block)
            straight = [turned_back(chain, bend) for chain in block]
            blocks.append(fit_of(density.names, straight, seed=seed, answers=answers))
            fit = _end_to_end(blocks)
            room = most_blocks * draws - fit.n_draws
            if wanting is None or room <= 0 or not (wanted := wanting(fit)):
                break
            next_draws = min(wanted, room)
            starts = np.stack([frame.to_whitened(chain.draws[-1]) for chain in block])
        meter.close()

    settings = {
        "chains": chains,
        "draws": fit.n_draws,
        "tune": tune,
        "target_acceptance": target_acceptance,
        "max_tree_depth": max_tree_depth,
        "best_log_density": best_value,
        "trajectory_steps": n_gradients,
        "impossible_points": n_impossible,
    }
    return replace(
        fit,
        seconds=meter.seconds,
        provenance={
            **(provenance or {}),
            "sampler": settings,
            "versions": dict(_versions()),
        },
    )


def fit_of(
    names: Sequence[str], chains: Sequence[Chain], *, seed: int, answers: Answers | None
) -> Fit:
    """The draws of some chains with the answers read off them."""
    draws = np.stack([chain.draws for chain in chains])
    return Fit(
        draws=draws,
        names=tuple(names),
        statistics={
            name: np.stack([chain.statistics[name] for chain in chains])
            for name in chains[0].statistics
        },
        seed=seed,
        answers=_computed(answers, draws),
    )


def turned_back(chain: Chain, bend: Bend) -> Chain:
    """A chain's draws as unknowns, and the log density of those."""
    _, log_slopes, _ = bend.slopes(chain.draws)
    statistics = {**chain.statistics, "lp": chain.statistics["lp"] - log_slopes.sum(axis=-1)}
    return replace(chain, draws=bend.to_theta(chain.draws), statistics=statistics)


def _end_to_end(blocks: Sequence[Fit]) -> Fit:
    """One fit of several whose chains go on from each other."""

    def joined(parts: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
        return {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}

    return replace(
        blocks[0],
        draws=np.concatenate([block.draws for block in blocks], axis=1),
        statistics=joined([block.statistics for block in blocks]),
        answers=joined([block.answers for block in blocks]),
    )


@functools.cache
def _versions() -> dict[str, str]:
    return versions("numpy", "scipy", "numba", "nutpie")


def _chain_seeds(seed: int, purpose: str, chains: int) -> list[int]:
    return [derive_seed(seed, purpose, index) for index in range(chains)]


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


def _computed(answers: Answers | None, draws: Array) -> dict[str, Array]:
    if answers is None:
        return {}
    n_chains, n_draws, n = draws.shape
    computed = answers(draws.reshape(-1, n))
    return {
        name: np.asarray(values, dtype=np.float64).reshape(n_chains, n_draws, *np.shape(values)[1:])
        for name, values in computed.items()
    }
