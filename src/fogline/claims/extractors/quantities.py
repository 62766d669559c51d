"""Numbers: strengths, losses, ground, munitions, rates and shares of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fogline.claims.binding import Binding, bind, rebind
from fogline.claims.claim import Claim, Hedge, Kind
from fogline.claims.hedges import HedgeWords, hedge_around
from fogline.claims.lexicon import lexicon
from fogline.claims.measures import MEASURES
from fogline.claims.numbers import Number, find_numbers, forbidden_spans
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.shares import share_measure
from fogline.claims.syntax import Sentence, Token
from fogline.claims.times import TimeWords
from fogline.ground.units import UNITS, convert

__all__ = ["quantities"]


def quantities(reading: Reading, item: SentenceReading) -> Iterable[Draft]:
    """Every quantity of the sentence that is neither a date, a duration nor a designator."""
    sentence = item.sentence
    if not sentence.tokens:
        return
    forbidden = forbidden_spans(sentence.text)
    forbidden.extend((t.start, t.end) for t in item.times if t.kind != "rate")
    forbidden.extend(_names(reading, sentence))
    found = find_numbers(sentence.text, reading.table, forbidden)
    local: list[tuple[Number, Draft]] = []
    previous: Binding | None = None
    for number in found:
        hedge = hedge_around(
            sentence.text, number.start, number.end, reading.table, share=number.form == "share"
        )
        if _in_speaker(item, number):
            continue
        binding = bind(
            sentence,
            number,
            reading.gazetteer,
            header=(item.listed.sentence, item.listed.verbs) if item.listed else None,
        )
        if _no_quantity(sentence, number, binding, hedge):
            continue
        _inherit(binding, previous, sentence)
        _from_paragraph(reading, item, binding)
        _base_of_share(binding, found, sentence)
        _losses_of_what(reading, binding, sentence, local)
        draft = _draft(reading, item, number, hedge, binding, local)
        if draft is None:
            continue
        previous = binding
        local.append((number, draft))
        yield draft


def _names(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """Names that hold a number word ("Three Brotherhood Alliance", "Group of Seven")."""
    return [(a, b) for a, b, entry in reading.gazetteer.find(sentence.text) if entry.kind != "side"]


def _in_speaker(item: SentenceReading, number: Number) -> bool:
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


def _no_quantity(sentence: Sentence, number: Number, binding: Binding, hedge: HedgeWords) -> bool:
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
    if number.words.lower() == "one" and not binding.measure and binding.dimension != "aircraft":
        return True
    before = text[max(0, number.start - 14) : number.start].lower()
    if re.search(r"(?:\bzero\s|\bg|\bno\.\s?|#)\Z", before):
        return True
    after = text[number.end : number.end + 12].lower()
    return bool(
        re.match(
            r"\s*(?:th\b|st\b|nd\b|rd\b|°|º|['’]s\b|-year|-day|-hour|-month|-week|-minute|-point|-storey|-story|-way|-star|-party|-nation|-sided|-pronged|-time)",
            after,
        )
    )


def _inherit(binding: Binding, previous: Binding | None, sentence: Sentence) -> None:
    """ "300 soldiers killed and 500 wounded": the second number counts the same people's side."""
    if previous is None:
        return
    if (
        binding.dimension in ("force", "civilian")
        and not binding.side
        and previous.dimension in ("force", "civilian")
    ):
        if binding.elided and binding.subject_words[:1].isdigit():
            binding.subject_words = previous.subject_words
        if (
            binding.elided
            or binding.head is None
            or binding.noun
            in ("killed", "wounded", "dead", "injured", "missing", "captured", "other", "more")
        ):
            binding.side, binding.subject_words = (
                previous.side,
                binding.subject_words or previous.subject_words,
            )
            binding.agent = binding.agent or previous.agent
    table = lexicon()
    counted = bool(binding.measure) and binding.dimension == "force"
    lead = sentence.text[max(0, binding.number.start - 90) : binding.number.start]
    persons = ("force", "civilian")
    if (
        _INCLUDING.search(lead)
        and previous.measure
        and previous.dimension in persons
        and binding.dimension in persons
        and binding.action in ("", "present", "deploy", "combat", previous.action)
    ):
        binding.measure, binding.action = previous.measure, previous.action
        binding.side = (
            binding.side
            if binding.side and not binding.side.startswith(("@", "!"))
            else previous.side
        )
    if (
        binding.measure == ""
        and binding.action in ("deploy", "recruit", "withdraw")
        and binding.elided
        and previous.dimension == "force"
    ):
        binding.dimension, binding.unit = "force", "persons"
        binding.measure = table.measure("force", binding.action)
        binding.side = binding.side or previous.side
        return
    if binding.elided and not counted and previous.dimension and binding.number.form != "share":
        gap = sentence.text[previous.number.end : binding.number.start]
        pronoun = binding.head is not None and binding.head.pos == "PRON"
        if (len(gap) < 60 or pronoun or "of which" in gap or "of whom" in gap) and ";" not in gap:
            own = table.measure(previous.dimension, binding.action) if binding.action else ""
            binding.dimension, binding.measure = previous.dimension, own or previous.measure
            binding.action, binding.unit = binding.action or previous.action, previous.unit
            binding.side, binding.subject_words = previous.side, previous.subject_words
            binding.unit_as_written = previous.unit_as_written


