"""A light tagger and attachment by rules, for machines without a language model.

It knows closed word classes, common verb forms of war reports and English endings, and attaches
words the way simple clauses do. It binds less than a parser does and says so (see ``syntax``).
"""

from __future__ import annotations

import re

from fogline.claims.lexicon import verb_forms
from fogline.claims.syntax import Token

__all__ = ["tag_plainly"]

_WORD = re.compile(
    r"\d[\d,.]*\d|\d|[^\W\d_]+(?:\.[^\W\d_]+)+\.?|[^\W\d_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|[^\W\d_]+|\S"
)
_CLOSED = {
    "DET": "the a an this that these those its their his her our your my no some any each every both all",
    "ADP": "of in on at by for with from to into over under against across inside near off since until "
    "during after before between among through around about than as per toward towards beyond within",
    "AUX": "is are was were be been being has have had do does did will would can could may might must "
    "should shall",
    "PRON": "he she it they we you i him them us who which whom what whose itself themselves",
    "CCONJ": "and or but nor",
    "SCONJ": "that because although though while if when where whether",
    "PART": "not n't n’t",
}
_CLASS = {word: pos for pos, words in _CLOSED.items() for word in words.split()}
_NUMBER_WORDS = {
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "half",
}


def tag_plainly(text: str, base: int) -> list[Token]:
    """Tokens of a sentence with offsets from ``base``; heads by simple attachment."""
    verbs = verb_forms()
    tokens: list[Token] = []
    for match in _WORD.finditer(text):
        word = match.group()
        lower = word.lower().replace("’", "'")
        pos, tag, lemma = _class_of(word, lower, verbs, tokens)
        index = len(tokens)
        tokens.append(
            Token(
                index,
                word,
                lower,
                base + match.start(),
                base + match.end(),
                lemma,
                pos,
                tag,
                "dep",
                index,
            )
        )
    _attach(tokens)
    return tokens


def _class_of(
    word: str, lower: str, verbs: dict[str, tuple[str, str]], before: list[Token]
) -> tuple[str, str, str]:
    previous = before[-1] if before else None
    if not word[0].isalnum() and lower not in _CLASS and not lower.startswith("'"):
        return "PUNCT", word, word
    if lower in ("'s", "'"):
        return "PART", "POS", lower
    if word[0].isdigit() or lower in _NUMBER_WORDS:
        return "NUM", "CD", lower
    if lower in _CLASS:
        pos = _CLASS[lower]
        if pos == "SCONJ" and previous is not None and lower == "that":
            return "SCONJ", "IN", lower
        return pos, "DT" if pos == "DET" else "IN" if pos == "ADP" else "", lower
    if lower in verbs and not (previous is not None and previous.pos in ("DET", "ADJ")):
        lemma, tag = verbs[lower]
        return "VERB", tag, lemma
    if word[0].isupper() and (previous is not None and previous.text not in ("“", '"')):
        return "PROPN", "NNP", lower
    if lower.endswith("ly"):
        return "ADV", "RB", lower
    if lower.endswith(
        ("ian", "ean", "ish", "ese", "ern", "ary", "ous", "ive", "able", "ful", "al")
    ):
        return "ADJ", "JJ", lower
    plural = lower.endswith("s") and not lower.endswith("ss") and len(lower) > 3
    return "NOUN", "NNS" if plural else "NN", lower[:-1] if plural else lower


def _attach(tokens: list[Token]) -> None:
    n = len(tokens)
    root = next((t.index for t in tokens if t.pos == "VERB"), None)
    if root is None:
        root = next((t.index for t in tokens if t.pos == "AUX"), 0 if n else None)
    if root is None:
        return
    tokens[root].dep = "ROOT"
    verb = root
    preposition: int | None = None
    subject_open = True
    for i, token in enumerate(tokens):
        if i == root:
            verb, preposition, subject_open = i, None, False
            continue
        if token.pos == "VERB":
            relative = i > 0 and tokens[i - 1].lower in ("who", "which", "that")
            token.head, token.dep = (
                (verb, "relcl" if relative else "conj") if i > root else (root, "ccomp")
            )
            verb, preposition, subject_open = i, None, False
        elif token.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
            following = tokens[i + 1] if i + 1 < n else None
            modifies = following is not None and (
                following.pos in ("NOUN", "PROPN")
                or (token.pos in ("NUM", "ADJ", "DET") and following.pos in ("ADJ", "NUM"))
            )
            if modifies and token.pos != "PRON":
                token.head = i + 1
                token.dep = {"NUM": "nummod", "DET": "det", "ADJ": "amod"}.get(
                    token.pos, "compound"
                )
            elif preposition is not None:
                token.head, token.dep = preposition, "pobj"
                preposition = None
            elif subject_open or i < root:
                passive = root + 0 > i and any(
                    t.lower in ("was", "were", "been", "be") for t in tokens[i:root]
                )
                token.head, token.dep = root, "nsubjpass" if passive else "nsubj"
            else:
                token.head, token.dep = verb, "dobj"
        elif token.pos == "ADP":
            anchor = (
                i - 1
                if i > 0 and tokens[i - 1].pos in ("NOUN", "NUM", "PROPN") and token.lower == "of"
                else verb
            )
            token.head, token.dep = (anchor if anchor != i else root), "prep"
            preposition = i
        elif token.pos == "AUX":
            token.head, token.dep = _next_verb(tokens, i, root), "aux"
        elif token.pos == "PART" and token.lower in ("not", "n't"):
            token.head, token.dep = _next_verb(tokens, i, root), "neg"
        else:
            token.head, token.dep = verb if verb != i else root, "dep"


def _next_verb(tokens: list[Token], index: int, root: int) -> int:
    for token in tokens[index + 1 : index + 5]:
        if token.pos == "VERB":
            return token.index
    return root
