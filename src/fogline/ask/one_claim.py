"""One statement against everything else: does it fit what all other sources imply?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from fogline.answer import ClaimCheck, say_interval, say_number
from fogline.ask.estimate import intervals
from fogline.ask.refits import Refits
from fogline.ask.sayings import Sayings, foretold, unlink
from fogline.ask.tension import LEVEL
from fogline.ask.weigh import GOOD_K, Influence
from fogline.case import Case, Evidence, evidence_for
from fogline.case.evidence import Bound, Term
from fogline.claims import Claim
from fogline.claims.measures import MEASURES
from fogline.ground.days import date_of_day
from fogline.ground.errors import InputError, UnknownName

__all__ = ["check_claim", "evidence_of", "group_of", "held_alone", "stated"]

Array = np.ndarray[Any, np.dtype[np.float64]]


def evidence_of(case: Case, claim_id: str) -> Evidence:
    """What a claim says in the case's quantities, whether or not it counts as evidence there.

    A claim that repeats others, or was read from a report that retells them, is taken by itself.
    Raises UnknownName, or InputError with the reason where it says nothing the model holds.
    """
    by_id = {claim.id: claim for claim in case.claims}
    if claim_id not in by_id:
        raise UnknownName("claim", claim_id, list(by_id))
    found = held_alone(case, by_id[claim_id])
    if isinstance(found, str):
        raise InputError(
            f"the claim {claim_id} cannot be held against the model: {found} - "
            "choose a claim that gives a number of a quantity the case observes"
        )
    return found


def held_alone(case: Case, claim: Claim) -> Evidence | str:
    """What a claim says in the case's quantities, taken by itself; else why it says nothing."""
    alone = replace(claim, repeats="", relation="", supersedes="", status="accepted", report="")
    others = tuple(other for other in case.claims if other.id == claim.relative_to)
    found, listed = evidence_for(replace(case, claims=(*others, alone)))
    for item in found:
        if item.claim == claim.id:
            return item
    return next((row.reason for row in listed if row.claim == claim.id), "it gives no number")


def check_claim(
    influence: Influence,
    item: Evidence,
    claim: Claim | None,
    label: str,
    words: str,
    *,
    refits: Refits | None = None,
    names: Mapping[str, str] | None = None,
) -> ClaimCheck:
    """Where a statement falls in what everything else implies.

    Left out: all claims of its source, and those it repeats. What its source would say is then
    foretold as that of a source of its side and relation that was never met.
    """
    posterior = influence.posterior
    left_out = _left_out(influence, item, claim)
    places = [i for i, e in enumerate(posterior.machine.campaign.evidence) if e.claim in left_out]
    sayings = _as_unseen(influence, item)
    size = len(sayings.centre)
    weights, k, method = np.full((size, 1), 1.0 / size), 0.0, "psis"
    if places:
        found, ks = influence.together([places])
        weights, k = found, float(ks[0])
    if k > GOOD_K:
        other = refits.without(left_out, words=f"what {item.source} says") if refits else None
        if other is not None and other.passed:
            # draws of the fit without it, weighed alike
            sayings = _as_unseen(influence, item, other)
            weights, method = np.full((len(sayings.centre), 1), 1.0 / len(sayings.centre)), "refit"
        else:
            method = "psis, not trusted"
    implied, expected, below = _read(sayings, item, weights, posterior.seed)
    probability = float(sayings.probability(weights)[0])
    quantity, unit = _about(influence, item)
    said = _said(item)
    made = ClaimCheck(
        claim=item.claim, label=label, words=words, observable=item.observable, title=quantity,
        unit=unit, on=date_of_day(max(t.day for t in item.numerator), posterior.case.start),
        said=said, implied_median=float(np.median(implied)), implied_intervals=intervals(implied),
        expected_median=float(np.median(expected)), expected_intervals=intervals(expected),
        share_below=below, probability=probability, fits=probability >= LEVEL,
        left_out=tuple(sorted(left_out)), pareto_k=k, method=method, sentence="",
    )  # fmt: skip
    number = claim.value if claim is not None else None
    chance = float(np.sum(weights[:, 0] * sayings.agrees[:, 0]))
    who = (names or {}).get(item.source, item.source)
    return replace(made, sentence=_sentence(made, item, who, number, chance))


