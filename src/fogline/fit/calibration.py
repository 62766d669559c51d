"""Simulation-based calibration: does the fit find again what the model itself made up?

Truths are drawn from the prior, data from the model, and the data fitted. If model, sampler and
code agree, the rank of each truth among the posterior draws is uniform.

Source
------
Talts, Betancourt, Simpson, Vehtari & Gelman, arXiv:1804.06788 (2018); Modrak et al., Bayesian
Analysis 20:461 (2025), for the log density as a test quantity; Saeilynoja, Buerkner & Vehtari,
Statistics and Computing 32:32 (2022), for the simultaneous envelope of the ECDF.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.fit.density import Array, LogDensity
from fogline.fit.diagnostics import ess_bulk, rhat
from fogline.fit.fit import Fit
from fogline.fit.sample import sample
from fogline.ground.errors import FitError
from fogline.ground.files import write_atomically
from fogline.ground.seeds import derive_seed

__all__ = ["Calibration", "Simulate", "Trial", "Uniformity", "calibrate", "ecdf_envelope"]

# A truth float64[n] and the density of the unknowns given data simulated from it.
Simulate = Callable[[int], tuple[Array, LogDensity]]
# Test quantities, each [m], of theta[m, n] under one simulated density.
Quantities = Callable[[Array, LogDensity], Mapping[str, Array]]

LOG_DENSITY = "log density"
# A trial's chains go on until they agree so well, and count as doubtful beyond the second figure.
# Chosen by us.
SETTLED_RHAT, DOUBTFUL_RHAT = 1.02, 1.05
# Uniform samples drawn to learn how far an ECDF strays by chance; the seed makes the table the
# same everywhere. Chosen by us.
ENVELOPE_SAMPLES = 4000
ENVELOPE_SEED = 20220331


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One simulation: ranks of its truths and how the fit fared."""

    index: int
    ranks: dict[str, int]
    worst_rhat: float
    least_ess: float
    n_divergent: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniformity:
    """Tests of one quantity's ranks.

    p_chi_square  chi-square over equal bins: any departure
    p_ecdf        largest departure of the ECDF from uniform, simultaneous over all ranks
    bias, width   mean rank in [-1, 1] from what is right (above 0: posteriors too low), and the
                  spread of ranks over what is right (above 1: posteriors too narrow)
    """

    name: str
    p_chi_square: float
    p_ecdf: float
    bias: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """All trials; a rank counts the posterior draws below the truth, 0 to ``n_kept``."""

    n_kept: int
    trials: tuple[Trial, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The test quantities."""
        return tuple(self.trials[0].ranks)

    def ranks(self, name: str) -> NDArray[np.int64]:
        """Ranks int[trial] of one quantity."""
        return np.array([trial.ranks[name] for trial in self.trials])

    @property
    def n_doubtful(self) -> int:
        """Trials whose worst R-hat exceeds 1.05: their ranks count, their number is a warning."""
        return sum(not trial.worst_rhat <= DOUBTFUL_RHAT for trial in self.trials)

    def uniformity(self) -> tuple[Uniformity, ...]:
        """Both tests for every quantity."""
        return tuple(_uniformity(name, self.ranks(name), self.n_kept) for name in self.names)

    def passed(self, level: float = 0.01) -> bool:
        """No quantity's p below ``level`` after Bonferroni's correction over all tests."""
        rows = self.uniformity()
        least = min(min(row.p_chi_square, row.p_ecdf) for row in rows)
        return least * 2 * len(rows) >= level


def calibrate(
    simulate: Simulate,
    *,
    seed: int,
    n_trials: int,
    quantities: Quantities | None = None,
    n_kept: int = 99,
    chains: int = 2,
    draws: int = 500,
    tune: int = 150,
    workers: int = 2,
    record: Path | str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Calibration:
    """Simulate, fit and rank ``n_trials`` times.

    simulate    module-level function when workers > 1 (it is sent to other processes); must use
                its seed alone
    quantities  what is ranked besides the log density; all unknowns by default
    n_kept      draws each truth is ranked among, spaced evenly over the chains
    record      JSON file of finished trials: a run that was stopped goes on from it
    progress    told (trials done, trials wanted)
    Raises FitError when the record is of another run.
    """
    if n_kept > chains * draws:
        raise ValueError(f"cannot keep {n_kept} of {chains * draws} draws")
    settings: dict[str, Any] = {
        "simulate": f"{simulate.__module__}.{simulate.__qualname__}",
        "quantities": quantities.__qualname__ if quantities is not None else "",
        "seed": str(seed),
        "n_kept": n_kept,
        "chains": chains,
        "draws": draws,
        "tune": tune,
    }
    place = None if record is None else Path(record)
    done = {} if place is None else _read_record(place, settings)
    missing = [index for index in range(n_trials) if index not in done]
    one = functools.partial(
        run_trial,
        simulate,
        quantities,
        seed=seed,
        n_kept=n_kept,
        chains=chains,
        draws=draws,
        tune=tune,
    )
    for trial in _run(one, missing, workers):
        done[trial.index] = trial
        if place is not None:
            _write_record(place, settings, done)
        if progress is not None:
            progress(sum(index < n_trials for index in done), n_trials)
    return Calibration(n_kept=n_kept, trials=tuple(done[index] for index in range(n_trials)))


def run_trial(
    simulate: Simulate,
    quantities: Quantities | None,
    index: int,
    *,
    seed: int,
    n_kept: int,
    chains: int,
    draws: int,
    tune: int,
    most_blocks: int = 1,
) -> Trial:
    """One trial: simulate, fit, rank. The same whatever runs beside it.

    most_blocks  chains go on, ``draws`` at a time and so often at most, until the draws that are
                 kept may count as independent
    """
    truth, density = simulate(derive_seed(seed, "truth", index))
    fit = sample(
        density,
        seed=derive_seed(seed, "fit", index),
        chains=chains,
        draws=draws,
        tune=tune,
        cores=1,
        wanting=lambda fit: 0 if _settled(fit, n_kept) else draws,
        most_blocks=most_blocks,
    )
    flat = fit.flat()
    kept = flat[np.linspace(0, len(flat) - 1, n_kept).round().astype(int)]
    everything = np.concatenate([truth[None], kept])
    values: dict[str, Array] = {
        LOG_DENSITY: np.array([density.value_and_gradient(theta)[0] for theta in everything])
    }
    if quantities is None:
        values |= {name: everything[:, column] for column, name in enumerate(density.names)}
    else:
        values |= quantities(everything, density)
    random = np.random.default_rng(derive_seed(seed, "ties", index))
    return Trial(
        index=index,
        ranks={name: _rank(column, random) for name, column in values.items()},
        worst_rhat=float(np.max(rhat(fit.draws))) if chains > 1 else 1.0,
        least_ess=float(np.min(ess_bulk(fit.draws))),
        n_divergent=int(np.sum(fit.statistics["diverging"])),
        seconds=sum(fit.seconds.values()),
    )


def _settled(fit: Fit, n_kept: int) -> bool:
    """Chains agree on every unknown, with two effective draws for each one kept."""
    return bool(
        np.max(rhat(fit.draws)) <= SETTLED_RHAT and np.min(ess_bulk(fit.draws)) >= 2 * n_kept
    )


def ecdf_envelope(
    n_trials: int, n_kept: int, level: float = 0.95
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Bounds int[n_kept] on how many of n trials have rank < j, j = 1 .. n_kept.

    A uniform sample stays within all of them at once with probability ``level``.
    """
    from scipy.special import bdtr

    chance = np.quantile(_chance_depths(n_trials, n_kept), 1.0 - level)
    counts = np.arange(n_trials + 1)
    shares = np.arange(1, n_kept + 1) / (n_kept + 1)
    below = bdtr(counts[None], n_trials, shares[:, None])
    above = 1.0 - np.concatenate([np.zeros((n_kept, 1)), below[:, :-1]], axis=1)
    inside = 2.0 * np.minimum(below, above) >= chance
    return np.argmax(inside, axis=1), n_trials - np.argmax(inside[:, ::-1], axis=1)


def _rank(column: Array, random: np.random.Generator) -> int:
    """How many draws are below the truth, which comes first; ties are settled by chance."""
    below = int(np.sum(column[1:] < column[0]))
    equal = int(np.sum(column[1:] == column[0]))
    return below + int(random.integers(0, equal + 1))


def _uniformity(name: str, ranks: NDArray[np.int64], n_kept: int) -> Uniformity:
    from scipy.special import chdtrc

    n_trials = ranks.size
    # Talts et al. (2018): bins wide enough that each expects five or more.
    n_bins = int(np.clip(n_trials // 10, 2, 20))
    edges = np.linspace(0, n_kept + 1, n_bins + 1).round()
    counts, _ = np.histogram(ranks, bins=edges)
    expected = n_trials * np.diff(edges) / (n_kept + 1)
    statistic = float(np.sum((counts - expected) ** 2 / expected))
    depth = _depths(ranks[None], n_kept)[0]
    chance = _chance_depths(n_trials, n_kept)
    middle = n_kept / 2.0
    right_spread = np.sqrt(((n_kept + 1) ** 2 - 1) / 12.0)
    return Uniformity(
        name=name,
        p_chi_square=float(chdtrc(n_bins - 1, statistic)),
        p_ecdf=float((np.sum(chance <= depth) + 1) / (chance.size + 1)),
        bias=float(ranks.mean() / middle - 1.0),
        width=float(np.sqrt(np.mean((ranks - middle) ** 2)) / right_spread),
    )


@functools.lru_cache(maxsize=16)
def _chance_depths(n_trials: int, n_kept: int) -> Array:
    random = np.random.default_rng(ENVELOPE_SEED)
    ranks = random.integers(0, n_kept + 1, (ENVELOPE_SAMPLES, n_trials))
    return _depths(ranks, n_kept)


def _depths(ranks: NDArray[np.int64], n_kept: int) -> Array:
    """How unlikely the least likely point of each row's ECDF is, two-sided: float64[row]."""
    from scipy.special import bdtr

    n_trials = ranks.shape[1]
    below = np.empty((ranks.shape[0], n_kept))
    for row, values in enumerate(ranks):
        below[row] = np.cumsum(np.bincount(values, minlength=n_kept + 1))[:-1]
    shares = np.arange(1, n_kept + 1) / (n_kept + 1)
    low = bdtr(below, n_trials, shares)
    high = 1.0 - np.where(below > 0, bdtr(np.maximum(below - 1, 0), n_trials, shares), 0.0)
    return 2.0 * np.minimum(low, high).min(axis=1)


def _run(one: Callable[[int], Trial], indices: list[int], workers: int) -> Any:
    """Trials as they finish."""
    if workers <= 1 or len(indices) <= 1:
        yield from map(one, indices)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    # Spawned, not forked: a fork of a process with running threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(indices)), mp_context=context) as pool:
        futures = [pool.submit(one, index) for index in indices]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BrokenProcessPool as error:
            raise FitError(
                "a calibration process died: it could not load the simulation, or memory ran "
                "out - run with one worker to see why"
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _read_record(place: Path, settings: dict[str, Any]) -> dict[int, Trial]:
    if not place.exists():
        return {}
    try:
        record = json.loads(place.read_text(encoding="utf-8"))
        found = record["settings"]
        trials = [Trial(**row) for row in record["trials"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FitError(
            f"the calibration record {place} cannot be read: {error} - delete it and run again"
        ) from error
    if found != settings:
        differing = sorted(name for name in settings if found.get(name) != settings[name])
        raise FitError(
            f"the calibration record {place} is of another run: it differs in "
            f"{', '.join(differing)} - delete it or name another record"
        )
    return {trial.index: trial for trial in trials}


def _write_record(place: Path, settings: dict[str, Any], done: Mapping[int, Trial]) -> None:
    rows = [asdict(done[index]) for index in sorted(done)]
    text = json.dumps({"settings": settings, "trials": rows}, indent=1)
    write_atomically(place, text + "\n")
