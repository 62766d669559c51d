"""Estimates: quantiles of draws, nested intervals, hub levels, what rests on the prior."""

from __future__ import annotations

import json
from datetime import date, timedelta

import numpy as np
import pytest

from fogline.answer.answers import HUB_LEVELS
from fogline.ask import Posterior, estimate
from fogline.ask.estimate import PRIOR_MARK, from_draws, intervals, learned
from fogline.case import Case, Observable
from fogline.ground.errors import InputError, UnknownName

DAY = date(2000, 4, 1)
PERSONS = Observable(name="ally.killed", definition="Killed so far.", unit="persons", title="Dead")
SHARE = Observable(name="ally.line_share", definition="Share on the line.", unit="share")


def test_intervals_are_equal_tailed() -> None:
    found = intervals(np.arange(0.0, 1001.0))
    assert found == {"50": (250.0, 750.0), "80": (100.0, 900.0), "95": (25.0, 975.0)}


def test_an_estimate_is_read_off_the_draws_and_nothing_else() -> None:
    draws = np.arange(0.0, 1001.0)
    prior = np.linspace(0.0, 9000.0, 500)
    found = from_draws(PERSONS, draws, prior, on=DAY, claims=("a", "b"))
    assert found.median == 500.0
    assert found.prior_median == 4500.0
    assert found.prior_intervals["80"] == pytest.approx((900.0, 8100.0))
    assert found.claims == ("a", "b") and found.on == DAY
    assert found.words.startswith("Dead: about 500 (80 % interval 100 to 900)")
    assert [float(level) for level in found.quantiles] == list(HUB_LEVELS)
    assert len(found.quantiles) == 23
    for level, value in found.quantiles.items():
        assert value == pytest.approx(1000.0 * float(level))


def test_prior_draws_rest_on_the_prior_and_say_so(unread: Posterior, case: Case) -> None:
    for item in unread.observables:
        found = estimate(unread, item.name, case.cut_off)
        assert found.rests_on_prior, item.name
        assert found.words.endswith("rests on the prior"), item.name


def test_concentrated_draws_do_not_rest_on_the_prior(certain: Posterior, case: Case) -> None:
    for item in certain.observables:
        found = estimate(certain, item.name, case.cut_off)
        if np.ptp(certain.prior_draws(item.name, case.cut_off)) == 0.0:
            continue
        assert not found.rests_on_prior, item.name
        assert found.learned > 0.9, item.name
        assert "prior" not in found.words


def test_intervals_are_nested_about_the_median_for_every_observable_and_day(
    unread: Posterior, case: Case
) -> None:
    for item in unread.observables:
        for when in (case.start, case.cut_off, case.horizon):
            found = estimate(unread, item.name, when)
            (a, b), (c, d), (e, f) = (found.intervals[level] for level in ("95", "80", "50"))
            assert a <= c <= e <= found.median <= f <= d <= b, (item.name, when)
            levels = list(found.quantiles.values())
            assert levels == sorted(levels)
            assert found.quantiles["0.5"] == pytest.approx(found.median)
            assert (found.quantiles["0.025"], found.quantiles["0.975"]) == pytest.approx((a, b))


def test_only_days_after_the_cut_off_are_forecasts(unread: Posterior, case: Case) -> None:
    assert estimate(unread, "ally.killed", case.cut_off).scenario == ""
    tomorrow = case.cut_off + timedelta(days=1)
    assert estimate(unread, "ally.killed", tomorrow).scenario == "forecast"


@pytest.mark.parametrize("off", [-1, 90])
def test_a_day_outside_the_case_is_refused_with_the_days_it_has(
    unread: Posterior, case: Case, off: int
) -> None:
    with pytest.raises(InputError, match=r"runs from 2000-03-01 to 2000-05-29"):
        estimate(unread, "ally.killed", case.start + timedelta(days=off))


def test_an_unknown_observable_is_refused_with_near_names(unread: Posterior, case: Case) -> None:
    with pytest.raises(UnknownName, match=r"ally\.killed"):
        estimate(unread, "ally.kiled", case.cut_off)


def test_the_contract_of_an_estimate_survives_json(unread: Posterior, case: Case) -> None:
    found = estimate(unread, "salient.share_retaken", case.cut_off, claims=("f",))
    told = json.loads(json.dumps(found.as_contract(), allow_nan=False))
    assert told["observable"] == "salient.share_retaken"
    assert told["unit"] == "share" and told["on"] == "2000-04-29" and told["claims"] == ["f"]
    assert set(told["intervals"]) == set(told["prior_intervals"]) == {"50", "80", "95"}
    assert all(low <= high for low, high in told["intervals"].values())
    assert len(told["quantiles"]) == 23
    assert isinstance(told["rests_on_prior"], bool) and 0.0 <= told["median"] <= 1.0
    assert told["definition"] and told["words"] and told["scenario"] == ""


def test_what_is_learned_is_the_width_the_claims_took_on_the_log_scale() -> None:
    random = np.random.default_rng(3)
    normal = random.standard_normal(4000)
    prior = np.exp(9.0 + normal)
    fewer = np.exp(8.0 + 0.5 * random.standard_normal(4000))
    assert learned(prior, prior, "persons") == 0.0
    assert learned(np.exp(9.0 + 0.5 * normal), prior, "persons") == pytest.approx(0.5, abs=0.02)
    # fewer persons, known as well in proportion: about as much is learned
    assert learned(fewer, prior, "persons") == pytest.approx(0.5, abs=0.1)
    assert learned(np.exp(9.0 + 2.0 * normal), prior, "persons") == 0.0
    assert learned(np.full(100, 7.0), prior, "persons") == 1.0


def test_shares_are_compared_as_they_are() -> None:
    prior = np.linspace(0.0, 1.0, 1001)
    assert learned(0.4 + 0.2 * prior, prior, "share") == pytest.approx(0.8)
    barely = 0.1 + (1.0 - PRIOR_MARK + 0.01) * prior
    assert from_draws(SHARE, barely, prior, on=DAY).rests_on_prior
    enough = 0.1 + (1.0 - PRIOR_MARK - 0.01) * prior
    assert not from_draws(SHARE, enough, prior, on=DAY).rests_on_prior


def test_a_quantity_the_claims_put_at_nil_is_learned() -> None:
    prior = np.exp(np.random.default_rng(3).normal(8.0, 1.0, 2000))
    nearly_nil = np.abs(np.random.default_rng(4).normal(0.0, 0.5, 2000))
    assert learned(nearly_nil, prior, "persons") > 0.9


def test_a_difference_of_either_sign_is_compared_as_it_is() -> None:
    prior = np.linspace(-3000.0, -1000.0, 1001)
    assert learned(prior, prior, "persons") == pytest.approx(0.0, abs=1e-9)
    assert learned(0.5 * prior, prior, "persons") == pytest.approx(0.5)
