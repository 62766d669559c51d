"""1,079 battles, 1620-1905: casualty ratio on strength ratio, and which law comes nearest."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.shared

Battles = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
PERIODS = {1: (112, 0.845), 2: (251, 0.730), 3: (556, 0.552), 4: (160, 0.644)}


def load(shared: Path, period: int) -> Battles:
    """R0, Rc, B0, Bc: strengths and casualties of the winner and of the loser."""
    path = shared / "data" / "rubio_campillo_2016" / f"{period:02d}.csv"
    _, *columns = np.loadtxt(path, delimiter=";", skiprows=1).T
    return tuple(columns)  # type: ignore[return-value]


@pytest.mark.parametrize("period", PERIODS)
def test_the_casualty_ratio_falls_short_of_the_strength_ratio(shared: Path, period: int) -> None:
    r0, rc, b0, bc = load(shared, period)
    n_battles, wanted = PERIODS[period]
    assert r0.size == n_battles
    slope = np.polyfit(np.log(b0 / r0), np.log(bc / rc), 1)[0]
    assert slope == pytest.approx(wanted, abs=1e-3)


def replay(law: str, battles: Battles, ratio: np.ndarray) -> float:
    """Distance of the published comparison for one drawing of the loss ratios.

    Both sides lose whole soldiers in steps of at most a hundred for the stronger side, times the
    ratio for the loser, until one has its historical casualties; the distance adds the relative
    errors of both sides' casualties.
    """
    r0, rc, b0, bc = battles
    r, b = r0.copy(), b0.copy()
    pace = 100.0 / (r0 * b0 if law == "linear" else np.maximum(r0, b0))
    fighting = (r > r0 - rc) & (b > b0 - bc)
    step = 0
    while fighting.any():
        tired = math.log(math.e + step) if law == "fatigue" else 1.0
        r_loss, b_loss = {
            "linear": (r * b, r * b),
            "square": (b, r),
            "logarithmic": (r, b),
            "fatigue": (r / tired, b / tired),
        }[law]
        r_next, b_next = np.floor(r - pace * r_loss), np.floor(b - ratio * pace * b_loss)
        r, b = np.where(fighting, r_next, r), np.where(fighting, b_next, b)
        fighting = (r > r0 - rc) & (b > b0 - bc)
        step += 1
    return float(np.sum(np.abs(r0 - r - rc) / rc + np.abs(b0 - b - bc) / bc))


@pytest.mark.slow
@pytest.mark.parametrize("period", PERIODS)
def test_fatigue_comes_nearest_then_the_logarithmic_law_in_every_period(
    shared: Path, period: int
) -> None:
    battles = load(shared, period)
    random = np.random.default_rng(period)
    ratios = [
        random.gamma((mean / 0.3) ** 2, 0.09 / mean, battles[0].size)
        for mean in (1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
        for _ in range(2)
    ]
    nearest = {
        law: min(replay(law, battles, ratio) for ratio in ratios)
        for law in ("linear", "square", "logarithmic", "fatigue")
    }
    assert nearest["fatigue"] < nearest["logarithmic"]
    assert nearest["logarithmic"] < min(nearest["linear"], nearest["square"])
