"""What answers hang on: priors by power-scaling, laws by weighing, scatter of sources."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fogline.ask import Posterior, source_biases
from fogline.ask.sensitivity import LAW_POINTS, law_sensitivity, prior_sensitivity
from fogline.case import Case
from fogline.fit.fit import Fit


def with_density(posterior: Posterior, power: float) -> Posterior:
    """The made-up draws with a log density: prior and ``power`` times a likelihood on strength."""
    fit = posterior.fit
    strength = np.log(np.asarray(fit.answers["red.present"]) + 1.0)
    pull = -0.5 * power * np.square((strength - strength.mean()) / strength.std())
    lp = -0.5 * np.square(fit.draws).sum(axis=2) + pull
    other = replace(posterior.fit, statistics={**fit.statistics, "lp": lp})
    assert isinstance(other, Fit)
    made = posterior.of_draws(posterior.machine, posterior.full)
    made.fit = other
    return made


def test_an_answer_the_evidence_does_not_touch_rests_on_the_prior(unread: Posterior) -> None:
    rows = {row.observable: row for row in prior_sensitivity(with_density(unread, 1.0))}
    assert rows["red.present"].likelihood > 0.05
    assert rows["front.km2_per_day"].likelihood < rows["red.present"].likelihood / 2
    silent = {row.observable: row for row in prior_sensitivity(with_density(unread, 0.0))}
    assert all(row.likelihood < 1e-6 for row in silent.values())
    row = silent["shells.delivered"]
    assert row.diagnosis == "rests on the prior" and "shells" in row.telling


def test_the_most_sensitive_answer_stands_first(unread: Posterior) -> None:
    rows = prior_sensitivity(with_density(unread, 1.0))
    assert [r.prior for r in rows] == sorted((r.prior for r in rows), reverse=True)
    assert all(row.telling and row.sentence for row in rows)


def test_laws_are_trusted_only_where_draws_lie_near(unread: Posterior, certain: Posterior) -> None:
    wide = {(r.law, r.observable): r for r in law_sensitivity(unread)}
    assert {law for law, _ in wide} == set(LAW_POINTS)
    row = wide["linear", "ally.casualties"]
    draws = unread.fit.answers["ally.casualties"].ravel()
    assert row.shift == pytest.approx(row.median - np.median(draws))
    # all draws in one place: far from at least two of three laws
    narrow = {r.law: r.trusted for r in law_sensitivity(certain)}
    assert sum(narrow.values()) <= 1


def test_each_source_tells_its_scatter_and_its_two_grades_apart(
    modest: Posterior, case: Case
) -> None:
    for row in source_biases(modest):
        assert row.scatter > 1.0 and row.scatter_intervals["80"][0] <= row.scatter
        assert row.credibility == ""
