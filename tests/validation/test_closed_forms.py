"""Each law's hazard, integrated in continuous time, against closed forms and its invariant."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from fogline.model.attrition import LAWS
from tests.validation.continuous import integrate, someone_at

A0, B0 = 1000.0, 800.0


def rate(value: float, **more: float) -> dict[str, float]:
    return {"rate": value, **more}


def test_the_square_law_reaches_its_printed_strengths_and_end() -> None:
    law, r = LAWS["square"], rate(0.01)
    found = integrate(law, (A0, B0), r, r, 10.0).y[:, -1]
    assert found == pytest.approx([924.8708, 703.8366], rel=1e-6)
    exact = [A0 * np.cosh(0.1) - B0 * np.sinh(0.1), B0 * np.cosh(0.1) - A0 * np.sinh(0.1)]
    assert found == pytest.approx(exact, rel=1e-10)
    end = integrate(law, (A0, B0), r, r, 500.0, events=someone_at(1e-7))
    assert end.t_events[0][0] == pytest.approx(109.8612, rel=1e-6)
    assert end.y[0, -1] == pytest.approx(600.0, rel=1e-6)


def test_the_linear_law_reaches_its_printed_strengths() -> None:
    r = rate(1e-5)
    found = integrate(LAWS["linear"], (A0, B0), r, r, 100.0).y[:, -1]
    assert found == pytest.approx([579.6843, 379.6843], rel=1e-6)


def test_the_logarithmic_law_reaches_its_printed_strengths() -> None:
    r = rate(0.01)
    found = integrate(LAWS["logarithmic"], (A0, B0), r, r, 100.0).y[:, -1]
    assert found == pytest.approx([367.8794, 294.3036], rel=1e-6)


def test_references_change_the_reading_of_the_rate_and_nothing_else() -> None:
    from fogline.model.attrition import Meeting
    from fogline.model.compiler import NumpyOps

    parameters = {"rate": 0.02, "p": 0.7, "q": 1.2, "tactical_factor": 1.3, "weiss": 0.4}
    parameters |= {"hidden": 0.3}
    for name in ("square", "linear", "logarithmic", "general", "helmbold", "deitchman", "fatigue"):
        at_reference = Meeting(own=900.0, enemy=700.0, own_reference=900.0, enemy_reference=700.0)
        assert LAWS[name].hazard(NumpyOps(), at_reference, parameters) == pytest.approx(0.02), name


def power(exponent: float) -> Callable[[np.ndarray], np.ndarray]:
    return (lambda x: x**exponent) if exponent else np.log


INVARIANTS = [
    ("square", {}, power(2.0), 0.01, 0.008),
    ("linear", {}, power(1.0), 1e-5, 2e-5),
    ("logarithmic", {}, power(0.0), 0.01, 0.015),
    ("fatigue", {}, power(0.0), 0.03, 0.02),
    ("helmbold", {"weiss": 0.35}, power(0.7), 0.02, 0.03),
    ("helmbold", {"weiss": 1.0}, power(2.0), 0.02, 0.01),
    ("general", {"p": 0.6, "q": 1.3}, power(0.3), 2e-5, 1e-5),
    ("general", {"p": 0.2, "q": 1.2}, power(0.0), 1e-3, 2e-3),
    ("general", {"p": 1.4, "q": 0.1}, power(2.3), 2e-4, 1e-4),
    ("general", {"p": -0.484, "q": 1.227}, power(-0.711), 0.2, 0.1),
]


@pytest.mark.parametrize(("name", "more", "shape", "a", "b"), INVARIANTS)
def test_the_invariant_of_a_law_is_kept_over_a_run(
    name: str,
    more: dict[str, float],
    shape: Callable[[np.ndarray], np.ndarray],
    a: float,
    b: float,
) -> None:
    if name == "general":
        more = {"tactical_factor": 1.0, **more}
    run = integrate(
        LAWS[name], (A0, B0), rate(a, **more), rate(b, **more), 80.0, events=someone_at(1.0)
    )
    first, second = b * shape(run.y[0]), a * shape(run.y[1])
    assert np.ptp(run.y[0]) > 1.0, "the run must go somewhere"
    drift = np.ptp(first - second) / np.abs(first[0])
    assert drift < 1e-8


def test_the_invariant_of_an_ambush_is_kept_over_a_run() -> None:
    a, b = 1e-4, 0.3
    hidden, exposed = rate(a, hidden=1.0), rate(b, hidden=0.0)
    run = integrate(LAWS["deitchman"], (200.0, 900.0), hidden, exposed, 60.0,
                    events=someone_at(1.0))  # fmt: skip
    guerrilla, conventional = run.y
    kept = b * guerrilla - a * conventional**2 / 2.0
    assert np.ptp(guerrilla) > 50.0
    assert np.ptp(kept) < 1e-8 * abs(b * guerrilla[0])


def test_the_general_law_contains_square_linear_and_logarithmic() -> None:
    for name, (p, q), r in (
        ("square", (1.0, 0.0), 0.01),
        ("linear", (1.0, 1.0), 1e-5),
        ("logarithmic", (0.0, 1.0), 0.01),
    ):
        wanted = integrate(LAWS[name], (A0, B0), rate(r), rate(r), 20.0).y[:, -1]
        general = rate(r, p=p, q=q, tactical_factor=1.0)
        found = integrate(LAWS["general"], (A0, B0), general, general, 20.0).y[:, -1]
        assert found == pytest.approx(wanted, rel=1e-10), name


def test_the_tactical_factor_moves_losses_from_the_assaulting_to_the_assaulted() -> None:
    from fogline.model.attrition import Meeting
    from fogline.model.compiler import NumpyOps

    parameters = rate(0.01, p=0.0, q=1.0, tactical_factor=1.25)
    law, ops = LAWS["general"], NumpyOps()
    assaulted = law.hazard(ops, Meeting(own=9.0, enemy=9.0, enemy_assaulting=1.0), parameters)
    assaulting = law.hazard(ops, Meeting(own=9.0, enemy=9.0, assaulting=1.0), parameters)
    assert assaulted == pytest.approx(0.0125) and assaulting == pytest.approx(0.008)


def test_one_against_two_halves_in_turn_wins_and_against_both_joined_draws() -> None:
    law, r = LAWS["square"], rate(0.01)
    left = 120.0
    for _ in range(2):
        run = integrate(law, (left, 60.0), r, r, 1000.0, events=someone_at(1e-7))
        left = run.y[0, -1]
    assert left == pytest.approx(84.85, abs=0.005)
    joined = integrate(law, (120.0, 120.0), r, r, 300.0).y
    assert joined[0] == pytest.approx(joined[1], rel=1e-9)


@pytest.mark.parametrize(
    ("day", "americans", "japanese"),
    [(6, 66453.7, 18274.3), (14, 59681.7, 12942.6), (28, 53042.4, 4656.4), (36, 51985.2, 216.8)],
)
def test_the_reinforced_square_law_gives_engels_iwo_jima(
    day: int, americans: float, japanese: float
) -> None:
    """Engel's constants; a landing is spread evenly over its day (day 1 is from 0 to 1)."""
    law, mine, theirs = LAWS["square"], rate(0.0544), rate(0.0106)
    landings = {0: 54_000.0, 2: 6_000.0, 5: 13_000.0}
    strengths = (1e-9, 21_500.0)
    for start in range(day):
        landing = (landings.get(start, 0.0), 0.0)
        run = integrate(law, strengths, mine, theirs, start + 1.0, since=start, inflow=landing)
        strengths = tuple(run.y[:, -1])
    assert strengths == pytest.approx((americans, japanese), abs=0.1)
