"""Statements to be held against a case: one of its claims, one read in words, one given by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from fogline.case import Case, Evidence, Source, evidence_for
from fogline.case.evidence import Bound, Term
from fogline.claims import Claim
from fogline.claims.measures import MEASURES
from fogline.ground.errors import InputError, UnknownName

__all__ = ["Statement", "group_of", "held_alone", "stated", "statement_of"]

BY_HAND = "the statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is held against a case: a number of its quantities, and whose word it is.

    claim   whose words it is; None for a number given by hand
    """

    item: Evidence
    source: Source
    claim: Claim | None = None


def statement_of(case: Case, claim_id: str) -> Statement:
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


def held_alone(case: Case, claim: Claim) -> Statement | str:
    """What a claim says in the case's quantities, taken by itself; else why it says nothing."""
    alone = replace(claim, repeats="", relation="", supersedes="", status="accepted", report="")
    others = tuple(other for other in case.claims if other.id == claim.relative_to)
    found, listed = evidence_for(replace(case, claims=(*others, alone)))
    for item in found:
        if item.claim == claim.id:
            named = (source for source in case.sources if source.id == item.source)
            source = next(named, Source(id=item.source, name=item.source, side=item.side))
            return Statement(item=item, source=source, claim=claim)
    return next((row.reason for row in listed if row.claim == claim.id), "it gives no number")


def stated(
    case: Case, observable: str, when: date, *, low: float | None = None,
    value: float | None = None, high: float | None = None, side: str = "",
) -> Statement:  # fmt: skip
    """A statement given by hand: a number of an observable on a day.

    side   the state whose word it is; a third party's, without kin in the case, when empty
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
    item = Evidence(
        claim=BY_HAND, observable=observable, source=BY_HAND, side=side,
        numerator=(Term(1.0, observable, case.day(when)),), group=group_of(observable),
        scale="logit" if unit == "share" else "log", bound=bound, relation="third",
        low=low or value or 0.0, value=value or 0.0, high=high or value or 0.0,
    )  # fmt: skip
    kind = "official" if side else ""
    return Statement(item=item, source=Source(id=BY_HAND, name=BY_HAND, side=side, kind=kind))


def group_of(observable: str) -> str:
    """The error family of the measure that speaks of an observable."""
    quantity = observable.rpartition(".")[2]
    groups = [m.group for m in MEASURES.values() if m.observable == quantity]
    return groups[0] if groups else "strength"
