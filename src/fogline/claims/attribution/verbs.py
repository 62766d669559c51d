"""Saying verbs in the active voice."""

from __future__ import annotations

import re

from fogline.claims.attribution.beside import (
    inverted_behind,
    inverted_subject,
    is_set_off,
    just_before,
    span_before,
)
from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.evidence import BESIDE, Frame, is_said
from fogline.claims.attribution.mistagged import BEFORE_THAT, mistaken_for_noun, noun_like_cue
from fogline.claims.attribution.oblique import citing_cue, passive_cue
from fogline.claims.attribution.quiet import CONFESSING, FIXED, GIVING, PLACING, quiet_cue
from fogline.claims.attribution.scope import according_scope, has_quote, is_parenthetical, scope_of
from fogline.claims.attribution.speakers import (
    behind_data,
    can_speak,
    is_counted,
    is_data_noun,
    is_headless,
    noun_phrase,
    speaker_span,
    speaking_subject,
)
from fogline.claims.attribution.words import FIGURATIVE, saying_words
from fogline.claims.lexicon import lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["verb_cue"]

_EQUIPMENT = ("vehicle", "gun", "aircraft", "drone", "missile")
_QUIET = frozenset(
    {
        "speak", "talk", "give", "publish", "ask", "comment", "respond", "judge", "count", "call", "place", "set",
        "boast", "complain", "read", "go", "account", "record", "list", *PLACING, *CONFESSING, *FIXED, *GIVING,
    }
)  # fmt: skip
_BENCHES = ("court", "tribunal", "commission", "inquiry", "committee", "house", "council", "jury")
_HEARING = ("hear", "learn", "have", "get", "gather", "receive", "read")
_TO_SOMEBODY = ("tell", "inform", "brief", "advise", "notify", "assure", "remind")

# "one more division reported on the march": staffs leave the "is" away
_SEEN_TO_BE = re.compile(
    r" (?:on the (?:march|move|way|road)|en route|moving|marching|forming up|massing|concentrating|digging in|missing|destroyed|captured"
    r"|(?:at|in|near|around|north|south|east|west) (?:of )?(?:grid|pt|point|area|the area|vic)\b)",
    re.IGNORECASE,
)


def _known_lemma(token: Token) -> str:
    """The lemma, mended where the tagger left the ending of a verb it did not know ("telegraphs")."""
    bare = token.lemma.removesuffix("s")
    return bare if bare != token.lemma and bare in saying_words()["clause"] else token.lemma


def verb_cue(sentence: Sentence, token: Token) -> Attribution | None:
    """The cue of an active saying verb, None when the word is none here."""
    lemma = _known_lemma(token)
    if token.pos not in ("VERB", "AUX") and not token.tag.startswith("VB"):
        lemma = mistaken_for_noun(sentence, token)
        if not lemma:
            return None
        if token.pos == "NOUN":
            plain = noun_like_cue(sentence, token, lemma)
            if plain is not None:
                return plain
    if _is_self_name(sentence, token, lemma):
        return None
    if lemma in _HEARING and token.pos in ("VERB", "AUX"):
        heard = _heard_from(sentence, token, lemma)
        if heard is not None:
            return heard
    if _is_for_instance(sentence, token, lemma) or _asks_for(sentence, token, lemma):
        return None
    if lemma in _KNOWING and any(c.tag == "MD" for c in sentence.children(token, "aux")):
        return None  # "The noble Lord will remember that we had 3,300 men there"
    if lemma in _QUIET and token.pos == "VERB":
        quiet = quiet_cue(sentence, token, lemma)
        if quiet is not None:
            return quiet
    if token.lower in ("cited", "citing", "quoting", "quoted"):
        by_name = sentence.text[token.end - sentence.start :].startswith(" by name")
        return None if by_name else citing_cue(sentence, token)
    frame = _frame(sentence, token, lemma)
    if frame is None or token.dep in ("aux", "auxpass", "amod", "compound"):
        return None
    if lemma == "report" and token.tag == "VBN" and token.dep == "acl":
        return None
    if (
        lemma == "report"
        and token.lower == "reported"
        and _SEEN_TO_BE.match(sentence.text, token.end - sentence.start)
    ):
        return None
    if _is_asked_of(sentence, token, lemma) or _is_told_to(sentence, token):
        return None
    passive = any(c.dep in ("auxpass", "nsubjpass") for c in frame.children)
    headless = is_headless(sentence, token)
    active = headless or (not passive and any(c.dep == "nsubj" for c in frame.children))
    participle = token.tag == "VBN" and not headless and not passive
    if participle and token.dep in ("acl", "amod") and not frame.clause:
        return None
    if passive or (token.tag == "VBN" and not active and not _has_aux_have(frame.children)):
        return passive_cue(
            sentence, token, lemma, frame.subject, frame.clause, frame.to_clause, frame.children
        )
    if _is_figurative(frame) or not is_said(frame) or _is_no_speaker(frame):
        return None
    return _spoken(frame)


