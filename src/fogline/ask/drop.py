"""A case without some sources, to be fitted anew: leave-one-source-out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.case import Case
from fogline.case.origins import source_name
from fogline.ground.errors import NotEnoughEvidence, UnknownName

__all__ = ["without_sources"]


def without_sources(case: Case, sources: Sequence[str]) -> Case:
    """The case without the claims of these sources, and of those who speak for them.

    A claim that repeats one of theirs goes with it. Raises UnknownName for a source that says
    nothing in the case, NotEnoughEvidence when no claim is left.
    """
    speaking = {claim.id: source_name(claim) for claim in case.claims}
    known = sorted({*speaking.values(), *(s.id for s in case.sources)})
    for source in sources:
        if source not in known:
            raise UnknownName("source", source, known)
    dropped = set(sources)
    while more := {s.id for s in case.sources if s.parent in dropped} - dropped:
        dropped |= more
    gone = {claim for claim, source in speaking.items() if source in dropped}
    while more := {c.id for c in case.claims if c.repeats in gone} - gone:
        gone |= more
    kept = tuple(claim for claim in case.claims if claim.id not in gone)
    if not kept:
        raise NotEnoughEvidence(
            f"without {', '.join(sources)} no claim is left in the case {case.id} - drop fewer"
        )
    note = f"Left out: {', '.join(sorted(dropped))} ({len(gone)} claims)."
    return replace(
        case, claims=kept, notes=(note, *case.notes), hash=f"{case.hash} without {sorted(dropped)}"
    )
