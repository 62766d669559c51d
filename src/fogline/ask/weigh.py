"""Which claims carry an answer: what each claim's removal would do to it.

The definition: the shift of the answer's median when the one claim (or all claims of a source or
a side) is left out and everything else kept, by Pareto-smoothed importance sampling of the fitted
draws, or by a fit without it where the weights fail; in bits, the relative entropy between the
two posteriors of the answer. Claims are not independent, so the shifts alone do not add up to the
distance between prior and posterior; what is missing is a bar of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from fogline.answer import WeighedClaim, WeighedGroup, Weighing, say_number
from fogline.ask.posterior import Posterior
from fogline.ask.refits import Refits
from fogline.fit.psis import leave_out_weights
from fogline.ground.words import count_words

__all__ = ["GOOD_K", "Influence", "weighing"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# Above this Pareto k the weights are not to be trusted.
# Source: Vehtari, Simpson, Gelman, Yao & Gabry, JMLR 25:72 (2024).
GOOD_K = 0.7
# A claim bears on an answer when leaving it out moves the mean by this share of a standard
# deviation. Source: Chosen by us: a fiftieth is not seen on any chart.
LEAST_SHIFT = 0.02
# ... and by this many standard errors of independent draws: three, and half as much again because
# a chain's draws are not. Source: chosen by us, so that hardly a claim is named by chance.
NOISE = 4.5
# Where its weights fail, it is left out of a fit of its own when they show a shift of this size.
WORTH_A_FIT = 0.1
# Sources and sides with the largest shifts are shown, at most so many.
MOST_GROUPS = 12


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

    def together(self, groups: Sequence[Sequence[int]]) -> tuple[Array, Array]:
        """Weights [N, groups] and k [groups] with all rows of a group left out."""
        likelihood, _ = self.posterior.claims()
        found = leave_out_weights(likelihood, groups)
        return found.weights, found.pareto_k

    def telling(self, name: str, when: date) -> tuple[str, ...]:
        """All claims an answer rests on, most telling first.

        A claim bears on it when leaving it out moves the answer's mean by ``LEAST_SHIFT`` standard
        deviations and by more than the draws' own noise, or when it speaks of this very observable.
        """
        shifts = self._shifts(name, when)
        noise = _noise(self.weights)
        evidence = self.posterior.machine.campaign.evidence
        chosen = [
            evidence[i].claim
            for i in np.argsort(-shifts)
            if shifts[i] > max(LEAST_SHIFT, noise[i]) or evidence[i].observable == name
        ]
        return tuple(dict.fromkeys(chosen))

    def may_move(self, name: str, when: date, least: float) -> set[str]:
        """Claims whose weights show a shift of ``least`` standard deviations, noise or not."""
        evidence = self.posterior.machine.campaign.evidence
        shifts = self._shifts(name, when)
        return {item.claim for item, shift in zip(evidence, shifts, strict=True) if shift > least}

    def _shifts(self, name: str, when: date) -> Array:
        """How far each row left out moves an answer's mean, in standard deviations: [rows]."""
        draws = self.posterior.draws(name, when)
        return np.abs(self.weights.T @ draws - draws.mean()) / (float(draws.std()) or 1.0)


def _weighted_median(values: Array, weights: Array) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, 0.5 * total[-1])])


def _bits(draws: Array, weights: Array, other: Array | None = None) -> float:
    """Relative entropy, in bits, of the answer with the claim against the answer without it.

    Both are histogrammed in 40 bins of equal probability under the full posterior.
    other   draws without the claim, where they are not the same draws weighted anew
    """
    edges = np.quantile(draws, np.linspace(0, 1, 41))

    def binned(values: Array) -> np.ndarray[Any, np.dtype[np.int64]]:
        return np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 39)

    with_claim = np.bincount(binned(draws), minlength=40) / len(draws)
    without = np.bincount(binned(draws if other is None else other), weights, minlength=40)
    # from another run: half a draw in an empty bin, which else would be infinitely surprising
    least = 1e-9 if other is None else 0.5 / len(other)
    without = np.maximum(without, least) / np.maximum(without, least).sum()
    live = with_claim > 0
    return float(np.sum(with_claim[live] * np.log2(with_claim[live] / without[live])))


