"""The reader: a report in, its claims out. Deterministic, offline; never raises on any text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from fogline.claims.claim import Claim
from fogline.claims.conventions import conventions as read_profile
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.reading import Reading
from fogline.claims.syntax import parse
from fogline.report import Report

__all__ = ["extract", "read"]


@cache
def _default_gazetteer() -> Gazetteer:
    return Gazetteer()


def read(
    report: Report, *, gazetteer: Gazetteer | None = None, conventions: str = "default"
) -> Reading:
    """The whole reading of a report: sentences, times, voices and claims (see ``extract``)."""
    from fogline.claims.extractors import EXTRACTORS

    reading = Reading(
        report, parse(report), gazetteer or _default_gazetteer(), read_profile(conventions)
    )
    reading.prepare()
    for sentence in reading.sentences:
        drafts = [
            draft for extractor in EXTRACTORS.values() for draft in extractor(reading, sentence)
        ]
        drafts.sort(key=lambda draft: (draft.start, draft.end, draft.kind, draft.measure))
        made: dict[int, str] = {}
        later: list[tuple[int, int]] = []
        for draft in drafts:
            if draft.relative_to.startswith("local:"):
                whole = int(draft.relative_to.removeprefix("local:"))
                draft.relative_to = made.get(whole, "")
                if not draft.relative_to:
                    later.append((len(reading.claims), whole))  # "seven of the eight": comes next
            claim = reading.claim(sentence, draft)
            if claim is not None and draft.kind in ("quantity", "rate"):
                made[draft.start] = claim.id
        for index, whole in later:
            if index < len(reading.claims) and made.get(whole, "") != reading.claims[index].id:
                reading.claims[index] = replace(
                    reading.claims[index], relative_to=made.get(whole, "")
                )
    return reading


def extract(
    report: Report, *, gazetteer: Gazetteer | None = None, conventions: str = "default"
) -> list[Claim]:
    """Every claim of a report in text order.

    report        title and body ranges are read, nothing else; without ``published`` relative
                  times have no dates
    gazetteer     the bundled one when None
    conventions   profile of hedge conventions, or a TOML file of the same form

    Offsets are code points into ``report.text`` and ``report.text[c.start:c.end] == c.exact``. The
    same report gives the same claims and ids every time. Raises UnknownName for an unknown profile
    and nothing for any text.
    """
    return list(read(report, gazetteer=gazetteer, conventions=conventions).claims)
