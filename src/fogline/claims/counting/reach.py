"""Which number said before a bare number counts the same as it does."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding
from fogline.claims.claim import Claim
from fogline.claims.reading import Reading, SentenceReading

__all__ = ["NEAR", "claim_in_reach", "is_answer_alone", "named_again", "tells_a_figure"]

NEAR = 260
"""Characters between a number and the sentence of a bare one that may take over what it counts."""
_AGAIN = 1500  # characters in which "the 62" may take up a number
_POINTS_BACK = re.compile(
    r"(?i)\b(?:another|further|additional|others?|the (?:rest|remainder|remaining|figures?|number|total|toll)|(?:ours|theirs|mine|its|their own|his own)"
    r"|of (?:them|these|those|us|whom|which)|it|that|this|these|those|closer|nearer|rather|no,|not|only|just)\b"
)
_TELLING = frozenset(
    {"count", "announce", "admit", "report", "claim", "say", "confirm", "put", "list", "give", "register", "tally", "document",
     "acknowledge", "make", "estimate", "reckon", "name", "record", "show"}
)  # fmt: skip
_I_COUNT = re.compile(
    r"(?i)\b(?:I|we|they|you|he|she) (?:count(?:ed)?|make it|made it|say|said|hear|heard) (?:about |some |only |maybe |perhaps )*\Z"
)
_THE = re.compile(
    r"(?i)\b(?:the|those|these|all|our|your|his|their)\s+\Z|\b(?:say|said|wrote|write)s?,? [“\"]\Z"
)
_WAS_FIGURE = re.compile(
    r"\s+(?:was|is) (?:the|our|their|his|my|your) (?:figure|number|total|count|toll|estimate)\b"
)
_BARE = re.compile(
    r"(?i)\s*(?:[,.;:)\u201d\"]|\Z|(?:who|whom|that|which|were|was|are|is|have|had|did|I|he|she|we|they|you|not|only)\b)"
)
_FIGURE_IS = re.compile(
    r"(?i)\b(?:ours|theirs|his|hers|mine|the (?:figure|number|total|toll|count)|that|it)\s+(?:was|were|is|are|stands at|came to)\b[^;.]{0,30}\Z"
)


def _holds(reading: Reading, item: SentenceReading, offset: int) -> SentenceReading:
    """The sentence, up to this one, in which an offset lies."""
    for earlier in reversed(reading.sentences[: item.sentence.index + 1]):
        if earlier.sentence.start <= offset:
            return earlier
    return item


def claim_in_reach(reading: Reading, item: SentenceReading, binding: Binding) -> Claim | None:
    """The claim whose object a bare number may take over, None where none is in reach.

    The last one in the same paragraph. Beyond a paragraph, a question or a change of speaker only
    where a word points back or the answer is no more than a number: the last one of the same
    speaker, or one of the question that is answered.
    """
    if not reading.claims:
        return None
    last = reading.claims[-1]
    there = _holds(reading, item, last.start)
    if there.sentence.paragraph == item.sentence.paragraph:
        return last
    if not _points_back(reading, item, binding):
        return None
    if not item.is_spoken:
        return last
    for claim in reversed(reading.claims[-8:]):
        there = _holds(reading, item, claim.start)
        if item.turn - there.turn <= 1 or (item.headed is not None and there.headed == item.headed):
            return claim
    return None


def _points_back(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    text, number = item.sentence.text, binding.number
    if _POINTS_BACK.search(text[: number.start]) or _POINTS_BACK.match(text, number.end + 1):
        return True
    if tells_a_figure(item, binding):
        return True
    index = item.sentence.index
    first = not index or reading.sentences[index - 1].sentence.paragraph != item.sentence.paragraph
    return first and not any(t.pos in ("VERB", "AUX") for t in item.sentence.tokens)


def tells_a_figure(item: SentenceReading, binding: Binding) -> bool:
    """ "Hezbollah has announced 58", "Theirs were ninety": another figure for what was counted."""
    if binding.stated or not binding.elided:
        return False
    if _I_COUNT.search(item.sentence.text[: binding.number.start]):
        return True
    if binding.noun not in ("", binding.anchor.lemma):
        return False
    anchor = binding.anchor
    head = item.sentence.head(anchor)
    told = anchor.dep in ("dobj", "pobj", "attr", "oprd", "ROOT") and head.lemma in _TELLING
    return told or _FIGURE_IS.search(item.sentence.text[: binding.number.start]) is not None


def named_again(reading: Reading, item: SentenceReading, binding: Binding) -> Claim | None:
    """The claim a number with an article takes up: "Of the 62 I would say ..."."""
    value = binding.number.value
    text, number = item.sentence.text, binding.number
    if value is None or value < 3 or not binding.elided or _BARE.match(text, number.end) is None:
        return None
    again = _THE.search(text[: number.start]) or _WAS_FIGURE.match(text, number.end)
    if again is None:
        return None
    for claim in reversed(reading.claims[-30:]):
        if item.sentence.start - claim.end > _AGAIN:
            return None
        same = value in (claim.value, claim.low, claim.high)
        if claim.kind == "quantity" and same and claim.unit:
            return claim
    return None


def is_answer_alone(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """Whether a small bare number opens an answer: "Were 22 of them sent away?" - "Seven that I know"."""
    index, number = item.sentence.index, binding.number
    if not item.is_spoken or not index or not binding.elided or number.form != "count":
        return False
    before = reading.sentences[index - 1]
    opens = before.turn != item.turn and before.sentence.text.rstrip().endswith("?")
    if opens and tells_a_figure(item, binding):
        last = claim_in_reach(reading, item, binding)
        return last is not None and last.kind == "quantity"  # "They saw 11." - "I count nine."
    return (
        opens
        and (number.value or 0.0) > 1
        and re.fullmatch(
            r"\W*(?:(?:about|some|perhaps|only|no|yes|at least|just)\W+)*",
            item.sentence.text[: number.start],
            re.I,
        )
        is not None
        and _BARE.match(item.sentence.text, number.end) is not None
    )
