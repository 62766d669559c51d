"""Saying verbs in the active voice."""

from __future__ import annotations

import re

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.oblique import citing_cue, passive_cue
from fogline.claims.attribution.scope import has_quote, is_parenthetical, scope_of
from fogline.claims.attribution.speakers import (
    behind_data,
    can_speak,
    inverted_subject,
    is_data_noun,
    is_headless,
    just_before,
    noun_phrase,
    speaker_span,
    speaking_subject,
)
from fogline.claims.attribution.words import (
    FIGURATIVE,
    FIGURES,
    PRONOUNS,
    TALLIES,
    organisation_nouns,
    people_nouns,
    saying_words,
)
from fogline.claims.syntax import Sentence, Token

__all__ = ["verb_cue"]


_PLAIN = {"said": "say", "says": "say", "told": "tell", "adds": "add", "writes": "write"}
_NOUNS_TOO = {"claims": "claim", "reports": "report"}
_BEFORE_THAT = {
    "states": "state", "estimates": "estimate", "notes": "note", "holds": "hold", "records": "record",
    "reports": "report", "claims": "claim", "writes": "write", "counts": "count", "documents": "document",
}  # fmt: skip


def _mistaken_for_noun(sentence: Sentence, token: Token) -> str:
    """The lemma of a saying verb that the parser took for a noun, "" when it is one."""
    word = token.lower
    if token.text[:1].isupper() and token.index and token.pos == "PROPN":
        return ""  # Port Said
    if word in _NOUNS_TOO and (
        _closes_after_comma(sentence, token) or _reports_a_number(sentence, token)
    ):
        return _NOUNS_TOO[word]
    if word in _PLAIN:
        return _PLAIN[word] if token.pos != "ADJ" else ""
    if word in _NOUNS_TOO and token.pos != "ADJ":
        return _NOUNS_TOO[word] if token.dep in ("ROOT", "parataxis", "ccomp", "conj") else ""
    following = sentence.tokens[token.index + 1 : token.index + 2]
    if word in _BEFORE_THAT and token.dep == "ROOT":
        ahead = sentence.tokens[token.index + 1 : token.index + 7]
        clause = sentence.children(token, "ccomp")
        marked = any(m.lower == "that" for c in clause for m in sentence.children(c, "mark"))
        if (following and following[0].lower == "that") or (
            marked and any(t.lower == "that" for t in ahead)
        ):
            return _BEFORE_THAT[word]
    if word == "states" and following and following[0].text in (".", ","):
        first = min((t.index for t in sentence.subtree(token)), default=token.index)
        behind_comma = any(
            t.text == "," for t in sentence.tokens[max(0, token.index - 8) : token.index]
        )
        if behind_comma and first < token.index:
            return "state"  # "..., the Air Ministry states."
    return ""


def _closes_after_comma(sentence: Sentence, token: Token) -> bool:
    """ "..., the Observatory for Human Rights reports.": a name before the last word of all."""
    rest = sentence.tokens[token.index + 1 :]
    if any(t.text not in (".", "”", '"', "!", "?") for t in rest):
        return False
    comma = _comma_before(sentence, token)
    named = sentence.tokens[comma + 1 : token.index]
    finite = any(t.tag in ("VBD", "VBZ", "VBP") for t in sentence.tokens[:comma])
    return (
        comma > 2
        and finite
        and 0 < len(named) <= 9
        and named[0].pos in ("DET", "PROPN")
        and not any(t.pos in ("VERB", "AUX", "NUM") for t in named)
    )


def _noun_like_cue(sentence: Sentence, token: Token, lemma: str) -> Attribution | None:
    """The cue of a verb that the parser took for a noun: its speaker is the words before it."""
    tokens = sentence.tokens
    if _closes_after_comma(sentence, token):
        comma = _comma_before(sentence, token)
        span = (tokens[comma + 1].start, tokens[token.index - 1].end)
        return Attribution(
            token.start, token.end, token.text, lemma, span, frozenset(range(comma)), "verb",
            head=token.index, extra={"parenthetical": "yes"},
        )  # fmt: skip
    first = token.index
    while first and tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ", "DET"):
        first -= 1
    if first == token.index or not can_speak(sentence, tokens[token.index - 1]):
        return None
    scope = frozenset(t.index for t in tokens[token.index + 1 :])
    span = (tokens[first].start, tokens[token.index - 1].end)
    return Attribution(
        token.start, token.end, token.text, lemma, span, scope, "verb", head=token.index
    )


