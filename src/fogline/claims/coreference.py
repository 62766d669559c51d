"""Who "he", "they", "the officials", "the ministry" are: rules over what was mentioned before.

He or she is the last named person in subject position; they and "the officials" the last group of
that kind; a bare surname the full name mentioned before; "the ministry" the last ministry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from fogline.claims.claim import Voice
from fogline.claims.gazetteer import Gazetteer

__all__ = ["Memory", "Mention"]


REMEMBERED = 60  # mentions kept of each kind; older ones are out of a reader's mind too
_LEADING = r"president|premier|minister|chancellor|king|emperor|chairman|leader|prince"
_PRONOUNS = {"he", "she", "it", "they", "him", "her", "them", "i", "we"}


REACH = 700  # characters back to which a pronoun looks for whom it means


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named at an offset.

    sentence   index of the sentence
    rank       2 the subject of a main clause or who speaks, 1 of another clause, 0 no subject
    """

    offset: int
    sentence: int
    voice: Voice
    rank: int


def _most_salient(found: list[Mention]) -> Voice | None:
    """Of the last sentence that has a subject the highest in rank, the last of equal ones."""
    subjects = [m for m in found if m.rank]
    if not subjects:
        return found[-1].voice if found else None
    last = max(m.sentence for m in subjects)
    return max((m for m in subjects if m.sentence == last), key=lambda m: (m.rank, m.offset)).voice


def _is_plural(voice: Voice) -> bool:
    """Whether "they" may mean the voice: a group, or a body with a plural name."""
    if voice.kind == "anonymous group":
        return True
    head = re.split(r" (?:of|in|from|for|at|like|who) ", voice.words)[0].split()[-1:]
    word = head[0].lower() if head else ""
    many = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return " and " in voice.words or many or word in _PLURAL_BODIES


_PLURAL_BODIES = {"police", "people", "troops", "military", "army", "government", "navy"}


