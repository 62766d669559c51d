"""Who gives a figure or a piece of news: "issued a list of 340 dead", "is sure that", "made it 90"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.scope import according_scope, scope_of
from fogline.claims.attribution.speakers import (
    can_speak,
    is_counted,
    is_data_noun,
    speaker_span,
    speaking_subject,
)
from fogline.claims.syntax import Sentence, Token

__all__ = ["giver_cues"]

_NEWS = (
    r"(?:statements?|figures?|lists?|word|news|reports?|communiqu[eé]s?|bulletins?|data|notes?|letters?|telegrams?"
    r"|d[ie]spatch(?:es)?|messages?|announcements?|estimates?|counts?|tall(?:y|ies)|updates?|numbers?|totals?|tolls?"
    r"|documents?|summar(?:y|ies)|assessments?|declarations?|circulars?|videos?|maps?|names|details|information)"
)
_VIEW = r"(?:belief|view|opinion|conviction|hope|fear|confidence|suspicion|doubts?)"
_HEDGED = r"(?:(?:about|around|some|at least|more than|over|up to|nearly|almost|only|just|under|fewer than) )?"
_NUMBER = (
    r"(?:(?:an? |the )?(?:figure|number|total|toll|count|tally|estimate|loss|list) of )?"
    rf"{_HEDGED}(?:\d[\d,.]*|(?:an? )?(?:dozen|score|hundred|thousand)s?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty"
    r"|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b"
)
_BEFALLEN = (
    r"(?:[ -](?:hundred|thousand|million|\w+)){0,3}?[ -](?:dead|killed|wounded|deaths|casualties|fatalities|losses|missing"
    r"|captured|injured|victims|bodies|names|burials|funerals)\b"
)

_Frames = tuple[tuple[frozenset[str], re.Pattern[str]], ...]
_FRAMES: _Frames = (
    (  # "released figures showing 340 dead", "sent word that", "expressed the belief that"
        frozenset(
            (
                "issue", "release", "publish", "put", "send", "bring", "give", "spread", "express", "make", "voice",
                "circulate", "produce", "present", "share", "provide", "deliver", "print", "submit", "file", "receive",
                "get", "have", "leave", "hold", "offer", "post",
            )
        ),
        re.compile(
            rf" (?:out |round |forth )?(?:[\w’'-]+ ){{0,4}}?(?:{_NEWS}|{_VIEW})(?: (?:on|about|from|to) [\w ]{{3,30}}?)?,?"
            r"(?: (?:that|saying|showing|stating|claiming|announcing|listing|putting|giving|reporting|to the effect"
            r"|(?:in )?which (?:said|says|puts?|gives|gave|lists|shows|showed))\b|:)"
        ),
    ),
    (  # "has a list of 340 names", "has another number: 340"
        frozenset(("have", "issue", "publish", "release", "produce", "keep", "present", "show")),
        re.compile(
            rf" (?:[\w’'-]+ ){{1,3}}?(?:list|number|figure|count|tally|toll|estimate|total)s?(?: of {_NUMBER}|:)"
        ),
    ),
    (  # "is sure that", "was blunt: ..."
        frozenset(("be", "seem", "feel", "remain", "stay", "sound")),
        re.compile(
            r" (?:quite |very |fairly |more |less |not |in |also |of )*(?:(?:sure|certain|convinced|adamant|confident|positive"
            r"|satisfied|categorical|emphatic|clear|on record|no doubt|the opinion|the view) that\b"
            r"|(?:blunt|blunter|precise|frank|direct|brief|exact|specific|emphatic|explicit|clear|cautious|gloomy|gloomier"
            r"|plain|plainer|firm|certain|definite)[^.:;]{0,15}:)"
        ),
    ),
    (  # "went further:", "went so far as to say that"
        frozenset(("go",)),
        re.compile(
            r" (?:further:|on record\b|(?:so|as) far as (?:to (?:say|claim|suggest|state|assert)|(?:saying|claiming)))"
        ),
    ),
    (frozenset(("hit", "fire", "shoot", "fling")), re.compile(r" back (?:that|:|by saying)\b")),
    (  # "assesses with moderate confidence that"
        frozenset(("assess", "state", "declare", "judge", "conclude", "believe", "hold", "claim", "repeat", "report")),
        re.compile(r" with (?:\w+ ){0,3}\w+ that\b"),
    ),
    (  # "corroborates that", "stated, and the ministry repeated, that"
        frozenset(
            (
                "corroborate", "leak", "grant", "allow", "intimate", "establish", "regret", "lament", "state", "say",
                "announce", "report", "repeat", "claim", "learn", "rejoice", "apprehend",
            )
        ),
        re.compile(r"(?:, and [\w ]{3,40},)? that\b"),
    ),
    (frozenset(("claim", "report", "purport", "admit")), re.compile(r" (?:having|to have) \w+(?:ed|en|t)\b")),
    (  # "talks of 340 dead", "settles on a figure of 340 dead", "gives 340 dead"
        frozenset(
            (
                "talk", "write", "know", "tell", "hear", "settle", "arrive", "come", "give", "name", "offer", "assert",
                "allow", "establish", "track", "corroborate", "regret", "mourn", "lament", "trumpet", "signal",
                "note", "remember", "guess", "certify", "own", "phone", "notify", "speak", "mention",
                "brag", "boast", "recall",
            )
        ),
        re.compile(
            rf"(?: (?:of|on|at|to|about|from|in|it|the \w+ of))? (?:the loss of )?{_NUMBER}{_BEFALLEN}"
        ),
    ),
    (frozenset(("make",)), re.compile(rf" it {_NUMBER}")),
    (  # "comes to a figure of 340", "gives a total of 340"
        frozenset(("settle", "arrive", "come", "give", "offer", "quote", "cite", "reach", "name", "scoff", "laugh", "sneer")),
        re.compile(
            r"(?: (?:on|at|to|with))? (?:an?|the|his|her|its|their) (?:\w+ )?(?:figure|number|total|toll|count|tally|estimate) of \d"
        ),
    ),
    (frozenset(("regret", "deplore", "mourn", "lament")), re.compile(r" the (?:loss|deaths?|death) of (?:\w+ )?\d")),
    (frozenset(("rate", "value", "reckon", "compute", "assess")), re.compile(r" (?:\w+ ){1,4}at \d")),
)  # fmt: skip

_NAME = r"(?P<np>(?:the\s+|an?\s+|its\s+|their\s+|our\s+)?[\w.’'-]+(?:\s+(?!who\b|which\b|that\b|is\b|was\b|and\b)[\w.’'-]+){0,7}?)"
_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<cue>if)\s+{_NAME}\s+(?:is|are|was|were)\s+(?:right|correct|telling the truth|not mistaken)\b",
        rf"\b(?P<cue>to believe|relying on|drawing on|on the basis of|by courtesy of|so far as one may believe)\s+{_NAME}(?=[,.;]|\Z)",
        rf"\bon\s+{_NAME}(?:['’]s|(?<=s)['’])\s+(?P<cue>authority|word|showing|say-so)\b",
        rf"\(\s*(?P<cue>sources?)\s*:\s*{_NAME}\)",
        rf"\bfrom\s+{_NAME}\s+(?:it is|we)\s+(?P<cue>reported|learned|learnt|hear|learn|said|announced|stated|understood)\s+that\b",
        rf"\bfrom\s+{_NAME}\s+(?:comes?|came)\s+(?:the |a |an |this )?(?:\w+ )?(?P<cue>figures?|news|report|word|number|claim|estimate|list|story)\b",
        rf"\b(?:the|latest|only|last|first)\s+(?P<cue>news|word|report|message|information)\s+(?:from|of|out of)\s+{_NAME}\s+(?:is|was|has it)\b",
        rf"\b(?P<cue>word|news|reports?|a report|a message)\s+(?:has |have |had )?(?:reached|came|comes|come|arrived)(?:\s+(?:us|here|to us|to hand|in|the \w+))?\s+(?:from|through|via|by way of)\s+{_NAME}\s+that\b",
        rf"\bit\s+(?:is|was|remains)\s+the\s+(?P<cue>view|belief|opinion|contention|claim|estimate|conviction|boast|judge?ment|verdict|case)\s+of\s+{_NAME}\s+that\b",
        rf"[\"”],?\s+(?:came|was|is)\s+(?:the\s+)?(?P<cue>answer|reply|word|response|report|message|count|figure|estimate|verdict|guess|comment)\s+(?:from|of)\s+{_NAME}(?=[,.;]|\Z)",
        rf",\s+(?:was|came|is)\s+the\s+(?P<cue>answer|reply|report|response|estimate|message)\s+(?:from|of)\s+{_NAME}(?=[,.;]|\Z)",
        rf",\s+(?:an? |the )?(?:(?:figure|number|total|toll|count|claim|loss|estimate)\s+)?(?:which|that)\s+{_NAME}\s+(?:has\s+|have\s+|had\s+)?(?:since\s+|also\s+|later\s+)?(?P<cue>confirmed|admitted|acknowledged|announced|reported|gave|conceded|repeated|disputed|denied)\b",
        rf",\s+(?:an? |the )?(?:figure|number|total|toll|count|claim|estimate)\s+{_NAME}\s+(?:has\s+|have\s+|had\s+)?(?:since\s+|also\s+)?(?P<cue>confirmed|admitted|acknowledged|announced|reported|gave|conceded|repeated|disputed|denied)\b",
    )
)  # fmt: skip


def giver_cues(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """The cues of givers, where no other cue stands at the same words."""
    cues: list[Attribution] = []
    for cue in (*_by_verbs(sentence), *_by_phrases(sentence)):
        same = [
            a for a in (*found, *cues) if a.cue_start < cue.cue_end and a.cue_end > cue.cue_start
        ]
        for other in same:
            if other.speaker == cue.speaker and cue.kind == "according":
                other.scope |= cue.scope  # "340 men were lost, which the committee confirmed"
            elif cue.cue_start < other.speaker[0] < cue.cue_end and cue.kind == "verb":
                other.speaker = cue.speaker  # "issued a statement saying that"
        beside = any(
            a.speaker == cue.speaker and abs(a.cue_start - cue.cue_end) < 40 for a in found
        )
        if not beside and not any(a.speaker[0] >= 0 for a in same):
            cues.append(cue)
    return cues


def _by_verbs(sentence: Sentence) -> Iterator[Attribution]:
    for token in sentence.tokens:
        if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "amod"):
            continue
        ahead = sentence.text[token.end - sentence.start :]
        match = next(
            (
                m
                for verbs, frame in _FRAMES
                if token.lemma in verbs and (m := frame.match(ahead)) is not None
            ),
            None,
        )
        if match is None or any(c.dep in ("neg", "auxpass") for c in sentence.children(token)):
            continue
        subject = speaking_subject(sentence, token)
        if subject is None or not _may_give(sentence, subject):
            continue
        span = speaker_span(sentence, token, subject)
        contrast = _CONTRAST.search(sentence.text, token.end - sentence.start)
        stop = sentence.end if contrast is None else sentence.start + contrast.end()
        first = token.end + match.end() - 1
        scope = scope_of(sentence, token, subject) | {
            t.index for t in sentence.tokens if first <= t.start < stop
        }
        yield Attribution(
            token.start, token.end + match.end(), token.text, token.lemma, span, scope, "verb",
            head=token.index,
        )  # fmt: skip


def _may_give(sentence: Sentence, subject: Token) -> bool:
    return (
        can_speak(sentence, subject)
        and not is_data_noun(subject)
        and not is_counted(sentence, subject)
        and not any(c.dep == "nummod" for c in sentence.children(subject))
    )


_CONTRAST = re.compile(r";|, (?:but|while|whereas|though|although)\b")


def _by_phrases(sentence: Sentence) -> Iterator[Attribution]:
    base = sentence.start
    for pattern in _PHRASES:
        for match in pattern.finditer(sentence.text):
            low, high = base + match.start("np"), base + match.end("np")
            named = [t for t in sentence.between(low, high) if t.pos in ("NOUN", "PROPN")]
            if not any(can_speak(sentence, t) for t in named):
                continue
            begin, end = base + match.start("cue"), base + match.end("cue")
            scope = according_scope(sentence, min(begin, low), max(end, high))
            yield Attribution(
                begin, end, match["cue"], "according to", (low, high), scope, "according"
            )
