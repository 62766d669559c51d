"""Numbers of telegraphic tallies: "Claims: 5 certain, 2 probable", "children 121, women 61", "PW 203".

What is counted stands straight before the number, or only the verdict on it stands beside it; what the
heading of the section says holds for the rest.
"""

from __future__ import annotations

import re

from fogline.claims.binding import ACTION_OF_STATE, Binding, rebind
from fogline.claims.binding.bound import EQUIPMENT_LOST, PERSONS
from fogline.claims.lexicon import lexicon
from fogline.claims.reading import Reading, SentenceReading
from fogline.claims.reading.sections import Section, section_of_sentence

__all__ = ["from_section", "from_tally"]

_VERDICT = (
    r"(?:certain(?:ty|ties)?|confirmed|destroyed|damaged|probables?|probably (?:destroyed|sunk|lost)|unconfirmed|shot down|lost|sunk"
    r"|written[- ]off|write-offs?)"
)
_VERDICT_AFTER = re.compile(
    rf"\s+(?:were |are |was )?(?P<verdict>{_VERDICT})\b(?=\s*(?:[,.;:)]|\Z|and\b))", re.I
)
_VERDICT_BEFORE = re.compile(rf"(?:\A|[:;,(.]\s*|\band\s+)(?P<verdict>{_VERDICT})\s*:?\s*\Z", re.I)
_ENDS = re.compile(r"\s*(?:[,.;)\n]|\Z|\(\+?\d|(?:incl|including|among|and)\b)")
_LABEL = re.compile(
    r"(?:\A|[,;:(.]\s*|\b(?:and|killed|lost|captured|taken|are|were|or)\s+)(?P<label>[^\W\d][\w'’/-]*(?:\s[a-z'’-]+){0,3}?)"
    r"\s(?:(?:now|number|numbers|total|est|estimated|about|some|over|nearly|at least|up to|[-–])\s)*\Z"
)
_NOT_BACK = re.compile(
    r"\s+(?:of (?:them|these|ours|our aircraft)\s+)?(?:has |have )?(?P<verdict>failed to return|did not return|not returned|is missing|are missing|crashed|ditched)\b"
)
_LOSING = frozenset(
    (
        "take",
        "capture",
        "destroy",
        "lose",
        "sink",
        "down",
        "burn",
        "seize",
        "abandon",
        "wreck",
        "knock",
    )
)
_IN_CUSTODY = re.compile(
    r"\s+(?:held|detained|arrested|in custody|under arrest)(?=\s*(?:[.,;)]|\Z))"
)
_MARCHING = re.compile(r"(?i)\b(?:on the march|en route|on the way|on its way|on their way)\b")
_PER_GUN = re.compile(
    r"\s+(?:rpg\b|(?:rounds?|rds|shells)\s+(?:per|a|each)\s+(?:gun|barrel|tube|piece|mortar|battery))"
)
_IN_HANDS = re.compile(r"\bin (?:our|their|his|enemy) hands\b")
_SERVED = re.compile(
    r"\s+(?:(?!have\b|had\b|has\b|who\b)[a-z]+\s){0,3}(?:(?:were|was|are|is|have been|has been|had been)\s)?"
    r"(?:reached(?=\s(?:with|by|through|in|since)\b|\s*[.,;]|\s*\Z)|targeted|assisted|helped|vaccinated|fed|served|supported|in need"
    r"|food[- ]insecure|affected|screened|treated for cholera)\b"
)
"""Persons on whom nothing of the war befell: those a relief works for."""
_ILL = re.compile(r"(?i)\b(?:cases?)\s*(?::|of)?\s*\Z")
_ILL_AFTER = re.compile(r"(?i)\s+(?:[a-z]+\s){0,2}cases\b")
_DISEASE = re.compile(
    r"(?i)\b(?:cholera|measles|typhus|typhoid|dysentery|malaria|polio|diphtheria|fever|influenza|ebola|hepatitis|malnutrition|dengue|smallpox|scurvy)\b"
)
_SICK = re.compile(r"(?i)\b(?:sick|wounded|casualties|cas|hospital|medical|patients|stretcher)\b")
_IN_THE_AIR = re.compile(
    r"(?i)\b(?:aircraft|air|fighters?|bombers?|raf|luftwaffe|squadrons?|sqn|sorties?|raids?|interceptors?|pilots?|flak|aa)\b"
)
_OF_UNIT = {"aircraft": "aircraft", "vehicles": "vehicle", "ships": "ship", "pieces": "gun"}