_KNOWING = frozenset(
    {
        "remember",
        "recall",
        "recollect",
        "know",
        "agree",
        "appreciate",
        "recognise",
        "recognize",
        "forget",
    }
)


def _is_for_instance(sentence: Sentence, token: Token, lemma: str) -> bool:
    """ "Eight brigades, say ten thousand men": a guess of whoever speaks, no saying."""
    return (
        lemma == "say"
        and token.text == "say"
        and _SAY_SO_MANY.match(sentence.text, max(0, token.start - sentence.start - 2)) is not None
    )


_SAY_SO_MANY = re.compile(
    r"[,(\u2013\u2014]\s?say\s+(?:(?:about|some|around|between|a|from)\s+)*(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen)\b)"
)


def _asks_for(sentence: Sentence, token: Token, lemma: str) -> bool:
    """ "They asked for a corridor": who asks for a thing tells nothing."""
    return lemma in ("ask", "beg", "apply") and any(
        c.lower == "for" for c in sentence.children(token, "prep")
    )


def _heard_from(sentence: Sentence, token: Token, lemma: str) -> Attribution | None:
    """ "we hear from the consul that 40 died": the cue of whom it was heard from."""
    ahead = sentence.text[token.end - sentence.start :]
    bench = speaking_subject(sentence, token)
    if bench is not None and bench.lemma in _BENCHES and ahead.startswith(" that "):
        scope = frozenset(t.index for t in sentence.tokens[token.index + 1 :])
        span = noun_phrase(sentence, bench)
        return Attribution(
            token.start, token.end, token.text, lemma, span, scope, "verb", head=token.index
        )
    heard = lemma in ("hear", "learn")
    if lemma == "read" and re.match(r" in (?:the )?\w+ that ", ahead) is None:
        return None
    if not heard and re.match(r" (?:it|word|news|a report|this|in)\b", ahead) is None:
        return None
    for child in sentence.children(token, "prep"):
        inner = sentence.children(child, "pobj")
        if (
            child.lower in ("from", "on", "in")
            and (lemma == "read") == (child.lower == "in")
            and inner
            and can_speak(sentence, inner[0])
        ):
            if not heard and " that " not in ahead:
                continue
            scope = frozenset(t.index for t in sentence.tokens[token.index + 1 :])
            span = noun_phrase(sentence, inner[0])
            return Attribution(
                token.start, token.end, token.text, lemma, span, scope, "verb", head=token.index
            )
    return None


def _is_self_name(sentence: Sentence, token: Token, lemma: str) -> bool:
    """ "a dentist who calls himself Abu Leith": a name, no saying."""
    after = sentence.tokens[token.index + 1 : token.index + 2]
    return lemma == "call" and bool(after) and after[0].lower.endswith(("self", "selves"))


def _is_asked_of(sentence: Sentence, token: Token, lemma: str) -> bool:
    """ "said McCain, asked about the delay", "it is not for us to assess": nobody says anything."""
    if lemma == "ask" and token.tag in ("VBN", "VBD") and token.index:
        after = sentence.tokens[token.index + 1 : token.index + 2]
        return (
            sentence.tokens[token.index - 1].text == ","
            and bool(after)
            and after[0].lower == "about"
        )
    head = sentence.head(token)
    return (
        token.dep in ("xcomp", "ccomp")
        and head.lemma == "be"
        and any(c.lower == "to" for c in sentence.children(token, "aux"))
        and any(c.lower == "it" for c in sentence.children(head, "nsubj"))
    )


