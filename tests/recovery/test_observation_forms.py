"""Each form of claim alone: draw a truth, let sources speak of it, find the truth again.

The truth has a log-normal prior; bias, scatter and slack are known; the posterior is exact, on a
grid. If the likelihood is that of the story told, the truth's place in it is uniform.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from fogline.case.bounds import rounding
from fogline.case.mapping import STATUS_RELIABILITY
from fogline.model.compiler import NumpyOps
from fogline.model.observation import OBSERVATIONS
from fogline.model.observation.kinds import kind_name

OPS = NumpyOps()
PRIOR_MEAN, PRIOR_SD = np.log(20_000.0), 0.8
WHOLE = 100_000.0  # what shares are of
BIAS, SCALE, SLACK = 0.2, 0.15, 0.7
N_WORLDS, N_CLAIMS = 400, 3

Random = np.random.Generator
Likelihood = Callable[[np.ndarray], np.ndarray]
Form = Callable[[Random, float], Likelihood]


def kind(scale: str, form: str, said: tuple[float, ...], degrees: int, base: float) -> Likelihood:
    """The likelihood of one claim over truths; ``base`` is the denominator."""
    chosen = OBSERVATIONS[kind_name(scale, form, degrees)]

    def over(truth: np.ndarray) -> np.ndarray:
        x = [truth, base, BIAS, SCALE, SLACK]
        return np.asarray(chosen.log_likelihood(OPS, x, list(said)))

    return over


def believed(random: Random, linked: float, degrees: int) -> float:
    return linked + BIAS + SCALE * random.standard_t(degrees)


def logit(share: float) -> float:
    return float(np.log(share) - np.log1p(-share))


def point(degrees: int) -> Form:
    def said(random: Random, truth: float) -> Likelihood:
        belief = believed(random, np.log(truth), degrees)
        return kind("log", "point", (belief, 0.0), degrees, 1.0)

    return said


def a_range(degrees: int) -> Form:
    def said(random: Random, truth: float) -> Likelihood:
        low = believed(random, np.log(truth), degrees) - 0.4 * random.random()
        return kind("log", "interval", (low, low + 0.4, 0.0, 0.0, 0.0), degrees, 1.0)

    return said


def at_least(degrees: int) -> Form:
    def said(random: Random, truth: float) -> Likelihood:
        edge = believed(random, np.log(truth), degrees) - SLACK * random.random()
        return kind("log", "interval", (edge, edge, 0.0, 1.0, 0.0), degrees, 1.0)

    return said


def up_to(degrees: int) -> Form:
    def said(random: Random, truth: float) -> Likelihood:
        edge = believed(random, np.log(truth), degrees) + SLACK * random.random()
        return kind("log", "interval", (edge, edge, 1.0, 0.0, 0.0), degrees, 1.0)

    return said


def rounded(random: Random, truth: float) -> Likelihood:
    """A thousand is the step in which the source speaks."""
    belief = np.exp(believed(random, np.log(truth), 4))
    number = max(1000.0 * round(belief / 1000.0), 1000.0)
    low, high = rounding(number)
    said = (np.log(low), np.log(high), 0.0, 0.0, 0.0)
    return kind("log", "interval", said, 4, 1.0)


def small_count(random: Random, truth: float) -> Likelihood:
    """The truth counted in ten-thousands: whole numbers with half a unit either way."""
    belief = np.exp(believed(random, np.log(truth / 10_000.0), 4))
    number = max(round(belief), 0)
    low = np.log(number - 0.5) if number else -50.0
    said = (low, np.log(number + 0.5), 0.0, 0.0, 0.0)
    return kind("log", "interval", said, 4, 10_000.0)


def share(random: Random, truth: float) -> Likelihood:
    belief = believed(random, logit(truth / WHOLE), 4)
    return kind("logit", "point", (belief, 0.0), 4, WHOLE)


def share_in_words(random: Random, truth: float) -> Likelihood:
    low = believed(random, logit(truth / WHOLE), 4) - 0.8 * random.random()
    return kind("logit", "interval", (low, low + 0.8, 0.0, 0.0, 0.0), 4, WHOLE)


def ratio(random: Random, truth: float) -> Likelihood:
    belief = believed(random, np.log(truth / WHOLE), 4)
    return kind("log", "point", (belief, 0.0), 4, WHOLE)


def window(random: Random, truth: float) -> Likelihood:
    """What was added in a window: the difference of two totals, here a known and the unknown."""
    before = 5_000.0
    belief = believed(random, np.log(truth - before), 4)
    chosen = OBSERVATIONS["log-point"]

    def over(at: np.ndarray) -> np.ndarray:
        grown = np.maximum(at - before, 1e-3)
        return np.asarray(chosen.log_likelihood(OPS, [grown, 1.0, BIAS, SCALE, 1], [belief, 0.0]))

    return over


def denial(random: Random, truth: float) -> Likelihood:
    """Asked for a number, the source denies it; or does not, which is the contrary."""
    meant = STATUS_RELIABILITY["number denied"]
    low, high = random.normal(PRIOR_MEAN, 0.5) + np.array([-0.3, 0.3])
    inside = low < believed(random, np.log(truth), 4) < high
    denied = inside != (random.random() < meant)
    log_denial = kind("log", "denial", (low, high, 0.0, meant), 4, 1.0)
    return log_denial if denied else lambda at: np.log1p(-np.exp(log_denial(at)))


FORMS: dict[str, Form] = {
    **{f"an exact number, {nu} degrees": point(nu) for nu in (1, 2, 4)},
    **{f"a range, {nu} degrees": a_range(nu) for nu in (1, 2, 4)},
    **{f"at least, {nu} degrees": at_least(nu) for nu in (1, 2, 4)},
    **{f"up to, {nu} degrees": up_to(nu) for nu in (1, 2, 4)},
    "a rounded number": rounded,
    "a small count": small_count,
    "a share": share,
    "a share in words": share_in_words,
    "a ratio of two quantities": ratio,
    "a number of a window": window,
    "a number denied": denial,
}


def places(form: Form, seed: int, *, prior: tuple[float, float] = (PRIOR_MEAN, PRIOR_SD),
           ceiling: float = np.inf, floor: float = 0.0) -> np.ndarray:  # fmt: skip
    """The truth's place (0 to 1) in the posterior of each world."""
    random = np.random.default_rng(seed)
    grid = prior[0] + prior[1] * np.linspace(-5.0, 5.0, 2001)
    inside = (np.exp(grid) < ceiling) & (np.exp(grid) > floor)
    log_prior = np.where(inside, -0.5 * ((grid - prior[0]) / prior[1]) ** 2, -np.inf)
    found = []
    while len(found) < N_WORLDS:
        truth = float(np.exp(random.normal(*prior)))
        if not floor < truth < ceiling:
            continue
        log_posterior = log_prior.copy()
        held = np.clip(np.exp(grid), max(floor, 1e-9), min(ceiling, 1e12) * (1 - 1e-9))
        for _ in range(N_CLAIMS):
            log_posterior += form(random, truth)(held)
        weight = np.exp(log_posterior - log_posterior.max())
        below = np.cumsum(weight) / weight.sum()
        found.append(float(np.interp(np.log(truth), grid, below)))
    return np.array(found)


