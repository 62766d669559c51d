"""Bare numbers, whose noun stands before them: "Tanks: 9,876", "losses of 5,000"."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import Binding
from fogline.claims.binding.dimension import dimension_of
from fogline.claims.binding.happenings import actions_at
from fogline.claims.binding.states import ACTION_OF_STATE
from fogline.claims.lexicon import Lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["OF_NUMBER", "before_colon", "noun_before"]

OF_NUMBER = {
    "number", "total", "estimate", "figure", "count", "tally", "toll", "sum", "average", "strength",
    "level", "rate", "quantity", "size",
}  # fmt: skip


_REACHING = {
    "reach", "exceed", "pass", "top", "total", "number", "surpass", "near", "approach", "hit", "go",
    "equal", "average", "rise", "climb", "grow", "fall", "drop", "stand", "come", "amount",
}  # fmt: skip
_HEDGES = r"(?:\s+(?:about|around|some|at|least|more|less|fewer|than|over|nearly|almost|as|many|up|to|well|just|only|no|between|roughly|a))*"
_LINK = re.compile(
    r"\b(?:at|to|is|was|are|were|as|past|above|over|between|reach\w*|exceed\w*|pass\w*|topp?\w*|total\w*|near\w*|surpass\w*|equal\w*|average\w*)"
    rf"{_HEDGES}\s*\Z",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\b(?:rais|send|sent|lift|bring|brought|push|lift|put|tak|took|set|plac|estimat|reckon|giv|gave|revis|lower|cut|reduc|amend|correct|adjust|updat)\w*\s+(?P<np>(?:[^,;:]|(?<=\d),(?=\d)){2,90}?)\s+(?:to|at|past|above|over|between|as)"
    rf"{_HEDGES}\s*\Z",
    re.IGNORECASE,
)


_PUT = re.compile(r"\b(?:put|puts|set|sets|estimat\w*|reckon\w*|plac\w*|giv\w*|gave)\b")
_AND_AT = re.compile(
    rf"(?:\band|,|\bwith)\s+(?P<np>(?:[\w’'-]+\s){{1,4}})(?:at|to|as){_HEDGES}\s*\Z", re.IGNORECASE
)


def before_colon(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    """ "Tanks: 9,876", "killed - 300", "artillery systems – 22,000 (+14)"."""
    low = max(0, binding.number.start - 110)
    match = _COLON_LABEL.search(sentence.text[low : binding.number.start])
    if match is None:
        return
    last = sentence.start + low + match.end(1)
    label = match.group(1)
    head = _OF.split(label, maxsplit=1)[0]  # "officers of the army in the city": officers
    first = last - len(label) + len(head)
    for words, end in ((head, first), (label, last)):
        token = sentence.at(end - 1)
        lower = words.lower().split()
        if token is None or not lower:
            continue
        for candidate in (" ".join(lower[-2:]), lower[-1]):
            forms = (candidate, candidate.rstrip("s"), token.lemma)
            state = next((table.state_of[form] for form in forms if form in table.state_of), "")
            dimension = table.noun(*forms)
            if dimension or state:
                binding.head, binding.noun = token, token.lemma
                binding.dimension = dimension or "force"
                binding.phrase = (token.start, binding.phrase[1])
                binding.unit_as_written = token.text
                return


_COLON_LABEL = re.compile(
    r"([A-Za-z][A-Za-z\s/-]{1,80}?)\s*(?:[:–—]|\s-)\s*(?:about |some |around |over |more than |at least |approximately |up to |~)?\Z"
)
_OF = re.compile(r"\s(?:of|in|at|from|on|by)\s")


def noun_before(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    """A bare number: what it counts stands before it ("losses of 5,000", "the toll rose to 300")."""
    if _strength_of(binding, sentence, table):
        return
    if _number_of(binding, sentence, table) or _raised(binding, sentence, table):
        return
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
                subjectish = child.dep in ("nsubj", "nsubjpass") and (
                    direct != "dobj" or token.lemma in _REACHING
                )
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


def _strength_of(binding: Binding, sentence: Sentence, table: Lexicon) -> bool:
    """ "A column of 2,400", "a brigade of 3,000": persons, where the noun is a formation."""
    of = sentence.head(binding.anchor)
    noun = sentence.head(of)
    high = binding.number.high or binding.number.low or 0.0
    if binding.anchor.dep != "pobj" or of.lower != "of" or noun.pos not in ("NOUN", "PROPN"):
        return False
    if dimension_of(sentence, noun, table) not in ("formation", "force") or high < 20:
        return False
    binding.dimension, binding.noun, binding.elided = "force", noun.lemma, True
    binding.head = noun
    return True


def _number_of(binding: Binding, sentence: Sentence, table: Lexicon) -> bool:
    """ "The number of soldiers killed has gone up to 33": the noun, and what befell it."""
    lead = sentence.text[: binding.number.start]
    if _LINK.search(lead) is None:
        return False
    first = max(0, binding.anchor.index - 26)
    for token in reversed(sentence.tokens[first : binding.anchor.index]):
        if token.text in (";", ":"):
            return False
        if token.lemma not in OF_NUMBER:
            continue
        following = sentence.tokens[token.index + 1]
        if following.lower != "of":
            binding.is_total = token.lemma in ("total", "figure", "number", "count")
            return False
        noun = _first_noun(sentence, following.index + 1, binding.anchor.index, table)
        if noun is None:
            return False
        _take(binding, sentence, noun, table)
        after = sentence.tokens[noun.index + 1]
        if after.tag in ("VBN", "VBD"):
            action = next(
                (a for a in actions_at(sentence, after, table) if table.fits(binding.dimension, a)),
                "",
            )
            binding.action = binding.action or action
        return True
    return False


_STILL_IN = re.compile(r"\b(?:still|left|remaining|inside|in|at|with|holding|defending)\b")


def _raised(binding: Binding, sentence: Sentence, table: Lexicon) -> bool:
    """ "Raising army deaths since April to 765", "puts losses in the city at 48"."""
    lead = sentence.text[max(0, binding.number.start - 150) : binding.number.start]
    match = _RAISED.search(lead)
    if match is None and _PUT.search(sentence.text[: binding.number.start]):
        match = _AND_AT.search(lead)
    if match is None:
        return False
    base = sentence.start + binding.number.start - len(lead)
    inside = sentence.between(base + match.start("np"), base + match.end("np"))
    noun = _first_noun(sentence, inside[0].index, inside[-1].index + 1, table) if inside else None
    if noun is None or table.noun(noun.lemma) in ("settlement", "area", "length"):
        if not re.match(r"the number (?:\w+ )?", match["np"]) or not _STILL_IN.search(match["np"]):
            return False if noun is None else _taken(binding, sentence, noun, table)
        binding.dimension, binding.noun, binding.elided = "force", "number", True
        return True  # "put the number still in the citadel at 600"
    _take(binding, sentence, noun, table)
    return True


def _taken(binding: Binding, sentence: Sentence, noun: Token, table: Lexicon) -> bool:
    _take(binding, sentence, noun, table)
    return True


def _first_noun(sentence: Sentence, low: int, high: int, table: Lexicon) -> Token | None:
    """The first noun with a dimension or a state among the tokens low to high, its run's last."""
    found: Token | None = None
    for token in sentence.tokens[low:high]:
        noun = token.pos in ("NOUN", "PROPN", "ADJ") and (
            token.lower in table.state_of
            or token.lemma in table.state_of
            or (token.pos != "ADJ" and dimension_of(sentence, token, table))
        )
        if noun:
            found = token
        elif found is not None or token.pos in ("VERB", "AUX", "PUNCT", "SCONJ"):
            break
    return found


def _take(binding: Binding, sentence: Sentence, noun: Token, table: Lexicon) -> None:
    state = table.state_of.get(noun.lower) or table.state_of.get(noun.lemma)
    if state:
        binding.dimension = "civilian" if state == "displaced" else "force"
        binding.action = ACTION_OF_STATE[state]
    else:
        binding.dimension = dimension_of(sentence, noun, table)
    binding.noun = noun.lemma
    binding.head = binding.head or noun
    binding.elided = True


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
            binding.action = ACTION_OF_STATE[state]
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
            if candidate is not token and not binding.action:
                named = (a for a in actions_at(sentence, token, table) if table.fits(dimension, a))
                binding.action = next(named, "")  # "the stock of shells stood at"
            if binding.head is None:
                binding.head = token
            return True
    return False
