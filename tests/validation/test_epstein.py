"""Epstein's base case against his printed days, and against a twin written from the docs page."""

from __future__ import annotations

import pytest

from fogline.model.attrition import EpsteinCampaign
from fogline.model.compiler import NumpyOps
from tests.validation.twins.epstein import base_case


def test_the_base_case_reaches_its_printed_days() -> None:
    campaign, ops = EpsteinCampaign(), NumpyOps()
    state = campaign.start()
    days = {1: state}
    for day in range(2, 62):
        state = campaign.step(ops, state)
        days[day] = state
    assert days[10].attackers == pytest.approx(174_684.4, abs=0.1)
    assert days[10].defenders == pytest.approx(116_650.1, abs=0.1)
    assert days[10].withdrawal == pytest.approx(1.8027, abs=5e-5)
    # what day 10 itself yields belongs to its evening, the morning of day 11
    assert days[11].withdrawn_km == pytest.approx(7.79, abs=0.005)
    assert days[20].attackers == pytest.approx(82_224.8, abs=0.1)
    assert days[20].withdrawal == pytest.approx(3.5028, abs=5e-5)
    assert days[40].withdrawal == 0.0
    assert days[61].withdrawn_km == pytest.approx(76.64, abs=0.005)


def test_the_base_case_equals_its_twin_every_day() -> None:
    campaign, ops = EpsteinCampaign(), NumpyOps()
    state = campaign.start()
    for twin in base_case(50):
        found = (state.attackers, state.defenders, state.prosecution, state.withdrawal)
        assert found == pytest.approx(twin, rel=1e-12)
        state = campaign.step(ops, state)