def _counted_here(reading: Reading, item: SentenceReading) -> str:
    """The kind of equipment that the lines around count, "" where none is."""
    for claim in reversed(reading.claims[-8:]):
        if item.sentence.start - claim.end > 700:
            break
        if claim.unit in _OF_UNIT:
            return _OF_UNIT[claim.unit]
    title = reading.report.title or ""
    near = " ".join(
        each.sentence.text
        for each in reading.sentences[max(0, item.sentence.index - 2) : item.sentence.index + 1]
    )
    return "aircraft" if _IN_THE_AIR.search(f"{title} {near}") else ""


def from_tally(
    reading: Reading, item: SentenceReading, binding: Binding, previous: Binding | None
) -> None:
    """Noun and measure of a number in a list of short items, from the word before or behind it."""
    if _from_table(reading, item, binding) or binding.number.form != "count" or binding.stated:
        return
    if binding.dimension and not binding.elided:
        return
    text = item.sentence.text
    after = _VERDICT_AFTER.match(text, binding.number.end)
    ends = _ENDS.match(text, binding.number.end) is not None
    before = _VERDICT_BEFORE.search(text[: binding.number.start]) if ends else None
    back = _NOT_BACK.match(text, binding.number.end)
    if back is not None and _counted_here(reading, item) != "aircraft":
        back = None
    verdict = after or back or before
    if verdict is not None:
        counted = previous.dimension if previous is not None else ""
        if counted not in EQUIPMENT_LOST:
            counted = _counted_here(reading, item)
        if counted:
            _judge(binding, item, counted, verdict["verdict"].lower())
        return
    if _IN_CUSTODY.match(text, binding.number.end):
        binding.dimension, binding.unit = "force", "persons"
        binding.measure, binding.action, binding.stated = "captured", "capture", True
    elif ends:
        _label(reading, item, binding)


def _from_table(reading: Reading, item: SentenceReading, binding: Binding) -> bool:
    """The figure of a table: what its column's heading says, of whom its row tells."""
    at = item.sentence.start + binding.number.start
    for cell in reading.cells.get(item.sentence.paragraph, ()):
        if not cell.start <= at < cell.end:
            continue
        table = lexicon()
        binding.dimension, binding.unit = cell.dimension, table.units.get(cell.dimension, "")
        binding.action = ACTION_OF_STATE.get(cell.state, "")
        binding.measure = table.measure(cell.dimension, binding.action or "*")
        binding.noun, binding.subject_words = cell.column, cell.row or cell.column
        binding.side = reading.gazetteer.side_of(cell.row)
        binding.elided, binding.stated, binding.predicate = False, bool(cell.state), None
        binding.head, binding.phrase = binding.anchor, (at, cell.end)
        return True
    return False


def _judge(binding: Binding, item: SentenceReading, counted: str, verdict: str) -> None:
    table = lexicon()
    binding.dimension, binding.unit = counted, table.units[counted]
    binding.noun, binding.action = counted, "destroy"
    binding.measure = "" if verdict == "damaged" else EQUIPMENT_LOST[counted]
    binding.stated = True
    if verdict.startswith("probabl") or verdict == "unconfirmed":
        binding.modality = "probable"
    for token in item.sentence.between(
        binding.phrase[0] - 24, binding.phrase[1] + len(verdict) + 2
    ):
        if token.lower in verdict.split():
            binding.predicate = token


