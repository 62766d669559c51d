"""What a bare number counts when the sentence before it says so."""

from __future__ import annotations

import re

from fogline.claims.binding import ACTION_OF_STATE, Binding, rebind
from fogline.claims.claim import Claim
from fogline.claims.counting.asked import answers_a_question
from fogline.claims.counting.reach import NEAR, claim_in_reach, named_again, tells_a_figure
from fogline.claims.lexicon import lexicon
from fogline.claims.numbers import Number
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.syntax import Sentence
from fogline.claims.units import unit_after

__all__ = ["STILL_THERE", "from_paragraph", "losses_of_what"]

STILL_THERE = re.compile(
    r"\s*(?:(?:are|were|remain|remained|is|was) (?:still |now )?(?:in|at|on|inside|there|left|behind|near)\b|remain\b|(?:he|it|they|she) (?:has|have|had)\b)"
)


_FIGURE_OF = re.compile(
    r"(?i)\b(?:(?:figure|total|number|toll|estimate|guess|count) of|(?:put|puts|putting|set|sets|place|places) (?:it|them|this|that"
    r"|the (?:figure|number|total|toll)) at|make it|makes it)\s+(?:\w+\s){0,3}\Z"
)


def _figure_of_what(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """ "Asked about losses he would not reply. Deputies speak of a figure of ten thousand.": losses."""
    text = item.sentence.text
    if _FIGURE_OF.search(text[: binding.number.start]) is None:
        return False
    before = [
        each.sentence.text
        for each in reading.sentences[max(0, item.sentence.index - 2) : item.sentence.index]
        if each.sentence.paragraph == item.sentence.paragraph
    ]
    words = re.findall(r"[a-z]+", " ".join([*before, text[: binding.number.start]]).lower())
    table = lexicon()
    for word in reversed(words):
        state = table.state_of.get(word) or table.state_of.get(word.removesuffix("es"))
        state = state or table.state_of.get(word.removesuffix("s"))
        if state:
            binding.dimension, binding.unit = "force", "persons"
            binding.action = ACTION_OF_STATE[state]
            binding.measure = table.measure("force", binding.action)
            return True
    return False


_IT_WAS = re.compile(
    r"(?i)\b(?:(?:it|that|this) (?:was|is|had been|has been|stood at|came to|should (?:be|have been))|(?:the )?(?:true|real|actual|correct(?:ed)?|right) (?:figure|number|total|toll) (?:was|is|should be)"
    r"|(?:puts?|putting|sets?|placed?|places|corrected|revised|cut|lowered|raised|amended) (?:it|that|this|the (?:figure|number|total|toll)) (?:at|to))"
    r"\s+(?:(?:about|around|some|only|just|nearly|at|least|more|less|than|over|under|closer|nearer|to|rather|almost|up|a|mere)\s+){0,4}\Z"
)
_PIECES = re.compile(
    r"\s*(?:[.,;)\u201d\"]|\Z|and\b|but\b|(?:a|an|per|each|every) (?:day|hour|night|minute|week)\b|daily\b|back\b|at\b)"
)
_OF_THEM = re.compile(r"\s+of (?:them|us|those)\b")
_NUMBER_AT = re.compile(
    r"(?i)\b(?:their|its|our|his) (?:numbers?|strength)\b[^.;]{0,20}?\b(?:at|is|was|of)\s+(?:\w+\s){0,3}\Z"
)
_THEY_HAVE = re.compile(
    r"(?i)\b(?:they|we|he|the enemy|the rebels) (?:still )?(?:have|has|had|keep|kept)\s+(?:(?:about|some|only|around|perhaps|maybe|over|nearly|at least|up to|more than)\s)*\Z"
)
_SOMEWHERE = re.compile(r"\s+(?:in|at|inside|on|behind|around|under arms|left|fit|there|here)\b")
_ENDS = re.compile(r"\s*(?:[.,;)\u201d\"]|\Z|(?:instead|rather|not|and|but|now|at most|in all)\b)")


def _same_figure(item: SentenceReading, binding: Binding, last: Claim) -> bool:
    """ "The army took 30 sq km. Analysts put it at 18": another figure for what was just counted."""
    text = item.sentence.text
    put_at = (
        _IT_WAS.search(text[: binding.number.start]) is not None
        and _ENDS.match(text, binding.number.end) is not None
    )
    if (
        last.kind != "quantity"
        or not last.measure
        or not 0 <= item.sentence.start - last.end <= NEAR
        or binding.noun not in ("", binding.anchor.lemma)
        or not (put_at or tells_a_figure(item, binding))
    ):
        return False
    _count_as(binding, last)
    return True


def _count_as(binding: Binding, last: Claim) -> None:
    """Let the number count what an earlier claim does."""
    unit = unit_after(f" {last.unit_as_written}", 0) if last.unit_as_written else None
    binding.unit = unit.unit if unit is not None and unit.unit else last.unit
    binding.unit_as_written = last.unit_as_written
    found = _OF_UNIT.get(last.unit, unit.dimension if unit is not None else "")
    binding.dimension = "civilian" if last.subject.entity == "civilians" else found
    binding.measure, binding.action = last.measure, binding.action or "present"
    binding.side, binding.subject_words = last.subject.entity, last.subject.words


_ENTRY = re.compile(r"\s*(?:\[?\d{1,2}[:.h]\d{2}\b.*|\(?(?:\d{1,3}|[a-z])[.)]\s*)\Z")


def _is_entry(reading: Reading, item: SentenceReading) -> bool:
    """Whether the sentence opens an entry of a ticker or a numbered paragraph: a matter of its own."""
    text, start, index = reading.report.text, item.sentence.start, item.sentence.index
    if index and reading.sentences[index - 1].sentence.paragraph == item.sentence.paragraph:
        return False
    return _ENTRY.match(text[text.rfind("\n", 0, start) + 1 : start]) is not None


_OF_UNIT = {
    "persons": "force",
    "drones": "drone",
    "vehicles": "vehicle",
    "aircraft": "aircraft",
    "missiles": "missile",
    "ships": "ship",
    "pieces": "gun",
    "rounds": "shell",
}


def from_paragraph(reading: Reading, item: SentenceReading, binding: Binding) -> None:
    """A bare number whose noun stands in the sentence before ("Another 1.8 million are on the brink")."""
    if not binding.elided or binding.number.form == "share":
        return
    verb = binding.predicate
    if (
        not binding.dimension
        and verb is not None
        and verb.lemma == "fire"
        and _PIECES.match(item.sentence.text, binding.number.end)
    ):
        rebind(binding, item.sentence, "shell")  # "We fire forty a day"
        return
    again = named_again(reading, item, binding)
    if again is not None:
        _count_as(binding, again)
        binding.stated = True
        return
    if answers_a_question(reading, item, binding):
        return
    if not binding.dimension and _figure_of_what(reading, item, binding):
        return
    if _is_entry(reading, item):
        return
    last = claim_in_reach(reading, item, binding)
    if last is None and not binding.dimension and _of_strength(item, binding):
        rebind(binding, item.sentence, "force")
        return
    of_them = _OF_THEM.match(item.sentence.text, binding.number.end) is not None
    if of_them and last is not None and last.unit == "formations":
        rebind(binding, item.sentence, "force")  # "two platoons ... two hundred of them"
        return
    if last is None or _same_figure(item, binding, last):
        return
    near = last.kind == "quantity" and item.sentence.start - last.end <= NEAR
    if binding.dimension and not binding.measure and near:
        like = next((c for c in reversed(reading.claims[-4:]) if c.unit == binding.unit), last)
        if like.unit == binding.unit and item.sentence.start - like.end <= 320:
            binding.measure = like.measure  # "retook 41 settlements ... puts their number at 60"
            return
    if binding.dimension:
        return
    if (
        last.kind not in ("quantity", "rate", "share")
        or item.sentence.start - last.end > NEAR
        or last.end > item.sentence.start + binding.number.start
    ):
        return
    dimension = _OF_UNIT.get(last.unit, "")
    if not dimension:
        return
    civil = dimension == "force" and last.subject.entity == "civilians"
    rebind(binding, item.sentence, "civilian" if civil else dimension)
    if STILL_THERE.match(item.sentence.text, binding.number.end):
        binding.measure = lexicon().measure(binding.dimension, "present") or binding.measure
    elif not binding.action and last.kind == "quantity":
        binding.measure = last.measure  # "counts 1,200 dead." - "I would say three hundred."
    binding.side = binding.side or last.subject.entity
    binding.subject_words = last.subject.words or binding.subject_words


def _of_strength(item: SentenceReading, binding: Binding) -> bool:
    """ "He put their number at 5,000", "They have 30,000 in the city": people, unless few."""
    text, number = item.sentence.text, binding.number
    if _NUMBER_AT.search(text[: number.start]):
        return True
    return (
        (number.low or number.high or 0.0) >= 20
        and _THEY_HAVE.search(text[: number.start]) is not None
        and _SOMEWHERE.match(text, number.end) is not None
    )


def losses_of_what(
    reading: Reading, binding: Binding, sentence: Sentence, local: list[tuple[Number, Draft]]
) -> None:
    """ "Berlin put its losses at 36" after a sentence on aircraft counts aircraft."""
    if (
        not binding.elided
        or binding.measure != "casualties"
        or binding.noun not in ("loss", "losses")
    ):
        return
    if local and local[-1][1].measure in ("aircraft_lost", "ships_lost", "vehicles_lost"):
        binding.measure, binding.unit = local[-1][1].measure, local[-1][1].unit
        return
    if not reading.claims:
        return
    last = reading.claims[-1]
    if sentence.start - last.end < 200 and last.measure in (
        "aircraft_lost",
        "ships_lost",
        "vehicles_lost",
    ):
        binding.measure, binding.unit = last.measure, last.unit