def _left_out(influence: Influence, item: Evidence, claim: Claim | None) -> set[str]:
    evidence = influence.posterior.machine.campaign.evidence
    out = {e.claim for e in evidence if e.source == item.source or e.claim == item.claim}
    by_id = {c.id: c for c in influence.posterior.case.claims}
    # what it repeats, and what repeats it, is the same statement
    again = claim.repeats if claim else ""
    while again and again in by_id:
        out.add(again)
        again = by_id[again].repeats
    out |= {c.id for c in by_id.values() if c.repeats and c.repeats in out | {item.claim}}
    return {e.claim for e in evidence if e.claim in out}


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


def _read(
    sayings: Sayings, item: Evidence, weights: Array, seed: int
) -> tuple[Array, Array, float]:
    """Draws of the quantity itself and of what would be said, and the share of those below it."""
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


def _sentence(
    made: ClaimCheck, item: Evidence, who: str, number: float | None, chance: float
) -> str:
    """number: as it was said, where one was; chance: that a status or denial would be said."""
    said = _in_words(made, item, number)
    doubt = ""
    if made.method == "psis, not trusted":
        doubt = "A rough reading, as there is no good fit without this source. "
    if item.scale == "status" or item.bound == "denied":
        verdict = "fits" if made.fits else "does not fit"
        return (
            f"{doubt}{made.title}: {said}, says {who}. By all other claims such a statement has "
            f"probability {_small(chance)}: it {verdict} what else is known."
        )
    low, high = made.implied_intervals["80"]
    from_, to = made.expected_intervals["80"]
    share = min(max(100 * made.share_below, 1.0), 99.0)
    hedge = "" if share == 100 * made.share_below else "less than " if share == 1 else "over "
    where = f"{hedge}{share:.0f} % of such sayings would be lower"
    where = where[0].upper() + where[1:]
    verdict = "fits what else is known" if made.fits else "does not fit what else is known"
    return (
        f"{doubt}{made.title}: {said}, says {who}. All other sources imply "
        f"{say_number(made.implied_median, made.unit)} (80 % interval "
        f"{say_interval(low, high, made.unit)}); a source like this one would then say "
        f"{say_interval(from_, to, made.unit)}. {where}, and one at least as far off has "
        f"probability {_small(made.probability)}: the statement {verdict}."
    )


def _small(probability: float) -> str:
    return f"{probability:.2f}" if probability >= 0.005 else "below 0.01"


def stated(
    case: Case, observable: str, when: date, *, low: float | None = None,
    value: float | None = None, high: float | None = None, side: str = "",
) -> Evidence:  # fmt: skip
    """A statement given by hand, by nobody in the case: a number of an observable on a day.

    side   whose word it is, for the relation to what is counted; a third party's when empty
    Raises InputError when no number is given, or one that cannot be.
    """
    unit = next((o.unit for o in case.observables if o.name == observable), "")
    numbers = [x for x in (low, value, high) if x is not None]
    if not numbers or min(numbers) <= 0 or (unit == "share" and max(numbers) >= 1):
        raise InputError(
            "no number to hold against the model - give --value, --low or --high, above nil"
            + (" and below one, as it is a share" if unit == "share" else "")
        )
    if low is not None and high is not None and low >= high:
        raise InputError(f"the range {low:g} to {high:g} is empty - give the lower number first")
    bound: Bound = "point"
    if value is None:
        bound = "interval" if low is not None and high is not None else "at least"
        bound = "up to" if low is None else bound
    return Evidence(
        claim="the statement", observable=observable, source="the statement", side=side,
        numerator=(Term(1.0, observable, case.day(when)),), group=group_of(observable),
        scale="logit" if unit == "share" else "log", bound=bound, relation="third",
        low=low or value or 0.0, value=value or 0.0, high=high or value or 0.0,
    )  # fmt: skip


def group_of(observable: str) -> str:
    """The error family of the measure that speaks of an observable."""
    quantity = observable.rpartition(".")[2]
    groups = [m.group for m in MEASURES.values() if m.observable == quantity]
    return groups[0] if groups else "strength"
