"""Does a constant loss rate explain the claims on the contingent, or a contingent that rotates?

The projection of 92 casualties a day knew no rest: two fits of the kursk case to all its claims,
one as it is (loss rates that move from week to week, a formation that may be taken off the line),
one with a constant hazard and no way off the line. Which claims surprise which?
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import chi2, norm

from fogline.ask.bands import predictive
from fogline.ask.posterior import Posterior
from fogline.case import Case, evidence_for, load_case
from fogline.fit.gates import fit_until_converged
from fogline.model.campaign import build
from fogline.model.machine import Machine

PROJECTED_A_DAY = 92.0  # ISW, 16 January 2025, as the case's claims have it


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
