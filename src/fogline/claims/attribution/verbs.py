"""Saying verbs in the active voice."""

from __future__ import annotations

import re

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.mistagged import BEFORE_THAT, mistaken_for_noun, noun_like_cue
from fogline.claims.attribution.oblique import citing_cue, passive_cue
from fogline.claims.attribution.quiet import CONFESSING, FIXED, GIVING, PLACING, quiet_cue
from fogline.claims.attribution.scope import has_quote, is_parenthetical, is_quoted, scope_of
from fogline.claims.attribution.speakers import (
    behind_data,
    can_speak,
    inverted_subject,
    is_counted,
    is_data_noun,
    is_headless,
    just_before,
    noun_phrase,
    span_before,
    speaker_span,
    speaking_subject,
)
from fogline.claims.attribution.words import (
    FIGURATIVE,
    PRONOUNS,
    TALLIES,
    people_nouns,
    saying_words,
)
from fogline.claims.syntax import Sentence, Token

__all__ = ["verb_cue"]


def _inverted_behind(sentence: Sentence, token: Token) -> Token | None:
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


def verb_cue(sentence: Sentence, token: Token) -> Attribution | None:
    """The cue of an active saying verb, None when the word is none here."""
    table = saying_words()
    lemma = token.lemma
    if token.pos not in ("VERB", "AUX") and not token.tag.startswith("VB"):
        lemma = mistaken_for_noun(sentence, token)
        if not lemma:
            return None
        if token.pos == "NOUN":
            plain = noun_like_cue(sentence, token, lemma)
            if plain is not None:
                return plain
    if lemma in ("hear", "learn") and token.pos == "VERB":
        for child in sentence.children(token, "prep"):
            inner = sentence.children(child, "pobj")
            if child.lower == "from" and inner and can_speak(sentence, inner[0]):
                scope = frozenset(t.index for t in sentence.tokens[token.index + 1 :])
                return Attribution(
                    token.start,
                    token.end,
                    token.text,
                    lemma,
                    noun_phrase(sentence, inner[0]),
                    scope,
                    "verb",
                    head=token.index,
                )
    if (
        lemma
        in (
            "speak",
            "talk",
            "give",
            "publish",
            "ask",
            "comment",
            "respond",
            "judge",
            "count",
            "call",
            "place",
            "set",
            "boast",
            "complain",
            "read",
            "go",
            "record",
            "list",
            *PLACING,
            *CONFESSING,
            *FIXED,
            *GIVING,
        )
        and token.pos == "VERB"
    ):
        quiet = quiet_cue(sentence, token, lemma)
        if quiet is not None:
            return quiet
    if token.lower in ("cited", "citing", "quoting", "quoted"):
        by_name = sentence.text[token.end - sentence.start :].startswith(" by name")
        return None if by_name else citing_cue(sentence, token)
    in_clause = lemma in table["clause"]
    in_object = lemma in table["object"]
    in_to = lemma in table["to_clause"]
    attitude = lemma in table["attitude"]
    manner = lemma in table["manner"] and not in_clause and has_quote(sentence)
    in_clause = in_clause or manner
    if not (in_clause or in_object or in_to or attitude):
        return None
    if token.dep in ("aux", "auxpass", "amod", "compound"):
        return None
    children = sentence.children(token)
    passive = any(c.dep in ("auxpass", "nsubjpass") for c in children)
    active = any(c.dep == "nsubj" for c in children) and not passive
    subject = speaking_subject(sentence, token)
    if (
        subject is not None
        and subject.index < token.index - 1
        and lemma in ("say", "write", "add", "report", "claim", "explain", "state")
    ):
        counted = any(t.pos == "NUM" for t in sentence.subtree(subject))
        subject = (_inverted_behind(sentence, token) if counted else None) or subject
    clause = [c for c in children if c.dep in ("ccomp", "parataxis")]
    to_clause = [c for c in children if c.dep == "xcomp"]
    objects = [c for c in children if c.dep in ("dobj", "attr", "oprd", "dative", "nmod")]
    quoted = has_quote(sentence)
    if lemma == "report" and token.tag == "VBN" and token.dep == "acl":
        return None
    headless = is_headless(sentence, token)
    if (
        token.tag == "VBN"
        and token.dep in ("acl", "amod")
        and not passive
        and not clause
        and not headless
    ):
        return None
    active = active or headless
    if passive or (token.tag == "VBN" and not active and not _has_aux_have(children)):
        return passive_cue(sentence, token, lemma, subject, clause, to_clause, children)
    if (
        in_object
        and objects
        and (objects[0].lemma in FIGURATIVE or objects[0].lower == "victory")
        and lemma in ("claim", "accept")
    ):
        return None
    if subject is None and lemma in BESIDE:
        behind_it = inverted_subject(sentence, token)
        if behind_it is not None and can_speak(sentence, behind_it):
            subject = behind_it  # "..., shows a summary from the ministry, ..."
    speakerish = subject is not None and can_speak(sentence, subject)
    if subject is not None and subject.lower in ("which", "that") and token.dep == "relcl":
        speakerish = can_speak(sentence, sentence.head(token))
    if lemma == "admit" and subject is not None and not clause and not quoted:
        if any(t.lemma in ("hospital", "clinic", "ward") for t in sentence.subtree(subject)):
            return None  # hospitals admit the wounded
    as_clause = token.dep == "advcl" and any(
        c.lower == "as" and c.index < token.index
        for c in sentence.children(token, "mark", "advmod", "prep")
    )
    following = (
        sentence.tokens[token.index + 1].lower if token.index + 1 < len(sentence.tokens) else ""
    )
    evidence = (
        bool(clause)
        or as_clause
        or (in_clause and following == "that")
        or (quoted and not attitude and not manner and lemma not in table["silent"])
    )
    trailing = is_parenthetical(sentence, token)
    if (
        not evidence
        and trailing
        and in_clause
        and (lemma not in table["silent"] or lemma in BESIDE)
    ):
        evidence = True
    if (manner or lemma == "find") and (not trailing or is_quoted(sentence, token)):
        if manner or not clause:
            return None
    if not evidence and in_clause and _quotes_after_colon(sentence, token):
        evidence = True
    if lemma == "admit" and not clause and _takes_in_patients(sentence, objects):
        return None
    if (
        not evidence
        and trailing
        and attitude
        and lemma in ("believe", "think", "fear", "suspect", "reckon")
        and subject is not None
    ):
        evidence = True
    if (
        not evidence
        and to_clause
        and lemma in ("deny", "admit", "acknowledge", "report", "describe", "recall")
    ):
        evidence = True
    if (
        not evidence
        and attitude
        and subject is not None
        and lemma in ("expect", "fear", "hope", "think", "believe", "doubt", "suspect")
    ):
        personal = (
            subject.lower in PRONOUNS or subject.lemma in people_nouns() or subject.pos == "PROPN"
        )
        evidence = personal and (
            bool(objects) or any(c.lower in ("for", "so", "of", "in") for c in children)
        )
    if not evidence and to_clause and (in_to or attitude):
        evidence = True
    if (
        not evidence
        and in_to
        and any(c.dep == "prep" and c.lower in ("on", "to", "against", "for") for c in children)
    ):
        evidence = lemma in ("insist", "threaten", "vow", "pledge")
    if not evidence and lemma in (
        "say",
        "tell",
        "warn",
        "speak",
        "acknowledge",
        "announce",
        "report",
        "confirm",
        "claim",
        "estimate",
        "put",
        "insist",
        "admit",
    ):
        evidence = bool(objects) or any(c.dep in ("advcl", "dep", "prep", "conj") for c in children)
        if lemma == "put":
            behind = sentence.text[token.end - sentence.start :]
            evidence = bool(objects) and (
                any(c.dep == "prep" and c.lower in ("at", "between") for c in children)
                or re.match(r"[^,;.]{3,90} at (?:\w+ ){0,3}\d", behind) is not None
            )
        if lemma == "tell":
            evidence = (
                bool(clause)
                or trailing
                or quoted
                or any(c.dep in ("prep",) and c.lower == "of" for c in children)
            )
    numbered = any(t.pos == "NUM" for t in sentence.tokens[token.index + 1 : token.index + 7])
    if not evidence and lemma in TALLIES and speakerish and numbered and not passive:
        evidence = True
    if not evidence and lemma in SHOWING and subject is not None and is_data_noun(subject):
        evidence = any(t.pos == "NUM" for o in objects for t in sentence.subtree(o))
    if not evidence and in_clause and speakerish:
        evidence = any(
            c.dep == "prep" and c.lower in ("of", "about") and sentence.children(c, "pcomp")
            for c in children
        )
    if not evidence and in_object and objects:
        evidence = speakerish and lemma not in table["silent"]
        if lemma in (
            "describe",
            "criticise",
            "criticize",
            "praise",
            "condemn",
            "denounce",
            "hail",
            "dismiss",
            "reject",
            "blame",
        ):
            evidence = speakerish
    if not evidence:
        return None
    if (
        (token.tag == "VBG" or (lemma == "add" and following == "to"))
        and lemma in table["silent"]
        and not (clause or quoted)
        and subject is not None
        and is_counted(sentence, subject)
    ):
        return None  # "Some 500,000 persons fled, adding to a caseload of 6.4 million"
    if (
        lemma in table["silent"]
        and not speakerish
        and not (clause and subject is not None and is_data_noun(subject))
    ):
        return None
    if (
        subject is not None
        and not speakerish
        and lemma not in ("say",)
        and not is_data_noun(subject)
    ):
        if not clause or subject.pos not in ("PROPN", "PRON"):
            return None
    if lemma == "tell" and not (clause or quoted or trailing or objects):
        return None
    behind = behind_data(sentence, subject) if subject is not None else None
    span = speaker_span(sentence, token, behind or subject)
    if span == (-1, -1) and subject is None:
        inverted = inverted_subject(sentence, token)
        if inverted is not None:
            subject, span = inverted, noun_phrase(sentence, inverted)
    doubtful = (
        subject is not None
        and not behind
        and (not speakerish or any(c.dep == "nummod" for c in sentence.children(subject)))
    )
    if (subject is None and span == (-1, -1)) or doubtful:
        before = just_before(sentence, token)
        if before is not None:
            subject, span = before, span_before(sentence, before)
    if subject is None and span == (-1, -1) and token.lower in BEFORE_THAT and token.pos == "NOUN":
        comma = max((t.index for t in sentence.tokens[: token.index] if t.text == ","), default=-1)
        lefts = [c for c in children if comma < c.index < token.index]
        if lefts:
            span = (min(t.start for c in lefts for t in sentence.subtree(c)), lefts[-1].end)
            if comma >= 0:
                before = frozenset(range(comma))
                return Attribution(
                    token.start, token.end, token.text, lemma, span, before, "verb",
                    head=token.index, extra={"parenthetical": "yes"},
                )  # fmt: skip
    if subject is None and span == (-1, -1) and attitude:
        return None
    scope = scope_of(sentence, token, subject)
    kind = "attitude" if attitude and not in_clause else "verb"
    negated = any(c.dep == "neg" for c in children)
    outlet = (-1, -1)
    if lemma in ("tell", "inform", "brief", "advise", "notify", "assure", "remind"):
        for child in objects:
            if child.pos in ("PROPN", "NOUN") and child.dep in ("dobj", "dative"):
                outlet = noun_phrase(sentence, child)
                scope = scope - {t.index for t in sentence.subtree(child)}
                break
    start, end = token.start, token.end
    made = Attribution(
        start, end, token.text, lemma, span, scope, kind, negated, outlet, token.index
    )
    if trailing:
        made.extra["parenthetical"] = "yes"
    return made


