"""Bare numbers, whose noun stands before them: "Tanks: 9,876", "losses of 5,000"."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import Binding
from fogline.claims.binding.dimension import dimension_of
from fogline.claims.lexicon import Lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["OF_NUMBER", "before_colon", "noun_before"]

OF_NUMBER = {
    "number", "total", "estimate", "figure", "count", "tally", "toll", "sum", "average", "strength",
    "level", "rate", "quantity", "size",
}  # fmt: skip


def before_colon(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    """ "Tanks: 9,876", "killed - 300", "artillery systems – 22,000 (+14)"."""
    lead = sentence.text[max(0, binding.number.start - 70) : binding.number.start]
    match = re.search(
        r"([A-Za-z][A-Za-z\s/-]{1,40}?)\s*(?:[:–—]|\s-)\s*(?:about |some |around |over |more than |at least |approximately |up to |~)?\Z",
        lead,
    )
    if match is None:
        return
    token = sentence.at(sentence.start + match.end(1) - 1)
    words = match.group(1).lower().split()
    for candidate in (" ".join(words[-2:]), words[-1] if words else ""):
        lemma = token.lemma if token is not None else candidate
        dimension = table.noun(candidate, candidate.rstrip("s"), lemma)
        state = (
            table.state_of.get(candidate)
            or table.state_of.get(candidate.rstrip("s"))
            or table.state_of.get(lemma)
        )
        if (dimension or state) and token is not None:
            binding.head, binding.noun = token, lemma
            binding.dimension = dimension or "force"
            binding.phrase = (token.start, binding.phrase[1])
            binding.unit_as_written = token.text
            return


def noun_before(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    """A bare number: what it counts stands before it ("losses of 5,000", "the toll rose to 300")."""
    anchor = (
        binding.head
        if binding.head is not None and binding.head.lemma in OF_NUMBER
        else binding.anchor
    )
    chain = [anchor, *list(sentence.ancestors(anchor))[:4]]
    for index, token in enumerate(chain):
        if (
            index
            and token.pos in ("NOUN", "PROPN", "ADJ")
            and _take_noun(binding, sentence, token, table)
        ):
            return
        if token.pos in ("VERB", "AUX"):
            direct = chain[index - 1].dep if index else ""
            for child in sentence.children(token):
                subjectish = child.dep in ("nsubj", "nsubjpass") and direct not in ("dobj",)
                objectish = (
                    child.dep == "dobj"
                    and direct in ("prep", "dative", "agent", "advcl")
                    and child.index < anchor.index
                )
                same = child.index == anchor.index or child.index in {
                    t.index for t in chain[:index]
                }
                if (
                    (subjectish or objectish)
                    and not same
                    and _take_noun(binding, sentence, child, table, deep=True)
                ):
                    return
            if index and token.dep in ("ROOT", "relcl", "advcl", "conj", "ccomp"):
                break
    if binding.head is not None and binding.head.pos == "PRON":
        binding.dimension = ""


def _take_noun(
    binding: Binding, sentence: Sentence, token: Token, table: Lexicon, *, deep: bool = False
) -> bool:
    candidates = [token]
    if token.lemma == "toll" and any(
        c.lower in ("death", "civilian") for c in sentence.children(token)
    ):
        if any(c.lower == "death" for c in sentence.children(token)):
            binding.dimension, binding.action, binding.noun = "force", "kill", "death toll"
            binding.head = binding.head or token
            return True
    if (
        deep
        or token.lemma in OF_NUMBER
        or token.lemma in ("force", "estimate", "group", "contingent")
    ):
        for child in sentence.children(token, "prep"):
            if child.lower in ("of", "for", "in", "among"):
                candidates.extend(sentence.children(child, "pobj"))
        candidates.extend(sentence.children(token, "compound", "amod", "nmod", "poss"))
    for candidate in candidates:
        state = table.state_of.get(candidate.lower) or table.state_of.get(candidate.lemma)
        if state:
            binding.dimension = "force"
            binding.action = {"killed": "kill", "wounded": "wound", "captured": "capture", "missing": "missing", "casualties": "casualty",
                              "deserted": "desert", "displaced": "displace"}[state]  # fmt: skip
            if state == "displaced":
                binding.dimension = "civilian"
            binding.noun = candidate.lemma
            if binding.head is None:
                binding.head = token
            return True
        dimension = (
            dimension_of(sentence, candidate, table) if candidate.pos in ("NOUN", "PROPN") else ""
        )
        if dimension and dimension not in ("area", "length", "settlement"):
            binding.dimension, binding.noun = dimension, candidate.lemma
            if binding.head is None:
                binding.head = token
            return True
    return False
