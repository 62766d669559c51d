"""Whose statement a claim is, and which claims of one report are one statement made twice."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.case.evidence import Evidence
from fogline.claims import Claim

__all__ = ["has_time", "said_again", "source_name"]


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


def _has_voice(claim: Claim) -> bool:
    return bool(claim.origin or claim.voice.organisation or claim.voice.name)


def has_time(claim: Claim) -> bool:
    """Whether the words say when it held; otherwise its day is that of the printing."""
    return claim.held.basis not in ("", "as_of")
