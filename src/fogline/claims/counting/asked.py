"""The question a bare number answers: "How many wounded have you treated?" - "312"."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding, bind, rebind
from fogline.claims.counting.sides import UNSAID
from fogline.claims.lexicon import lexicon
from fogline.claims.numbers import Number
from fogline.claims.reading import Reading, SentenceReading
from fogline.claims.syntax import Sentence

__all__ = ["answers_a_question"]

_HOW_MANY = re.compile(r"(?i)\bhow (many|large|strong|big)\b")
_OF_SIZE = ("large", "strong", "big")
_LEFT = re.compile(
    r"(?i)\b(?:(?:are|were|is|have|has|had)\b[^?.;]*\bleft\b|hold(?:ing)? out|remain\w*|still (?:in|there|fighting|alive)|against|facing|in front of)\b"
)
_OF_WHICH = re.compile(
    r"\b[Oo]f (?:the|those|these|your|his|her|their|our)\s+(?:[\w,-]+\s+){0,3}?(?P<noun>[a-z]{3,}s)\b"
)
_TRIED = re.compile(
    r"\b(?:tried|charged|convicted|sentenced|jailed|arrested|indicted|punished|court-martialled) for\b"
)
_TO_HELP = ("have", "do", "be", "get")
_STAYING = ("come", "return", "remain", "stay", "survive", "answer")
_REACH = 9  # sentences between a question and a number that may answer it


def _question(reading: Reading, item: SentenceReading, at: int) -> Sentence | None:
    """The question that the sentence's turn or paragraph answers or takes up, None without one."""
    if (own := _HOW_MANY.search(item.sentence.text)) is not None and own.end() < at:
        return item.sentence  # "Ask how many of mine they hold - 250 at the least."
    for earlier in reversed(
        reading.sentences[max(0, item.sentence.index - _REACH) : item.sentence.index]
    ):
        text = earlier.sentence.text
        spoken = item.is_spoken and earlier.is_spoken
        own = earlier.turn == item.turn if spoken else False
        if own or earlier.sentence.paragraph == item.sentence.paragraph:
            if own and _HOW_MANY.search(text):
                return earlier.sentence  # "You were asked how many there were. You said fifty."
            continue
        if text.rstrip().endswith("?") or _HOW_MANY.search(text):
            return earlier.sentence
        if spoken and None in (item.headed, earlier.headed):
            continue  # who asks takes up his question: "The staff says 1,500."
        if not spoken or not _asks(reading, earlier):
            return None
    return None


def _asks(reading: Reading, item: SentenceReading) -> bool:
    """Whether a question stands in the sentence's turn, before a last remark."""
    before = reading.sentences[max(0, item.sentence.index - 3) : item.sentence.index]
    return any(s.turn == item.turn and s.sentence.text.rstrip().endswith("?") for s in before)


def _asked(reading: Reading, question: Sentence) -> Binding | None:
    """What "how many" counts in a question, bound as if it were a number; None without it."""
    many = _HOW_MANY.search(question.text)
    if many is None:
        return None
    size = many.group(1).lower()
    asked = bind(question, Number(*many.span(1), 0.0, 0.0, 0.0), reading.gazetteer)
    table = lexicon()
    whole = _OF_WHICH.search(question.text, 0, many.start())
    if whole is not None and (asked.elided or not asked.noun):
        noun = whole["noun"].lower()
        dimension = table.noun(noun, noun.removesuffix("s"))
        if dimension and dimension != "force":
            rebind(asked, question, dimension)  # "Of the 34 tanks, how many have come?"
    formed = asked.dimension == "formation" and size in _OF_SIZE
    if formed or asked.dimension in ("", "civilian") or asked.noun in ("mine", "ours", "yours"):
        bare = asked.elided or not asked.noun or asked.noun == "many"
        if formed or asked.noun == "mine" or (not asked.dimension and bare):
            rebind(asked, question, "force")
    if asked.dimension == "force" and _LEFT.search(question.text, many.end()):
        asked.action, asked.measure = "present", table.measure("force", "present")
    if _TRIED.search(question.text, many.end()):
        asked.action, asked.measure = "", ""  # "How many were tried for murder?"
    if asked.action == "present" and asked.predicate is not None:
        if asked.predicate.lemma in _TO_HELP:
            _by_its_verb(asked, question)
    if not asked.dimension:
        return None
    asked.unit = asked.unit or table.units.get(asked.dimension, "")
    return asked


