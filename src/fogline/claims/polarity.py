"""Polarity and modality of a word in its sentence: denied, possible, planned, hoped and the rest."""

from __future__ import annotations

import re

from fogline.claims.attribution import Attribution
from fogline.claims.attribution.words import DENYING
from fogline.claims.claim import Modality, Polarity
from fogline.claims.denials import is_beside, is_called_false, is_said_anew, path_up
from fogline.claims.syntax import Sentence, Token

__all__ = ["modality_of", "polarity_of"]

_NEGATORS = {
    "not",
    "n't",
    "n’t",
    "never",
    "no",
    "neither",
    "nor",
    "without",
    "nobody",
    "none",
    "hardly",
}
_MODAL: dict[str, Modality] = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible",
    "will": "forecast", "shall": "forecast", "wo": "forecast", "'ll": "forecast", "’ll": "forecast", "would": "forecast",
    "should": "forecast",
}  # fmt: skip
_GOVERNING: dict[str, Modality] = {
    "plan": "planned", "intend": "planned", "prepare": "planned", "aim": "planned", "vow": "planned", "pledge": "planned",
    "promise": "planned", "order": "planned", "propose": "planned", "threaten": "planned", "decide": "planned", "agree": "planned",
    "schedule": "planned", "poise": "planned", "authorise": "planned", "authorize": "planned", "mean": "planned", "want": "planned",
    "seek": "planned", "offer": "planned", "undertake": "planned", "call": "planned", "set": "planned", "due": "planned", "ready": "planned",
    "fear": "feared", "worry": "feared", "warn": "feared", "dread": "feared", "afraid": "feared",
    "hope": "hoped", "wish": "hoped", "pray": "hoped",
    "expect": "forecast", "predict": "forecast", "forecast": "forecast", "project": "forecast", "anticipate": "forecast", "envisage": "forecast",
    "appear": "probable", "seem": "probable", "likely": "probable", "believe": "probable", "suspect": "probable", "think": "probable",
    "presume": "probable", "assume": "probable", "suggest": "probable",
    "possible": "possible", "capable": "possible", "able": "asserted", "unlikely": "possible", "suggestive": "possible",
    "threat": "feared", "risk": "feared", "plans": "planned", "decision": "asserted", "proposal": "planned", "danger": "feared",
}  # fmt: skip
_ADVERBS: dict[str, Modality] = {
    "possibly": "possible", "perhaps": "possible", "maybe": "possible", "conceivably": "possible", "potentially": "possible",
    "probably": "probable", "likely": "probable", "presumably": "probable", "apparently": "probable", "seemingly": "probable",
    "evidently": "probable",
}  # fmt: skip
_HEDGING_BEFORE_NUMBER = {"perhaps", "possibly", "maybe", "probably", "likely", "potentially"}


_NEVER_MORE = re.compile(
    r"(?:never|not|n[’']t|no)\s+(?:\w+\s+){0,3}?(?:more than|over|above|exceed\w*|beyond|below|under|less than|fewer than|"
    r"short of|reach\w*|surpass\w*)\s+(?:some |about |a |the )?[\d\w]",
    re.IGNORECASE,
)


_SUBJECTS = ("nsubj", "nsubjpass")
_NOT_BACK = frozenset({"return", "survive", "answer", "reappear", "rejoin"})
"""Verbs whose negation says that the counted were lost: "two of ours have not returned"."""
_BY_THE_WAY = re.compile(r"[,;(\u2014\u2013]\s*(?:and |but |though )?\Z")
_ASIDE = re.compile(r"\s+(?:at|in|on|with|of|all of|always|counting|including)\b")


_OF_A_WHOLE = re.compile(r"\W*(?:Out )?[Oo]f (?:(?!that\b|this\b)[\w,.-]+\s+){0,5}\Z")


