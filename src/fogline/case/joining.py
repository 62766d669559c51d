"""Claims read from a report on their way into a case: whose they are there, what they would be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fogline.case.case import Case, Source
from fogline.case.evidence import Evidence, Listed
from fogline.case.mapping import evidence_for
from fogline.case.origins import source_name
from fogline.case.voices import Voices, source_kind
from fogline.claims import Claim
from fogline.report import Report

__all__ = ["if_accepted", "own_sources"]


def own_sources(
    case: Case, report: Report, claims: Iterable[Claim]
) -> tuple[list[Claim], tuple[Source, ...]]:
    """Claims read from a report with their origins in the case, and the sources it does not have.

    A voice is taken for a source of the case that has its name, or is the same body of the same
    state in other words (see ``Voices``).
    """
    voices = Voices.of(case)
    sides = {side.id for side in case.sides}
    fresh: list[Source] = []
    kept: list[Claim] = []
    for claim in claims:
        name = source_name(claim)
        known = voices.source(name, claim.voice.side)
        if not known:
            words = report.title or report.source if name == claim.report else name
            side = claim.voice.side if claim.voice.side in sides else ""
            fresh.append(Source(id=name, name=words, side=side, kind=source_kind(claim, name)))
            voices.add(name, claim.voice.side)
        kept.append(replace(claim, origin=known or name))
    return kept, tuple(fresh)


def if_accepted(
    case: Case, report: Report, claims: Iterable[Claim]
) -> dict[str, Evidence | Listed]:
    """What claims read from a report would be if all were accepted: evidence, or listed, and why.

    A claim after the cut-off is listed: the case must not know it.
    """
    kept, fresh = own_sources(case, report, claims)
    known = {claim.id for claim in case.claims}
    more = [replace(claim, status="accepted") for claim in kept if claim.id not in known]
    evidence, listed = evidence_for(
        replace(case, claims=(*case.claims, *more), sources=(*case.sources, *fresh))
    )
    ids = {claim.id for claim in kept}
    return {item.claim: item for item in (*evidence, *listed) if item.claim in ids}
