"""Whose a number is: the force, place or people it counts."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import Binding
from fogline.claims.binding.dimension import dimension_of
from fogline.claims.binding.phrases import named_side, phrase_of
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.lexicon import Lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["bind_subject"]


def bind_subject(
    binding: Binding, sentence: Sentence, gazetteer: Gazetteer, table: Lexicon
) -> None:
    """Subject words, side and agent of a bound number."""
    head = binding.head if binding.head is not None else binding.anchor
    if binding.dimension in ("area", "length"):
        _area_subject(binding, sentence, gazetteer)
        return
    low, high = (
        phrase_of(sentence, head) if head.pos in ("NOUN", "PROPN") else (head.start, head.end)
    )
    words = sentence.span_text(low, high)
    noun_words = _without_number(words, binding, low, sentence)
    binding.subject_words = noun_words or words
    side = named_side(noun_words, gazetteer)
    if not side:
        side = _of_side(sentence, head, gazetteer)
    verb = binding.predicate
    agent = _agent(sentence, verb, head, gazetteer) if verb is not None else ""
    binding.agent = agent
    if (
        verb is not None
        and binding.dimension in ("attack", "strike", "sortie", "drone", "missile", "shell")
        and binding.action in ("assail", "fire", "")
    ):
        words = _agent_words(sentence, verb, head)
        if words and not side:
            binding.subject_words = words
    elif binding.elided and (
        head.pos in ("NUM", "PRON", "VERB") or not noun_words or noun_words[:1].isdigit()
    ):
        words = _losing_words(sentence, head, verb)
        if words:
            binding.subject_words = words
    counted = _put_at(sentence, head, verb)
    if counted:
        binding.subject_words = counted
        pronoun = re.match(r"(?i)(its|their|his|our|my)\b", counted)
        side = named_side(counted, gazetteer) or (f"@{pronoun[1].lower()}" if pronoun else side)
    owner = _owner(sentence, head)
    if not side and owner:
        side = f"@{owner}"
    if not side and verb is not None:
        side = _side_by_role(binding, sentence, verb, head, agent, gazetteer)
    if (
        not side
        and binding.dimension == "civilian"
        and binding.measure
        in ("killed", "wounded", "casualties", "displaced", "evacuated", "missing")
    ) or (
        binding.dimension == "civilian"
        and re.search(
            r"(?i)\b(?:civilian|resident|villager|child|women|refugee|passenger|patient|journalist)",
            binding.subject_words,
        )
    ):
        side = "civilians"
    generic = head.lower in _GENERIC
    own = verb is not None and (
        verb.lemma in _OWN_LOSS or (binding.action in _OWN_DOING and head.dep in ("dobj", "pobj"))
    )
    if not binding.side and not side and generic and verb is not None and own:
        words = _agent_words(sentence, verb, head)
        if words:
            binding.subject_words = words
    container = next((t for t in sentence.ancestors(head) if t.pos in ("NOUN", "PROPN")), None)
    if (
        generic
        and container is not None
        and sentence.head(head).lower == "of"
        and dimension_of(sentence, container, table) in ("formation", "force")
    ):
        binding.subject_words = sentence.span_text(*phrase_of(sentence, container))
    if binding.dimension in ("settlement",) and verb is not None:
        words = _agent_words(sentence, verb, head)
        if words:
            binding.subject_words = words
    binding.side = side


_GENERIC = frozenset(
    ("men", "people", "soldiers", "troops", "personnel", "fighters", "servicemen", "women", "bayonets", "rifles", "sabres", "infantry", "officers", "ranks", "hands", "recruits", "reservists", "volunteers", "conscripts")
)  # fmt: skip
_OWN_DOING = ("deploy", "present", "reinforce", "withdraw", "combat", "recruit", "train", "plan")
"""What a force does with men of its own."""
_PUTTING = {"put", "estimate", "set", "place", "reckon", "give", "announce", "report", "list"}
_TOLLS = {"loss", "casualty", "dead", "toll", "death", "strength", "number"}


def _put_at(sentence: Sentence, head: Token, verb: Token | None) -> str:
    """What is put at the number: "puts Somali losses at 3,000 dead"; "" where nothing is."""
    for ancestor in (verb, *sentence.ancestors(head)):
        if ancestor is None or ancestor.lemma not in _PUTTING:
            continue
        for child in sentence.children(ancestor, "dobj"):
            if ancestor.lemma in ("announce", "report", "list") and child.lemma not in _TOLLS:
                continue
            if child.index < head.index and child.pos in ("NOUN", "PROPN"):
                return sentence.span_text(*phrase_of(sentence, child))
    return ""


def _losing_words(sentence: Sentence, head: Token, verb: Token | None) -> str:
    """Whose a bare number is: the noun it is a count of ("British losses were 17 killed")."""
    for ancestor in sentence.ancestors(head):
        if ancestor.pos in ("NOUN", "PROPN"):
            return sentence.span_text(*phrase_of(sentence, ancestor))
        if ancestor.pos in ("VERB", "AUX"):
            order = (
                ("dobj", "nsubj")
                if ancestor.lemma in ("put", "estimate", "set", "place", "reckon", "give")
                else ("nsubj", "nsubjpass", "dobj")
            )
            for child in (c for dep in order for c in sentence.children(ancestor, dep)):
                if child.pos in ("NOUN", "PROPN") and child.index != head.index:
                    return sentence.span_text(*phrase_of(sentence, child))
            break
    return ""


def _without_number(words: str, binding: Binding, low: int, sentence: Sentence) -> str:
    start = binding.number.start + sentence.start - low
    end = binding.number.end + sentence.start - low
    if 0 <= start < len(words):
        words = (words[:start] + words[max(end, 0) :]).strip(" -,")
    words = re.sub(r"\A[-–—•*▪]\s+|\s+[-–—:]\Z", "", words)
    words = re.sub(r"\A(?:[-‑](?:odd|strong|plus)\b|\+)\s*", "", words)
    words = re.sub(
        r"\A(?:(?:about|around|some|roughly|approximately|nearly|almost|at least|more than|over|up to|as many as|as much as|fewer than|less than|under|an estimated|of|the|a|an|than|least)\s+)+",
        "", words, flags=re.IGNORECASE,
    )  # fmt: skip
    return re.sub(r"\s+(?:of|to|at|in|by|from)\Z", "", " ".join(words.split()))


def _of_side(sentence: Sentence, head: Token, gazetteer: Gazetteer) -> str:
    for child in sentence.children(head, "prep"):
        if child.lower in ("of", "from", "among", "on", "by", "for"):
            for inner in sentence.children(child, "pobj"):
                side = named_side(sentence.span_text(*phrase_of(sentence, inner)), gazetteer)
                if side and child.lower in ("of", "from", "among"):
                    return side
    for ancestor in list(sentence.ancestors(head))[:3]:
        if ancestor.pos in ("NOUN", "PROPN"):
            side = named_side(sentence.span_text(*phrase_of(sentence, ancestor)), gazetteer)
            if side:
                return side
        elif ancestor.pos in ("VERB", "AUX"):
            break
    return ""


def _owner(sentence: Sentence, head: Token) -> str:
    for child in sentence.children(head, "poss"):
        if child.pos == "PRON":
            return child.lower
    for child in sentence.children(head, "prep"):
        for inner in sentence.children(child, "pobj"):
            for poss in sentence.children(inner, "poss"):
                if poss.pos == "PRON":
                    return poss.lower
    return ""


def _agent(sentence: Sentence, verb: Token, head: Token, gazetteer: Gazetteer) -> str:
    """The side of the verb's subject (or of the "by" phrase of a passive)."""
    seen = {verb.index}
    current = verb
    for _ in range(4):
        for child in sentence.children(current, "agent"):
            for inner in sentence.children(child, "pobj"):
                side = named_side(sentence.span_text(*phrase_of(sentence, inner)), gazetteer)
                if side:
                    return side
        for child in sentence.children(current, "nsubj", "poss"):
            if child.index == head.index:
                return ""
            if child.pos == "PRON":
                return f"@{child.lower}"
            side = named_side(sentence.span_text(*phrase_of(sentence, child)), gazetteer)
            if side:
                return side
        if (
            current.dep in ("conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "prep")
            and current.head not in seen
        ):
            if current.dep in ("acl", "relcl"):
                above = sentence.head(current)
                side = named_side(sentence.span_text(*phrase_of(sentence, above)), gazetteer)
                return side
            current = sentence.head(current)
            seen.add(current.index)
            continue
        break
    return ""


def _agent_words(sentence: Sentence, verb: Token, head: Token) -> str:
    """The words of the verb's subject, through coordination and complements."""
    current = verb
    for _ in range(4):
        passive = ("nsubjpass",) if current is not verb else ()
        for child in sentence.children(current, "nsubj", "agent", *passive):
            target = child
            if child.dep == "agent":
                inner = sentence.children(child, "pobj")
                if not inner:
                    continue
                target = inner[0]
            if target.index != head.index:
                return sentence.span_text(*phrase_of(sentence, target))
        if current.dep in ("conj", "xcomp", "advcl", "acl") and current.head != current.index:
            if current.dep == "acl":
                return sentence.span_text(*phrase_of(sentence, sentence.head(current)))
            current = sentence.head(current)
            continue
        break
    return ""


_OWN_LOSS = {
    "lose", "suffer", "sustain", "incur", "have", "deploy", "send", "commit", "station", "mass",
    "field", "amass", "concentrate", "dispatch", "supply", "provide", "deliver", "ship", "fire",
    "launch", "produce", "withdraw", "mobilise", "mobilize", "recruit", "train", "receive",
    "number", "keep", "hold", "use", "fly", "transfer", "contribute", "gather", "assemble", "move",
    "throw", "redeploy", "command", "evacuate", "bury", "admit", "leave", "donate", "export",
    "expend", "bring", "conduct", "carry",
}  # fmt: skip


def _side_by_role(
    binding: Binding, sentence: Sentence, verb: Token, head: Token, agent: str, gazetteer: Gazetteer
) -> str:
    victim = binding.action in (
        "kill",
        "wound",
        "capture",
        "missing",
        "destroy",
        "down",
        "sink",
        "casualty",
    )
    lemma = verb.lemma
    if lemma in _OWN_LOSS or not victim:
        if agent:
            return agent
    if (
        victim
        and agent
        and lemma
        in (
            "kill",
            "destroy",
            "capture",
            "wound",
            "shoot",
            "eliminate",
            "down",
            "sink",
            "seize",
            "neutralise",
            "neutralize",
            "annihilate",
            "hit",
            "intercept",
            "take",
            "inflict",
            "claim",
        )
    ):
        if lemma == "inflict":
            for child in sentence.children(verb, "prep"):
                if child.lower in ("on", "upon"):
                    for inner in sentence.children(child, "pobj"):
                        side = named_side(
                            sentence.span_text(*phrase_of(sentence, inner)), gazetteer
                        )
                        if side:
                            return side
        return f"!{agent}"
    if verb.pos == "NOUN":
        side = named_side(sentence.span_text(*phrase_of(sentence, verb)), gazetteer)
        if side:
            return side
    for child in sentence.children(verb, "nsubj", "nsubjpass", "poss"):
        if child.index != head.index:
            side = named_side(sentence.span_text(*phrase_of(sentence, child)), gazetteer)
            if side:
                return side
    return agent if not victim else ""


def _area_subject(binding: Binding, sentence: Sentence, gazetteer: Gazetteer) -> None:
    head = binding.head or binding.anchor
    words = ""
    for child in sentence.children(head, "prep"):
        if child.lower in ("of", "in", "inside", "into", "from", "within", "across"):
            for inner in sentence.children(child, "pobj"):
                low, high = phrase_of(sentence, inner)
                words = sentence.span_text(low, high)
                break
        if words:
            break
    verb = binding.predicate
    if not words and verb is not None:
        for child in sentence.children(verb, "prep"):
            if child.lower in ("of", "in", "inside", "into", "from", "within", "across"):
                for inner in sentence.children(child, "pobj"):
                    if inner.pos in ("PROPN", "NOUN"):
                        words = sentence.span_text(*phrase_of(sentence, inner))
                        break
            if words:
                break
    binding.agent = _agent(sentence, verb, head, gazetteer) if verb is not None else ""
    binding.side = named_side(words, gazetteer) if words else ""
    taker = _agent_words(sentence, verb, head) if verb is not None else ""
    if binding.dimension == "length" and taker:
        binding.subject_words = taker
        binding.side = binding.agent or binding.side
    else:
        binding.subject_words = words or taker or binding.unit_as_written
    if words and binding.dimension == "area":
        binding.noun = f"{binding.noun} of {words}"
        if taker:
            binding.place_side = binding.side
            binding.subject_words, binding.side = taker, binding.agent or binding.side