def polarity_of(sentence: Sentence, token: Token, cues: list[Attribution]) -> Polarity:
    """denied when the claim's own clause is negated or a denying verb covers it.

    "Not only 300 but 500" and "not before" are no denials; a negated saying verb ("did not
    confirm") denies nothing about the number but leaves it presupposed.
    """
    for cue in cues:
        if cue.lemma in DENYING and token.index in cue.scope and not cue.negated:
            if not is_said_anew(sentence, token, cue, cues) and not is_beside(sentence, token, cue):
                return "denied"
        if (
            cue.negated
            and token.index in cue.scope
            and cue.lemma in ("confirm", "acknowledge", "admit")
        ):
            return "presupposed"
    if is_called_false(sentence, token):
        return "denied"
    if _OF_A_WHOLE.match(sentence.text[: max(0, token.start - sentence.start)]):
        return "asserted"  # "of some 40,000 men we do not see one that leaves"
    cue_heads = {cue.head for cue in cues}
    previous = token
    for step in path_up(sentence, token):
        if step.index in cue_heads and step.index != token.index:
            break
        if (
            step.dep in ("relcl", "advcl", "acl")
            and step is not token
            and previous.dep in ("nsubj", "nsubjpass")
        ):
            pass
        if step.pos in ("VERB", "AUX") or step is token or step.pos in ("NOUN", "ADJ"):
            for child in sentence.children(step):
                negates = child.dep == "neg" or (
                    child.lower in ("never", "neither")
                    and child.dep in ("advmod", "preconj", "det")
                )
                if (
                    child.dep == "det"
                    and child.lower == "no"
                    and step.pos == "NOUN"
                    and step is not token
                ):
                    negates = step.lemma in (
                        "evidence",
                        "sign",
                        "indication",
                        "confirmation",
                        "proof",
                        "report",
                    )
                if child.dep == "det" and child.lower == "no" and step is token:
                    negates = True
                if step.pos == "VERB" and child is not previous and child.dep in _SUBJECTS:
                    negates = any(c.lower == "no" for c in sentence.children(child, "det"))
                if not negates or (step.lemma in _NOT_BACK and previous.dep in ("nsubj", "nummod")):
                    continue
                if _NEVER_MORE.match(sentence.text, child.start - sentence.start):
                    continue  # "never numbered more than 800": a bound, no denial
                if _BY_THE_WAY.search(sentence.text[: child.start - sentence.start]) and (
                    _ASIDE.match(sentence.text, child.end - sentence.start)
                ):
                    continue  # "two brigades, not at full strength"
                after = (
                    sentence.tokens[child.index + 1].lower
                    if child.index + 1 < len(sentence.tokens)
                    else ""
                )
                if after in (
                    "only",
                    "just",
                    "simply",
                    "merely",
                    "less",
                    "more",
                    "fewer",
                    "least",
                    "yet",
                    "necessarily",
                    "later",
                    "until",
                    "before",
                    "including",
                    "counting",
                ):
                    if after != "yet":
                        continue
                return "denied"
        if (
            step.lemma in ("fail", "refuse", "unable")
            and previous.dep in ("xcomp", "advcl")
            and step is not token
        ):
            return "denied"
        if (
            step.dep in ("acl", "ccomp")
            and any(c.dep in ("mark", "nsubj", "nsubjpass") for c in sentence.children(step))
            and sentence.head(step).pos == "NOUN"
        ):
            break
        if step.dep in ("relcl", "advcl", "parataxis", "ROOT") or (
            step.dep == "conj"
            and step.pos == "VERB"
            and any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(step))
        ):
            break
        previous = step
    return "asserted"


