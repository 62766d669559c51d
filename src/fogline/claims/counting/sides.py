"""Whose a number is, where the words point to somebody said before."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding
from fogline.claims.counting.whose import (
    label_before,
    says_whose,
    standing_by,
    strong,
    tells,
    words_for_whom,
)
from fogline.claims.numbers import Number
from fogline.claims.reading import Draft, Reading, SentenceReading

__all__ = ["UNSAID", "resolved_subject"]


UNSAID = "="
"""The side of a binding whose words say that it is nobody's named before."""


def resolved_subject(
    reading: Reading, item: SentenceReading, binding: Binding, local: list[tuple[Number, Draft]]
) -> tuple[str, str]:
    """(side, words) with possessives and victims resolved from what was said before."""
    side = binding.side
    words = binding.subject_words
    if side == UNSAID:
        return "", words
    if side.startswith("@"):
        side = _pronoun_side(reading, item, side[1:], local, binding.number.start)
    elif side.startswith("!"):
        side = _enemy_of(reading, item, side[1:])
    if not side and item.listed is not None and len(item.listed.sentence.text.split()) <= 4:
        side = item.listed.side  # "South Africa:" over the lines of a table
    if _OWN.match(words):
        theirs = words[:3].lower() == "our" and reading.voices(item, binding.anchor)[-1].side
        if not side or side == theirs:  # "German wireless puts our losses at 60,000"
            side = _own_side(reading, item, binding)
    elif not side and _ENEMY.match(words):
        ours = _own_side(reading, item, binding)
        side = _enemy_of(reading, item, ours) if ours else ""
    of_them = words.lower() in ("they", "them") and binding.dimension == "force"
    if not side and (of_them or _the_force(item, binding)):
        side = _last_force(reading, item)
    if (
        not side
        and binding.dimension in ("force", "civilian")
        and binding.action
        in ("kill", "wound", "capture", "casualty", "missing", "present", "deploy")
    ):
        victim = binding.action in ("kill", "wound", "capture", "casualty", "missing")
        if victim:
            side = (
                next((d.side for _, d in reversed(local) if d.side), "") if binding.elided else ""
            )
        elif binding.elided or re.match(
            r"(?i)(?:the )?(?:soldiers|troops|men|fighters|more|others|of them|them|personnel)\b",
            words,
        ):
            side = _last_side(reading, item, local)
    apart = _OURS.match(item.sentence.text, binding.number.end)
    if apart is not None:
        ours = side or _own_side(reading, item, binding)
        spoken = binding.head is None or binding.head.pos == "PRON"
        noun = "" if spoken or binding.noun == binding.anchor.lemma else binding.noun
        return ours, f"{apart['whose']} {noun}".strip()
    if binding.elided and binding.number.form != "share":
        label = label_before(reading, item.sentence, binding)
        if label:  # "The Chadians lost 14 trucks and the Libyans 30"
            return reading.gazetteer.side_of(label), label
    theirs = _OF_THEM.match(item.sentence.text, binding.number.end)
    if (
        theirs
        and binding.number.form != "share"
        and not re.search(r"\b(?:them|these|whom)\b", words)
    ):
        before = next((d.subject for _, d in reversed(local) if says_whose(d.subject)), "")
        words = before or words
    if binding.measure == "distance_km":
        words = standing_by(item.sentence, binding) or words
    if binding.noun == "strong":
        words = strong(item, binding) or words
    if not side and binding.dimension == "force":
        side = _named_by_title(reading, item, binding, words)
    if not says_whose(words) or (binding.elided and tells(item, words)):
        words = words_for_whom(reading, item, binding, local) or words
        side = side or reading.gazetteer.side_of(words)
    return side, words


_UNNAMED = re.compile(
    r"(?i)(?:the |these |those |some |about |other |more )*(?:men|prisoners|soldiers|troops|they|survivors|wounded|dead|officers|column|garrison|fighters|deserters|defenders)\Z"
)
_HARM_IN_TITLE = re.compile(
    r"(?i)\b(?:take|captur|kill|seiz|destroy|rout|claim|repel|repuls|str(?:ike|uck)|hit|attack|beat|crush|storm|bomb|shell|ambush|say|report)"
)


