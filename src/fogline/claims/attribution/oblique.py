"""Saying words that are not active verbs: passives, "citing", and nouns such as "claim that"."""

from __future__ import annotations

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.scope import according_scope
from fogline.claims.attribution.speakers import (
    SEEN,
    can_speak,
    is_data_noun,
    noun_phrase,
    without_possessive,
)
from fogline.claims.attribution.words import DENYING, EVIDENCE, TALLIES, saying_words
from fogline.claims.syntax import Sentence, Token

__all__ = ["adjective_cue", "citing_cue", "noun_cue", "passive_cue"]


_STANDS = {
    "be", "stand", "run", "reach", "range", "rise", "amount", "total", "number", "go", "climb", "remain",
    "vary", "mention", "include", "cover", "comprise", "exceed", "have", "hold", "show", "give", "put", "contain",
    "find",
}  # fmt: skip
_OWNED = {
    "figure",
    "version",
    "list",
    "number",
    "toll",
    "total",
    "guess",
    "reckoning",
    "account",
    "sum",
}


def passive_cue(
    sentence: Sentence, token: Token, lemma: str, subject: Token | None, clause: list[Token], to_clause: list[Token], children: list[Token],
) -> Attribution | None:  # fmt: skip
    """The cue of a passive ("was reported by", "is believed to")."""
    agents = [c for c in children if c.dep == "agent" or (c.dep == "prep" and c.lower == "by")]
    if not agents and token.tag == "VBN":
        agents = [
            t for t in sentence.tokens[token.index + 1 : token.index + 14] if t.lower == "by"
        ][:1]
    table = saying_words()
    if lemma not in table["clause"] | table["object"] | table["attitude"]:
        return None
    if agents and token.tag == "VBN":
        nouns = [t for t in sentence.children(agents[0]) if t.dep == "pobj"]
        if (
            nouns
            and can_speak(sentence, nouns[0])
            and not (lemma in DENYING and nouns[0].lemma in EVIDENCE)
            and (
                lemma not in table["silent"]
                or lemma in TALLIES
                or (lemma in DENYING and subject is not None and is_data_noun(subject))
                or clause
                or any(c.lower == "to" for x in to_clause for c in sentence.children(x, "aux"))
                or lemma in ("put", "tell", "inform", "assure", "advise")
            )
        ):
            low, high = noun_phrase(sentence, nouns[0])
            own = {t.index for t in sentence.between(low, high)}
            for aside in sentence.children(nouns[0], "relcl"):
                own |= {t.index for t in sentence.subtree(aside)}
            anchor = sentence.head(token) if token.dep == "acl" else token
            scope = (
                {t.index for t in sentence.subtree(token)}
                | {t.index for t in sentence.subtree(anchor)}
            ) - own
            scope.discard(token.index)
            if token.dep == "advcl" and any(c.lower == "as" for c in children):
                # ", as reported by the committee": the clause it comments on
                scope = set(
                    according_scope(sentence, token.start, noun_phrase(sentence, nouns[0])[1])
                )
            return Attribution(
                token.start, token.end, token.text, lemma, noun_phrase(sentence, nouns[0]), frozenset(scope), "verb", head=token.index,
            )  # fmt: skip
    if lemma in ("tell", "inform", "brief", "advise") and subject is not None and clause:
        return None
    if lemma in (
        "say",
        "report",
        "believe",
        "think",
        "estimate",
        "claim",
        "rumour",
        "rumor",
        "allege",
        "know",
        "understand",
        "assess",
        "reckon",
        "expect",
        "fear",
    ) and (
        to_clause or clause or any(c.dep in ("prep", "xcomp", "oprd", "advcl") for c in children)
    ):
        if lemma in ("expect", "fear", "know", "understand") and not clause and not to_clause:
            return None
        scope = {t.index for t in sentence.subtree(token)}
        scope.discard(token.index)
        return Attribution(
            token.start,
            token.end,
            token.text,
            lemma,
            (-1, -1),
            frozenset(scope),
            "passive",
            head=token.index,
        )
    return None


def citing_cue(sentence: Sentence, token: Token) -> Attribution | None:
    """The cue of "citing" or "quoting"."""
    for child in sentence.children(token, "dobj", "nsubjpass", "pobj", "agent"):
        target = child
        if child.dep == "agent":
            inner = sentence.children(child, "pobj")
            if not inner:
                continue
            target = inner[0]
        if not can_speak(sentence, target):
            continue
        anchor = token
        while anchor.head != anchor.index and anchor.dep in (
            "advcl",
            "xcomp",
            "prep",
            "pcomp",
            "conj",
            "dep",
        ):
            anchor = sentence.head(anchor)
        if token.dep in ("acl",):
            anchor = sentence.head(token)
            while anchor.head != anchor.index:
                anchor = sentence.head(anchor)
        while anchor.pos not in ("VERB", "AUX") and anchor.head != anchor.index:
            anchor = sentence.head(anchor)
        scope = {t.index for t in sentence.subtree(anchor)}
        scope -= {t.index for t in sentence.subtree(target)}
        scope.discard(token.index)
        return Attribution(
            token.start,
            token.end,
            token.text,
            token.lemma,
            noun_phrase(sentence, target),
            frozenset(scope),
            "citing",
            head=token.index,
            extra={"carrier": "yes"} if token.tag == "VBN" and token.dep == "acl" else {},
        )
    return None


