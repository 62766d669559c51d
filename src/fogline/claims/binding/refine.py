"""Corrections of a measure that need more than one word."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import EQUIPMENT_LOST, PERSONS, Binding
from fogline.claims.binding.happenings import nearest_action
from fogline.claims.binding.idioms import idiom
from fogline.claims.lexicon import lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["refine_measure"]

_BOOTY = re.compile(
    r"(?i)\b(?:[’']s (?:bag|haul)\b|as booty|as trophies|the (?:booty|spoils?|haul)|fell into (?:our|their|enemy) hands|fallen into (?:our|their|enemy) hands|left behind)\b"
)
_BAG = re.compile(r"(?i)[’']s (?:bag|haul)\b")
_COME_BACK = re.compile(
    r"\b(?:re-?tak|recaptur|regain|recover|reclaim|won back|liberat|retook|clawed back|wrest)",
    re.IGNORECASE,
)


def _equipment(binding: Binding, sentence: Sentence, head: Token, tail: str) -> None:
    """Equipment claimed, listed as booty, not come back: lost, whatever the verb says alone."""
    lost = EQUIPMENT_LOST.get(binding.dimension)
    if lost is None:
        return
    verb = binding.predicate
    if verb is not None and verb.lemma in ("assemble", "build", "produce", "manufacture"):
        binding.measure = lexicon().measure(binding.dimension, "produce") or binding.measure
        return
    claimed = (
        verb is not None
        and verb.lemma == "claim"
        and head.dep in ("dobj", "conj")
        and not any(c.dep in ("ccomp", "xcomp") for c in sentence.children(verb))
    )
    gone = verb is not None and (
        (verb.lemma == "return" and any(c.dep == "neg" for c in sentence.children(verb)))
        or (binding.dimension == "aircraft" and verb.lemma in ("fall", "crash", "ditch"))
        or (verb.lemma == "fail" and "return" in tail)
    )
    if claimed or gone or _BOOTY.search(sentence.text):
        binding.measure, binding.action = lost, "destroy"


_READY = re.compile(
    r"\s*(?:present|available|in service|on hand|operational|serviceable|airworthy|in working order)\b"
)
_DUE = re.compile(
    r"[^,.;]{0,30}?\b(?:is|are|were|was)\s+(?:due|expected|scheduled|set|supposed|to)\s+(?:to\s+)?(?:arrive|deploy|join|land|follow|sail|embark|cross|march|come|go|start|leave for|move up|be (?:sent|deployed|flown|landed|shipped|rushed))\b"
)
_OUT_OF = re.compile(
    r"\b(?P<passive>(?:was|were|been|being) )?(?:\w+ )?(?:\w+ed|driven|thrown|beaten|flung|swept|drove|threw|forced|chased) (?:[\w ]{3,24}? )?(?:out of|from)\s+(?:(?:about|some|at least|over|another|more than)\s)*\Z"
)
_IN_RESERVE = re.compile(r"\bin reserve\b|\bas reserves\b|\breserves of\b")


def refine_measure(binding: Binding, sentence: Sentence) -> None:
    """Corrections that need more than one word."""
    head = binding.head or binding.anchor
    text = sentence.text
    low = max(0, binding.phrase[0] - sentence.start - 70)
    high = min(len(text), binding.phrase[1] - sentence.start + 60)
    lead, tail = (
        text[low : binding.number.start].lower(),
        text[binding.phrase[1] - sentence.start : high].lower(),
    )
    _equipment(binding, sentence, head, tail)
    if binding.dimension in EQUIPMENT_LOST and _READY.match(tail):
        binding.action = "present"
        binding.measure = lexicon().measure(binding.dimension, "present") or binding.measure
    if (
        binding.dimension == "force"
        and binding.measure in ("present", "deployed")
        and _DUE.match(tail)
    ):
        binding.measure = "planned_deployment"
    if binding.dimension in PERSONS or not binding.dimension:
        idiom(binding, lead, tail, text[binding.phrase[1] - sentence.start :].lower())
    if binding.dimension in PERSONS and binding.measure == "present" and _BAG.search(lead):
        binding.measure, binding.action = "captured", "capture"
    if binding.dimension == "length":
        wide = re.match(r"[\s-]*(?:wide|broad|long)\b", tail) is not None
        if wide:
            binding.measure, binding.action = "width_km", "wide"
        elif re.search(r"\bwithin\s+(?:\w+\s){0,2}\Z", lead):
            binding.measure, binding.action = "distance_km", "distant"
        elif (
            re.match(r"[\s-]*(?:deep|inside|into|beyond|further|forward)\b", tail)
            or re.search(
                r"\b(?:advanc|penetrat|push|thrust|drive|drove|gain|inroad)\w*\s+(?:\w+\s+){0,4}\Z",
                lead,
            )
            or re.search(r"\b(?:depth|deep)\s+(?:of|as|to|about|some)?\s*(?:\w+\s){0,2}\Z", lead)
        ):
            binding.measure, binding.action = "depth_km", "advance"
        elif re.match(
            r"[\s-]*(?:wide|long|broad|front|line|stretch|section|sector|frontage|salient|corridor|of (?:the )?(?:front|line|trench|border|road))\b",
            tail,
        ) or re.search(
            r"\b(?:width|front|frontage|breadth|stretch|length)\s+(?:of|is|was|some|about)?\s*(?:\w+\s){0,2}\Z",
            lead,
        ):
            binding.measure, binding.action = "width_km", "wide"
        elif (
            re.match(
                r"[\s-]*(?:(?:to the )?(?:north|south|east|west)\w*|from|away|off|outside|short|of (?:the )?(?:border|city|town|capital|coast)|behind)\b",
                tail,
            )
            and binding.action != "advance"
        ) or re.search(r"\bwithin\s+(?:\w+\s){0,2}\Z", lead):
            binding.measure, binding.action = "distance_km", "distant"
        elif re.match(r"\s+of\s+(?:\w+\s+){0,3}(?:territory|land|ground|soil|terrain)\b", tail):
            if binding.unit in ("mi", "km"):
                was = binding.unit_as_written
                binding.flags.append(
                    f"unit-repaired: {binding.number.words} {was} read as {binding.number.words} {'sq mi' if binding.unit == 'mi' else 'km2'}"
                )
                binding.unit = "sq mi" if binding.unit == "mi" else "km2"
                binding.dimension = "area"
                action = nearest_action(binding, sentence, lexicon())
                binding.action = action[0] if action else "take"
                binding.measure = lexicon().measure("area", binding.action) or "area_taken_km2"
    if binding.dimension in ("settlement", "area") and not binding.measure.endswith("_lost"):
        out = _OUT_OF.search(lead)
        if out is not None:
            binding.action = "lose_ground" if out["passive"] else "take"
            binding.measure = lexicon().measure(binding.dimension, binding.action)
    if binding.dimension == "shell" and re.search(
        r"\b(?:down to|left with)\s+(?:\w+\s){0,2}\Z", lead
    ):
        binding.action, binding.measure = "stock", "shell_stock"
    if binding.dimension in ("settlement", "area"):
        moved = re.search(
            r"\b(los|gain|took|tak|seiz|wrest|regain|retak)\w* (?:\w+ )?control (?:of|over)\s+(?:[\w%]+ ){0,4}\Z",
            lead,
        )
        if moved is not None:
            binding.action = {"los": "lose_ground", "regain": "retake", "retak": "retake"}.get(
                moved.group(1), "take"
            )
            binding.measure = lexicon().measure(binding.dimension, binding.action)
    if (
        binding.dimension == "area"
        and binding.action in ("hold", "", "take")
        and _COME_BACK.search(lead[-60:])
    ):
        binding.action, binding.measure = "retake", "area_retaken_km2"
    if (
        binding.dimension == "area"
        and re.search(r"\b(?:under|control|controls|controlled|holds?|held|holding)\b", lead + tail)
        and binding.action in ("", "take")
        and not re.search(
            r"\b(?:captur|seiz|took|taken|tak|gain|advanc|overran|overrun|occup|conquer|annex)\w*",
            lead,
        )
    ):
        binding.action, binding.measure = "hold", "area_held_km2"
    if (
        binding.dimension in ("vehicle", "gun", "aircraft", "missile", "drone", "ship")
        and binding.predicate is not None
        and binding.predicate.lemma
        in ("send", "give", "transfer", "get", "receive", "ship", "provide")
    ):
        name = {
            "vehicle": "vehicles_supplied",
            "gun": "guns_supplied",
            "aircraft": "aircraft_supplied",
            "missile": "missiles_supplied",
            "drone": "drones_supplied",
        }
        if binding.action in ("deploy", "supply", "fire") and not re.search(
            r"\b(?:against|towards?|over|into|at|forward|up|across|in to attack)\b", tail
        ):
            binding.measure, binding.action = name.get(binding.dimension, binding.measure), "supply"
    if (
        binding.dimension in ("missile", "shell")
        and binding.predicate is not None
        and binding.predicate.lemma in ("land", "fall", "hit", "strike", "rain")
        and head.dep in ("nsubj", "nsubjpass")
    ):
        binding.measure, binding.action = (
            ("missiles_fired" if binding.dimension == "missile" else "shells_fired"),
            "fire",
        )
    if (
        binding.noun in ("life", "lives")
        or re.match(r"\s*lives\b", tail)
        or re.match(
            r"\s*(?:people\s+|soldiers\s+|men\s+)?(?:lost|have lost|had lost) (?:their|his|her) li(?:fe|ves)\b",
            tail,
        )
    ):
        binding.measure, binding.action, binding.unit = "killed", "kill", "persons"
        binding.dimension = binding.dimension or "civilian"
    if (
        binding.dimension in PERSONS
        and binding.predicate is not None
        and binding.predicate.lemma == "fall"
        and head.dep == "nsubj"
        and not re.match(r"\s+(?:back|ill|short|behind)", tail)
    ):
        binding.measure, binding.action = "killed", "kill"
    costing = next((a for a in sentence.ancestors(head) if a.lemma == "cost"), None)
    if (
        binding.dimension in PERSONS
        and binding.noun not in ("life", "lives")
        and costing is not None
        and head.index > costing.index
    ):
        binding.measure, binding.action = "casualties", "casualty"
    if (
        binding.dimension in PERSONS
        and binding.measure == "casualties"
        and re.match(
            r"\s*(?:were |was |have |had )?(?:suffered|sustained|received) (?:\w+ )?(?:injur|wound|burns)",
            tail,
        )
    ):
        binding.measure, binding.action = "wounded", "wound"
    if (
        binding.dimension in PERSONS
        and binding.measure == "in_combat"
        and re.match(
            r"\s*(?:of [\w ]{2,24})?\s*(?:are|were|is|was|remain)?\s*(?:fit|able|ready|available)\b",
            tail,
        )
    ):
        binding.measure, binding.action = "present", "present"
    if binding.dimension == "length" and re.search(
        r"\b(?:pushed|driven|forced|thrown|pressed) (?:\w+ )?back\s+(?:\w+ ){0,3}\Z|\b(?:front|line)\s+(?:has |had )?(?:moved|shifted|advanced|receded)\s+(?:\w+ ){0,3}\Z",
        lead,
    ):
        binding.measure, binding.action = "depth_km", "advance"
    if (
        binding.dimension == "area"
        and re.search(r"\bclear\w*\s+(?:\w+ ){0,3}\Z", lead)
        and re.match(r"\s*of (?:mines|explosives|rubble)", tail)
    ):
        binding.measure, binding.action = "", "clear"
    if (
        binding.dimension in PERSONS
        and re.search(r"\bloss of\s+(?:\w+ ){0,2}\Z", lead)
        and binding.measure == ""
    ):
        binding.measure = "casualties"
    if binding.dimension in PERSONS and re.search(
        r"\b(?:with|for) the loss of\s+(?:\w+ ){0,2}\Z", lead
    ):
        binding.measure, binding.action = "killed", "kill"
    if binding.dimension in ("missile", "drone", "shell") and re.search(
        r"\b(?:hit|struck|attacked|sunk|damaged|destroyed|killed) by\s+(?:\w+ ){0,2}\Z", lead
    ):
        binding.measure, binding.action = (
            {"missile": "missiles_fired", "drone": "drones_launched", "shell": "shells_fired"}[
                binding.dimension
            ],
            "fire",
        )
    if (
        binding.predicate is not None
        and binding.predicate.lemma == "expect"
        and binding.measure in ("present", "deployed", "reinforcement")
        and binding.dimension == "force"
    ):
        binding.measure = "planned_deployment"
    if (
        binding.dimension in PERSONS
        and binding.measure in ("deployed", "present")
        and re.search(
            r"\b(?:additional|extra|further|more|fresh|new|another)\b",
            text[
                binding.number.start - 12 if binding.number.start > 12 else 0 : binding.phrase[1]
                - sentence.start
            ].lower(),
        )
        and (
            binding.action in ("deploy", "reinforce")
            or (
                binding.predicate is not None
                and binding.predicate.lemma
                in (
                    "ask",
                    "request",
                    "demand",
                    "need",
                    "want",
                    "get",
                    "receive",
                    "send",
                    "seek",
                    "call",
                    "beg",
                    "require",
                )
            )
        )
    ):
        binding.measure = "reinforcement"
    if binding.dimension in PERSONS and re.match(
        r"\s*(?:are|were|is|was) (?:safe|alive|unhurt)\b", tail
    ):
        binding.measure, binding.action = "", "safe"
    if head.lemma in ("reinforcement", "replacement") and binding.measure in (
        "present",
        "deployed",
    ):
        binding.measure, binding.action = "reinforcement", "reinforce"
    if binding.measure == "present" and head.lower in (
        "people",
        "women",
        "children",
        "civilians",
        "residents",
    ):
        binding.measure = ""
    if binding.measure == "deployed" and binding.dimension == "civilian":
        binding.measure = ""
    if binding.measure == "planned_deployment" and binding.action == "plan":
        binding.action = "deploy"
        binding.measure = "deployed"
    if (
        binding.dimension == "force"
        and binding.measure in ("present", "deployed")
        and _IN_RESERVE.search(lead + re.split("[,;]", tail)[0])
    ):
        binding.measure = "in_reserve"
    if binding.dimension == "force" and re.search(
        r"\b(?:en route|on (?:their|its|the) way|heading)\b", tail
    ):
        binding.measure = "en_route"
    if binding.dimension == "area" and re.search(
        r"\b(?:at (?:its|their|the) (?:peak|height|maximum|greatest)|at one (?:point|time)|at most they)\b",
        text.lower(),
    ):
        if binding.measure in ("area_held_km2", "area_taken_km2"):
            binding.measure = "area_peak_km2"
