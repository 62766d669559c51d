"""Whose voice is whose: the source of a case that words name, and who speaks with one voice.

"Seoul said", "South Korea's military said" and "the National Intelligence Service said" are not
three sources of which each bears out the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fogline.case.case import Case, Source
from fogline.case.mapping import echoes_in
from fogline.claims import Claim
from fogline.claims.gazetteer import Gazetteer

Key = TypeVar("Key", bound=Hashable)

__all__ = ["INDEPENDENT", "STATE_BODIES", "Voices", "kin_of", "source_kind"]

STATE_BODIES = frozenset({"official", "military", "intelligence"})
"""Kinds of source that speak for the state whose side they are of."""

INDEPENDENT = "independent"
"""The side of those who speak for nobody, in the gazetteer and in the cases."""

_KINDS = {"agency": "press", "press": "press", "analyst": "analyst"}
_IN_PRIVATE = (
    (re.compile(r"\bblog|\bchannel\b|\bcorrespondent\b", re.IGNORECASE), "blog"),
    (re.compile(r"\breporter|\bjournalist", re.IGNORECASE), "press"),
    (re.compile(r"\banalyst|\bexpert|\bresearcher|\bhistorian", re.IGNORECASE), "analyst"),
)
_UNSAID = re.compile(r"\(.*?\)|,?\s*\bunnamed\b", re.IGNORECASE)
_JOINED = re.compile(r"^(?:['’]s?)?[\s,]+|(?:[\s,]+|\b(?:of|for)\s+(?:the\s+)?|\bthe\s+)+$")
_SAME = (("defense", "defence"), ("national ", ""), ("armed forces", "military"))


@dataclass(frozen=True, slots=True)
class Voices:
    """The sources of a case by what they are called: names, ids, and bodies of a state."""

    by_name: dict[str, str]
    by_body: dict[tuple[str, str], str]
    gazetteer: Gazetteer

    @classmethod
    def of(cls, case: Case) -> Voices:
        """A name, or its part before a comma, means a source where it means no other."""
        gazetteer = Gazetteer()
        names = {name.casefold(): s.id for s in case.sources for name in (s.name, s.id)}
        short = [source.name.split(",")[0].casefold() for source in case.sources]
        bodies = [_body(source.name, source.side, gazetteer) for source in case.sources]
        ids = [source.id for source in case.sources]
        return cls(_once(short, ids) | names, _once(bodies, ids), gazetteer)

    def source(self, name: str, side: str) -> str:
        """Id of the source that a voice of this name and side is; "" where the case has none."""
        known = self.by_name.get(name.casefold(), "")
        return known or self.by_body.get(_body(name, side, self.gazetteer), "")

    def add(self, name: str, side: str) -> None:
        """A voice that the case does not have, as a source whose id is its name."""
        self.by_name[name.casefold()] = name
        self.by_body.setdefault(_body(name, side, self.gazetteer), name)


def _once(keys: Sequence[Key], ids: Sequence[str]) -> dict[Key, str]:
    """What each key means, where it means one alone."""
    counts = Counter(keys)
    return {key: name for key, name in zip(keys, ids, strict=True) if counts[key] == 1}


def _body(name: str, side: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """(which body, of which side): "Ministry of Defence, UK" as "Britain's defense ministry".

    The state as a whole, its capital and its government are the body "".
    """
    words = _UNSAID.sub("", name).strip()
    whole = gazetteer.get(words)
    if whole is not None and whole.kind != "person":
        return ("" if whole.kind == "side" else whole.id), whole.side or side
    for start, end, hit in gazetteer.find(words):
        if hit.kind == "side" and (start == 0 or end == len(words)):
            words, side = _JOINED.sub("", words[end:] if start == 0 else words[:start]), hit.side
            break
    entry = gazetteer.get(words)
    body = entry.id if entry is not None else words.casefold()
    for said, same in _SAME:
        body = body.replace(said, same)
    return ("" if body == "government" else body), side


def source_kind(claim: Claim, name: str) -> str:
    """What kind of source a voice is that no case knows yet; ``name`` as in ``source_name``."""
    voice = claim.voice
    if name in (claim.report, claim.publisher) or voice.kind == "unattributed":
        return "press"
    entry = Gazetteer().get(name)
    if entry is not None and entry.kind in _KINDS:
        return _KINDS[entry.kind]
    said = f"{name} {voice.title}"
    return next((kind for pattern, kind in _IN_PRIVATE if pattern.search(said)), "official")


def kin_of(case: Case, source: Source) -> frozenset[str]:
    """Ids of the sources whose word is no second opinion on this one's, itself among them.

    Those it belongs to or that belong to it; those whose numbers track its own; and of a body of
    a state, all bodies of that state (or states: sides are separated by commas).
    """
    parents = {item.id: item.parent for item in (source, *case.sources) if item.parent}
    linked = [{echo.origin, echo.echo} for echo in echoes_in(case) if echo.linked]
    above, kin = source.id, {source.id}
    while above := parents.get(above, ""):
        kin.add(above)
    while more := {child for child, parent in parents.items() if parent in kin} - kin:
        kin |= more
    kin |= set().union(*(pair for pair in linked if pair & kin))
    sides = {side.strip() for side in source.side.split(",")} - {"", INDEPENDENT}
    if source.kind in STATE_BODIES and sides:
        kin |= {s.id for s in case.sources if s.side in sides and s.kind in STATE_BODIES}
    return frozenset(kin)
