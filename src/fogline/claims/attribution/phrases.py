"""Phrases and marks that name a speaker: "according to", "by its count", a name before a colon."""

from __future__ import annotations

import re

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.reckonings import FROM, FROM_COUNT, OWN, RECKONINGS, VERDICT
from fogline.claims.attribution.scope import according_scope
from fogline.claims.attribution.speakers import (
    behind_data,
    can_speak,
    is_data_noun,
    noun_phrase,
    without_possessive,
)
from fogline.claims.attribution.words import PRONOUNS, organisation_nouns, people_nouns
from fogline.claims.syntax import Sentence, Token

__all__ = ["according_cues", "adverb_cues", "headed_cues"]

_ACCORDING = re.compile(
    r"\b(according\s+to|in\s+the\s+(?:words|view|opinion|estimation|assessment|reckoning|telling|judge?ment|account|version|phrase|eyes)\s+of|on\s+the\s+(?:authority|strength|word|evidence|testimony|say-so)\s+of|to\s+(?:judge|go)\s+by|(?:judging|going)\s+(?:by|from)|as\s+(?:reported|claimed|stated|confirmed|announced|cited|quoted|estimated|told|related|described|recorded|counted|tallied|reckoned|put|listed)\s+by|"
    r"(?:reported|cited|quoted|released|provided|published|announced|claimed|given|issued|compiled|told|estimated|verified|documented|recorded|logged|counted|tallied|collected|collated|gathered|supplied|registered)\s+by|per(?=\s+(?:the\s+)?[A-Z])|in\s+a\s+(?:statement|report|briefing|post|communiqu[eé])\s+(?:by|from))\s+",
    re.IGNORECASE,
)
_OWN = frozenset({"his", "her", "the"})
_PLANS = re.compile(
    r"(?i)(?:the |a |our |their |its )?(?:\w+ )?(?:plans?|schedules?|custom|rank|need|circumstances?|law|orders?|rules?|taste|size|tradition|timetable|age)\b"
)
_NP_END = re.compile(
    r"(?:,|;|:|\.(?=\s|$|[”\"’')])|\)|—|–|\s-\s|”|\s(?=(?:who|which|that|has|have|had|was|were|is|are|said|says|but|though|although|while|whereas|will|would|could|may|when|after|as|since|because|by|on|in\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)|killed|lost|captured|to\s+\w+)\b)|$)"
)


def according_cues(sentence: Sentence, verbs: list[Attribution]) -> list[Attribution]:
    """ "According to" and its like, which comment on a whole clause."""
    found: list[Attribution] = []
    text, base = sentence.text, sentence.start
    for match in _ACCORDING.finditer(text):
        lead = match.group(1).lower()
        if any(
            a.cue_start < base + match.end() and a.cue_end > base + match.start() for a in verbs
        ):
            continue
        start = match.end()
        span = _np_after(sentence, base + start)
        if span is None or _PLANS.match(text, start):
            continue
        low, high = span
        if (
            "by" in lead.split()
            and not lead.startswith("as")
            and not _speaks_span(sentence, low, high)
        ):
            continue
        if lead.startswith("per") and not _speaks_span(sentence, low, high):
            continue
        scope = according_scope(sentence, base + match.start(), high)
        if lead.endswith("by") and not lead.startswith(("as", "in a")):
            words = lead.split()[0]
        else:
            words = match.group(1)
        low, high = _data_owner_span(sentence, low, high)
        found.append(
            Attribution(
                base + match.start(1),
                base + match.end(1),
                words,
                "according to",
                (low, high),
                scope,
                "according",
            )
        )
    for match in FROM.finditer(text):
        span = _np_after(sentence, base + match.end())
        if span is not None and _speaks_span(sentence, *span):
            begin, stop = base + match.start("noun"), base + match.end("noun")
            scope = according_scope(sentence, begin, span[1])
            words = match.group("noun")
            found.append(Attribution(begin, stop, words, "according to", span, scope, "figures"))
    for pattern in RECKONINGS:
        for match in pattern.finditer(text):
            low, high = base + match.start("np"), base + match.end("np")
            if any(
                a.cue_start < base + match.end() and a.cue_end > base + match.start()
                for a in [*verbs, *found]
            ):
                continue
            named = (
                pattern in (OWN, FROM_COUNT)
                or (pattern is VERDICT and text[match.start("np") :][:3].lower() in _OWN)
                or _speaks_span(sentence, low, high)
                or text[match.start("np") : match.start("np") + 1].isupper()
            )
            if not named:
                continue
            scope = according_scope(sentence, base + match.start(), base + match.end())
            if pattern is OWN:
                low, high = _owner(sentence, low, high)
            found.append(
                Attribution(
                    base + match.start("noun"),
                    base + match.end("noun"),
                    match.group("noun"),
                    "according to",
                    (low, high),
                    scope,
                    "according",
                )
            )
    return found


