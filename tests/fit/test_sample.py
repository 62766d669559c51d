"""Draws have the right moments, honest gates, clean interruption and a place on disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fogline.fit import Fit, Progress, gates_of_answers, nuts, sample
from fogline.fit.density import Array
from fogline.fit.diagnostics import ess_bulk, mcse_quantile, rhat
from fogline.fit.gates import fit_until_converged, gates
from fogline.fit.whiten import Whitening, hessian, whiten, whiten_by_spreads
from fogline.ground.errors import FitError
from tests.fit import toy
from tests.fit.densities import (
    Density,
    banana,
    correlated_normal,
    funnel,
    half_space,
    student_t,
    two_peaks,
)


@pytest.fixture(scope="module")
def normal_fit() -> tuple[Fit, Array, Array]:
    density, mean, covariance = correlated_normal(100, seed=2)
    return sample(density, seed=5, draws=500), mean, covariance


def test_a_correlated_normal_of_100_unknowns_has_its_mean_and_covariance(
    normal_fit: tuple[Fit, Array, Array],
) -> None:
    fit, mean, covariance = normal_fit
    draws = fit.flat()
    scale = np.sqrt(np.diag(covariance))
    # Effective sizes exceed 1,500 here: errors of means beyond 4.5 of these scales do not occur.
    assert np.max(np.abs(draws.mean(axis=0) - mean) / scale) < 4.5 / np.sqrt(1500)
    root = np.linalg.inv(np.linalg.cholesky(covariance))
    whitened = np.cov(root @ (draws - mean).T)
    values = np.linalg.eigvalsh(whitened)
    # Marchenko-Pastur edges for 100 unknowns and 400 effective draws: (1 -+ sqrt(1/4))^2.
    assert values.min() > 0.25
    assert values.max() < 2.25
    assert ess_bulk(fit.draws).min() > 1500
    # 100 unknowns at 500 draws a chain: the worst of them is above 1.01 by chance.
    assert rhat(fit.draws).max() < 1.03


def test_whitening_makes_a_stretched_normal_cheap(normal_fit: tuple[Fit, Array, Array]) -> None:
    fit, _, _ = normal_fit
    assert np.mean(fit.statistics["n_steps"]) <= 16


def test_a_real_sized_toy_converges_and_covers_the_truth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    problem = toy.simulate(11)
    fit = sample(
        problem, seed=1, draws=300, answers=lambda draws: {"totals": toy.log_totals(draws)}
    )
    truth = toy.log_totals(problem.truth[None])[0]
    low, high = np.quantile(fit.answers["totals"], [0.005, 0.995], axis=(0, 1))
    inside = int(np.sum((low <= truth) & (truth <= high)))
    assert inside >= 13  # of 15 at 99 %
    # At 300 draws a chain R-hat itself is uncertain by about 0.01.
    assert rhat(fit.answers["totals"]).max() < 1.03
    rows = gates_of_answers(fit)
    assert all(row.passed for row in rows if row.name.startswith(("div", "energy"))), rows
    with capsys.disabled():
        steps = fit.provenance["sampler"]["trajectory_steps"]
        seconds = ", ".join(f"{phase} {spent:.1f} s" for phase, spent in fit.seconds.items())
        print(f"\n  toy of {problem.n_unknowns} unknowns: {steps} steps; {seconds}")


def test_heavy_tails_have_the_quantiles_of_student_t() -> None:
    from scipy.special import stdtrit

    fit = sample(student_t(3, 3.0), seed=2, draws=4000)
    levels = np.array([0.1, 0.25, 0.75, 0.9])
    off = np.abs(np.quantile(fit.flat(), levels, axis=0) - stdtrit(3.0, levels)[:, None])
    errors = np.array([mcse_quantile(fit.draws, level) for level in levels])
    # Draws differ between processors, so the bound is one of Monte Carlo errors: beyond 4.5 in
    # one of 12 happens once in 10,000 machines. Their own size is bounded too.
    assert np.max(off / errors) < 4.5
    assert np.max(errors) < 0.06


def test_two_peaks_far_apart_are_not_called_converged_even_after_a_rerun() -> None:
    outcome = fit_until_converged(two_peaks(3, 6.0), seed=4, draws=100, tune=60, reruns=1)
    assert not outcome.converged
    assert [attempt.chains for attempt in outcome.attempts] == [4, 6]
    assert [attempt.draws for attempt in outcome.attempts] == [100, 200]
    bad = next(row for row in outcome.gates if row.name.startswith("R-hat"))
    assert not bad.passed
    assert "unknown 0" in bad.got
    assert "run longer" in bad.remedy


def test_chains_go_on_from_where_they_are_until_the_fit_will_do() -> None:
    density, mean, covariance = correlated_normal(6, seed=1)
    seen: list[int] = []

    def wanting(fit: Fit) -> int:
        seen.append(fit.n_draws)
        return max(300 - fit.n_draws, 0) if fit.n_draws > 100 else 80

    fit = sample(density, seed=9, draws=100, tune=50, wanting=wanting, most_blocks=5)
    assert seen == [100, 180, 300]
    once = sample(density, seed=9, draws=100, tune=50)
    np.testing.assert_array_equal(fit.draws[:, :100], once.draws)
    assert len(np.unique(fit.draws[0, :, 0])) > 250  # no block is drawn twice
    off = np.abs(fit.flat().mean(axis=0) - mean) / np.sqrt(np.diag(covariance))
    # 1,200 near-independent draws: one of six beyond 4.5 errors happens once in 20,000 machines
    assert np.max(off) < 4.5 / np.sqrt(1000)
    assert rhat(fit.draws).max() < 1.03


def test_a_fit_that_never_will_do_ends_after_its_blocks() -> None:
    outcome = fit_until_converged(
        two_peaks(3, 6.0), seed=4, draws=50, tune=60, reruns=0, most_blocks=3
    )
    assert not outcome.converged
    assert [attempt.draws for attempt in outcome.attempts] == [150]


def test_a_funnel_is_reported_as_failed_not_as_an_answer() -> None:
    fit = sample(funnel(5), seed=1, draws=100, tune=60, max_tree_depth=5)
    assert not all(row.passed for row in gates_of_answers(fit))


def test_a_banana_is_right_or_says_that_it_is_not() -> None:
    fit = sample(banana(), seed=6)
    passed = all(row.passed for row in gates_of_answers(fit))
    mean = fit.column("unknown 1").mean()
    assert not passed or abs(mean - 1.0) < 0.25


def test_impossible_points_are_refused_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    fit = sample(half_space(), seed=3, draws=200)
    assert np.all(fit.column("unknown 0") >= -1.0)
    assert fit.provenance["sampler"]["impossible_points"] > 0
    assert np.sum(fit.statistics["diverging"]) > 0
    out, err = capfd.readouterr()
    assert out + err == ""


def test_the_same_seed_gives_the_same_draws_on_one_core_or_two() -> None:
    density, _, _ = correlated_normal(6, seed=1)
    first = sample(density, seed=9, draws=50, tune=50, cores=1)
    again = sample(density, seed=9, draws=50, tune=50, cores=2)
    other = sample(density, seed=10, draws=50, tune=50, cores=2)
    np.testing.assert_array_equal(first.draws, again.draws)
    assert not np.array_equal(first.draws, other.draws)


def test_chains_start_apart() -> None:
    density, _, _ = correlated_normal(4, seed=1)
    fit = sample(density, seed=1, draws=20, tune=20)
    first = fit.draws[:, 0]
    assert len({tuple(row) for row in first}) == 4


def test_progress_never_goes_back_and_ends_at_one() -> None:
    told: list[Progress] = []
    density, _, _ = correlated_normal(4, seed=1)
    sample(density, seed=1, draws=50, tune=30, progress=told.append)
    fractions = [step.fraction for step in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert len({step.phase for step in told}) == 3


class _Enough(Exception):
    pass


def test_an_exception_from_the_watcher_stops_the_fit_and_leaves_no_thread_calling() -> None:
    calls = 0

    def function(theta: Array) -> tuple[float, Array]:
        nonlocal calls
        calls += 1
        return float(-0.5 * theta @ theta), -theta

    def watcher(step: Progress) -> None:
        if step.phase == "drawing" and step.fraction > 0.35:
            raise _Enough

    with pytest.raises(_Enough):
        sample(Density(3, function), seed=1, draws=20_000, progress=watcher)
    time.sleep(0.1)
    before = calls
    time.sleep(0.2)
    assert calls == before


def test_a_fault_in_the_density_is_passed_on_as_it_is(capfd: pytest.CaptureFixture[str]) -> None:
    threads: set[str] = set()

    def function(theta: Array) -> tuple[float, Array]:
        threads.add(threading.current_thread().name)
        if len(threads) > 3:
            raise ZeroDivisionError("the density is broken")
        return float(-0.5 * theta @ theta), -theta

    with pytest.raises(ZeroDivisionError, match="the density is broken"):
        sample(Density(3, function), seed=1)
    out, err = capfd.readouterr()
    assert out + err == ""


def test_a_density_that_is_never_finite_is_refused_with_advice() -> None:
    nowhere = Density(2, lambda theta: (float("-inf"), np.zeros(2)))
    with pytest.raises(FitError, match="nowhere to start"):
        sample(nowhere, seed=1)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_ctrl_c_stops_within_a_second_and_says_nothing_but_its_name() -> None:
    script = """
        import numpy as np
        from fogline.fit import sample
        class Slow:
            n_unknowns = 5
            names = tuple("abcde")
            def value_and_gradient(self, theta):
                return float(-0.5 * theta @ theta), -theta
            def initial(self, seed):
                return np.random.default_rng(seed).standard_normal(5)
        def watcher(step):
            if step.phase == "drawing":
                print("drawing", flush=True)
        try:
            sample(Slow(), seed=1, draws=10_000_000, progress=watcher)
        except KeyboardInterrupt:
            print("stopped", flush=True)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "drawing\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)  # by itself it would take days
    assert out.strip().endswith("stopped")
    assert err == ""
    assert process.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_ctrl_c_between_a_chains_start_and_its_note_leaves_no_chain_running(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Any] = []
    started = nuts._Worker.__init__

    def start(self: Any, *arguments: Any, **named: Any) -> None:
        started(self, *arguments, **named)
        made.append(self)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(nuts._Worker, "__init__", start)
    with pytest.raises(KeyboardInterrupt):
        sample(Density(2, lambda theta: (float(-0.5 * theta @ theta), -theta)), seed=1, chains=2)
    assert made
    assert all(worker._sampler.is_empty(ignore_error=True) for worker in made)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_ctrl_c_ends_a_fit_also_where_a_handler_of_ones_own_only_notes_it() -> None:
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))

    def watcher(told: Any) -> None:
        if told.phase == "drawing":
            signal.raise_signal(signal.SIGINT)

    try:
        with pytest.raises(KeyboardInterrupt):
            sample(
                Density(2, lambda theta: (float(-0.5 * theta @ theta), -theta)), seed=1, chains=2,
                draws=20_000, progress=watcher,
            )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, before)


