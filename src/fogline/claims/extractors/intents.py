"""Intents: what a leader or a force means, or declines, to do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fogline.claims.claim import Modality
from fogline.claims.extractors.patterns import Pattern, find_patterns, pattern
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.syntax import Sentence
from fogline.claims.voices import Spoken

__all__ = ["intents"]

_MEANS = (
    r"(?P<at>vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|insist(?:s|ed|ing)?|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?|want(?:s|ed|ing)?|seek(?:s|ing)?|sought|hop(?:e|es|ed|ing)|"
    r"prepar(?:e|es|ed|ing)|threaten(?:s|ed|ing)?|order(?:s|ed|ing)?|determined|resolved|ready|unwilling|willing|reluctant|hesitant|hesitat(?:e|es|ed|ing)|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|decid(?:e|es|ed|ing)|"
    r"try(?:ing)?|tried|attempt(?:s|ed|ing)?|propos(?:e|es|ed|ing)|considering|expects?|expected|swore|sworn|swears?|committed|agreed|poised|set|offer(?:s|ed|ing)?|mean(?:s|t)?|going|told|instructed|directed|commanded|bound|bent|intent|designed|aimed|minded|reserve[sd]? the right|in (?:an effort|an attempt|a bid|order)|with (?:a view|the aim|the intention|the goal|the object)|(?:goal|aim|objective|purpose|mission|task|object|strategy|idea) (?:is|was|remains|were|are)(?: still| now)?|(?:no |any |the |its |their |his |every )?(?:decision|intention|intent|plans?|desire|wish|vow|pledge|promise|threat|readiness|willingness|determination)|ruled? out|about|undertook|urg(?:es|ed|ing))"
)
_LINK = r" (?:\w+ ){0,2}?(?:to|on|of|at|for|upon|not to|never to|any|that (?:[\w’'-]+ ){1,3}(?:would|will)|against)(?: \w+ly)? (?:be |keep |keep on |continue to |continue |sending |try to |attempt to |send )?"
_WILL = r"(?:will|would|may|might|shall|won[’']t|wouldn[’']t) (?:not |never )?(?:have to |continue to |attempt to |try to |seek to |be |keep on )?"
_LEAD = rf"(?:{_MEANS}{_LINK}|{_WILL})"
_TABLE = (
    pattern("intent_to_hold", rf"\b{_LEAD}(?:give[n]? up|hold(?:ing)?|defend(?:ing)?|keep(?:ing)?|retain(?:ing)?|stay(?:ing)?|remain(?:ing)?|not (?:retreat|withdraw|leave|retire|budge)|stand(?:ing)? (?:fast|firm|(?:its|their|our) ground)|dig(?:ging)? in|sit(?:ting)? tight|protect(?:ing)?|resist(?:ing)?|fight(?:ing)? (?:on|to the (?:last|end|death|finish))|cling(?:ing)? to|not (?:give|surrender|yield|cede)|maintain(?:ing)?)\b"),
    pattern("intent_to_retake", rf"\b{_LEAD}(?:retak\w+|recaptur\w+|expel\w*|push(?:ing)? (?:\w+ )?(?:out|back)|driv(?:e|ing) (?:\w+ ){{0,4}}?(?:out|back)|oust\w*|eject\w*|regain\w*|recover\w*|liberat\w+|reclaim\w*|clear\w*|win(?:ning)? back|evict\w*|tak(?:e|ing) back|dislodg\w+|flush(?:ing)? out)\b"),
    pattern("intent_to_divert", rf"\b{_LEAD}(?:divert\w*|redeploy\w*|redirect\w*|shift\w*|transfer\w*|mov(?:e|ing) (?:\w+ ){{0,3}}?from)\b"),
    pattern("intent_to_withdraw", rf"\b{_LEAD}(?:withdraw\w*|retreat\w*|pull(?:ing)? (?:\w+ )?(?:out|back)|leav(?:e|ing)|evacuat\w+|abandon\w*|quit\w*|bring(?:ing)? (?:[\w’'-]+ ){1,4}?(?:home|back)|hand(?:ing)? over|hand(?:ing)? back|giv(?:e|ing) up|go(?:ing)? home|com(?:e|ing) home|withdrawal|retreat|pull-?out|evacuation)\b"),
    pattern("intent_to_return", rf"\b{_LEAD}(?:return\w*|com(?:e|ing) back|rejoin\w*)\b"),
    pattern("intent_to_reinforce", rf"\b{_LEAD}(?:reinforc\w+|send(?:ing)?|deploy\w*|commit\w*|mobili[sz]\w+|dispatch\w*|reliev\w*|reinforcements?|bring(?:ing)? up|rush(?:ing)?|mov(?:e|ing) (?:up|in) (?:\w+ )?(?:troops|reserves)|build(?:ing)? up|strengthen\w*|replac\w+|recruit\w*|conscript\w*|call(?:ing)? up|rais(?:e|ing))\b"),
    pattern("intent_to_attack", rf"\b{_LEAD}(?:attack\w*|invad\w+|storm\w*|captur\w+|seiz\w+|tak(?:e|ing)|advanc\w+|launch\w*|destroy\w*|pursu\w+|fight\w*|tie down|stop|retaliat\w+|respond\w*|strik(?:e|ing)|occupy\w*|eliminat\w+|encircl\w+|crush\w*|march\w*|resum\w+|harry\w*|harass\w*|cross(?:ing)?|bomb\w*|bombard\w*|pound\w*|smash\w*|driv(?:e|ing) on|finish\w* off|punish\w*|press(?:ing)? (?:on|home)|an? (?:[\w’'-]+ )?(?:attack|offensive|assault|invasion|strike|battle|counter-?attack|counter-?offensive)|isolat\w+|overrun|tak(?:e|ing) revenge|aveng\w+|break(?:ing)? (?:through|out|the (?:siege|blockade|ring|line))|cut(?:ting)? (?:off|the (?:road|railway|line))|widen\w*|expand(?:ing)? (?:its|their|the) (?:offensive|operations?|campaign)|secure(?= (?:the )?(?:town|city|border|area|road))|defeat\w*|annihilat\w+|liquidat\w+|disarm\w*)\b(?! (?:part|place|care|responsib|account|steps|measures|office|time))"),
    pattern("intent_to_negotiate", rf"\b{_LEAD}(?:negotiat\w+|talk\w*|meet\w*|sign\w*|accept\w*|hold(?:ing)? (?:\w+ )?talks|ceas\w+|agree\w*|mak(?:e|ing) peace|com(?:e|ing) to terms|seek(?:ing)? (?:terms|peace|talks)|ask(?:ing)? for terms|talks|negotiations|parley|compromise|end(?:ing)? (?:the |this )?(?:war|fighting|conflict|hostilities|bloodshed)|force (?:[\w’'-]+ ){{1,3}}?to (?:negotiate|talk|terms)|reach(?:ing)? (?:an? )?(?:deal|agreement|settlement|understanding)|settl\w+|observ\w+|respect(?:ing)?(?= (?:the |a )?(?:cease-?fire|truce)))\b"),
    pattern("intent_to_attack", r"\b(?:offensive|attack|operations?|advance|war|campaign|struggle|strikes|bombing|raids) (?P<at>will|would|shall) (?:not (?:stop|end|cease)|go on|continue|be (?:resumed|continued|pressed)|resume|begin|proceed)\b"),
    pattern("intent_to_withdraw", r"\b(?P<at>rul(?:ed|es|ing) out) (?:a |any |the |all )?(?:[\w-]+ )?(?:withdrawal|retreat|pull-?out|pullback|evacuation)\b"),
    pattern("intent_to_negotiate", r"\b(?P<at>rul(?:ed|es|ing) out|rejected|refused|offered|proposed|called for|demanded) (?:a |any |the |all |immediate |new |further )*(?:talks|negotiations?|dialogue|peace (?:talks|deal)|compromise)\b"),
)  # fmt: skip
_HEADED_LEAD = r"(?<!the\s)(?<!an\s)(?<!a\s)(?<!enemy\s)(?<!of\s)"
_UNDER_HEADING = tuple(
    Pattern(
        p.measure,
        re.compile(p.expression.pattern.replace(_LEAD.replace(" ", r"\s+"), _HEADED_LEAD), re.I),
    )
    for p in _TABLE
)
"""The same under a heading that says that all of it is meant: "6. Intention: hold, then withdraw"."""
_MEANING = re.compile(
    rf"\b(?:{_LEAD}|will |would |shall |rul(?:ed|es|ing) out|rejected |refused |offered |proposed |called for|demanded )".replace(
        " ", r"\s+"
    ),
    re.IGNORECASE,
)  # looked for once, before the table
_NEGATIVE = (
    "unwilling",
    "reluctant",
    "hesita",
    "refus",
    "declin",
    "never",
    "not to",
    "no ",
    "ruled out",
    "rule out",
)
_GIVES_WORD = re.compile(
    r"(?i)\s+(?:(?:you|them|him|her|us|the (?:press|committee|house|enemy))\s+)?(?:an?|any|the|exact|precise|further|more|that)\s+(?:\w+\s+)?(?:dates?|numbers?|figures?|names?|timetable|times?|details?|answer|comment|estimate|interviews?|information)\b"
)
_HOPE = ("hop", "want", "seek", "sought")


def intents(reading: Reading, item: SentenceReading) -> Iterable[Draft]:
    """Who means to hold, retake, divert, withdraw, return, reinforce, attack or negotiate."""
    sentence = item.sentence
    section = reading.sections.get(sentence.paragraph)
    headed = section is not None and section.kind == "intention"
    if not headed and _MEANING.search(sentence.text) is None:
        return
    seen: list[tuple[int, int]] = []
    for found in find_patterns(reading, item, _UNDER_HEADING if headed else _TABLE):
        if any(a < found.end and b > found.start for a, b in seen):
            continue
        words = sentence.span_text(found.start, found.end).lower()
        if words.startswith(("set ", "order", "about ")) and " to " not in words:
            continue
        if _compounded(sentence, found.end):
            continue  # "an assault group", "the attack helicopters"
        seen.append((found.start, found.end))
        start = found.start
        side, subject = found.side, found.subject
        speaker = _speaker(item, found.start)
        if speaker is not None and speaker.voice.side:
            side = side or speaker.voice.side.split(",")[0]
            if found.subject.lower() in ("he", "she", "they", "it"):
                side, subject = speaker.voice.side.split(",")[0], speaker.voice.name or subject
        elif found.subject.lower() in ("he", "she"):
            person = reading.memory.person_before(found.subject_start)
            if person is not None:
                side, subject = person.side, person.name or subject
        if sentence.start <= found.subject_start < start and start - found.subject_start <= 120:
            start = found.subject_start
        modality: Modality = "hoped" if words.startswith(_HOPE) else "planned"
        if words.startswith(("may ", "might ")):
            modality = "possible"
        firm = re.search(
            r"\bnot (?:be )?(?:give|given|surrender|yield|cede|stop|retreat|withdraw|leave)", words
        )
        if firm is not None and _GIVES_WORD.match(sentence.text, found.end - sentence.start):
            continue  # "I will not give you a date"
        denied = firm is None and any(mark in words for mark in _NEGATIVE)
        yield Draft(
            start=start, end=_object_end(sentence, found.end), anchor=found.anchor, kind="intent", measure=found.pattern.measure, noun=words.split()[-1],
            voiced_at=sentence.at(found.end - 1), predicate=found.anchor.text, role="intent", subject=subject, side=side, modality=modality, polarity="denied" if denied else "asserted" if firm else None,
        )  # fmt: skip


def _compounded(sentence: Sentence, end: int) -> bool:
    """Whether the last word only names what kind of thing a noun behind it is."""
    last = sentence.at(end - 1)
    if last is None or last.pos not in ("NOUN", "PROPN", "ADJ"):
        return False
    head = sentence.head(last)
    return last.dep in ("compound", "amod", "nmod") and last.index < head.index <= last.index + 3


def _speaker(item: SentenceReading, offset: int) -> Spoken | None:
    """The attribution whose cue is the intending verb itself ("Zelensky insisted on holding")."""
    for spoken in item.spoken:
        if spoken.attribution.cue_start == offset:
            return spoken
    return None


def _object_end(sentence, end: int) -> int:  # type: ignore[no-untyped-def]
    """Through the object of the last verb, so that the words make sense alone."""
    token = sentence.at(end - 1)
    if token is None:
        return end
    for child in sentence.children(token, "dobj", "prt", "prep"):
        last = child
        for inner in sentence.subtree(child):
            if inner.dep in ("relcl", "advcl", "punct", "acl") or inner.index - token.index > 9:
                break
            last = inner
        if last.end - end < 70:
            end = max(end, last.end)
    return end
