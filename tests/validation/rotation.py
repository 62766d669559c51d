"""Does a constant loss rate explain the claims on the contingent, or a contingent that rotates?

The projection of 92 casualties a day knew no rest: two fits of the kursk case to all its claims,
one as it is (loss rates that move from week to week, a formation that may be taken off the line),
one with a constant hazard and no way off the line. Which claims surprise which?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from scipy.stats import chi2, norm

from fogline.ask.as_of import as_of
from fogline.ask.backtest import OURS, scored_claims
from fogline.ask.bands import predictive
from fogline.ask.posterior import Posterior
from fogline.ask.question import Question
from fogline.ask.rivals import RIVALS, Rule, Said
from fogline.case import Case, evidence_for, load_case
from fogline.fit.gates import fit_until_converged
from fogline.model.campaign import build
from fogline.model.machine import Machine

# ISW, 16 January 2025, of casualties since 6 December 2024, as the case's claim k195 has it.
PROJECTED_A_DAY = 92.0
PRINTED, COUNTED_FROM = date(2025, 1, 16), date(2024, 12, 6)


@dataclass(frozen=True)
class Rotation:
    """Posterior-predictive p of the claims on the contingent's losses and on its postures, and the
    casualties a day about the day of the projection (median, 80 %)."""

    words: str
    passed: bool
    p_losses: float
    n_losses: int
    p_postures: float
    n_postures: int
    per_day: tuple[float, float, float]


def fitted(case: Case, words: str, *, constant: bool, draws: int = 800) -> Rotation:
    """Fit one reading of the case and see which of the contingent's claims surprise it."""
    evidence, _ = evidence_for(case)
    campaign = build(case, evidence)
    if constant:
        campaign.assembly.params["z_scale"] = lambda ops, theta, params: theta[0] * 0.0
    machine = Machine(campaign)
    outcome = fit_until_converged(machine, machine.answers, seed=case.seed, draws=draws, reruns=0)
    posterior = Posterior(case, machine, outcome.fit, case.seed)
    _, p = predictive(posterior)
    losses, postures = [], []
    for item, value in zip(campaign.evidence, p, strict=True):
        names = {term.observable for term in item.numerator}
        if item.scale == "status" and "nk.line_share" in names:
            postures.append(float(value))
        elif names & {"nk.casualties", "nk.killed"}:
            losses.append(float(np.clip(value, 1e-6, 1.0)))
    scores = norm.isf(np.array(losses) / 2.0)
    totals = posterior.outputs[:, :, campaign.output("nk.casualties")]
    day = case.day(case.cut_off) - 15
    daily = (totals[:, day] - totals[:, day - 14]) / 14.0
    low, middle, high = (float(x) for x in np.quantile(daily, [0.1, 0.5, 0.9]))
    return Rotation(
        words, outcome.converged, float(chi2.sf(np.sum(scores**2), scores.size)), scores.size,
        float(np.mean(postures)), len(postures), (middle, low, high),
    )  # fmt: skip


def readings() -> list[Rotation]:
    """The case as it is, and with a constant hazard and no rotation."""
    case = load_case("kursk")
    stays = replace(
        case,
        formations=tuple(
            replace(item, switches=tuple(s for s in item.switches if s.to != "off"))
            if item.id == "nk"
            else item
            for item in case.formations
        ),
    )
    return [
        fitted(case, "with rotation", constant=False),
        fitted(stays, "constant rate, no rotation", constant=True),
    ]


@dataclass(frozen=True)
class Projected:
    """One method's forecasts of the casualties claimed after the projection was printed.

    crps   mean over the claims, on the log of the number; medians and numbers said, by claim
    """

    method: str
    crps: float
    medians: dict[str, float]
    said: dict[str, float]
    passed: bool


def projected() -> list[Projected]:
    """What was foretold on 16 January 2025 of the casualties claimed by the 31st, by method.

    The projection is ISW's rate from 6 December on, the day it starts from; its spread and that of
    persistence are their own errors on earlier claims, as in the backtest.
    """
    case = load_case("kursk")
    before = as_of(case, PRINTED, case.cut_off)
    question = Question.of(before, progress=lambda words, fraction: None)
    first = case.day(COUNTED_FROM)

    def projection(claims: Sequence[Said], about: int) -> float:
        return float(np.log(PROJECTED_A_DAY * max(about - first + 1, 1)))

    rules: dict[str, Rule] = {"persistence": RIVALS["persistence"], "projection": projection}
    rows = [
        row for row in scored_claims(case, question, PRINTED, case.cut_off, rules)
        if row["observable"] == "nk.casualties" and row["claim"] in _totals(case)
    ]  # fmt: skip
    passed = question.check().passed
    return [
        Projected(
            method,
            float(np.mean([row["crps"] for row in rows if row["method"] == method])),
            {row["claim"]: float(np.exp(row["median"])) for row in rows if row["method"] == method},
            {row["claim"]: float(np.exp(row["said"])) for row in rows if row["method"] == method},
            passed,
        )
        for method in (OURS, *rules)
    ]


def _totals(case: Case) -> set[str]:
    """Claims of all casualties so far: shares and counts of a window are other numbers."""
    evidence, _ = evidence_for(case)
    return {
        item.claim
        for item in evidence
        if item.observable == "nk.casualties" and len(item.numerator) == 1 and not item.denominator
    }
