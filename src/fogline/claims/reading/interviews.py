"""Interviews: who answers, and which sentences are answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fogline.claims.attribution import noun_phrase, people_nouns
from fogline.claims.claim import Voice
from fogline.claims.reading.drafts import SentenceReading

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["find_interviewee", "introduced", "is_answer"]

_INTERVIEW = re.compile(
    r"\b(?:[Ii]nterview with|[Ss]poke to|[Ss]poke with|[Tt]alked to|[Tt]alks to|[Ss]peaks to|[Ss]at down with|[Mm]et)\s+((?:[A-Z][\w’'-]*\.?\s){0,3}[A-Z][\w’'-]+)"
)
_UNTITLED = re.compile(
    r"\A(?:(?:General|Colonel|Captain|Major|Lieutenant|Sergeant|Commander|Admiral|Mr|Mrs|Ms|Dr|Gen|Col|Capt|Lt|Maj|President|Minister)\.?\s+)+"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")


def find_interviewee(reading: Reading) -> Voice | None:
    """In an interview (questions as paragraphs, answers in the first person): who answers."""
    paragraphs: dict[int, list[SentenceReading]] = {}
    for item in reading.sentences:
        paragraphs.setdefault(item.sentence.paragraph, []).append(item)
    questions = [
        p
        for p, items in paragraphs.items()
        if len(items) <= 3 and items[-1].sentence.text.rstrip().endswith("?")
    ]
    answers = [
        p
        for p in paragraphs
        if p - 1 in questions and any(_FIRST_PERSON.search(i.sentence.text) for i in paragraphs[p])
    ]
    if len(questions) < 2 or len(answers) < 2:
        return None
    return introduced(reading, min(questions))


def introduced(reading: Reading, before: int | None = None) -> Voice | None:
    """Who is introduced in the sentences read so far, those before a paragraph: "X met us"."""
    unnamed: Voice | None = None
    for item in reading.sentences:
        if before is not None and item.sentence.paragraph >= before:
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
                voice = Voice(
                    words=words,
                    name=_UNTITLED.sub("", words) if named else "",
                    title="" if named else token.lemma,
                    side=side,
                    kind="named" if named else "anonymous person",
                    scope="carried",
                )
                if named:
                    return voice
                unnamed = unnamed or voice
    return unnamed


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
