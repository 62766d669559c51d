"""Quotations that run over several sentences, and whose they are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from fogline.claims.attribution.words import DENYING
from fogline.claims.claim import Voice
from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.syntax import Sentence, Token
from fogline.claims.voices import Spoken

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["announced_voice", "continued_voice", "quote_after", "quotes_ahead", "requoted_voice"]


def _leaves_open(text: str) -> bool:
    """Whether a quotation opened here is still open at the end."""
    if "“" in text or "”" in text:
        return text.count("“") > text.count("”")
    return text.count('"') % 2 == 1


def _closes(text: str) -> bool:
    if "“" in text or "”" in text:
        return text.count("”") > text.count("“")
    return text.count('"') % 2 == 1


def _in_quote(sentence: Sentence, spoken: Spoken) -> bool:
    """Whether the cue stands inside quotation marks of its sentence."""
    lead = sentence.text[: spoken.attribution.cue_start - sentence.start]
    return lead.count("“") > lead.count("”") or lead.count('"') % 2 == 1


def _speaker_of(item: SentenceReading) -> Voice | None:
    """Who speaks the quotation in this sentence by an explicit cue."""
    firm = [
        s.voice
        for s in item.spoken
        if s.attribution.kind in ("verb", "according", "headed") and s.voice.words
    ]
    return firm[-1] if firm else None


_GOES_ON = re.compile(
    r"\s*(?:Another|About|Around|Some|Nearly|Almost|More than|At least|Up to|They|Of (?:these|those|them)|A further|In all|In total|Most of|Half of|"
    r"The (?:rest|remainder|others)|Roughly|Between|An? (?:additional|estimated)|Many)\b"
)


def quote_after(
    sentence: Sentence, spoken: list[Spoken], before: Voice | None, again: Voice | None = None
) -> Voice | None:
    """The voice whose quotation is still open when the sentence ends.

    again   whose the quotation is when the sentence opens one and names nobody
    """
    text = sentence.text
    opened, closed = text.count("“"), text.count("”")
    straight = text.count('"')
    if before is not None:
        if text.lstrip()[:1] in ("“", '"'):  # each paragraph of a long quotation opens it anew
            opened, straight = opened - 1, straight - 1
        if closed > max(opened, 0) or straight % 2 == 1:
            return None
        return before
    if opened > closed or straight % 2 == 1:
        outer = [
            s.voice
            for s in spoken
            if s.attribution.kind in ("verb", "according", "headed") and not _in_quote(sentence, s)
        ]
        return outer[-1] if outer else again
    return None


def _signed(reading: Reading) -> None:
    """Quotations with the speaker behind a dash in a line of his own: "We held." - Captain Ruiz."""
    for before, item in pairwise(reading.sentences):
        text = item.sentence.text.lstrip()
        if text[:1] not in ("—", "–", "-") or before.sentence.text.rstrip()[-1:] not in ("”", '"'):
            continue
        signed = next((s.voice for s in item.spoken if s.attribution.kind == "headed"), None)
        for earlier in reversed(reading.sentences[: reading.sentences.index(item)]):
            if signed is None or _speaker_of(earlier) is not None:
                break
            earlier.carried = signed
            if earlier.sentence.text.lstrip()[:1] in ("“", '"'):
                break


def quotes_ahead(reading: Reading) -> None:
    """A quotation whose speaker is named only where it ends: "We lost 30. It was bad," he said."""
    _signed(reading)
    index = 0
    while index < len(reading.sentences):
        item = reading.sentences[index]
        if (
            item.carried is not None
            or not _leaves_open(item.sentence.text)
            or _speaker_of(item) is not None
        ):
            index += 1
            continue
        end = index
        for ahead in range(index + 1, min(index + 9, len(reading.sentences))):
            if reading.sentences[ahead].sentence.paragraph != item.sentence.paragraph:
                break
            if _closes(reading.sentences[ahead].sentence.text):
                end = ahead
                break
        speaker = _speaker_of(reading.sentences[end]) if end > index else None
        if speaker is not None:
            for inner in range(index, end):
                if _speaker_of(reading.sentences[inner]) is None:
                    reading.sentences[inner].carried = speaker
        elif item.requoted is None and index and item.sentence.text.lstrip()[:1] in ("“", '"'):
            # a paragraph that opens a quotation and names nobody: the last speaker goes on
            before = reading.sentences[index - 1]
            if before.sentence.paragraph == item.sentence.paragraph - 1:
                same = [
                    s
                    for s in reading.sentences[:index]
                    if s.sentence.paragraph == before.sentence.paragraph
                ]
                voices = [v for v in (_speaker_of(s) for s in same) if v is not None]
                if voices and any('"' in s.sentence.text or "“" in s.sentence.text for s in same):
                    for inner in range(index, end + 1):
                        reading.sentences[inner].carried = voices[-1]
        index = end + 1


def requoted_voice(reading: Reading, item: SentenceReading) -> Voice | None:
    """A further quotation in the paragraph, without a cue of its own, is the same speaker's."""
    text = item.sentence.text.lstrip()
    outer = [s for s in item.spoken if not _in_quote(item.sentence, s)]
    if outer or text[:1] not in ("“", '"', "‘"):
        return None
    for earlier in reversed(reading.sentences[-4:]):
        if earlier.sentence.paragraph != item.sentence.paragraph:
            near = earlier.sentence.paragraph == item.sentence.paragraph - 1
            if not near or not (
                earlier.sentence.text.rstrip().endswith(":") or _goes_on(earlier, item)
            ):
                return None
        firm = [
            s.voice
            for s in earlier.spoken
            if s.attribution.kind in ("verb", "headed") and s.voice.words
        ]
        if firm:
            return firm[-1]
    return _in_view(reading, item)


