"""What every claim must bear out, whoever found it: its span, its words, its number, its "not".

Exact matches only, after folding white space and quotation marks: looser ones turned 11,000 into
12,000 and lost a "not" elsewhere.
"""

from __future__ import annotations

import re

from fogline.claims.claim import Claim
from fogline.claims.conventions import conventions
from fogline.claims.language_model.proposals import Dropped
from fogline.claims.numbers import find_numbers
from fogline.report import Report

__all__ = ["Dropped", "fault_of_claim", "find_words"]

_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def find_words(words: str, text: str) -> list[tuple[int, int]]:
    """Every place of words in a text, half-open, whole words only; [] for no words.

    White space and quotation marks count as alike; everything else must be the same.
    """
    parts = [re.escape(part) for part in words.translate(_FOLDED).split()]
    if not parts:
        return []
    folded = text.translate(_FOLDED)  # character for character: offsets stay
    before = r"(?<!\w)" if re.match(r"\w", words.split(maxsplit=1)[0]) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words.rsplit(maxsplit=1)[-1]) else ""
    pattern = before + r"\s+".join(parts) + after
    return [match.span() for match in re.finditer(pattern, folded)]


def _holds_number(claim: Claim) -> bool:
    """Whether its words hold a number, by themselves or ("One", "most") in their sentence."""
    table = conventions("default")
    if find_numbers(claim.exact, table, []):
        return True
    start, end = claim.start - claim.sentence_start, claim.end - claim.sentence_start
    return any(n.start < end and start < n.end for n in find_numbers(claim.sentence, table, []))


def fault_of_claim(report: Report, claim: Claim) -> str:
    """What a claim read from a report says that the report does not; "" when all is borne out."""
    text = report.text
    if not 0 <= claim.start < claim.end <= len(text):
        return "its span lies outside the text"
    if text[claim.start : claim.end] != claim.exact:
        return "its words are not those at its span"
    sentence_end = claim.sentence_start + len(claim.sentence)
    if text[claim.sentence_start : sentence_end] != claim.sentence:
        return "its sentence is not in the text"
    if not claim.sentence_start <= claim.start < claim.end <= sentence_end:
        return "its words stand outside its sentence"
    numbers = [each for each in (claim.low, claim.value, claim.high) if each is not None]
    if numbers != sorted(numbers):
        return "its bounds cross"
    if claim.kind in ("quantity", "share", "rate"):
        if not numbers:
            return "it has no number"
        if not _holds_number(claim):
            return "its words hold no number"
    if " ".join(claim.hedge_words.split()) not in " ".join(claim.sentence.split()):
        return "its hedge is not in its sentence"
    return ""