@dataclass(slots=True)
class Memory:
    """What has been mentioned so far in one report, newest last."""

    persons: list[Voice] = field(default_factory=list)
    groups: list[Voice] = field(default_factory=list)
    bodies: list[Voice] = field(default_factory=list)
    speakers: list[Voice] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    acting: list[Mention] = field(default_factory=list)
    called: dict[str, Voice] = field(default_factory=dict)
    documents: list[Mention] = field(default_factory=list)

    def mention(self, offset: int, sentence: int, voice: Voice, *, rank: int) -> None:
        """Keep a person named at an offset, and how high in the sentence (``Mention``)."""
        self.mentions.append(Mention(offset, sentence, voice, rank))
        self.persons.append(voice)

    def act(self, offset: int, sentence: int, voice: Voice, *, rank: int) -> None:
        """Keep a group or body that acts or speaks at an offset."""
        self.acting.append(Mention(offset, sentence, voice, rank))

    def body_before(self, offset: int) -> Voice | None:
        """What "it" at an offset is: the last body or state named before it as a subject."""
        near = [m for m in self.acting if offset - REACH <= m.offset < offset]
        spoken = [v for v in reversed(self.speakers + self.bodies) if v.kind == "organisation"]
        return _most_salient(near) or (spoken[0] if spoken else None)

    def document_before(self, offset: int) -> Voice | None:
        """What "it" is that records or reads: the last document named within reach."""
        near = [m for m in self.documents[-8:] if offset - REACH <= m.offset < offset]
        return near[-1].voice if near else None

    def group_before(self, offset: int) -> Voice | None:
        """Who "they" at an offset are: the last group that spoke or acted within reach."""
        near = [
            m for m in self.acting if offset - REACH <= m.offset < offset and _is_plural(m.voice)
        ]
        return _most_salient(near) or self.group()

    def person_before(self, offset: int) -> Voice | None:
        """Who "he" or "she" at an offset is: the last subject named before it, within reach."""
        near = [m for m in self.mentions if offset - REACH <= m.offset < offset]
        return _most_salient(near) or self.person()

    def remember(self, voice: Voice, *, spoke: bool = True) -> None:
        """Keep a resolved voice for later pronouns and short forms."""
        if voice.kind == "named":
            self.persons.append(voice)
        elif voice.kind in ("anonymous group",):
            self.groups.append(voice)
        elif voice.kind == "organisation":
            self.bodies.append(voice)
        elif voice.kind in ("titled", "anonymous person"):
            self.persons.append(voice)
        if spoke:
            self.speakers.append(voice)
        for kept in (self.persons, self.groups, self.bodies, self.speakers):
            if len(kept) > 2 * REMEMBERED:
                del kept[:-REMEMBERED]
        for mentioned in (self.mentions, self.acting):
            if len(mentioned) > 4 * REMEMBERED:
                del mentioned[: -2 * REMEMBERED]

    def person(self) -> Voice | None:
        """The last person: a speaker if the last two speakers held one, else the last mentioned."""
        for voice in reversed(self.speakers[-2:]):
            if voice.kind in ("named", "titled", "anonymous person"):
                return voice
        return self.persons[-1] if self.persons else None

    def group(self) -> Voice | None:
        """The last group of people, else the last body."""
        for voice in reversed(self.speakers[-3:]):
            if voice.kind in ("anonymous group", "organisation"):
                return voice
        if self.groups:
            return self.groups[-1]
        return self.bodies[-1] if self.bodies else None

    def like(self, noun: str) -> Voice | None:
        """The last group or body whose words end in the same head noun ("the officials")."""
        noun = noun.lower()
        for voice in reversed(self.speakers + self.groups + self.bodies):
            if noun in voice.words.lower().split() and len(voice.words.split()) > 1:
                if not voice.words.lower().startswith("the " + noun):
                    return voice
        return None

    def call(self, noun: str, voice: Voice) -> None:
        """Keep what a body is called by the report ("Medical Aid, a British charity")."""
        self.called[noun] = voice

    def of_kind(self, kinds: frozenset[str], gazetteer: Gazetteer) -> Voice | None:
        """The last body that spoke or acted and is of these kinds in the gazetteer ("the agency")."""
        acted = [m.voice for m in self.acting[-REMEMBERED:]]
        for voice in reversed(acted + self.speakers[-REMEMBERED:]):
            entry = gazetteer.get(voice.organisation)
            if voice.kind == "organisation" and entry is not None and entry.kind in kinds:
                return voice
        return None

    def by_surname(self, surname: str) -> Voice | None:
        """The fuller mention of a person known by this last name."""
        for voice in reversed(self.persons):
            if voice.name and voice.name.split()[-1].lower() == surname.lower():
                return voice
        return None

    def by_title(self, words: str) -> Voice | None:
        """The last named person whose title holds these words ("the general", "the governor")."""
        folded = words.lower()
        for voice in reversed(self.persons):
            if voice.name and folded in voice.title.lower():
                return voice
        return None

    def in_office(self, side: str, office: str) -> Voice | None:
        """The last named person of a side in this office ("the Russian leader"); a leader is in any."""
        for voice in reversed(self.persons):
            if side and voice.name and voice.side == side:
                title = voice.title.lower()
                if office in title or (office == "leader" and re.search(_LEADING, title)):
                    return voice
        return None

    def as_carried(self, voice: Voice, words: str) -> Voice:
        """A voice taken from an earlier sentence, with the words that point to it here."""
        told = re.sub(r"(?i)\A(?:the|a|an|one|another)\s+", "", voice.words)
        short = words.lower() in _PRONOUNS or len(words) < len(voice.words)
        name = voice.name or (told if short and voice.kind != "organisation" else "")
        organisation = voice.organisation or (
            told if short and voice.kind == "organisation" else ""
        )
        return replace(voice, words=words, name=name, organisation=organisation, scope="carried")
