"""Members of a list that its first member's verb governs: "took 600 prisoners; 40 guns; 7,000 rifles"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.claims.binding import Binding, actions_at
from fogline.claims.binding.bound import EQUIPMENT_LOST
from fogline.claims.lexicon import lexicon
from fogline.claims.syntax import Sentence

__all__ = ["continue_list"]

_WEAPONS = frozenset(("rifle", "musket", "sabre", "saber", "carbine", "bayonet"))
_IDLE = ("", "present")


def continue_list(binding: Binding, earlier: Sequence[Binding], sentence: Sentence) -> None:
    """A count in a stretch without a verb of its own takes the happening of the list's verb."""
    if not earlier or binding.number.form == "share":
        return
    weapons = binding.noun in _WEAPONS and binding.dimension == "force"
    booty = (
        binding.dimension in EQUIPMENT_LOST
        and binding.action in ("deploy", "supply")
        and earlier[-1].action in ("capture", "destroy")
    )  # "10,000 prisoners were brought in, and 30 guns"
    if binding.action not in _IDLE and not weapons and not booty:
        return
    if binding.dimension in ("", "money", "other", "time", "length", "area"):
        return
    text, start = sentence.text, binding.number.start
    if not _joined_to(text, earlier[-1].number.end, start) or _own_verb(binding, sentence):
        return
    table = lexicon()
    if booty:
        binding.action, binding.measure = "destroy", EQUIPMENT_LOST[binding.dimension]
        return
    dimension = "gun" if weapons else binding.dimension
    for before in reversed(earlier):
        verb = before.predicate
        if verb is None or before.action in _IDLE:
            continue
        for action in actions_at(sentence, verb, table):
            if table.fits(dimension, action) and action not in _IDLE:
                binding.action, binding.dimension = action, dimension
                binding.measure = table.measure(dimension, action)
                binding.unit = table.units.get(dimension, binding.unit)
                binding.predicate = verb
                binding.side = binding.side or before.side
                return


def _joined_to(text: str, end: int, start: int) -> bool:
    """Whether only nouns, commas and semicolons stand between two members."""
    gap = text[end:start]
    return (
        len(gap) < 120
        and re.search(r"[.:?!]\s|\b(?:but|while|whereas|against|from|than)\b", gap) is None
    )


def _own_verb(binding: Binding, sentence: Sentence) -> bool:
    """Whether the stretch between marks that holds the number has a verb of its own."""
    tokens = sentence.tokens
    at = binding.anchor.index
    low, high = at, at
    while low > 0 and tokens[low - 1].text not in (";", ","):
        low -= 1
    while high + 1 < len(tokens) and tokens[high + 1].text not in (";", ","):
        high += 1
    return any(
        t.pos in ("VERB", "AUX") and not (t.dep in ("amod", "compound") or t.tag == "VBG")
        for t in tokens[low : high + 1]
    )
