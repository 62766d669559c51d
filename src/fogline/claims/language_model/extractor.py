"""From a report to the claims that a language model proposes and the text bears out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fogline.claims.claim import Claim, Kind, Subject, Voice
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.language_model.prompt import PROMPT_HASH, SCHEMA, SYSTEM, batches
from fogline.claims.language_model.proposals import Dropped, Proposal, proposals_of
from fogline.claims.language_model.server import ModelServer
from fogline.claims.language_model.validator import fault_of_claim, find_words
from fogline.claims.measures import MEASURES, Measure
from fogline.claims.reader import read
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.ground.errors import FoglineError
from fogline.ground.files import write_atomically
from fogline.ground.ids import content_id
from fogline.ground.units import UNITS, convert
from fogline.report import Report

__all__ = ["ModelReading", "extract_with_model"]

_NUMERIC: frozenset[Kind] = frozenset({"quantity", "share", "rate"})
_WORDY: Mapping[str, Kind] = {"status": "status", "ordinal": "quality", "intent": "intent"}


@dataclass(frozen=True, slots=True)
class ModelReading:
    """The claims that stand, in text order, and what was dropped with the reason."""

    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]


def extract_with_model(
    report: Report,
    server: ModelServer,
    *,
    gazetteer: Gazetteer | None = None,
    cache: Path | None = None,
) -> ModelReading:
    """The claims a language model proposes for a report, as far as the text bears them out.

    gazetteer   the bundled one when None
    cache       a folder of answers given before, by model, prompt and text, to replay; None for none

    The model chooses which words are a claim, what they count and whose it is. Number, hedge, unit,
    time, voice and negation are read by our own grammars; where the model says otherwise the claim
    is dropped. Raises LanguageModelError when the server cannot be asked.
    """
    reading = read(report, gazetteer=gazetteer)
    by_rules = list(reading.claims)
    identity = server.identity()
    found: dict[str, Claim] = {}
    replaced: dict[str, str] = {}
    dropped: list[Dropped] = []
    for numbers, question in batches([item.sentence.text for item in reading.sentences]):
        answer, name = _answer(server, identity, question, cache)
        proposals, bad = proposals_of(answer, numbers)
        dropped += bad
        for each in proposals:
            made = _claim(reading, reading.sentences[each.sentence], by_rules, each)
            claim, old = made if isinstance(made, tuple) else (None, "")
            fault = "" if claim else str(made)
            if claim is not None:
                fault = fault_of_claim(report, claim) or (
                    "the model says it twice" if claim.id in found else ""
                )
            if claim is None or fault:
                dropped.append(Dropped(each.quote, fault))
                continue
            named = " ".join(filter(None, (name or server.model, identity)))
            found[claim.id] = replace(
                claim, extractor=f"language model {named} (prompt {PROMPT_HASH}), {claim.extractor}"
            )
            replaced[old] = claim.id
    claims = [
        replace(claim, relative_to=replaced.get(claim.relative_to, "")) for claim in found.values()
    ]
    claims.sort(key=lambda claim: (claim.start, claim.end, claim.kind, claim.measure))
    return ModelReading(tuple(claims), tuple(dropped))


def _answer(
    server: ModelServer, identity: str, question: str, cache: Path | None
) -> tuple[str, str]:
    """The model's answer and name, from the cache where it was asked the same before."""
    if cache is None:
        return server.answer(SYSTEM, question, SCHEMA)
    file = cache / f"{server.key(identity, SYSTEM, question)}.txt"
    try:
        name, _, answer = file.read_text(encoding="utf-8").partition("\n")
        return answer, name
    except (OSError, UnicodeDecodeError):
        answer, name = server.answer(SYSTEM, question, SCHEMA)
    with suppress(FoglineError, UnicodeEncodeError):  # what cannot be kept is asked for again
        write_atomically(file, f"{' '.join(name.split())}\n{answer}")
    return answer, name