def _to_the_effect(sentence: Sentence, token: Token) -> list[Token]:
    """The clause of "a report to the effect that ..."."""
    return [
        clause
        for prep in sentence.children(token, "prep")
        if prep.lower == "to"
        for noun in sentence.children(prep, "pobj")
        if noun.lower == "effect"
        for clause in sentence.children(noun, "acl", "relcl", "ccomp")
    ]


def _is_owned(sentence: Sentence, token: Token) -> bool:
    """ "The committee's figure", "an estimate by the staff": a figure with somebody behind it."""
    if token.lemma not in _OWNED:
        return False
    return bool(sentence.children(token, "poss")) or any(
        c.lower == "by" for c in sentence.children(token, "prep", "agent")
    )


_EMPHATIC = frozenset(
    {"emphatic", "adamant", "insistent", "categorical", "explicit", "unequivocal", "vehement"}
)  # fmt: skip


def adjective_cue(sentence: Sentence, token: Token) -> Attribution | None:
    """ "He was emphatic that no more than 300 are there"."""
    if token.lemma not in _EMPHATIC or token.dep not in ("acomp", "oprd", "conj", "ROOT"):
        return None
    verb = sentence.head(token)
    clause = sentence.children(token, "ccomp") + sentence.children(verb, "ccomp")
    clause = [c for c in clause if c.index > token.index]
    subject = next(iter(sentence.children(verb, "nsubj")), None)
    if not clause or subject is None or not can_speak(sentence, subject):
        return None
    scope = frozenset(t.index for c in clause for t in sentence.subtree(c))
    span = noun_phrase(sentence, subject)
    return Attribution(
        token.start, token.end, token.text, token.lemma, span, scope, "verb", head=token.index
    )


def noun_cue(sentence: Sentence, token: Token) -> Attribution | None:
    """ "Moscow's claim that 2,000 died", "estimates by the ministry put losses at 500"."""
    if token.pos != "NOUN" or not (is_data_noun(token) or _is_owned(sentence, token)):
        return None
    clauses = [
        c for c in sentence.children(token, "acl", "ccomp", "relcl")
        if any(m.lower == "that" for m in sentence.children(c, "mark")) or any(m.lower == "to" for m in sentence.children(c, "aux"))
    ]  # fmt: skip
    verb = sentence.head(token)
    if token.dep == "nsubj" and verb.lemma == "be":
        clauses.extend(sentence.children(verb, "ccomp"))
    effect = _to_the_effect(sentence, token)
    clauses.extend(effect)
    if token.lemma in ("estimate", "claim", "figure", "count", "tally", "assessment"):
        clauses.extend(
            inner
            for prep in sentence.children(token, "prep")
            if prep.lower in ("of", "at")
            for inner in sentence.children(prep, "pobj")
            if any(t.pos == "NUM" for t in sentence.subtree(inner))
        )
    kind = "verb"
    if clauses:
        clauses.extend(c for c in sentence.children(token, "amod") if c.index > token.index)
    if not clauses and token.dep in ("nsubj", "nsubjpass") and verb.lemma in _STANDS:
        # "the ministry's tally stands at 640", "estimates by diplomats run as high as 4,000"
        if any(t.pos == "NUM" for t in sentence.subtree(verb) if t.index > verb.index):
            clauses, kind = [verb], "figures"
    if not clauses:
        return None
    owner = next(iter(sentence.children(token, "poss")), None)
    if owner is None:
        for prep in sentence.children(token, "prep", "agent"):
            if prep.lower in ("by", "from", "of") and owner is None:
                owner = next(
                    (
                        p
                        for p in sentence.children(prep, "pobj")
                        if not any(t.pos == "NUM" for t in sentence.subtree(p))
                    ),
                    None,
                )
        for made in sentence.children(token, "acl"):
            if made.lemma in SEEN:
                continue  # who has seen a document is not who wrote it
            for prep in sentence.children(made, "agent", "prep"):
                if prep.lower == "by" and owner is None:
                    owner = next(iter(sentence.children(prep, "pobj")), None)
    if owner is None and effect:
        owner = token  # "foreign broadcasts to the effect that ..."
    if owner is None or not can_speak(sentence, owner):
        return None
    scope = {t.index for clause in clauses for t in sentence.subtree(clause)}
    return Attribution(
        token.start,
        token.end,
        token.text,
        token.lemma,
        without_possessive(sentence, noun_phrase(sentence, owner)),
        frozenset(scope),
        kind,
        head=token.index,
    )
