from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from fogline.model.games import FortsWar, two_front_blotto


@pytest.mark.parametrize(
    ("first", "second", "value"), [(6, 5, 1 / 3), (7, 5, 7 / 12), (8, 5, 5 / 6), (6, 4, 2 / 3)]
)
def test_the_value_of_dividing_a_force_between_two_fronts(
    first: int, second: int, value: float
) -> None:
    found = two_front_blotto(first, second)
    assert found.value == pytest.approx(value, rel=1e-6)
    assert found.first_mix.sum() == pytest.approx(1.0)
    assert two_front_blotto(second, first).value == pytest.approx(-value, rel=1e-6)


def test_the_optimal_mixes_hold_against_every_division() -> None:
    found = two_front_blotto(7, 5)
    payoff = np.array(
        [[np.sign(x - y) + np.sign((7 - x) - (5 - y)) for y in range(6)] for x in range(8)]
    )
    assert (found.first_mix @ payoff).min() == pytest.approx(found.value)
    assert (payoff @ found.second_mix).max() == pytest.approx(found.value)


@pytest.mark.parametrize(
    ("theta", "held", "wanted"),
    [
        (0.45, 5, 0.26828),
        (0.50, 5, 0.50000),
        (0.55, 5, 0.73172),
        (0.60, 5, 0.88364),
        (0.55, 3, 0.52254),
    ],
)
def test_the_chance_to_take_all_forts(theta: float, held: int, wanted: float) -> None:
    found = FortsWar(n_forts=10, held=held, theta=theta).win_probability
    assert found == pytest.approx(wanted, abs=5e-6)


@pytest.mark.parametrize(("theta", "held"), list(product((0.3, 0.5, 0.62), (1, 4, 9))))
def test_forts_equal_the_linear_equations_of_the_walk(theta: float, held: int) -> None:
    matrix = np.eye(11)
    for k in range(1, 10):
        matrix[k, k + 1] -= theta
        matrix[k, k - 1] -= 1.0 - theta
    wins = np.linalg.solve(matrix, np.eye(11)[10])
    battles = np.linalg.solve(matrix, np.r_[0.0, np.ones(9), 0.0])
    war = FortsWar(n_forts=10, held=held, theta=theta)
    assert war.win_probability == pytest.approx(wins[held], rel=1e-10)
    assert war.expected_battles == pytest.approx(battles[held], rel=1e-10)


def test_a_settlement_range_holds_the_prospect_and_widens_with_costs() -> None:
    war = FortsWar(n_forts=10, held=4, theta=0.52)
    least, most = war.settlement_range(0.002, 0.004)
    assert least < war.win_probability < most
    assert war.settlement_range(0.0, 0.0) == pytest.approx((war.win_probability,) * 2)
    assert war.settlement_range(9.0, 9.0) == (0.0, 1.0)


def test_impossible_forts_are_refused() -> None:
    with pytest.raises(ValueError, match="held"):
        FortsWar(n_forts=5, held=6, theta=0.5)
