"""What a number takes over from the number before it in the sentence: noun, side, measure."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding, rebind
from fogline.claims.counting.earlier import STILL_THERE
from fogline.claims.lexicon import lexicon
from fogline.claims.syntax import Sentence

__all__ = ["inherit_from"]

_OWN_CLAUSE = re.compile(
    r"\s+(?:others? |more )?(?:were|was|are|had|have|has|died|fell|went|lay|remain(?:ed)?)\b"
)
_KINDS = re.compile(
    r"\s*(?:are|were|is|was)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?[a-z-]+s?\s*(?=[,.;)]|\Z)"
)


def _continues(binding: Binding, previous: Binding, sentence: Sentence) -> bool:
    """ "210 Armenian soldiers had died and 450 were wounded": a bare number that goes on counting."""
    gap = sentence.text[previous.number.end : binding.number.start]
    verb = binding.predicate
    return (
        bool(previous.side)
        and binding.elided
        and binding.anchor.dep in ("nsubj", "nsubjpass")
        and verb is not None
        and re.search(r"(?:,|;|\band|\bwhile|\bbut)\s+(?:(?:some|about|another|at|least|a|further|more|than|over|around|nearly)\s+)*\Z", gap) is not None
        and _OWN_CLAUSE.match(sentence.text, binding.number.end) is not None
    )  # fmt: skip


def inherit_from(binding: Binding, previous: Binding | None, sentence: Sentence) -> None:
    """ "300 soldiers killed and 500 wounded": the second number counts the same people's side."""
    lead = sentence.text[max(0, binding.number.start - 90) : binding.number.start]
    of_them = _OF_THEM.match(sentence.text, binding.number.end) is not None
    binding.is_part = of_them or _INCLUDING.search(lead) is not None
    if previous is None:
        return
    persons = ("force", "civilian")
    both = binding.dimension in persons and previous.dimension in persons
    if both and _continues(binding, previous, sentence):
        binding.side, binding.subject_words = previous.side, previous.subject_words
    if binding.is_part and not of_them and _KINDS.match(sentence.text, binding.number.end):
        kept = not binding.dimension or (binding.dimension in persons and binding.action in ("", "present"))  # fmt: skip
        if kept and previous.dimension in persons and previous.measure:
            # "4,300 prisoners, of whom 72 are officers": what befell them, not what they are
            binding.dimension, binding.unit = previous.dimension, previous.unit
            binding.measure, binding.action = previous.measure, previous.action
            binding.side = binding.side or previous.side
            return
    if (
        binding.dimension in ("force", "civilian")
        and not binding.side
        and previous.dimension in ("force", "civilian")
    ):
        if binding.elided and binding.subject_words[:1].isdigit():
            binding.subject_words = previous.subject_words
        if (
            binding.elided
            or binding.head is None
            or binding.noun
            in ("killed", "wounded", "dead", "injured", "missing", "captured", "other", "more")
        ):
            binding.side, binding.subject_words = (
                previous.side,
                binding.subject_words or previous.subject_words,
            )
            binding.agent = binding.agent or previous.agent
    table = lexicon()
    if binding.stated:
        return  # "31 dead and about 70 wounded": its own words say what befell
    counted = bool(binding.measure) and binding.dimension == "force"
    if (
        binding.is_part
        and (not of_them or binding.action in ("", "present"))
        and previous.measure
        and previous.dimension in persons
        and binding.dimension in persons
        and binding.action in ("", "present", "deploy", "combat", previous.action)
    ):
        binding.measure, binding.action = previous.measure, previous.action
        binding.side = (
            binding.side
            if binding.side and not binding.side.startswith(("@", "!"))
            else previous.side
        )
    if (
        binding.measure == ""
        and binding.action in ("deploy", "recruit", "withdraw")
        and binding.elided
        and previous.dimension == "force"
    ):
        binding.dimension, binding.unit = "force", "persons"
        binding.measure = table.measure("force", binding.action)
        binding.side = binding.side or previous.side
        return
    if (
        binding.elided
        and previous.dimension in ("aircraft", "vehicle", "ship", "gun", "drone")
        and re.search(r"\bloss of\s+(?:\w+\s){0,2}\Z", lead)
    ):
        binding.dimension, binding.unit, binding.measure = (
            previous.dimension,
            previous.unit,
            previous.measure,
        )
        binding.side = ""
        return
    bare = binding.elided and binding.noun in ("", binding.anchor.lemma)
    verb = binding.predicate
    own_subject = (
        binding.head is not None
        and binding.head.dep == "nsubj"
        and verb is not None
        and binding.head.head == verb.index
    )
    if (bare or (binding.elided and own_subject)) and verb and verb.lemma in _OWNING_UP:
        counted = False  # "the rebels admit to seven"
        binding.action = ""
    if bare and previous.dimension not in ("", *persons) and binding.dimension != "civilian":
        kept = (binding.dimension, binding.unit, binding.action, binding.measure, binding.predicate)
        rebind(binding, sentence, previous.dimension)
        if binding.action and binding.measure:
            binding.side = binding.side or previous.side
            return
        binding.dimension, binding.unit, binding.action, binding.measure, binding.predicate = kept
    if (
        previous.measure.endswith("_lost") or previous.action in ("kill", "casualty", "destroy")
    ) and _joined(binding, previous, sentence):
        lost = table.measure(binding.dimension, "destroy") or table.measure(
            binding.dimension, "sink"
        )
        if lost.endswith("_lost") and binding.action in ("", "present"):
            binding.measure, binding.action = lost, "destroy"
            return
    if (
        binding.elided
        and previous.dimension in ("aircraft", "vehicle", "ship", "gun", "drone")
        and binding.action in ("casualty", "down", "destroy", "sink")
        and binding.noun in ("", binding.anchor.lemma)
    ):
        binding.dimension, binding.unit = previous.dimension, previous.unit
        lost = "down" if previous.dimension in ("aircraft", "drone") else "destroy"
        lost = "sink" if previous.dimension == "ship" else lost
        binding.measure = table.measure(previous.dimension, lost)
        binding.side = binding.side or previous.side
        return
    daily = _A_DAY.match(sentence.text, binding.number.end) is not None
    if daily and binding.elided and _AVERAGING.search(lead) and previous.measure in _BY_DAY:
        binding.dimension, binding.measure = previous.dimension, previous.measure
        binding.action, binding.unit = previous.action, previous.unit
        binding.side, binding.subject_words = previous.side, previous.subject_words
        return
    if binding.is_total and previous.measure and not binding.measure:
        binding.dimension, binding.measure = previous.dimension, previous.measure
        binding.action, binding.unit = previous.action, previous.unit
        binding.side = binding.side or previous.side
        return
    if binding.elided and not counted and previous.dimension and binding.number.form != "share":
        gap = sentence.text[previous.number.end : binding.number.start]
        pronoun = binding.head is not None and binding.head.pos == "PRON"
        further = _FURTHER.search(gap) is not None
        told = _retold(binding, sentence, gap)
        near = len(gap) < 60 or further or pronoun or "of which" in gap or "of whom" in gap or told
        if near and (";" not in gap or not binding.dimension):
            there = STILL_THERE.match(sentence.text, binding.number.end) is not None
            if there:
                binding.action = "present"
            own = table.measure(previous.dimension, binding.action) if binding.action else ""
            binding.dimension, binding.measure = (
                previous.dimension,
                own or ("" if there else previous.measure),
            )
            binding.action, binding.unit = binding.action or previous.action, previous.unit
            binding.side, binding.subject_words = previous.side, previous.subject_words
            binding.unit_as_written = previous.unit_as_written