def _by_its_verb(asked: Binding, question: Sentence) -> None:
    """ "How many men have you lost?": the participle says what befell, the helper nothing."""
    table = lexicon()
    for token in question.tokens:
        if token.start < question.start + asked.number.end or token.tag not in ("VBN", "VB"):
            continue
        for action in table.actions_of.get(token.lemma, ()):
            if table.fits(asked.dimension, action):
                asked.action, asked.measure = action, table.measure(asked.dimension, action)
                return


def answers_a_question(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """A bare number counts what was asked for: "How many wounded have you treated?" - "312"."""
    if binding.noun not in ("", binding.anchor.lemma, "more"):
        return False
    question = _question(reading, item, binding.number.start)
    if question is None:
        return False
    asked = _asked(reading, question)
    if asked is not None and not _moved_on(reading, item, question, asked):
        return _as_asked(reading, item, binding, asked)
    if not question.text.rstrip().endswith("?"):
        return False
    high = binding.number.high or 0.0
    table = lexicon()
    names_a_force = any(
        table.noun(word, word.removesuffix("s")) == "force"
        for word in re.findall(r"[a-z]+", question.text.lower())
    )
    if not binding.dimension and names_a_force and (high >= 20 or binding.number.high is None):
        rebind(binding, item.sentence, "force")
        binding.subject_words = question.text.strip("? ").split(" ", 1)[-1]
        return True
    return False


def _moved_on(reading: Reading, item: SentenceReading, question: Sentence, asked: Binding) -> bool:
    """Whether the answer has come to count something else since the question."""
    for claim in reversed(reading.claims):
        if claim.start < question.end or claim.kind not in ("quantity", "rate"):
            return False
        if claim.start < item.sentence.start:
            return claim.unit != asked.unit
    return False


def _as_asked(reading: Reading, item: SentenceReading, binding: Binding, asked: Binding) -> bool:
    """Bind the number to what was asked for, unless its own clause says what befell."""
    persons = {"force", "civilian"}
    of_persons = {binding.dimension, asked.dimension} <= persons
    vague = binding.elided and binding.dimension == "force" and binding.action in ("", "present")
    if binding.dimension not in ("", asked.dimension) and not of_persons and not vague:
        return False
    table = lexicon()
    given = bool(binding.dimension) and (of_persons or binding.dimension == asked.dimension)
    if not given:
        rebind(binding, item.sentence, asked.dimension)
    own = binding.action
    verb = binding.predicate is not None and binding.predicate.pos in ("VERB", "AUX")
    between = item.sentence.text[: binding.number.start].rstrip("aboutsmeprhnlyf ")
    if verb and binding.predicate is not None and between.endswith(","):
        verb = binding.predicate.start > item.sentence.start + binding.number.start
    stayed = verb and binding.predicate is not None and binding.predicate.lemma in _STAYING
    if (
        (own == "present" and not stayed)
        or (given and own in ("capture", "deploy"))
        or not (verb or binding.stated)
    ):
        own = ""
    binding.dimension, binding.unit = asked.dimension, asked.unit
    if own and table.fits(asked.dimension, own):
        binding.action, binding.measure = own, table.measure(asked.dimension, own)
    else:
        binding.action, binding.measure = asked.action, asked.measure
    words = re.sub(r"(?i)\A(?:(?:how|many|you|do|have)\b\s*)+", "", asked.subject_words)
    binding.subject_words = words or binding.subject_words
    binding.side = reading.gazetteer.side_of(words) or UNSAID
    return True