def assert_uniform(found: np.ndarray) -> None:
    """Coverage of the central 50, 80 and 95 % and the middle, within four binomial errors."""
    for level in (0.5, 0.8, 0.95):
        inside = np.mean(np.abs(found - 0.5) < level / 2.0)
        assert inside == pytest.approx(level, abs=4.0 * np.sqrt(level * (1 - level) / found.size))
    assert found.mean() == pytest.approx(0.5, abs=4.0 / np.sqrt(12.0 * found.size))


@pytest.mark.parametrize("name", FORMS)
def test_the_truth_is_found_again_from_claims_of_this_form(name: str) -> None:
    floor = 5_500.0 if name == "a number of a window" else 0.0
    ceiling = WHOLE if "share" in name else np.inf
    assert_uniform(places(FORMS[name], 20250131, floor=floor, ceiling=ceiling))


def test_a_denied_number_is_less_likely_than_others() -> None:
    deny = kind("log", "denial", (np.log(18_000.0), np.log(22_000.0), 0.0, 0.7), 4, 1.0)
    inside, outside = deny(np.array([20_000.0 * np.exp(-BIAS), 60_000.0]))
    assert inside < outside
    assert outside == pytest.approx(np.log(0.7), abs=0.01)


def test_a_misread_form_is_noticed() -> None:
    """The check can fail: "at least" read as an exact number puts the truth too high."""

    def misread(random: Random, truth: float) -> Likelihood:
        edge = believed(random, np.log(truth), 4) - SLACK * random.random()
        return kind("log", "point", (edge, 0.0), 4, 1.0)

    with pytest.raises(AssertionError):
        assert_uniform(places(misread, 20250131))


def test_not_being_seen_is_weaker_than_a_withdrawal() -> None:
    status = OBSERVATIONS["status"]

    def odds(reliability: float) -> float:
        on, off = (
            float(status.log_likelihood(OPS, [at, 1.0, 0.0, 1.0, 1.0], [0.0, reliability]))
            for at in (1.0, 0.0)
        )
        return off - on

    assert 0.0 < odds(STATUS_RELIABILITY["not seen"]) < odds(STATUS_RELIABILITY["withdrawal"])


def test_statuses_find_the_day_again() -> None:
    """A switch on an unknown day, and statements about single days that are right with .85."""
    random = np.random.default_rng(7)
    status, days = OBSERVATIONS["status"], np.arange(60)
    found = []
    for _ in range(N_WORLDS):
        switch = random.integers(0, 60)
        log_posterior = np.zeros(60)
        for day in random.integers(0, 60, 6):
            on = day >= switch
            asserted = on == (random.random() < 0.85)
            at = (day >= days).astype(float)
            x = [at, 1.0, 0.0, 1.0, 1.0]
            log_posterior += status.log_likelihood(OPS, x, [float(asserted), 0.85])
        weight = np.exp(log_posterior - log_posterior.max())
        weight /= weight.sum()
        # a place among whole days, the ties broken at random
        found.append(weight[:switch].sum() + random.random() * weight[switch])
    assert_uniform(np.array(found))
