"""Quotation marks of every style as the two the grammars know, character for character.

‘British’, «French» and 'typed' quotations are read like “these”; apostrophes stay, and so do single marks
inside double ones. The text keeps its length, so every offset stays true.
"""

from __future__ import annotations

import re

__all__ = ["plain_quotes"]

_FRENCH = str.maketrans({"«": "“", "»": "”"})
_GERMAN = str.maketrans({"»": "“", "«": "”"})
_PARAGRAPH = re.compile(r"[^\n]+")
_CURLED = re.compile(r"(?<!\w)‘(?=\S)")
_CURLED_END = re.compile(r"(?<=[.,!?…;:—–-])’(?![\w’])")
_CURLED_WORDS = re.compile(r"(?<=\w)’(?!\w)")
_TYPED = re.compile(r"(?<![\w'])'(?=[A-Z])")
_TYPED_END = re.compile(r"(?<=[.,!?…])'(?![\w'])")
_SCARE = 60  # characters up to which a few words are braced without a mark at their end


def plain_quotes(text: str) -> str:
    """The text with its quotations in “ ” or straight double marks; of the same length."""
    if "«" in text:
        text = text.translate(_GERMAN if re.search(r"»\w[^«»]*«", text) else _FRENCH)
    if "‘" not in text and not re.search(r"(?<![\w'])'[A-Z]", text):
        return text
    return _PARAGRAPH.sub(lambda match: _single(match.group()), text)


def _single(paragraph: str) -> str:
    """A paragraph whose single quotations are doubled, unless a double one comes before them."""
    paragraph = _pair(paragraph, _CURLED, _CURLED_END, _CURLED_WORDS, "“”")
    return _pair(paragraph, _TYPED, _TYPED_END, None, '""')


def _pair(
    paragraph: str,
    start: re.Pattern[str],
    end: re.Pattern[str],
    words: re.Pattern[str] | None,
    marks: str,
) -> str:
    """Double the single marks of a paragraph; ``words`` ends a few braced words without a stop."""
    left, right = marks
    position = 0
    while (opened := start.search(paragraph, position)) is not None:
        at = opened.start()
        before = paragraph[:at]
        if before.count("“") > before.count("”") or before.count('"') % 2:
            position = at + 1
            continue
        closed = end.search(paragraph, at + 1)
        if closed is None and words is not None:
            closed = words.search(paragraph, at + 1, at + _SCARE)
        if closed is None and (left == '"' or before.strip()):
            return paragraph
        paragraph = before + left + paragraph[at + 1 :]
        if closed is None:
            return paragraph  # a quotation that goes on in the next paragraph
        paragraph = paragraph[: closed.start()] + right + paragraph[closed.end() :]
        position = closed.end()
    return paragraph
