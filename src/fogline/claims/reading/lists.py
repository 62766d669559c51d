"""Lists under a line that says what their items are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fogline.claims.claim import Voice
from fogline.claims.reading.drafts import ListHead, SentenceReading
from fogline.claims.syntax import Sentence

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["caption_head", "is_list_item", "list_head"]

_BULLET_LINE = re.compile(
    r"\s*(?:[-*•·–—▪]|\d{1,2}[.)])\s|\s*[A-Za-z][A-Za-z ,()’'./-]{2,80}(?:\s[-–—]|:)\s*(?:about |around |over |more than |at least |approximately |~)?\d"
)


def is_list_item(sentence: Sentence) -> bool:
    """A bullet, a numbered line, a line "Tanks: 9,876" or one that opens with its number."""
    return (
        _BULLET_LINE.match(sentence.text) is not None
        or re.match(
            r"\s*(?:about |around |over |more than |at least |nearly |some |up to )?\d",
            sentence.text,
        )
        is not None
    )


def list_head(reading: Reading, item: SentenceReading) -> ListHead:
    """What a line that ends in a colon says for the items under it."""
    sentence = item.sentence
    last = sentence.tokens[-1] if sentence.tokens else None
    time = next((t for t in item.times if t.kind not in ("rate", "age", "sequence")), None)
    if time is not None and time.kind == "since":
        time = replace(time, until=reading.report.published)
    voices: tuple[Voice, ...] = ()
    if last is not None:
        inner = [
            s.voice for s in item.spoken if s.attribution.kind in ("verb", "according", "headed")
        ]
        voices = tuple(inner[-1:])
    verbs = tuple(t for t in sentence.tokens if t.pos in ("VERB", "NOUN"))
    hits = [
        h
        for _, _, h in reading.gazetteer.find(sentence.text)
        if h.side and h.kind in ("side", "group")
    ]
    return ListHead(sentence, voices, time, verbs, hits[-1].side if hits else "", "")


def caption_head(reading: Reading, item: SentenceReading) -> ListHead | None:
    """What the caption of a table says for its rows: the last dated line above it, or the title."""
    near = [
        each
        for each in reading.sentences
        if each.sentence.paragraph not in reading.cells
        and (
            each.sentence.paragraph == -1
            or item.sentence.paragraph - len(reading.cells) - 2 <= each.sentence.paragraph
        )
    ]
    dated = [each for each in near if each.times]
    return list_head(reading, dated[-1]) if dated else None
