"""What a number takes over from its neighbours: noun, side, measure, the whole it is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.claims.binding import ACTION_OF_STATE, Binding, bind, rebind
from fogline.claims.counting.sides import UNSAID
from fogline.claims.lexicon import lexicon
from fogline.claims.numbers import Number
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.syntax import Sentence
from fogline.claims.units import unit_after

__all__ = ["base_of_share", "from_paragraph", "inherit_from", "losses_of_what", "part_of_a_number"]


_OF_NUMBER = re.compile(
    r"\s+(?:out )?of (?:the|its|their|our|those|these|his)\s+(?:(?:about|some|original|first|other|roughly|nearly)\s+)?\Z"
)
_OF_OTHERS = re.compile(r"\s+of (?:them|these|those|whom|which|ours|theirs)\b")


def part_of_a_number(
    reading: Reading,
    binding: Binding,
    found: Sequence[Number],
    sentence: Sentence,
    previous: Binding | None,
) -> None:
    """ "Seven of the eight divisions", "three of them armoured": what is counted stands with the other."""
    number = binding.number
    if number.form == "share" or binding.dimension in ("money", "other", "time"):
        return
    after = next((n for n in found if n.start >= number.end), None)
    if after is not None and _OF_NUMBER.fullmatch(sentence.text[number.end : after.start]):
        whole = bind(sentence, after, reading.gazetteer)
        if whole.dimension and whole.dimension != binding.dimension:
            rebind(binding, sentence, whole.dimension)
            binding.noun = binding.noun or whole.noun
            binding.elided = True
    elif previous is not None and previous.dimension:
        _befallen(binding, sentence, previous)
        bare = binding.elided and binding.dimension in ("force", "civilian")
        things = previous.dimension not in ("force", "civilian") and (
            not binding.action
            or binding.action == "casualty"
            or lexicon().fits(previous.dimension, binding.action)
        )  # nobody kills a tank
        if _OF_OTHERS.match(sentence.text, number.end) and (
            not binding.dimension or (bare and things)
        ):
            rebind(binding, sentence, previous.dimension)
            binding.noun, binding.elided, binding.is_part = previous.noun, True, True
            if not binding.action:
                binding.action, binding.measure = previous.action, previous.measure


_FLYING = re.compile(
    r"\s*(?:of (?:them|these|which)\s+)?(?:\w+\s+){0,2}?(?:(?:failed|did not|never)\s+(?:to\s+)?(?:return|come back|make it back)|(?:were|was|are|had been|have been)\s+(?:\w+\s+)?"
    r"(?:shot down|brought down|downed|lost|destroyed|intercepted|forced down))\b"
)


def _befallen(binding: Binding, sentence: Sentence, previous: Binding) -> None:
    """ "38 sorties; 3 were brought down": what was counted before, or what flew it."""
    if not binding.elided or binding.dimension:
        return
    after = _FLYING.match(sentence.text, binding.number.end)
    if previous.dimension == "sortie" and after is not None:
        rebind(binding, sentence, "aircraft")
        binding.action, binding.measure = "down", lexicon().measure("aircraft", "down")
    elif binding.action and lexicon().fits(previous.dimension, binding.action):
        rebind(binding, sentence, previous.dimension)
    else:
        return
    binding.noun = binding.noun or previous.noun
    binding.side = binding.side or previous.side
    if _OF_OTHERS.match(sentence.text, binding.number.end) is None:
        binding.subject_words = previous.subject_words


_OWN_CLAUSE = re.compile(
    r"\s+(?:others? |more )?(?:were|was|are|had|have|has|died|fell|went|lay|remain(?:ed)?)\b"
)
_KINDS = re.compile(
    r"\s*(?:are|were|is|was)\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}?[a-z-]+s?\s*(?=[,.;)]|\Z)"
)


def _continues(binding: Binding, previous: Binding, sentence: Sentence) -> bool:
    """ "210 Armenian soldiers had died and 450 were wounded": a bare number that goes on counting."""
    gap = sentence.text[previous.number.end : binding.number.start]
    verb = binding.predicate
    return (
        bool(previous.side)
        and binding.elided
        and binding.anchor.dep in ("nsubj", "nsubjpass")
        and verb is not None
        and re.search(r"(?:,|;|\band|\bwhile|\bbut)\s+(?:(?:some|about|another|at|least|a|further|more|than|over|around|nearly)\s+)*\Z", gap) is not None
        and _OWN_CLAUSE.match(sentence.text, binding.number.end) is not None
    )  # fmt: skip


def inherit_from(binding: Binding, previous: Binding | None, sentence: Sentence) -> None:
    """ "300 soldiers killed and 500 wounded": the second number counts the same people's side."""
    lead = sentence.text[max(0, binding.number.start - 90) : binding.number.start]
    of_them = _OF_THEM.match(sentence.text, binding.number.end) is not None
    binding.is_part = of_them or _INCLUDING.search(lead) is not None
    if previous is None:
        return
    persons = ("force", "civilian")
    both = binding.dimension in persons and previous.dimension in persons
    if both and _continues(binding, previous, sentence):
        binding.side, binding.subject_words = previous.side, previous.subject_words
    if binding.is_part and not of_them and _KINDS.match(sentence.text, binding.number.end):
        kept = not binding.dimension or (binding.dimension in persons and binding.action in ("", "present"))  # fmt: skip
        if kept and previous.dimension in persons and previous.measure:
            # "4,300 prisoners, of whom 72 are officers": what befell them, not what they are
            binding.dimension, binding.unit = previous.dimension, previous.unit
            binding.measure, binding.action = previous.measure, previous.action
            binding.side = binding.side or previous.side
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
    if (
        binding.is_part
        and (not of_them or binding.action in ("", "present"))
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
    if (
        binding.elided
        and previous.dimension in ("aircraft", "vehicle", "ship", "gun", "drone")
        and re.search(r"\bloss of\s+(?:\w+\s){0,2}\Z", lead)
    ):
        binding.dimension, binding.unit, binding.measure = (
            previous.dimension,
            previous.unit,
            previous.measure,
        )
        binding.side = ""
        return
    bare = binding.elided and binding.noun in ("", binding.anchor.lemma)
    verb = binding.predicate
    own_subject = (
        binding.head is not None
        and binding.head.dep == "nsubj"
        and verb is not None
        and binding.head.head == verb.index
    )
    if (bare or (binding.elided and own_subject)) and verb and verb.lemma in _OWNING_UP:
        counted = False  # "the rebels admit to seven"
        binding.action = ""
    if bare and previous.dimension not in ("", *persons) and binding.dimension != "civilian":
        kept = (binding.dimension, binding.unit, binding.action, binding.measure, binding.predicate)
        rebind(binding, sentence, previous.dimension)
        if binding.action and binding.measure:
            binding.side = binding.side or previous.side
            return
        binding.dimension, binding.unit, binding.action, binding.measure, binding.predicate = kept
    if (
        previous.measure.endswith("_lost") or previous.action in ("kill", "casualty", "destroy")
    ) and _joined(binding, previous, sentence):
        lost = table.measure(binding.dimension, "destroy") or table.measure(
            binding.dimension, "sink"
        )
        if lost.endswith("_lost") and binding.action in ("", "present"):
            binding.measure, binding.action = lost, "destroy"
            return
    if (
        binding.elided
        and previous.dimension in ("aircraft", "vehicle", "ship", "gun", "drone")
        and binding.action in ("casualty", "down", "destroy", "sink")
        and binding.noun in ("", binding.anchor.lemma)
    ):
        binding.dimension, binding.unit = previous.dimension, previous.unit
        lost = "down" if previous.dimension in ("aircraft", "drone") else "destroy"
        lost = "sink" if previous.dimension == "ship" else lost
        binding.measure = table.measure(previous.dimension, lost)
        binding.side = binding.side or previous.side
        return
    daily = _A_DAY.match(sentence.text, binding.number.end) is not None
    if daily and binding.elided and _AVERAGING.search(lead) and previous.measure in _BY_DAY:
        binding.dimension, binding.measure = previous.dimension, previous.measure
        binding.action, binding.unit = previous.action, previous.unit
        binding.side, binding.subject_words = previous.side, previous.subject_words
        return
    if binding.is_total and previous.measure and not binding.measure:
        binding.dimension, binding.measure = previous.dimension, previous.measure
        binding.action, binding.unit = previous.action, previous.unit
        binding.side = binding.side or previous.side
        return
    if binding.elided and not counted and previous.dimension and binding.number.form != "share":
        gap = sentence.text[previous.number.end : binding.number.start]
        pronoun = binding.head is not None and binding.head.pos == "PRON"
        further = _FURTHER.search(gap) is not None
        near = len(gap) < 60 or further or pronoun or "of which" in gap or "of whom" in gap
        if near and (";" not in gap or not binding.dimension):
            if _STILL.match(sentence.text, binding.number.end):
                binding.action = "present"
            own = table.measure(previous.dimension, binding.action) if binding.action else ""
            binding.dimension, binding.measure = previous.dimension, own or previous.measure
            binding.action, binding.unit = binding.action or previous.action, previous.unit
            binding.side, binding.subject_words = previous.side, previous.subject_words
            binding.unit_as_written = previous.unit_as_written


_FURTHER = re.compile(r"(?i)\b(?:an? (?:further|additional|extra)|another|still another)\s+\Z")
_AVERAGING = re.compile(
    r"(?i)\b(?:averaging|an? average of|at a rate of|which (?:is|was|makes)|or|equal to|that is)\s+(?:\w+\s){0,2}\Z"
)
_A_DAY = re.compile(r"\s*(?:\w+ )?(?:a|per|each|every) (?:day|week|month)\b|\s*daily\b")
_BY_DAY = {"casualties", "killed", "casualties_period", "killed_period", "shells_fired", "attacks"}
_OWNING_UP = {"admit", "acknowledge", "concede", "claim", "own", "report", "put", "say", "give", "list"}  # fmt: skip


def _joined(binding: Binding, previous: Binding, sentence: Sentence) -> bool:
    """Whether the two stand in one list: "1,480 dead, 9 tanks and one helicopter"."""
    head = binding.head
    if head is None or binding.dimension in ("", "force", "civilian"):
        return False
    gap = sentence.text[previous.number.end : binding.number.start]
    return (
        head.dep == "conj"
        and len(gap) < 60
        and re.search(r"[;:.]|\b(?:has|have|had|with)\b", gap) is None
    )


_HOW_MANY = re.compile(
    r"(?i)how many ((?:[\w-]+\s){1,3}?)(?:have|has|did|do|does|are|were|had|will|would|was|is|live|lie)\b"
)
_HOW_STRONG = re.compile(
    r"(?i)how (?:many|strong) (?:are|were) (?:you|they|we)\b|how many of (?:you|them)\b"
)


_LABELLED = re.compile(r"[QA](?:uestion|nswer)?\s?[:.]\s")


def _question(reading: Reading, item: SentenceReading) -> str:
    """The question that the sentence's paragraph answers, "" when it answers none."""
    own = [s for s in reading.sentences if s.sentence.paragraph == item.sentence.paragraph]
    spoken = bool(own) and _LABELLED.match(own[0].sentence.text) is not None
    for earlier in reversed(
        reading.sentences[max(0, item.sentence.index - 9) : item.sentence.index]
    ):
        text = earlier.sentence.text
        asks = text.rstrip().endswith("?")
        if earlier.sentence.paragraph == item.sentence.paragraph or (spoken and not asks):
            continue
        return text if asks else ""
    return ""


def _answers(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """A bare number counts what was asked for: "How many wounded have you treated?" - "312"."""
    asked = _question(reading, item)
    if not asked or binding.noun not in ("", binding.anchor.lemma, "more"):
        return False
    table = lexicon()
    match = _HOW_MANY.search(asked)
    if match is not None:
        words = match.group(1).strip()
        state = table.state_of.get(words.split()[-1].lower())
        if state and binding.action in ("", "present", "capture", "deploy"):
            binding.dimension, binding.unit = "force", "persons"
            binding.action = ACTION_OF_STATE[state]
            binding.measure = table.measure("force", binding.action)
        elif not binding.dimension:
            rebind(binding, item.sentence, "force")
        else:
            return False
        binding.subject_words, binding.side = words, reading.gazetteer.side_of(words) or UNSAID
        return True
    if _HOW_STRONG.search(asked) and not binding.dimension:
        rebind(binding, item.sentence, "force")
        return True
    high = binding.number.high or 0.0
    names_a_force = any(
        table.noun(word, word.removesuffix("s")) == "force"
        for word in re.findall(r"[a-z]+", asked.lower())
    )
    if not binding.dimension and names_a_force and (high >= 20 or binding.number.high is None):
        rebind(binding, item.sentence, "force")
        binding.subject_words = asked.strip("? ").split(" ", 1)[-1]
        return True
    return False


_FIGURE_OF = re.compile(
    r"(?i)\b(?:(?:figure|total|number|toll|estimate|guess|count) of|(?:put|puts|putting|set|sets|place|places) (?:it|them|this|that"
    r"|the (?:figure|number|total|toll)) at|make it|makes it)\s+(?:\w+\s){0,3}\Z"
)


def _figure_of_what(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """ "Asked about losses he would not reply. Deputies speak of a figure of ten thousand.": losses."""
    text = item.sentence.text
    if _FIGURE_OF.search(text[: binding.number.start]) is None:
        return False
    before = [
        each.sentence.text
        for each in reading.sentences[max(0, item.sentence.index - 2) : item.sentence.index]
        if each.sentence.paragraph == item.sentence.paragraph
    ]
    words = re.findall(r"[a-z]+", " ".join([*before, text[: binding.number.start]]).lower())
    table = lexicon()
    for word in reversed(words):
        state = table.state_of.get(word) or table.state_of.get(word.removesuffix("es"))
        state = state or table.state_of.get(word.removesuffix("s"))
        if state:
            binding.dimension, binding.unit = "force", "persons"
            binding.action = ACTION_OF_STATE[state]
            binding.measure = table.measure("force", binding.action)
            return True
    return False


_IT_WAS = re.compile(
    r"(?i)\b(?:(?:it|that|this) (?:was|is|had been|has been|stood at|came to|should (?:be|have been))|(?:the )?(?:true|real|actual|correct(?:ed)?|right) (?:figure|number|total|toll) (?:was|is|should be)"
    r"|(?:puts?|putting|sets?|placed?|places|corrected|revised|cut|lowered|raised|amended) (?:it|that|this|the (?:figure|number|total|toll)) (?:at|to))"
    r"\s+(?:(?:about|around|some|only|just|nearly|at|least|more|less|than|over|under|closer|nearer|to|rather|almost|up|a|mere)\s+){0,4}\Z"
)
_ENDS = re.compile(r"\s*(?:[.,;)\u201d\"]|\Z|(?:instead|rather|not|and|but|now|at most|in all)\b)")


def _same_figure(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """ "The army took 30 sq km. Analysts put it at 18": another figure for what was just counted."""
    last = reading.claims[-1]
    text = item.sentence.text
    if (
        last.kind != "quantity"
        or not last.measure
        or not 0 <= item.sentence.start - last.end <= 260
        or binding.noun not in ("", binding.anchor.lemma)
        or _IT_WAS.search(text[: binding.number.start]) is None
        or _ENDS.match(text, binding.number.end) is None
    ):
        return False
    unit = unit_after(f" {last.unit_as_written}", 0) if last.unit_as_written else None
    binding.unit = unit.unit if unit is not None and unit.unit else last.unit
    binding.unit_as_written = last.unit_as_written
    found = _OF_UNIT.get(last.unit, unit.dimension if unit is not None else "")
    binding.dimension = "civilian" if last.subject.entity == "civilians" else found
    binding.measure, binding.action = last.measure, binding.action or "present"
    binding.side, binding.subject_words = last.subject.entity, last.subject.words
    return True


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


def from_paragraph(reading: Reading, item: SentenceReading, binding: Binding) -> None:
    """A bare number whose noun stands in the sentence before ("Another 1.8 million are on the brink")."""
    if not binding.elided or binding.number.form == "share":
        return
    if _answers(reading, item, binding):
        return
    if not binding.dimension and _figure_of_what(reading, item, binding):
        return
    if not reading.claims:
        return
    if _same_figure(reading, item, binding):
        return
    last = reading.claims[-1]
    near = last.kind == "quantity" and item.sentence.start - last.end <= 260
    if binding.dimension and not binding.measure and near and last.unit == binding.unit:
        binding.measure = last.measure  # "retook 41 settlements ... puts their number at 60"
        return
    if binding.dimension:
        return
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
    if _STILL.match(item.sentence.text, binding.number.end):
        binding.measure = lexicon().measure(binding.dimension, "present") or binding.measure
    elif not binding.action and last.kind == "quantity":
        binding.measure = last.measure  # "counts 1,200 dead." - "I would say three hundred."
    binding.side = binding.side or last.subject.entity
    binding.subject_words = last.subject.words or binding.subject_words


_OF_THEM = re.compile(r"\s*(?:others?\s+)?of (?:them|these|those|whom|which)\b")
_STILL = re.compile(
    r"\s*(?:(?:are|were|remain|remained|is|was) (?:still |now )?(?:in|at|on|inside|there|left|behind|near)\b|remain\b|(?:he|it|they|she) (?:has|have|had)\b)"
)
_INCLUDING = re.compile(
    r"(?i)(?:\bamong (?:them|whom|these|those)(?: were| are)?|\bincluding|\bincluded|\bof (?:whom|which|them|these|those)|\bthe rest),?\s*(?:at least |about |around |some |more than |up to |nearly )?\Z"
)


def base_of_share(binding: Binding, found: list[Number], sentence: Sentence) -> None:
    """In "80 % of Gaza's 2.3 million people were displaced" the second number is the whole."""
    for share in found:
        if share.of < 0 or share.start >= binding.number.start or binding.number.form == "share":
            continue
        gap = sentence.text[share.of : binding.number.start]
        if share.form == "share" or re.fullmatch(
            r"\s*(?:(?:the )?[A-Z]\w+['’]s?|the|its|their|those|an estimated|some|these|all)\s*(?:estimated|some|about|around|total|original|initial)?\s*",
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


def losses_of_what(
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