def _is_told_to(sentence: Sentence, token: Token) -> bool:
    """ "instructed the men not to disclose it": who is told says nothing."""
    head = sentence.head(token)
    return (
        token.dep in ("xcomp", "ccomp")
        and head.lemma
        in ("instruct", "order", "tell", "ask", "urge", "forbid", "direct", "oblige", "force")
        and any(c.lower == "to" for c in sentence.children(token, "aux"))
    )


def _frame(sentence: Sentence, token: Token, lemma: str) -> Frame | None:
    """The verb with its subject, clauses and objects; None when it is no verb of saying here."""
    table = saying_words()
    in_clause = lemma in table["clause"]
    manner = lemma in table["manner"] and not in_clause and has_quote(sentence)
    in_clause = in_clause or manner
    attitude = lemma in table["attitude"]
    if not (in_clause or lemma in table["object"] | table["to_clause"] or attitude):
        return None
    children = sentence.children(token)
    subject = speaking_subject(sentence, token)
    if (
        subject is not None
        and subject.index < token.index - 1
        and lemma in table["clause"] - table["silent"] | {"add"}
    ):
        behind = inverted_behind(sentence, token)
        counted = any(t.pos == "NUM" for t in sentence.subtree(subject))
        if behind is not None and (counted or is_set_off(sentence, token, behind)):
            subject = behind
    if lemma in BESIDE and (subject is None or subject not in children):
        behind_it = inverted_subject(sentence, token)
        if behind_it is not None and can_speak(sentence, behind_it):
            subject = behind_it  # "..., shows a summary from the ministry, ..."
    if subject is None:
        before = just_before(sentence, token)
        subject = None if before is None or before.dep in ("conj", "compound") else before
    return Frame(
        sentence=sentence,
        token=token,
        lemma=lemma,
        children=children,
        subject=subject,
        clause=[c for c in children if c.dep in ("ccomp", "parataxis")],
        to_clause=[c for c in children if c.dep == "xcomp"],
        objects=[c for c in children if c.dep in ("dobj", "attr", "oprd", "dative", "nmod")],
        in_clause=in_clause,
        attitude=attitude,
        manner=manner,
        quoted=has_quote(sentence),
        trailing=is_parenthetical(sentence, token),
    )


def _is_figurative(frame: Frame) -> bool:
    """ "claimed 40 lives", "claims victory": no saying."""
    if frame.lemma not in ("claim", "accept") or not frame.objects:
        return False
    return frame.objects[0].lemma in FIGURATIVE or frame.objects[0].lower == "victory"


def _is_no_speaker(frame: Frame) -> bool:
    """Whether the verb's subject cannot have said it."""
    subject, lemma, clause = frame.subject, frame.lemma, bool(frame.clause)
    if (
        lemma in ("claim", "count", "confirm")
        and subject is not None
        and frame.token.index == subject.index + 1
        and not clause
        and lexicon().noun(subject.lemma, subject.lower) in _EQUIPMENT
    ):
        return True  # "14 tanks claimed"
    silent = lemma in saying_words()["silent"]
    data = subject is not None and is_data_noun(subject)
    if (
        (frame.token.tag == "VBG" or (lemma == "add" and frame.following == "to"))
        and silent
        and not (clause or frame.quoted)
        and subject is not None
        and is_counted(frame.sentence, subject)
    ):
        return True  # "Some 500,000 persons fled, adding to a caseload of 6.4 million"
    told = lemma in _TO_SOMEBODY and bool(frame.objects)
    if silent and not frame.can_speak and not (clause and (data or told)):
        return True
    if subject is not None and not frame.can_speak and lemma != "say" and not data:
        if (
            clause
            and subject.pos == "NOUN"
            and (not silent or (lemma in _TO_SOMEBODY and frame.objects))
        ):
            return (
                False  # whoever it is that tells somebody that ..., though no list knows the noun
            )
        if not clause or subject.pos not in ("PROPN", "PRON"):
            return True
    return lemma == "tell" and not (clause or frame.quoted or frame.trailing or frame.objects)


