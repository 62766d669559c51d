"""Who "we", "I" and "our count" are: who speaks the passage, else the publisher of the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fogline.claims.claim import Voice
from fogline.claims.syntax import Sentence
from fogline.claims.voices import Spoken

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["first_person"]

_FIRST = ("we", "i", "our", "my")
_ASSESSING = {
    "assess", "judge", "estimate", "forecast", "reckon", "calculate", "project", "according to",
}  # fmt: skip


def first_person(
    reading: Reading, spoken: list[Spoken], sentence: Sentence, speaking: Voice | None,
    addressee: Voice | None = None,
) -> None:  # fmt: skip
    """Give the cues of a first person in ``spoken`` their voice, in place.

    speaking    who speaks the passage: the label before it, or whose quotation is open
    addressee   whom it is said to, who "you" is
    """
    for index, each in enumerate(spoken):
        words = each.voice.words.lower()
        if words == "you" and addressee is not None:
            voice = reading.memory.as_carried(addressee, each.voice.words)
            spoken[index] = replace(each, voice=replace(voice, verb=each.voice.verb))
        if words not in _FIRST:
            continue
        speaker = _around(spoken, each) or speaking
        if speaker is not None:
            voice = reading.memory.as_carried(speaker, each.voice.words)
        elif _is_publisher(reading, spoken, sentence, each):
            voice = Voice(
                words=each.voice.words, organisation=reading.report.publisher,
                kind="organisation", scope="carried",
            )  # fmt: skip
        elif words in ("our", "my", "i"):
            voice = Voice(kind="unattributed")  # whoever speaks the passage, if anybody does
        else:
            continue
        spoken[index] = replace(each, voice=replace(voice, verb=each.voice.verb))


def _around(spoken: list[Spoken], each: Spoken) -> Voice | None:
    """Who is said to say the words in which the first person speaks."""
    for other in spoken:
        cue = other.attribution
        if (
            cue.kind in ("verb", "according")
            and other.voice.words.lower() not in ("", *_FIRST)
            and (each.attribution.head in cue.scope or _is_in(other, each))
        ):
            return other.voice
    return None


def _is_in(other: Spoken, each: Spoken) -> bool:
    """Whether a phrase without a head ("by our count") has its whole scope inside another cue's."""
    phrase = each.attribution
    return (
        phrase.head < 0
        and other.attribution.kind == "verb"
        and len(phrase.scope & other.attribution.scope) * 2 > len(phrase.scope)
    )


def _is_publisher(reading: Reading, spoken: list[Spoken], sentence: Sentence, each: Spoken) -> bool:
    """ "We" at the head of a sentence, and who assesses and counts, is the publisher outside quotations."""
    if _quoted(reading, sentence, each):
        return False
    words = each.voice.words
    if reading.report.publisher and words[:1] == "W":
        return True
    return (
        words.lower() in ("we", "our") and each.attribution.lemma in _ASSESSING and len(spoken) == 1
    )


def _quoted(reading: Reading, sentence: Sentence, spoken: Spoken) -> bool:
    """Whether the cue stands inside quotation marks, where "we" is whoever is quoted."""
    lead = sentence.text[: spoken.attribution.cue_start - sentence.start]
    for earlier in reversed(reading.sentences):
        if earlier.sentence.paragraph != sentence.paragraph:
            break
        lead = earlier.sentence.text + lead
    return lead.count("“") > lead.count("”") or lead.count('"') % 2 == 1
