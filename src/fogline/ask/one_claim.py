"""One statement against everything else: does it fit what all other sources imply?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fogline.answer import ClaimCheck, Number, say_interval, say_number
from fogline.ask.estimate import intervals
from fogline.ask.refits import Refits
from fogline.ask.sayings import Sayings, foretold, unlink
from fogline.ask.statements import Statement
from fogline.ask.tension import LEVEL
from fogline.ask.weigh import GOOD_K, Influence
from fogline.case import Evidence, Source, kin_of
from fogline.ground.days import date_of_day, show_date
from fogline.ground.errors import InputError
from fogline.ground.words import count_words

__all__ = ["check_claim"]

# Below this a statement that still fits is said to stand at the edge. Source: chosen by us.
AT_THE_EDGE = 0.2

Array = np.ndarray[Any, np.dtype[np.float64]]


def check_claim(
    influence: Influence, statement: Statement, *, refits: Refits | None = None
) -> ClaimCheck:
    """Where a statement falls in what everything else implies.

    Left out: all claims of its source and of its kin (``case.voices``), and those it repeats. What
    its source would say is then foretold as that of a source of its side and relation that was
    never met. Where the kin say something, what it implies with them is told beside it.
    """
    posterior, item, claim = influence.posterior, statement.item, statement.claim
    kin = kin_of(posterior.case, statement.source)
    left_out = _left_out(influence, statement, kin)
    given = _given(influence, item, left_out, statement.source, refits)
    implied, expected, below = _read(given, item, posterior.seed)
    own = _left_out(influence, statement, {item.source})
    with_kin = None
    if left_out > own:
        counting = _given(influence, item, own, statement.source, refits)
        with_kin = _read(counting, item, posterior.seed)[0]
    probability = float(given.sayings.probability(given.weights)[0])
    quantity, unit = _about(influence, item)
    evidence = posterior.machine.campaign.evidence
    others = [e for e in evidence if e.observable == item.observable and e.claim not in left_out]
    made = ClaimCheck(
        claim=item.claim, label=claim.label if claim else item.claim,
        words=claim.words if claim else "", observable=item.observable, title=quantity,
        unit=unit, on=date_of_day(max(t.day for t in item.numerator), posterior.case.start),
        said=_said(item), source=statement.source.name,
        implied_median=float(np.median(implied)), implied_intervals=intervals(implied),
        number_is="" if np.isnan(below) else _number_is(_said(item), implied),
        expected_median=float(np.median(expected)), expected_intervals=intervals(expected),
        share_below=below, probability=probability, fits=probability >= LEVEL,
        left_out=tuple(sorted(left_out)), pareto_k=given.pareto_k, method=given.method, sentence="",
        kin=tuple(s.name for s in posterior.case.sources if s.id in kin - {item.source}),
        with_kin_median=None if with_kin is None else float(np.median(with_kin)),
        with_kin_intervals={} if with_kin is None else intervals(with_kin),
        n_others=len(others), n_sources=len({e.source for e in others}),
    )  # fmt: skip
    number = claim.value if claim is not None else None
    chance = float(np.sum(given.weights[:, 0] * given.sayings.agrees[:, 0]))
    return replace(made, sentence=_sentence(made, item, number, chance))


def _left_out(influence: Influence, statement: Statement, sources: Collection[str]) -> set[str]:
    """Claims of these sources, and all that say the same again as one of them or the statement."""
    item, claim = statement.item, statement.claim
    evidence = influence.posterior.machine.campaign.evidence
    out = {e.claim for e in evidence if e.source in sources or e.claim == item.claim}
    by_id = {c.id: c for c in influence.posterior.case.claims}
    again = claim.repeats if claim else ""
    while again and again in by_id:
        out.add(again)
        again = by_id[again].repeats
    out |= {c.id for c in by_id.values() if c.repeats and c.repeats in out | {item.claim}}
    return {e.claim for e in evidence if e.claim in out}


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """What a source never met would say under draws that leave some claims out: weights [N, 1]."""

    sayings: Sayings
    weights: Array
    pareto_k: float = 0.0
    method: str = "psis"


def _given(
    influence: Influence, item: Evidence, left_out: Collection[str], source: Source,
    refits: Refits | None,
) -> _Given:  # fmt: skip
    """By importance weights; where they fail, by a fit without those claims."""
    evidence = influence.posterior.machine.campaign.evidence
    places = [i for i, e in enumerate(evidence) if e.claim in left_out]
    sayings = _as_unseen(influence, item)
    if not places:
        return _Given(sayings, _alike(sayings))
    weights, ks = influence.together([places])
    k = float(ks[0])
    if k <= GOOD_K:
        return _Given(sayings, weights, k)
    words = f"{count_words(len(places), 'claim')} of {source.name}"
    words += " and its kin" if len({e.source for e in evidence if e.claim in left_out}) > 1 else ""
    other = refits.without(left_out, words=words) if refits else None
    if other is None or not other.passed:
        return _Given(sayings, weights, k, "psis, not trusted")
    unseen = _as_unseen(influence, item, other)
    return _Given(unseen, _alike(unseen), k, "refit")


def _alike(sayings: Sayings) -> Array:
    size = len(sayings.centre)
    return np.full((size, 1), 1.0 / size)


def _as_unseen(influence: Influence, item: Evidence, other: Any = None) -> Sayings:
    """What a source of this side and relation, never met, would say."""
    unseen = replace(item, source=f"one like {item.source}", shared="", claim=f"{item.claim}*")
    posterior = influence.posterior
    if other is not None:
        posterior = posterior.of_draws(other.machine, other.full)
    found = foretold(posterior, [unseen])
    if not found.evidence:
        raise InputError(
            f"the statement speaks of {item.observable} on a day that the model does not reach - "
            "choose a day of the case"
        )
    return found


def _read(given: _Given, item: Evidence, seed: int) -> tuple[Array, Array, float]:
    """Draws of the quantity itself and of what would be said, and the share of those below it."""
    sayings, weights = given.sayings, given.weights
    random = np.random.default_rng(seed)
    chosen = random.choice(len(weights), size=4000, p=weights[:, 0] / weights.sum())
    drawn = sayings.drawn(random)
    if item.scale == "status" or item.bound == "denied":
        return sayings.agrees[chosen, 0], sayings.agrees[chosen, 0], float("nan")
    below = float(np.sum(weights[:, 0] * sayings.below(sayings.said)[:, 0]))
    return unlink(item, sayings.truth[chosen, 0]), unlink(item, drawn[chosen, 0]), below


def _about(influence: Influence, item: Evidence) -> tuple[str, str]:
    """What the number is of, in words, and its unit."""
    posterior = influence.posterior
    known = {o.name: o for o in posterior.case.observables}
    first = known.get(item.numerator[0].observable)
    title = first.title if first and first.title else item.observable
    unit = first.unit if first else ""
    if item.denominator:
        under = known.get(item.denominator[0].observable)
        base = under.title if under and under.title else item.denominator[0].observable
        return f"{title}, as a share of {base}", "share"
    if any(term.weight < 0 for term in item.numerator):
        days = [term.day for term in item.numerator]
        first_day, last = (date_of_day(d, posterior.case.start) for d in (min(days), max(days)))
        title = f"{title}, from {first_day:%-d %b} to {last:%-d %b}"
        if abs(item.numerator[0].weight) != 1:
            unit = f"{unit}/day"
    return title, "share" if item.scale == "logit" else unit


def _said(item: Evidence) -> tuple[float | None, float | None, float | None]:
    if item.scale == "status":
        return None, None, None
    if item.bound == "point":
        return item.value, item.value, item.value
    if item.bound == "at least":
        return item.low, None, None
    if item.bound == "up to":
        return None, None, item.high
    return item.low, None, item.high


def _in_words(made: ClaimCheck, item: Evidence, number: float | None) -> str:
    low, value, high = made.said
    if item.scale == "status":
        return f"{item.bound} the line"
    if item.bound == "point" and value is not None:
        return say_number(value, made.unit)
    if item.bound == "at least" and low is not None:
        return f"at least {say_number(low, made.unit)}"
    if item.bound == "up to" and high is not None:
        return f"up to {say_number(high, made.unit)}"
    said = ("not " if item.bound == "denied" else "") + say_interval(
        low or 0.0, high or 0.0, made.unit
    )
    if number is not None and (low or 0.0) < number < (high or 0.0):
        return f"{say_number(number, made.unit, digits=3)}, read as {said}"
    return said


def _sentence(made: ClaimCheck, item: Evidence, number: float | None, chance: float) -> str:
    """number: as it was said, where one was; chance: that a status or denial would be said."""
    when = f" on {show_date(made.on)}" if made.on else ""
    said = f"{made.title}{when}: {_in_words(made, item, number)}, says {made.source}."
    doubt = ""
    if made.method == "psis, not trusted":
        doubt = "A rough reading, as there is no good fit without these sources. "
    others = "All other sources imply"
    if made.kin:
        others = "All sources but this one and its kin imply"
    heard = f"{count_words(made.n_others, 'claim')} by {count_words(made.n_sources, 'source')}"
    if made.n_sources == 1:
        said += f" Of others there is only {heard} on it: no cross-check."
    elif made.n_others:
        said += (
            f" Of others there are {heard} on it; linked echoes count once, sources that share an "
            "origin unknown to the case count as apart."
        )
    if not made.n_others:
        said += " Nobody else speaks of it, so that this rests on the prior."
        others = "The model implies"
    if item.scale == "status" or item.bound == "denied":
        verdict = "fits" if made.fits else "does not fit"
        return (
            f"{doubt}{said} By all other claims such a statement has "
            f"probability {_small(chance)}: it {verdict} what else is known."
        )
    from_, to = made.expected_intervals["80"]
    share = min(max(100 * made.share_below, 1.0), 99.0)
    hedge = "" if share == 100 * made.share_below else "less than " if share == 1 else "over "
    where = f"{hedge}{share:.0f} % of such sayings would be lower"
    where = where[0].upper() + where[1:]
    known = "what else is known" if made.n_others else "what the model expects without any claim"
    verdict = f"fits {known}" if made.fits else f"does not fit {known}"
    if made.fits and made.probability < AT_THE_EDGE:
        verdict = f"stands at the edge of {known}"
    if made.fits and made.number_is != "inside":
        verdict += ", which does not make the number right"
    low, high = made.implied_intervals["80"]
    implied = Number(median=made.implied_median, low=low, high=high, unit=made.unit)
    return (
        f"{doubt}{said} {others} {implied}: the number itself is {made.number_is} that interval. "
        f"A source like this one would then say {say_interval(from_, to, made.unit)}. {where}, and "
        f"one at least as far off has probability {_small(made.probability)}: that it says so "
        f"{verdict}.{_counting_kin(made)}"
    )


def _number_is(said: tuple[float | None, float | None, float | None], implied: Array) -> str:
    """Where the number itself, taken at its word, lies to the 80 % interval of what is implied."""
    low, high = (float(edge) for edge in np.quantile(implied, [0.1, 0.9]))
    least, _, most = said
    if least is not None and least > high:
        return "above"
    if most is not None and most < low:
        return "below"
    return "inside"


def _counting_kin(made: ClaimCheck) -> str:
    if made.with_kin_median is None:
        return ""
    low, high = made.with_kin_intervals["80"]
    said = Number(median=made.with_kin_median, low=low, high=high, unit=made.unit)
    return f" With what its kin say, all of them imply {said}."


def _small(probability: float) -> str:
    return f"{probability:.2f}" if probability >= 0.005 else "below 0.01"
