"""Claims that cannot all be true under the model, and the fewest that would have to give.

Each claim is predicted from all the others (leave-one-out by importance weights): the probability
that a source like its own says something at least as far off. A group of n claims has the
probability that n such surprises are together as large: the normal scores of its claims are
squared and summed, and compared with chi-square of n degrees of freedom. A group is raised only
below .05; the smallest set that must give is found by leaving out one claim, then two, then three,
until the rest of the group is at or above that level, each being predicted without that set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from fogline.answer import DoubtedClaim, Tension, TensionGroup, say_chance, say_interval, say_number
from fogline.ask.refits import Refits
from fogline.ask.sayings import Sayings, of_fitted
from fogline.ask.weigh import GOOD_K, Influence
from fogline.case import Evidence
from fogline.fit.psis import leave_out_weights
from fogline.ground.words import count_words

__all__ = ["LEVEL", "tension"]

Array = np.ndarray[Any, np.dtype[np.float64]]

# A group, or a claim, is raised only below this probability. Source: design 6, Munitions.
LEVEL = 0.05
# Sets of up to three claims are searched through, among those that surprise most; then one more is
# left out at a time. Source: Chosen by us: 12 claims make 220 sets of three.
EXHAUSTIVE, CANDIDATES = 3, 12


@dataclass(slots=True)
class _Group:
    id: str
    title: str
    kind: str
    places: list[int]


@dataclass(slots=True)
class _Surprises:
    """Probabilities of claims given others, by weights that leave sets of claims out."""

    sayings: Sayings
    likelihood: Array

    def of(self, places: Sequence[int], without: Sequence[int]) -> tuple[Array, Array]:
        """p[k] and Pareto k[k] of claims, each given all but itself and ``without``."""
        found = leave_out_weights(self.likelihood, [[*without, place] for place in places])
        return self.sayings.only(places).probability(found.weights), found.pareto_k


def tension(
    influence: Influence,
    labels: Mapping[str, str],
    words: Mapping[str, str],
    *,
    titles: Mapping[str, str],
    refits: Refits | None = None,
) -> Tension:
    """Every claim and group held against the rest.

    labels, words   of claims by id; titles  of quantities, sources and stocks by id
    refits          fits again without a smallest set whose weights fail, as far as it is allowed to
    """
    posterior = influence.posterior
    evidence = posterior.machine.campaign.evidence
    sayings = of_fitted(posterior)
    likelihood, _ = posterior.claims()
    surprises = _Surprises(sayings, likelihood)
    alone = sayings.probability(influence.weights)
    doubted = [
        DoubtedClaim(
            claim=item.claim, label=labels.get(item.claim, item.claim),
            observable=item.observable, words=words.get(item.claim, ""),
            probability=float(alone[i]), pareto_k=float(influence.k[i]),
        )
        for i, item in enumerate(evidence)
        if alone[i] < LEVEL
    ]  # fmt: skip
    doubted.sort(key=lambda row: row.probability)
    groups = [
        _held(group, alone, surprises, evidence, labels, refits)
        for group in _groups(evidence, titles)
    ]
    # an origin that is in tension for the very claims its quantity is says nothing more
    said = {g.smallest for g in groups if g.raised and g.kind == "quantity"}
    groups = [g for g in groups if not (g.raised and g.kind == "origin" and g.smallest in said)]
    groups.sort(key=lambda group: (not group.raised, group.probability))
    return Tension(
        level=LEVEL,
        n_claims=len(evidence),
        expected_doubted=LEVEL * len(evidence),
        groups=tuple(groups),
        doubted=tuple(doubted),
        sentence=_sentence(groups, doubted, len(evidence)),
        notes=tuple(_build_up(influence, key) for key in _stocks(influence)),
    )


def _groups(evidence: Sequence[Evidence], titles: Mapping[str, str]) -> list[_Group]:
    """Claims on one quantity, an origin's claims on one quantity, all claims about one stock."""
    found: dict[str, _Group] = {}

    def put(key: str, title: str, kind: str, place: int) -> None:
        found.setdefault(key, _Group(key, title, kind, [])).places.append(place)

    for place, item in enumerate(evidence):
        name = item.observable
        title = titles.get(name, name)
        put(name, title, "quantity", place)
        who = titles.get(item.source, item.source)
        put(f"{item.source} on {name}", f"{title}, by {who}", "origin", place)
        if item.group == "munitions" or "share_of_fires" in name:
            part = name.partition(".")[0]
            put(
                f"{part} (munitions)",
                f"all that is said of {titles.get(part, part)}",
                "stock",
                place,
            )
    kept = [group for group in found.values() if len(group.places) > 1]
    quantities = {tuple(group.places) for group in kept if group.kind == "quantity"}
    return [g for g in kept if g.kind != "origin" or tuple(g.places) not in quantities]


def _together(p: Array) -> float:
    """Probability that so many surprises are together at least so large."""
    from scipy.special import chdtrc, ndtri

    scores = ndtri(np.clip(p, 1e-12, 1.0) / 2.0)
    return float(chdtrc(len(p), float(np.sum(scores**2))))


