"""What a source would say: distributions that agree with the likelihood and with simulation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import trapezoid

from fogline.ask import Posterior
from fogline.ask.sayings import Sayings, foretold, of_fitted
from tests.model.small import small_evidence


@pytest.fixture(scope="module")
def fitted(modest: Posterior) -> Sayings:
    return of_fitted(modest)


def numbers(sayings: Sayings) -> Sayings:
    return sayings.only([int(i) for i in np.flatnonzero(sayings.numeric)])


def test_the_density_of_what_was_said_is_the_likelihood(fitted: Sayings, modest: Posterior) -> None:
    likelihood, _ = modest.claims()
    found = fitted.log_density(fitted.said)
    for place in np.flatnonzero(fitted.numeric):
        item = fitted.evidence[place]
        width = float((fitted.high - fitted.low)[0, place]) if item.bound == "interval" else 1.0
        known = likelihood[:, place] > -25.0  # the likelihood has a floor
        np.testing.assert_allclose(
            (found[:, place] + np.log(width))[known], likelihood[known, place], atol=1e-4
        )


@pytest.mark.parametrize("degrees", [1, 2, 4])
@pytest.mark.parametrize("shift", [(0.0, 0.0), (-0.7, 0.0), (0.0, 0.4), (-0.1, 0.1)])
def test_the_distribution_is_that_of_simulated_sayings(
    degrees: int, shift: tuple[float, float]
) -> None:
    n = 40_000
    one = Sayings(
        (small_evidence()[0],), np.full((n, 1), 2.0), np.full((n, 1), 2.0), np.full((n, 1), 0.3),
        np.full((n, 1), shift[0]), np.full((n, 1), shift[1]), np.array([2.0]),
        np.full((n, 1), np.nan), np.array([degrees]),
    )  # fmt: skip
    drawn = one.drawn(np.random.default_rng(1))[:, 0]
    for at in (1.2, 1.7, 2.0, 2.5):
        share = float(one.below(np.array([at]))[0, 0])
        error = np.sqrt(share * (1 - share) / n)
        assert abs(np.mean(drawn <= at) - share) < 5 * error
    grid = np.linspace(1.0, 3.0, 2001)
    few = one.only([0])
    density = np.array([np.exp(few.log_density(np.array([x]))[0, 0]) for x in grid])
    between = one.below(np.array([3.0]))[0, 0] - one.below(np.array([1.0]))[0, 0]
    assert trapezoid(density, grid) == pytest.approx(float(between), rel=1e-4)


def test_a_claim_like_a_fitted_one_is_foretold_with_the_fit_s_own_errors(
    fitted: Sayings, modest: Posterior
) -> None:
    """A second count by a known source centres where the first did; an unseen one scatters more."""
    item = next(e for e in modest.machine.campaign.evidence if e.claim == "g")
    place = [e.claim for e in modest.machine.campaign.evidence].index("g")
    unseen = replace(item, claim="new", source="somebody else")
    found = foretold(modest, [unseen])
    np.testing.assert_allclose(found.centre[:, 0], fitted.centre[:, place], atol=1e-9)
    assert np.all(found.scale[:, 0] >= 0.23)


def test_days_after_the_cut_off_are_foretold_from_the_forecast(modest: Posterior) -> None:
    item = next(e for e in modest.machine.campaign.evidence if e.claim == "a")
    last = modest.machine.n_days - 1
    later = replace(item, claim="later", numerator=(replace(item.numerator[0], day=last),))
    outside = replace(item, claim="outside", numerator=(replace(item.numerator[0], day=last + 1),))
    found = foretold(modest, [later, outside])
    assert [e.claim for e in found.evidence] == ["later"]
    column = modest.column("ally.deployed")
    now = modest.machine.n_fit_days - 1
    grown = np.log(modest.outputs[:, last, column] + 0.5) - np.log(
        modest.outputs[:, now, column] + 0.5
    )
    today = foretold(
        modest, [replace(item, claim="now", numerator=(replace(item.numerator[0], day=now),))]
    )
    np.testing.assert_allclose(found.centre[:, 0] - today.centre[:, 0], grown, atol=1e-9)


def test_a_saying_far_from_all_draws_is_improbable_and_a_middling_one_is_not(
    fitted: Sayings,
) -> None:
    even = np.full(fitted.centre.shape, 1.0 / len(fitted.centre))
    some = numbers(fitted)
    even = even[:, : len(some.evidence)]
    points = [i for i, e in enumerate(some.evidence) if e.bound == "point"]
    middle = replace_said(some, np.median(some.centre, axis=0))
    far = replace_said(some, np.median(some.centre, axis=0) + 20.0)
    assert np.all(middle.probability(even)[points] > 0.5)
    assert np.all(far.probability(even)[points] < 0.05)


def replace_said(sayings: Sayings, said: np.ndarray) -> Sayings:
    return replace(sayings, said=said)
