"""The time a claim takes over from what was told before it, and when a campaign began."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fogline.claims.reading.distance import CAMPAIGNS, compared_with, token_of_time
from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.reading.lists import is_list_item
from fogline.claims.reading.said import belongs_to_cue, made_known
from fogline.claims.reading.story import UNREAD
from fogline.claims.reading.tense import is_now, is_past_event, is_perfect, was
from fogline.claims.syntax import Sentence, Token
from fogline.claims.times import TimeWords

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["EVENTS", "begun_on", "carried_time", "goes_with_event", "since_before", "since_clause"]

_LASTING = re.compile(
    r"(?i)\b(?:so far|to date|until now|up to now|toll|in all|in total|altogether)\b"
)


def carried_time(reading: Reading, item: SentenceReading, token: Token) -> TimeWords | None:
    """The time of the narrative: the last one said for an event earlier in this paragraph.

    Only for events told in the past tense by the same voices; never for what is true now. What
    points back at an event ("the blast", "another 40") takes its day from the paragraphs before,
    and what befell or was fought from the sentence before. **Source:** tests/passages, conventions.
    """
    is_row = is_list_item(item.sentence) or item.sentence.paragraph in reading.cells
    if item.listed is not None and item.listed.time is not None and is_row:
        return item.listed.time
    paragraph = item.sentence.paragraph
    if is_perfect(item.sentence, token) or _LASTING.search(item.sentence.text):
        for earlier in reversed(
            reading.sentences[max(0, item.sentence.index - 2) : item.sentence.index]
        ):
            if earlier.sentence.paragraph == paragraph:
                since = [t for t in earlier.times if t.kind == "since" and t.from_ is not None]
                if since:
                    return since[-1]
    running = _same_count(reading, item, token)
    if running is not None:
        return running
    asked = _asked_about(reading, item, token)
    if asked is not None:
        return asked
    told = reading.story.past
    event = (
        is_past_event(item.sentence, token)
        or _is_fragment(item.sentence)
        or _within_saying(item, token)
        or (_given_as(item.sentence, token) and not item.times)
        or (told and not is_now(item.sentence, token))
    )
    if not event and not was(item.sentence, token):
        return None
    if paragraph == -1:
        return _lead_time(reading, item)
    own = any(time.kind not in ("rate", "age", "sequence") for time in item.times)
    time = _told_before(reading, item, token, event=event, own=own)
    if time is None and not own and goes_with_event(item, token):
        time = _told_next(reading, item) or _only_day(reading)
    item.told = time
    return time


def _told_before(
    reading: Reading, item: SentenceReading, token: Token, *, event: bool, own: bool
) -> TimeWords | None:
    told = reading.story.past
    index, paragraph = item.sentence.index, item.sentence.paragraph
    back = told or _points_back(item, token)
    adjoins = back or (not own and goes_with_event(item, token))
    for earlier in reversed(reading.sentences[max(0, index - (12 if told else 5)) : index]):
        here = earlier.sentence.paragraph == paragraph
        next_to = earlier.sentence.index == index - 1
        if not here and not back and not (adjoins and next_to):
            return None
        if not event and not next_to:
            return None  # "the enemy had 1,900 men in the place": of what was told just before
        longest = 31 if here or told else 7
        for time in reversed(earlier.times):
            if not here and time.kind != "date":
                continue
            if _tells(earlier, time, longest):
                if opens_campaign(earlier, time):
                    return replace(time, until=reading.report.published, kind="since")
                return time
        if next_to and adjoins and earlier.told is not None and not earlier.times:
            return earlier.told
    return None


def _only_day(reading: Reading) -> TimeWords | None:
    """The one day on which all happened that the report dates, None where it dates several."""
    if reading.story.only is UNREAD:
        days = [
            (item, time)
            for item in reading.sentences
            for time in item.times
            if time.kind in ("date", "since", "ago", "window", "as_of")
            and not any(belongs_to_cue(item, time, spoken) for spoken in item.spoken)
        ]
        ends = [day for _, time in days for day in (time.from_, time.until) if day is not None]
        one = bool(ends) and (max(ends) - min(ends)).days <= 1
        told = [time for item, time in days if _tells(item, time, 1) and _fought_at(item, time)]
        reading.story.only = told[0] if one and told else None
    only = reading.story.only
    return only if isinstance(only, TimeWords) else None


def _fought_at(item: SentenceReading, time: TimeWords) -> bool:
    """Whether the verb of a time is one of fighting or of what it brought, in a clause of its own."""
    marker = token_of_time(item, time)
    verbs = [t for t in item.sentence.ancestors(marker) if t.pos == "VERB"] if marker else []
    return (
        bool(verbs)
        and verbs[0].dep not in ("relcl", "acl")
        and (verbs[0].lemma in _FOUGHT or verbs[0].lemma in _BEFALLING)
    )


def _lead_time(reading: Reading, item: SentenceReading) -> TimeWords | None:
    """The day of a headline: that of the sentence under it."""
    for later in reading.sentences[item.sentence.index + 1 : item.sentence.index + 2]:
        for time in later.times:
            if _tells(later, time, 7):
                return time
    return None


def _told_next(reading: Reading, item: SentenceReading) -> TimeWords | None:
    """ "Forty people were killed. The blast came on Tuesday": the day told right after."""
    for later in reading.sentences[item.sentence.index + 1 : item.sentence.index + 2]:
        if later.sentence.paragraph != item.sentence.paragraph:
            return None
        if any(_is_known_event(later.sentence, token) for token in later.sentence.tokens):
            for time in later.times:
                if _tells(later, time, 7):
                    return time
    return None


def _same_count(reading: Reading, item: SentenceReading, token: Token) -> TimeWords | None:
    """ "Since October 36 have died there. Twenty-four died here": the same verb goes on counting."""
    index = item.sentence.index
    verb = _verb_of(item.sentence, token)
    if not index or verb is None or verb.lemma not in _BEFALLING:
        return None
    earlier = reading.sentences[index - 1]
    listed = is_list_item(item.sentence) and is_list_item(earlier.sentence)
    if earlier.sentence.paragraph != item.sentence.paragraph and not listed:
        return None
    times = [
        t for t in earlier.times
        if t.kind != "rate" and not any(belongs_to_cue(earlier, t, s) for s in earlier.spoken)
    ]  # fmt: skip
    if len(times) != 1 or times[0].kind != "since" or times[0].from_ is None:
        return None
    same = any(t.lemma == verb.lemma and t.pos == "VERB" for t in earlier.sentence.tokens)
    return times[0] if same or listed else None


def since_before(reading: Reading, item: SentenceReading) -> TimeWords | None:
    """The "since" of the sentence before, for "up to midnight on the 30th 70 had been killed"."""
    index = item.sentence.index
    for earlier in reading.sentences[max(0, index - 1) : index]:
        for time in earlier.times:
            if time.kind == "since" and time.from_ is not None:
                return time
    return None


def _tells(item: SentenceReading, time: TimeWords, longest: int) -> bool:
    """Whether a time says when something happened, within so many days."""
    if time.kind not in ("date", "window") or time.from_ is None or time.until is None:
        return False
    if time.kind == "window" and re.match(r"(?i)for\b(?! the (?:next|following))", time.words):
        return False  # "bread for five days"
    return (
        (time.until - time.from_).days <= longest
        and not any(belongs_to_cue(item, time, s) for s in item.spoken)
        and not compared_with(item, time, None)
        and not made_known(item, time)
    )


EVENTS = {
    "blast", "explosion", "bombing", "attack", "assault", "raid", "strike", "airstrike", "ambush", "shelling",
    "bombardment", "battle", "clash", "fighting", "firefight", "skirmish", "engagement", "massacre", "incident",
    "crash", "landing", "barrage", "violence", "shooting", "sinking", "action", "encounter", "sortie", "detonation",
}  # fmt: skip
_ANOTHER = re.compile(
    r"(?i)\b(?:another|a further|further|also|[\d,]+ (?:others?|more)|\w+ others|among the (?:dead|wounded|injured|victims)|the (?:dead|victims|attackers|assailants|bodies))\b"
)


def _is_known_event(sentence: Sentence, token: Token) -> bool:
    """Whether a noun is a happening told of before: "the blast", not "the battle of Kursk"."""
    if token.lemma not in EVENTS or token.pos != "NOUN":
        return False
    known = any(c.lower in ("the", "that", "this") for c in sentence.children(token, "det"))
    own = any(
        inner.pos == "PROPN"
        for prep in sentence.children(token, "prep")
        for inner in sentence.children(prep, "pobj")
    )
    return known and not own


def _verb_of(sentence: Sentence, token: Token) -> Token | None:
    return next((t for t in (token, *sentence.ancestors(token)) if t.pos == "VERB"), None)


def _tells_of_event(item: SentenceReading, token: Token) -> bool:
    """Whether the claim's clause names an event told before ("the blast", "in the attack")."""
    verb = _verb_of(item.sentence, token)
    return verb is not None and any(
        _is_known_event(item.sentence, step) for step in item.sentence.subtree(verb)
    )


