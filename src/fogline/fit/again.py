"""Fits a density close to one already fitted: no search for modes, one pilot, fewer draws.

Leaving a claim out moves a posterior a little, so the draws of the whole fit give the frame and
the starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from fogline.fit.bend import Bend, Bent
from fogline.fit.density import Array, LogDensity, finite_value_and_gradient
from fogline.fit.fit import Fit
from fogline.fit.nuts import run_chains
from fogline.fit.progress import ProgressMeter, Watcher
from fogline.fit.sample import Answers, fit_of, turned_back
from fogline.fit.threads import one_blas_thread
from fogline.fit.whiten import Whitening, whiten_by_spreads
from fogline.ground.errors import FitError
from fogline.ground.seeds import derive_seed

__all__ = ["sample_again"]

PHASES = {"learning the shape": 30.0, "drawing": 70.0}
# Draws that the frame is learned from, and how far their correlations are drawn to zero.
# Chosen by us: a few hundred draws of some two hundred unknowns.
FRAME_DRAWS, SHRINKAGE = 800, 0.2


def sample_again(
    density: LogDensity,
    near: Array,
    *,
    seed: int,
    chains: int = 4,
    draws: int = 400,
    tune: int = 150,
    cores: int = 2,
    progress: Watcher | None = None,
    answers: Answers | None = None,
    target_acceptance: float = 0.9,
    provenance: Mapping[str, Any] | None = None,
) -> Fit:
    """Posterior draws of ``density``, whose posterior lies near the draws ``near`` [m, n].

    Raises FitError when no draw of ``near`` is possible under it.
    """
    random = np.random.default_rng(derive_seed(seed, "starts"))
    meter = ProgressMeter(progress, PHASES)
    with one_blas_thread():
        meter.enter("learning the shape")
        bend = Bend.of(getattr(density, "windows", ())).learned(near)
        bent = Bent(density, bend)
        chosen = bend.to_bent(near[random.permutation(len(near))])
        possible = [t for t in chosen[:FRAME_DRAWS] if finite_value_and_gradient(bent, t)]
        if len(possible) < max(chains, 20):
            raise FitError(
                "the fit cannot be repeated from here: nearly all draws of the first fit are "
                "impossible without what was left out - fit the case anew without it"
            )
        centre, spread = np.mean(possible, axis=0), np.std(possible, axis=0)
        frame = Whitening(centre, np.diag(np.maximum(spread, 1e-6)))
        frame = _learned(bent, frame, np.array(possible))
        starts = frame.to_whitened(np.array(possible[:chains]))
        pilot = run_chains(
            bent, frame, starts, tune=100, draws=100, cores=cores, max_tree_depth=6,
            seeds=[derive_seed(seed, "pilot", i) for i in range(chains)],
            target_acceptance=target_acceptance,
        )  # fmt: skip
        moved = np.concatenate([np.concatenate([c.draws for c in pilot]), possible])
        frame = _learned(bent, frame, moved)
        starts = np.stack([frame.to_whitened(chain.draws[-1]) for chain in pilot])
        meter.enter("drawing")
        main = run_chains(
            bent, frame, starts, tune=tune, draws=draws, cores=cores,
            seeds=[derive_seed(seed, "main", i) for i in range(chains)],
            target_acceptance=target_acceptance, on_progress=meter.report,
        )  # fmt: skip
        meter.close()
    straight = [turned_back(chain, bend) for chain in main]
    return replace(
        fit_of(density.names, straight, seed=seed, answers=answers),
        seconds=meter.seconds,
        provenance=dict(provenance or {}),
    )


def _learned(density: LogDensity, frame: Whitening, draws: Array) -> Whitening:
    """The frame that draws theta[m, n] and their gradients give."""
    slopes = np.array([density.value_and_gradient(theta)[1] for theta in draws]) @ frame.root
    return whiten_by_spreads(frame, frame.to_whitened(draws), slopes, shrinkage=SHRINKAGE)
