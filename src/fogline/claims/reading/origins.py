"""The chain of voices in order, where a claim comes from and by whom it was carried."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from fogline.claims.claim import Voice
from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.syntax import Sentence, Token
from fogline.claims.voices import Spoken, rank_of
from fogline.report import Report

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = [
    "UNVERIFIED",
    "in_its_time",
    "in_order",
    "is_same_speaker",
    "meet_people",
    "origin_of",
    "outer_first",
    "outlets_of",
]


def in_its_time(side: str, day: date | None) -> str:
    """The state a side was on that day: Moscow spoke for the Soviet Union from 1922 to 1991."""
    if not side or day is None:
        return side
    if "," in side:
        return ",".join(in_its_time(part, day) for part in side.split(","))
    if side == "russia" and date(1922, 12, 30) <= day <= date(1991, 12, 25):
        return "soviet_union"
    if side == "turkey" and day < date(1923, 10, 29):
        return "ottoman_empire"
    return side


def outer_first(spoken: Spoken) -> tuple[int, int, int]:
    """Parenthetical cues comment on everything; otherwise the wider scope is the outer one."""
    cue = spoken.attribution
    outer = 0 if cue.kind == "according" or "parenthetical" in cue.extra else 1
    return outer, -len(cue.scope), cue.cue_start


def in_order(
    sentence: Sentence, chain: list[Voice], firm: list[Spoken], *, denied: bool = False
) -> list[Voice]:
    """The chain outermost first: whom somebody cites stands inside him, whom he denies outside.

    So the innermost voice is who the claim is from, and of a denial who denies (decisions/0074).
    """
    for spoken in firm:
        if spoken.voice in chain and _is_said_inside(sentence, spoken, firm):
            chain.remove(spoken.voice)  # "the bulletin says that, according to prisoners, ..."
            chain.append(spoken.voice)
    for spoken in firm:
        if "carrier" in spoken.attribution.extra and spoken.voice in chain and len(chain) > 1:
            chain.remove(spoken.voice)  # "a diplomat, quoted by Havas, put it at ..."
            chain.insert(0, spoken.voice)
    citing = [
        s.voice
        for s in firm
        if s.attribution.kind == "citing" and "carrier" not in s.attribution.extra
    ]
    for voice in citing:
        if voice in chain:
            chain.remove(voice)
            attitude = [
                s.voice for s in firm if s.attribution.kind == "attitude" and s.voice in chain
            ]
            chain.insert(len(chain) - len(attitude), voice)
    if denied:
        claimed = [s.voice for s in firm if _is_noun(sentence, s) and s.voice in chain]
        deniers = [v for v in chain if v not in claimed]
        chain = claimed + deniers if deniers else chain
    return chain


def _is_noun(sentence: Sentence, spoken: Spoken) -> bool:
    """Whether the cue is a noun, the claim or report of somebody, that others may deny."""
    head = spoken.attribution.head
    return head >= 0 and sentence.tokens[head].pos == "NOUN"


def _is_said_inside(sentence: Sentence, spoken: Spoken, firm: list[Spoken]) -> bool:
    """ "says that, according to prisoners, ...": the phrase stands before what is said to be."""
    cue = spoken.attribution
    if cue.kind != "according":
        return False
    for other in firm:
        verb = other.attribution
        if verb.kind != "verb" or verb.head < 0 or "parenthetical" in verb.extra:
            continue
        between = [t for t in sentence.tokens[verb.head + 1 :] if t.start < cue.cue_start]
        if verb.cue_end <= cue.cue_start and not any(
            t.pos in ("VERB", "AUX") or (t.pos == "NUM" and t.dep in ("nummod", "nsubj"))
            for t in between
        ):
            return True
    return False


def is_same_speaker(outer: Voice, inner: Voice) -> bool:
    """Whether two links of a chain are one: nobody quotes himself ("according to X, ..., it said")."""
    if outer.words == inner.words and outer.name == inner.name:
        return True
    told = (_told(outer), outer.side)
    return (
        "carried" in (outer.scope, inner.scope)
        and outer.kind == inner.kind
        and bool(told[0])
        and told == (_told(inner), inner.side)
    )


def _told(voice: Voice) -> str:
    words = re.sub(r"(?i)\A(?:the|an?|one|another)\s+", "", voice.words)
    return voice.name or voice.organisation or words


UNVERIFIED = re.compile(
    r"(?i)\b(?:(?:could|can) ?not (?:immediately )?be (?:independently )?(?:verified|confirmed)|no independent confirmation|"
    r"(?:has|have) not been (?:independently )?(?:verified|confirmed)|unable to (?:independently )?verify|did not provide evidence)\b"
)


def origin_of(voices: tuple[Voice, ...], report: Report) -> tuple[str, tuple[str, ...]]:
    """Ultimate organisation and the carriers between it and this text, publisher last."""
    real = [v for v in voices if v.kind not in ("unattributed", "headline")]
    if not real:
        return report.publisher, ()
    names = [_label(v) for v in real]
    inner = len(real) - 1
    while inner > 0 and real[inner].verb.lower().rstrip("sed") in (
        "hop",
        "fear",
        "believ",
        "expect",
        "want",
        "think",
    ):
        inner -= 1
    carriers = [name for name in reversed(names[:inner]) if name]
    if report.publisher:
        carriers.append(report.publisher)
    return names[inner], tuple(dict.fromkeys(carriers))


def _label(voice: Voice) -> str:
    if voice.organisation:
        return voice.organisation
    if voice.name:
        return voice.name
    return voice.words


def meet_people(reading: Reading, sentence: Sentence) -> None:
    """People named anywhere in the sentence, for the surnames and pronouns after it."""
    for start, end, entry in reading.gazetteer.find(sentence.text):
        if entry.kind != "person" or sentence.text[end : end + 2] in ("'s", "’s"):
            continue
        token = sentence.at(sentence.start + end - 1)
        voice = Voice(
            words=sentence.text[start:end], name=entry.name, title=entry.title,
            organisation=entry.organisation, side=entry.side, kind="named",
        )  # fmt: skip
        subject = token is not None and token.dep in ("nsubj", "attr", "nsubjpass")
        rank = rank_of(sentence, token) if token is not None and subject else 0
        reading.memory.mention(sentence.start + start, sentence.index, voice, rank=rank)


def outlets_of(reading: Reading, item: SentenceReading, token: Token) -> list[str]:
    """Agencies and papers the covering voices spoke to ("told Reuters")."""
    names: list[str] = []
    for spoken in item.spoken:
        low, high = spoken.attribution.outlet
        if low >= 0 and token.index in spoken.attribution.scope:
            entry = reading.gazetteer.get(item.sentence.span_text(low, high))
            if entry is not None and entry.kind in ("agency", "press"):
                names.append(entry.name)
    return names
