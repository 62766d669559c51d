"""The fit's gates and diagnostics as an answer, and how well the claims are predicted."""

from __future__ import annotations

import resource
from typing import Any

import numpy as np

from fogline.answer import Check, Gate, MonteCarloError
from fogline.ask.bands import predictive
from fogline.ask.posterior import Posterior
from fogline.ask.records import calibrations
from fogline.ask.sensitivity import law_sensitivity, prior_sensitivity
from fogline.fit.diagnostics import convergence_of_answers, mcse_quantile
from fogline.fit.fit import Fit
from fogline.fit.gates import GateResult

__all__ = ["check", "worst_of"]


def check(posterior: Posterior, gates: tuple[GateResult, ...], summary: dict[str, Any]) -> Check:
    """Gates, diagnostics and a posterior-predictive p for each group of claims.

    The group p asks whether the claims of a group scatter more about their expectations than the
    model's own replications: the share of replications whose mean squared surprise is as large.
    """
    fit = posterior.fit
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    return Check(
        passed=all(gate.passed for gate in gates),
        gates=tuple(
            Gate(
                name=gate.name, wanted=gate.wanted, got=gate.got, passed=gate.passed,
                remedy=gate.remedy,
            )
            for gate in gates
        ),
        seconds=float(sum(fit.seconds.values())),
        n_unknowns=len(fit.names),
        n_draws=fit.n_draws,
        n_chains=fit.n_chains,
        divergences=int(np.sum(fit.statistics["diverging"])),
        worst_rhat=float(summary.get("worst_rhat", float("nan"))),
        worst_ess=float(summary.get("worst_ess", float("nan"))),
        predictive_p=group_p(posterior),
        peak_memory_mb=peak,
        monte_carlo=monte_carlo(posterior),
        prior_sensitivity=prior_sensitivity(posterior),
        law_sensitivity=law_sensitivity(posterior),
        calibration=calibrations(),
    )  # fmt: skip


def monte_carlo(posterior: Posterior) -> tuple[MonteCarloError, ...]:
    """Monte Carlo errors of the answers at the cut-off, the least sure first.

    Those that never vary are certain and left out, as are those the case asks for no more.
    """
    rows = []
    known = {item.name: item for item in posterior.observables}
    for name, draws in posterior.fit.answers.items():
        low, median, high = (float(q) for q in np.quantile(draws, [0.1, 0.5, 0.9]))
        error = float(mcse_quantile(draws[..., None], 0.5)[0])
        if high > low and (item := known.get(name)) is not None:
            rows.append(
                MonteCarloError(
                    observable=name, title=item.title or name, unit=item.unit, median=median,
                    error=error, share=error / (0.5 * (high - low)),
                )
            )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -row.share))


def group_p(posterior: Posterior) -> dict[str, float]:
    """Posterior-predictive p of each group's claims: small when they surprise the model.

    Each claim's tail probability becomes a normal score; the sum of squares of a group of n is
    compared with a chi-square of n degrees of freedom. Bounds and ranges surprise little by
    their nature, and the claims were fitted too, so the p errs on the large side.
    """
    from scipy.stats import chi2, norm

    _, p = predictive(posterior)
    groups: dict[str, list[float]] = {}
    for item, value in zip(posterior.machine.campaign.evidence, p, strict=True):
        groups.setdefault(item.group, []).append(float(np.clip(value, 1e-6, 1.0)))
    found = {}
    for group, values in sorted(groups.items()):
        scores = norm.isf(np.array(values) / 2.0)
        found[group] = float(chi2.sf(np.sum(scores**2), len(values)))
    return found


def worst_of(fit: Fit) -> dict[str, Any]:
    """The convergence of the answer that converged worst."""
    _, found = convergence_of_answers(fit.answers)
    return {
        "worst_rhat": float(np.nanmax(found.rhat)),
        "worst_ess": float(min(np.nanmin(found.ess_bulk), np.nanmin(found.ess_tail))),
    }
