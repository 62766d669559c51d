"""Which claims carry an answer: what each claim's removal would do to it.

The definition: the shift of the answer's median when the one claim is left out and everything
else kept, by Pareto-smoothed importance sampling of the fitted draws; in bits, the relative
entropy between the two posteriors of the answer. Claims are not independent, so the shifts do
not add up to the distance between prior and posterior; the remainder is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from fogline.answer import WeighedClaim, Weighing, say_number
from fogline.ask.posterior import Posterior
from fogline.fit.psis import leave_out_weights

__all__ = ["GOOD_K", "Influence", "weighing"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Above this Pareto k the weights are not to be trusted.
# Source: Vehtari, Simpson, Gelman, Yao & Gabry, JMLR 25:72 (2024).
GOOD_K = 0.7


@dataclass(slots=True)
class Influence:
    """Leave-one-claim-out weights of a posterior: weights[N, rows] (each sums to 1), k[rows]."""

    posterior: Posterior
    weights: Array
    k: Array

    @classmethod
    def of(cls, posterior: Posterior) -> Influence:
        """Compute the weights once for all answers."""
        likelihood, _ = posterior.claims()
        found = leave_out_weights(likelihood)
        return cls(posterior, found.weights, found.pareto_k)

    def telling(self, name: str, when: date, *, most: int = 12) -> tuple[str, ...]:
        """Claims that bear on an answer, most telling first.

        A claim bears on it when leaving it out moves the answer's mean by a fiftieth of a
        standard deviation, or when it speaks of this very observable.
        """
        draws = self.posterior.draws(name, when)
        spread = float(draws.std()) or 1.0
        shifts = np.abs(self.weights.T @ draws - draws.mean()) / spread
        shifts[self.k > GOOD_K] = (
            0.0  # not to be trusted; kept only where it speaks of this very quantity
        )
        evidence = self.posterior.machine.campaign.evidence
        order = np.argsort(-shifts)
        chosen = [
            evidence[i].claim for i in order if shifts[i] > 0.02 or evidence[i].observable == name
        ]
        return tuple(dict.fromkeys(chosen))[:most]


def _weighted_median(values: Array, weights: Array) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, 0.5 * total[-1])])


def _bits(draws: Array, weights: Array) -> float:
    """Relative entropy, in bits, of the answer with the claim against the answer without it.

    Both are histogrammed in 40 bins of equal probability under the full posterior.
    """
    edges = np.quantile(draws, np.linspace(0, 1, 41))
    bins = np.clip(np.searchsorted(edges, draws, side="right") - 1, 0, 39)
    with_claim = np.bincount(bins, minlength=40) / len(draws)
    without = np.bincount(bins, weights=weights, minlength=40)
    without = np.maximum(without, 1e-9) / np.maximum(without, 1e-9).sum()
    live = with_claim > 0
    return float(np.sum(with_claim[live] * np.log2(with_claim[live] / without[live])))


def weighing(
    influence: Influence, name: str, when: date, labels: dict[str, str], *, most: int = 10
) -> Weighing:
    """The claims that move an answer most when left out, in its own unit and in bits."""
    posterior = influence.posterior
    observable = posterior.observable(name)
    draws = posterior.draws(name, when)
    median = float(np.median(draws))
    evidence = posterior.machine.campaign.evidence
    rows = []
    for i, item in enumerate(evidence):
        shift = median - _weighted_median(draws, influence.weights[:, i])
        rows.append(
            WeighedClaim(
                claim=item.claim,
                label=labels.get(item.claim, item.claim),
                side=item.side,
                shift=shift,
                bits=max(_bits(draws, influence.weights[:, i]), 0.0),
                pareto_k=float(influence.k[i]),
                method="psis" if influence.k[i] <= GOOD_K else "unreliable",
            )
        )
    # rows whose weights cannot be trusted stand last, and only where they speak of this quantity
    about = {item.claim for item in evidence if item.observable == name}
    unsure = [row for row in rows if row.pareto_k > GOOD_K]
    rows = sorted((row for row in rows if row.pareto_k <= GOOD_K), key=lambda row: -abs(row.shift))
    rest = sum(row.shift for row in rows[most:])
    shown = rows[:most] + [row for row in unsure if row.claim in about][:3]
    prior = float(np.median(posterior.prior_draws(name, when)))
    remainder = (
        f"The other {max(len(rows) - most, 0)} claims together move it by "
        f"{say_number(rest, observable.unit)}; the prior alone would have said "
        f"{say_number(prior, observable.unit)}. The shifts do not add up to that distance, "
        "because claims share sources and support each other."
    )
    if unsure:
        remainder += (
            f" For {len(unsure)} of the {len(evidence)} claims the importance weights cannot be "
            f"trusted (Pareto k above {GOOD_K}): {', '.join(row.label for row in unsure[:3])}"
            f"{' and others' if len(unsure) > 3 else ''}. They carry much, and only a fit without "
            "them would say how much."
        )
    return Weighing(
        observable=name,
        title=observable.title or name,
        definition="shift of the median when the claim is left out of the fit (PSIS)",
        unit=observable.unit,
        on=when,
        median=median,
        rows=tuple(shown),
        remainder=remainder,
    )