def _claim(
    reading: Reading, item: SentenceReading, by_rules: list[Claim], each: Proposal
) -> tuple[Claim, str] | str:
    """A proposal as a claim, with the id of the rules' claim it stands on; else what is wrong."""
    sentence = item.sentence
    places = find_words(each.quote, sentence.text)
    if not places:
        return "these words are not in the sentence"
    if len(places) > 1 and each.number:
        return "these words stand in the sentence more than once"
    start, end = (sentence.start + edge for edge in places[0])
    for what, words in (("subject", each.subject), ("speaker", each.speaker)):
        if not _is_in(words, reading.report):
            return f"the {what} {words!r} is not in the report"
    if each.hedge and not find_words(each.hedge, sentence.text):
        return f"the hedge {each.hedge!r} is not in the sentence"
    measure = MEASURES.get(each.measure)
    if measure is None and each.measure not in ("", "other"):
        return f"no measure is called {each.measure!r}"
    if each.number:
        made = _number(reading, by_rules, each, measure, (start, end))
    else:
        made = _happening(reading, item, each, measure, (start, end))
    if isinstance(made, str):
        return made
    claim, old = made
    if (claim.polarity == "denied") != each.negated:
        said = "denied" if claim.polarity == "denied" else "asserted"
        return f"the sentence has it {said}, and the model does not"
    claim = _with_subject(reading, claim, each)
    key = (claim.start, claim.end, claim.exact, claim.kind, claim.measure, 0)
    return replace(claim, id=content_id("c", claim.report, *key)), old


def _is_in(words: str, report: Report) -> bool:
    return not words or bool(find_words(words, report.text))


def _number(
    reading: Reading, by_rules: list[Claim], each: Proposal, measure: Measure | None,
    span: tuple[int, int],
) -> tuple[Claim, str] | str:  # fmt: skip
    """The rules' own reading of the number quoted, counting what the model says it counts."""
    quoted = reading.report.text[span[0] : span[1]]
    places = find_words(each.number, quoted)
    if len(places) != 1:
        return f"the number {each.number!r} is not once in the quoted words"
    low, high = (span[0] + edge for edge in places[0])
    near = [
        claim for claim in by_rules
        if claim.kind in _NUMERIC and claim.start < high and claim.end > low
    ]  # fmt: skip
    if not near:
        return f"the grammar reads no quantity in {each.number!r}"
    claim = min(near, key=lambda claim: claim.end - claim.start)
    if claim.hedge_words and not each.hedge:
        return f"the hedge {claim.hedge_words!r} was left out"
    if each.hedge and claim.hedge == "none":
        return f"the grammar reads no hedge in {each.hedge!r}"
    if measure is None:
        return replace(claim, measure=""), claim.id
    unit = "share" if claim.kind == "share" else measure.unit
    if claim.unit not in UNITS or unit not in UNITS:
        return f"{each.measure!r} counts in {unit or 'no unit'}, the words in {claim.unit!r}"
    if UNITS[claim.unit].dimension != UNITS[unit].dimension:
        return f"{each.measure!r} counts {unit}, the words count {claim.unit}"
    numbers = {
        name: None if (value := getattr(claim, name)) is None else convert(value, claim.unit, unit)
        for name in ("low", "value", "high")
    }
    return replace(claim, measure=measure.name, unit=unit, **numbers), claim.id


def _happening(
    reading: Reading, item: SentenceReading, each: Proposal, measure: Measure | None,
    span: tuple[int, int],
) -> tuple[Claim, str] | str:  # fmt: skip
    """A claim without a number: the rules' own where they found it too, else a new one."""
    if measure is None:
        return "neither a number nor a happening that has a name"
    kind = "exchange" if measure.group == "exchange" else _WORDY.get(measure.timing)
    if kind is None:
        return f"{each.measure!r} is counted, and no number is quoted"
    for claim in reading.claims:
        if claim.measure == measure.name and claim.start < span[1] and claim.end > span[0]:
            return claim, claim.id
    words = item.sentence.between(*span)
    inside = {token.index for token in words}
    roots = [token for token in words if token.head not in inside or token.head == token.index]
    anchors = [token for token in roots if token.pos in ("VERB", "AUX", "NOUN")] or roots
    if not anchors:
        return "the quoted words hold no word"
    claim = reading.claim(
        item,
        Draft(
            start=span[0], end=span[1], anchor=anchors[0], kind=kind, measure=measure.name,
            noun=anchors[0].lemma, predicate=anchors[0].text, role="event", subject=each.subject,
            unit="status" if kind == "status" else "",
        ),
    )  # fmt: skip
    return (claim, "") if claim else "the quoted words are empty"


def _with_subject(reading: Reading, claim: Claim, each: Proposal) -> Claim:
    """The claim about what the model says; where the rules name no voice, said by the speaker named."""
    if each.subject:
        side = reading.gazetteer.side_of(each.subject)
        claim = replace(claim, subject=Subject(words=each.subject, entity=side))
    if each.speaker and claim.voice.kind == "unattributed":
        side = reading.gazetteer.side_of(each.speaker)
        voice = Voice(words=each.speaker, side=side, kind="titled", scope="ambiguous")
        claim = replace(claim, voices=(voice,))
    return claim
