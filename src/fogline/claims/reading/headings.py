"""Headings of sections, which look like speakers before a colon: "3. Air:", "Own losses:", "Health:".

A heading says what the paragraph is about and, often, whose the losses in it are; nobody speaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fogline.claims.syntax import Sentence

if TYPE_CHECKING:
    from fogline.claims.reading.reading import Reading

__all__ = ["is_heading"]

_NUMBERED = re.compile(r"(?:\A|\n)\s*(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|[IVX]{1,4}[.)]|[-*•·–▪])\s*\Z")
_SECTIONS = frozenset(
    ("access", "activity", "activities", "adm", "administration", "air", "ammo", "ammunition", "amn", "area", "areas", "armour", "armor", "arrivals",
     "artillery", "arty", "aviation", "axis", "casualties", "centre", "center", "civilians", "claims", "coast", "command", "comms", "communications",
     "convoy", "convoys", "coordination", "damage", "date", "day", "deaths", "departures", "detainees", "direction", "directions", "displacement",
     "education", "enemy", "engineers", "equipment", "evacuation", "expenditure", "figures", "fighting", "food", "forecast", "friendly", "front",
     "fuel", "funding", "gaps", "ground", "health", "highlights", "home", "hospitals", "humanitarian", "identifications", "incidents", "incoming",
     "infantry", "information", "infrastructure", "injured", "intelligence", "intention", "intentions", "interior", "killed", "land", "launches",
     "livelihoods", "location", "logistics", "losses", "material", "materiel", "medical", "missing", "mines", "morale", "movement", "movements",
     "naval", "navy", "needs", "night", "north", "northeast", "northwest", "northern", "nutrition", "objective", "operation", "operations", "ops",
     "outgoing", "outlook", "own", "patrols", "period", "personnel", "plan", "plans", "pol", "position", "positions", "posns", "prisoners",
     "protection", "pw", "rations", "readiness", "recovered", "reinforcements", "reliefs", "remarks", "reserves", "response", "responses", "result",
     "results", "return", "returns", "roads", "sanitation", "sea", "section", "sector", "sectors", "security", "serviceability", "shelter",
     "shelters", "shipping", "sick", "situation", "south", "southeast", "southwest", "southern", "state", "status", "stocks", "strength", "strengths",
     "strikes", "supplies", "supply", "support", "tanks", "targets", "theatre", "time", "tks", "today", "tolls", "toll", "total", "totals", "tps",
     "transport", "troops", "visibility", "wash", "water", "weather", "west", "western", "wounded", "yesterday", "zone", "outposts", "sorties",
     "raids", "raid", "morning", "evening", "afternoon", "noon", "midnight", "east", "eastern", "central", "district", "districts", "province",
     "governorate", "camp", "camps", "events", "event", "update", "updates", "subject", "reference", "summary", "schools", "markets", "children",
     "women", "elderly", "families")
)  # fmt: skip
_TALLY = re.compile(r"\s*(?:about |some |at least |over |nearly )?\d[\d,.]*\s+(?:more\s+)?[a-z]")
_BODY = re.compile(
    r"(?i)\b(?:ministry|minister|army|navy|police|staff|command|office|agency|department|government|council|committee|union|red cross|crescent"
    r"|hospital|governor|mayor|spokes\w+|doctors?|officials?|sources?|witness\w*|media|radio|television|news|press|authorit\w+|league|movement"
    r"|party|president|headquarters|observatory|monitor\w*|cluster|mission|federation|association|society|service|forces?)\b"
)


def is_heading(reading: Reading, sentence: Sentence, words: str) -> bool:
    """Whether the words before a colon name a part of the report and no speaker.

    A part is known by its last word ("Own losses", "Kupiansk axis"), by the number or bullet before
    it, or by a bare tally behind it ("Rafah: 61 killed, 410 injured"); nobody named before is one.
    """
    if any(words in (voice.words, voice.name) for voice in reading.memory.speakers):
        return False
    body = _BODY.search(words) is not None
    folded = words.lower().replace("-", " ").split()
    if folded and folded[-1] in _SECTIONS and not (len(folded) > 1 and body):
        return True
    if body or reading.gazetteer.get(words) is not None:
        return False
    before = reading.report.text[max(0, sentence.start - 12) : sentence.start]
    tally = _TALLY.match(sentence.text.partition(":")[2]) is not None and not words.isupper()
    return tally or _NUMBERED.search(before) is not None
