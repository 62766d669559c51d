"""The hedge grammar: which words around a number loosen it, and where they stand.

Linear: at most ``REACH`` words before and after the number are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from fogline.claims.claim import Hedge
from fogline.claims.conventions import Conventions

__all__ = ["REACH", "HedgeWords", "hedge_around"]

REACH = 5
_WORD = re.compile(r"[A-Za-z]+\.?|[~≈≥≤<>+]|-odd|-plus")
_SKIPPED = {"a", "an", "the", "total", "of", "another", "its", "their", "his", "further"}
_BETWEEN = re.compile(r"[\s$€£¥“\"'‘(]*\Z")
_GAP = re.compile(r"\s+")
_AFTER = re.compile(r"\s*(\+|-odd\b|-plus\b|[a-z]+(?:\s+[a-z]+){0,3})", re.IGNORECASE)

# "over 300 km of front" is a hedge, "over the next 300 days" and "over 12 August" are not; the
# caller has removed dates and durations, so only these contexts remain.
_NOT_AFTER = {
    "above": {"from"},
    "over": {
        "took",
        "take",
        "taken",
        "taking",
        "handed",
        "hand",
        "moved",
        "spread",
        "flew",
        "crossed",
    },
    "under": {"came", "come", "coming", "brought"},
    "near": {"positions"},
    "some": set(),
    "by": set(),
}


_PUT_IN = re.compile(r"(?:[,(\u2013\u2014]|--|\bor|\blet us)\s*\Z")
_MOVED = {"go", "goes", "gone", "went", "move", "moved", "push", "pushed", "shot", "creep", "crept", "brought"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HedgeWords:
    """A hedge as found: kind, the words, and their half-open span in the text searched."""

    kind: Hedge = "none"
    words: str = ""
    start: int = -1
    end: int = -1


NONE = HedgeWords()
_ODD = re.compile(r"\bodd\b")


def hedge_around(
    text: str, start: int, end: int, table: Conventions, *, share: bool = False
) -> HedgeWords:
    """The hedge that belongs to ``text[start:end]``, the longest phrase ending at the number.

    share   "by" is a hedge of shares only ("by half"), not of counts ("by two missiles")

    Words directly before win over words directly after; "at least about" counts as at least.
    """
    found = _before(text, start, table, share)
    odd = _ODD.search(text, start, end)
    if odd is not None and found.kind == "none":
        return HedgeWords("about", odd.group(), odd.start(), odd.end())  # "thirty odd thousand"
    after = _after(text, end, table)
    if found.kind == "none":
        return after
    if found.kind in ("about", "by") and after.kind in ("at least", "more than", "up to"):
        return after
    return found


def _before(text: str, start: int, table: Conventions, share: bool) -> HedgeWords:
    lead = text[max(0, start - 60) : start]
    offset = start - len(lead)
    words = [
        (m.group().lower(), m.start() + offset, m.end() + offset) for m in _WORD.finditer(lead)
    ]
    if words and words[0][1] == offset and offset > 0 and text[offset - 1].isalpha():
        words = words[1:]
    if not words or _BETWEEN.match(text[words[-1][2] : start]) is None:
        return NONE
    skipped = 0
    while words and words[-1][0] in _SKIPPED and skipped < 3:
        # "at least another 300", "about a hundred": the article belongs to the number
        phrase = _phrase(words, table)
        if phrase is not None:
            break
        if len(words) > 1 and text[words[-2][2] : words[-1][1]].strip():
            return NONE  # another number or a mark stands between
        words.pop()
        skipped += 1
    best = _phrase(words, table)
    if best is None and words and words[-1][0] == "say" and _PUT_IN.search(text[: words[-1][1]]):
        best = (1, "about")  # "eight brigades, say ten thousand men"
    if best is None:
        return NONE
    size, kind = best
    first, last = words[-size], words[-1]
    previous = words[-size - 1][0] if len(words) > size else ""
    if size == 1 and previous in _NOT_AFTER.get(first[0], set()):
        return NONE
    if size == 2 and previous in _MOVED and text[first[1] : last[2]].lower() == "up to":
        return NONE  # "has gone up to 33"
    if kind == "more than" and any(
        word in ("never", "not", "cannot", "hardly") for word, _, _ in words[-size - 3 : -size]
    ):
        kind = "up to"  # "never numbered more than 800"
    if kind == "by" and not share:
        return NONE
    if kind == "by":
        return HedgeWords(kind, text[first[1] : last[2]], first[1], last[2])
    # An outer hedge in front of an inner "about" decides ("at least about 300").
    if kind == "about" and len(words) > size:
        outer = _phrase(words[:-size], table)
        joined = outer and _GAP.fullmatch(text[words[-size - 1][2] : first[1]])
        if outer and joined and outer[1] not in ("none", "by", "about"):
            first = words[-size - outer[0]]
            kind = outer[1]
    return HedgeWords(kind, text[first[1] : last[2]], first[1], last[2])


def _phrase(words: list[tuple[str, int, int]], table: Conventions) -> tuple[int, Hedge] | None:
    for size in range(min(REACH, len(words)), 0, -1):
        phrase = " ".join(word for word, _, _ in words[-size:])
        kind = table.kinds_before.get(phrase)
        if kind is not None and _contiguous(words[-size:]):
            return size, kind
    return None


def _contiguous(words: list[tuple[str, int, int]]) -> bool:
    return all(b[1] - a[2] <= 2 for a, b in pairwise(words))


def _after(text: str, end: int, table: Conventions) -> HedgeWords:
    match = _AFTER.match(text, end)
    if match is None:
        return NONE
    raw = match.group(1)
    parts = raw.split()
    for size in range(len(parts), 0, -1):
        phrase = " ".join(parts[:size]).lower()
        kind = table.kinds_after.get(phrase)
        if kind is not None:
            if phrase in ("odd", "plus") and text[end : end + 1] not in ("-", " ", "–"):
                continue
            start = match.start(1)
            stop = start + len(raw) if size == len(parts) else start + _span(raw, size)
            return HedgeWords(kind, text[start:stop], start, stop)
    return NONE


def _span(raw: str, size: int) -> int:
    position = 0
    for match in re.finditer(r"\S+", raw):
        size -= 1
        position = match.end()
        if size == 0:
            break
    return position
