"""Interviews: who answers, and which sentences are answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from fogline.claims.attribution import noun_phrase, people_nouns
from fogline.claims.claim import Voice
from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.syntax import Sentence
from fogline.claims.voices import Spoken

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["find_interviewee", "headed_voice", "is_answer", "is_transcript"]

_INTERVIEW = re.compile(
    r"\b(?:[Ii]nterview with|[Ss]poke to|[Ss]poke with|[Tt]alked to|[Tt]alks to|[Ss]peaks to|[Ss]at down with|[Mm]et)\s+((?:[A-Z][\w’'-]*\.?\s){0,3}[A-Z][\w’'-]+)"
)
_UNTITLED = re.compile(
    r"\A(?:(?:General|Colonel|Captain|Major|Lieutenant|Sergeant|Commander|Admiral|Mr|Mrs|Ms|Dr|Gen|Col|Capt|Lt|Maj|President|Minister)\.?\s+)+"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")


_ASKED = re.compile(
    r"(?:Q|Question|QUESTION|Interviewer|INTERVIEWER|Reporter|REPORTER|Moderator|MODERATOR)\s?[:.](?:\s|\Z)"
)
_LABEL = re.compile(r"(?:[A-Z][\w.’'-]*\s){0,5}[A-Z][\w.’'-]*\s?:\s")
_CLOSING = re.compile(r"(?i)\A\W*(?:end of (?:the )?(?:transcript|briefing|interview)|ends?\W*\Z)")


def is_transcript(sentences: Sequence[Sentence]) -> bool:
    """Whether paragraphs are headed by who speaks: questions labelled so, and labelled answers."""
    heads = [
        s.text
        for before, s in pairwise([None, *sentences])
        if s is not None and (before is None or before.paragraph != s.paragraph)
    ]
    asked = sum(_ASKED.match(head) is not None for head in heads)
    labelled = sum(_LABEL.match(head) is not None for head in heads)
    return (asked >= 1 and labelled > asked) or asked >= 2


def headed_voice(reading: Reading, spoken: list[Spoken], sentence: Sentence) -> Voice | None:
    """Who is set before a colon at the head of the paragraph; in a transcript also further up."""
    here = next((s.voice for s in spoken if s.attribution.kind == "headed"), None)
    if here is not None or not reading.sentences or _ASKED.match(sentence.text):
        return here
    before = reading.sentences[-1]
    if before.sentence.paragraph == sentence.paragraph:
        return before.headed
    return before.headed if reading.transcript and not _CLOSING.match(sentence.text) else None


def find_interviewee(reading: Reading) -> Voice | None:
    """In an interview (questions as paragraphs, answers in the first person): who answers."""
    paragraphs: dict[int, list[SentenceReading]] = {}
    for item in reading.sentences:
        paragraphs.setdefault(item.sentence.paragraph, []).append(item)
    labelled = [
        p
        for p, items in paragraphs.items()
        if re.match(r"A(?:nswer)?\s?[:.](?:\s|\Z)", items[0].sentence.text)
    ]
    questions = [
        p
        for p, items in paragraphs.items()
        if len(items) <= 3 and items[-1].sentence.text.rstrip().endswith("?")
    ]
    answers = labelled or [
        p
        for p in paragraphs
        if p - 1 in questions and any(_FIRST_PERSON.search(i.sentence.text) for i in paragraphs[p])
    ]
    if len(questions) < 2 or len(answers) < 2:
        return None
    first = min(questions)
    for item in reading.sentences:
        if item.sentence.paragraph >= first:
            break
        if item.sentence.paragraph < 0:
            continue
        with_whom = _INTERVIEW.search(item.sentence.text)
        if with_whom is not None:
            return Voice(
                words=with_whom.group(1),
                name=_UNTITLED.sub("", with_whom.group(1)),
                side=reading.gazetteer.side_of(item.sentence.text),
                kind="named",
                scope="carried",
            )
        for token in item.sentence.tokens:
            if (
                token.dep == "nsubj"
                and token.pos in ("NOUN", "PROPN")
                and (token.lemma in people_nouns() or token.pos == "PROPN")
            ):
                low, high = noun_phrase(item.sentence, token)
                words = item.sentence.span_text(low, high)
                side = reading.gazetteer.side_of(item.sentence.text)
                named = token.pos == "PROPN"
                return Voice(
                    words=words,
                    name=words if named else "",
                    title="" if named else token.lemma,
                    side=side,
                    kind="named" if named else "anonymous person",
                    scope="carried",
                )
    return None


def is_answer(reading: Reading, item: SentenceReading) -> bool:
    """Whether the sentence is part of an answer: after the first question and no question itself."""
    asked = False
    for earlier in reading.sentences[: item.sentence.index]:
        asked = asked or (
            earlier.sentence.paragraph >= 0 and earlier.sentence.text.rstrip().endswith("?")
        )
    same = [s for s in reading.sentences if s.sentence.paragraph == item.sentence.paragraph]
    closing = re.search(
        r"(?i)\binterview (?:has been|was) (?:edited|condensed|conducted|translated)",
        item.sentence.text,
    )
    return asked and closing is None and not same[-1].sentence.text.rstrip().endswith("?")