def goes_with_event(item: SentenceReading, token: Token) -> bool:
    """Whether the claim is of what a happening told beside it brought: its dead, its prisoners."""
    verb = _verb_of(item.sentence, token)
    if _tells_of_event(item, token):
        return True
    befell = verb is not None and (verb.lemma in _BEFALLING or verb.lemma in _FOUGHT)
    return (befell and is_past_event(item.sentence, token)) or _given_as(item.sentence, token)


_FOUGHT = {
    "throw", "attack", "face", "oppose", "stand", "fight", "engage", "commit", "storm", "advance", "defend", "repulse",
    "repel", "beat", "drive", "charge", "assault", "shell", "bombard", "fire", "land", "surrender", "retreat",
    "withdraw", "break", "fall", "cost", "cross",
}  # fmt: skip
_BEFALLING = {
    "kill", "die", "wound", "injure", "destroy", "burn", "damage", "capture", "take", "arrest", "abduct", "flee",
    "hurt", "treat", "evacuate", "lose", "hit", "shoot", "sink", "rescue", "bury", "hospitalise", "hospitalize",
}  # fmt: skip


def _points_back(item: SentenceReading, token: Token) -> bool:
    """Whether the claim goes on with what was told in the paragraph before."""
    sentence = item.sentence
    verb = _verb_of(sentence, token)
    if verb is None or not is_past_event(sentence, token):
        return False
    if _tells_of_event(item, token):
        return True
    if verb.lemma in _BEFALLING and _ANOTHER.search(sentence.text):
        return True
    speaking = any(verb.index in spoken.attribution.scope for spoken in item.spoken)
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    return not speaking and any(c.lower == "they" for c in subjects)


