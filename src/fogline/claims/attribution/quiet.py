"""Verbs that report only in company: "speak of", "give no figures", "set it at 300"."""

from __future__ import annotations

import re

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.scope import has_quote, is_parenthetical, scope_of
from fogline.claims.attribution.speakers import (
    behind_data,
    can_speak,
    is_data_noun,
    speaker_span,
    speaking_subject,
)
from fogline.claims.attribution.words import FIGURES, organisation_nouns, people_nouns
from fogline.claims.syntax import Sentence, Token

__all__ = ["CONFESSING", "FIXED", "GIVING", "PLACING", "quiet_cue"]

PLACING = ("place", "set", "return", "fix", "peg", "quantify", "rate", "grade", "class", "reckon")
"""Verbs that put a number somewhere: "returns his loss at 474"."""

GIVING = (
    "give", "publish", "offer", "supply", "furnish", "hazard", "venture", "float", "revise", "lower", "raise",
    "correct", "amend", "update", "adjust", "whisper", "murmur",
)  # fmt: skip
"""Verbs that give a number or put another in its place: "revised the toll from 40 to 14"."""

CONFESSING = ("own", "confess", "brag", "bandy", "tell", "plead", "swear", "testify", "attest")
"""Verbs that own to a number or speak of one: "headquarters owns to 2,011"."""

FIXED = {
    "let": r" (?:it be|slip|be) (?:known|out|that)|\s+slip\b",
    "make": r" (?:it )?(?:known|clear|plain|public)\b| no (?:secret|bones)\b| it (?:about |some |nearly |only |just |over |under )?(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a )",
    "get": r" (?:about |some |nearly |only |just )?\d[\d,]*(?=[.,;]|\Z)",
    "allow": r" (?:him|her|us|them|it) (?:\w+ )?\d",
    "put": r" (?:out(?! of)|about|forward|it)\b",
    "give": r" (?:out|it out|to understand|notice)\b",
    "have": r" it\b(?! (?:in|to|with|all|easy|hard|from|on)\b)",
    "go": r" on (?:the )?record\b",
}
"""Verbs that say only with these words behind them: "let it be known that"."""

_PLACED = (
    r"[^,;.]{0,80}?(?:\bat|\bbetween|\bin the (?:neighbou?rhood|region|vicinity) of|\bas (?:high|low) as)\s+"
    r"(?:(?:about|around|some|only|over|nearly|between|not|more|less|than|at|least|a|the)\s+){0,3}[\d\"“]"
)


_COLON_QUOTE = re.compile(r"[^.;:?!]{0,50}:\s+[“\"]")


def _on_a_matter(sentence: Sentence, prep: Token) -> bool:
    """Whether "spoke on" goes on with a matter, not with a show, a telephone or a condition."""
    return not any(
        t.lemma in ("condition", "show", "radio", "television", "phone", "telephone", "air", "background", "programme", "program", "behalf", "line")
        for t in sentence.children(prep, "pobj")
    )  # fmt: skip


