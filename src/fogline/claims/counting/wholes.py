"""A part and its whole: "seven of the eight divisions", "80 % of the city's 2.3 million"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.claims.binding import Binding, bind, rebind
from fogline.claims.lexicon import lexicon
from fogline.claims.numbers import Number
from fogline.claims.reading import Reading
from fogline.claims.syntax import Sentence

__all__ = ["base_of_share", "part_of_a_number"]

_OF_NUMBER = re.compile(
    r"\s+(?:out )?of (?:the|its|their|our|those|these|his)\s+(?:(?:about|some|original|first|other|roughly|nearly)\s+)?\Z"
)
_OF_OTHERS = re.compile(r"\s+of (?:them|these|those|whom|which|ours|theirs)\b")


def part_of_a_number(
    reading: Reading,
    binding: Binding,
    found: Sequence[Number],
    sentence: Sentence,
    previous: Binding | None,
) -> None:
    """ "Seven of the eight divisions", "three of them armoured": what is counted stands with the other."""
    number = binding.number
    if number.form == "share" or binding.dimension in ("money", "other", "time"):
        return
    after = next((n for n in found if n.start >= number.end), None)
    if after is not None and _OF_NUMBER.fullmatch(sentence.text[number.end : after.start]):
        whole = bind(sentence, after, reading.gazetteer)
        if whole.dimension and whole.dimension != binding.dimension:
            rebind(binding, sentence, whole.dimension)
            binding.noun = binding.noun or whole.noun
            binding.elided = True
    elif previous is not None and previous.dimension:
        _befallen(binding, sentence, previous)
        bare = binding.elided and binding.dimension in ("force", "civilian")
        things = previous.dimension not in ("force", "civilian") and (
            not binding.action
            or binding.action == "casualty"
            or lexicon().fits(previous.dimension, binding.action)
        )  # nobody kills a tank
        if _OF_OTHERS.match(sentence.text, number.end) and (
            not binding.dimension or (bare and things)
        ):
            rebind(binding, sentence, previous.dimension)
            binding.noun, binding.elided, binding.is_part = previous.noun, True, True
            if not binding.action:
                binding.action, binding.measure = previous.action, previous.measure


_FLYING = re.compile(
    r"\s*(?:of (?:them|these|which)\s+)?(?:\w+\s+){0,2}?(?:(?:failed|did not|never)\s+(?:to\s+)?(?:return|come back|make it back)|(?:were|was|are|had been|have been)\s+(?:\w+\s+)?"
    r"(?:shot down|brought down|downed|lost|destroyed|intercepted|forced down))\b"
)


def _befallen(binding: Binding, sentence: Sentence, previous: Binding) -> None:
    """ "38 sorties; 3 were brought down": what was counted before, or what flew it."""
    if not binding.elided or binding.dimension:
        return
    after = _FLYING.match(sentence.text, binding.number.end)
    if previous.dimension == "sortie" and after is not None:
        rebind(binding, sentence, "aircraft")
        binding.action, binding.measure = "down", lexicon().measure("aircraft", "down")
    elif binding.action and lexicon().fits(previous.dimension, binding.action):
        rebind(binding, sentence, previous.dimension)
    else:
        return
    binding.noun = binding.noun or previous.noun
    binding.side = binding.side or previous.side
    if _OF_OTHERS.match(sentence.text, binding.number.end) is None:
        binding.subject_words = previous.subject_words


def base_of_share(binding: Binding, found: list[Number], sentence: Sentence) -> None:
    """In "80 % of Gaza's 2.3 million people were displaced" the second number is the whole."""
    if binding.stated and binding.elided:
        return  # "of the 62, most lived": those killed before
    for share in found:
        if share.of < 0 or share.start >= binding.number.start or binding.number.form == "share":
            continue
        gap = sentence.text[share.of : binding.number.start]
        if share.form == "share" or re.fullmatch(
            r"\s*(?:(?:the )?[A-Z]\w+['’]s?|the|its|their|those|an estimated|some|these|all)\s*(?:estimated|some|about|around|total|original|initial)?\s*",
            gap,
        ):
            if len(gap) < 32 and not re.search(r"[,;:]|\b(?:and|were|was|had|have)\b", gap):
                sent = re.match(
                    r"(?:\s+\w+){0,4}?\s+(?:sent|deployed|dispatched|who (?:arrived|came|went|crossed|were sent)|that (?:arrived|came|went))\b",
                    sentence.text[binding.number.end : binding.number.end + 60],
                )
                binding.measure = (
                    "deployed"
                    if sent
                    else (
                        "present" if binding.dimension == "force" and share.form == "share" else ""
                    )
                )
                if sent and not binding.dimension:
                    binding.dimension, binding.unit = "force", "persons"
                binding.action = "deploy" if sent else ""
