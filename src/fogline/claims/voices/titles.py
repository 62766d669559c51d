"""Titles, offices and the nouns by which unnamed people are called."""

from __future__ import annotations

import re

__all__ = [
    "ANONYMOUS_NOUNS",
    "CALENDAR",
    "LOWER_TITLES",
    "NAME_PATTERN",
    "OFFICE",
    "PLURAL_PEOPLE",
    "TITLES",
    "TITLE_RUN",
]

TITLES = (
    r"(?:Gen|Lt|Col|Maj|Brig|Capt|Cmdr|Adm|Sgt|Cpl|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Pres|Pvt|Rear|Vice|Sir|Lord|"
    r"General|Lieutenant|Colonel|Major|Brigadier|Captain|Commander|Admiral|Sergeant|Corporal|Private|Marshal|"
    r"Field|President|Prime|Minister|Premier|Chancellor|Secretary|Governor|Mayor|Ambassador|King|Emperor|Prince|"
    r"Professor|Doctor|Senator|Air|Chief|Deputy|Foreign|Defence|Defense|Interior|Spokesman|Spokeswoman|"
    r"Spokesperson|Commodore|Acting|Lieutenant-General|Major-General|Lieutenant-Colonel|Brigadier-General|Group|Wing|Squadron|Flight|Pope|Commandant|Sheikh|Ayatollah|Comrade|Citizen)"
)
TITLE_RUN = re.compile(
    rf"\A(?:{TITLES}\.?[\s-]+(?:of\s+(?:State|Defense|Defence)\s+|in\s+Chief\s+|for\s+Defence\s+)?)+"
)
NAME_PATTERN = re.compile(
    r"(?:[A-Z][\w’'-]*\.?|al-[A-Z][\w-]*)(?:\s+(?:[A-Z][\w’'-]*\.?|al-[A-Z][\w-]*|bin|ibn|van|von|de|del|der|da|di|el|al|Abu|U))*"
)
LOWER_TITLES = re.compile(
    r"\b((?:(?:top|chief|senior|deputy|acting|former|then|military|defen[cs]e|foreign|interior|prime|army|navy|air force|press|intelligence|health|general|supreme|regional|field|major|commander|lieutenant|brigadier|rear|vice)[\s-])*"
    r"(?:spokes(?:man|woman|person)|minister|president|governor|mayor|commander[\s-]in[\s-]chief|commander|general|colonel|major|captain|lieutenant|admiral|"
    r"secretary|chief|head|leader|ambassador|analyst|adviser|advisor|aide|director|chairman|premier|chancellor|historian|researcher|fellow|correspondent|expert|doctor|"
    r"officer|envoy|negotiator|king|marshal|professor|deputy|lawmaker|senator|editor|coordinator|brigadier|sergeant|pilot|surgeon))\b",
    re.IGNORECASE,
)
ANONYMOUS_NOUNS = {
    "official", "officer", "source", "commander", "soldier", "diplomat", "witness", "resident", "analyst", "expert",
    "spokesman", "spokeswoman", "spokesperson", "doctor", "medic", "villager", "aide", "adviser", "advisor", "person", "man", "woman", "worker",
    "fighter", "prisoner", "survivor", "refugee", "reporter", "correspondent", "journalist", "blogger", "milblogger", "observer", "critic",
    "lawmaker", "activist", "trooper", "militant", "insurgent", "volunteer", "rebel", "defector", "captive", "pilot", "insider", "relative",
    "people", "historian", "researcher", "veteran", "supporter", "opponent", "monitor", "deputy", "negotiator", "mediator", "nurse", "local",
    "troops", "rescuer", "conscript", "colleague", "figure", "chief", "leader", "minister", "surgeon", "sergeant", "lieutenant", "captain",
    "major", "colonel", "general", "gunner", "sailor", "tanker", "economist", "planner", "strategist", "scholar", "eyewitness", "paramedic",
    "commentator", "attaché", "attache", "staffer", "private", "corporal", "member", "survivors", "crew", "family", "farmer", "teacher", "shopkeeper",
}  # fmt: skip
OFFICE = {
    "minister", "president", "governor", "mayor", "premier", "chancellor", "ambassador",
    "chief", "head", "leader", "commander", "general", "secretary", "king", "emperor", "prince", "chairman", "director", "commander-in-chief",
    "marshal", "admiral", "brigadier",
}  # fmt: skip
PLURAL_PEOPLE = {
    "people", "troops", "authorities", "forces", "police", "rebels", "families", "crew",
}  # fmt: skip
CALENDAR = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "north", "south", "east", "west",
}  # fmt: skip
