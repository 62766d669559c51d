"""What a denial covers: claims called false or scoffed at, and what stands beside a denial."""

from __future__ import annotations

from fogline.claims.attribution import Attribution
from fogline.claims.attribution.speakers import is_data_noun
from fogline.claims.attribution.words import DENYING, FALSE, SCORNING
from fogline.claims.syntax import Sentence, Token

__all__ = ["is_beside", "is_called_false", "is_said_anew", "path_up"]


def path_up(sentence: Sentence, token: Token) -> list[Token]:
    """The token and its heads up to the first clause that is not a complement of the next."""
    path = [token]
    for ancestor in sentence.ancestors(token):
        low, high = sorted((ancestor.index, token.index))
        if any(t.text == ";" for t in sentence.tokens[low:high]):
            break
        path.append(ancestor)
    return path


def is_beside(sentence: Sentence, token: Token, denial: Attribution) -> bool:
    """ "denied the report, saying all but 300 had left": what stands beside a denial is not denied."""
    between = sentence.tokens[denial.head + 1 : token.index]
    if any(t.text == ":" for t in between) and not any(t.text in '“"' for t in between):
        return True
    below = token
    for step in path_up(sentence, token):
        if step.index == denial.head:
            return below.dep == "advcl" and below.index > denial.head
        below = step
    return False


def is_called_false(sentence: Sentence, token: Token) -> bool:
    """ "the claim of five tanks a lie", "said the report of 300 dead was false", "scoffed at the claim" """
    path = path_up(sentence, token)
    for verb in path:
        if verb.pos not in ("VERB", "AUX"):
            continue
        below = sentence.children(verb)
        if verb.lemma in SCORNING:
            below = [n for c in below if c.dep == "prep" for n in sentence.children(c, "pobj")]
            return any(is_data_noun(n) and n in path for n in below)
        claims = [
            c
            for c in below
            if c.dep in ("nsubj", "nsubjpass", "dobj")
            and is_data_noun(c)
            and (c in path or (c.dep == "dobj" and c.index < token.index))
        ]
        if not claims or any(c.dep == "neg" for c in below):
            continue
        said_of_it = [
            t
            for c in below
            if c.dep in _PREDICATES and c.index > claims[0].index
            for t in sentence.subtree(c)
        ]
        if any(t.lower in FALSE or t.lemma in FALSE for t in said_of_it):
            return True
    return False


_PREDICATES = ("acomp", "attr", "oprd", "ccomp", "xcomp", "prep")


def is_said_anew(
    sentence: Sentence, token: Token, denial: Attribution, cues: list[Attribution]
) -> bool:
    """Whether a saying verb joined to the denial covers the token ("denied X and claimed Y")."""
    if denial.head < 0:
        return False
    for cue in cues:
        if cue is denial or cue.head <= denial.head or token.index not in cue.scope:
            continue
        verb = sentence.tokens[cue.head]
        if verb.dep == "conj" and token.index > cue.head:
            return cue.lemma not in DENYING
    return False
