"""Whether a verb says something here: a clause, a quotation, a number or its like beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fogline.claims.attribution.scope import is_quoted
from fogline.claims.attribution.speakers import can_speak, is_data_noun
from fogline.claims.attribution.words import (
    DENYING,
    EVIDENCE,
    PRONOUNS,
    SCORNING,
    TALLIES,
    people_nouns,
    saying_words,
)
from fogline.claims.syntax import Sentence, Token

__all__ = ["BESIDE", "Frame", "is_said"]

SHOWING = frozenset(
    {"show", "find", "indicate", "suggest", "reveal", "list", "give", "count", "record"}
)

BESIDE = frozenset(
    {
        "add", "note", "observe", "indicate", "suggest", "continue", "find", "show", "determine", "document",
        "record", "register", "log", "relate", "recall", "tell", "reckon", "hold", "maintain", "reveal", "judge",
        "calculate", "confide", "point", "signal", "wire", "cable", "count",
    }
)  # fmt: skip
"""Ordinary verbs that say something when they stand beside a clause: "..., researchers found, ..."."""


_PUT_NEAR = re.compile(
    r"[^,;.]{0,60} (?:closer to|nearer(?: to)?|as (?:high|low) as|well (?:above|below)|more like) (?:\w+ ){0,2}[\da-z]"
)
_DESCRIBING = frozenset(
    {
        "describe", "criticise", "criticize", "praise", "condemn", "denounce", "hail", "dismiss", "reject", "blame",
    }
)  # fmt: skip
_ONLY_THAT = frozenset({"hold", "lie", "allow", "grant"})
_DENIABLE = frozenset(
    {"view", "notion", "idea", "charge", "accusation", "theory", "number", "figure", "this"}
)
_PLAIN_SAYING = frozenset(
    {
        "say", "tell", "warn", "speak", "acknowledge", "announce", "report", "confirm", "claim", "estimate", "put",
        "insist", "admit", "concede",
    }
)  # fmt: skip
_THINKING = frozenset({"believe", "think", "fear", "suspect", "reckon"})
_EXPECTING = frozenset({"expect", "fear", "hope", "think", "believe", "doubt", "suspect"})


@dataclass(slots=True)
class Frame:
    """A verb that may say something, with what stands beside it.

    objects    its objects and complements that are nouns
    trailing   whether it comments on a clause ("..., officials said.")
    manner     whether it only tells how a quotation was spoken
    """

    sentence: Sentence
    token: Token
    lemma: str
    children: list[Token]
    subject: Token | None
    clause: list[Token]
    to_clause: list[Token]
    objects: list[Token]
    in_clause: bool
    attitude: bool
    manner: bool
    quoted: bool
    trailing: bool

    @property
    def can_speak(self) -> bool:
        """Whether the subject names somebody who may speak."""
        if self.subject is None:
            return False
        if self.subject.lower in ("which", "that") and self.token.dep == "relcl":
            return can_speak(self.sentence, self.sentence.head(self.token))
        return can_speak(self.sentence, self.subject)

    @property
    def following(self) -> str:
        """The word behind the verb, in lower case."""
        after = self.sentence.tokens[self.token.index + 1 : self.token.index + 2]
        return after[0].lower if after else ""

    @property
    def is_silent(self) -> bool:
        """Whether the verb is an ordinary one without a clause straight after it."""
        return self.lemma in saying_words()["silent"]


def is_said(frame: Frame) -> bool:
    """Whether the verb says something: one of the signs below holds."""
    if frame.lemma in _ONLY_THAT:
        return frame.can_speak and _before_that(frame)
    if _takes_in(frame):
        return False
    if frame.manner and not _beside_quotation(frame):
        return False
    if (frame.manner or (frame.lemma == "find" and not _finds_a_number(frame))) and (
        not frame.trailing or is_quoted(frame.sentence, frame.token)
    ):
        if frame.manner or not frame.clause:
            return False
    return (
        _has_clause(frame)
        or _thinks(frame)
        or _has_to_clause(frame)
        or _says_plainly(frame)
        or _tells_a_number(frame)
        or _has_object(frame)
        or _opens_a_list(frame)
    )


_ANNOUNCING = frozenset(("announce", "report", "state", "declare", "communicate", "inform"))


def _opens_a_list(frame: Frame) -> bool:
    """ "The High Command announces:", and what follows is on lines of its own."""
    after = frame.sentence.tokens[frame.token.index + 1 :]
    return (
        frame.lemma in _ANNOUNCING
        and frame.can_speak
        and [t.text for t in after[:1]] == [":"]
        and len(after) == 1
    )


def _finds_a_number(frame: Frame) -> bool:
    """ "The audit found 5,100 names": a document that finds a number."""
    return (
        frame.subject is not None
        and is_data_noun(frame.subject)
        and any(t.pos == "NUM" for o in frame.objects for t in frame.sentence.subtree(o))
    )


def _before_that(frame: Frame) -> bool:
    """Whether "that" follows, at most an adverb away."""
    after = frame.sentence.tokens[frame.token.index + 1 : frame.token.index + 3]
    return any(t.lower == "that" for t in after)


def _beside_quotation(frame: Frame) -> bool:
    """ "...," he grinned: a quotation ends just before the verb or its subject."""
    sentence, token = frame.sentence, frame.token
    first = min([token.index, *(t.index for t in _before(frame))])
    return any(
        t.text in ('"', "”", "“", "’", "'") for t in sentence.tokens[max(0, first - 2) : first]
    ) or (frame.following in ('"', "“", ":", ","))


def _before(frame: Frame) -> list[Token]:
    """The words of the subject."""
    return frame.sentence.subtree(frame.subject) if frame.subject is not None else []


def _takes_in(frame: Frame) -> bool:
    """Hospitals admit the wounded: no saying."""
    if frame.lemma != "admit" or frame.clause:
        return False
    if frame.subject is not None and not frame.quoted:
        words = frame.sentence.subtree(frame.subject)
        if any(t.lemma in ("hospital", "clinic", "ward") for t in words):
            return True
    return _takes_in_patients(frame.sentence, frame.objects)


def _has_clause(frame: Frame) -> bool:
    """A clause, "that", "as ... said", a quotation, or a clause that the verb comments on."""
    sentence, token, lemma = frame.sentence, frame.token, frame.lemma
    as_clause = token.dep == "advcl" and any(
        c.lower == "as" and c.index < token.index
        for c in sentence.children(token, "mark", "advmod", "prep")
    )
    return (
        bool(frame.clause)
        or as_clause
        or (frame.in_clause and frame.following == "that")
        or (frame.quoted and not frame.attitude and not frame.manner and not frame.is_silent)
        or (frame.trailing and frame.in_clause and (not frame.is_silent or lemma in BESIDE))
        or (frame.in_clause and _quotes_after_colon(sentence, token))
    )


def _thinks(frame: Frame) -> bool:
    """ "..., they believe", "the general expects 40 more guns"."""
    subject = frame.subject
    if not frame.attitude or subject is None:
        return False
    if frame.trailing and frame.lemma in _THINKING:
        return True
    if frame.lemma not in _EXPECTING:
        return False
    personal = (
        subject.lower in PRONOUNS or subject.lemma in people_nouns() or subject.pos == "PROPN"
    )
    return personal and (
        bool(frame.objects) or any(c.lower in ("for", "so", "of", "in") for c in frame.children)
    )


def _has_to_clause(frame: Frame) -> bool:
    """ "denies having sent 40", "vowed to expel", "insisted on 40"."""
    in_to = frame.lemma in saying_words()["to_clause"]
    infinitive = any(
        c.lower == "to" for x in frame.to_clause for c in frame.sentence.children(x, "aux")
    )
    if frame.to_clause and (
        (in_to and infinitive)
        or frame.attitude
        or frame.lemma
        in ("deny", "admit", "acknowledge", "report", "describe", "recall", "remember", "recollect")
    ):
        return True
    return frame.lemma in ("insist", "threaten", "vow", "pledge") and any(
        c.dep == "prep" and c.lower in ("on", "to", "against", "for") for c in frame.children
    )


def _says_plainly(frame: Frame) -> bool:
    """A plain verb of saying with any object or adjunct: "warned of", "put the dead at 40"."""
    lemma, children = frame.lemma, frame.children
    if lemma not in _PLAIN_SAYING:
        return False
    if lemma == "put":
        behind = frame.sentence.text[frame.token.end - frame.sentence.start :]
        return bool(frame.objects) and (
            any(c.dep == "prep" and c.lower in ("at", "between") for c in children)
            or re.match(r"[^,;.]{3,90} at (?:\w+ ){0,3}\d", behind) is not None
            or _PUT_NEAR.match(behind) is not None
        )
    if lemma == "tell":
        return (
            bool(frame.clause)
            or frame.trailing
            or frame.quoted
            or any(c.dep == "prep" and c.lower == "of" for c in children)
        )
    return bool(frame.objects) or any(c.dep in ("advcl", "dep", "prep", "conj") for c in children)


def _tells_a_number(frame: Frame) -> bool:
    """A tally before a number, figures that show one, "warned of having lost 40"."""
    sentence, token = frame.sentence, frame.token
    numbered = any(t.pos == "NUM" for t in sentence.tokens[token.index + 1 : token.index + 7])
    if frame.lemma in TALLIES and frame.can_speak and numbered:
        return True
    if frame.lemma == "tell" and frame.can_speak:
        ahead = sentence.tokens[token.index + 1 : token.index + 4]
        if [t.pos for t in ahead] == ["PRON", "NUM", "PUNCT"]:
            return True  # "an orderly told me eighty."
    if frame.lemma in SHOWING and frame.subject is not None and is_data_noun(frame.subject):
        if any(t.pos == "NUM" for o in frame.objects for t in sentence.subtree(o)):
            return True
    return (
        frame.in_clause
        and frame.can_speak
        and any(
            c.dep == "prep"
            and (
                (c.lower in ("of", "about") and sentence.children(c, "pcomp"))
                or (c.lower == "for" and frame.lemma == "argue" and _has_number(sentence, c))
            )
            for c in frame.children
        )
    )


def _has_number(sentence: Sentence, token: Token) -> bool:
    """Whether a number hangs on the word."""
    return any(t.pos == "NUM" for t in sentence.subtree(token))


def _has_object(frame: Frame) -> bool:
    """ "reported 300 dead", "disputes the figure", "scoffed at the claim"."""
    if frame.lemma in SCORNING and frame.can_speak:
        at = [n for c in frame.children if c.lower == "at" for n in frame.sentence.children(c)]
        return any(is_data_noun(noun) for noun in at)
    if frame.lemma not in saying_words()["object"] or not frame.objects or not frame.can_speak:
        return False
    if frame.lemma in DENYING and frame.subject is not None and frame.subject.lemma in EVIDENCE:
        return False
    target = frame.objects[0]
    denied = frame.lemma in DENYING and (is_data_noun(target) or target.lemma in _DENIABLE)
    return not frame.is_silent or denied or frame.lemma in _DESCRIBING


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