def quiet_cue(sentence: Sentence, token: Token, lemma: str) -> Attribution | None:
    """Verbs that report only in company: "speak of", "give no figures", "asked not to be named"."""
    children = sentence.children(token)
    subject = speaking_subject(sentence, token)
    if subject is None or not can_speak(sentence, subject):
        return None
    if token.dep == "xcomp" and sentence.head(token).lemma in ("decline", "refuse"):
        return None
    objects = [c for c in children if c.dep in ("dobj", "oprd", "ccomp", "xcomp", "attr")]
    ahead = sentence.text[token.end - sentence.start :]
    if (
        lemma in ("give", "record", "list")
        and subject is not None
        and (is_data_noun(subject) or behind_data(sentence, subject) is not None)
    ):
        good = any(t.pos == "NUM" for o in objects for t in sentence.subtree(o))
        if good:
            span = speaker_span(sentence, token, behind_data(sentence, subject) or subject)
            return Attribution(
                token.start, token.end, token.text, lemma, span, scope_of(sentence, token, subject), "verb",
                head=token.index,
            )  # fmt: skip
        return None
    if lemma in ("record", "list"):
        return None
    preps = {c.lower for c in children if c.dep == "prep"}
    numbered = any(t.pos == "NUM" for t in sentence.subtree(token) if t.index > token.index)
    if lemma in FIXED and re.match(FIXED[lemma], ahead) is not None:
        good = (
            lemma not in ("put", "give", "have")
            or numbered
            or any(c.dep == "ccomp" for c in children)
            or re.match(
                r" (?:it (?:[\w ]{0,20}:|(?:\w+ )?(?:this way|like this|\w+ly))|out)", ahead
            )
            is not None
        )
    elif lemma in CONFESSING:
        good = numbered and (lemma == "bandy" or bool(preps & {"to", "of", "about", "with"}))
    elif lemma in ("boast", "complain"):
        good = "of" in preps and (numbered or re.match(r"[^.;]{3,30}: [“\"]?\d", ahead) is not None)
    elif lemma == "account":
        good = numbered and "for" in preps and is_data_noun(subject)
    elif lemma == "read":
        good = is_data_noun(subject) and has_quote(sentence)
    elif lemma == "go" and re.match(r" on\b", ahead) is not None:
        good = re.match(r" on\b(?=[,.:;]| to (?:say|add|claim)\b)", ahead) is not None and (
            re.match(r" on to", ahead) is None and is_parenthetical(sentence, token)
        )
    elif lemma in PLACING:
        good = bool(objects) and re.match(_PLACED, ahead) is not None
    elif lemma in ("speak", "talk"):
        good = (
            bool(preps & {"of", "about"})
            or _COLON_QUOTE.match(ahead) is not None
            or any(
                c.lower == "anonymously" or (c.lower == "on" and _on_a_matter(sentence, c))
                for c in children
            )
        )
    elif lemma in GIVING:
        if lemma not in ("give", "publish", "offer") and not numbered:
            return None
        given = lemma == "give" and any(
            c.dep == "prep" and c.lower in ("as", "at") for c in children
        )
        good = (given or any(c.lemma in FIGURES for c in objects)) and (
            subject.lemma in people_nouns() | organisation_nouns()
            or subject.pos in ("PROPN", "PRON")
            or (numbered and behind_data(sentence, subject) is not None)
        )
    elif lemma == "ask":
        good = any(
            (c.dep == "xcomp" and c.lemma in ("name", "identify", "remain", "quote"))
            or c.lower in ("anonymity",)
            for c in [*children, *[g for c in children for g in sentence.children(c)]]
        )
    elif lemma in ("comment", "respond"):
        good = "on" in preps or any(
            t.lemma in ("request", "comment", "question")
            for c in children
            for t in sentence.subtree(c)
        )
    elif lemma == "call":
        good = (
            (
                any(c.dep in ("oprd", "ccomp", "xcomp") for c in children)
                and any(
                    t.text in ('"', "“", "”")
                    or t.pos == "ADJ"
                    or t.lemma in ("lie", "claim", "propaganda", "fabrication")
                    for t in sentence.subtree(token)
                )
                and any(c.dep == "dobj" for c in children)
            )
            or (any(c.dep == "oprd" for c in children))
            or (any(t.text in ('"', "“") for t in sentence.tokens[token.index : token.index + 8]))
        )
    elif lemma in FIXED:
        return None
    else:  # judge, count
        counted = any(t.pos == "NUM" for t in sentence.tokens[token.index + 1 : token.index + 6])
        good = (bool(objects) or counted) and (
            subject.lemma in people_nouns() | organisation_nouns() or subject.pos == "PROPN"
        )
    if not good:
        return None
    negated = any(c.dep == "neg" for c in children) or any(
        c.lower == "no" for o in objects for c in sentence.children(o)
    )
    speaker = behind_data(sentence, subject) or subject
    return Attribution(
        token.start, token.end, token.text, lemma, speaker_span(sentence, token, speaker), scope_of(sentence, token, subject), "verb", negated, head=token.index,
    )  # fmt: skip