SHOWING = frozenset({"show", "indicate", "suggest", "reveal", "list", "give", "count", "record"})

BESIDE = frozenset(
    {
        "add", "note", "observe", "indicate", "suggest", "continue", "find", "show", "determine", "document",
        "record", "register", "log", "relate", "recall", "tell", "reckon", "hold", "maintain", "reveal", "judge",
        "calculate", "confide", "signal", "wire", "cable", "count",
    }
)  # fmt: skip
"""Ordinary verbs that say something when they stand beside a clause: "..., researchers found, ..."."""


def _quotes_after_colon(sentence: Sentence, token: Token) -> bool:
    """ "questioned our count in an email: "Of 43 allegations ..." """
    behind = sentence.text[token.end - sentence.start :]
    return re.search(r"\A[^:;“\"]{0,90}:\s*[“\"]", behind) is not None


def _takes_in_patients(sentence: Sentence, objects: list[Token]) -> bool:
    """ "admitted 510 wounded": what hospitals do, no saying."""
    return any(
        t.lemma in ("wounded", "patient", "casualty", "injured", "victim", "people", "child")
        or t.lower in ("wounded", "injured")
        for each in objects
        for t in sentence.subtree(each)
    )


def _has_aux_have(children: list[Token]) -> bool:
    return any(
        c.dep == "aux" and c.lemma in ("have", "'ve", "’ve", "'s", "’s", "'d", "’d")
        for c in children
    )
