"""Which time belongs to which claim: when it held and when it was said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fogline.claims.attribution.speakers import is_data_noun
from fogline.claims.attribution.words import FIGURES
from fogline.claims.claim import Held
from fogline.claims.reading.distance import (
    CAMPAIGNS,
    MOST_TIMES,
    alternating,
    compared_with,
    cost_between,
    nearest_times,
    sequenced,
    time_cost,
    token_of_time,
)
from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.reading.lists import is_list_item
from fogline.claims.syntax import Sentence, Token
from fogline.claims.times import TimeWords
from fogline.claims.voices import Spoken

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["held_at"]


def _said_on(item: SentenceReading, token: Token) -> TimeWords | None:
    for spoken in item.spoken[:MOST_TIMES]:
        if token.index not in spoken.attribution.scope:
            continue
        for time in nearest_times(item, token):
            if (
                time.kind == "date"
                and time.until is not None
                and _belongs_to_cue(item, time, spoken)
            ):
                return time
    return None


def _belongs_to_cue(item: SentenceReading, time: TimeWords, spoken: Spoken) -> bool:
    """ "said on Tuesday", "told Reuters late on Monday", "in a statement on Friday"."""
    if time.kind not in ("date",) or spoken.attribution.kind in ("attitude", "adverb"):
        return False
    sentence = item.sentence
    cue = spoken.attribution
    low, high = sentence.start + time.start, sentence.start + time.end
    if (
        time.from_ is not None
        and time.until is not None
        and (time.until - time.from_) > timedelta(days=7)
    ):
        after = sentence.text[high - sentence.start :].lstrip()
        return cue.kind == "verb" and 0 <= low - cue.cue_end <= 2 and after[:1] in (",", ".", "")
    if cue.kind == "according":
        gap = sentence.text[max(0, cue.speaker[1] - sentence.start) : time.start]
        return low >= cue.speaker[1] and len(gap) < 4
    if cue.kind == "passive":
        return False
    if (
        high <= cue.cue_start
        and not sentence.text[time.end : cue.cue_start - sentence.start].strip()
        and low >= cue.speaker[1] > 0
    ):
        return cue.kind == "verb"  # "the ministry on Wednesday confirmed"
    after = sentence.text[cue.cue_end - sentence.start : time.start]
    if low >= cue.cue_end and len(after) <= 45:
        words = after.split()
        clause_between = any(
            t.index in cue.scope and t.pos in ("VERB", "AUX")
            for t in sentence.between(cue.cue_end, low)
        )
        if not clause_between and ("that" not in words) and len(words) <= 7:
            token = token_of_time(item, time)
            holder = token
            for _ in range(4):
                if holder is None or holder.index == cue.head:
                    return True
                if holder.pos in ("VERB", "AUX"):
                    break
                if holder.head == holder.index:
                    break
                holder = sentence.head(holder)
            if len(words) <= 1 or cue.outlet != (-1, -1):
                return not _opens_clause(sentence, high)
            if holder is not None and holder.index != cue.head and holder is not token:
                if holder.pos in ("VERB", "AUX") and holder.index in cue.scope:
                    return False  # "said the fighting from 2 to 5 July cost ...": the clause's own
            head = sentence.head(holder) if holder is not None else None
            return bool(head is not None and head.index == cue.head)
    if high <= cue.cue_start:
        # "On Tuesday, officials said that ..." is ambiguous and read as the day it was said
        token = token_of_time(item, time)
        head = sentence.head(token) if token is not None else None
        between = sentence.text[
            time.end : max(
                time.end,
                min(cue.cue_start, cue.speaker[0] if cue.speaker[0] > 0 else cue.cue_start)
                - sentence.start,
            )
        ]
        if head is not None and head.index == cue.head and len(between) < 4 and cue.lemma != "say":
            return cue.lemma not in ("report", "confirm")
        return bool(
            head is not None
            and head.index == cue.head
            and (time.until == time.from_)
            and len(between) < 4
        )
    return False


def _opens_clause(sentence: Sentence, offset: int) -> bool:
    """Whether what follows a date after "said" is the claim's own clause ("said on 3 May 300 died")."""
    following = next((t for t in sentence.tokens if t.start >= offset), None)
    return following is not None and following.pos == "NUM"


