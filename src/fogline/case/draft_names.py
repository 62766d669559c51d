"""What the sides of a draft are called, and which common nouns mean one of them.

Reports of a war that no gazetteer holds name its parties as they please: "M23 rebels" on one line,
"the rebels" on the next. A side that the reader found by its own name keeps it as it was written,
and a common noun that stands beside one such name only is that side.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import PurePath

from fogline.case.origins import source_name
from fogline.claims import Claim
from fogline.claims.gazetteer import Gazetteer
from fogline.report import Report

__all__ = ["called", "common_nouns", "fights", "kept_apart", "with_names_as_written"]

COMMON_NOUNS = frozenset({
    "rebels", "insurgents", "separatists", "guerrillas", "militants", "partisans", "junta",
})  # fmt: skip
"""What a side may be called without being named. Source: chosen by us, after the gazetteer."""

_AGENT = re.compile(r"\bby ([a-z][a-z0-9_]*)\Z")
_HARMED = frozenset({"killed", "killed_period", "wounded", "captured", "casualties"})
_OWN_DEED = re.compile(
    r"(?i)\b(?:its|their|our)\s+(?:own\s+)?(?:\w+\s+){1,2}(?:had\s+|have\s+)?"
    r"(?:killed|wounded|captured|wiped out|taken)\b"
)
_COUNTED = re.compile(r"(?i)\A(?:an?|the|one|two|three|four|five|several|some|many)\s+")


def with_names_as_written(
    gazetteer: Gazetteer, sides: Iterable[str], texts: Sequence[str]
) -> Gazetteer:
    """The gazetteer, knowing also the sides it has no name for, spelled as the reports do."""
    found: dict[str, str] = {}
    for side in sides:
        if side and side not in gazetteer.side_names:
            words = re.compile(rf"(?i)\b{re.escape(side).replace('_', '[ -]')}\b")
            spelled = [hit[0] for text in texts for hit in words.finditer(text)]
            # as most often written; a heading's capitals lose against the running text's
            best = max(spelled, key=spelled.count, default="")
            found[side] = best or side.replace("_", " ")
    known = copy(gazetteer)
    known.side_names = {**gazetteer.side_names, **found}
    return known


def common_nouns(
    entities: Collection[str], gazetteer: Gazetteer, texts: Sequence[str]
) -> dict[str, str]:
    """Each common noun to the one named side that the reports put right before it."""
    nouns = sorted(COMMON_NOUNS & set(entities))
    named = [side for side in entities if side and side not in COMMON_NOUNS]
    meant: dict[str, str] = {}
    for noun in nouns:
        called = {side: re.escape(gazetteer.side_names.get(side, side)) for side in named}
        beside = {
            side
            for side, name in called.items()
            if any(re.search(rf"(?i)\b{name}(?:['’]s)?[ -]{noun}\b", text) for text in texts)
        }
        if len(beside) == 1:
            meant[noun] = beside.pop()
    return meant


def meaning(claim: Claim, meant: Mapping[str, str]) -> Claim:
    """The claim as if its subject had been named."""
    entity = meant.get(claim.subject.entity)
    return replace(claim, subject=replace(claim.subject, entity=entity)) if entity else claim


def fights(claims: Iterable[Claim]) -> list[frozenset[str]]:
    """Pairs of sides of which the words of a claim have one kill, wound or capture the other's."""
    pairs = []
    for claim in claims:
        named = _AGENT.search(claim.measure_open.role)
        agent = named[1] if named else ""
        if not agent and _OWN_DEED.search(claim.sentence):
            agent = claim.voice.side  # "Eritrea said its army had killed"
        hurt = claim.subject.entity
        if agent and hurt and claim.measure in _HARMED and agent != hurt:
            pairs.append(frozenset((agent, hurt)))
    return pairs


def called(reports: Sequence[Report]) -> dict[str, str]:
    """What each report is called, by its id: its title, else its file's name, else its place."""
    return {
        report.id: report.title
        or ("" if "://" in report.source else PurePath(report.source).name)
        or f"report {number}"
        for number, report in enumerate(reports, start=1)
    }


def kept_apart(reports: Sequence[Report], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Voices without a name are those of their report: two communiques are not one source.

    "The communique", "a spokesman", "the military" of several reports get an origin each, told
    apart by what the report is called.
    """
    titles = called(reports)
    heard: dict[str, set[str]] = {}
    for claim in claims:
        if _nameless(claim):
            heard.setdefault(source_name(claim), set()).add(claim.report)
    return tuple(
        replace(claim, origin=f"{source_name(claim)} ({titles[claim.report]})")
        if _nameless(claim) and claim.report in titles and len(heard[source_name(claim)]) > 1
        else claim
        for claim in claims
    )


def _nameless(claim: Claim) -> bool:
    voice = claim.voice
    if voice.side or not (claim.origin or voice.organisation or voice.name):
        return False
    return not re.search(r"[A-Z]", _COUNTED.sub("", source_name(claim)))