@dataclass(frozen=True, slots=True)
class _Moved:
    """noise: the shift of draws or weights that know nothing of the answer stays below it."""

    shift: float
    bits: float
    k: float
    method: str
    noise: float


def _moved(
    draws: Array,
    weights: Array,
    k: float,
    refits: Refits | None,
    left_out: frozenset[str],
    answer: tuple[str, date],
    words: str,
) -> _Moved:
    """What leaving claims out does to an answer, by the first way that can be trusted."""
    median = float(np.median(draws))
    if k > GOOD_K and refits is not None:
        without = refits.without(left_out, words=words)
        if without is not None and without.passed:
            other = without.draws(*answer)
            even = np.full(len(other), 1.0 / len(other))
            bits = max(_bits(draws, even, other), 0.0)
            apart = float(np.sqrt(1.0 / len(draws) + 1.0 / len(other)))
            noise = NOISE * apart * float(draws.std())
            return _Moved(median - float(np.median(other)), bits, k, "refit", noise)
    shift = median - _weighted_median(draws, weights)
    method = "psis" if k <= GOOD_K else "unreliable"
    noise = float(_noise(weights) * draws.std())
    return _Moved(shift, max(_bits(draws, weights), 0.0), k, method, noise)


def _noise(weights: Array) -> Array:
    """What weights [N, ...] that know nothing of an answer move it by, at most, in deviations."""
    even = 1.0 / len(weights)
    return NOISE * np.sqrt(np.maximum(np.sum(weights**2, axis=0) - even, 0.0))


def weighing(
    influence: Influence,
    name: str,
    when: date,
    labels: Mapping[str, str],
    *,
    most: int = 10,
    refits: Refits | None = None,
    names: Mapping[str, str] | None = None,
    refit_groups: bool = False,
) -> Weighing:
    """The claims, sources and sides that move an answer most when left out.

    refits         fits again without claims whose weights fail, as far as it is allowed to
    refit_groups   sources and sides too, not only single claims
    names          of sources and sides by id
    """
    posterior = influence.posterior
    observable = posterior.observable(name)
    draws = posterior.draws(name, when)
    median = float(np.median(draws))
    evidence = posterior.machine.campaign.evidence
    about = {item.claim for item in evidence if item.observable == name}
    doubtful = influence.may_move(name, when, LEAST_SHIFT) | about
    worth = influence.may_move(name, when, WORTH_A_FIT) | about
    rows, heard = [], set(about)
    for i, item in enumerate(evidence):
        label = labels.get(item.claim, item.claim)
        found = _moved(
            draws, influence.weights[:, i], float(influence.k[i]),
            refits if item.claim in worth else None,
            frozenset({item.claim}), (name, when), f"{item.claim} ({label})",
        )  # fmt: skip
        if abs(found.shift) > found.noise:
            heard.add(item.claim)
        rows.append(
            WeighedClaim(
                claim=item.claim, label=label, side=item.side, shift=found.shift,
                bits=found.bits, pareto_k=found.k, method=found.method,
            )
        )  # fmt: skip
    # rows whose weights cannot be trusted stand last, and only where they speak of this quantity
    unsure = [row for row in rows if row.method == "unreliable" and row.claim in doubtful]
    sure = sorted((r for r in rows if r.method != "unreliable"), key=lambda row: -abs(row.shift))
    # what shows no shift beyond noise stands among the others, unless it speaks of this quantity
    shown = [row for row in sure if row.claim in heard][:most]
    others = sum(row.shift for row in sure) - sum(row.shift for row in shown)
    prior = float(np.median(posterior.prior_draws(name, when)))
    shared = median - prior - sum(row.shift for row in sure)
    by_source, by_side = _groups(influence, name, when, names or {}, refits, refit_groups)
    return Weighing(
        observable=name,
        title=observable.title or name,
        definition="Brings: the median with all claims less the median without this one",
        unit=observable.unit,
        on=when,
        median=median,
        rows=tuple(shown + [row for row in unsure if row.claim in about][:3]),
        remainder=_remainder(
            observable.unit,
            median,
            prior,
            len(sure) - len(shown),
            others,
            shared,
            unsure,
            len(evidence),
        ),
        prior_median=prior,
        others=others,
        shared=shared,
        by_source=by_source,
        by_side=by_side,
    )


