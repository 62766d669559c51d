"""The dimension of a noun: what kind of thing it counts."""

from __future__ import annotations

import re

from fogline.claims.lexicon import Lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["dimension_of", "make_of"]


_AT_SEA = re.compile(
    r"(?i)\b(?:sank|sunk|sinks?|strait|sea|gulf|port|harbou?r|oil|torpedo\w*|submarines?|ships?|navy|naval|vessels?|convoy|warships?|fleet)\b"
)


_FROM_AIR = re.compile(
    r"(?i)\b(?:bomb(?:s|ed|er|ers|ing)?|aircraft|planes?|air force|air raids?|from the air)\b"
)
_OF_PEOPLE = re.compile(
    r"(?i)\b(?:killed|kills?|wounded|dead|died|injured|fighters|cadres|rebels?|guerrillas?|insurgents?|surrendered|captured)\b"
)


def make_of(sentence: Sentence, token: Token, table: Lexicon) -> str:
    """The dimension of a make's name ("Spitfires"); Tigers who are killed are people."""
    make = table.make(token.text)
    if make and token.lower.startswith("tiger") and _OF_PEOPLE.search(sentence.text):
        return ""
    return make


_ARMOURED = re.compile(r"(?i)\b(?:tanks?|armou?red|panzers?)\b")


def dimension_of(sentence: Sentence, head: Token, table: Lexicon) -> str:
    """The dimension of a head noun, "" when the lexicon has none."""
    if head.lemma == "machine" and _ARMOURED.search(sentence.text):
        return "vehicle"  # "the tank brigade has 22 machines left"
    make = make_of(sentence, head, table)
    if make:
        return make
    previous = sentence.tokens[head.index - 1] if head.index else None
    two = f"{previous.lower} {head.lemma}" if previous is not None else ""
    two_lemma = f"{previous.lemma} {head.lemma}" if previous is not None else ""
    found = table.noun(two, two_lemma)
    if found:
        return found
    if (
        head.lower == "fighters"
        and previous is not None
        and previous.lower in ("jet", "enemy", "german", "japanese", "escort")
        and previous.lower in ("jet", "escort")
    ):
        return "aircraft"
    by_land = previous is not None and previous.lower in (
        "personnel",
        "armoured",
        "armored",
        "troop",
    )
    at_sea = head.lower in ("tanker", "tankers", "carrier", "carriers") and not by_land
    if at_sea and _AT_SEA.search(sentence.text):
        return "ship"
    if head.lower != head.lemma and head.lower in table.state_of:
        return "force"  # "corpses" are no corps
    singular = head.lower[:-1] if head.lower.endswith("s") and len(head.lower) > 3 else head.lower
    if head.lemma == "raid" and _FROM_AIR.search(sentence.text):
        return "strike"
    found = table.noun(head.lower, head.lemma, singular)
    if found:
        return found
    if head.lemma in table.state_of or head.lower in table.state_of:
        return "force"
    return ""
