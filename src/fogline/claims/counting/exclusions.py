"""Numbers that are no quantities although they look like one."""

from __future__ import annotations

import re

from fogline.claims.binding import Binding
from fogline.claims.hedges import HedgeWords
from fogline.claims.numbers import Number
from fogline.claims.reading import Reading, SentenceReading
from fogline.claims.syntax import Sentence

__all__ = ["counts_speakers", "is_no_quantity", "names_with_numbers"]


def names_with_numbers(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """Names that hold a number word ("Three Brotherhood Alliance", "Group of Seven")."""
    return [(a, b) for a, b, entry in reading.gazetteer.find(sentence.text) if entry.kind != "side"]


def counts_speakers(item: SentenceReading, number: Number) -> bool:
    """ "Two officials said", "according to three people": a count of speakers."""
    start = item.sentence.start + number.start
    for spoken in item.spoken:
        low, high = spoken.attribution.speaker
        if low <= start < high and spoken.attribution.kind in ("verb", "according", "citing"):
            words = item.sentence.span_text(low, high)
            counted = re.search(
                r"(?i)\b(?:prisoner|captive|deserter|defector|survivor|refugee)", words
            )
            return number.high is not None and number.high <= 12 and counted is None
    return False


_ORDINARY = {
    "front", "side", "time", "thing", "reason", "phase", "step", "question", "point", "option", "way", "country", "nation", "leader",
    "hand", "era", "issue", "story", "word", "term", "sentence", "stage", "type", "kind", "part", "direction", "case", "scenario",
    "state", "government", "party", "language", "goal", "aim", "objective", "man's", "war", "world", "minister", "president", "official",
    "commander", "spokesman", "analyst", "source", "expert", "diplomat", "half", "end", "power", "capital",
    "degree", "occasion", "axis", "line", "factor", "principle", "lesson", "problem", "month", "chance", "seat", "vote", "round",
    "senator", "photograph", "video", "statement", "report", "call", "meeting", "member", "agency", "percent", "brother", "son", "daughter",
}  # fmt: skip


def is_no_quantity(sentence: Sentence, number: Number, binding: Binding, hedge: HedgeWords) -> bool:
    """Whether a number is a time, an ordinal in words or an idiom rather than a count."""
    if binding.dimension == "time" or binding.negligible:
        return True
    if binding.dimension == "other" and re.match(
        r"(?i)(?:times|fold|occasions|points?|seats|votes|mph|knots?|degrees?|°)", binding.noun
    ):
        return True
    text = sentence.text
    if number.form != "share" and not binding.dimension:
        if (
            number.words.isalpha()
            and number.form == "count"
            and number.high is not None
            and number.high <= 10
            and not binding.measure
            and not binding.elided
        ):
            return True
        small = number.high is not None and number.high <= 3 and number.words.isalpha()
        noun = binding.noun.lower()
        if small and (noun in _ORDINARY or not noun):
            return True
        if (
            number.form == "vague"
            and not binding.measure
            and noun
            in (
                "thing",
                "year",
                "month",
                "week",
                "day",
                "hour",
                "minute",
                "time",
                "way",
                "reason",
                "country",
                "",
            )
        ):
            return True
        if (
            binding.elided
            and not binding.measure
            and hedge.kind == "none"
            and number.high is not None
            and number.high < 10
        ):
            return True
    if (
        number.form == "count"
        and number.words.isalpha()
        and number.value is not None
        and number.value <= 2
    ):
        if binding.noun in _ORDINARY:
            return True
        if binding.dimension in ("force", "civilian", "formation", "ship") and re.match(
            r"(?i)(?:the|these|those|both)\s*\Z",
            text[max(0, number.start - 6) : number.start].lstrip(),
        ):
            if not binding.measure or binding.action in ("", "present"):
                return True
        if (
            binding.noun in ("side", "sides", "army", "armies", "force", "forces", "people")
            and number.value <= 2
            and binding.action in ("", "present", "combat")
        ):
            return True
    if number.words.lower() == "one" and not binding.measure:
        return binding.dimension not in ("aircraft", "formation") and not binding.stated
    before = text[max(0, number.start - 14) : number.start].lower()
    if re.search(r"(?:\bzero\s|\bg|\bno\.\s?|#)\Z", before):
        return True
    after = text[number.end : number.end + 12].lower()
    return bool(
        re.match(
            r"\s*(?:to an? (?:bed|man|room|cell|tent|bunk|boat|grave)\b|th\b|st\b|nd\b|rd\b|°|º|['’]s\b|-year|-day|-hour|-month|-week|-minute|-point|-storey|-story|-way|-star|-party|-nation|-sided|-pronged|-time)",
            after,
        )
    )