def _reports_a_number(sentence: Sentence, token: Token) -> bool:
    """ "and the enemy reports 300 dead": after somebody who may speak, before a number or clause."""
    if not token.index or token.index + 1 >= len(sentence.tokens):
        return False
    before, after = sentence.tokens[token.index - 1], sentence.tokens[token.index + 1]
    heads = people_nouns() | organisation_nouns()
    return (
        (before.lemma in heads or before.pos == "PROPN")
        and token.dep != "pobj"
        and (after.pos == "NUM" or after.lower in ("that", "at", "more", "about", "some"))
    )


def _comma_before(sentence: Sentence, token: Token) -> int:
    return max(
        (t.index for t in sentence.tokens[: token.index] if t.text in (",", "”", '"')), default=-1
    )


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
        lemma = _mistaken_for_noun(sentence, token)
        if not lemma:
            return None
        if token.pos == "NOUN":
            plain = _noun_like_cue(sentence, token, lemma)
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
        )
        and token.pos == "VERB"
    ):
        quiet = _quiet_cue(sentence, token, lemma)
        if quiet is not None:
            return quiet
    if token.lower in ("cited", "citing", "quoting", "quoted"):
        by_name = sentence.text[token.end - sentence.start :].startswith(" by name")
        return None if by_name else citing_cue(sentence, token)
    in_clause = lemma in table["clause"]
    in_object = lemma in table["object"]
    in_to = lemma in table["to_clause"]
    attitude = lemma in table["attitude"]
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
    speakerish = subject is not None and can_speak(sentence, subject)
    if subject is not None and subject.lower in ("which", "that") and token.dep == "relcl":
        speakerish = can_speak(sentence, sentence.head(token))
    if lemma == "admit" and subject is not None and not clause and not quoted:
        if any(t.lemma in ("hospital", "clinic", "ward") for t in sentence.subtree(subject)):
            return None  # hospitals admit the wounded
    as_clause = token.dep == "advcl" and any(
        c.lower == "as" for c in sentence.children(token, "mark", "advmod", "prep")
    )
    following = (
        sentence.tokens[token.index + 1].lower if token.index + 1 < len(sentence.tokens) else ""
    )
    evidence = (
        bool(clause)
        or as_clause
        or (in_clause and following == "that")
        or (quoted and not attitude and lemma not in table["silent"])
    )
    trailing = is_parenthetical(sentence, token)
    if (
        not evidence
        and trailing
        and in_clause
        and (
            lemma not in table["silent"]
            or lemma in ("add", "note", "observe", "indicate", "suggest", "continue")
        )
    ):
        evidence = True
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
            subject, span = before, noun_phrase(sentence, before)
    if subject is None and span == (-1, -1) and token.lower in _BEFORE_THAT and token.pos == "NOUN":
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


_PLACED = (
    r"[^,;.]{2,80}?(?:\bat|\bbetween|\bin the (?:neighbou?rhood|region|vicinity) of|\bas (?:high|low) as)\s+"
    r"(?:(?:about|around|some|only|over|nearly|between|not|more|less|than|at|least|a|the)\s+){0,3}[\d\"“]"
)


def _quiet_cue(sentence: Sentence, token: Token, lemma: str) -> Attribution | None:
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
    if lemma in ("boast", "complain"):
        good = "of" in preps and any(t.pos == "NUM" for t in sentence.subtree(token))
    elif lemma == "read":
        good = is_data_noun(subject) and has_quote(sentence)
    elif lemma == "go":
        good = re.match(r" on\b(?=[,.:]| to (?:say|add|claim)\b)", ahead) is not None and (
            re.match(r" on to", ahead) is None and is_parenthetical(sentence, token)
        )
    elif lemma in ("place", "set"):
        good = bool(objects) and re.match(_PLACED, ahead) is not None
    elif lemma in ("speak", "talk"):
        good = bool(preps & {"of", "about", "on"}) or any(
            c.lower == "anonymously" for c in children
        )
    elif lemma in ("give", "publish"):
        given = lemma == "give" and any(
            c.dep == "prep" and c.lower in ("as", "at") for c in children
        )
        good = (given or any(c.lemma in FIGURES for c in objects)) and (
            subject.lemma in people_nouns() | organisation_nouns()
            or subject.pos in ("PROPN", "PRON")
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
    return Attribution(
        token.start, token.end, token.text, lemma, speaker_span(sentence, token, subject), scope_of(sentence, token, subject), "verb", negated, head=token.index,
    )  # fmt: skip


def _has_aux_have(children: list[Token]) -> bool:
    return any(
        c.dep == "aux" and c.lemma in ("have", "'ve", "’ve", "'s", "’s", "'d", "’d")
        for c in children
    )
