"""How far each answer hangs on what was assumed: on the priors, and on the attrition law.

Priors by power-scaling (``fit.power_scale``). Laws by weighing: the general family has unknown
exponents (p, q), of which the named laws are points, so the draws near a law's point are draws
under that law; they are weighed by a normal kernel about it. Where too few lie near, the answer
under that law cannot be told without a fit of its own (`[model] law` in case.toml).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from fogline.answer import LawSensitivity, PriorSensitivity
from fogline.ask.posterior import Posterior
from fogline.fit.power_scale import power_scale_index, sensitivities
from fogline.fit.psis import effective_draws, weighted_quantiles

__all__ = ["law_sensitivity", "prior_sensitivity"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# (p, q) of the named laws in hazard = r (E / E0)^p (S / S0)^(q - 1).
# Source: design 4.3; F. W. Lanchester (1916) for the first two, R. H. Peterson (1967) for the last.
LAW_POINTS: dict[str, tuple[float, float]] = {
    "square": (1.0, 0.0),
    "linear": (1.0, 1.0),
    "logarithmic": (0.0, 1.0),
}
# Standard deviation of the kernel about a law's point, and the draws it must be worth.
# Source: Chosen by us: a fifth is below what 1,079 battles tell of the exponents.
KERNEL, LEAST_DRAWS = 0.2, 50.0


def prior_sensitivity(posterior: Posterior) -> tuple[PriorSensitivity, ...]:
    """One row an answer at the cut-off; the prior that moves it most is named."""
    fit = posterior.fit
    names = tuple(name for name, values in fit.answers.items() if np.ptp(values) > 0)
    answers = np.stack([np.asarray(fit.answers[name]) for name in names], axis=-1)
    each = -0.5 * np.square(fit.draws)
    log_prior = each.sum(axis=2)
    log_likelihood = np.asarray(fit.statistics["lp"], dtype=np.float64) - log_prior
    found = sensitivities(answers, names, log_prior=log_prior, log_likelihood=log_likelihood)
    priors = {
        int(place[0]): prior.name
        for prior in posterior.machine.campaign.priors
        if len(place := np.flatnonzero(posterior.machine.fit_index == prior.unknown))
    }
    telling = _telling(answers, each, sorted(priors))
    titles = {o.name: o.title or o.name for o in posterior.observables}
    rows = []
    for column, row in enumerate(found):
        place = telling[column]
        index = float(power_scale_index(answers[:, :, [column]], each[:, :, place])[0])
        rows.append(
            PriorSensitivity(
                observable=row.name, title=titles.get(row.name, row.name), prior=row.prior,
                likelihood=row.likelihood, diagnosis=row.diagnosis, telling=priors[place],
                telling_index=index,
                sentence=_sentence(titles.get(row.name, row.name), row.diagnosis, priors[place]),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -row.prior))


def _telling(answers: Array, each: Array, places: list[int]) -> list[int]:
    """For each answer the unknown whose log prior goes most with it (or with its spread)."""
    flat = answers.reshape(-1, answers.shape[2])
    ranks = np.argsort(np.argsort(flat, axis=0), axis=0).astype(np.float64)
    ranks -= ranks.mean(axis=0)
    tilts = each.reshape(-1, each.shape[2])[:, places]
    tilts = (tilts - tilts.mean(axis=0)) / len(tilts)
    # covariance, not correlation: a prior that hardly varies over the draws moves nothing
    strength = np.abs(ranks.T @ tilts)
    return [places[i] for i in np.argmax(strength, axis=1)]


def _sentence(title: str, diagnosis: str, prior: str) -> str:
    if diagnosis == "rests on the prior":
        return f"{title} rests on the prior, on '{prior}' most of all: the claims say little."
    if diagnosis:
        return f"{title}: prior and claims pull apart; the prior '{prior}' moves it most."
    return f"{title}: neither doubling nor halving the prior's weight moves it noticeably."


def law_sensitivity(posterior: Posterior) -> tuple[LawSensitivity, ...]:
    """Each answer that losses touch under the named laws; empty where the case names its law."""
    machine, fit = posterior.machine, posterior.fit
    names = machine.campaign.param_names
    if not {"p", "q"} <= set(names):
        return ()
    full = np.zeros((fit.n_chains * fit.n_draws, machine.n_all))
    full[:, machine.fit_index] = fit.flat()
    heads = machine.heads(full)
    p, q = heads[:, names.index("p")], heads[:, names.index("q")]
    rows = []
    for law, (p_law, q_law) in LAW_POINTS.items():
        weights = np.exp(-0.5 * ((p - p_law) ** 2 + (q - q_law) ** 2) / KERNEL**2)
        near = float(weights.sum())
        weights /= max(near, 1e-300)
        # where draws lie evenly the two agree; draws that are all alike far off are none
        effective = min(float(effective_draws(weights[:, None])[0]), 2.0 * near) if near else 0.0
        for observable in posterior.observables:
            values = np.asarray(fit.answers[observable.name]).ravel()
            levels = [0.5, 0.25, 0.75, 0.1, 0.9, 0.025, 0.975]
            cut = weighted_quantiles(values[:, None], weights[:, None], levels)[:, 0, 0]
            median, *edges = (float(x) for x in cut)
            rows.append(
                LawSensitivity(
                    observable=observable.name, title=observable.title or observable.name,
                    unit=observable.unit, law=law, median=median,
                    intervals={
                        "50": (edges[0], edges[1]), "80": (edges[2], edges[3]),
                        "95": (edges[4], edges[5]),
                    },
                    shift=median - float(np.median(values)), effective=effective,
                    trusted=effective >= LEAST_DRAWS,
                )
            )  # fmt: skip
    return tuple(rows)
