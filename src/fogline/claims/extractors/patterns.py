"""Shared by the extractors of wordy claims: a pattern, the clause it stands in, whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fogline.claims.binding import phrase_of
from fogline.claims.reading import Reading, SentenceReading
from fogline.claims.syntax import Sentence, Token

__all__ = ["Found", "Pattern", "clause_subject", "find_patterns", "pattern", "side_near"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression over a sentence and the measure it speaks of.

    direction   for qualities: "low", "high" or ""
    force       the clause's subject or object must be a force
    """

    measure: str
    expression: re.Pattern[str]
    direction: str = ""
    force: bool = False


@dataclass(slots=True)
class Found:
    """A match with its anchor token and the force it is about."""

    pattern: Pattern
    start: int
    end: int
    anchor: Token
    subject: str
    side: str
    subject_start: int


def pattern(measure: str, expression: str, direction: str = "", *, force: bool = False) -> Pattern:
    """A pattern; white space in ``expression`` matches any blanks."""
    compiled = re.compile(expression.replace(" ", r"\s+"), re.IGNORECASE)
    return Pattern(measure, compiled, direction, force)


_FORCE = re.compile(
    r"(?i)\b(?:troops?|soldiers?|forces?|army|armies|units?|brigades?|divisions?|battalions?|regiments?|contingent|men|fighters?|marines?|"
    r"paratroopers?|infantry|garrison|rebels?|militants?|insurgents?|guerrillas?|defenders?|corps|guards?|military|militia|company|columns?|convoys?|"
    r"armour|armor|tanks|navy|fleet|legion|militiamen|peacekeepers|reserves|enemy|foe|adversary|invaders?|attackers?|besiegers?|allies|gunmen|raiders|bombers?|commandos|partisans|junta|ranks|elements|detachments?|platoons?|squadrons?)\b"
)


def is_force(reading: Reading, words: str) -> bool:
    """Whether a noun phrase names a force: a force noun, a people or an armed group."""
    if _FORCE.search(words):
        return True
    for _, _, entry in reading.gazetteer.find(words):
        if entry.kind == "group" or (entry.kind == "side" and words.rstrip().endswith("s")):
            return True
        if entry.kind == "side":
            return True
    return False


_MARTIAL = re.compile(
    r"(?i)\b(?:withdr[ae]w|retreat|retired|fell back|pulled (?:back|out)|attack|storm|captur|seiz|retak|retook|overr[au]n|assault|raid|repuls|repell|beat(?:en)? (?:off|back)|shell|bombard)"
)  # what civilians do not do: "we withdrew voluntarily"


_FIRES = re.compile(
    r"(?i)\b(?:guns?|gunners|gunboats?|batter(?:y|ies)|artillery|mortars?|aircraft|warplanes?|planes?|jets?|bombers?|helicopters?|warships?|destroyers?|frigates?|submarines?|drones?|tanks?)\b"
)


def find_patterns(
    reading: Reading, item: SentenceReading, table: Iterable[Pattern]
) -> Iterator[Found]:
    """Matches of a table in a sentence; the first pattern wins where two overlap."""
    sentence = item.sentence
    text = sentence.text
    taken: list[tuple[int, int, str]] = []
    for entry in table:
        for match in entry.expression.finditer(text):
            named = next((n for n in ("at", "at2") if match.groupdict().get(n)), 0)
            low, high = match.span(named)
            if any(
                a < match.end() and b > match.start() and (m == entry.measure) for a, b, m in taken
            ):
                continue
            anchor = _anchor(sentence, sentence.start + low, sentence.start + high)
            if anchor is None:
                continue
            subject, side, begin = clause_subject(reading, item, anchor)
            if entry.force and not (
                is_force(reading, subject)
                or is_force(reading, match.group())
                or (subject.lower() in ("we", "they") and _MARTIAL.search(match.group()))
                or (entry.measure == "strikes" and _FIRES.search(subject))
            ):
                continue
            taken.append((match.start(), match.end(), entry.measure))
            yield Found(
                entry,
                sentence.start + match.start(),
                sentence.start + match.end(),
                anchor,
                subject,
                side,
                begin,
            )


def _anchor(sentence: Sentence, start: int, end: int) -> Token | None:
    tokens = sentence.between(start, end)
    for token in tokens:
        if token.pos == "VERB":
            return token
    for token in tokens:
        if token.pos in ("NOUN", "ADJ", "AUX"):
            return token
    return tokens[0] if tokens else None


