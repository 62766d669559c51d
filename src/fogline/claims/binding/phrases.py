"""Noun phrases, verbs above them and the sides named in them."""

from __future__ import annotations

from fogline.claims.gazetteer import Gazetteer
from fogline.claims.syntax import Sentence, Token

__all__ = ["named_side", "phrase_of", "verb_above"]


def verb_above(sentence: Sentence, token: Token) -> Token | None:
    """The verb that governs the token, None without one."""
    if token.pos == "VERB":
        return token
    for ancestor in sentence.ancestors(token):
        if ancestor.pos in ("VERB", "AUX"):
            return ancestor
    return None


def phrase_of(sentence: Sentence, head: Token, *, limit: int = 14) -> tuple[int, int]:
    """The noun phrase of a head: modifiers, "of" phrases and possessives, no clauses."""
    keep = {head.index}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in sentence.children(token):
            if child.dep in (
                "relcl",
                "acl",
                "advcl",
                "appos",
                "conj",
                "cc",
                "punct",
                "ccomp",
                "parataxis",
            ):
                if not (child.dep == "punct" and child.text in "-‑") and not (
                    child.dep in ("conj", "cc")
                    and token.pos in ("ADJ", "PROPN")
                    and token is not head
                ):
                    continue
            if child.dep == "prep" and child.lower not in ("of", "from", "for"):
                continue
            if child.index not in keep and abs(child.index - head.index) <= limit:
                keep.add(child.index)
                stack.append(child)
    ordered = sorted(keep)
    at = ordered.index(head.index)
    low = high = at
    while low > 0 and ordered[low - 1] >= ordered[low] - 1:
        low -= 1
    while high + 1 < len(ordered) and ordered[high + 1] <= ordered[high] + 1:
        high += 1
    return sentence.tokens[ordered[low]].start, sentence.tokens[ordered[high]].end


_REBELS = frozenset(("rebels", "separatists", "partisans", "mujahideen"))
"""Common nouns for those who fight a state, listed as groups."""


def named_side(words: str, gazetteer: Gazetteer) -> str:
    """The side of a force named in a phrase: the last one before the head decides."""
    hits = [h for _, _, h in gazetteer.find(words) if h.side]
    if any(hit.id in _REBELS for hit in hits):
        # "LRA rebels" are the LRA; "Chadian rebels" are not Chad's
        named = [h for h in hits if h.kind == "group" and h.id not in _REBELS]
        if named or all(h.kind in ("side", "group") for h in hits):
            return (named or [h for h in hits if h.id in _REBELS])[-1].side
    for hit in hits:
        if hit.kind in ("side", "group", "government"):
            return hit.side
    return hits[0].side if hits and hits[0].kind == "person" else ""
