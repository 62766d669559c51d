"""Whose a bare number is by the name set straight before it: "Iran lost 40,000 and Iraq 10,000"."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding
from fogline.claims.reading import Reading
from fogline.claims.syntax import Sentence

__all__ = ["named_before"]

_HEDGED = (
    r"(?:(?:about|around|some|only|just|nearly|almost|roughly|over|under|at least|more than|less than|up to"
    r"|fewer than|barely|perhaps|another|as many as)\s+){0,2}"
)
_NAMED = re.compile(
    r"(?:\A|[,;]\s+(?:and\s+|while\s+|but\s+|with\s+)?|\b(?:and|against|while|with)\s+)"
    r"(?P<name>(?:[Tt]he\s+)?(?:[A-Z][\w-]+\s?){1,3}(?P<own>['’]s?)?)"
    r"(?:\s+(?:losses|dead|casualties|killed|wounded|missing|prisoners|side|army|forces|strength|total|toll|own))?"
    r"(?:\s+(?:at|of|lost|lose|loses|had|has|have|were|was|is|are|admits?|admitted|reports?|reported|owns? to|numbered))?"
    rf"\s+{_HEDGED}\Z"
)


def named_before(
    reading: Reading, binding: Binding, previous: Binding | None, sentence: Sentence
) -> None:
    """Give a bare number to the side whose name alone stands between it and what went before.

    Only where the number has no noun of its own, or the name owns it ("Iran's 40,000 dead").
    """
    begin = 0 if previous is None else max(0, previous.phrase[1] - sentence.start)
    if begin > binding.number.start:
        return
    match = _NAMED.search(sentence.text[begin : binding.number.start])
    if match is None:
        return
    bare = binding.elided or binding.noun in ("", binding.anchor.lemma)
    if not bare and not match["own"]:
        return
    name = match["name"].strip()
    sides = [entry.side for _, _, entry in reading.gazetteer.find(name) if entry.side]
    if sides:
        binding.side = sides[-1]
        binding.subject_words = re.sub(r"['’]s?\Z", "", name)