def _owner(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """Whose "their own account" is: the subject of the clause, when it can speak and is named."""
    word = sentence.at(low)
    if word is None or word.lower in ("our", "my"):
        return low, high
    if word.index > 1 and sentence.tokens[word.index - 1].lower == "in":
        before = sentence.tokens[word.index - 2]  # "General Lee records in his diary that ..."
        runs = [t for t in sentence.tokens[: before.index] if t.pos == "PROPN"]
        if runs and before.tag in ("NNS", "VBZ"):
            return runs[0].start, runs[-1].end
    for token in sentence.tokens:
        if token.dep not in ("nsubj", "nsubjpass") or not can_speak(sentence, token):
            continue
        if token.lower in PRONOUNS:
            if token.start < low and word.lower in _OWNS.get(token.lower, ()):
                return token.start, token.end
            continue
        if _may_own(sentence, token, word.lower):
            return noun_phrase(sentence, token)
    return low, high


_OWNS = {"he": ("his",), "she": ("her",), "it": ("its",), "they": ("their",)}


def _may_own(sentence: Sentence, subject: Token, possessive: str) -> bool:
    """Whether the subject may be who "his", "its" or "their" means: it agrees and is not counted."""
    below = sentence.children(subject)
    if any(c.dep == "nummod" or (c.dep == "poss" and c.pos == "PRON") for c in below):
        return False
    body = subject.lemma in organisation_nouns()
    if subject.pos not in ("NOUN", "PROPN"):
        return False
    if possessive == "their":
        return body or subject.tag in ("NNS", "NNPS")
    if possessive == "its":
        return body or subject.tag == "NNP"
    return subject.tag == "NNP" or subject.lemma in people_nouns()


def _data_owner_span(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """ "according to figures from the ministry" and "the ministry's figures" speak for the ministry."""
    tokens = sentence.between(low, high)
    heads = [
        t
        for t in tokens
        if is_data_noun(t)
        and not any(
            low <= sentence.head(t).start < high and sentence.head(t).index != t.index for _ in (0,)
        )
    ]
    for head in heads:
        behind = behind_data(sentence, head)
        if behind is not None:
            return without_possessive(sentence, noun_phrase(sentence, behind))
    return low, high


def _np_after(sentence: Sentence, start: int) -> tuple[int, int] | None:
    first = next((t for t in sentence.tokens if t.start >= start), None)
    if first is None:
        return None
    limit = _NP_END.search(sentence.text, start - sentence.start)
    hard = sentence.start + (limit.start() if limit else len(sentence.text))
    # prefer the parser's noun phrase whose head follows the cue
    head = first
    for _ in range(12):
        upper = sentence.head(head)
        if (
            upper.index == head.index
            or upper.start < start
            or upper.pos not in ("NOUN", "PROPN", "PRON")
        ):
            break
        head = upper
    low, high = (
        noun_phrase(sentence, head)
        if head.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
        else (start, hard)
    )
    low = max(low, start)
    cut = re.compile(r",|;|\s(?:who|which|that|said|says)\b").search(
        sentence.text, low - sentence.start, max(low, high) - sentence.start
    )
    if cut is not None and sentence.start + cut.start() > low:
        listed = re.compile(r",\s+(?:[A-Z][\w’'.-]+\s+){0,3}[A-Za-z][\w’'.-]+,?\s+and\s").match(
            sentence.text, cut.start()
        )
        if listed is None:
            high = sentence.start + cut.start()
    if high <= low:
        high = hard
    if high <= low:
        return None
    return low, high


def _speaks_span(sentence: Sentence, low: int, high: int) -> bool:
    return any(
        can_speak(sentence, t) and t.pos in ("NOUN", "PROPN") for t in sentence.between(low, high)
    )


_REPORTEDLY = re.compile(
    r"\b(reportedly|allegedly|purportedly|supposedly|ostensibly)\b", re.IGNORECASE
)


def adverb_cues(sentence: Sentence) -> list[Attribution]:
    """ "Reportedly", "allegedly": a cue without a speaker."""
    found: list[Attribution] = []
    for match in _REPORTEDLY.finditer(sentence.text):
        token = sentence.at(sentence.start + match.start())
        if token is None:
            continue
        head = sentence.head(token)
        while head.pos not in ("VERB", "AUX") and head.head != head.index:
            head = sentence.head(head)
        scope = frozenset(t.index for t in sentence.subtree(head))
        found.append(
            Attribution(
                token.start,
                token.end,
                token.text,
                "reportedly",
                (-1, -1),
                scope,
                "adverb",
                head=token.index,
            )
        )
    return found


_HEADED = re.compile(
    r"\A\s*(?:[-–—•*▪]\s*|\d\d[:.h]\d\d\s+)?[“\"]?((?:[A-Z][\w.’'-]*\s+(?:(?:of|for|the|and)\s+){0,2}){0,6}(?:[A-Z][\w.’'-]*|\d{1,3}(?:st|nd|rd|th))(?:\s+(?:spokesman|spokeswoman|spokesperson|official|leader|minister|commander|ambassador|officer))?)\s*(?:(?:(?:,[^:,.?!\n\"“]{3,40}){1,2}|on (?:the )?[a-z][\w’' -]{2,40}):\s+(?=[“\"])|:\s+(?=\S))"
)


_SPEAKING_PLURALS = frozenset(
    (
        "police",
        "officials",
        "doctors",
        "medics",
        "rescuers",
        "witnesses",
        "authorities",
        "prosecutors",
        "rebels",
        "residents",
    )
)
_TAILED = re.compile(r"\s(?:[-–—]|--)\s(?P<who>(?:[A-Z][\w.’'&]*\s?){1,4})\.?\s*\Z")
_BODY_NAME = re.compile(
    r"\b(?:[A-Z]{2,6}|Mo[DI]|(?:Defence |Defense |Health |Interior )?[Mm]inistry|Pentagon|Kremlin|General Staff|[Pp]olice|[Aa]rmy|[Mm]ilitary|[Gg]overnor|[Mm]ayor"
    r"|Red Cross|Reuters|TASS|[Oo]fficials?|[Mm]edia|[Ss]pokes\w+|[Cc]ommand|[Ss]ources?)\s*\Z"
)


def _tailed_cue(sentence: Sentence) -> list[Attribution]:
    """ "Enemy lost 450 troops in past 24 hours - MoD": who says it stands behind a dash."""
    match = _TAILED.search(sentence.text)
    if match is None or _BODY_NAME.search(match["who"].strip(" .")) is None:
        return []
    start, end = sentence.start + match.start("who"), sentence.start + match.end("who")
    heads = [t for t in sentence.between(start, end) if t.text != "."]
    if not heads or match.start() < 12:
        return []
    scope = frozenset(t.index for t in sentence.tokens if t.end <= start)
    span = (heads[0].start, heads[-1].end)
    dash = sentence.start + match.start() + 1
    return [Attribution(dash, dash, "-", "-", span, scope, "headed")]


def headed_cues(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """ "General Staff: 300 assaults repelled" - a speaker set before a colon."""
    tailed = [] if found else _tailed_cue(sentence)
    match = _HEADED.match(sentence.text)
    if tailed:
        return tailed
    if match is None or any(a.cue_start < sentence.start + match.end() for a in found):
        return []
    words = match.group(1)
    if re.fullmatch(
        r"Q|Question|Editor[’']s [Nn]ote|INTERVIEWER|Interviewer|Reporter|REPORTER|Moderator|Host|Correction|NB|Note|N\.B"
        r"|(?:[A-Z]\w+ )?(?:Assessment|Comment|Analysis|Background|Context|Outlook|Forecast|Bottom line|"
        r"Conclusions?|Summary|Supply|Losses|Casualties|Strength|Weather|Situation|Overview|Update|Details|"
        r"Figures|Numbers|Total|Killed|Wounded|Captured|Missing|Destroyed|Location|Date|Sources?|Result|"
        r"Objective|Aim|Bottom Line|Key \w+|Take|Verdict|Prediction|Caveat|Answer|A)",
        words,
    ):
        return []
    if re.search(r"\d", words) or words.lower() in (
        "update",
        "note",
        "key takeaways",
        "breaking",
        "analysis",
        "summary",
        "correction",
    ):
        return []
    low, high = sentence.start + match.start(1), sentence.start + match.end(1)
    heads = sentence.between(low, high)
    if not heads:
        return []
    last = heads[-1]
    plain = len(words.split()) == 1
    rest = sentence.text[match.end() :]
    if (
        plain
        and last.lower not in _SPEAKING_PLURALS
        and (last.tag in ("VBN", "VBD", "VBG", "JJ", "RB", "NNS") or last.lower.endswith("ed"))
    ):
        return []  # "Destroyed: 1,070 tanks"
    if plain and re.match(r"(?:about |some |over )?\d[\d,.]*\s+\w+", rest) and last.pos != "NOUN":
        if last.text.istitle() and last.lower.endswith(("ish", "ese", "ch", "an", "ian", "i")):
            return []  # "French: 10 killed"
    scope = frozenset(t.index for t in sentence.tokens if t.start >= sentence.start + match.end())
    return [Attribution(high, high, ":", ":", (low, high), scope, "headed")]
