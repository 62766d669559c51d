"""Runs nutpie's No-U-Turn sampler, one chain to a thread, without loading what it draws with.

``import nutpie`` pulls in ArviZ, Matplotlib, pandas and xarray (10 s on a slow machine); the
compiled sampler inside it needs none of them, so it is loaded by itself (10 ms). Each chain is a
sampler of its own: it starts where we say, its seed is its own, and its draws do not depend on
how many chains run at once.

Source
------
Hoffman & Gelman, The No-U-Turn Sampler, JMLR 15:1593 (2014); Seyboldt, Carlson & Carpenter,
Preconditioning Hamiltonian Monte Carlo by Minimizing Fisher Divergence, for nutpie.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from fogline.fit.density import Array, LogDensity, Native, native_of
from fogline.fit.interrupts import interrupts_held
from fogline.fit.whiten import Whitening
from fogline.ground.errors import FitError

__all__ = ["Chain", "ImpossiblePoint", "run_chains"]

# How often the waiting thread looks at the chains, in seconds: a Ctrl-C is answered within this.
POLL_SECONDS = 0.02

# The step of each draw is up to so much shorter or longer than the one found: a chain that came to
# a place too narrow for its step leaves it with a short one. Chosen by us; decisions/0052.
JITTER = 0.6

# Saved per draw, our name to nutpie's.
STATISTICS = {
    "diverging": "diverging",
    "tree_depth": "depth",
    "n_steps": "n_steps",
    "energy": "energy",
    "lp": "logp",
    "step_size": "step_size",
    "acceptance_rate": "mean_tree_accept",
}

# What the sampler stores of a draw: nothing, since the draw itself is kept on our side.
_KEPT = {"kept": np.zeros(1)}


class ImpossiblePoint(ArithmeticError):
    """The density is not finite at a point: the trajectory diverges there, the chain goes on."""

    is_recoverable = True


@dataclass(frozen=True, eq=False)
class Chain:
    """draws float64[draw, n] of the unknowns; statistics name -> [draw]; n_steps with tuning.

    points  remembered points of the trajectories after tuning, whitened float64[m, n], their
            slopes and their log densities [m]
    """

    draws: Array
    statistics: dict[str, np.ndarray]
    n_steps: int
    n_impossible: int
    points: tuple[Array, Array, Array]


@functools.cache
def _sampler_library() -> Any:
    """nutpie's compiled module, without the package around it."""
    import importlib.machinery
    import importlib.util

    if "nutpie._lib" in sys.modules:
        return sys.modules["nutpie._lib"]
    package = importlib.util.find_spec("nutpie")
    if package is None or package.submodule_search_locations is None:
        raise FitError("the sampler is missing: nutpie is not installed - run `pip install nutpie`")
    spec = importlib.machinery.PathFinder.find_spec(
        "nutpie._lib", list(package.submodule_search_locations)
    )
    if spec is None or spec.loader is None:
        raise FitError("the sampler is damaged: nutpie has no compiled part - reinstall nutpie")
    library = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(library)
    sys.modules["nutpie._lib"] = library
    return library


def _settings(library: Any, seed: int, tune: int, draws: int, target: float, depth: int) -> Any:
    settings = library.PyNutsSettings.Diag(seed)
    wanted = {
        "num_tune": tune,
        "num_draws": draws,
        "num_chains": 1,
        "maxdepth": depth,
        "target_accept": target,
        "step_size_jitter": JITTER,
    }
    if hasattr(settings, "update"):  # 0.16.9 and later
        settings.update(wanted)
    else:
        for name, value in wanted.items():
            setattr(settings, name, value)
    return settings


