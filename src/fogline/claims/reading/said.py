"""Which time is that of the saying: "said on Tuesday", "in a statement on Friday"."""

from __future__ import annotations

from datetime import timedelta

from fogline.claims.attribution.speakers import is_data_noun
from fogline.claims.attribution.words import FIGURES
from fogline.claims.reading.distance import MOST_TIMES, nearest_times, token_of_time
from fogline.claims.reading.drafts import SentenceReading
from fogline.claims.syntax import Sentence, Token
from fogline.claims.times import TimeWords
from fogline.claims.voices import Spoken

__all__ = ["belongs_to_cue", "made_known", "said_on"]


def said_on(item: SentenceReading, token: Token) -> TimeWords | None:
    """The time at which the words over a token were said, None where none is named."""
    for spoken in item.spoken[:MOST_TIMES]:
        if token.index not in spoken.attribution.scope:
            continue
        for time in nearest_times(item, token):
            if (
                time.kind == "date"
                and time.until is not None
                and belongs_to_cue(item, time, spoken)
            ):
                return time
    return None


def belongs_to_cue(item: SentenceReading, time: TimeWords, spoken: Spoken) -> bool:
    """ "said on Tuesday", "told Reuters late on Monday", "in a statement on Friday"."""
    if time.kind not in ("date",) or spoken.attribution.kind in ("attitude", "adverb"):
        return False
    sentence = item.sentence
    cue = spoken.attribution
    if _speaking(item, time, cue.head):
        return True
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


_SPEAKING = (
    "speak",
    "write",
    "talk",
    "testify",
    "address",
    "brief",
    "post",
    "report",
    "appear",
    "comment",
    "cite",
    "quote",
)


def _speaking(item: SentenceReading, time: TimeWords, head: int) -> bool:
    """ "Speaking on Wednesday, the minister said": the participle of the saying verb."""
    marker = token_of_time(item, time)
    if marker is None:
        return False
    for step in item.sentence.ancestors(marker):
        if step.pos == "VERB":
            speaks = step.tag == "VBG" and step.lemma in _SPEAKING and step.dep == "advcl"
            return speaks and step.head == head
    return False


def _opens_clause(sentence: Sentence, offset: int) -> bool:
    """Whether what follows a date after "said" is the claim's own clause ("said on 3 May 300 died")."""
    following = next((t for t in sentence.tokens if t.start >= offset), None)
    return following is not None and following.pos == "NUM"


_MAKING_KNOWN = {
    "revise", "announce", "publish", "issue", "release", "update", "disclose", "unveil", "correct",
    "amend", "circulate", "obtain", "broadcast", "leak",
}  # fmt: skip


_PUTTING = {"put", "place", "set", "reckon", "estimate"}  # "casualties were put on Sunday at 57"


def made_known(item: SentenceReading, time: TimeWords) -> bool:
    """Whether the time is when a figure was given out ("were revised on Sunday"), not when it held."""
    marker = token_of_time(item, time)
    if marker is None or time.kind != "date":
        return False
    for step in item.sentence.ancestors(marker):
        if step.pos in ("VERB", "AUX", "NOUN", "PROPN"):
            putting = step.lemma in _PUTTING
            if step.pos != "VERB" or not (putting or step.lemma in _MAKING_KNOWN):
                return False
            what = item.sentence.children(step, "nsubj", "nsubjpass", "dobj")
            # bombs are released too, and officers issued with maps
            named = ("PRON", "PROPN") if not putting else ()
            return (not what and not putting) or any(
                is_data_noun(t) or t.lemma in FIGURES or t.pos in named for t in what
            )
    return False