def _named_by_title(reading: Reading, item: SentenceReading, binding: Binding, words: str) -> str:
    """The one side that a headline names, where the sentence says only "two prisoners", "the men"."""
    span = reading.report.title_span
    title = reading.report.text[slice(*span)] if span is not None else ""
    if (
        not title
        or item.is_spoken
        or _FIRST_PERSON.search(item.sentence.text)
        or item.sentence.paragraph < 0
        or _UNNAMED.match(words) is None
    ):
        return ""
    sides = {
        hit.side
        for start, _, hit in reading.gazetteer.find(title)
        if hit.side and _PLACED.search(title[:start]) is None
    }
    if len(sides) != 1 or (_HARM_IN_TITLE.search(title) and binding.action in _VICTIM):
        return ""
    return sides.pop()


_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us)\b")
_PLACED = re.compile(r"(?i)\b(?:in|at|near|into|over|across|from|outside|inside|for)\s(?:the )?\Z")
_VICTIM = ("kill", "wound", "capture", "casualty", "missing")
_OURS = re.compile(r"\s+of (?P<whose>ours|our own|us)\b(?! \w+ (?:killed|dead))")
_OF_THEM = re.compile(r"\s*(?:others?\s+)?of (?:them|these|whom)\b")
_OWN = re.compile(r"(?i)(?:our|my|we|us)\b")
_ENEMY = re.compile(r"(?i)(?:the |of the )?(?:enemy|enemy['\u2019]s|foe|adversary)\b")
_DEFINITE = re.compile(
    r"(?i)\s*(?:out )?of (?:the|those|these) (?:troops|soldiers|men|fighters|contingent|force|servicemen|personnel|recruits)\b"
)


def _own_side(reading: Reading, item: SentenceReading, binding: Binding) -> str:
    """The side of who says "our": the speaker of the words, the publisher where nobody is quoted."""
    quoted = item.sentence.text[: binding.number.start].count("\u201c") > item.sentence.text[
        : binding.number.start
    ].count("\u201d")
    voice = reading.voices(item, binding.anchor)[-1]
    if voice.kind != "unattributed" and (quoted or voice.scope == "carried"):
        return voice.side.split(",")[0]
    return reading.gazetteer.side_of(reading.report.publisher or "")


def _the_force(item: SentenceReading, binding: Binding) -> bool:
    """ "300 of the troops had died": those spoken of before."""
    return binding.dimension in ("force", "formation") and (
        _DEFINITE.match(item.sentence.text, binding.number.end) is not None
    )


def _last_force(reading: Reading, item: SentenceReading) -> str:
    """The side of the last force that was counted or named as one, two paragraphs back at most."""
    for claim in reversed(reading.claims):
        if item.sentence.start - claim.end > 1500:
            break
        if claim.unit in ("persons", "formations") and claim.subject.entity not in (
            "",
            "civilians",
        ):
            return claim.subject.entity
    first = item.sentence.paragraph - 2
    for earlier in reversed(reading.sentences[: item.sentence.index]):
        if earlier.sentence.paragraph < first:
            break
        match = _FORCE_NAMED.search(earlier.sentence.text)
        while match is not None:
            side = reading.gazetteer.side_of(match["who"])
            if side:
                return side
            match = _FORCE_NAMED.search(earlier.sentence.text, match.start() + 1)
        sent = _SENT.search(earlier.sentence.text)
        side = reading.gazetteer.side_of(sent["who"]) if sent is not None else ""
        if side:
            return side
    return ""