def _spoken(frame: Frame) -> Attribution | None:
    """The cue of a verb that says something, with its speaker and scope."""
    sentence, token, lemma, subject = frame.sentence, frame.token, frame.lemma, frame.subject
    behind = behind_data(sentence, subject) if subject is not None else None
    span = speaker_span(sentence, token, behind or subject)
    if span == (-1, -1) and subject is None:
        inverted = inverted_subject(sentence, token)
        if inverted is not None:
            subject, span = inverted, noun_phrase(sentence, inverted)
    doubtful = (
        subject is not None
        and not behind
        and (not frame.can_speak or any(c.dep == "nummod" for c in sentence.children(subject)))
    )
    if (subject is None and span == (-1, -1)) or doubtful:
        before = just_before(sentence, token)
        if before is not None:
            subject, span = before, span_before(sentence, before)
    if subject is None and span == (-1, -1) and token.lower in BEFORE_THAT and token.pos == "NOUN":
        comma = max((t.index for t in sentence.tokens[: token.index] if t.text == ","), default=-1)
        lefts = [c for c in frame.children if comma < c.index < token.index]
        if lefts:
            span = (min(t.start for c in lefts for t in sentence.subtree(c)), lefts[-1].end)
            if comma >= 0:
                return Attribution(
                    token.start, token.end, token.text, lemma, span, frozenset(range(comma)), "verb",
                    head=token.index, extra={"parenthetical": "yes"},
                )  # fmt: skip
    if subject is None and span == (-1, -1) and frame.attitude:
        return None
    scope = scope_of(sentence, token, subject)
    if token.dep in ("advcl", "conj", "dep") and _stands_aside(sentence, token, span):
        aside = {t.index for t in sentence.between(span[0], token.end)}
        scope = (scope | according_scope(sentence, span[0], token.end, joined=True)) - aside
    outlet = (-1, -1)
    if lemma in _TO_SOMEBODY:
        for child in frame.objects:
            if child.pos in ("PROPN", "NOUN") and child.dep in ("dobj", "dative"):
                outlet = noun_phrase(sentence, child)
                scope = scope - {t.index for t in sentence.subtree(child)}
                break
    made = Attribution(
        token.start, token.end, token.text, lemma, span, scope,
        "attitude" if frame.attitude and not frame.in_clause else "verb",
        any(c.dep == "neg" for c in frame.children), outlet, token.index,
    )  # fmt: skip
    if behind is not None:
        made.extra["behind"] = "yes"
    inside = _relative_clause(sentence, token) if frame.trailing else None
    if inside is not None:
        made.scope = frozenset(t.index for t in sentence.subtree(inside)) & scope
    elif frame.trailing:
        made.extra["parenthetical"] = "yes"
    return made


def _relative_clause(sentence: Sentence, token: Token) -> Token | None:
    """The verb of "a ship which, diplomats believe, was sunk", on which alone the cue comments."""
    verb = sentence.head(token)
    if token.dep not in ("parataxis", "ccomp") or verb.dep != "relcl" or verb.index < token.index:
        return None
    return verb


def _stands_aside(sentence: Sentence, token: Token, span: tuple[int, int]) -> bool:
    """ "..., elders and an official said on Friday": speaker and verb alone between commas."""
    lead = sentence.text[: max(0, span[0] - sentence.start)].rstrip()
    return (
        span[0] >= 0
        and lead.endswith(",")
        and span[1] <= token.start <= span[1] + 6
        and token.lemma in ("say", "report", "state", "announce", "add", "claim")
        and not sentence.children(token, "ccomp", "dobj")
    )


def _has_aux_have(children: list[Token]) -> bool:
    return any(
        c.dep == "aux" and c.lemma in ("have", "'ve", "’ve", "'s", "’s", "'d", "’d")
        for c in children
    )
