"""Bare numbers that act as only people do: "some 300 went home", "a mere 250 hold the bridge"."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding, actions_at, rebind
from fogline.claims.lexicon import lexicon
from fogline.claims.reading import Reading, SentenceReading

__all__ = ["are_people"]

_HUMAN = frozenset(
    ("deploy", "withdraw", "recruit", "desert", "combat", "capture", "displace", "train", "evacuate", "exchange", "kill", "wound")
)  # fmt: skip
_DOING = frozenset(
    ("hold", "march", "walk", "sail", "come", "go", "put", "sign", "volunteer", "arrive", "land", "leave", "return", "answer", "wait", "sleep", "stay", "fight",
     "live", "work", "stand", "escape", "flee", "follow", "refuse", "carry", "cross", "swim", "ride", "guard", "defend", "man", "attend", "starve", "shelter")
)  # fmt: skip
_AMOUNTING = frozenset(
    ("reach", "exceed", "total", "cost", "amount", "rise", "fall", "grow", "climb", "drop", "mean", "say", "seem", "appear", "suffice", "explode", "burn", "fail", "belong", "use", "need", "require", "make")
)  # fmt: skip
_FEWEST = 5


_CIVIL = re.compile(
    r"(?i)\b(?:refugees?|famil(?:y|ies)|civilians?|people|residents?|villagers?|displaced|aid|relief|camps?|humanitarian|UNHCR|UN|United Nations|Red Cross|children|inhabitants)\b"
)


def are_people(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """Bind a bare number that is the subject of a verb of people, where nothing else was counted."""
    number, verb, sentence = binding.number, binding.predicate, item.sentence
    if binding.dimension or not binding.elided or number.form == "share" or verb is None:
        return False
    if (number.high or number.low or 0.0) < _FEWEST or verb.pos != "VERB":
        return False
    subject = binding.head if binding.head is not None else binding.anchor
    if subject.dep not in ("nsubj", "nsubjpass") or sentence.head(subject).index != verb.index:
        return False
    named = actions_at(sentence, verb, lexicon())
    known = verb.lemma in _DOING or any(action in _HUMAN for action in named)
    unknown = (
        not named and verb.lemma not in _AMOUNTING and (number.high or number.low or 0.0) >= 20
    )
    if not (known or unknown or named[:1] == ["present"]):
        return False
    near = reading.sentences[max(0, sentence.index - 2) : sentence.index + 1]
    civil = any(_CIVIL.search(each.sentence.text) for each in near)
    rebind(binding, sentence, "civilian" if civil else "force")
    return bool(binding.dimension)
