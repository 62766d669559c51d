"""Who does a thing and who suffers it: a raider who kills is not killed.

Source: the semantic roles of verbs that harm, take or destroy; the lists are ours.
"""

from __future__ import annotations

from fogline.claims.syntax import Sentence, Token

__all__ = ["HARMING", "does_it", "suffers_it"]

HARMING = frozenset(
    ("kill", "wound", "capture", "casualty", "missing", "destroy", "down", "sink", "take", "retake")
)
"""Actions that one side does to another."""

# Verbs of loss: their subject is who suffers, whatever their object.
_SUFFERING = frozenset(
    ("lose", "suffer", "sustain", "incur", "receive", "die", "perish", "surrender", "lie", "lay", "give",
     "crash", "fall", "founder", "burn", "throw", "meet", "have", "go", "undergo", "get", "find", "catch", "face", "abandon", "leave", "change", "pass", "come", "slip")
)  # fmt: skip
# What is done to oneself: "lost their lives", "met their deaths", "laid down their arms".
_ONESELF = frozenset(
    ("life", "life's", "live", "lives", "death", "arm", "arms", "weapon", "wound", "injury", "fate", "end", "limb",
     "leg", "sight", "themselves", "himself", "itself", "refuge", "prisoner", "casualty", "loss")
)  # fmt: skip


def _heads_up(sentence: Sentence, head: Token) -> list[Token]:
    """The noun and the nouns it is counted within: "thirty trucks" of "a column of thirty trucks"."""
    chain = [head]
    token = head
    for _ in range(4):
        above = sentence.head(token)
        if above.index == token.index:
            break
        if token.dep in ("conj", "appos") or (
            token.dep in ("nummod", "quantmod", "compound") and above.pos in ("NOUN", "PROPN")
        ):
            token = above
        elif token.dep == "pobj" and above.lower == "of":
            token = sentence.head(above)
        else:
            break
        chain.append(token)
    return chain


def does_it(sentence: Sentence, head: Token, verb: Token) -> bool:
    """Whether the counted noun is the doer of a transitive verb: "40 gunmen killed the mayor"."""
    if verb.pos != "VERB" or verb.lemma in _SUFFERING:
        return False
    objects = sentence.children(verb, "dobj")
    if not objects or any(o.lower in _ONESELF or o.lemma in _ONESELF for o in objects):
        return False
    if any(c.dep == "nsubjpass" for c in sentence.children(verb)):
        return False
    chain = _heads_up(sentence, head)
    own = {token.index for token in chain}
    if any(o.index in own for o in objects):
        return False
    subjects = sentence.children(verb, "nsubj")
    if any(s.index in own for s in subjects):
        return True
    above = sentence.head(verb)
    if above.index not in own:
        return False
    if verb.dep == "relcl":  # "the thirty who stormed the post"
        return any(s.lower in ("who", "which", "that") for s in subjects)
    return verb.dep == "acl" and verb.tag == "VBG"


def suffers_it(sentence: Sentence, head: Token, verb: Token) -> bool:
    """Whether the verb befalls the counted noun: its object, its passive subject, a participle's noun."""
    own = {token.index for token in _heads_up(sentence, head)}
    if any(c.index in own for c in sentence.children(verb, "dobj", "nsubjpass")):
        return True
    if verb.tag == "VBN" and not sentence.children(verb, "aux", "dobj"):
        if any(c.index in own for c in sentence.children(verb, "nsubj")):
            return True  # "reports 122 taken alive"
    if verb.tag == "VBN" and verb.dep in ("acl", "relcl", "amod"):
        return sentence.head(verb).index in own
    return verb.dep == "relcl" and any(
        c.lower in ("whom", "which", "that") for c in sentence.children(verb, "dobj")
    )
