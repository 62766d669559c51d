"""The question a bare number answers: "How many wounded have you treated?" - "312"."""

from __future__ import annotations

import re

from fogline.claims.binding import ACTION_OF_STATE, Binding, rebind
from fogline.claims.counting.sides import UNSAID
from fogline.claims.lexicon import lexicon
from fogline.claims.reading import Reading, SentenceReading

__all__ = ["answers_a_question"]

_HOW_MANY = re.compile(
    r"(?i)how many ((?:[\w-]+\s){1,3}?)(?:have|has|did|do|does|are|were|had|will|would|was|is|live|lie)\b"
)
_HOW_STRONG = re.compile(
    r"(?i)how (?:many|strong) (?:are|were) (?:you|they|we)\b|how many of (?:you|them)\b"
)


def _question(reading: Reading, item: SentenceReading) -> str:
    """The question that the sentence's turn or paragraph answers or takes up, "" when there is none."""
    for earlier in reversed(
        reading.sentences[max(0, item.sentence.index - 9) : item.sentence.index]
    ):
        spoken = item.is_spoken and earlier.is_spoken
        if earlier.turn == item.turn and spoken:
            continue
        if earlier.sentence.paragraph == item.sentence.paragraph:
            continue
        if earlier.sentence.text.rstrip().endswith("?"):
            return earlier.sentence.text
        if spoken and None in (item.headed, earlier.headed):
            continue  # who asks takes up his question: "The staff says 1,500."
        if not spoken or not _asks(reading, earlier):
            return ""
    return ""


def _asks(reading: Reading, item: SentenceReading) -> bool:
    """Whether a question stands in the sentence's turn, before a last remark."""
    before = reading.sentences[max(0, item.sentence.index - 3) : item.sentence.index]
    return any(s.turn == item.turn and s.sentence.text.rstrip().endswith("?") for s in before)


def answers_a_question(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """A bare number counts what was asked for: "How many wounded have you treated?" - "312"."""
    asked = _question(reading, item)
    if not asked or binding.noun not in ("", binding.anchor.lemma, "more"):
        return False
    table = lexicon()
    match = _HOW_MANY.search(asked)
    if match is not None:
        words = match.group(1).strip()
        state = table.state_of.get(words.split()[-1].lower())
        if state and binding.action in ("", "present", "capture", "deploy"):
            binding.dimension, binding.unit = "force", "persons"
            binding.action = ACTION_OF_STATE[state]
            binding.measure = table.measure("force", binding.action)
        elif not binding.dimension:
            rebind(binding, item.sentence, "force")
        else:
            return False
        binding.subject_words, binding.side = words, reading.gazetteer.side_of(words) or UNSAID
        return True
    if _HOW_STRONG.search(asked) and not binding.dimension:
        rebind(binding, item.sentence, "force")
        return True
    high = binding.number.high or 0.0
    names_a_force = any(
        table.noun(word, word.removesuffix("s")) == "force"
        for word in re.findall(r"[a-z]+", asked.lower())
    )
    if not binding.dimension and names_a_force and (high >= 20 or binding.number.high is None):
        rebind(binding, item.sentence, "force")
        binding.subject_words = asked.strip("? ").split(" ", 1)[-1]
        return True
    return False
