"""Where the words of a counted noun begin and end: joined modifiers, participles, the next count."""

from __future__ import annotations

from fogline.claims.binding.bound import Binding
from fogline.claims.binding.states import STATE_WORDS
from fogline.claims.syntax import Sentence, Token

__all__ = ["begins_a_count", "inside_chunk", "modifiers_joined"]


def begins_a_count(sentence: Sentence, index: int) -> bool:
    """Whether a count begins at a token."""
    if index >= len(sentence.tokens):
        return False
    token = sentence.tokens[index]
    return token.pos == "NUM" or token.lower in ("dozens", "scores", "hundreds", "thousands")


def modifiers_joined(sentence: Sentence, link: Token, binding: Binding) -> bool:
    """Whether "and" joins two nouns that stand before a third: singular, singular and plural."""
    if link.index + 2 >= len(sentence.tokens) or (binding.number.low or 0.0) <= 1:
        return False
    before, after, last = (sentence.tokens[link.index + step] for step in (-1, 1, 2))
    return before.tag == "NN" and after.tag == "NN" and last.tag == "NNS"


def inside_chunk(sentence: Sentence, token: Token, after: list[Token]) -> bool:
    """A participle before its noun ("armoured vehicles", "destroyed tanks")."""
    if token.dep in ("amod", "compound", "nmod"):
        return True
    following = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    return token.dep == "nummod" or (
        following is not None
        and following.pos in ("NOUN",)
        and token.tag == "VBN"
        and token.lower not in STATE_WORDS
        and sentence.head(token).index == following.index
    )
