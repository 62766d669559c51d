"""Stochastic combat against printed probabilities and against whole-number recursion."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from fogline.model.attrition import LAWS
from fogline.model.attrition.exact import fight_to_the_end

EQUAL = {"rate": 1.0}


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (2, 1, 5 / 6),
        (3, 1, 23 / 24),
        (3, 2, 31 / 40),
        (4, 3, 233 / 315),
        (5, 4, 51907 / 72576),
        (10, 9, 0.65334655),
        (20, 15, 0.92813354),
        (110, 100, 0.883914),
    ],
)
def test_the_chance_to_win_under_the_square_law(first: int, second: int, wanted: float) -> None:
    found = fight_to_the_end(LAWS["square"], first, second, EQUAL, EQUAL)
    assert found.first_wins == pytest.approx(wanted, rel=1e-6)


def test_the_mean_survivors_of_a_hundred_against_a_hundred() -> None:
    found = fight_to_the_end(LAWS["square"], 100, 100, EQUAL, EQUAL)
    assert found.expected_survivors == pytest.approx(32.9632, rel=1e-6)
    assert found.first_wins == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "wanted"), [(10, 8, 0.68547058), (110, 100, 0.75539589)]
)
def test_the_chance_to_win_under_the_linear_law(first: int, second: int, wanted: float) -> None:
    found = fight_to_the_end(LAWS["linear"], first, second, EQUAL, EQUAL)
    assert found.first_wins == pytest.approx(wanted, rel=1e-6)


def test_the_recursion_equals_one_in_fractions_for_unequal_skill() -> None:
    """First side kills 3 a day a head, second side 2: written anew in whole numbers."""

    @cache
    def wins(a: int, b: int) -> Fraction:
        if b == 0:
            return Fraction(1)
        if a == 0:
            return Fraction(0)
        first_loses = Fraction(2 * b, 2 * b + 3 * a)
        return first_loses * wins(a - 1, b) + (1 - first_loses) * wins(a, b - 1)

    for a, b in ((1, 1), (4, 7), (9, 12)):
        found = fight_to_the_end(LAWS["square"], a, b, {"rate": 2.0}, {"rate": 3.0})
        assert found.first_wins == pytest.approx(float(wins(a, b)), rel=1e-12)


@pytest.mark.parametrize("name", ["square", "linear", "logarithmic"])
def test_the_outcomes_are_a_distribution(name: str) -> None:
    found = fight_to_the_end(LAWS[name], 13, 8, {"rate": 0.4}, {"rate": 1.1})
    assert found.first_left.sum() + found.second_left.sum() == pytest.approx(1.0, abs=1e-12)
    assert np.all(found.first_left >= 0.0) and found.first_left[0] == 0.0


def test_an_empty_side_is_refused() -> None:
    with pytest.raises(ValueError, match="found 0 against 3"):
        fight_to_the_end(LAWS["square"], 0, 3, EQUAL, EQUAL)
