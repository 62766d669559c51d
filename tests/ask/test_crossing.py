"""The day on which a quantity reaches a number."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta

import numpy as np
import pytest

from fogline.ask import Posterior
from fogline.ask.crossing import crossing
from fogline.case import Case
from fogline.ground.errors import InputError

NAME = "ally.casualties"


@pytest.fixture
def rising(certain: Posterior, case: Case) -> Posterior:
    """Draw number n of ten passes 100 on the n-th day after the cut-off; the tenth never does."""
    made = copy(certain)
    first = case.day(case.cut_off)
    paths = np.zeros((10, *certain.outputs.shape[1:]))
    for number in range(9):
        paths[number, first + number :, certain.column(NAME)] = 150.0
    made.outputs = paths
    made.prior_outputs = np.zeros_like(certain.prior_outputs)
    return made


def test_the_days_are_those_of_the_draws(rising: Posterior, case: Case) -> None:
    until = case.cut_off + timedelta(20)
    found = crossing(rising, NAME, 100.0, until)
    assert found.rising and found.probability == pytest.approx(0.9)
    assert found.already == pytest.approx(0.1) and found.prior_probability == 0.0
    assert found.median == case.cut_off + timedelta(4)
    assert found.intervals["80"] == (case.cut_off, case.cut_off + timedelta(8))
    assert found.intervals["95"] == (case.cut_off, None)
    assert "very likely (90 %)" in found.words and "there already" in found.words


def test_a_day_beyond_the_last_one_looked_at_is_not_known(rising: Posterior, case: Case) -> None:
    found = crossing(rising, NAME, 100.0, case.cut_off + timedelta(2))
    assert found.probability == pytest.approx(0.3) and found.median is None
    assert "to after" in found.words
    never = crossing(rising, NAME, 1e9, case.cut_off + timedelta(2))
    assert never.probability == 0.0 and "all after" in never.words


def test_a_number_below_is_reached_from_above(rising: Posterior, case: Case) -> None:
    rising.outputs = 150.0 - rising.outputs
    found = crossing(rising, NAME, 50.0, case.cut_off + timedelta(20))
    assert not found.rising and found.probability == pytest.approx(0.9)
    assert ", 50 or less by" in found.words


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_no_number_is_refused(rising: Posterior, case: Case, number: float) -> None:
    with pytest.raises(InputError, match="no number to reach"):
        crossing(rising, NAME, number, case.horizon)


def test_a_last_day_that_is_past_is_refused(rising: Posterior, case: Case) -> None:
    with pytest.raises(InputError, match="not after the cut-off"):
        crossing(rising, NAME, 100.0, date(2000, 3, 1))


def test_a_count_that_never_falls_is_not_said_to_fall(rising: Posterior, case: Case) -> None:
    rising.outputs = rising.outputs + 200.0
    found = crossing(rising, NAME, 100.0, case.cut_off + timedelta(20))
    assert found.rising and found.already == 1.0
    assert found.intervals["95"] == (case.cut_off, case.cut_off)


def test_a_number_that_the_quantity_cannot_be_is_refused(rising: Posterior, case: Case) -> None:
    with pytest.raises(InputError, match="not negative"):
        crossing(rising, NAME, -5.0, case.horizon)
    shares = [item.name for item in rising.observables if item.unit == "share"]
    with pytest.raises(InputError, match="share from 0 to 1"):
        crossing(rising, shares[0], 60.0, case.horizon)