def _now(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the plain present ("has", "hold", "are")."""
    for step in (token, *sentence.ancestors(token)):
        if step.pos in ("VERB", "AUX"):
            auxiliaries = [c.lower for c in sentence.children(step) if c.dep in ("aux", "auxpass")]
            return step.tag in ("VBZ", "VBP") and not auxiliaries
    return False


def is_of_now(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the present or the perfect: true when it was printed."""
    if _now(sentence, token) or _perfect(sentence, token):
        return True
    for step in (token, *sentence.ancestors(token)):
        if any(c.lower in ("have", "has", "'ve") for c in sentence.children(step, "aux")):
            return True  # "have been able to retake"
        if step.pos in ("VERB", "AUX") and step.dep not in ("xcomp", "acomp", "ccomp"):
            return False
    return False


def _long_past(time: TimeWords, published: date | None) -> bool:
    return published is not None and time.until is not None and (published - time.until).days > 20


def _perfect(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the perfect, which "since" goes with."""
    for step in (token, *sentence.ancestors(token)):
        if step.pos == "VERB":
            return any(
                c.dep == "aux" and c.lower in ("have", "has", "had", "'ve")
                for c in sentence.children(step)
            )
    return False


def _past_event(sentence: Sentence, token: Token) -> bool:
    """Whether the clause tells a finished event ("destroyed", "failed"), not a state."""
    node = token
    if node.pos not in ("VERB", "AUX"):
        node = next((a for a in sentence.ancestors(token) if a.pos in ("VERB", "AUX")), token)
    if node.tag == "VB" and node.dep == "xcomp":
        node = sentence.head(node)  # "were seen to fall"
    if node.pos != "VERB" or node.tag not in ("VBD", "VBN"):
        return False
    auxiliaries = [c.lower for c in sentence.children(node) if c.dep in ("aux", "auxpass")]
    return not any(
        a in ("have", "has", "being", "'ve", "will", "would", "may", "might", "could", "is", "are")
        for a in auxiliaries
    )


def _since_clause(item: SentenceReading, time: TimeWords, token: Token) -> bool:
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


_DATELINE = re.compile(
    r"\A[A-Z][A-Z'\u2019. -]{2,30}(?:, [A-Z][\w'\u2019 ]{2,30})?[,.] (?:\w+ ){0,1}"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
    r"(?:,? \d{4})?(?:,? (?:night|evening|morning|noon|midnight|afternoon))?"
    r"\s?(?:\([^)]{2,30}\)\s?)?(?:[.:]|\u2014|\u2013|-{1,2})\s?"
)


def dateline_end(text: str) -> int:
    """Where the words "CORNY, Monday night." end at the head of a dispatch, 0 without any.

    They say when it was written, not when what follows held.
    """
    match = _DATELINE.match(text)
    return match.end() if match is not None else 0


_LASTING = re.compile(
    r"(?i)\b(?:so far|to date|until now|up to now|toll|in all|in total|altogether)\b"
)


def held_at(
    reading: Reading, item: SentenceReading, token: Token
) -> tuple[Held, TimeWords | None, date | None]:
    """(when it held, the words that say so, when it was said) for a claim at ``token``."""
    published = reading.report.published
    said = _said_on(item, token)
    best: TimeWords | None = None
    best_cost = 1e9
    paired = alternating(item, token)
    for time in nearest_times(item, token):
        if time.kind in ("rate", "age", "sequence"):
            continue
        if paired is not None and time is not paired:
            continue
        if (said is not None and time is said) or compared_with(item, time, token):
            continue
        if _made_known(item, time) or _promised(item, time, token):
            continue
        if any(_belongs_to_cue(item, time, s) for s in item.spoken[:MOST_TIMES]):
            continue
        cost = time_cost(item, time, token)
        cost += cost_between(item, time, token)
        if _other_report(item, time, token):
            cost += 20.0
        if time.words.lower() == "now" and any(t.kind == "since" for t in item.times):
            cost += 20.0  # "since 1 July the total now exceeds": the span, not the moment
        if (
            time.kind in ("date", "ago")
            and _now(item.sentence, token)
            and _long_past(time, published)
        ):
            cost += 10.0
        if time.kind == "since" and (
            _perfect(item.sentence, token) or _counted_since(item, time, token)
        ):
            cost = min(cost, 9.0)
        if cost < best_cost:
            best, best_cost = time, cost
    said_day = said.until if said is not None else None
    if best is not None and 14.0 < best_cost <= 26.0 and _goes_on(item, best, token):
        best_cost = 14.0
    if best is not None and best.kind == "date" and _since_clause(item, best, token):
        return (
            Held(from_=best.from_, until=published, basis=f"since: {best.words}"),
            best,
            said_day,
        )
    if best is None or best_cost > 14.0:
        carried = _carried_time(reading, item, token) if said_day is None else None
        if carried is not None:
            return (
                Held(from_=carried.from_, until=carried.until, basis=carried.words),
                carried,
                said_day,
            )
        if (
            said_day is None
            and sequenced(item.sentence, token)
            and _past_event(item.sentence, token)
        ):
            # "a few months before Ukraine launched its incursion": past, on no day that is told
            return Held(from_=None, until=published, basis="before it was printed"), None, None
        day = said_day or published
        return Held(from_=day, until=day, basis="as_of" if day else ""), None, said_day
    begins = item.sentence.start + best.start
    if best.kind == "since" and begins < token.start < item.sentence.start + best.end:
        # "since the offensive began on 9 February": the beginning itself is of that day
        return Held(from_=best.from_, until=best.from_, basis=best.words), best, said_day
    return Held(from_=best.from_, until=best.until, basis=best.words), best, said_day


_MAKING_KNOWN = {
    "revise", "announce", "publish", "issue", "release", "update", "disclose", "unveil", "correct",
    "amend", "circulate", "obtain", "broadcast", "leak",
}  # fmt: skip


def _made_known(item: SentenceReading, time: TimeWords) -> bool:
    """Whether the time is when a figure was given out ("were revised on Sunday"), not when it held."""
    marker = token_of_time(item, time)
    if marker is None or time.kind != "date":
        return False
    for step in item.sentence.ancestors(marker):
        if step.pos in ("VERB", "AUX", "NOUN", "PROPN"):
            if step.pos != "VERB" or step.lemma not in _MAKING_KNOWN:
                return False
            what = item.sentence.children(step, "nsubj", "nsubjpass", "dobj")
            # bombs are released too, and officers issued with maps
            return not what or any(
                is_data_noun(t) or t.lemma in FIGURES or t.pos in ("PRON", "PROPN") for t in what
            )
    return False


_AND_THAT = re.compile(r"(?:,|\band\b|\bbut\b),?\s+that\s")


def _other_report(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """ "Said that ... in the past day, and that it has lost 52,000": each clause has its own time."""
    text = item.sentence.text
    at = token.start - item.sentence.start
    if time.end <= at:
        return _AND_THAT.search(text, time.end, at) is not None
    return False


_PROMISING = {"promise", "pledge", "order", "request", "ask", "plan", "agree", "earmark", "allot", "budget"}  # fmt: skip


def _promised(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """Whether the time is when a thing was promised ("the aid promised in August has arrived")."""
    marker = token_of_time(item, time)
    if marker is None:
        return False
    for step in (marker, *item.sentence.ancestors(marker)):
        if step.pos == "VERB":
            return (
                step.lemma in _PROMISING
                and step.dep in ("acl", "relcl", "amod")
                and step.index != token.index
            )
    return False


_STANDING = {"stand", "reach", "exceed", "be", "total", "rise", "come", "pass", "top", "number", "amount", "climb", "grow", "run"}  # fmt: skip


def _counted_since(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """ "The number who have passed through since Saturday now stands at 4,300": from that day on."""
    sentence = item.sentence
    marker = token_of_time(item, time)
    verb = next((t for t in (token, *sentence.ancestors(token)) if t.pos in ("VERB", "AUX")), None)
    if marker is None or verb is None or verb.lemma not in _STANDING:
        return False
    return any(
        marker.index in {t.index for t in sentence.subtree(subject)}
        for subject in sentence.children(verb, "nsubj", "nsubjpass")
    )


def _carried_time(reading: Reading, item: SentenceReading, token: Token) -> TimeWords | None:
    """The time of the narrative: the last one said for an event earlier in this paragraph.

    Only for events told in the past tense by the same voices; never for what is true now.
    """
    if item.listed is not None and item.listed.time is not None and is_list_item(item.sentence):
        return item.listed.time
    told = reading.story.past
    index = item.sentence.index
    if _perfect(item.sentence, token) or _LASTING.search(item.sentence.text):
        for earlier in reversed(reading.sentences[max(0, index - 2) : index]):
            if earlier.sentence.paragraph == item.sentence.paragraph:
                running = [t for t in earlier.times if t.kind == "since" and t.from_ is not None]
                if running:
                    return running[-1]
    if not (
        _past_event(item.sentence, token)
        or _is_fragment(item.sentence)
        or _within_saying(item, token)
        or (told and not _now(item.sentence, token))
    ):
        return None
    for earlier in reversed(reading.sentences[max(0, index - (12 if told else 5)) : index]):
        if earlier.sentence.paragraph != item.sentence.paragraph and not told:
            return None
        for time in reversed(earlier.times):
            if (
                time.kind in ("date", "window")
                and time.from_ is not None
                and not any(_belongs_to_cue(earlier, time, s) for s in earlier.spoken)
                and not compared_with(earlier, time, None)
            ):
                if time.until is None or (time.until - time.from_).days > 31:
                    continue
                if _opens_campaign(earlier, time):
                    return replace(time, until=reading.report.published, kind="since")
                return time
    return None


def _goes_on(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """ "On Friday they came out; by dusk they had lost 1,200": one day, and the story goes on."""
    dated = [t for t in item.times if t.kind not in ("rate", "age", "sequence")]
    begins = item.sentence.start + time.start
    return (
        len(dated) == 1
        and time.kind == "date"
        and begins < token.start
        and ";" in item.sentence.text[time.end : token.start - item.sentence.start]
        and not sequenced(item.sentence, token)
        and not _now(item.sentence, token)
    )


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


def _opens_campaign(item: SentenceReading, time: TimeWords) -> bool:
    """Whether the day is that on which a campaign began ("the operation, which began on 3 August")."""
    marker = token_of_time(item, time)
    if marker is None:
        return False
    for step in item.sentence.ancestors(marker):
        if step.pos in ("VERB", "AUX"):
            if step.lemma not in ("begin", "start", "open", "break", "launch"):
                return False
            holder = item.sentence.head(step)
            if step.dep in ("relcl", "acl"):
                return holder.lemma in CAMPAIGNS
            return any(
                c.lemma in CAMPAIGNS for c in item.sentence.children(step, "nsubj", "nsubjpass")
            )
    return False