def _asked_of(reading: Reading, item: SentenceReading) -> str:
    """The noun of the question this answers: "How many North Koreans have you faced?"."""
    for earlier in reversed(
        reading.sentences[max(0, item.sentence.index - 2) : item.sentence.index]
    ):
        match = re.match(
            r"(?i)how many ((?:[\w-]+\s){1,3}?)(?:have|has|did|do|are|were|had|will|would)\b",
            earlier.sentence.text,
        )
        if match is not None:
            return match.group(1).strip()
    return ""


_OF_UNIT = {
    "persons": "force",
    "drones": "drone",
    "vehicles": "vehicle",
    "aircraft": "aircraft",
    "missiles": "missile",
    "ships": "ship",
    "pieces": "gun",
    "rounds": "shell",
}


def _from_paragraph(reading: Reading, item: SentenceReading, binding: Binding) -> None:
    """A bare number whose noun stands in the sentence before ("Another 1.8 million are on the brink")."""
    if not binding.elided or binding.dimension or binding.number.form == "share":
        return
    asked = _asked_of(reading, item)
    if asked:
        rebind(binding, item.sentence, "force")
        binding.subject_words, binding.side = asked, reading.gazetteer.side_of(asked)
        return
    if not reading.claims:
        return
    last = reading.claims[-1]
    if (
        last.kind not in ("quantity", "rate", "share")
        or item.sentence.start - last.end > 260
        or last.end > item.sentence.start + binding.number.start
    ):
        return
    dimension = _OF_UNIT.get(last.unit, "")
    if not dimension:
        return
    civil = dimension == "force" and last.subject.entity == "civilians"
    rebind(binding, item.sentence, "civilian" if civil else dimension)
    binding.side = binding.side or last.subject.entity
    binding.subject_words = last.subject.words or binding.subject_words


_INCLUDING = re.compile(
    r"(?i)(?:\bamong (?:them|whom|these|those)(?: were| are)?|\bincluding|\bincluded|\bof (?:whom|which|them)|\bthe rest)\s*(?:at least |about |around |some |more than |up to |nearly )?\Z"
)


def _base_of_share(binding: Binding, found: list[Number], sentence: Sentence) -> None:
    """In "80 % of Gaza's 2.3 million people were displaced" the second number is the whole."""
    for share in found:
        if share.of < 0 or share.start >= binding.number.start or binding.number.form == "share":
            continue
        gap = sentence.text[share.of : binding.number.start]
        if share.form == "share" or re.fullmatch(
            r"\s*(?:the|its|their|those|an estimated|some|these|all)\s*(?:estimated|some|about|around|total|original|initial)?\s*",
            gap,
        ):
            if len(gap) < 32 and not re.search(r"[,;:]|\b(?:and|were|was|had|have)\b", gap):
                sent = re.match(
                    r"(?:\s+\w+){0,4}?\s+(?:sent|deployed|dispatched|who (?:arrived|came|went|crossed|were sent)|that (?:arrived|came|went))\b",
                    sentence.text[binding.number.end : binding.number.end + 60],
                )
                binding.measure = (
                    "deployed"
                    if sent
                    else (
                        "present" if binding.dimension == "force" and share.form == "share" else ""
                    )
                )
                if sent and not binding.dimension:
                    binding.dimension, binding.unit = "force", "persons"
                binding.action = "deploy" if sent else ""


