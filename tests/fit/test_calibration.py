"""Simulation-based calibration accepts a right model and refuses wrong ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from fogline.fit import calibration
from fogline.fit.calibration import (
    Calibration,
    Quantities,
    Simulate,
    Trial,
    _settled,
    calibrate,
    ecdf_envelope,
)
from fogline.fit.fit import Fit
from fogline.ground.errors import FitError
from tests.fit.conjugate import exact_sample, right, too_sure, total


def quickly(
    simulate: Simulate,
    *,
    seed: int,
    n_trials: int,
    workers: int = 1,
    quantities: Quantities | None = None,
    record: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Calibration:
    """Calibration with few draws, enough for two unknowns."""
    return calibrate(
        simulate,
        seed=seed,
        n_trials=n_trials,
        quantities=quantities,
        n_kept=39,
        chains=1,
        draws=80,
        tune=40,
        workers=workers,
        record=record,
        progress=progress,
    )


@pytest.fixture
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "sample", exact_sample)


@pytest.mark.usefixtures("exact")
def test_a_right_model_passes() -> None:
    got = quickly(right, seed=3, n_trials=300, quantities=total)
    assert got.names == ("log density", "total")
    assert got.passed()
    assert all(abs(row.bias) < 0.1 and 0.9 < row.width < 1.1 for row in got.uniformity())


@pytest.mark.usefixtures("exact")
def test_a_model_that_believes_in_too_little_noise_fails() -> None:
    got = quickly(too_sure, seed=3, n_trials=100, quantities=total)
    assert not got.passed()
    row = next(row for row in got.uniformity() if row.name == "total")
    assert row.width > 1.1


@pytest.mark.slow
def test_the_sampler_itself_is_calibrated_on_a_conjugate_normal() -> None:
    got = quickly(right, seed=3, n_trials=100, quantities=total, workers=2)
    assert got.passed()
    assert not quickly(too_sure, seed=3, n_trials=60, quantities=total, workers=2).passed()


def with_ranks(ranks: NDArray[np.int64], n_kept: int) -> Calibration:
    trials = tuple(
        Trial(
            index=index,
            ranks={"quantity": int(rank)},
            worst_rhat=1.0,
            least_ess=400.0,
            n_divergent=0,
            seconds=0.0,
        )
        for index, rank in enumerate(ranks)
    )
    return Calibration(n_kept=n_kept, trials=trials)


def test_both_tests_reject_uniform_ranks_as_rarely_as_they_say() -> None:
    random = np.random.default_rng(3)
    rows = [with_ranks(random.integers(0, 40, 100), 39).uniformity()[0] for _ in range(300)]
    for name in ("p_chi_square", "p_ecdf"):
        share = np.mean([getattr(row, name) < 0.1 for row in rows])
        assert 0.05 < share < 0.16, name


@pytest.mark.parametrize(
    ("shape", "word"), [((1.3, 0.9), "shifted"), ((0.6, 0.6), "narrow"), ((2.0, 2.0), "wide")]
)
def test_shifted_narrow_and_wide_posteriors_are_told_apart(
    shape: tuple[float, float], word: str
) -> None:
    random = np.random.default_rng(4)
    ranks = np.floor(100 * random.beta(*shape, 300)).astype(int)
    got = with_ranks(ranks, 99)
    (row,) = got.uniformity()
    assert not got.passed(), word
    if word == "shifted":
        assert row.bias > 0.1
    else:
        assert (row.width > 1.05) == (word == "narrow")


def test_the_envelope_holds_uniform_samples_as_often_as_it_says() -> None:
    low, high = ecdf_envelope(80, 19, level=0.9)
    random = np.random.default_rng(5)
    inside = []
    for _ in range(1000):
        counts = np.bincount(random.integers(0, 20, 80), minlength=20)
        reached = np.cumsum(counts)[:-1]
        inside.append(bool(np.all((low <= reached) & (reached <= high))))
    assert 0.86 < np.mean(inside) < 0.95


@pytest.mark.usefixtures("exact")
def test_a_stopped_run_goes_on_from_its_record_and_ends_the_same(tmp_path: Path) -> None:
    record = tmp_path / "calibration.json"
    calls: list[int] = []

    class Stop(Exception):
        pass

    def stop_after_two(done: int, wanted: int) -> None:
        calls.append(done)
        if done == 2:
            raise Stop

    with pytest.raises(Stop):
        quickly(right, seed=1, n_trials=4, record=record, progress=stop_after_two)
    assert len(json.loads(record.read_text())["trials"]) == 2
    resumed = quickly(right, seed=1, n_trials=4, record=record, progress=calls_of(calls))
    whole = quickly(right, seed=1, n_trials=4)
    assert calls == [1, 2, 3, 4]
    assert [trial.ranks for trial in resumed.trials] == [trial.ranks for trial in whole.trials]


def calls_of(calls: list[int]) -> Callable[[int, int], None]:
    return lambda done, wanted: calls.append(done)


@pytest.mark.usefixtures("exact")
def test_a_record_of_another_run_is_refused(tmp_path: Path) -> None:
    record = tmp_path / "calibration.json"
    quickly(right, seed=1, n_trials=1, record=record)
    with pytest.raises(FitError, match="differs in seed"):
        quickly(right, seed=2, n_trials=1, record=record)
    record.write_text("{}")
    with pytest.raises(FitError, match="delete it and run again"):
        quickly(right, seed=1, n_trials=1, record=record)


@pytest.mark.slow
def test_two_processes_give_the_trials_of_one() -> None:
    two = quickly(right, seed=7, n_trials=3, workers=2)
    one = quickly(right, seed=7, n_trials=3)
    assert [trial.ranks for trial in two.trials] == [trial.ranks for trial in one.trials]


def test_ties_between_truth_and_draws_are_spread_over_their_ranks() -> None:
    random = np.random.default_rng(1)
    column = np.array([2.0, 1.0, 2.0, 2.0, 3.0])
    seen = {calibration._rank(column, random) for _ in range(200)}
    assert seen == {1, 2, 3}


def test_a_trial_goes_on_until_its_chains_agree_and_its_draws_are_enough() -> None:
    def fit_of(draws: NDArray[np.float64]) -> Fit:
        return Fit(draws=draws, names=("a", "b"), statistics={}, seed=1)

    random = np.random.default_rng(3)
    draws = random.standard_normal((2, 400, 2))
    assert _settled(fit_of(draws), n_kept=99)
    assert not _settled(fit_of(draws), n_kept=999)
    apart = draws.copy()
    apart[0, :, 1] += 1.0
    assert not _settled(fit_of(apart), n_kept=9)
