"""Tense as evidence of time: what is true now, what has come about, what happened."""

from __future__ import annotations

from fogline.claims.syntax import Sentence, Token

__all__ = ["is_now", "is_of_now", "is_past_event", "is_perfect", "was"]


def is_now(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the plain present ("has", "hold", "are")."""
    for step in (token, *sentence.ancestors(token)):
        if step.pos in ("VERB", "AUX"):
            auxiliaries = [c.lower for c in sentence.children(step) if c.dep in ("aux", "auxpass")]
            return step.tag in ("VBZ", "VBP") and not auxiliaries
    return False


def is_of_now(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the present or the perfect: true when it was printed."""
    if is_now(sentence, token) or is_perfect(sentence, token):
        return True
    for step in (token, *sentence.ancestors(token)):
        if any(c.lower in ("have", "has", "'ve") for c in sentence.children(step, "aux")):
            return True  # "have been able to retake"
        if step.pos in ("VERB", "AUX") and step.dep not in ("xcomp", "acomp", "ccomp"):
            return False
    return False


def is_perfect(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the perfect, which "since" goes with."""
    for step in (token, *sentence.ancestors(token)):
        if step.pos == "VERB":
            return any(
                c.dep == "aux" and c.lower in ("have", "has", "had", "'ve")
                for c in sentence.children(step)
            )
    return False


def is_past_event(sentence: Sentence, token: Token) -> bool:
    """Whether the clause tells a finished event ("destroyed", "failed"), not a state."""
    node = token
    if node.pos not in ("VERB", "AUX"):
        node = next((a for a in sentence.ancestors(token) if a.pos in ("VERB", "AUX")), token)
    if node.tag == "VB" and node.dep == "xcomp":
        node = sentence.head(node)  # "were seen to fall"
    if node.pos != "VERB" or node.tag not in ("VBD", "VBN"):
        return False
    auxiliaries = [c.lower for c in sentence.children(node) if c.dep in ("aux", "auxpass")]
    if not auxiliaries and node.tag == "VBN" and node.dep == "conj":
        first = sentence.head(node)  # "have been killed and 10 wounded"
        auxiliaries = [c.lower for c in sentence.children(first) if c.dep in ("aux", "auxpass")]
    return not any(
        a in ("have", "has", "being", "'ve", "will", "would", "may", "might", "could", "is", "are")
        for a in auxiliaries
    )


def was(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's clause tells what was or stood ("losses were heavy", "it had 40 tanks")."""
    for step in (token, *sentence.ancestors(token)):
        if step.pos in ("VERB", "AUX"):
            stands = step.pos == "AUX" or step.lemma in ("have", "number", "stand", "total")
            return step.tag == "VBD" and stands and not sentence.children(step, "aux", "auxpass")
    return False
