"""Next fact: which observation would be expected to settle most of an answer.

A candidate observation y of the state is simulated from each of some draws, with a stated error:
for one more report, that of a neutral source of its kind (bias shared by all, bias of the source,
scatter: all as the observation model has them); for a verified number, the scatter alone. Given y
the draws are weighed by its likelihood under each of them; the width of the answer's 80 % interval
under those weights, averaged over the simulated y, is the expected width. The expected information
is the mutual information of answer and observation, E log p(y | answer) / p(y), the answer taken
in bins of equal probability and the draw that y was made from left out of both means, so that it
is not biased upwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from fogline.answer import Candidate, NextFact, say_number
from fogline.ask.posterior import Posterior
from fogline.ask.sayings import Sayings, foretold
from fogline.ask.statements import group_of
from fogline.case import Evidence, Observable
from fogline.case.evidence import Bound, Term
from fogline.fit.psis import weighted_quantiles
from fogline.ground.days import show_date
from fogline.ground.seeds import derive_seed
from fogline.model.observation.errors import BETWEEN

__all__ = ["Prospects", "candidates", "next_fact"]

Array = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int64]]

# Observations simulated for each candidate, and bins of the answer for the information.
# Chosen by us: errors of the reduction are then about .01, of the bits .02.
N_SIMULATED, N_BINS = 200, 20
# No count of a campaign is better than this (log). Source: Chosen by us: a fiftieth.
LEAST_SCATTER = 0.02

# How a quantity would be observed, by the last part of its name: form, and what one would look for.
FORMS: dict[str, tuple[Bound, str]] = {
    "deployed": ("point", "a count of all who arrived"),
    "present": ("point", "a count of those present"),
    "on_line": ("point", "a count of those on the line"),
    "casualties": ("point", "a count of killed, wounded, captured and missing"),
    "killed": ("at least", "names of the dead, counted one by one"),
    "wounded": ("point", "a count of the wounded"),
    "captured": ("point", "a count of prisoners"),
    "held_km2": ("point", "a map of the ground firmly held"),
    "held_or_contested_km2": ("point", "a map of the ground held or contested"),
    "settlements": ("point", "a list of settlements held"),
    "delivered": ("up to", "what the containers shipped so far could hold"),
    "delivered_per_day": ("point", "a count of shells delivered a day"),
    "share_of_fires": ("point", "the share of shells of foreign make, from duds and cases"),
    "fired_per_day": ("point", "a count of rounds fired a day"),
    "km2_per_day": ("point", "two maps of the front a month apart"),
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    item: Evidence
    title: str
    words: str
    on: date
    verified: bool = False


def candidates(posterior: Posterior, on: date) -> list[_Wanted]:
    """What might be observed on a day: every observable with a way to see it, and the posture."""
    case, found = posterior.case, []
    day = posterior.day(on)
    for observable in posterior.observables:
        form = FORMS.get(observable.name.rpartition(".")[2])
        if form is not None:
            found += _counts(observable, day, on, *form)
    for formation in case.formations:
        name = f"{formation.id}.line_share"
        if formation.switches and posterior.machine.campaign.shows(name):
            item = Evidence(
                claim=f"sighting of {formation.id}", observable=name, scale="status", bound="on",
                numerator=(Term(1.0, name, day),), group="status", source="next", reliability=0.9,
            )  # fmt: skip
            words = f"whether {formation.name} is seen on the line"
            found.append(_Wanted(item, f"{formation.name}: sighting", words, on))
    return found


def _counts(observable: Observable, day: int, on: date, bound: Bound, words: str) -> list[_Wanted]:
    """One more report on a quantity, and a verified number of it."""
    title = observable.title or observable.name
    found = []
    for verified, kind in ((False, "one more neutral report"), (True, "verified")):
        # each by a source of its own: none is heard twice
        item = Evidence(
            claim=f"{kind}: {observable.name}, day {day}", observable=observable.name,
            source=f"{kind} of {observable.name}, day {day}", group=group_of(observable.name),
            numerator=(Term(1.0, observable.name, day),), relation="third", bound=bound,
            scale="logit" if observable.unit == "share" else "log", low=0.5, value=0.5, high=0.5,
        )  # fmt: skip
        found.append(_Wanted(item, title, f"{kind}: {words}", on, verified))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Prospects:
    """Candidates with what each might yield; made once for all answers of a posterior.

    weights   of the draws given each simulated observation, one [simulated, N] a candidate; the
              draw that an observation was made from has none, as it explains it too well
    members   the draws that observations were made from, int[simulated]
    """

    posterior: Posterior
    wanted: tuple[_Wanted, ...]
    scatters: tuple[float, ...]
    weights: tuple[Array, ...]
    members: Places

    @classmethod
    def of(
        cls, posterior: Posterior, days: Sequence[date] = (), *, n_simulated: int = N_SIMULATED
    ) -> Prospects:
        """Simulate every candidate on each of ``days`` (the cut-off by default)."""
        wanted = [
            c for day in days or (posterior.case.cut_off,) for c in candidates(posterior, day)
        ]
        sayings = _verified(
            foretold(posterior, [c.item for c in wanted]), [c.verified for c in wanted]
        )
        random = np.random.default_rng(derive_seed(posterior.seed, "next fact"))
        size = len(sayings.centre)
        members = random.choice(size, size=min(n_simulated, size), replace=False)
        drawn, luck = sayings.drawn(random), random.random(sayings.centre.shape)
        weights, scatters = [], []
        for place in range(len(wanted)):
            logs = _likelihoods(sayings, place, members, drawn, luck)
            found = np.exp(logs - logs.max(axis=1, keepdims=True))
            found[np.arange(len(members)), members] = 0.0
            weights.append(found)
            scatters.append(_scatter(sayings, place))
        return cls(posterior, tuple(wanted), tuple(scatters), tuple(weights), members)


def next_fact(prospects: Prospects, name: str, when: date) -> NextFact:
    """Candidates for one answer on one day, the most telling first."""
    posterior = prospects.posterior
    observable = posterior.observable(name)
    answer = posterior.draws(name, when)
    low, high = np.quantile(answer, [0.1, 0.9])
    root = len(prospects.members) ** 0.5
    rows = []
    for candidate, scatter, weights in zip(
        prospects.wanted, prospects.scatters, prospects.weights, strict=True
    ):
        widths, bits = _told(answer, weights, prospects.members)
        reductions = 1.0 - widths / max(high - low, 1e-12)
        rows.append(
            Candidate(
                observable=candidate.item.observable, title=candidate.title, on=candidate.on,
                form=_form(candidate), words=candidate.words,
                scatter=scatter, reduction=float(reductions.mean()),
                reduction_error=float(reductions.std() / root), bits=float(bits.mean()),
                bits_error=float(bits.std() / root),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: -row.reduction)
    return NextFact(
        observable=name,
        title=observable.title or name,
        unit=observable.unit,
        on=when,
        width=float(high - low),
        candidates=tuple(rows),
        sentence=_sentence(observable, float(high - low), rows),
        n_simulated=len(prospects.members),
    )


def _verified(sayings: Sayings, is_verified: Sequence[bool]) -> Sayings:
    """Numbers that are verified err by one source's scatter alone, without any bias."""
    sure = np.array(is_verified)
    own = np.sqrt(np.maximum(sayings.scale**2 - BETWEEN**2, LEAST_SCATTER**2))
    return replace(
        sayings,
        centre=np.where(sure, sayings.truth, sayings.centre),
        scale=np.where(sure, own, sayings.scale),
    )