def _label(reading: Reading, item: SentenceReading, binding: Binding) -> None:
    """ "children 121", "Spitfires 33", "Prisoners now number about 1,800": the noun before."""
    sentence = item.sentence
    label = _LABEL.search(sentence.text[: binding.number.start])
    if label is None:
        return
    table = lexicon()
    words = sentence.between(
        sentence.start + label.start("label"), sentence.start + label.end("label")
    )
    if not words:
        return
    first, token = words[0], words[-1]
    befell = ""
    if token.tag == "VBN" and len(words) > 1:  # "guns taken 77"
        befell, token = token.lemma, words[-2]
    state = table.state_of.get(token.lower) or table.state_of.get(token.lemma)
    dimension = table.make(token.text) or table.noun(token.lemma, token.lower)
    if not state and len(words) > 1 and words[1].lower in ("on", "in", "at", "of"):
        state = table.state_of.get(first.lower) or ""  # "dead on the position"
    if not state and token.pos in ("VERB", "AUX", "ADP", "ADV", "DET", "PRON"):
        return
    several = token.tag in ("NNS", "NNPS") or token.lower.endswith(("s", "men", "aircraft"))
    if state:
        binding.dimension = dimension if dimension in PERSONS else "force"
        binding.action, binding.stated = ACTION_OF_STATE[state], True
        binding.measure = table.measure(binding.dimension, binding.action)
        binding.unit = "persons"
    elif dimension and several and dimension not in ("area", "length", "mass"):
        kept = (binding.action, binding.measure) if dimension == binding.dimension else None
        rebind(binding, sentence, dimension)
        if befell in _LOSING and dimension in EQUIPMENT_LOST:
            binding.action, binding.measure = "destroy", EQUIPMENT_LOST[dimension]
        elif kept is not None and kept[1]:
            binding.action, binding.measure = kept
    else:
        return
    binding.noun, binding.subject_words = token.lemma, label["label"]
    binding.side = reading.gazetteer.side_of(label["label"]) or binding.side
    binding.elided = False


def from_section(reading: Reading, item: SentenceReading, binding: Binding) -> None:
    """What the heading of the section says of a number whose own words do not say it."""
    if binding.number.form == "share":
        return
    section = section_of_sentence(item.sentence.text).under(
        reading.sections.get(item.sentence.paragraph, Section())
    )
    table = lexicon()
    own_words = item.sentence.text
    if _is_served_or_ill(item, binding):
        binding.measure = ""
        return
    idle = not binding.stated and binding.action in ("", "present", "combat")
    held = idle and _IN_HANDS.search(own_words, binding.number.end) is not None
    if section.kind == "taken" and binding.noun == "rifle":
        binding.dimension, binding.unit = "gun", table.units["gun"]
    if held or (idle and section.kind in ("lost", "claims", "taken")):
        if binding.dimension in EQUIPMENT_LOST:
            binding.measure, binding.action = EQUIPMENT_LOST[binding.dimension], "destroy"
        elif binding.dimension in PERSONS:
            taken = held or section.kind == "taken"
            binding.action = "capture" if taken else "casualty"
            binding.measure = table.measure(binding.dimension, binding.action)
    if binding.head is not None and binding.head.text in ("IWC", "CSWC"):
        binding.measure, binding.action = "guns_lost", "capture"  # "weapons captured"
    if binding.dimension == "shell":
        _rounds(section, item, binding)
    elif binding.dimension == "formation" and _MARCHING.search(own_words, binding.number.end):
        binding.measure = ""
        binding.flags.append("on the march, not yet there")
    elif (
        binding.measure == "displaced"
        and re.match(r"\s+(?:\w+\s)?evacuated\b", own_words[binding.number.end :])
        and _SICK.search(f"{section.words} {own_words}")
    ):
        binding.measure = "evacuated"
    if section.side and not binding.side and binding.dimension:
        binding.side = "@our" if section.side == "own" else ""
        if section.side == "enemy" and not re.search(r"(?i)\benemy|our\b", binding.subject_words):
            binding.subject_words = f"enemy {binding.subject_words}".strip()


def _is_served_or_ill(item: SentenceReading, binding: Binding) -> bool:
    """ "900,000 people reached with food", "cholera cases: 8,120": no losses of the war."""
    text, number = item.sentence.text, binding.number
    if binding.dimension not in ("", *PERSONS) or binding.stated:
        return False
    if _SERVED.match(text, number.end) is not None:
        return True
    beside = _ILL.search(text[: number.start]) or _ILL_AFTER.match(text, number.end)
    return beside is not None and _DISEASE.search(text) is not None


def _rounds(section: Section, item: SentenceReading, binding: Binding) -> None:
    """Rounds in hand, fired, come in; "160 rounds per gun" says so."""
    per_gun = _PER_GUN.match(item.sentence.text, binding.number.end) is not None
    if per_gun:
        binding.flags.append("per gun")
    if section.kind == "incoming" and binding.action in ("", "supply"):
        binding.measure, binding.action = "shells_fired", "fire"
    elif not binding.measure and (per_gun or section.kind == "stock"):
        binding.measure, binding.action = "shell_stock", "stock"
    elif not binding.measure and section.kind == "fire":
        binding.measure, binding.action = "shells_fired", "fire"