def test_nothing_heavy_is_imported_for_a_fit() -> None:
    script = """
        import sys
        import numpy as np
        from fogline.fit import sample
        assert not {"numba", "scipy", "nutpie", "xarray"} & set(sys.modules), "on import"
        class Round:
            n_unknowns = 2
            names = ("a", "b")
            def value_and_gradient(self, theta):
                return float(-0.5 * theta @ theta), -theta
            def initial(self, seed):
                return np.random.default_rng(seed).standard_normal(2)
        sample(Round(), seed=1, draws=10, tune=20)
        heavy = {"arviz", "arviz_stats", "pandas", "xarray", "matplotlib", "scipy.stats"}
        assert not heavy & set(sys.modules), heavy & set(sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_hessian_of_a_normal_is_minus_its_precision() -> None:
    density, mean, covariance = correlated_normal(7, seed=3, scales=0.5)
    got = hessian(density, mean + 0.3)
    np.testing.assert_allclose(got, -np.linalg.inv(covariance), rtol=1e-6, atol=1e-5)


def test_whitening_floors_flat_and_upward_directions() -> None:
    frame = whiten(np.zeros(3), np.diag([-4.0, 1e-9, 25.0]), floor=0.04, ceiling=1e8)
    scales = np.sort(np.linalg.norm(frame.root, axis=0))
    np.testing.assert_allclose(scales, [0.2, 5.0, 5.0])
    point = np.array([1.0, -2.0, 3.0])
    np.testing.assert_allclose(frame.to_theta(frame.to_whitened(point)), point)


def test_spreads_of_draws_and_gradients_give_a_round_frame() -> None:
    density, mean, covariance = correlated_normal(8, seed=4, scales=1.0)
    random = np.random.default_rng(1)
    draws = random.multivariate_normal(mean, covariance, 4000)
    first = Whitening(np.zeros(8), np.diag(random.uniform(0.5, 2.0, 8)))
    slopes = np.array([density.value_and_gradient(theta)[1] for theta in draws]) @ first.root
    frame = whiten_by_spreads(first, first.to_whitened(draws), slopes, shrinkage=0.0)
    inverse = np.linalg.inv(frame.root)
    np.testing.assert_allclose(inverse @ covariance @ inverse.T, np.eye(8), atol=0.12)
    np.testing.assert_allclose(frame.centre, draws.mean(axis=0))


def test_gates_name_the_worst_answer_and_let_certain_ones_pass(
    normal_fit: tuple[Fit, Array, Array],
) -> None:
    fit, _, _ = normal_fit
    answers = np.stack([fit.draws[:, :, 0], np.full(fit.draws.shape[:2], 3.0)], axis=2)
    assert all(row.passed for row in gates(fit, answers, ("moving", "certain")))
    stuck = answers.copy()
    stuck[0, :, 0] += 50.0
    rows = {row.name: row for row in gates(fit, stuck, ("moving", "certain"))}
    assert not rows["R-hat of the answers"].passed
    assert "moving" in rows["R-hat of the answers"].got
    spoiled = answers.copy()
    spoiled[0, 0, 0] = np.nan
    rows = {row.name: row for row in gates(fit, spoiled, ("moving", "certain"))}
    assert rows["R-hat of the answers"].got == "not finite (moving)"


def test_a_fit_survives_the_disk_bit_for_bit(
    tmp_path: Path, normal_fit: tuple[Fit, Array, Array]
) -> None:
    fit, _, _ = normal_fit
    full = Fit(
        draws=fit.draws,
        names=fit.names,
        statistics=fit.statistics,
        seed=2**62 + 1,
        answers={"level": fit.draws[:, :, 0], "curve": fit.draws[:, :, :3]},
        seconds=fit.seconds,
        provenance={"case": "abc", "laws": ["square"]},
    )
    path = tmp_path / "new folder" / "fit.nc"
    full.save(path)
    back = Fit.load(path)
    assert back.names == full.names
    assert back.seed == full.seed
    assert back.provenance == full.provenance
    assert back.seconds == full.seconds
    np.testing.assert_array_equal(back.draws, full.draws)
    assert back.answers.keys() == full.answers.keys()
    for group, twin in ((back.answers, full.answers), (back.statistics, full.statistics)):
        for name, values in twin.items():
            np.testing.assert_array_equal(group[name], values)
            assert group[name].dtype == values.dtype
    assert list(path.parent.iterdir()) == [path]


def test_xarray_opens_the_file_as_a_tree_of_posterior_and_sample_stats(
    tmp_path: Path, normal_fit: tuple[Fit, Array, Array]
) -> None:
    xarray = pytest.importorskip("xarray")
    fit, _, _ = normal_fit
    fit.save(tmp_path / "fit.nc")
    with xarray.open_datatree(tmp_path / "fit.nc", engine="h5netcdf") as tree:
        assert tree["posterior"]["theta"].dims == ("chain", "draw", "unknown")
        assert tuple(tree["posterior"]["unknown"].values) == fit.names
        assert tree["sample_stats"]["diverging"].dtype == bool
        own = fit.to_datatree()
        assert own["posterior"].to_dataset().equals(tree["posterior"].to_dataset().load())


@pytest.mark.parametrize("harm", ["cut", "flip", "text", "missing"])
def test_a_damaged_file_is_refused_with_its_name(
    tmp_path: Path, normal_fit: tuple[Fit, Array, Array], harm: str
) -> None:
    fit, _, _ = normal_fit
    path = tmp_path / "fit.nc"
    fit.save(path)
    whole = path.read_bytes()
    if harm == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif harm == "flip":
        place = whole.index(fit.draws[0, 0].tobytes())
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    elif harm == "text":
        path.write_text("not a fit")
    else:
        path.unlink()
    with pytest.raises(FitError, match=r"fit\.nc") as caught:
        Fit.load(path)
    assert "run the fit" in str(caught.value)
    assert "\n" not in str(caught.value)
