"""Daily bands: nested, as wide as the draws, every claim drawn where it stands."""

from __future__ import annotations

import itertools
from datetime import timedelta

import numpy as np
import pytest

from fogline.answer import Band, PlacedClaim
from fogline.ask import Posterior, band, bands, estimate
from fogline.ask.bands import predictive
from fogline.case import Case
from tests.ask.conftest import EMPTY_RANGE
from tests.model.small import small_evidence

WORDS = {item.claim: (f"words of {item.claim}", f"label {item.claim}") for item in small_evidence()}


@pytest.fixture(scope="module")
def drawn(unread: Posterior) -> dict[str, Band]:
    return {item.observable: item for item in bands(unread, WORDS)}


@pytest.fixture(scope="module")
def placed(drawn: dict[str, Band]) -> dict[str, PlacedClaim]:
    return {claim.claim: claim for item in drawn.values() for claim in item.claims}


def test_every_observable_has_a_band_from_start_to_horizon(
    drawn: dict[str, Band], case: Case
) -> None:
    assert set(drawn) == {item.name for item in case.observables} and len(drawn) > 30
    for item in drawn.values():
        assert item.days[0] == case.start and item.days[-1] == case.horizon
        assert all(b - a == timedelta(days=1) for a, b in itertools.pairwise(item.days))
        assert item.cut_off == case.cut_off
        assert len(item.median) == len(item.days)


def test_bands_are_nested_on_every_day(drawn: dict[str, Band]) -> None:
    for item in drawn.values():
        (low50, high50), (low80, high80), (low95, high95) = (
            np.array(item.edges[level]) for level in ("50", "80", "95")
        )
        order = [low95, low80, low50, np.array(item.median), high50, high80, high95]
        assert all((a <= b).all() for a, b in itertools.pairwise(order)), item.observable


def test_a_band_agrees_with_the_estimate_of_its_day(unread: Posterior, case: Case) -> None:
    whole = band(unread, "ally.casualties")
    for day in (20, 59, 85):
        point = estimate(unread, "ally.casualties", case.start + timedelta(days=day))
        assert whole.median[day] == pytest.approx(point.median)
        for level, (lower, upper) in whole.edges.items():
            assert (lower[day], upper[day]) == pytest.approx(point.intervals[level])


def test_claims_of_one_level_are_drawn_on_their_day_with_their_words(
    placed: dict[str, PlacedClaim], case: Case
) -> None:
    claim = placed["a"]
    assert claim.observable == "ally.deployed"
    assert claim.day == case.start + timedelta(days=25)
    assert (claim.shape, claim.low, claim.value, claim.high) == ("point", 6000, 6000, 6000)
    assert (claim.words, claim.label) == ("words of a", "label a")
    assert (claim.source, claim.side) == ("press", "press")


@pytest.mark.parametrize(
    ("claim", "shape", "edges"),
    [("b", "up", (800, 800)), ("g", "down", (9000, 9000)), ("e", "bar", (500, 600))],
)
def test_bounds_are_arrows_and_ranges_bars(
    placed: dict[str, PlacedClaim], claim: str, shape: str, edges: tuple[float, float]
) -> None:
    found = placed[claim]
    assert (found.shape, (found.low, found.high)) == (shape, edges)


def test_what_is_not_on_a_charts_scale_is_not_drawn(placed: dict[str, PlacedClaim]) -> None:
    # a window, a share of two states, a sum of two forces and a status have no place on an axis
    assert not {"c", "d", "f", "h", "i"} & set(placed)
    assert {"a", "b", "e", "g", "j", "k", "l", "m"} <= set(placed)


def test_a_claim_without_words_is_drawn_under_its_id(unread: Posterior) -> None:
    found = {item.claim: item for band in bands(unread, {}) for item in band.claims}
    assert (found["a"].words, found["a"].label) == ("", "a")


def test_expected_and_p_of_a_claim_are_the_sources_own_replications(
    unread: Posterior, placed: dict[str, PlacedClaim]
) -> None:
    values, p = predictive(unread)
    claims = [item.claim for item in unread.machine.campaign.evidence]
    assert ((p >= 0.0) & (p <= 1.0)).all()
    for name, claim in placed.items():
        column = claims.index(name)
        assert claim.expected == pytest.approx(np.median(values[:, column])), name
        assert claim.p == p[column], name
    g = values[:, claims.index("g")]
    assert p[claims.index("g")] == pytest.approx(np.mean(g <= 9000))  # one-sided: "up to"
    b = values[:, claims.index("b")]
    assert p[claims.index("b")] == pytest.approx(np.mean(b >= 800))  # "at least"
    assert p[claims.index(EMPTY_RANGE.claim)] == 1.0  # a range that holds everything


def test_a_surprising_claim_has_a_small_p(certain: Posterior) -> None:
    from dataclasses import replace

    from fogline.ask.bands import _tail

    item = small_evidence()[0]
    said = np.random.default_rng(1).normal(6000.0, 100.0, 4000)
    assert _tail(item, said) > 0.9
    assert _tail(replace(item, value=9000), said) == 0.0
