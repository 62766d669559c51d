"""Which time belongs to which claim: when it held and when it was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from fogline.claims.claim import Held
from fogline.claims.conventions import Conventions
from fogline.claims.reading.carried import (
    EVENTS,
    carried_time,
    goes_with_event,
    since_before,
    since_clause,
)
from fogline.claims.reading.distance import (
    MOST_TIMES,
    STANDING,
    alternating,
    compared_with,
    cost_between,
    in_other_clause,
    leads,
    list_tail,
    nearest_times,
    sequenced,
    time_cost,
    token_of_time,
)
from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.reading.said import belongs_to_cue, made_known, said_on
from fogline.claims.reading.tense import is_now, is_of_now, is_past_event, is_perfect
from fogline.claims.syntax import Token
from fogline.claims.times import TimeWords, find_times

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = [
    "dateline_end",
    "dispatch_day",
    "entry_day",
    "held_at",
    "letter_day",
]


_DATELINE = re.compile(
    r"\A[A-Z][A-Z'\u2019. -]{2,30}(?:, [A-Z][\w'\u2019 ]{2,30})?[,.] (?:\w+ ){0,1}"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})"
    r"(?:,? \d{4})?(?:,? (?:night|evening|morning|noon|midnight|afternoon))?"
    r"\s?(?:\([^)]{2,30}\)\s?)?(?:[.:]|\u2014|\u2013|-{1,2}|\Z)\s?"
)


def dateline_end(text: str) -> int:
    """Where the words "CORNY, Monday night." end at the head of a dispatch, 0 without any.

    They say when it was written, not when what follows held.
    """
    match = _DATELINE.match(text)
    return match.end() if match is not None else 0


def dispatch_day(text: str, published: date | None, table: Conventions) -> date | None:
    """The day on which a dispatch was written, from its dateline ("CORNY, Oct. 10."); None without one."""
    end = dateline_end(text)
    return _mailed(text[:end], published, table, since=0) if end else None


def letter_day(head: str, published: date | None, table: Conventions) -> date | None:
    """The day of a letter, from the line above it ("Kambula Camp, Sunday, 30th March, 1879.").

    ``head`` is what stands before the report's first words. A page's own stamps are no such lines.
    """
    for line in reversed(head.splitlines()):
        if len(line.split()) <= 12 and _PLACED.match(line):
            day = _mailed(line, published, table, since=3)
            if day is not None:
                return day
    return None


def _mailed(words: str, published: date | None, table: Conventions, *, since: int) -> date | None:
    """The one day that words name, from so many days before printing to the oldest mail."""
    if published is None:
        return None
    for time in find_times(words, published, table):
        if time.kind == "date" and time.from_ == time.until and time.from_ is not None:
            if since <= (published - time.from_).days <= _OLDEST_MAIL:
                return time.from_
    return None


_PLACED = re.compile(
    r"(?!Updated|Published|Posted|Last|By |First|Created|Modified|Edited|Printed)[A-Z][\w\u2019' -]{2,30},\s"
)


def entry_day(text: str, times: Sequence[TimeWords], published: date | None) -> date | None:
    """The day over or before a diary's entry ("17 September."), None where the words are none."""
    first = times[0] if times else None
    if first is None or first.kind != "date" or first.from_ is None or first.from_ != first.until:
        return None
    if text[: first.start].strip(" -*•[(") or not re.match(
        r"\s*[.:\])—–-]|\s*\Z", text[first.end :]
    ):
        return None
    named = re.search(r"\d", first.words) and re.search(r"[A-Za-z]{3}", first.words)
    return first.from_ if named and (published is None or first.from_ <= published) else None


_OLDEST_MAIL = 60  # days a letter may have been under way to be a dispatch of its dateline


def _long_past(time: TimeWords, published: date | None) -> bool:
    return published is not None and time.until is not None and (published - time.until).days > 20