def _goes_on(earlier: SentenceReading, item: SentenceReading) -> bool:
    """A paragraph that is a quotation alone, after one whose quotation somebody spoke."""
    text, before = item.sentence.text.strip(), earlier.sentence.text
    quoted = text[:1] in ("“", '"') and text[-1:] in ("”", '"')
    return quoted and any(m in before for m in '“"') and "?" not in before and not earlier.headed


def _in_view(reading: Reading, item: SentenceReading) -> Voice | None:
    """The sheikh shook his head. "They took 40 boys." The subject just before speaks."""
    before = reading.sentences[-1].sentence if reading.sentences else None
    if before is None or before.paragraph != item.sentence.paragraph or '"' in before.text:
        return None
    if "“" in before.text or reading.sentences[-1].spoken:
        return None
    seen = [m for m in reading.memory.mentions[-12:] if m.sentence == before.index and m.rank == 2]
    return seen[-1].voice if seen else None


def continued_voice(reading: Reading, item: SentenceReading) -> Voice | None:
    """The voice of the sentence before, when this one only goes on counting.

    "Some 400,000 are starving, the aid chief warned. Another 1.8 million are on the brink."
    """
    if item.spoken or not reading.sentences:
        return None
    if not _GOES_ON.match(item.sentence.text):
        return _told_on(reading, item)
    before = reading.sentences[-1]
    if before.sentence.paragraph != item.sentence.paragraph or before.sentence.paragraph < 0:
        return None
    firm = [
        s for s in before.spoken if s.attribution.kind in ("verb", "according") and s.voice.words
    ]
    if before.continued is not None and not firm:
        return before.continued
    if len(firm) != 1:
        return None
    cue = firm[0].attribution
    if cue.lemma in DENYING or cue.negated:
        return None  # "The minister denied it. Some 300 people marched on Monday."
    if cue.head >= 0 and before.sentence.tokens[cue.head].dep == "conj":
        return None  # "... fell, and diplomats say the rest may follow. About 400 men ..."
    late = cue.cue_start - before.sentence.start > len(before.sentence.text) * 0.45
    return reading.memory.as_carried(firm[0].voice, firm[0].voice.words) if late else None


def _told_on(reading: Reading, item: SentenceReading) -> Voice | None:
    """Speech reported in a past before the saying, that goes on in the next sentence.

    "The minister held that the member had been misled. Twenty-six doctors had landed in August."
    """
    before = reading.sentences[-1]
    if before.sentence.paragraph != item.sentence.paragraph or not _is_past_before(item.sentence):
        return None
    firm = [s for s in before.spoken if s.attribution.kind == "verb" and s.voice.words]
    if not firm:
        return before.continued if _is_past_before(before.sentence) else None
    cue = firm[-1].attribution
    if (
        cue.head < 0
        or "parenthetical" in cue.extra
        or before.sentence.tokens[cue.head].tag != "VBD"
    ):
        return None
    answered = cue.lemma in ("deny", "answer", "reply", "testify", "retort") and _is_pronoun(item)
    if not answered and not any(t.lower == "had" for t in before.sentence.tokens[cue.head :]):
        return None
    return reading.memory.as_carried(firm[-1].voice, firm[-1].voice.words)


def _is_pronoun(item: SentenceReading) -> bool:
    """Whether a sentence tells of him or her who spoke before: "The witness denied it. He had ..." """
    return item.sentence.text.lstrip().startswith(("He ", "She "))


def _had(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb stands in the past before a past."""
    return verb.lower == "had" or any(
        c.dep == "aux" and c.lower == "had" for c in sentence.children(verb)
    )


def _is_past_before(sentence: Sentence) -> bool:
    """Whether the main verb stands in the past before a past ("had landed")."""
    return any(t.dep == "ROOT" and _had(sentence, t) for t in sentence.tokens)


_TELLS = re.compile(r"\A[^.:;“\"]{0,40}:\s+(?![“\"\s])")
_ANNOUNCING = ("announce", "report", "communicate", "telegraph", "cable", "state", "write", "wire")


def announced_voice(item: SentenceReading) -> Voice | None:
    """ "The ministry announces: our troops are in the town." Who announces goes on after it."""
    for spoken in item.spoken:
        cue = spoken.attribution
        behind = item.sentence.text[cue.cue_end - item.sentence.start :]
        if cue.kind == "verb" and cue.lemma in _ANNOUNCING and _TELLS.match(behind):
            return spoken.voice
    return None
