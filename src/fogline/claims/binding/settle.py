"""Set phrases that decide what a number counts, after verbs and nouns have had their say."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import EQUIPMENT_LOST, PERSONS, Binding
from fogline.claims.binding.fates import fate_of
from fogline.claims.binding.happenings import actions_at
from fogline.claims.binding.musters import mustered
from fogline.claims.binding.states import ACTION_OF_STATE
from fogline.claims.lexicon import lexicon
from fogline.claims.syntax import Sentence

__all__ = ["settle"]

# "150 guns and twenty thousand rifles taken", "thirteen guns are in our hands"
_TAKEN = re.compile(
    r"(?:\s+and\s+[\w ]{2,30}?)?\s+(?:taken|captured|seized|destroyed|burnt(?: out)?|wrecked|knocked out|abandoned"
    r"|spiked|silenced|put out of action|disabled|lost)\b(?!\s+(?:by|up|over|to|on)\b)"
    r"|\s+(?:\w+ )?to the bottom\b"
    r"|[^.;]{0,60}?\b(?:is|are|was|were|remain(?:ed)?|now) (?:\w+ )?in (?:our|their|his|enemy|rebel|[A-Z]\w+) hands\b",
    re.IGNORECASE,
)
_GETTING = frozenset(("get", "net", "nibble", "yield", "chew", "bring"))
_IN_HANDS = re.compile(
    r"\s+(?:is|are|was|were|remain(?:ed)?|still|now)[\w ]{0,12} in (?:enemy|rebel|hostile|(?-i:[A-Z])\w+) hands\b",
    re.I,
)
_BY_WEAPON = frozenset(("rifle", "sabre", "saber", "bayonet", "musket", "lance", "carbine"))
_BEFELL = re.compile(
    r"\s*(?:men |soldiers |troops |persons |people |officers |civilians |others )?(?P<state>killed|dead|wounded|injured"
    r"|missing|captured)\b(?!\s*(?:and|or|,|/)\s*(?:[a-z]+ )?(?:killed|wounded|injured|missing|captured)\b(?! \d))",
    re.IGNORECASE,
)
_LIST_OF_DEAD = re.compile(
    r"\b(?:body count|death toll|(?:the )?dead|killed|deaths|fatalities)\b[^.:;]{0,90}:\s[^:;]{0,120}\Z",
    re.IGNORECASE,
)
_FELL = re.compile(
    r"[^.;]{0,70}?\b(?:fell|have fallen|had fallen) (?:at (?:their|its|his) posts?|in the (?:breach|assault|attack|first)"
    r"|on the (?:field|spot|slopes?)|fighting|dead|sword in hand|before (?:reaching|they))\b"
    r"|[^.,;]{0,30}?\b(?:had|have|has) (?:\w+ly |already )?fallen\b(?!\s+(?:back|ill|into|to|behind|out|short|from|away|under|by|sick)\b)",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"\s*(?:of (?:them|whom|the wounded|the injured|those) )?(?:(?:have|had|has) (?:since |later )?)?(?:(?:did|would|could) not (?:survive|live|recover|pull through)|failed to (?:survive|recover)|(?:later |since )?(?:died|succumbed|perished))\b",
    re.IGNORECASE,
)
_BACK_WITHOUT = re.compile(
    r"\b(?:back|home|return(?:ed|ing)?|landed|base) without\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_NONE_OF = re.compile(
    r"\b(?:none|not one|neither|not a single one) of (?:the|its|their|our|those|his) (?:\w+ )?\Z",
    re.IGNORECASE,
)
_PART_BEHIND = re.compile(
    r"\s*,\s*(?!all\b|both\b|each\b|every\b)(?:[\w-]+ ){1,3}of (?:which|whom|them)\b", re.IGNORECASE
)
_COST = re.compile(
    r"\bcost(?:s|ing)? (?:the |his |her |its |their |our |us\b|them\b|him\b|(?-i:[A-Z]))[^.;]{0,90}\Z",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\s*(?:million|billion|dollars?|pounds?|euros?|francs?|marks?|roubles?|a (?:day|month))\b"
)
_ENROLLED = re.compile(
    r"\s*(?:men )?(?:on paper|on the (?:books|rolls?|roster|strength)|under arms|with the colou?rs)\b",
    re.IGNORECASE,
)


_FINDS = re.compile(
    r"\b(?:recover(?:ed|ing|s)?|confiscat(?:ed|es|ing)|retrieved|unearthed|dug up|picked up|handed in|turned in)\s+(?:\w+\s){0,3}\Z",
    re.IGNORECASE,
)
_AMONG_ARMS = re.compile(
    r"[^.;]{0,30}?(?:,|\band\b)\s+(?:[\w-]+\s){1,3}?(?:mortars?|guns?|machine-?guns?|pistols?|grenades?|rounds|cartridges|launchers?|cannons?|howitzers?)\b"
)
_HELD = frozenset(("hostage", "captive", "detainee", "abductee"))
_FREE = re.compile(
    r"\s*(?:\w+ )?(?:(?:are|were|is|was|have been|had been|has been)\s+)?(?:now |all |\w+ly )?(?:free|freed|released|rescued|let go|set free|safe|saved|liberated)\b"
)
_LOSS_OF = re.compile(
    r"(?i)\b(?:loss of|inflict\w* (?:\w+ ){0,4}loss(?:es)? (?:of|equal to))\s+(?:\w+\s+){0,4}\Z"
)


# "340 servicemen, three tanks and 14 vehicles were destroyed": one verb for the whole list
_LISTED = re.compile(
    r"(?:,\s+(?:\w+\s+)?[^.;:,]{3,40}){0,4},?\s+and\s+(?!that\b|the\b)[^.;:,]{2,40}?\s(?:were|was|have been|had been|has been)\s+(?:\w+ly\s+)?"
    r"(?:destroyed|eliminated|annihilated|wiped out|knocked out|neutrali[sz]ed|put out of action|obliterated)\b"
)


def _destroyed(binding: Binding, sentence: Sentence) -> bool:
    """Whether the persons stand in a list that one verb of destroying befalls."""
    token = binding.head
    while token is not None and token.dep in ("conj", "appos") and token.head != token.index:
        token = sentence.head(token)
    if token is None or token.dep not in ("nsubjpass", "dobj"):
        return False
    verb = sentence.head(token)
    return verb.lemma != "leave" and "destroy" in actions_at(sentence, verb, lexicon())


def settle(binding: Binding, sentence: Sentence) -> None:
    """Change the measure where a set phrase stands by the number; else leave it as it is."""
    if binding.number.form == "share" or binding.dimension in ("money", "other", "time"):
        return
    rest = sentence.text[binding.phrase[1] - sentence.start :]
    lead = sentence.text[: binding.number.start]
    verb = binding.predicate
    if binding.dimension == "area" and verb is not None and verb.lemma in _GETTING:
        binding.action, binding.measure = "take", "area_taken_km2"  # "for that it got 725 km2"
        return
    lost = EQUIPMENT_LOST.get(binding.dimension)
    if lost is not None and _NONE_OF.search(lead):
        binding.action = "present"  # "none of the forty guns was hit": forty there were
        binding.measure = lexicon().measure(binding.dimension, "present") or ""
        return
    if lost is not None:
        _equipment(binding, sentence, rest, lost)
        return
    if (
        binding.dimension == "formation"
        and binding.measure == "formations_present"
        and _LOSS_OF.search(lead)
    ):
        binding.action, binding.measure = "destroy", ""  # lost: no measure of the table
        return
    fate = fate_of(binding, sentence)
    if fate:
        _persons(binding, fate)
        return
    if binding.dimension in PERSONS and binding.measure in ("", "present"):
        if _LISTED.match(rest) or _destroyed(binding, sentence):
            _persons(binding, "casualty")  # "340 men, three tanks and 14 vehicles were destroyed"
            return
    if binding.dimension == "formation" and binding.elided and _COST.search(lead):
        binding.dimension = ""  # "cost the division 1,700": men, not divisions
    spoken = mustered(binding, lead, sentence.text[binding.number.end :])
    if spoken:
        binding.dimension = "force"
        _persons(binding, spoken)
        return
    if binding.dimension not in (*PERSONS, ""):
        return
    if binding.measure == "captured" and binding.noun in _HELD and _FREE.match(rest):
        binding.action, binding.measure = "", ""  # "178 hostages are free"
        return
    after = sentence.text[binding.number.end :]
    if _went_and_returned(binding, lead, after):
        return
    if _DIED.match(rest) and binding.dimension:
        _persons(binding, "kill")  # "22 of the wounded did not survive the night"
        return
    befell = _BEFELL.match(after)
    if befell is not None and (
        binding.measure in ("casualties", "present", "") or binding.dimension == ""
    ):
        state = lexicon().state_of.get(befell["state"].lower(), "")
        if state:
            _persons(binding, ACTION_OF_STATE[state])
    elif (
        binding.action in ("", "present")
        and binding.measure in ("", "present")
        and _LIST_OF_DEAD.search(lead)
    ):
        _persons(binding, "kill")  # "the body count: 202 militants, 26 civilians"
    elif binding.measure == "present" and _IN_HANDS.match(rest):
        _persons(binding, "capture")
    elif _FELL.match(rest) and binding.dimension and binding.action != "kill":
        _persons(binding, "kill")
    elif not binding.dimension and _COST.search(lead) and not _MONEY.match(after):
        _persons(binding, "casualty")
    elif _ENROLLED.match(after) and binding.dimension in ("", "force"):
        if binding.action in ("", "present"):
            _persons(binding, "present")
    elif (
        binding.measure == "captured"
        and re.match(r"\s*(?:\w+ )?(?:in all|all told)\b", after)
        and re.search(r",\s+(?:about |some |around |nearly )?\Z", lead)
        and re.search(r"\bby\b", lead[-90:])
    ):
        _persons(binding, "present")  # "taken by two regiments, some 4,000 men in all"


# what is left of a vehicle: "forty burnt-out hulls", "the carcasses of 12 tanks"
_WRECKS = frozenset(("hull", "wreck", "carcass", "hulk", "wreckage"))
_WRECKED = re.compile(
    r"(?i)\b(?:burn(?:t|ed)|knocked|shot|blown)(?:[ -]out|[ -]up)?[ -]|\b(?:charred|wrecked|gutted|blackened|shattered) "
)


_REMAINS = re.compile(r"(?i)\b(?:hull|wreck|carcasse?|hulk|wreckage|remain)s? of (?:\w+ ){0,3}\Z")


def _equipment(binding: Binding, sentence: Sentence, rest: str, lost: str) -> None:
    low, high = binding.number.start, binding.phrase[1] - sentence.start
    own = sentence.text[low : max(high, low)]
    wrecked = _WRECKED.search(own) or _REMAINS.search(sentence.text[max(0, low - 40) : low])
    counting = binding.action in ("", "present") or binding.measure.endswith("_present")
    lead = sentence.text[:low]
    if counting and (_COST.search(lead) or _BACK_WITHOUT.search(lead)):
        binding.action, binding.measure = "destroy", lost  # "the ford cost them 50 tanks"
        return
    if counting and (binding.noun in _WRECKS or wrecked is not None):
        binding.action, binding.measure = "destroy", lost
        return
    if counting and _FINDS.search(lead):
        binding.action, binding.measure = "destroy", lost  # "has recovered 817 firearms"
        return
    if (
        binding.noun in _BY_WEAPON
        and binding.measure == "guns_present"
        and not (_TAKEN.match(rest) or _AMONG_ARMS.match(rest))
    ):
        _persons(binding, "present")  # "15,000 rifles": men, counted by what they carry
    elif _PART_BEHIND.match(rest) and binding.measure == lost:
        # "ten tanks, four of which were knocked out": the four were
        binding.action = "present"
        binding.measure = lexicon().measure(binding.dimension, "present") or binding.measure
    elif binding.action in ("", "present", "supply", "take", "capture") and _TAKEN.match(rest):
        binding.action, binding.measure = "destroy", lost


_WENT = re.compile(
    r"\s+(?:of (?:us|them|those)\s+)?(?:\w+\s+)?(?:who|that)\s+(?:had\s+)?(?:went|gone|go) (?:over|forward|in to the attack|into (?:action|battle))\b"
    r"|\s+(?:\w+\s+)?who\s+(?:had\s+)?(?:attacked|charged|advanced|set out|started|marched out|jumped off)\b"
)
_GONE = re.compile(
    r"\b(?:who|set out|went|started|left|attacked|charged|crossed|advanced|marched|jumped off|called the roll)\b"
)
_RETURNED = re.compile(
    r"\s+(?:of (?:us|them)\s+)?(?:(?:had|have)\s+)?(?:answered(?: (?:the|their|to)|\s*[.,;])|returned|(?:came|come|got|made it) (?:back|home)|survived|remained)\b"
)


def _went_and_returned(binding: Binding, lead: str, after: str) -> bool:
    """ "Of eight hundred who went over barely a hundred answered the roll": in the fight; left."""
    victim = binding.action in ("kill", "wound", "missing")
    if _WENT.match(after) and binding.dimension in ("", "force") and not victim:
        _persons(binding, "combat")
        return True
    if binding.elided and _GONE.search(lead[-110:]) and _RETURNED.match(after) and not victim:
        _persons(binding, "present")
        return True
    return False


def _persons(binding: Binding, action: str) -> None:
    if binding.dimension not in PERSONS:
        binding.dimension = "force"
    binding.action, binding.unit = action, "persons"
    binding.measure = lexicon().measure(binding.dimension, action) or lexicon().measure(
        "force", action
    )
