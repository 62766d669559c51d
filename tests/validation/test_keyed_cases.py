"""The bundled cases of facts reproduce the figures of chapter 6."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fogline.ask.daily_losses import constant_laws
from fogline.case import load_case
from fogline.ground.errors import NotEnoughEvidence
from tests.validation.casualties import ECONOMIST, readings
from tests.validation.compilers import degrees, held_out
from tests.validation.over_claiming import rolling
from tests.validation.test_bias_priors import compiled, table


def test_no_law_with_constant_rates_explains_the_ardennes() -> None:
    found = {law.name: law for law in constant_laws(load_case("ardennes"))}
    assert found["square"].r_squared == pytest.approx(0.1062, abs=3e-4)
    assert found["linear"].r_squared == pytest.approx(0.2138, abs=3e-4)
    assert found["logarithmic"].r_squared == pytest.approx(0.1309, abs=3e-4)
    best = found["best constant"]
    assert (best.p, best.q) == (3.5, 1.5)
    assert best.r_squared == pytest.approx(0.3243, abs=3e-4)


def test_laws_are_not_compared_where_no_daily_losses_are_recorded() -> None:
    with pytest.raises(NotEnoughEvidence, match="exactly two"):
        constant_laws(load_case("casualties-ukraine"))


@pytest.mark.shared
def test_compilers_scatter_with_about_one_degree_of_freedom(shared: Path) -> None:
    strengths, casualties = compiled(shared / "data" / "acw_battles")
    assert 1.0 <= degrees(casualties) <= degrees(strengths) <= 1.4


@pytest.mark.slow
@pytest.mark.shared
def test_a_held_out_compiler_is_where_we_say(shared: Path) -> None:
    strengths, casualties = compiled(shared / "data" / "acw_battles")
    inside = np.concatenate([held_out(strengths), held_out(casualties)])
    assert inside.size > 1000
    assert 0.85 <= inside.mean() <= 0.95


@pytest.mark.shared
def test_the_area_retaken_is_what_the_report_calls_half(shared: Path) -> None:
    rows = table(shared / "data" / "isw_area" / "kursk_retaken_to_2025-01-31_km2.csv")
    day = next(row for row in rows if "2025-01-30" in row.values())
    retaken = next(float(value) for key, value in day.items() if key != "date")
    assert retaken == pytest.approx(655.3, abs=0.05)
    assert pytest.approx(647, abs=0.5) == 500 / 2 * 2.589988110336


@pytest.mark.slow
def test_losses_are_predicted_from_claims_better_than_by_a_constant_ratio() -> None:
    found = rolling().scores()
    assert found["CRPS, ours"] < found["CRPS, constant ratio"]
    assert 0.7 <= found["80 % coverage, ours"] <= 0.9


@pytest.mark.slow
def test_our_interval_of_casualties_holds_the_meta_estimate() -> None:
    once, _, twice, _ = readings()
    assert once.low < ECONOMIST[0] < once.high
    # two witnesses for one origin narrow an answer that the origin's error bounds
    assert twice.n_claims > once.n_claims
    # what every source may share keeps ours wider than an average of independent estimates
    assert once.factor > ECONOMIST[2] / ECONOMIST[1]