_GIVING = {"give", "put", "estimate", "reckon", "state", "return", "report", "set", "place"}
_LOSS = {"loss", "casualty", "toll", "dead", "killed", "wounded", "prisoner", "spoil", "booty"}


def _given_as(sentence: Sentence, token: Token) -> bool:
    """ "Our loss is given as 1,703": the present is that of the giving."""
    verb = _verb_of(sentence, token)
    return (
        verb is not None
        and verb.lemma in _GIVING
        and any(t.lemma in _LOSS for t in sentence.children(verb, "nsubj", "nsubjpass", "dobj"))
    )


_ASKED_OF = ("date", "window", "since", "as_of")


def _asked_about(reading: Reading, item: SentenceReading, token: Token) -> TimeWords | None:
    """The time a question names, for the answer's first words: "How many were there on the 6th?"."""
    index = item.sentence.index
    if not index or any(t.kind in _ASKED_OF for t in item.times) or is_now(item.sentence, token):
        return None
    before = reading.sentences[index - 1]
    if before.sentence.paragraph != item.sentence.paragraph - 1:
        return None
    if not before.sentence.text.rstrip().endswith("?"):
        return None
    named = [t for t in before.times if t.kind in _ASKED_OF and t.from_ is not None]
    return named[-1] if named else None


def _within_saying(item: SentenceReading, token: Token) -> bool:
    """ "Colonel Lagos returns his loss at 474": the present is that of the saying alone."""
    for step in (token, *item.sentence.ancestors(token)):
        if step.pos in ("VERB", "AUX") and step.dep not in ("acl", "amod", "relcl"):
            return any(
                s.attribution.head == step.index
                and (token is step or token.index in s.attribution.scope)
                for s in item.spoken
            )
    return False


def _is_fragment(sentence: Sentence) -> bool:
    """ "Destroyed: 1,070 tanks": a list without a finite verb."""
    return not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in sentence.tokens)


_OPENING = ("begin", "start", "open", "break", "launch", "mount", "unleash", "commence", "resume")


def opens_campaign(item: SentenceReading, time: TimeWords) -> bool:
    """Whether the day is that on which a campaign began ("the operation, which began on 3 August")."""
    marker = token_of_time(item, time)
    if marker is None:
        return False
    for step in item.sentence.ancestors(marker):
        if step.pos in ("VERB", "AUX"):
            if step.lemma not in _OPENING:
                return False
            holder = item.sentence.head(step)
            if step.dep in ("relcl", "acl") and holder.lemma in CAMPAIGNS:
                return True
            return any(
                c.lemma in CAMPAIGNS
                for c in item.sentence.children(step, "nsubj", "nsubjpass", "dobj")
            )
    return False


def begun_on(item: SentenceReading) -> date | None:
    """The day on which the sentence says a campaign began, None when it does not."""
    if not any(
        token.lemma in _OPENING or token.lemma == "invade" for token in item.sentence.tokens
    ):
        return None
    for time in item.times:
        one_day = time.from_ is not None and time.from_ == time.until
        if time.kind == "since" and time.from_ is not None and " since" not in time.words[1:]:
            if re.search(r"(?i)\b(?:began|begun|started|opened|launched|broke out)\b", time.words):
                return time.from_
        if time.kind == "date" and one_day and (opens_campaign(item, time) or _invades(item, time)):
            return time.from_
    return None


def _invades(item: SentenceReading, time: TimeWords) -> bool:
    marker = token_of_time(item, time)
    verbs = [a for a in item.sentence.ancestors(marker) if a.pos == "VERB"] if marker else []
    return bool(verbs) and verbs[0].lemma == "invade"


def since_clause(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """ "since fighting broke out on 27 September": from that day until now."""
    marker = token_of_time(item, time)
    if marker is None:
        return False
    above = {token.index, *(a.index for a in item.sentence.ancestors(token))}
    for step in item.sentence.ancestors(marker):
        if step.index in above:
            return False
        if step.dep == "relcl" and step.lemma in ("begin", "start", "open", "break"):
            return item.sentence.head(step).lemma in CAMPAIGNS
        if step.dep in ("advcl", "pcomp"):
            if any(
                c.lower == "since" for c in item.sentence.children(step, "mark", "prep", "advmod")
            ):
                return True
            head = item.sentence.head(step)
            return head.lower == "since"
        if step.dep in ("ccomp", "relcl", "ROOT"):
            return False
    return False