def _held(
    group: _Group, alone: Array, surprises: _Surprises, evidence: Sequence[Evidence],
    labels: Mapping[str, str], refits: Refits | None,
) -> TensionGroup:  # fmt: skip
    """One group held against the rest; where it is raised, the smallest set that must give."""
    probability = _together(alone[group.places])
    made = TensionGroup(
        id=group.id, title=group.title, kind=group.kind,
        claims=tuple(evidence[i].claim for i in group.places),
        probability=probability, raised=probability < LEVEL, without=probability,
    )  # fmt: skip
    if not made.raised:
        return made
    smallest, without, k = _smallest(group, alone, surprises)
    method = "psis"
    ids = tuple(evidence[i].claim for i in smallest)
    counted = count_words(len(ids), "claim")
    if k > GOOD_K:
        method = "psis, not trusted"
        other = refits.without(ids, words=f"{counted} on {group.title}") if refits else None
        if other is not None and other.passed:
            without, method = _refitted(other, group, smallest, evidence), "refit"
    said = "; ".join(f"{c} ({labels.get(c, c)})" for c in ids)
    sentence = (
        f"{group.title}: that {len(group.places)} such claims disagree so much has "
        f"probability {say_chance(probability)} if the model is right. "
        f"{_giving(said, len(ids), len(group.places), without)}"
    )
    return replace(made, smallest=ids, without=without, method=method, sentence=sentence)


def _giving(said: str, n_left_out: int, n: int, without: float) -> str:
    """Which claims would have to give; by a fit without them that may prove not to be enough."""
    them = "it" if n_left_out == 1 else "them"
    if n_left_out == n:
        return f"The fewest that would have to give: {said}; that is all of them."
    if without >= LEVEL:
        return (
            f"The fewest that would have to give: {said}; without {them} the probability of "
            f"the rest is {say_chance(without)}."
        )
    return (
        f"Most at odds: {said}; but without {them} the probability of the rest is still only "
        f"{say_chance(without)}, so that more would have to give."
    )


def _smallest(group: _Group, alone: Array, surprises: _Surprises) -> tuple[list[int], float, float]:
    """The fewest claims without which the rest agree, their probability then, and Pareto k."""
    ranked = sorted(group.places, key=lambda place: alone[place])
    best: tuple[float, float, list[int]] = (-1.0, np.inf, [])
    for size in range(1, min(EXHAUSTIVE, len(ranked)) + 1):
        best = (-1.0, np.inf, [])
        for chosen in combinations(ranked[:CANDIDATES], size):
            best = max(best, _without(list(chosen), group, surprises), key=lambda found: found[0])
        if best[0] >= LEVEL:
            return best[2], best[0], best[1]
    chosen_set = best[2]
    while len(chosen_set) < len(ranked):
        tries = [
            _without([*chosen_set, place], group, surprises)
            for place in ranked[:CANDIDATES] if place not in chosen_set
        ]  # fmt: skip
        if not tries:
            break
        best = max(tries, key=lambda found: found[0])
        chosen_set = best[2]
        if best[0] >= LEVEL:
            break
    return chosen_set, best[0], best[1]


def _without(
    chosen: list[int], group: _Group, surprises: _Surprises
) -> tuple[float, float, list[int]]:
    rest = [place for place in group.places if place not in chosen]
    if not rest:
        return 1.0, 0.0, chosen
    p, k = surprises.of(rest, chosen)
    return _together(p), float(np.max(k)), chosen


def _refitted(
    other: Any, group: _Group, smallest: Sequence[int], evidence: Sequence[Evidence]
) -> float:
    """Probability of the rest of a group by a fit that has not seen the smallest set."""
    from fogline.ask.sayings import of_parts

    likelihood, parts = other.machine.claims(other.full)
    sayings = of_parts(other.machine.campaign.evidence, other.machine.campaign.rows, parts)
    place = {item.claim: i for i, item in enumerate(sayings.evidence)}
    rest = [place[evidence[i].claim] for i in group.places if i not in smallest]
    p, _ = _Surprises(sayings, likelihood).of(rest, [])
    return _together(p)


def _sentence(
    groups: Sequence[TensionGroup], doubted: Sequence[DoubtedClaim], n_claims: int
) -> str:
    raised = [group for group in groups if group.raised]
    expected = LEVEL * n_claims
    alone = (
        f"{len(doubted)} of {n_claims} claims stand out with a probability below .05 each; "
        f"{expected:.0f} would by chance alone."
    )
    if not raised:
        return f"The claims can all be true together under the model. {alone}"
    names = "; ".join(group.title for group in raised[:4])
    more = f" and {len(raised) - 4} more" if len(raised) > 4 else ""
    return (
        f"{len(raised)} of {count_words(len(groups), 'group')} of claims "
        f"{'is' if len(groups) == 1 else 'are'} in tension (about "
        f"{LEVEL * len(groups):.0f} would be by chance): {names}{more}. {alone}"
    )


def _stocks(influence: Influence) -> list[str]:
    posterior = influence.posterior
    shows = posterior.machine.campaign.shows
    return [
        stock.id
        for stock in posterior.case.stocks
        if shows(f"{stock.id}.share_of_fires") and shows(f"{stock.id}.fired_per_day")
    ]


def _build_up(influence: Influence, key: str) -> str:
    """What deliveries less fire imply for a stock, at the cut-off and since the start."""
    posterior = influence.posterior
    name = next(stock.name for stock in posterior.case.stocks if stock.id == key)

    def daily(quantity: str) -> Array:
        days = posterior.machine.n_fit_days
        return posterior.outputs[:, :days, posterior.column(f"{key}.{quantity}")]

    delivered = daily("delivered_per_day")
    gap = delivered - daily("share_of_fires") * daily("fired_per_day")
    total, today = gap.sum(axis=1), gap[:, -1]
    low, high = np.quantile(total, [0.1, 0.9])
    return (
        f"{name}: deliveries less what is fired of them come to about "
        f"{say_number(float(np.median(today)), 'rounds/day')} at the cut-off, and since the start "
        f"to {say_number(float(np.median(total)), 'rounds')} put by (80 % interval "
        f"{say_interval(float(low), float(high), 'rounds')}); that more came than was fired has "
        f"probability {float(np.mean(total > 0)):.2f}."
    )
