"""The last word on lines that no rule has sorted: by their signs, unless something shields them.

**Source:** chosen by us; see decisions/0077 and ``line_scores``.
"""

from __future__ import annotations

import re

from fogline.report.line_scores import LIMIT, LIMIT_OF_LISTED, counts_something, furniture_odds
from fogline.report.paragraphs import TERMINAL, Paragraph

__all__ = ["sort_the_rest"]

_PART = re.compile(
    r"(?:\w+ ){0,3}(?:situation|overview|highlights|figures|losses|casualties|totals?|claims"
    r"|remarks|intentions?|needs|response|displacement|operations|prisoners|enemy|own troops"
    r"|own forces|air|ground|sea|artillery|supply|strength|morale)"
    r"(?: (?:for|of|in|on) (?:the )?\w+)?:?",
    re.I,
)
"""The heading of a part of a situation report, which says whose the figures under it are."""


_INNER_END = re.compile(r"[a-z]{2}[.!?][\"\u201d)]? [A-Z\"\u201c]")


def _is_part_of_a_sentence(paragraphs: list[Paragraph], index: int) -> bool:
    """A line that goes on in the next one or from the last, or in which a sentence ends."""
    here = paragraphs[index]
    before, after = paragraphs[index - 1 : index], paragraphs[index + 1 : index + 2]
    if here.count < 6:
        return False
    if here.count >= 8 and _INNER_END.search(here.words):
        return True
    goes_on = bool(after) and after[0].words[:1].islower() and not after[0].kind
    comes_from = bool(before) and here.words[:1].islower() and not TERMINAL.search(before[0].words)
    return goes_on or (comes_from and before[0].count >= 6 and not before[0].kind)


def _is_heading(paragraphs: list[Paragraph], index: int, core: tuple[int, int]) -> bool:
    """A capitalised word or four right above prose, inside the core."""
    here, below = paragraphs[index], paragraphs[index + 1 : index + 2]
    is_name = (
        here.count <= 4 and here.words[0].isupper() and not any(c.isdigit() for c in here.words)
    )
    above_prose = bool(below) and not below[0].kind and (below[0].is_prose or below[0].count >= 12)
    return core[0] < index < core[1] and is_name and above_prose


def sort_the_rest(paragraphs: list[Paragraph], core: tuple[int, int]) -> None:
    """Lines that no rule knows, by their signs; a finished sentence is never one of them."""
    if core == (0, 0):
        return
    odds = furniture_odds(paragraphs, core)
    counts = counts_something(paragraphs, core)
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind or counts[index] or TERMINAL.search(paragraph.words):
            continue
        if _is_part_of_a_sentence(paragraphs, index):
            continue
        near = paragraphs[index : index + 2]
        limit = LIMIT_OF_LISTED if any(p.is_listed and not p.kind for p in near) else LIMIT
        heads = index >= core[0] and (
            _PART.fullmatch(paragraph.words) is not None or _is_heading(paragraphs, index, core)
        )
        if odds[index] > limit and not heads:
            paragraph.kind = "date" if paragraph.is_date else "furniture"
