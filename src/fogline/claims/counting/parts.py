"""Drafts of shares."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding
from fogline.claims.counting.figures import bounds_of
from fogline.claims.counting.partitive import share_of_which
from fogline.claims.counting.sides import resolved_subject
from fogline.claims.hedges import HedgeWords
from fogline.claims.numbers import Number
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.shares import share_measure
from fogline.claims.syntax import Sentence, Token

__all__ = ["sent_not_lost", "share_draft"]


def share_draft(
    reading: Reading, item: SentenceReading, number: Number, hedge: HedgeWords, binding: Binding,
    local: list[tuple[Number, Draft]],
) -> Draft | None:  # fmt: skip
    """The draft of a share, None when nothing says what it is a share of."""
    sentence = item.sentence
    low, value, high, kind_of_hedge = bounds_of(reading, number, hedge)
    if number.is_range:
        kind_of_hedge = "range"
    elif number.value is None and kind_of_hedge == "none":
        kind_of_hedge = "vague"
    found = share_measure(reading, item, number, hedge, binding)
    if found is None:
        return None
    start = sentence.start + (hedge.start if 0 <= hedge.start < number.start else number.start)
    end = max(sentence.start + number.end, found.end)
    relative = found.relative_to or share_of_which(
        reading, item, number, found.dimension, local, found.side
    )
    side, words = resolved_subject(
        reading, item, replace_side(binding, found.side, found.subject), local
    )
    draft = Draft(
        start=start, end=end, anchor=binding.anchor, kind="share", measure=found.measure, noun=found.noun,
        predicate=found.predicate, role=found.role, subject=words or found.subject, side=side, low=low, value=value, high=high, unit="share",
        unit_as_written="%" if "%" in number.words else "", hedge=kind_of_hedge, hedge_words=hedge.words, relative_to=relative,
        flags=(), time_at=_own_verb(sentence, binding),
    )  # fmt: skip
    return draft


_LAUNCHED = {"drone": "drones_launched", "missile": "missiles_fired"}
_PART_OF = re.compile(r"\s+(?:out )?of (?:the |some |about |around )?\Z")
_MISSED = re.compile(
    r"\s*(?:more |others? )?(?:\w+ )?(?:failed to (?:reach|hit)|(?:did|had) not (?:reach|hit)|never (?:reached|hit)|missed)\b"
)


def sent_not_lost(binding: Binding, previous: Binding | None, sentence: Sentence) -> None:
    """ "Shot down 72 of 103 drones; another 24 failed to reach": launched, and no loss of any kind."""
    launched = _LAUNCHED.get(binding.dimension)
    if launched is None or binding.number.form == "share":
        return
    if (
        previous is not None
        and previous.number.end < binding.number.start
        and _PART_OF.fullmatch(sentence.text[previous.number.end : binding.number.start])
    ):
        binding.measure, binding.action = launched, "fire"
    elif _MISSED.match(sentence.text, max(binding.number.end, binding.phrase[1] - sentence.start)):
        binding.measure, binding.action = "", ""


def _own_verb(sentence: Sentence, binding: Binding) -> Token:
    """The predicate where it governs the number; a relative ("half of that") keeps its own clause."""
    predicate = binding.predicate
    above = {token.index for token in sentence.ancestors(binding.anchor)}
    return predicate if predicate is not None and predicate.index in above else binding.anchor


def replace_side(binding: Binding, side: str, subject: str) -> Binding:
    """The binding with the share's own subject."""
    binding.side = side or binding.side
    binding.subject_words = subject or binding.subject_words
    return binding
