"""Who has the floor: the turns of a briefing, a debate, an interview, a string of posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fogline.claims.claim import Voice
from fogline.claims.labels import Label
from fogline.claims.reading.interviews import introduced
from fogline.claims.syntax import Sentence
from fogline.claims.voices import Spoken, labelled_voice

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["Floor", "Turn"]

_RANK = (
    r"(?:General|Admiral|Colonel|Major|Captain|Lieutenant|Commander|Brigadier|Sergeant|Marshal|Commodore|Minister|Prime Minister|President|Secretary|Ambassador|Governor|Mayor|Senator|"
    r"Chairman|Doctor|Professor|Witness|Inspector|Director|Spokesman|Chancellor)"
)
_ADDRESS = (
    rf"(?:(?:(?:Mr|Mrs|Ms|Madam|Dr|Lt|Maj|Brig)\.?\s+)?{_RANK}(?:\s+[A-Z][\w’'-]+)?"
    r"|(?:Mr|Mrs|Ms|Dr)\.?\s+[A-Z][\w’'-]+)"
)
_ADDRESSED = re.compile(
    rf"(?:\A\W*(?:(?:[Tt]hank you|[Gg]ood \w+|[Ww]elcome|[Yy]es|[Nn]o|[Ss]o|[Bb]ut|[Aa]nd),?\s+(?:very much,\s+)?)?(?P<first>{_ADDRESS}),\s)"
    rf"|,\s(?P<last>{_ADDRESS})[,.?!]"
)
_PRESENTER = re.compile(
    r"(?m)^\s*(?:Presenters?|Briefers?|Speakers?|Interviewee|Guest|Witness)\s?:\s+(?P<who>(?:[A-Z][\w.’'-]*\s?){1,6})(?P<role>,\s[^\n;]{3,70})?"
)
_CLOSING = re.compile(
    r"(?i)\A\W*(?:end of (?:the )?(?:transcript|briefing|interview)|\(?end\b|ends?\W*\Z)"
)
_TALK = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|us|me|[Yy]ou|[Yy]our)\b")


@dataclass(slots=True)
class Turn:
    """What one speaker says until another does.

    speaker     None where nobody is set before the words, or somebody who only asks
    addressee   who "you" is
    labelled    whether a label opened it
    """

    number: int
    speaker: Voice | None = None
    addressee: Voice | None = None
    labelled: bool = False
    kind: str = ""
    lasts: bool = False


@dataclass(slots=True)
class Floor:
    """The turn that is being read, and who answered and spoke before."""

    reading: Reading
    turn: Turn
    paragraph: int = -2
    answerer: Voice | None = None
    addressed: Voice | None = None
    last: Voice | None = None

    def take(self, sentence: Sentence, spoken: Sequence[Spoken]) -> Turn:
        """The turn a sentence is part of."""
        if sentence.paragraph == self.paragraph:
            if self.turn.kind == "question":
                self._hear(sentence)
            return self.turn
        passed = range(max(0, self.paragraph + 1), sentence.paragraph)
        self.paragraph = sentence.paragraph
        labels = self.reading.document.labels
        for number in passed:  # a line that is only a label
            if number in labels:
                self._open(labels[number])
        label = labels.get(sentence.paragraph)
        if label is not None:
            self._open(label)
        elif not self.turn.lasts or _tells(sentence, spoken):
            self.turn = Turn(self.turn.number + 1)
        if self.turn.kind == "question":
            self._hear(sentence)
        return self.turn

    def _open(self, label: Label) -> None:
        speaker: Voice | None = None
        if label.kind == "answer":
            self.answerer = speaker = self._answering()
        elif label.kind == "interpreter":
            speaker = self.addressed or self.answerer or self.last
        elif label.kind in ("speaker", "post"):
            speaker = labelled_voice(
                label.words, label.aside, self.reading.gazetteer, self.reading.memory
            )
            if speaker.name:
                self.reading.memory.persons.append(speaker)
            self.last = speaker
        addressee = self.addressed or self.answerer or self.last
        self.turn = Turn(
            self.turn.number + 1, speaker, addressee, True, label.kind, label.lasts
        )  # fmt: skip

    def _answering(self) -> Voice | None:
        """Who answers: whom the question addresses, else who answered, spoke or was introduced."""
        return (
            self.addressed
            or self.answerer
            or self.last
            or self._presented()
            or self._witness()
            or self._introduced()
        )

    def _witness(self) -> Voice | None:
        """The witness of a court, who answers counsel."""
        for label in self.reading.document.labels.values():
            if label.words.casefold() in ("the witness", "witness"):
                return Voice(words=label.words, title="witness", kind="anonymous person")
        return None

    def _presented(self) -> Voice | None:
        """Who is named in a line "Presenter: ..." of the page, which may be no part of the body."""
        line = _PRESENTER.search(self.reading.report.text)
        if line is None:
            return None
        return labelled_voice(
            line["who"].strip(), (line["role"] or "").strip(" ,"), self.reading.gazetteer,
            self.reading.memory,
        )  # fmt: skip

    def _introduced(self) -> Voice | None:
        """Who was introduced before the first label."""
        return introduced(self.reading, min(self.reading.document.labels))

    def _hear(self, sentence: Sentence) -> None:
        """Keep whom a question addresses ("Good evening, Colonel.")."""
        match = _ADDRESSED.search(sentence.text)
        if match is not None:
            self.addressed = self._called(match["first"] or match["last"])
            self.turn.addressee = self.addressed

    def _called(self, words: str) -> Voice:
        """The person a form of address means."""
        title = re.sub(r"\A(?:Mr|Mrs|Ms|Madam)\.?\s+", "", words)
        met = self._introduced()
        if met is not None and _may_be(met, title):
            return met
        named = labelled_voice(words, "", self.reading.gazetteer, self.reading.memory)
        if named.kind == "titled" and self.last is not None and _may_be(self.last, title):
            return self.last
        return named


_SHORT = {
    "doctor": "dr", "general": "gen", "colonel": "col", "lieutenant": "lt", "captain": "capt", "major": "maj", "professor": "prof",
    "commander": "cmdr", "admiral": "adm", "brigadier": "brig", "senator": "sen", "sergeant": "sgt", "governor": "gov",
}  # fmt: skip


def _may_be(voice: Voice, title: str) -> bool:
    """Whether a person may be addressed by this title: it is his, or nothing else is known of him."""
    own = re.findall(r"[a-z]+", f"{voice.title} {voice.words}".lower())
    asked = title.lower().split()
    return any(word in own or _SHORT.get(word, word) in own for word in asked)


def _tells(sentence: Sentence, spoken: Sequence[Spoken]) -> bool:
    """Whether a paragraph without a label is told by the report: "The colonel added that ..."."""
    if _CLOSING.match(sentence.text):
        return True
    named = any(
        s.attribution.kind == "verb" and s.voice.kind in ("named", "titled") and s.voice.scope == "explicit"
        and s.attribution.head >= 0 and sentence.tokens[s.attribution.head].tag == "VBD"
        for s in spoken
    )  # fmt: skip
    return named and _TALK.search(sentence.text) is None