def _losses_of_what(
    reading: Reading, binding: Binding, sentence: Sentence, local: list[tuple[Number, Draft]]
) -> None:
    """ "Berlin put its losses at 36" after a sentence on aircraft counts aircraft."""
    if (
        not binding.elided
        or binding.measure != "casualties"
        or binding.noun not in ("loss", "losses")
    ):
        return
    if local and local[-1][1].measure in ("aircraft_lost", "ships_lost", "vehicles_lost"):
        binding.measure, binding.unit = local[-1][1].measure, local[-1][1].unit
        return
    if not reading.claims:
        return
    last = reading.claims[-1]
    if sentence.start - last.end < 200 and last.measure in (
        "aircraft_lost",
        "ships_lost",
        "vehicles_lost",
    ):
        binding.measure, binding.unit = last.measure, last.unit


def _draft(
    reading: Reading, item: SentenceReading, number: Number, hedge: HedgeWords, binding: Binding,
    local: list[tuple[Number, Draft]],
) -> Draft | None:  # fmt: skip
    sentence = item.sentence
    if number.form == "share":
        return _share(reading, item, number, hedge, binding, local)
    measure, unit = binding.measure, binding.unit
    flags = list(binding.flags)
    kind: Kind = "quantity"
    table = lexicon()
    rate = _rate_of(item, number, binding)
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
    low, value, high, kind_of_hedge = _read(reading, number, hedge)
    if number.is_range and kind_of_hedge == "none":
        kind_of_hedge = "range"
    if number.form == "vague" and kind_of_hedge in ("none", "about"):
        kind_of_hedge = "vague"
    at = _time_anchor(item, binding)
    held, time, _ = reading.held(item, at)
    since = held.basis.startswith("since") or time not in item.times
    if (
        kind == "quantity"
        and time is not None
        and measure in table.windows
        and not since
        and _bounded_window(time)
    ):
        measure = table.windows[measure]
    target = MEASURES[measure].unit if measure else ""
    unit_written = binding.unit_as_written
    if unit and target and unit != target:
        low, value, high, unit = _converted(low, value, high, unit, target, kind == "rate")
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
    if (
        rate is not None
        and sentence.start + rate.start >= end - 1
        and sentence.start + rate.start - end < 3
    ):
        end = sentence.start + rate.end
    modality = None
    if binding.action == "plan":
        modality = "planned"
    side, subject = _resolved(reading, item, binding, local)
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
        relative_to="", flags=tuple(flags), modality=modality, time_at=at,
    )  # fmt: skip


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
    return binding.predicate or binding.anchor


