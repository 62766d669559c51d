"""Speakers who are no subject of the verb: behind it, or just before it by the parser's mistake."""

from __future__ import annotations

from fogline.claims.attribution.speakers import can_speak, noun_phrase
from fogline.claims.syntax import Sentence, Token

__all__ = ["inverted_behind", "inverted_subject", "is_set_off", "just_before", "span_before"]


def inverted_subject(sentence: Sentence, token: Token) -> Token | None:
    """ "..., said Gen. Smith" where the parser saw no subject."""
    before = sentence.tokens[token.index - 1] if token.index else None
    if before is None or before.text not in (",", "”", '"', "’", "'", "?", "!"):
        return None
    for child in sentence.children(token, "dobj", "attr", "npadvmod", "oprd", "dep"):
        if child.index > token.index and child.pos in ("PROPN", "NOUN", "PRON"):
            return child
    return None


def _start_of_run(sentence: Sentence, head: Token) -> Token:
    """The first of the words that run up to a noun: "residents and Western observers said"."""
    index = head.index
    while index and sentence.tokens[index - 1].pos in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ"):
        index -= 1
    return sentence.tokens[index]


def span_before(sentence: Sentence, head: Token) -> tuple[int, int]:
    """The words for a speaker found straight before the verb (``just_before``)."""
    if head.dep in ("conj", "compound"):
        return _start_of_run(sentence, head).start, head.end
    return noun_phrase(sentence, head)


def just_before(sentence: Sentence, token: Token) -> Token | None:
    """ "..., a senior diplomat said" where the parser took the speaker for an apposition."""
    last = token.index - 1
    while last > 0 and sentence.tokens[last].pos == "AUX":
        last -= 1  # "..., its chief has said"
    if last < 0:
        return None
    head = sentence.tokens[last]
    if head.text == ",":  # "..., the mayor, Olha Hryn, said"
        index = head.index - 1
        while index > 0 and sentence.tokens[index].pos == "PROPN" and head.index - index <= 8:
            index -= 1
        if sentence.tokens[index].text != "," or index == head.index - 1 or not index:
            return None
        head = sentence.tokens[index - 1]
    for _ in range(3):
        above = sentence.head(head)
        if (
            head.dep == "pobj"
            and above.dep == "prep"
            and sentence.head(above).pos in ("NOUN", "PROPN")
        ):
            head = sentence.head(above)
    if head.pos not in ("NOUN", "PROPN", "PRON") or head.dep in ("nsubj", "nsubjpass"):
        return None
    low, _ = noun_phrase(sentence, head)
    first = sentence.at(low)
    if head.dep in ("conj", "compound"):  # "..., the air force reports": all hung on the verb
        first = _start_of_run(sentence, head)
    lead = sentence.tokens[first.index - 1] if first is not None and first.index else None
    if first is None or (lead is not None and lead.text not in (",", "”", '"', "—", "–", "’", ".")):
        return None
    return head if can_speak(sentence, head) else None


def inverted_behind(sentence: Sentence, token: Token) -> Token | None:
    """ "A total of 40, said Dr. Hassan, the director, were received": who speaks stands behind."""
    before = sentence.tokens[token.index - 1] if token.index else None
    if before is None or before.text not in (",", "”", '"', "’"):
        return None
    run: list[Token] = []
    for following in sentence.tokens[token.index + 1 : token.index + 9]:
        if following.pos not in ("DET", "ADJ", "PROPN", "NOUN", "PART") and following.text != ".":
            break
        run.append(following)
    heads = [t for t in run if t.pos in ("PROPN", "NOUN")]
    return heads[-1] if heads and can_speak(sentence, heads[-1]) else None


def is_set_off(sentence: Sentence, token: Token, behind: Token) -> bool:
    """A group, reports the secretary of the committee, has ...: commas on both sides, no object."""
    if sentence.tokens[token.index - 1].text != ",":
        return False
    for after in sentence.tokens[behind.index + 1 : behind.index + 9]:
        if after.text == ",":
            return True
        if after.pos in ("VERB", "AUX", "NUM", "PUNCT"):
            return False
    return False
