"""Who wrote it: bylines, names above a date or a role, and what a paper says of its authors.

**Source:** chosen by us, from the habits of agencies and papers; checked against tests/passages.
"""

from __future__ import annotations

import re

from fogline.report.dates import AGENCIES
from fogline.report.paragraphs import TERMINAL, Paragraph

__all__ = ["is_author", "is_authors_note"]

_CAPITAL = r"(?-i:[A-Z\u00c0-\u00de])"
_PERSON = rf"{_CAPITAL}[\w'\u2019.-]*(?: {_CAPITAL}[\w'\u2019.-]*){{1,3}}"
_BYLINE = re.compile(
    r"(?:by:?|from|(?:prepared|interview(?:ed)?|photographs|story|text|words|report|written) by"
    r"|author:|reporter:)\s+"
    r"(?:(?:our |a |the |an )?[\w' -]{0,40}(?:correspondent|reporter|staff|writer|editor|team"
    r"|desk)s?"
    rf"|{_CAPITAL}[\w'\u2019.-]*|{_PERSON})"
    r"(?:(?:,| and| &| in| at| for|/|\||;| with|\s[-\u2013\u2014])\s?[^.!?\d]{1,100})?",
    re.I,
)
# "By the Ukraine desk, 12 November 2022, 18.00 Eastern": a byline with a date.
_DATED = re.compile(
    r"[,|]? (?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?"
    r"(?:,? (?:at )?\d{1,2}[.:]\d{2}(?: [A-Za-z.]{1,10}){0,2})?$"
    r"|\s[-|\u2013]\s@\w+$"
)
_NAMES = re.compile(
    r"(?!(?:the|an?|in|on|at|of|for|to|by) |.* (?:of|the|in|and the) )"
    rf"{_PERSON}(?:(?:,| and| &) {_PERSON}){{0,2}}",
    re.I,
)
_ROLE = re.compile(
    r"(?:.{0,60}\b)?(?:correspondent|staff writer|reporter|editor|bureau chief|staff|contributor"
    r"|columnist|analyst|in (?-i:[A-Z])\w+)",
    re.I,
)
_BIO = re.compile(
    rf"{_PERSON},? (?:(?:is|was|has been|reports|writes|covers|joined) .{{0,60}}\b(?:reporter"
    r"|correspondent|editor|journalist|writer|columnist|fellow|analyst|contributor|bureau|newspaper"
    r"|author)\b|(?:has (?:covered|reported|written)|covers|reports on|writes about)\b)",
    re.I,
)


def is_author(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """A byline, an agency's name alone, or a name with a date, a role or furniture under it."""
    words = paragraph.words.strip(" |,\u2022\u00b7*_")
    if paragraph.count <= 16 and words[-1:] != ":" and _BYLINE.fullmatch(_DATED.sub("", words)):
        return True
    if words.lower().strip("()[]./ ").removeprefix("the ") in AGENCIES:
        return True
    if following is not None and len(words) <= 80 and _NAMES.fullmatch(words):
        return (
            following.is_date
            or following.words.startswith(f"{words} ")
            or following.mark == "line"
            or (following.count <= 8 and bool(_ROLE.fullmatch(following.words)))
        )
    if re.match(r"(?:from )?our (?:own |special )?[\w' -]{0,30}correspondent\b", words, re.I):
        return paragraph.count <= 10 and not TERMINAL.search(words)
    return paragraph.count <= 8 and bool(_ROLE.fullmatch(words)) and not words[:1].islower()


def is_authors_note(words: str) -> bool:
    """A sentence that begins by saying who somebody is at the paper, or what he covers."""
    return _BIO.match(words) is not None