def _intended(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    from fogline.claims.polarity import modality_of

    cues = [s.attribution for s in item.spoken]
    return modality_of(item.sentence, binding.head or binding.anchor, cues) in (
        "planned",
        "forecast",
        "hoped",
    )


def _bounded_window(time: TimeWords) -> bool:
    return time.kind == "window"


def _read(
    reading: Reading, number: Number, hedge: HedgeWords
) -> tuple[float | None, float | None, float | None, Hedge]:
    """low, value, high and the kind of hedge."""
    table = reading.table
    share = number.form == "share"
    if number.value is not None and number.low == number.value == number.high:
        low, value, high = table.bounds(
            hedge.kind if hedge.kind != "none" else "", number.value, share=share
        )
        return low, value, high, hedge.kind
    # ranges and vague words: the hedge loosens only the end it speaks of
    low, high = number.low, number.high
    kind: Hedge = hedge.kind
    if kind in ("at least", "more than"):
        if high is not None and number.is_range:
            return low, None, high, kind
        return low, None, (None if not share else 1.0), kind
    if kind in ("up to", "less than"):
        if number.is_range:
            return low, None, high, "range"
        if number.form == "vague":
            return None, None, (low if low is not None else high), kind
        return None, None, high if high is not None else low, kind
    return (
        low,
        number.value,
        high,
        ("range" if number.is_range else kind),
    )


def _converted(
    low: float | None, value: float | None, high: float | None, unit: str, target: str, rate: bool
) -> tuple[float | None, float | None, float | None, str]:
    base_unit = target.split("/", maxsplit=1)[0] if rate and "/" in target else target
    if (
        unit not in UNITS
        or base_unit not in UNITS
        or UNITS[unit].dimension != UNITS[base_unit].dimension
    ):
        return low, value, high, (target or unit)

    def turned(number: float | None) -> float | None:
        return None if number is None else float(f"{convert(number, unit, base_unit):.6g}")

    return turned(low), turned(value), turned(high), target


_RATE_LEAD = re.compile(r"(?i)\b(?:daily|weekly|monthly|annual(?:ly)?|yearly)\b[^.;,]{0,30}\Z")


def _rate_of(item: SentenceReading, number: Number, binding: Binding) -> TimeWords | None:
    """The rate word that belongs to this number ("300 a day", "daily losses of 300")."""
    text = item.sentence.text
    best: TimeWords | None = None
    for time in item.times:
        if time.kind != "rate":
            continue
        if time.start >= number.end:
            gap = text[number.end : time.start]
            if len(gap) <= 60 and not re.search(
                r"[;:.]|\d|,\s+(?:and|but|who|which|while)\b|\bthat\b|\bwhich\b", gap
            ):
                return time
        else:
            gap = text[time.end : number.start]
            if (
                len(gap) <= 45
                and not re.search(r"[;.]|\d|\bwhich\b|\band\b|,\s", gap)
                and time.words.lower()
                in (
                    "daily",
                    "weekly",
                    "monthly",
                    "annual",
                    "annually",
                    "yearly",
                    "every day",
                    "each day",
                    "per day",
                )
            ):
                best = time
    return best


# subjects ------------------------------------------------------------------------------------
def _resolved(
    reading: Reading, item: SentenceReading, binding: Binding, local: list[tuple[Number, Draft]]
) -> tuple[str, str]:
    """(side, words) with possessives and victims resolved from what was said before."""
    side = binding.side
    words = binding.subject_words
    if side.startswith("@"):
        side = _pronoun_side(reading, item, side[1:], local)
    elif side.startswith("!"):
        side = _enemy_of(reading, item, side[1:])
    if (
        not side
        and binding.dimension in ("force", "civilian")
        and binding.action
        in ("kill", "wound", "capture", "casualty", "missing", "present", "deploy")
    ):
        victim = binding.action in ("kill", "wound", "capture", "casualty", "missing")
        if victim:
            side = (
                next((d.side for _, d in reversed(local) if d.side), "") if binding.elided else ""
            )
        elif binding.elided or re.match(
            r"(?i)(?:the )?(?:soldiers|troops|men|fighters|more|others|of them|them|personnel)\b",
            words,
        ):
            side = _last_side(reading, item, local)
    return side, words


def _pronoun_side(
    reading: Reading, item: SentenceReading, pronoun: str, local: list[tuple[Number, Draft]]
) -> str:
    if pronoun in ("who", "which", "that"):
        pronoun = "they"
    for spoken in item.spoken:
        if spoken.voice.side and pronoun in ("our", "we", "us", "my"):
            return spoken.voice.side.split(",")[0]
    subject = _sentence_subject_side(reading, item)
    if subject:
        return subject
    unknown = [
        t
        for t in item.sentence.tokens
        if t.dep in ("nsubj", "nsubjpass") and t.pos in ("NOUN", "PROPN")
    ]
    if unknown and unknown[0].lemma in (
        "army",
        "military",
        "navy",
        "government",
        "command",
        "ministry",
    ):
        return ""
    return _last_side(reading, item, local)


def _sentence_subject_side(reading: Reading, item: SentenceReading) -> str:
    for token in item.sentence.tokens:
        if token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN"):
            if any(a <= token.start < b for a, b in (s.attribution.speaker for s in item.spoken)):
                continue
            low = min(t.start for t in item.sentence.subtree(token))
            high = token.end
            side = reading.gazetteer.side_of(item.sentence.span_text(low, high))
            if side:
                return side
    return ""


def _last_side(reading: Reading, item: SentenceReading, local: list[tuple[Number, Draft]]) -> str:
    for _, draft in reversed(local):
        if draft.side:
            return draft.side
    index = item.sentence.index
    for earlier in reversed(reading.sentences[:index]):
        if earlier.sentence.paragraph not in (item.sentence.paragraph, item.sentence.paragraph - 1):
            break
        side = _sentence_subject_side(reading, earlier)
        if side:
            return side
    return ""


def _enemy_of(reading: Reading, item: SentenceReading, agent: str) -> str:
    """The other main belligerent of the report, when there are just two who could be meant."""
    if agent.startswith("@"):
        agent = _pronoun_side(reading, item, agent[1:], [])
    main = reading.main_sides[:2]
    if agent not in main or len(main) < 2:
        return ""
    return main[0] if main[1] == agent else main[1]


# shares --------------------------------------------------------------------------------------
def _share(
    reading: Reading, item: SentenceReading, number: Number, hedge: HedgeWords, binding: Binding,
    local: list[tuple[Number, Draft]],
) -> Draft | None:  # fmt: skip
    sentence = item.sentence
    low, value, high, kind_of_hedge = _read(reading, number, hedge)
    if number.is_range:
        kind_of_hedge = "range"
    elif number.value is None and kind_of_hedge == "none":
        kind_of_hedge = "vague"
    found = share_measure(reading, item, number, hedge, binding)
    if found is None:
        return None
    start = sentence.start + (hedge.start if 0 <= hedge.start < number.start else number.start)
    end = max(sentence.start + number.end, found.end)
    relative = found.relative_to or _relative(
        reading, item, number, found.dimension, local, found.side
    )
    side, words = _resolved(reading, item, replace_side(binding, found.side, found.subject), local)
    draft = Draft(
        start=start, end=end, anchor=binding.anchor, kind="share", measure=found.measure, noun=found.noun,
        predicate=found.predicate, role=found.role, subject=words or found.subject, side=side, low=low, value=value, high=high, unit="share",
        unit_as_written="%" if "%" in number.words else "", hedge=kind_of_hedge, hedge_words=hedge.words, relative_to=relative,
        flags=(), time_at=_own_verb(sentence, binding),
    )  # fmt: skip
    return draft


def _own_verb(sentence: Sentence, binding: Binding) -> Token:
    """The predicate where it governs the number; a relative ("half of that") keeps its own clause."""
    predicate = binding.predicate
    above = {token.index for token in sentence.ancestors(binding.anchor)}
    return predicate if predicate is not None and predicate.index in above else binding.anchor


def replace_side(binding: Binding, side: str, subject: str) -> Binding:
    """The binding with the share's own subject."""
    binding.side = side or binding.side
    binding.subject_words = subject or binding.subject_words
    return binding


def explicit_whole(of: str) -> bool:
    """Whether the words after a share point back at something ("of that", "of the land")."""
    return (
        re.match(
            r"\s*(?:of\s+(?:that|them|those|these|this|it|the (?:area|territory|land|ground|total))|that|this)\b",
            of,
        )
        is not None
    )


_STRENGTH = ("deployed", "present", "in_combat", "planned_deployment", "reinforcement", "recruited")


def _relative(
    reading: Reading,
    item: SentenceReading,
    number: Number,
    dimension: str,
    local: list[tuple[Number, Draft]],
    side: str,
) -> str:
    """The id of the earlier quantity the share is a share of, "" when none fits."""
    text = item.sentence.text
    of = text[number.end : number.end + 40].lower()
    anaphoric = re.match(
        r"\s*(?:(?:that|this) |of\s+(?:that|them|those|these|this|it|the (?:total|area|territory|land|troops|force|men|contingent|soldiers|number|ground|prisoners|ships|shells|dead|casualties|losses|same|land|brigade|division|unit|battalion)|whom|which)|[,.;]|were\b|had\b|have\b|are\b|\Z)",
        of,
    )
    if dimension == "" and anaphoric is None:
        return ""
    if anaphoric is None:
        return ""
    if not explicit_whole(of) and dimension == "area":
        return ""
    wanted = {"force": ("persons",), "area": ("km2",), "shell": ("rounds",)}.get(dimension, ())
    candidates: list[Claim] = [c for c in reading.claims if c.kind in ("quantity",) and c.unit]
    pending = [d for _, d in local if d.kind == "quantity" and d.unit]
    explicit = (
        re.match(r"\s*of\s+(?:that|them|those|these|this|it|the total|whom|which)\b", of)
        is not None
    )
    if pending:
        for draft in reversed(pending):
            if not wanted or draft.unit in wanted:
                if explicit or draft.measure in _STRENGTH or dimension == "area":
                    return "local:" + str(draft.start)
    for claim in reversed(candidates[-12:]):
        if wanted and claim.unit not in wanted:
            continue
        if not explicit and side and claim.subject.entity and claim.subject.entity != side:
            continue
        if explicit or dimension == "area" or claim.measure in _STRENGTH:
            return claim.id
    return ""
