"""Numbers: strengths, losses, ground, munitions, rates and shares of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fogline.claims.binding import Binding, bind
from fogline.claims.claim import Held, Kind, Polarity
from fogline.claims.counting.earlier import from_paragraph, losses_of_what
from fogline.claims.counting.exclusions import counts_speakers, is_no_quantity, names_with_numbers
from fogline.claims.counting.figures import bounds_of, converted, rate_of
from fogline.claims.counting.gapping import named_before
from fogline.claims.counting.inherited import inherit_from
from fogline.claims.counting.listed import continue_list
from fogline.claims.counting.partitive import whole_of
from fogline.claims.counting.parts import sent_not_lost, share_draft
from fogline.claims.counting.people import are_people
from fogline.claims.counting.reach import is_answer_alone
from fogline.claims.counting.sides import resolved_subject
from fogline.claims.counting.superseded import SUPERSEDED, is_superseded
from fogline.claims.counting.tallies import from_section, from_tally
from fogline.claims.counting.totals import total_of_losses
from fogline.claims.counting.wholes import base_of_share, part_of_a_number
from fogline.claims.hedges import HedgeWords, hedge_around
from fogline.claims.lexicon import lexicon
from fogline.claims.measures import MEASURES
from fogline.claims.numbers import Number, counts_on, find_numbers, forbidden_spans
from fogline.claims.numbers.grammar import HALVED
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.reading.tense import is_past_event
from fogline.claims.syntax import Sentence, Token
from fogline.claims.times import TimeWords

__all__ = ["quantities"]


def quantities(reading: Reading, item: SentenceReading) -> Iterable[Draft]:
    """Every quantity of the sentence that is neither a date, a duration nor a designator."""
    sentence = item.sentence
    if not sentence.tokens:
        return
    forbidden = forbidden_spans(sentence.text)
    forbidden.extend(
        (t.start, t.end)
        for t in item.times
        if t.kind != "rate" and not (t.end - t.start == 4 and counts_on(sentence.text, t.start))
    )
    forbidden.extend(names_with_numbers(reading, sentence))
    found = find_numbers(sentence.text, reading.table, forbidden)
    local: list[tuple[Number, Draft]] = []
    previous: Binding | None = None
    earlier: list[Binding] = []
    for number in found:
        hedge = hedge_around(
            sentence.text, number.start, number.end, reading.table, share=number.form == "share"
        )
        if counts_speakers(item, number):
            continue
        binding = bind(
            sentence,
            number,
            reading.gazetteer,
            header=(item.listed.sentence, item.listed.verbs) if item.listed else None,
        )
        from_tally(reading, item, binding, previous)
        part_of_a_number(reading, binding, found, sentence, previous)
        if is_no_quantity(sentence, number, binding, hedge) and not is_answer_alone(
            reading, item, binding
        ):
            continue
        inherit_from(binding, previous, sentence)
        continue_list(binding, earlier, sentence)
        named_before(reading, binding, previous, sentence)
        from_paragraph(reading, item, binding)
        are_people(reading, item, binding)
        total_of_losses(reading, item, binding, earlier)
        base_of_share(binding, found, sentence)
        losses_of_what(reading, binding, sentence, local)
        sent_not_lost(binding, previous, sentence)
        from_section(reading, item, binding)
        draft = _draft(reading, item, number, hedge, binding, local, found)
        if draft is None:
            continue
        previous = binding
        earlier.append(binding)
        local.append((number, draft))
        yield draft


def _draft(
    reading: Reading, item: SentenceReading, number: Number, hedge: HedgeWords, binding: Binding,
    local: list[tuple[Number, Draft]], found: Sequence[Number],
) -> Draft | None:  # fmt: skip
    sentence = item.sentence
    if number.form == "share":
        return share_draft(reading, item, number, hedge, binding, local)
    measure, unit = binding.measure, binding.unit
    flags = list(binding.flags)
    kind: Kind = "quantity"
    table = lexicon()
    rate = rate_of(item, number, binding)
    if rate is not None and binding.dimension not in ("money", "other"):
        kind = "rate"
        named = table.rates.get(measure, {}).get(rate.per)
        if named:
            measure = named
            unit = MEASURES[named].unit
        elif rate.per == "week" and table.rates.get(measure, {}).get("day"):
            measure = table.windows.get(measure, measure)
            flags.append(f"rate: per {rate.per}")
        else:
            flags.append(f"rate: per {rate.per}")
    if is_superseded(sentence.text, number):
        flags.append(SUPERSEDED)
    low, value, high, kind_of_hedge = bounds_of(reading, number, hedge)
    if number.is_range and kind_of_hedge == "none":
        kind_of_hedge = "range"
    if number.form == "vague" and kind_of_hedge in ("none", "about"):
        kind_of_hedge = "vague"
    at = _time_anchor(item, binding)
    if re.search(
        r"(?i)\b(?:than|(?:up|down) from|from|against)\s+\Z", sentence.text[: number.start]
    ):
        at = binding.anchor  # "down from eleven in January 2022"
    if binding.is_part and local and local[-1][1].time_at is not None and not _own_time(binding):
        at = local[-1][1].time_at or at
    held, time, _ = reading.held(item, at)
    increase = _INCREASE.search(sentence.text[: number.start]) is not None
    if increase:
        day = reading.report.published
        held, time = Held(from_=day, until=day, basis="as_of" if day else ""), None
        flags.append("increase on the count before it")
    since = held.basis.startswith("since") or time not in item.times
    if (
        kind == "quantity"
        and time is not None
        and measure in table.windows
        and not since
        and (time.kind == "window" or _of_its_day(sentence, binding, at, time))
    ):
        measure = table.windows[measure]
    target = MEASURES[measure].unit if measure else ""
    unit_written = binding.unit_as_written
    if unit and target and unit != target:
        low, value, high, unit = converted(low, value, high, unit, target, kind == "rate")
    elif not unit:
        unit = "money" if binding.dimension == "money" else target
    start = sentence.start + (
        hedge.start if hedge.start >= 0 and hedge.start < number.start else number.start
    )
    between = (
        re.search(r"(?i)\b(?:between|from)\s+\Z", sentence.text[: number.start])
        if number.is_range
        else None
    )
    if between is not None:
        start = min(start, sentence.start + between.start())
    if number.currency in "$€£¥" and number.currency:
        start = min(start, sentence.start + sentence.text.rfind(number.currency, 0, number.start))
    end = max(
        binding.phrase[1],
        sentence.start + number.end,
        sentence.start + (hedge.end if hedge.start >= number.end else 0),
    )
    halved = HALVED.match(sentence.text, number.start)
    if end == sentence.start + number.end:  # "one killed": what became of them belongs to it
        state = _STATE.match(sentence.text, number.end)
        end = sentence.start + state.end() if state is not None else end
    if halved is not None:
        end = max(end, sentence.start + halved.end())  # "a mile and a half"
    if (
        rate is not None
        and sentence.start + rate.start >= end - 1
        and sentence.start + rate.start - end < 3
    ):
        end = sentence.start + rate.end
    modality = "planned" if binding.action == "plan" else binding.modality
    # "our dead do not reach 500": the "not" is the hedge's, nothing is denied
    negative = re.search(r"\b(?:not|hardly|scarcely|barely)\b", hedge.words.lower())
    polarity: Polarity | None = "asserted" if negative else None
    side, subject = resolved_subject(reading, item, binding, local)
    predicate = binding.predicate.text if binding.predicate is not None else ""
    role = binding.role + (
        f"; by {binding.agent}" if binding.agent and not binding.agent.startswith("@") else ""
    )
    if binding.place_side:
        role += f"; of {binding.place_side}"
    if measure == "deployed" and _intended(reading, item, binding):
        measure = "planned_deployment"
    return Draft(
        start=start, end=end, anchor=binding.head if binding.head is not None and binding.head.start >= start else binding.anchor,
        kind=kind, measure=measure, noun=binding.noun, predicate=predicate, role=role, subject=subject, side=side, low=low,
        value=value, high=high, unit=unit, unit_as_written=unit_written, hedge=kind_of_hedge, hedge_words=hedge.words,
        relative_to=whole_of(reading, item, binding, local, found), flags=tuple(flags), modality=modality, polarity=polarity, time_at=at, held=held if increase else None,
    )  # fmt: skip


_INCREASE = re.compile(r"\d\s?\(\+\s?\Z")  # "tanks - 5,430 (+15)"
_STATE = re.compile(
    r"\s+(?:killed|dead|wounded|injured|missing|captured|hurt|taken|lost|destroyed)\b", re.I
)


def _own_time(binding: Binding) -> bool:
    """Whether the part has a verb of its own: "12 of whom died on Friday"."""
    return binding.action not in ("", "present") and binding.predicate is not None


def _time_anchor(item: SentenceReading, binding: Binding) -> Token:
    """Where to look from for the time: the number when the sentence counts several, else its verb."""
    base = item.sentence.start
    inside = [(base + t.start, base + t.end) for t in item.times]
    numbers = sum(
        1
        for t in item.sentence.tokens
        if t.pos == "NUM" and not any(a <= t.start < b for a, b in inside)
    )
    several = sum(1 for t in item.times if t.kind in ("date", "window", "since", "ago"))
    if numbers >= 2 and several >= 2:
        return binding.anchor
    end = max(binding.phrase[1], base + binding.number.end)
    close = any(0 <= base + t.start - end <= 1 for t in item.times if t.kind == "date")
    if several >= 2 and close:
        return binding.anchor  # "112 in the January of this year"
    return binding.predicate or binding.anchor


def _intended(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    from fogline.claims.polarity import modality_of

    cues = [s.attribution for s in item.spoken]
    return modality_of(item.sentence, binding.head or binding.anchor, cues) in (
        "planned",
        "forecast",
        "hoped",
    )


_UP_TO = re.compile(r"(?i)(?:by|as (?:of|at)|until|till|up to|before|after|since)\b")
_IN_ALL = re.compile(r"(?i)\b(?:so far|to date|tolls?|in all|altogether|since|now)\b")


_AFTERWARDS = frozenset(
    ("bury", "lay", "inter", "mourn", "commemorate", "operate", "treat", "take", "admit", "receive", "find", "count")
)  # fmt: skip


def _of_its_day(sentence: Sentence, binding: Binding, token: Token, time: TimeWords) -> bool:
    """ "40 were killed on Monday": what happened on the day told, no total reached by it.

    The day of a burial or of a bed in hospital is not that of the loss.
    """
    verb = binding.predicate
    return (
        time.kind == "date"
        and (verb is None or verb.lemma not in _AFTERWARDS)
        and _UP_TO.match(time.words) is None
        and is_past_event(sentence, token)
        and _IN_ALL.search(sentence.text) is None
    )