class _PythonCalls:
    """The density as the sampler's Python functions, for densities that have no others."""

    def __init__(self, density: LogDensity, frame: Whitening, *, rows: int, remember: int) -> None:
        self._density = density
        self._frame = frame
        self._remember = remember
        self._points: list[tuple[Array, Array, float]] = []
        self._n_calls = 0
        self._whitened = np.empty((rows, density.n_unknowns))
        self.n_draws = 0
        self.n_impossible = 0
        self.fault: BaseException | None = None

    @property
    def draws(self) -> Array:
        """The draws stored so far, whitened: float64[draw, n]."""
        return self._whitened[: self.n_draws]

    @property
    def points(self) -> tuple[Array, Array, Array]:
        """Points remembered, whitened, with slopes and values."""
        n, found = self._density.n_unknowns, self._points
        return (
            np.array([u for u, _, _ in found]).reshape(-1, n),
            np.array([slope for _, slope, _ in found]).reshape(-1, n),
            np.array([value for _, _, value in found]),
        )

    def model(self, library: Any, variables: Any, start: Array) -> Any:
        """The sampler's model of it."""
        from fogline.fit.kernels import affine, times

        root = np.ascontiguousarray(self._frame.root)
        transposed = np.ascontiguousarray(self._frame.root.T)
        centre = np.ascontiguousarray(self._frame.centre)
        evaluate = self._density.value_and_gradient

        def log_density(u: Array) -> tuple[float, Array]:
            if self.fault is not None:
                raise ImpossiblePoint
            try:
                value, gradient = evaluate(affine(root, u, centre))
            except BaseException as fault:
                # The sampler would panic on it, aloud: it hears of an impossible point instead,
                # and ``finished_within`` passes the fault on.
                self.fault = fault
                raise ImpossiblePoint from None
            slope = times(transposed, gradient)
            # Every entry of the slope has a term from every entry of the gradient, so one entry
            # tells whether all were finite.
            if not (isfinite(value) and isfinite(slope[0])):
                self.n_impossible += 1
                raise ImpossiblePoint
            self._n_calls += 1
            if self._remember and self._n_calls % self._remember == 0:
                self._points.append((np.array(u), slope, value))
            return value, slope

        def keep(u: Array) -> dict[str, Array]:
            self._whitened[self.n_draws] = u
            self.n_draws += 1
            return _KEPT

        return library.PyModel(
            lambda: log_density,
            lambda seed1, seed2, chain: keep,
            variables,
            self._density.n_unknowns,
            dim_sizes={"one": 1},
            coords={"one": np.zeros(1)},
            init_point_func=lambda seed: start,
            transform_adapter=None,
        )


class _NativeCalls:
    """The density as C functions: chains do not wait for one another at the interpreter's lock."""

    fault: BaseException | None = None

    def __init__(self, native: Native) -> None:
        self._native = native

    n_draws = property(lambda self: self._native.n_draws)
    n_impossible = property(lambda self: self._native.n_impossible)
    draws = property(lambda self: self._native.draws)
    points = property(lambda self: self._native.points)

    def model(self, library: Any, variables: Any, start: Array) -> Any:
        """The sampler's model of it."""
        native, n = self._native, len(start)
        return library.PyMcModel(
            library.LogpFunc(native.log_density, native.data, native),
            library.ExpandFunc(n, 1, native.keep, native.data, native),
            variables,
            n,
            {"one": 1},
            {"one": np.zeros(1)},
            lambda seed: start,
            lambda *_, **__: None,
        )