_NEAR = 14.0  # a time further off than this is another clause's
_TOLD = ("date", "ago", "window")


def held_at(
    reading: Reading, item: SentenceReading, token: Token
) -> tuple[Held, TimeWords | None, date | None]:
    """(when it held, the words that say so, when it was said) for a claim at ``token``."""
    published = reading.report.published
    said = said_on(item, token)
    said_day = said.until if said is not None else None
    best, cost = _nearest(reading, item, token, said)
    if cost > _NEAR:
        tail = list_tail(item, token)
        shared, cost_of_tail = _nearest(reading, item, tail, said) if tail else (None, 1e9)
        if shared is not None and tail is not None and cost_of_tail <= _NEAR:
            if item.sentence.start + shared.start >= tail.end:
                best, cost = (
                    shared,
                    cost_of_tail,
                )  # "12 killed, 40 wounded and 3 missing on Tuesday"
    if best is not None and _NEAR < cost <= 40.0 and _goes_on(item, best, token):
        cost = _NEAR
    if best is not None and best.kind == "date" and since_clause(item, best, token):
        held = Held(from_=best.from_, until=published, basis=f"since: {best.words}")
        return held, best, said_day
    if best is not None and cost <= _NEAR:
        begins = item.sentence.start + best.start
        if best.kind == "since" and begins < token.start < item.sentence.start + best.end:
            # "since the offensive began on 9 February": the beginning itself is of that day
            return Held(from_=best.from_, until=best.from_, basis=best.words), best, said_day
        state = next((t for t in item.times if t.kind == "as_of"), None)
        if best.kind == "since" and state is not None:
            # "as of 10 October 50 have died since the war began"
            held = Held(from_=best.from_ or state.from_, until=state.until, basis=best.words)
            return held, best, said_day
        until = best.until
        if best.kind == "until" and best.from_ == until:
            asked = since_before(reading, item)
            if asked is not None:
                return Held(from_=asked.from_, until=until, basis=best.words), best, said_day
        if best.kind == "since" and said_day is not None and until == published:
            until = max(said_day, best.from_ or said_day)  # a total told of on Tuesday ends there
        return Held(from_=best.from_, until=until, basis=best.words), best, said_day
    if said_day is None or goes_with_event(item, token):
        carried = carried_time(reading, item, token)
        if carried is not None and said_day is not None and not _one_day(carried):
            carried = None
        if carried is not None:
            held = Held(from_=carried.from_, until=carried.until, basis=carried.words)
            return held, carried, said_day
    if said_day is None and sequenced(item.sentence, token) and is_past_event(item.sentence, token):
        # "a few months before Ukraine launched its incursion": past, on no day that is told
        return Held(from_=None, until=published, basis="before it was printed"), None, None
    if item.entry is not None and said_day is None:
        return Held(from_=item.entry, until=item.entry, basis="the entry's day"), None, item.entry
    day = said_day or reading.story.written or published
    return Held(from_=day, until=day, basis="as_of" if day else ""), None, said_day


def _one_day(time: TimeWords) -> bool:
    return time.until is not None and time.from_ is not None and (time.until - time.from_).days <= 1


def _nearest(
    reading: Reading, item: SentenceReading, token: Token, said: TimeWords | None
) -> tuple[TimeWords | None, float]:
    """The time of the sentence that belongs to a claim at a token, and how far off it is."""
    best: TimeWords | None = None
    best_cost = 1e9
    paired = alternating(item, token)
    for time in nearest_times(item, token):
        if time.kind in ("rate", "age", "sequence") or time is said:
            continue
        if paired is not None and time is not paired:
            continue
        if (
            compared_with(item, time, token)
            or made_known(item, time)
            or _promised(item, time, token)
            or any(belongs_to_cue(item, time, s) for s in item.spoken[:MOST_TIMES])
        ):
            continue
        cost = _cost(reading, item, time, token)
        if cost < best_cost:
            best, best_cost = time, cost
    return best, best_cost