def modality_of(sentence: Sentence, token: Token, cues: list[Attribution]) -> Modality:
    """How sure the clause is: from modal verbs, governing verbs and adverbs of the clause."""
    for cue in reversed(cues):
        if cue.kind == "attitude" and token.index in cue.scope and cue.lemma in _GOVERNING:
            if cue.lemma not in ("believe", "think", "suspect", "assume"):
                return _GOVERNING[cue.lemma]
    found: Modality = "asserted"
    previous = token
    cue_heads = {cue.head: cue for cue in cues}
    for step in path_up(sentence, token):
        cue = cue_heads.get(step.index)
        if cue is not None and step is not token:
            if cue.lemma in (
                "fear",
                "worry",
                "hope",
                "expect",
                "vow",
                "pledge",
                "promise",
                "predict",
                "forecast",
                "plan",
                "intend",
                "want",
                "propose",
                "threaten",
                "anticipate",
                "warn",
            ):
                mode = _GOVERNING[cue.lemma]
                if cue.lemma == "warn" and found == "asserted":
                    return "asserted"
                return found if found not in ("asserted", "forecast") else mode
            if cue.kind == "passive" and cue.lemma in ("believe", "think", "expect"):
                return found if found != "asserted" else _GOVERNING[cue.lemma]
            break
        if step.pos in ("VERB", "AUX", "ADJ", "NOUN"):
            children = sentence.children(step)
            for child in children:
                if child.dep == "aux" and child.lower in _MODAL and found == "asserted":
                    perfect = any(c.dep == "aux" and c.lower == "have" for c in children)
                    mode = _MODAL[child.lower]
                    if (
                        mode == "possible"
                        and child.lower in ("could", "can")
                        and _ability(sentence, step, child)
                    ):
                        continue
                    found = (
                        "possible"
                        if perfect and mode == "forecast" and child.lower != "will"
                        else mode
                    )
                if child.dep == "advmod" and child.lower in _ADVERBS and found == "asserted":
                    if (
                        child.lower in _HEDGING_BEFORE_NUMBER
                        and child.index + 1 < len(sentence.tokens)
                        and (sentence.tokens[child.index + 1].pos == "NUM")
                    ):
                        continue
                    found = _ADVERBS[child.lower]
            if (
                step is not token
                and previous.dep in ("xcomp", "ccomp", "acl", "advcl", "pcomp")
                and step.lemma in _GOVERNING
            ):
                mode = _GOVERNING[step.lemma]
                if (
                    previous.dep in ("xcomp", "ccomp", "acl")
                    and mode != "asserted"
                    and found in ("asserted", "forecast")
                ):
                    found = mode
        if step.dep == "acl" and any(
            c.dep in ("mark", "nsubj", "nsubjpass") for c in children_of(sentence, step)
        ):
            break
        if step.dep in ("relcl", "parataxis", "ROOT") or (
            step.dep == "advcl" and previous.dep != "xcomp"
        ):
            break
        if (
            step.dep == "conj"
            and step.pos == "VERB"
            and any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(step))
        ):
            break
        previous = step
    if found == "asserted":
        found = _planned_to(sentence, token)
    if found == "asserted" and _POSSIBLE.search(
        sentence.text[: max(0, token.start - sentence.start)]
    ):
        found = "possible"
    if found == "forecast":
        found = _own_will(sentence, token, cues)
    return found


def children_of(sentence: Sentence, token: Token) -> list[Token]:
    """Direct dependants of a token."""
    return sentence.children(token)


_POSSIBLE = re.compile(
    r"\b(?:it\s+(?:is|was|remains)\s+possible|there\s+is\s+a\s+(?:chance|possibility)|possibility\s+that)\b",
    re.IGNORECASE,
)
_IS_TO = re.compile(
    r"\b(?:is|are|was|were)\s+(?:due\s+|set\s+|ready\s+|about\s+|poised\s+|scheduled\s+|expected\s+)?to\s+(?:be\s+)?(?!be\s+able)[a-z]+\b",
    re.IGNORECASE,
)


def _planned_to(sentence: Sentence, token: Token) -> Modality:
    """ "is to send", "are to be sent", "were due to arrive": a plan."""
    verb = token
    while verb.pos not in ("VERB",) and verb.head != verb.index:
        verb = sentence.head(verb)
    if verb.pos != "VERB":
        return "asserted"
    children = sentence.children(verb)
    if not any(c.dep == "aux" and c.lower == "to" for c in children):
        return "asserted"
    head = sentence.head(verb)
    if verb.dep == "xcomp" and head.lemma in (
        "be",
        "due",
        "set",
        "ready",
        "poise",
        "schedule",
        "expect",
    ):
        return "forecast" if head.lemma == "expect" else "planned"
    return "asserted"


def _ability(sentence: Sentence, verb: Token, modal: Token) -> bool:
    """ "could be seen", "can fire": ability rather than a guess."""
    return modal.lower == "can" or verb.lemma in ("see", "hear")


def _own_will(sentence: Sentence, token: Token, cues: list[Attribution]) -> Modality:
    """ "We will send 300" is a plan of the speaker, "they will lose 300" a forecast."""
    verb = token
    while verb.pos != "VERB" and verb.head != verb.index:
        verb = sentence.head(verb)
    subject = next((c for c in sentence.children(verb) if c.dep in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return "forecast"
    if subject.lower in ("we", "i"):
        return "planned"
    if verb.lemma in (
        "send",
        "deploy",
        "deliver",
        "supply",
        "provide",
        "withdraw",
        "dispatch",
        "give",
        "donate",
        "mobilise",
        "mobilize",
        "recruit",
        "transfer",
        "train",
        "ship",
        "call",
        "conscript",
    ):
        return "planned"
    return "forecast"
