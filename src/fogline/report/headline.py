"""The headline among the lines above the report: the first that speaks of what the report does."""

from __future__ import annotations

import re

from fogline.report.line_scores import stems_of
from fogline.report.page_words import is_masthead
from fogline.report.paragraphs import Paragraph

__all__ = ["title_index"]

_ENOUGH = 0.45
"""A headline comes before its standfirst, which shares more words with the report."""

_PARTED = re.compile(r"[\[<]|[|\u203a\u00bb]|\w>\w|\s/\s|\s{3,}")


def _is_candidate(paragraph: Paragraph) -> bool:
    if paragraph.mark or paragraph.kind or paragraph.is_listed or paragraph.lines > 3:
        return False
    words = paragraph.words.split()
    n_small = sum(word[0].islower() for word in words)
    is_sentence = paragraph.words.endswith((".", "]")) and 2 * n_small > len(words) > 4
    return not is_sentence and any(character.isalpha() for character in paragraph.words)


def title_index(paragraphs: list[Paragraph], head: int, core: tuple[int, int]) -> int | None:
    """The headline's index below ``head``, None where no line there can be one.

    A line that a publisher marked with ``#``; else the first of four and more words that shares
    nearly as many words with the report as any; else the first of four and more words, not all
    of them capitalised if there is a choice; else the first.
    """
    candidates = [index for index in range(head) if _is_candidate(paragraphs[index])]
    for index in candidates:
        if paragraphs[index].words.startswith("#"):
            return index
    said: set[str] = set()
    for paragraph in paragraphs[core[0] : core[1]]:
        if paragraph.is_prose and not paragraph.mark:
            said |= stems_of(paragraph.words)
    shared = {
        index: len(stems_of(paragraphs[index].words) & said)
        for index in candidates
        if 2 <= paragraphs[index].count <= 30
        and not _PARTED.search(paragraphs[index].words)
        and not is_masthead(paragraphs[index].words)
    }
    for fewest in (4, 2):
        some = {n: n_shared for n, n_shared in shared.items() if paragraphs[n].count >= fewest}
        most = max(some.values(), default=0)
        for index, n_shared in some.items():
            if most and n_shared >= _ENOUGH * most:
                return index
    worded = [
        index
        for index in candidates
        if paragraphs[index].count >= 4 and not is_masthead(paragraphs[index].words)
    ]
    told = [index for index in worded if re.search(r"(?:^| )[a-z]{4}", paragraphs[index].words)]
    return next(iter(told or worded or candidates), None)
