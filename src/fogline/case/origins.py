"""Whose statement a claim is, and which claims of one report are one statement made twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import inf, log

from fogline.case.evidence import Evidence
from fogline.claims import Claim
from fogline.claims.measures import MEASURES
from fogline.ground.units import UNITS, convert
from fogline.report import Report

__all__ = ["has_time", "may_repeat", "reprinted", "retold", "said_again", "source_name"]


def source_name(claim: Claim) -> str:
    """Id of the source whose error a claim carries.

    The ultimate origin where it is known, else the innermost voice, else the publisher, else the
    report itself: what a paper says in its own voice is its own error.
    """
    voice = claim.voice
    return (
        claim.origin
        or voice.organisation
        or voice.name
        or claim.publisher
        or claim.report
        or "unknown"
    )


def said_again(claims: Sequence[Claim], evidence: Sequence[Evidence]) -> dict[str, str]:
    """Terms that repeat another of the same report (headline, lead, body), each with the one kept.

    The same measure of the same subject with the same number is one statement when the same source
    makes it, or when one of the two names nobody. Kept is the one with a voice, then the one with a
    time of its own, then the first.
    """
    terms = {item.claim: item for item in evidence}
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        item = terms.get(claim.id)
        if item is not None and claim.report and claim.extractor:
            number = (item.bound, item.low, item.value, item.high)
            key = (claim.report, claim.measure, claim.subject.entity, number)
            groups.setdefault(key, []).append(claim)
    again: dict[str, str] = {}
    for group in groups.values():
        ranked = sorted(group, key=lambda claim: (not _has_voice(claim), not has_time(claim)))
        kept: dict[str, str] = {}
        for claim in ranked:
            name = source_name(claim)
            if name in kept:
                again[claim.id] = kept[name]
            elif kept and not _has_voice(claim):
                again[claim.id] = next(iter(kept.values()))
            else:
                kept[name] = claim.id
    return again


def may_repeat(claims: Sequence[Claim], evidence: Sequence[Evidence]) -> dict[str, str]:
    """Terms that may repeat one another, each with the first claim of its chain.

    Such claims count as possibly independent: they share part of one error (design 4.7). A chain
    of which only one claim is a term shares nothing.
    """
    by_id = {claim.id: claim for claim in claims}
    terms = {item.claim for item in evidence}

    def first(claim: Claim) -> str:
        seen = {claim.id}
        while claim.repeats in by_id and claim.repeats not in seen:
            claim = by_id[claim.repeats]
            seen.add(claim.id)
        return claim.id

    roots: dict[str, list[str]] = {}
    for claim in claims:
        if claim.relation == "possibly independent" and claim.id in terms:
            root = first(claim)
            roots.setdefault(root, [root] if root in terms else []).append(claim.id)
    return {claim: root for root, members in roots.items() if len(members) > 1 for claim in members}


def retold(report: Report, claims: Sequence[Claim], keyed: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims read from a report that tells keyed facts again, each linked to the fact it tells.

    The fact is one of ``report.derived_from`` with the same measure, and where there are several
    the one whose number is nearest; then the claim repeats it. A claim without such a fact is left
    as it was read. Nothing is merged: these are new values with ``repeats`` and ``relation`` set.
    """
    facts = [claim for claim in keyed if claim.id in report.derived_from]
    linked = []
    for claim in claims:
        same = [fact for fact in facts if fact.measure == claim.measure and claim.measure]
        if same and not claim.repeats:
            nearest = min(same, key=lambda fact: _distance(claim, fact))
            claim = replace(claim, repeats=nearest.id, relation="verbatim")
        linked.append(claim)
    return tuple(linked)


def reprinted(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims whose whole sentence stands in an earlier report too, each linked to its first print.

    An agency's copy in two papers is one statement: the same words about the same thing with the
    same number. The first printed is kept; the others repeat it, word for word. Short sentences may
    be alike by chance and are left alone.
    """
    order = sorted(
        (claim for claim in claims if claim.extractor and claim.report and not claim.repeats),
        key=lambda claim: claim.printed_on or date.max,
    )
    first: dict[tuple[object, ...], Claim] = {}
    repeats: dict[str, str] = {}
    for claim in order:
        words = " ".join(claim.sentence.casefold().split())
        if len(words) < LEAST_REPRINTED:
            continue
        number = (claim.low, claim.value, claim.high, claim.polarity)
        at = claim.start - claim.sentence_start
        kept = first.setdefault(
            (words, at, claim.measure, claim.subject.entity, claim.exact, number), claim
        )
        if kept.report != claim.report:
            repeats[claim.id] = kept.id
    return tuple(
        replace(claim, repeats=repeats[claim.id], relation="verbatim")
        if claim.id in repeats
        else claim
        for claim in claims
    )


LEAST_REPRINTED = 40
"""Characters of a sentence that two reports do not share by chance. Source: chosen by us."""


def _distance(one: Claim, other: Claim) -> float:
    """How far two claims' numbers are apart, as a ratio; endless where they cannot be compared."""
    numbers = []
    for claim in (one, other):
        said = [x for x in (claim.value, claim.low, claim.high) if x is not None and x > 0]
        target = MEASURES[claim.measure].unit
        if not said or claim.unit not in UNITS or target not in UNITS:
            return inf
        if UNITS[claim.unit].dimension != UNITS[target].dimension:
            return inf
        numbers.append(convert(said[0], claim.unit, target))
    return abs(log(numbers[0] / numbers[1]))


def _has_voice(claim: Claim) -> bool:
    return bool(claim.origin or claim.voice.organisation or claim.voice.name)


def has_time(claim: Claim) -> bool:
    """Whether the words say when it held; otherwise its day is that of the printing."""
    return claim.held.basis not in ("", "as_of")
