"""From a number to its binding."""

from __future__ import annotations

import re

from fogline.claims.binding.bare import OF_NUMBER, noun_before
from fogline.claims.binding.bound import PERSONS, Binding
from fogline.claims.binding.happenings import HUMAN_VERBS, actions_at, nearest_action
from fogline.claims.binding.idioms import settled_idiom
from fogline.claims.binding.nouns import apply_unit, bind_noun, outermost_token, unit_of
from fogline.claims.binding.owners import bind_subject
from fogline.claims.binding.phrases import verb_above
from fogline.claims.binding.refine import refine_measure
from fogline.claims.binding.roles import suffers_it
from fogline.claims.binding.settle import settle
from fogline.claims.binding.states import (
    ACTION_OF_STATE,
    adjacent_state,
    captured_taken,
    labelled_state,
    shared_state,
)
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.lexicon import Lexicon, lexicon
from fogline.claims.numbers import Number
from fogline.claims.syntax import Sentence, Token

__all__ = ["bind", "rebind"]


def bind(
    sentence: Sentence,
    number: Number,
    gazetteer: Gazetteer,
    *,
    header: tuple[Sentence, tuple[Token, ...]] | None = None,
) -> Binding:
    """The binding of one number (offsets of ``number`` are relative to the sentence's text)."""
    table = lexicon()
    start, end = sentence.start + number.start, sentence.start + number.end
    tokens = sentence.between(start, end)
    anchor = outermost_token(sentence, tokens, start, end)
    binding = Binding(number, anchor, phrase=(start, end))
    unit = unit_of(sentence, number)
    if unit is not None:
        apply_unit(binding, unit, sentence)
        last = sentence.at(sentence.start + unit.end - 1)
        if last is not None:
            binding.head = last
            binding.phrase = (start, max(end, sentence.start + unit.end))
        if unit.dimension in ("time", "other", "money"):
            binding.negligible = unit.dimension == "time"
            binding.noun = unit.words
            binding.dimension = unit.dimension
    if binding.head is None:
        bind_noun(binding, sentence, tokens, end, table, gazetteer)
    if binding.noun == "member" and not binding.dimension and _of_a_force(binding, sentence, table):
        binding.dimension = "force"
    if number.currency:
        binding.dimension, binding.noun = "money", number.currency
    if binding.dimension in ("time", "other", "money"):
        binding.predicate = verb_above(sentence, binding.head or anchor)
        return binding
    _measure(binding, sentence, table)
    if (
        header is not None
        and (binding.dimension or binding.number.form == "count")
        and (not binding.action or binding.action == "present")
    ):
        _from_header(binding, header, table)
    settle(binding, sentence)
    bind_subject(binding, sentence, gazetteer, table)
    return binding


def _of_a_force(binding: Binding, sentence: Sentence, table: Lexicon) -> bool:
    """ "340 members of the brigade", "of the Maute group": men of a force."""
    if binding.head is None:
        return False
    return any(
        noun.pos == "PROPN" or table.noun(noun.lemma, noun.lower) in ("force", "formation")
        for prep in sentence.children(binding.head, "prep")
        for noun in sentence.children(prep, "pobj")
        if prep.lower == "of" and noun.lemma.lower() not in _HOUSES
    )


_HOUSES = {
    "parliament",
    "congress",
    "senate",
    "duma",
    "rada",
    "knesset",
    "assembly",
    "council",
    "cabinet",
    "union",
    "nato",
}


