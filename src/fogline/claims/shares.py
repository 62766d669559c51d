"""Shares: what a half, a third or 40 per cent is a share of, and of which measure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fogline.claims.attribution.speakers import can_speak
from fogline.claims.binding import Binding, phrase_of
from fogline.claims.hedges import HedgeWords
from fogline.claims.lexicon import lexicon
from fogline.claims.numbers import Number
from fogline.claims.reading import Reading, SentenceReading

__all__ = ["ShareReading", "share_measure"]


@dataclass(slots=True)
class ShareReading:
    """A share as understood: canonical measure, of what, whose."""

    measure: str = ""
    noun: str = ""
    predicate: str = ""
    role: str = ""
    subject: str = ""
    side: str = ""
    dimension: str = ""
    end: int = 0
    relative_to: str = ""


_LOSS = re.compile(
    r"(?i)\b(?:kill|dead|die|casualt|loss|lost|lose|losing|wound|destroy|diminish|deplet|shrink|shrunk|shrank|dwindl|perish|wip|attrit|decimat|incapacitat|out of action|knocked out|annihilat|fallen|gone\b|reduc|sunk|shot down|put out)"
)
_RETAKEN = re.compile(
    r"(?i)\b(?:re-?tak|retook|recaptur|regain|recover|reclaim|won back|liberat|taken back|took back|taken \w+ back|take back|taken back|took back|won \w+ back|clawed|wrest|reconquer|got back)"
)
_HELD = re.compile(
    r"(?i)\b(?:hold|held|control|occup|captur|seiz|taken|took|overr[ua]n|ran|in \w+ hands|in the hands of|under|administer|gain)"
)
_FIRED = re.compile(
    r"(?i)\b(?:fire[sd]?|firing|use[sd]?|using|expend|consum|shoot|shot|needs?|barrage)"
)
_MUNITION = re.compile(
    r"(?i)\b(?:munition|shell|ammunition|round|artillery|projectile|rocket|bomb)"
)
_EQUIPMENT = re.compile(
    r"(?i)\b(?:tank (?:force|fleet|arm)|fleet|navy|air force|armou?r|artillery|air arm|warplanes?|guns?|ships?|aircraft|vehicles?|tanks)\b"
)
_RUINED = re.compile(
    r"(?i)\b(?:burn|destroy|wreck|ruin|smash|sunk|sank|lost|lose|losing|knocked out|gutted|demolish|blown up|wiped out|losses)"
)
_CHANGE = re.compile(
    r"(?i)\b(?:increase|rise|rose|risen|grew|grown|jump|surge|higher|lower|up|fell|fallen|drop|decline|decrease|cut|more|fewer|less|inflation|gdp|price|budget|vote|poll|support|approval|tax|interest|capacity|production|output|economy)\b"
)


# "half of the shells it fires come from the North", "a third of the rounds are supplied by Iran"
_SUPPLIED = re.compile(
    r"\b(?:come|comes|came|coming|are|is|were|was|be|been|now)\s+(?:\w+\s+)?(?:from|(?:supplied|provided|made|sent|shipped|produced|delivered|furnished)\s+(?:by|in))\s+(?P<who>(?:the )?[A-Z]\w+(?: [A-Z]\w+)?)"
)


_OF_WHAT = re.compile(r"\s+of\s+(?:(?:the|its|their|his|our|these|those)\s+)?\w+")


def _compass(reading: Reading, words: str) -> str:
    """The side that "the North" is where the report names one country of that quarter."""
    match = re.fullmatch(r"the (North|South|East|West)", words)
    if match is None:
        return ""
    found = {
        reading.gazetteer.side_of(name)
        for item in reading.sentences
        for name in re.findall(rf"\b{match[1]} [A-Z]\w+", item.sentence.text)
    } - {""}
    return next(iter(found)) if len(found) == 1 else ""


def share_measure(
    reading: Reading, item: SentenceReading, number: Number, hedge: HedgeWords, binding: Binding
) -> ShareReading | None:
    """What the share measures; None when it is no share of anything a war report counts.

    An unknown whole keeps its open form with an empty canonical measure.
    """
    sentence = item.sentence
    text = sentence.text
    found = ShareReading(end=sentence.start + number.end)
    whole = _whole(sentence, number, binding)
    if whole is not None:
        low, high = phrase_of(sentence, whole)
        found.noun = whole.lemma
        found.subject = (
            sentence.span_text(max(low, sentence.start + number.end), high)
            if high > sentence.start + number.end
            else whole.text
        )
        found.subject = re.sub(r"\A\s*(?:of\s+)?(?:the\s+|its\s+|their\s+)?", "", found.subject)
        found.end = max(found.end, whole.end)
        found.dimension = binding.dimension or lexicon().noun(whole.lemma, whole.lower)
    elif behind := _OF_WHAT.match(sentence.text, number.end):
        found.end = sentence.start + behind.end()  # "most of the missing": most alone is no number
    verb = binding.predicate
    if verb is None:
        for ancestor in sentence.ancestors(binding.anchor):
            if ancestor.pos in ("VERB", "AUX"):
                verb = ancestor
                break
    if verb is not None:
        found.predicate = verb.text
    found.role = binding.anchor.dep
    clause = _clause(sentence, number, verb)
    gazetteer = reading.gazetteer
    low = max(0, number.start - 70)
    near = text[low : number.end + 70]
    whole_words = found.subject + " " + (whole.text if whole is not None else "")
    if whole is not None and whole.lower in (
        "that",
        "them",
        "those",
        "it",
        "this",
        "these",
        "whom",
        "which",
    ):
        found.subject = whole.text
        found.dimension = _anaphor_dimension(reading, clause)
    if (
        _RETAKEN.search(clause)
        and found.dimension in ("area", "", "length")
        and not _MUNITION.search(whole_words)
    ):
        found.measure, found.dimension = "area_retaken_share", "area"
    elif (
        _MUNITION.search(whole_words)
        or (_MUNITION.search(clause) and re.search(r"(?i)\bfired\b|\bfires\b", clause))
    ) and (_FIRED.search(clause) or re.search(r"(?i)account", clause)):
        found.measure, found.dimension = "share_of_fires", "shell"
        source = _SUPPLIED.search(text, number.end)
        found.side = reading.gazetteer.side_of(source["who"]) if source else ""
        if source is not None and not found.side:
            found.side = _compass(reading, source["who"])
        if source is not None and found.side:
            found.subject = source["who"]
        found.side = found.side or gazetteer.side_of(clause)
    elif (
        found.dimension in ("area", "settlement", "length")
        or (whole is not None and whole.pos == "PROPN" and _HELD.search(clause))
        or re.search(
            r"(?i)\b(?:territory|region|country|land|city|town|province|district|oblast|area|strip|island|village|ground|peninsula|state|republic|kingdom|nation|countryside|frontline|front|enclave|neighbourhood|buildings?|port|harbou?r|capital|suburbs?|quarter|fortress|base|airfield|coast|border|valley|plain|desert|jungle|metropolis)\b",
            whole_words,
        )
    ):
        found.dimension = "area"
        if _HELD.search(clause):
            found.measure = "share_held"
    elif re.search(r"(?i)\b(?:casualt|losses|dead|killed|wounded)", whole_words) and re.search(
        r"(?i)\b(?:kill|dead|die|death|fatal)", clause
    ):
        found.measure, found.dimension = "share_killed_of_casualties", "force"
    elif (_EQUIPMENT.search(whole_words) and _RUINED.search(clause)) or (
        found.dimension
        in (
            "vehicle",
            "gun",
            "aircraft",
            "ship",
            "missile",
            "drone",
            "shell",
        )
        and _LOSS.search(clause)
    ):
        found.measure = "share_lost"
    elif _LOSS.search(clause) and (
        found.dimension in ("force", "civilian", "formation") or _force_near(clause)
    ):
        found.measure, found.dimension = "share_casualties", "force"
    elif (
        whole is None
        and _LOSS.search(clause)
        and re.search(
            r"(?i)\b(?:vehicle|tank|equipment|aircraft|gun|artiller|armou?r|ship)", clause
        )
    ):
        found.measure = "share_lost"
    elif (
        whole is None
        and verb is not None
        and verb.lemma in ("hold", "control", "occupy", "keep", "retain")
    ):
        found.measure, found.dimension = "share_held", "area"
    if (
        whole is not None
        and found.measure.startswith("share_")
        and _composition(sentence, number, whole)
    ):
        found.measure = ""  # "half of them jihadists": what they are, not what befell them
    if found.measure == "share_casualties" and whole is not None and whole.pos == "NOUN":
        known = lexicon().noun(whole.lemma, whole.lower)
        if not known and not (whole.lemma in _BODIES or can_speak(sentence, whole)):
            found.measure, found.dimension = "share_lost", ""  # half of the oxen
    if not found.measure and whole is not None and whole.lower == "what" and verb is not None:
        if verb.lemma in ("hold", "control", "occupy", "keep", "retain"):
            found.measure, found.dimension = "share_held", "area"
    if not found.measure and whole is not None and not found.dimension and _RUINED.search(clause):
        found.measure = "share_lost" if not _force_near(whole_words) else ""
    if not found.measure:
        if binding.dimension == "money":
            return None
        if whole is None and hedge.kind == "none" and (number.words.lower() == "half"):
            return None
        if _CHANGE.search(near) and whole is None:
            found.noun = found.noun or "change"
    if not found.side:
        found.side = gazetteer.side_of(found.subject) or _subject_side(item, verb, gazetteer)
    if not found.subject and verb is not None:
        for child in sentence.children(verb, "nsubj", "nsubjpass"):
            found.subject = sentence.span_text(*phrase_of(sentence, child))
            found.noun = found.noun or child.lemma
            break
    if hedge.kind == "by" and found.measure == "share_casualties" and verb is not None:
        subject = next(iter(sentence.children(verb, "nsubj", "nsubjpass")), None)
        if subject is not None:
            found.subject = sentence.span_text(*phrase_of(sentence, subject))
            found.side = gazetteer.side_of(found.subject) or found.side
    return found


_BODIES = {
    "command", "host", "party", "crowd", "establishment", "complement", "number", "total", "population",
    "intake", "class", "generation", "community", "nation", "side", "rest", "remainder", "dead", "wounded",
    "casualty", "loss", "victim", "prisoner", "strength", "original", "whole", "lot",
}  # fmt: skip


def _composition(sentence, number: Number, whole) -> bool:  # type: ignore[no-untyped-def]
    """ "more than half of them jihadists", "most of whom were children"."""
    rest = sentence.text[whole.end - sentence.start :]
    if whole.lower not in ("them", "whom", "these", "those"):
        return False
    match = re.match(r"\s+(?:(?:were|are|was)\s+)?((?:[A-Za-z][\w-]*\s?){1,3})(?=[,.;)]|\Z)", rest)
    if match is None:
        return False
    words = match.group(1).lower().split()
    return not any(
        _LOSS.match(w) or w in ("missing", "captured", "wounded", "injured") for w in words
    )


def _whole(sentence, number: Number, binding: Binding):  # type: ignore[no-untyped-def]
    """The token of what is shared: "half of the brigade", "half its tanks", "40 per cent of men"."""
    match = re.compile(r"\s+(?:of\s+)?(?=\S)").match(sentence.text, number.end)
    of = re.compile(r"\s+of\s").match(sentence.text, number.end) is not None
    if match is None:
        return None
    if not of and not re.compile(r"\s+(?:the|its|their|his|that|those|all|these|an?)\s").match(
        sentence.text, number.end
    ):
        return None
    if binding.head is not None and binding.head.start >= sentence.start + number.end:
        return binding.head
    start = sentence.start + number.end
    for token in sentence.tokens:
        if (
            token.start >= start
            and token.pos in ("NOUN", "PROPN", "PRON")
            and token.lower not in ("of",)
        ):
            return token
        if token.start >= start and token.pos in ("VERB", "AUX", "PUNCT"):
            return None
    return None


def _clause(sentence, number: Number, verb) -> str:  # type: ignore[no-untyped-def]
    """The words of the clause around the share, cut at walls."""
    text = sentence.text
    low = max(
        (
            m.end()
            for m in re.finditer(
                r"[;:]\s|,\s(?:but|while|although|though|which|who|whereas)\s|,\s(?=[a-z]+\s(?:forces|troops)\b)",
                text[: number.start],
            )
        ),
        default=0,
    )
    tail = re.compile(r"[;:]\s|,\s(?:but|while|although|though|and|who|according)\s").search(
        text, number.end
    )
    high = tail.start() if tail else len(text)
    return text[low:high]


def _force_near(clause: str) -> bool:
    return (
        re.search(
            r"(?i)\b(?:troop|soldier|men\b|force|ranks?\b|brigade|division|battalion|contingent|army|garrison|unit|strength|fighter|regiment|company|corps|crew|manpower|personnel|infantry|conscript|recruit|militant|defender)",
            clause,
        )
        is not None
    )


def _anaphor_dimension(reading: Reading, clause: str) -> str:
    if _RETAKEN.search(clause) or re.search(
        r"(?i)\b(?:territory|ground|land|area|km|miles)\b", clause
    ):
        return "area"
    for claim in reversed(reading.claims[-6:]):
        if claim.unit == "km2":
            return "area"
        if claim.unit == "persons":
            return "force"
        if claim.unit == "rounds":
            return "shell"
    return "force" if _LOSS.search(clause) else ""


def _subject_side(item: SentenceReading, verb, gazetteer) -> str:  # type: ignore[no-untyped-def]
    if verb is None:
        return ""
    sentence = item.sentence
    for _ in range(4):
        for child in sentence.children(verb, "nsubj", "nsubjpass"):
            side = gazetteer.side_of(sentence.span_text(*phrase_of(sentence, child)))
            if side:
                return side
        if verb.dep not in ("xcomp", "acomp", "conj", "pcomp") or verb.head == verb.index:
            break
        verb = sentence.head(verb)
    return ""