def _likelihoods(sayings: Sayings, place: int, members: Places, drawn: Array, luck: Array) -> Array:
    """Log likelihood [simulated, N] under every draw of what each chosen draw would yield."""
    if sayings.evidence[place].scale == "status":
        agrees = sayings.agrees[:, place]
        seen = luck[members, place] < agrees[members]
        return np.log(np.where(seen[:, None], agrees[None], 1.0 - agrees[None]) + 1e-300)
    one = sayings.only([place])
    return np.stack([one.log_density(np.array([y]))[:, 0] for y in drawn[members, place]])


def _told(answer: Array, weights: Array, members: Places) -> tuple[Array, Array]:
    """The answer's 80 % width given each simulated observation, and the bits each brings."""
    edges = weighted_quantiles(answer[:, None], weights.T, [0.1, 0.9])[:, :, 0]
    order = np.argsort(np.argsort(answer, kind="stable"))
    bins = (order * N_BINS) // len(answer)
    bits = np.empty(len(members))
    for i, member in enumerate(members):
        same = bins == bins[member]
        within = weights[i, same].sum() / (same.sum() - 1)
        bits[i] = np.log2(max(within, 1e-12) / (weights[i].sum() / (len(answer) - 1)))
    return edges[1] - edges[0], bits


def _scatter(sayings: Sayings, place: int) -> float:
    """Standard deviation of the error about the truth, on the linked scale (a robust one)."""
    if sayings.evidence[place].scale == "status":
        return 0.0
    error = sayings.centre[:, place] - sayings.truth[:, place]
    return float(np.hypot(error.std(), np.median(sayings.scale[:, place])))


def _form(candidate: _Wanted) -> str:
    item = candidate.item
    if item.scale == "status":
        return "sighting"
    if candidate.verified:
        return "verified"
    return "report" if item.bound == "point" else item.bound


def _sentence(observable: Observable, width: float, rows: Sequence[Candidate]) -> str:
    title = observable.title or observable.name
    if not rows:
        return f"{title}: the case observes nothing that could be looked for."
    best = rows[0]
    if best.reduction < 2 * best.reduction_error or best.reduction < 0.01:
        return (
            f"{title}: no single observation looked at is expected to narrow the answer "
            f"(80 % interval {say_number(width, observable.unit)} wide)."
        )
    share = f"{100 * best.reduction:.0f} % (± {max(100 * best.reduction_error, 1):.0f})"
    width_now = say_number(width, observable.unit)
    return (
        f"{title} would be settled most by this: {best.words}, {show_date(best.on)}. It would be "
        f"expected to take {share} off the 80 % interval, now {width_now} wide, and to bring "
        f"{best.bits:.2f} bits."
    )