def _remainder(
    unit: str, median: float, prior: float, n_others: int, others: float, shared: float,
    unsure: Sequence[WeighedClaim], n_claims: int,
) -> str:  # fmt: skip
    others_said = ""
    if n_others == 1:
        others_said = f"The other claim, left out alone, shows {_signed(others, unit)}. "
    elif n_others:
        others_said = (
            f"The other {count_words(n_others, 'claim')}, each left out alone, add up to "
            f"{_signed(others, unit)}. "
        )
    words = (
        f"{others_said}The prior alone would have said {say_number(prior, unit)}: all claims "
        f"together brought {_signed(median - prior, unit)}, while these single shifts add up to "
        f"{_signed(median - prior - shared, unit)}. They differ because claims stand in for each "
        "other: where several say much the same, leaving out one of them shows little"
        f"{', and because some are not in that sum' if unsure else ''}."
    )
    if unsure:
        words += (
            f" For {len(unsure)} of the {n_claims} claims the importance weights cannot be "
            f"trusted (Pareto k above {GOOD_K}): {', '.join(row.label for row in unsure[:3])}"
            f"{' and others' if len(unsure) > 3 else ''}. They may carry much; "
            "“fogline weigh” fits again without those that may, and keeps what it finds."
        )
    return words


def _signed(value: float, unit: str) -> str:
    return f"{'+' if value > 0 else ''}{say_number(value, unit)}"


def _groups(
    influence: Influence, name: str, when: date, names: Mapping[str, str],
    refits: Refits | None, may_refit: bool,
) -> tuple[tuple[WeighedGroup, ...], tuple[WeighedGroup, ...]]:  # fmt: skip
    """By source and by side, the largest shifts first.

    A group whose shift is within the draws' own noise is left out, unless it speaks of this very
    observable.
    """
    draws = influence.posterior.draws(name, when)
    evidence = influence.posterior.machine.campaign.evidence
    telling = set(influence.telling(name, when))
    about = {item.claim for item in evidence if item.observable == name}
    out = []
    for of in ("source", "side"):
        members: dict[str, list[int]] = {}
        for i, item in enumerate(evidence):
            members.setdefault(getattr(item, of) or "unnamed", []).append(i)
        weights, k = influence.together(list(members.values()))
        rows = []
        for column, (key, places) in enumerate(members.items()):
            said = names.get(key, key)
            left_out = frozenset(evidence[i].claim for i in places)
            bears = bool(left_out & telling)
            # a fit that is kept is used anyway; a new one is made only when asked for
            allowed = (
                refits
                if refits is not None and bears and (may_refit or not refits.allowed)
                else None
            )
            found = _moved(
                draws, weights[:, column], float(k[column]), allowed, left_out, (name, when),
                f"all claims of {said}",
            )  # fmt: skip
            if abs(found.shift) <= found.noise and not left_out & about:
                continue
            rows.append(
                WeighedGroup(
                    id=key, name=said, n_claims=len(places), shift=found.shift,
                    bits=found.bits, pareto_k=found.k, method=found.method,
                )
            )  # fmt: skip
        rows.sort(key=lambda row: (row.method == "unreliable", -abs(row.shift)))
        out.append(tuple(rows[:MOST_GROUPS]))
    return out[0], out[1]