_FORCE_NAMED = re.compile(
    r"\b(?P<who>[A-Z][\w\u2019'-]+(?: [A-Z][\w\u2019'-]+)?)(?:[\u2019']s)? (?:troops|soldiers|forces|men|fighters|contingent|servicemen|army)\b"
)
_SENT = re.compile(
    r"\b(?P<who>[A-Z]\w+(?: [A-Z]\w+)?) (?:has |had |have )?(?:sent|deployed|dispatched|committed|lent|flown in) (?:[\w,-]+ ){0,4}?(?:troops|soldiers|men|forces|fighters)\b"
)


def _pronoun_side(
    reading: Reading,
    item: SentenceReading,
    pronoun: str,
    local: list[tuple[Number, Draft]],
    at: int | None = None,
) -> str:
    if pronoun in ("who", "which", "that"):
        pronoun = "they"
    for spoken in item.spoken:
        if spoken.voice.side and pronoun in ("our", "we", "us", "my"):
            return spoken.voice.side.split(",")[0]
    if pronoun in ("our", "we", "us", "my", "i") and item.sentence.tokens:
        voice = reading.voices(item, item.sentence.tokens[-1])[-1]
        side = voice.side.split(",")[0] if voice.kind != "unattributed" else ""
        return side or reading.gazetteer.side_of(reading.report.publisher or "")
    own = at is not None and _THEIR_OWN.search(item.sentence.text[max(0, at - 40) : at])
    if own and pronoun in ("its", "their", "his"):
        teller = next((s.voice.side for s in item.spoken if s.voice.side), "")
        if teller:
            return teller.split(",")[0]  # "Tehran says its own dead number 90"
    subject = _sentence_subject_side(reading, item, at)
    if subject:
        return subject
    if pronoun in ("their", "they") and at is not None:
        told = [s for s in item.spoken if s.attribution.cue_end - item.sentence.start <= at]
        if told and told[-1].voice.side and "," not in told[-1].voice.side:
            return told[-1].voice.side  # "the Houthis say 12 of their men died"
    for spoken in item.spoken:  # "the ministry said that 140 of its soldiers", and no other subject
        if (
            pronoun in ("its", "it")
            and spoken.voice.kind == "organisation"
            and spoken.voice.side in reading.main_sides[:3]
        ):
            return spoken.voice.side
    unknown = [
        t
        for t in item.sentence.tokens
        if t.dep in ("nsubj", "nsubjpass") and t.pos in ("NOUN", "PROPN")
    ]
    if unknown and unknown[0].lemma in (
        "army",
        "military",
        "navy",
        "government",
        "command",
        "ministry",
    ):
        return ""
    return _last_side(reading, item, local)


_THEIR_OWN = re.compile(r"\b(?:its|their|his) own\b")


def _sentence_subject_side(
    reading: Reading, item: SentenceReading, before: int | None = None
) -> str:
    for token in item.sentence.tokens:
        if before is not None and token.start - item.sentence.start >= before:
            break
        if token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN"):
            if any(a <= token.start < b for a, b in (s.attribution.speaker for s in item.spoken)):
                continue
            low = min(t.start for t in item.sentence.subtree(token))
            high = token.end
            side = reading.gazetteer.side_of(item.sentence.span_text(low, high))
            if side:
                return side
    return ""


def _last_side(reading: Reading, item: SentenceReading, local: list[tuple[Number, Draft]]) -> str:
    for _, draft in reversed(local):
        if draft.side:
            return draft.side
    index = item.sentence.index
    for earlier in reversed(reading.sentences[:index]):
        if earlier.sentence.paragraph not in (item.sentence.paragraph, item.sentence.paragraph - 1):
            break
        side = _sentence_subject_side(reading, earlier)
        if side:
            return side
    return ""


def _enemy_of(reading: Reading, item: SentenceReading, agent: str) -> str:
    """The other main belligerent of the report, when there are just two who could be meant."""
    if agent.startswith("@"):
        agent = _pronoun_side(reading, item, agent[1:], [])
    main = reading.main_sides[:2]
    if agent not in main or len(main) < 2:
        return ""
    return main[0] if main[1] == agent else main[1]