class _Worker:
    """One chain at work: a sampler on a thread of its own, and the draws it has made."""

    def __init__(
        self,
        density: LogDensity,
        frame: Whitening,
        start: Array,
        *,
        seed: int,
        tune: int,
        draws: int,
        target: float,
        depth: int,
        remember: int,
    ) -> None:
        self._tune = tune
        self._frame = frame
        native = native_of(density, frame.centre, frame.root, rows=tune + draws, remember=remember)
        self._calls: Any = (
            _PythonCalls(density, frame, rows=tune + draws, remember=remember)
            if native is None
            else _NativeCalls(native)
        )
        library = _sampler_library()
        variables = library.PyVariable.new_variables(
            ["kept"], ["float64"], [(1,)], {"one": 1}, {"kept": ("one",)}
        )
        model = self._calls.model(library, variables, start)
        settings = _settings(library, seed, tune, draws, target, depth)
        store = library.PyStorage.arrow()
        quiet = library.ProgressType.none()
        sampler = library.PySampler
        build = sampler.from_pyfunc if native is None else sampler.from_pymc
        try:
            self._sampler = build(settings, 1, model, quiet, store)
        except TypeError:  # 0.16.9 and later: a callback and its rate before the store
            self._sampler = build(settings, 1, model, quiet, None, 100, store)

    @property
    def n_done(self) -> int:
        """Draws made so far, tuning included."""
        return self._calls.n_draws

    def finished_within(self, seconds: float) -> bool:
        """Wait at most so long; True once the chain is done.

        Raises what the density raised, or FitError with the sampler's own words.
        """
        # The library's own wait spins on a core of its own; sleeping leaves that core to a chain.
        time.sleep(seconds)
        try:
            self._sampler.wait(1e-4)
            finished = True
        except TimeoutError:
            finished = False
        except RuntimeError as error:
            if self._calls.fault is None:
                reason = str(error).strip().splitlines()[0]
                raise FitError(
                    f"the sampler stopped: {reason} - another seed may help; if it does not, "
                    "look for a claim that the model cannot explain"
                ) from None
            finished = True
        if self._calls.fault is not None:
            raise self._calls.fault
        return finished

    def stop(self) -> None:
        """End the chain, drop its results and leave no thread behind."""
        try:
            self._sampler.abort()
            if not self._sampler.is_empty(ignore_error=True):
                self._sampler.take_results()
        except BaseException:
            # Failed or finished already: its words were passed on by ``finished_within``. A
            # panic of the compiled part is a BaseException and must not hide that error.
            return

    def result(self) -> Chain:
        """The finished chain."""
        _, batches = self._sampler.take_results().get_arrow_trace()
        table = batches[0]
        statistics = {
            ours: np.array(table.column(theirs).to_numpy())[self._tune :]
            for ours, theirs in STATISTICS.items()
        }
        each = np.asarray(table.column("n_steps").to_numpy())
        steps, later = int(each.sum()), int(each[self._tune :].sum())
        draws = self._frame.to_theta(self._calls.draws[self._tune :])
        points = self._calls.points
        first = len(points[2]) - round(len(points[2]) * later / max(steps, 1))
        return Chain(
            draws, statistics, steps, self._calls.n_impossible,
            (points[0][first:], points[1][first:], points[2][first:]),
        )  # fmt: skip


def run_chains(
    density: LogDensity,
    frame: Whitening,
    starts: Sequence[Array] | Array,
    *,
    seeds: Sequence[int],
    tune: int,
    draws: int,
    cores: int,
    target_acceptance: float = 0.9,
    max_tree_depth: int = 10,
    remember: int = 0,
    on_progress: Callable[[float], None] | None = None,
) -> list[Chain]:
    """One chain per row of ``starts`` (whitened, [chain, n]), at most ``cores`` at once.

    remember  one point of a trajectory in so many goes into ``Chain.points``; 0 for none

    ``on_progress`` hears the share of draws made, tuning included. Ctrl-C, or an exception from
    ``on_progress``, ends all chains and is passed on.
    """
    waiting = list(range(len(starts)))
    running: dict[int, _Worker] = {}
    finished: dict[int, Chain] = {}
    wanted = len(starts) * (tune + draws)
    with interrupts_held() as interrupted:
        try:
            while (waiting or running) and not interrupted():
                while waiting and len(running) < cores:
                    index = waiting.pop(0)
                    running[index] = _Worker(
                        density,
                        frame,
                        np.ascontiguousarray(starts[index]),
                        seed=seeds[index],
                        tune=tune,
                        draws=draws,
                        target=target_acceptance,
                        depth=max_tree_depth,
                        remember=remember,
                    )
                for index in list(running):
                    if running[index].finished_within(POLL_SECONDS / len(running)):
                        finished[index] = running.pop(index).result()
                if on_progress is not None:
                    done = len(finished) * (tune + draws)
                    done += sum(worker.n_done for worker in running.values())
                    on_progress(done / wanted)
        finally:
            for worker in running.values():
                worker.stop()
    if len(finished) < len(starts):  # a handler of one's own may note a Ctrl-C and raise nothing
        raise KeyboardInterrupt
    return [finished[index] for index in range(len(starts))]