def clause_subject(reading: Reading, item: SentenceReading, anchor: Token) -> tuple[str, str, int]:
    """(words, side, absolute start) of the force a predicate is about; a pronoun is looked up."""
    sentence = item.sentence
    node = anchor
    for _ in range(5):
        verb = node
        for child in sentence.children(verb, "nsubjpass", "nsubj"):
            if child.index == anchor.index:
                continue
            if child.lower in ("who", "which", "that") and verb.dep in ("relcl", "acl"):
                holder = sentence.head(verb)
                low, high = phrase_of(sentence, holder)
                words = sentence.span_text(low, high)
                return words, reading.gazetteer.side_of(words), low
            if child.lower in ("who", "which") and child.index:
                # "it was Mr. Kim who proposed sending troops"
                named = next(
                    (
                        t
                        for t in reversed(sentence.tokens[: child.index])
                        if t.pos in ("NOUN", "PROPN")
                    ),
                    None,
                )
                child = named or child
            low, high = phrase_of(sentence, child)
            words = sentence.span_text(low, high)
            if child.pos == "PRON":
                side = _pronoun(reading, item, child)
                return words, side, low
            return words, reading.gazetteer.side_of(words), low
        if verb.dep == "acl" and verb.pos == "VERB" and verb.tag in ("VBN", "VBG"):
            holder = sentence.head(verb)
            low, high = phrase_of(sentence, holder)
            words = sentence.span_text(low, high)
            return words, reading.gazetteer.side_of(words), low
        if verb.head == verb.index:
            break
        if verb.dep in ("ccomp", "parataxis"):
            break
        node = sentence.head(verb)
    low, high = phrase_of(sentence, anchor) if anchor.pos == "NOUN" else (anchor.start, anchor.end)
    words = sentence.span_text(low, high)
    for child in sentence.children(anchor, "dobj", "poss", "prep"):
        target = child
        if child.dep == "prep":
            inner = sentence.children(child, "pobj")
            if not inner:
                continue
            target = inner[0]
        named = sentence.span_text(*phrase_of(sentence, target))
        side = reading.gazetteer.side_of(named)
        if side:
            return named, side, anchor.start
    return words, reading.gazetteer.side_of(words), min(low, anchor.start)


def side_near(reading: Reading, item: SentenceReading, offset: int) -> str:
    """The side of the last force named before an absolute offset, else the sentence before's.

    A "them" or "their" nearer than any name points to the report's topic, whom it is about.
    """
    sentence = item.sentence
    text = sentence.text[: max(0, offset - sentence.start)]
    hits = [
        (b, h) for _, b, h in reading.gazetteer.find(text) if h.side and h.kind in ("side", "group")
    ]
    pronouns = list(re.finditer(r"(?i)\b(?:them|their|they|its)\b", text))
    pronoun = pronouns[-1] if pronouns else None
    if pronoun is not None and (not hits or pronoun.start() > hits[-1][0]):
        sides = {h.side for _, h in hits}
        earlier = _sides_before(reading, item)
        if reading.topic and (reading.topic in earlier or reading.topic in sides or not hits):
            return reading.topic
        return earlier[0] if earlier and not hits else (hits[-1][1].side if hits else "")
    if hits:
        return hits[-1][1].side
    earlier = _sides_before(reading, item)
    if reading.topic in earlier:
        return reading.topic
    return earlier[0] if earlier else ""


def _sides_before(reading: Reading, item: SentenceReading) -> list[str]:
    index = item.sentence.index
    if not index:
        return []
    found = reading.gazetteer.find(reading.sentences[index - 1].sentence.text)
    return [h.side for _, _, h in found if h.side and h.kind in ("side", "group")]


def _pronoun(reading: Reading, item: SentenceReading, pronoun: Token) -> str:
    """The side of the last force named before a pronoun, in this sentence or the one before."""
    sentence = item.sentence
    before = sentence.text[: pronoun.start - sentence.start]
    hits = [h for _, _, h in reading.gazetteer.find(before) if h.side]
    if hits:
        subjects = [
            reading.gazetteer.side_of(sentence.span_text(*phrase_of(sentence, t)))
            for t in sentence.tokens[: pronoun.index]
            if t.dep in ("nsubj", "nsubjpass") and t.pos in ("NOUN", "PROPN")
        ]
        named = [s for s in subjects if s]
        return named[-1] if named else hits[-1].side
    index = sentence.index
    for earlier in reversed(reading.sentences[max(0, index - 2) : index]):
        for token in earlier.sentence.tokens:
            if token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN"):
                side = reading.gazetteer.side_of(
                    earlier.sentence.span_text(*phrase_of(earlier.sentence, token))
                )
                if side:
                    return side
    return ""
