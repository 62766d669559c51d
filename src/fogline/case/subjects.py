"""Which part of a case a claim's subject means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.case.case import Case
from fogline.case.quantities import PartKind
from fogline.claims import Claim

__all__ = ["Subjects"]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A part that a subject means where one of the words stands beside it."""

    kind: PartKind
    part: str
    words: tuple[str, ...]
    beside: re.Pattern[str] | None


class Subjects:
    """The names of a case's parts, and how reports speak of them; kinds: part to its kind."""

    def __init__(self, case: Case, kinds: Mapping[str, PartKind]) -> None:
        self.case = case
        self.kinds = kinds
        # a name may mean a formation, a sector and a stock at once; the measure tells which
        self.names: dict[str, dict[PartKind, str]] = {}
        for part in (*case.formations, *case.sectors, *case.stocks, *case.tallies, *case.counted):
            kind = self.kinds[part.id]
            for name in part.aliases:
                self.names.setdefault(name, {}).setdefault(kind, part.id)
        for part, kind in self.kinds.items():
            self.names.setdefault(part, {})[kind] = part
        # claims that were read may mean a part by their subject and a word beside it
        self.spoken: dict[str, list[_Spoken]] = {}
        for part in (*case.formations, *case.sectors, *case.stocks):
            if part.spoken_of is not None:
                words = part.spoken_of.words
                told = _Spoken(self.kinds[part.id], part.id, words, _any_of(words))
                for name in part.spoken_of.subjects:
                    self.spoken.setdefault(name, []).append(told)

    def called(self, name: str, claim: Claim) -> dict[PartKind, str]:
        """The parts that a subject's name means in this claim, by kind."""
        if name in self.names or not claim.extractor:
            return self.names.get(name, {})
        text = f"{claim.sentence} {claim.subject.words}"
        return {
            told.kind: told.part
            for told in self.spoken.get(name, [])
            if told.beside is None or told.beside.search(text)
        }

    def wanting(self, claim: Claim, wanted: list[PartKind]) -> tuple[str, ...]:
        """The words beside which the claim's subject would mean a part of the kinds wanted."""
        names = claim.subject.entity.split("+") if claim.extractor else []
        told = [told for name in names for told in self.spoken.get(name, [])]
        return tuple(dict.fromkeys(w for each in told if each.kind in wanted for w in each.words))

    def only(self, wanted: list[PartKind]) -> dict[PartKind, str]:
        """The one sector or stock of these kinds; nothing when there are more, or for people."""
        parts = [part for part, kind in self.kinds.items() if kind in wanted]
        if len(parts) != 1 or self.kinds[parts[0]] == "formation":
            return {}
        return {self.kinds[parts[0]]: parts[0]}


def _any_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Any of some words or phrases, whole, in any case; None for no words."""
    if not words:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