def _measure(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    head = binding.head
    state = (
        adjacent_state(binding, sentence, table)
        or shared_state(binding, sentence, table)
        or labelled_state(binding, sentence)
    )
    binding.predicate = verb_above(sentence, head or binding.anchor)
    binding.role = (head or binding.anchor).dep
    if state:
        binding.stated = True
        if binding.dimension not in PERSONS:
            binding.dimension = "civilian" if state in ("evacuated", "displaced") else "force"
        binding.action = ACTION_OF_STATE[state]
        binding.unit = "persons"
        binding.measure = table.measure(binding.dimension, binding.action) or table.measure(
            "civilian", binding.action
        )
        captured_taken(binding, sentence)
        return
    if head is not None and (
        head.pos == "PRON" or head.lower in ("others", "more", "other", "another")
    ):
        binding.elided = True
    pointing = binding.number.form == "share" and head is not None and head.pos == "PRON"
    if not binding.dimension and _SPREAD_OVER.match(sentence.text, binding.number.end):
        binding.dimension, binding.elided = "force", True  # "80,000 in six armies"
    elif not pointing and (
        binding.elided
        or (
            head is not None and (head.pos == "PRON" or head.lemma in OF_NUMBER | {"more", "other"})
        )
    ):
        noun_before(binding, sentence, table)
        if binding.dimension == "formation" and _OF_THEM.match(sentence.text, binding.number.end):
            binding.dimension, binding.noun = "", ""  # "our patrols brought in 17 of them"
    people_verb = binding.predicate is not None and binding.predicate.lemma in HUMAN_VERBS
    if not binding.dimension and binding.elided and people_verb:
        binding.dimension = "civilian"
    if not binding.dimension and re.match(
        r"\s*of (?:us|our|my)\b", sentence.text[binding.number.end :]
    ):
        binding.dimension, binding.elided = "force", True
    if (
        not binding.dimension
        and re.search(
            r"\b(?:[Tt]here|[Ww]e|[Tt]hey) (?:are|were)\s+(?:\w+ ){0,2}\Z",
            sentence.text[: binding.number.start],
        )
        and re.match(
            r"\s*(?:of us|of them|in|left|men|[.,;]|\Z)", sentence.text[binding.number.end :]
        )
    ):
        binding.dimension, binding.elided = "force", True
    if not binding.dimension and re.match(
        r"\s*(?:lives\b|(?:were|was) taken (?:alive|prisoner|captive)|(?:(?:are|were|remain|still|lie|lay)\s+)*in\s+(?:\w+\s+)?hospitals?\b|lost their lives)",
        sentence.text[binding.number.end :],
    ):
        binding.dimension, binding.elided = "force", True
    if not binding.dimension and _TENDING.search(sentence.text[: binding.number.start]):
        binding.dimension, binding.action = "force", "wound"
    if not binding.dimension and binding.elided and binding.predicate is not None:
        fate = _FATES.get(binding.predicate.lemma, "")
        onward = any(c.dep in ("prt", "prep", "dobj") for c in sentence.children(binding.predicate))
        if fate and binding.anchor.dep in ("nsubj", "nsubjpass") and not onward:
            binding.dimension, binding.action = "force", fate  # "some 200 fell", "only 30 survived"
    if (
        binding.dimension in PERSONS
        and binding.elided
        and _IN_HOSPITAL.match(sentence.text, binding.number.end)
    ):
        binding.action = "wound"
    if not binding.dimension:
        binding.unit = ""
        action = nearest_action(binding, sentence, table, any_dimension=True)
        binding.action = action[0] if action else ""
        if (
            (binding.elided or _suffers(binding, sentence, action))
            and binding.action in ("kill", "wound", "capture", "casualty", "missing", "desert")
            and action is not None
        ):
            binding.dimension = "force"
        else:
            if binding.elided:
                settled_idiom(binding, sentence)
            return
    if not binding.unit:
        binding.unit = table.units.get(binding.dimension, "")
    if not binding.action:
        action = nearest_action(binding, sentence, table)
        if action is not None:
            binding.action = action[0]
            if action[1].pos in ("VERB", "NOUN"):
                binding.predicate = action[1]
    binding.measure = table.measure(binding.dimension, binding.action) if binding.action else ""
    if not binding.measure and not binding.action:
        binding.measure = table.measure(binding.dimension, "*")
    if binding.action in ("kill", "wound") and binding.predicate is not None:
        pair = {
            t.lemma
            for t in (
                binding.predicate,
                sentence.head(binding.predicate),
                *sentence.children(binding.predicate, "conj"),
            )
            if t.pos == "VERB"
        }
        near_pair = binding.predicate.dep == "conj" or any(
            c.dep == "conj" for c in sentence.children(binding.predicate)
        )
        joined = re.search(
            r"(?i)\b(?:kill|wound|injur)\w* (?:or|and|and/or) (?:kill|wound|injur|captur)\w*",
            sentence.text,
        )
        if (
            near_pair
            and joined
            and {"kill", "wound"} <= {("wound" if w in ("injure", "wound") else w) for w in pair}
        ):
            binding.action = "casualty"
            binding.measure = table.measure(binding.dimension, "casualty")
    if binding.dimension == "civilian" and binding.action == "deploy" and binding.predicate:
        if binding.predicate.lemma in _SENDING and head is not None:
            if suffers_it(sentence, head, binding.predicate):
                binding.dimension, binding.measure = "force", "deployed"  # "sent 1,500 youths"
    refine_measure(binding, sentence)


_TENDING = re.compile(
    r"(?i)\b(?:ambulances?|hospitals?|clinics?|surgeons?|doctors|medics|dressing stations?|stretcher parties)\s+(?:\w+\s+){0,4}?(?:collected|received|took in|taken in|admitted|treated|fetched|seen|picked up)\s+(?:\w+\s+){0,2}\Z"
)
_FATES = {"fall": "kill", "survive": "present", "bleed": "casualty"}
_SENDING = frozenset(
    ("send", "deploy", "dispatch", "despatch", "commit", "throw", "post", "assign")
)
_OF_THEM = re.compile(r"\s+of (?:them|us)\b")
_SPREAD_OVER = re.compile(
    r"\s+in (?:\w+\s){1,2}(?:armies|divisions|brigades|battalions|regiments|corps|columns|companies|squadrons)\b"
)
_IN_HOSPITAL = re.compile(
    r"\s*(?:(?:are|were|remain|still|lie|lay)\s+)*in\s+(?:\w+\s+)?hospitals?\b", re.IGNORECASE
)


_BEFALLS_THINGS = frozenset(("burn", "disable", "gas", "capture", "take", "hit"))


def _suffers(binding: Binding, sentence: Sentence, action: tuple[str, Token] | None) -> bool:
    """Whether what is counted is what the verb befalls: "killed 412 of the besiegers"."""
    if action is None or action[1].pos != "VERB" or binding.head is None:
        return False
    if action[1].lemma in _BEFALLS_THINGS and binding.head.pos == "NOUN":
        return False  # "340 houses were burned"
    own = {binding.head.index, binding.anchor.index}
    return any(child.index in own for child in sentence.children(action[1], "dobj", "nsubjpass"))


def _from_header(
    binding: Binding, header: tuple[Sentence, tuple[Token, ...]], table: Lexicon
) -> None:
    """The happening that the line over a list names ("the following were destroyed:")."""
    sentence, verbs = header
    dimension = binding.dimension or ("force" if binding.elided else "")
    for token in reversed(verbs):
        if token.lemma == "toll":  # a toll that no word says to be of wounded is of dead
            hurt = any(t.lemma in ("injury", "casualty", "wounded") for t in verbs)
            actions = ["casualty" if hurt else "kill"]
        else:
            actions = actions_at(sentence, token, table)
        for action in actions:
            if table.fits(dimension, action) and action != "present":
                if not binding.dimension and action not in _HARMS:
                    continue
                binding.dimension, binding.unit = dimension, table.units.get(dimension, "")
                binding.action = action
                binding.measure = table.measure(dimension, action)
                return


_HARMS = ("kill", "wound", "capture", "missing", "casualty")


def rebind(binding: Binding, sentence: Sentence, dimension: str) -> None:
    """The measure of a bare number once its dimension is known from elsewhere."""
    table = lexicon()
    binding.dimension, binding.unit = dimension, table.units.get(dimension, "")
    action = nearest_action(binding, sentence, table)
    binding.action = action[0] if action is not None else ""
    if action is not None and action[1].pos in ("VERB", "NOUN"):
        binding.predicate = action[1]
    binding.measure = (
        table.measure(dimension, binding.action)
        if binding.action
        else table.measure(dimension, "*")
    )
    refine_measure(binding, sentence)
