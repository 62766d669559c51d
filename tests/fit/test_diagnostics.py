"""R-hat, effective sizes and errors against ArviZ, and against what they must notice."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.fit import diagnostics

array_stats = pytest.importorskip("arviz_stats.base").array_stats


def autoregressive(
    correlation: float, *, chains: int = 4, draws: int = 500, columns: int = 3, seed: int = 1
) -> np.ndarray:
    random = np.random.default_rng(seed)
    out = np.empty((chains, draws, columns))
    out[:, 0] = random.standard_normal((chains, columns))
    for day in range(1, draws):
        shock = random.standard_normal((chains, columns)) * np.sqrt(1 - correlation**2)
        out[:, day] = correlation * out[:, day - 1] + shock
    return out


SAMPLES = {
    "independent": autoregressive(0.0),
    "sticky": autoregressive(0.9),
    "anticorrelated": autoregressive(-0.7),
    "odd number of draws": autoregressive(0.5, draws=333),
    "two chains": autoregressive(0.3, chains=2, draws=100),
    "short": autoregressive(0.3, chains=3, draws=11),
    "heavy tails": np.random.default_rng(4).standard_cauchy((4, 500, 3)),
    "counts with ties": np.floor(3 * np.exp(autoregressive(0.6))),
    "one chain elsewhere": autoregressive(0.3) + np.array([0.0, 0, 0, 1.0])[:, None, None],
    "chains that never meet": autoregressive(0.99, draws=80) * 0.01 + np.arange(4.0)[:, None, None],
}


@pytest.mark.parametrize("draws", SAMPLES.values(), ids=list(SAMPLES))
def test_every_measure_equals_that_of_arviz(draws: np.ndarray) -> None:
    kinds = {"chain_axis": 0, "draw_axis": 1}
    pairs = {
        "rhat": (diagnostics.rhat(draws), array_stats.rhat(draws, **kinds)),
        "bulk": (diagnostics.ess_bulk(draws), array_stats.ess(draws, method="bulk", **kinds)),
        "tail": (
            diagnostics.ess_tail(draws),
            array_stats.ess(draws, method="tail", prob=(0.05, 0.95), **kinds),
        ),
        "error of quantile": (
            diagnostics.mcse_quantile(draws, 0.9),
            array_stats.mcse(draws, method="quantile", prob=0.9, **kinds),
        ),
    }
    for name, (ours, theirs) in pairs.items():
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, err_msg=name)


def test_a_shape_with_more_axes_is_measured_entry_by_entry() -> None:
    draws = autoregressive(0.4, columns=6)
    folded = draws.reshape(4, 500, 2, 3)
    np.testing.assert_array_equal(
        diagnostics.ess_bulk(folded), diagnostics.ess_bulk(draws).reshape(2, 3)
    )


def test_blocks_of_columns_do_not_change_a_column() -> None:
    draws = autoregressive(0.4, columns=diagnostics.BLOCK + 5, draws=60)
    whole = diagnostics.rhat(draws)
    assert whole[-1] == diagnostics.rhat(draws[:, :, -1:])[0]


def test_an_infinite_or_missing_draw_gives_nan_and_spares_its_neighbours() -> None:
    draws = autoregressive(0.2)
    spoiled = draws.copy()
    spoiled[0, 3, 1] = np.nan
    got = diagnostics.ess_bulk(spoiled)
    assert np.isnan(got[1])
    np.testing.assert_array_equal(got[[0, 2]], diagnostics.ess_bulk(draws)[[0, 2]])


def test_chains_with_equal_means_but_other_spreads_are_noticed() -> None:
    random = np.random.default_rng(7)
    draws = random.standard_normal((4, 1000, 1))
    draws[0] *= 3.0
    assert diagnostics.rhat(draws)[0] > 1.01


def test_energy_that_moves_in_small_steps_scores_low() -> None:
    random = np.random.default_rng(8)
    free = random.standard_normal((2, 2000))
    slow = np.cumsum(free, axis=1)
    assert np.all(diagnostics.e_bfmi(free) == pytest.approx(2.0, abs=0.2))
    assert np.all(diagnostics.e_bfmi(slow) < 0.05)


def test_too_few_draws_are_refused_with_the_shape() -> None:
    with pytest.raises(ValueError, match=r"\(4, 3, 1\)"):
        diagnostics.rhat(np.zeros((4, 3, 1)))
