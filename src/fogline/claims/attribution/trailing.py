"""Speakers set behind what they say by a mark alone: "40 dead: monitor", "..." - Captain Ruiz."""

from __future__ import annotations

import re

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.speakers import can_speak
from fogline.claims.attribution.words import organisation_nouns, people_nouns
from fogline.claims.syntax import Sentence, Token

__all__ = ["gapped_cues", "trailing_cues"]

_SO = re.compile(
    r"(?:[—–-]\s*|,\s+)(?P<cue>so|thus)\s+(?P<np>(?:the|an?|his|her|my|our|their|one)\s[^,;.—–]{2,50}?)"
    r"(?=[,;.—–]|\s(?:at|in|on|last|this|that|who)\b|\Z)"
)
_HEADLINE = re.compile(r"\S(?:\s[–—-]|:)\s(?P<np>[\w.’'-]+(?:\s[\w.’'-]+){0,4}(?<!\.))\Z")
_UNDER_QUOTE = re.compile(r"(?:\A|[”\"])\s*[—–-]\s*(?P<np>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4})")


_GAPPED = re.compile(
    r";\s+(?P<np>(?:the\s+)?[A-Za-z][\w’' -]{2,40}),\s+(?:(?:about|some|nearly|only|at least|up to|perhaps)\s+)?\d"
)


def gapped_cues(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """ "Rangel believes it has 15,000 fighters; the ministry, 11,000": the verb goes for both."""
    made: list[Attribution] = []
    for match in _GAPPED.finditer(sentence.text):
        low, high = sentence.start + match.start("np"), sentence.start + match.end("np")
        words = sentence.between(low, high)
        spoken = any(a.kind in ("verb", "attitude", "according") and a.cue_end < low for a in found)
        if not spoken or not _names(sentence, words, is_name=True):
            continue
        if any(t.pos in ("VERB", "AUX", "NUM") for t in words):
            continue
        stop = sentence.text.find(";", match.end())
        until = sentence.start + stop if stop >= 0 else sentence.end
        scope = frozenset(t.index for t in sentence.between(high, until))
        made.append(Attribution(high, high, "", "say", (low, high), scope, "verb"))
    return made


def trailing_cues(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """The cue of a speaker who stands behind a dash, a colon or "so", where no verb names one."""
    for pattern in (_SO, _UNDER_QUOTE, _HEADLINE):
        match = pattern.search(sentence.text)
        if match is None:
            continue
        low, high = sentence.start + match.start("np"), sentence.start + match.end("np")
        words = sentence.between(low, high)
        if match.start() == 0 and any(t.pos in ("VERB", "AUX", "NUM") for t in sentence.tokens):
            continue  # an item of a list; a signature is a line without a verb
        if not words or any(low <= a.cue_start < high or a.kind == "headed" for a in found):
            continue
        if any(t.pos in ("VERB", "AUX", "NUM") for t in words) or not _names(
            sentence, words, is_name=pattern is _UNDER_QUOTE
        ):
            continue
        own = {t.index for t in words}
        scope = frozenset(t.index for t in sentence.tokens) - own
        cue = match.span("cue") if pattern is _SO else (match.start("np"), match.start("np"))
        start, end = sentence.start + cue[0], sentence.start + cue[1]
        lemma = match["cue"] if pattern is _SO else ":"
        kind = "according" if pattern is _SO else "headed"
        return [Attribution(start, end, lemma, lemma, (low, high), scope, kind)]
    return []


def _names(sentence: Sentence, words: list[Token], *, is_name: bool) -> bool:
    """Whether the words name who may speak: a calling, a body, or a person under a quotation."""
    known = people_nouns() | organisation_nouns()
    if any(t.lemma in known or t.lower in known for t in words):
        return True
    return is_name and can_speak(sentence, words[-1])