# verbs that give another figure of the same thing: "the staff, never modest, speaks of 50,000"
_TELLING = frozenset(
    ("speak", "put", "say", "estimate", "set", "claim", "admit", "report", "reckon", "believe", "think", "place", "call", "quote", "mention", "talk", "cite", "suggest", "guess", "make", "give", "count", "be", "stand", "insist", "assert", "allege")
)  # fmt: skip


def _retold(binding: Binding, sentence: Sentence, gap: str) -> bool:
    """Whether a bare number ends a clause of telling that says what was just counted anew."""
    verb = binding.predicate
    ends = re.match(r"\s*(?:[.,;)\u201d\"]|\Z)", sentence.text[binding.number.end :])
    return (
        verb is not None
        and verb.lemma in _TELLING
        and ends is not None
        and len(gap) < 160
        and not any(character.isdigit() for character in gap)
    )


_FURTHER = re.compile(r"(?i)\b(?:an? (?:further|additional|extra)|another|still another)\s+\Z")
_AVERAGING = re.compile(
    r"(?i)\b(?:averaging|an? average of|at a rate of|which (?:is|was|makes)|or|equal to|that is)\s+(?:\w+\s){0,2}\Z"
)
_A_DAY = re.compile(r"\s*(?:\w+ )?(?:a|per|each|every) (?:day|week|month)\b|\s*daily\b")
_BY_DAY = {"casualties", "killed", "casualties_period", "killed_period", "shells_fired", "attacks"}
_OWNING_UP = {"admit", "acknowledge", "concede", "claim", "own", "report", "put", "say", "give", "list"}  # fmt: skip


def _joined(binding: Binding, previous: Binding, sentence: Sentence) -> bool:
    """Whether the two stand in one list: "1,480 dead, 9 tanks and one helicopter"."""
    head = binding.head
    if head is None or binding.dimension in ("", "force", "civilian"):
        return False
    gap = sentence.text[previous.number.end : binding.number.start]
    return (
        head.dep == "conj"
        and len(gap) < 60
        and re.search(r"[;:.]|\b(?:has|have|had|with)\b", gap) is None
    )


_OF_THEM = re.compile(r"\s*(?:others?\s+)?of (?:them|these|those|whom|which)\b")
_INCLUDING = re.compile(
    r"(?i)(?:\bamong (?:them|whom|these|those)(?: were| are)?|\bincluding|\bincluded|\bof (?:whom|which|them|these|those)|\bthe rest),?\s*(?:at least |about |around |some |more than |up to |nearly )?\Z"
)
