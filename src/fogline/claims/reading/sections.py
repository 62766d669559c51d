"""The part of a situation report that a paragraph stands in: whose losses it tells, lost or taken.

"3. Own losses:" holds for its paragraph and for the items under it ("(a) 1/4 GR: 2 offrs killed"), a
heading on a line of its own ("Enemy losses") for the paragraphs under it, up to the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fogline.claims.syntax import Sentence

__all__ = ["Section", "find_sections", "section_of_sentence"]

Kind = Literal["", "lost", "taken", "claims", "stock", "incoming", "fire", "intention"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's words, whose losses stand under it, and what it is about.

    kind   losses, things taken, claims to have destroyed, stocks, shells that came in or were
           fired, what is meant to be done next
    """

    words: str = ""
    side: Literal["", "own", "enemy"] = ""
    kind: Kind = ""

    def under(self, above: Section) -> Section:
        """The section with what a heading above says and its own does not."""
        return Section(self.words or above.words, self.side or above.side, self.kind or above.kind)


_NUMBER = r"(?P<number>\(?(?:\d{1,3}|[IVX]{1,4})[.)]\s+)?(?P<item>\(?[a-z][.)]\s+|[-*•·–▪]\s+)?"
_LABEL = re.compile(rf"\s*{_NUMBER}(?P<words>[A-Z][\w/'’() -]{{1,44}}?)\s*:(?=\s|\Z)")
_ALONE = re.compile(rf"\s*{_NUMBER}(?P<words>[A-Z][A-Za-z'’/ -]{{2,44}})\s*\Z")
_ROW = re.compile(r"[-*•·–▪]\s|\d|[^\W\d][\w /-]{0,60}?\s?[-–—:=]\s?(?:[a-z]+ )?~?\d")
_OWN = re.compile(r"(?i)\b(?:own|our|ours|friendly)\b")
_ENEMY = re.compile(r"(?i)\b(?:enemy|enemy['’]s|hostile|foe|opfor)\b")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("claims", re.compile(r"(?i)\bclaims?\b")),
    ("taken", re.compile(r"(?i)\b(?:captured|taken|booty|trophies|prisoners|PWs?|POWs|PsW)\b")),
    ("lost", re.compile(r"(?i)\b(?:loss|losses|casualties|cas|lost|destroyed)\b")),
    ("stock", re.compile(r"(?i)\b(?:ammunition|ammo|amn|stocks?|on hand|holdings)\b")),
    ("incoming", re.compile(r"(?i)\bincoming\b")),
    (
        "fire",
        re.compile(
            r"(?i)\b(?:artillery|arty|guns|mortars?|naval gunfire|NGF|fires|shelling|shellfire|bombardment)\b"
        ),
    ),
    ("intention", re.compile(r"(?i)\b(?:intentions?|intent|plans?|future operations)\b")),
)


def _named(words: str) -> Section:
    kind: Kind = ""
    for name, expression in _KINDS:
        if not kind and expression.search(words):
            kind = name
    side = "enemy" if _ENEMY.search(words) else "own" if _OWN.search(words) else ""
    return Section(words.strip(), side, kind)


_OPENING = re.compile(r"\s*(?P<words>[A-Z][\w/'’() -]{1,44}?)\s*:\s")


def section_of_sentence(text: str) -> Section:
    """What a label at the head of a sentence says of it: "Taken from the enemy: 200 rifles"."""
    label = _OPENING.match(text)
    return _named(label["words"]) if label is not None else Section()


def find_sections(text: str, sentences: Sequence[Sentence]) -> dict[int, Section]:
    """The section of every paragraph that stands in one, by the paragraph's number.

    text        the report's text
    sentences   of the report, in order
    """
    spans: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        if sentence.paragraph < 0:
            continue  # a headline is no heading of a section
        low, _ = spans.get(
            sentence.paragraph, (text.rfind("\n", 0, sentence.start) + 1, sentence.end)
        )
        spans[sentence.paragraph] = (low, sentence.end)
    found: dict[int, Section] = {}
    above, listing = Section(), False
    for paragraph, (low, high) in spans.items():
        words = text[low:high].strip()
        alone = _ALONE.fullmatch(words) or _LABEL.fullmatch(words)
        label = alone or _LABEL.match(words)
        if label is None and words.endswith(":") and high - low < 200:
            above, listing = _named(words), True  # "The enemy's losses since May are:"
            continue
        if listing and _ROW.match(words) is None:
            above, listing = Section(), False
        if label is None or listing:
            found[paragraph] = above
            continue
        here = _named(label["words"])
        if label["number"] and not label["item"]:
            found[paragraph] = here
            above = here if alone else Section()
        elif alone:
            found[paragraph] = above = here
        else:
            found[paragraph] = here.under(above)
    return {n: section for n, section in found.items() if section.side or section.kind}
