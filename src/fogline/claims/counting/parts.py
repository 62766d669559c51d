"""Drafts of shares, and what they are shares of."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding
from fogline.claims.claim import Claim
from fogline.claims.counting.figures import bounds_of
from fogline.claims.counting.sides import resolved_subject
from fogline.claims.hedges import HedgeWords
from fogline.claims.numbers import Number
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.shares import share_measure
from fogline.claims.syntax import Sentence, Token

__all__ = ["part_of_which", "sent_not_lost", "share_draft"]


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
    relative = found.relative_to or part_of_which(
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


def explicit_whole(of: str) -> bool:
    """Whether the words after a share point back at something ("of that", "of the land")."""
    return (
        re.match(
            r"\s*(?:of\s+(?:that|them|those|these|this|it|the (?:area|territory|land|ground|total))|that|this)\b",
            of,
        )
        is not None
    )


_STRENGTH = ("deployed", "present", "in_combat", "planned_deployment", "reinforcement", "recruited")


def part_of_which(
    reading: Reading,
    item: SentenceReading,
    number: Number,
    dimension: str,
    local: list[tuple[Number, Draft]],
    side: str,
) -> str:
    """The id of the earlier quantity the share is a share of, "" when none fits."""
    text = item.sentence.text
    if local and re.match(
        r"(?i)\s*[“\"]?(?:out )?of (?:the |its |their |our |some |about |these |those )*\Z",
        text[: local[0][0].start],
    ):
        if "," in text[local[0][0].end : number.start]:
            return f"local:{local[0][1].start}"  # "of the 11,000 sent, about half have been lost"
    of = text[number.end : number.end + 40].lower()
    anaphoric = re.match(
        r"\s*(?:(?:that|this) |of\s+(?:that|them|those|these|this|it|the (?:total|area|territory|land|troops|force|men|contingent|soldiers|number|ground|prisoners|ships|shells|dead|casualties|losses|same|land|brigade|division|unit|battalion)|whom|which)|[,.;]|were\b|had\b|have\b|are\b|\Z)",
        of,
    )
    if dimension == "" and anaphoric is None:
        return ""
    if anaphoric is None:
        return ""
    if not explicit_whole(of) and dimension == "area":
        return ""
    wanted = {"force": ("persons",), "area": ("km2",), "shell": ("rounds",)}.get(dimension, ())
    candidates: list[Claim] = [c for c in reading.claims if c.kind in ("quantity",) and c.unit]
    pending = [d for _, d in local if d.kind == "quantity" and d.unit]
    explicit = (
        re.match(r"\s*of\s+(?:that|them|those|these|this|it|the total|whom|which)\b", of)
        is not None
    )
    if pending:
        for draft in reversed(pending):
            if not wanted or draft.unit in wanted or (explicit and dimension != "area"):
                if explicit or draft.measure in _STRENGTH or dimension == "area":
                    return "local:" + str(draft.start)
    for claim in reversed(candidates[-12:]):
        if wanted and claim.unit not in wanted:
            continue
        if not explicit and side and claim.subject.entity and claim.subject.entity != side:
            continue
        if explicit or dimension == "area" or claim.measure in _STRENGTH:
            return claim.id
    return ""
