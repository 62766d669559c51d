"""The model's answer as proposals; whatever is not of the form asked for is dropped with a reason."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Dropped", "Proposal", "proposals_of"]

MOST_PROPOSALS = 400
"""Of one answer. Source: chosen by us; forty sentences hold fewer numbers than that."""

_WORDS = ("quote", "number", "measure", "subject", "speaker", "hedge")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Dropped:
    """What the model proposed and the text does not bear out: its words, and why."""

    quote: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One claim as the model sees it; all words are to be copies of the report's."""

    sentence: int
    quote: str
    number: str
    measure: str
    subject: str
    speaker: str
    hedge: str
    negated: bool


def proposals_of(answer: str, sentences: range) -> tuple[list[Proposal], list[Dropped]]:
    """The proposals in an answer about these sentences; raises nothing for any answer."""
    found, fault = _parsed(answer)
    if fault:
        return [], [Dropped(answer[:200], fault)]
    kept: list[Proposal] = []
    dropped: list[Dropped] = []
    for each in found[:MOST_PROPOSALS]:
        fault = _fault(each, sentences)
        if fault:
            dropped.append(Dropped(str(each)[:200], fault))
            continue
        words = {name: each[name] for name in _WORDS}
        kept.append(Proposal(sentence=each["sentence"], negated=each["negated"], **words))
    if len(found) > MOST_PROPOSALS:
        more = len(found) - MOST_PROPOSALS
        dropped.append(Dropped("", f"{more} more claims than can stand in these sentences"))
    return kept, dropped


def _parsed(answer: str) -> tuple[list[Any], str]:
    text = answer.strip()
    if text.startswith("```"):  # many models fence their JSON
        text = text.strip("`").removeprefix("json").strip()
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return [], "the answer is not JSON"
    claims = value.get("claims") if isinstance(value, dict) else None
    if not isinstance(claims, list):
        return [], "the answer has no list of claims"
    return claims, ""


def _fault(each: Any, sentences: range) -> str:
    if not isinstance(each, dict):
        return "not an object"
    if not isinstance(each.get("negated"), bool):
        return "it does not say whether the words are negated"
    if any(not isinstance(each.get(name), str) for name in _WORDS):
        return "a field is missing or is no text"
    if any(len(each[name]) > _LONGEST for name in _WORDS):
        return "longer than any sentence"
    number = each.get("sentence")
    if not isinstance(number, int) or isinstance(number, bool) or number not in sentences:
        return "there is no sentence of that number"
    return ""