def _cost(reading: Reading, item: SentenceReading, time: TimeWords, token: Token) -> float:
    sentence = item.sentence
    cost = time_cost(item, time, token) + cost_between(item, time, token)
    if _other_report(item, time, token):
        cost += 20.0
    if time.words.lower() == "now" and any(t.kind == "since" for t in item.times):
        cost += 20.0  # "since 1 July the total now exceeds": the span, not the moment
    if time.kind in ("date", "ago"):
        if is_now(sentence, token) and _long_past(time, reading.report.published):
            cost += 10.0
    if time.kind in _TOLD and is_of_now(sentence, token) and in_other_clause(item, time, token):
        cost += 12.0  # "a third of the troops who came in October have been killed"
    if time.words.lower() not in _AT_PRESENT and _says_now(item, time, token):
        cost += 12.0  # "now commands 165,000 and expects 300,000 by next summer"
    if time.kind == "since" and (is_perfect(sentence, token) or _counted_since(item, time, token)):
        cost = min(cost, 9.0)
    return cost


_AT_PRESENT = ("now", "today", "currently", "presently", "at present")


def _says_now(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """Whether the claim's verb has a "now" of its own, and the time stands in another clause."""
    sentence = item.sentence
    verb = next((t for t in (token, *sentence.ancestors(token)) if t.pos in ("VERB", "AUX")), None)
    marker = token_of_time(item, time)
    if verb is None or marker is None:
        return False
    if not any(c.lower in _AT_PRESENT for c in sentence.children(verb, "advmod", "npadvmod")):
        return False
    first = next((t for t in sentence.ancestors(marker) if t.pos in ("VERB", "AUX")), None)
    return first is not None and first.index != verb.index


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


def _counted_since(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """ "The number who have passed through since Saturday now stands at 4,300": from that day on."""
    sentence = item.sentence
    marker = token_of_time(item, time)
    verb = next((t for t in (token, *sentence.ancestors(token)) if t.pos in ("VERB", "AUX")), None)
    if marker is None or verb is None or verb.lemma not in STANDING:
        return False
    return any(
        marker.index in {t.index for t in sentence.subtree(subject)}
        for subject in sentence.children(verb, "nsubj", "nsubjpass")
    )


def _goes_on(item: SentenceReading, time: TimeWords, token: Token) -> bool:
    """Whether the one time of a sentence holds for all that it tells of the same happening.

    "On Friday they came out; by dusk they had lost 1,200"; "the raid on Friday killed 12, the army
    said, while the rebels put the dead at 30". Not for what is true now, nor for a clause of its own.
    """
    dated = [t for t in item.times if t.kind not in ("rate", "age", "sequence")]
    if len(dated) != 1 or time.kind not in (*_TOLD, "since"):
        return False
    sentence = item.sentence
    if sequenced(sentence, token) or is_now(sentence, token):
        return False
    text = sentence.text
    cut = text.rfind(";", time.end, max(time.end, token.start - sentence.start))
    if cut >= 0:
        after = sentence.between(sentence.start + cut, token.start)
        return not any(t.tag in ("VBZ", "VBP") for t in after)
    marker = token_of_time(item, time)
    if marker is None or not is_past_event(sentence, token):
        return False
    if sentence.head(marker).pos not in ("VERB", "AUX") and not leads(item, time):
        noun = sentence.head(marker)  # "the raid on Friday killed 12"
        return noun.lemma in EVENTS and noun.dep in ("nsubj", "nsubjpass")
    above = {token.index, *(t.index for t in sentence.ancestors(token))}
    for step in sentence.ancestors(marker):
        if step.index in above:
            break
        if step.dep in ("relcl", "acl", "advcl"):
            return False
    verb = next((t for t in sentence.ancestors(marker) if t.pos in ("VERB", "AUX")), None)
    return verb is not None and is_past_event(sentence, verb)
