"""Set phrases for what became of men: "did not answer the roll", "fell into our hands"."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import PERSONS, Binding
from fogline.claims.syntax import Sentence

__all__ = ["fate_of"]

_AUX = r"(?:(?:were|was|are|is|have|has|had|been|being|be|later|since|also|all|now|then|either|reportedly)\s+)*"
_FATES = tuple(
    (action, re.compile(rf"(?i)(?:,?\s+who)?\s+{_AUX}(?:{words})"))
    for action, words in (
        (
            "kill",
            r"(?:blown|torn|cut) to (?:pieces|bits|shreds)|struck down|mown down|(?:given|gave|laid down|lay down) their lives"
            r"|paid with their lives|(?:met|meeting) (?:their|a) (?:deaths?|ends?)|breathed their last|perished to a man",
        ),
        (
            "wound",
            r"(?:lay|lie|lying|left) wounded|(?:went|go|gone|sent|taken|carried|brought) (?:back )?to (?:the |a |an )?(?:\w+ )?"
            r"(?:dressing|aid|clearing|first-aid|casualty)[\w -]{0,20}stations?|hit by (?:splinters|shrapnel|fragments|bullets"
            r"|snipers?|small-arms)|need(?:ed|ing|s)? (?:stretchers|surgery|amputations?)|on the sick list with wounds",
        ),
        (
            "capture",
            r"(?:fell|fallen|fall|falling) into (?:our|their|his|enemy|the enemy[’']s|rebel|hostile|\w+) hands"
            r"|(?:came|come|coming|walked|walking|crossed) (?:in|out|over|across) (?:with|under|behind|carrying|waving) "
            r"(?:a |the )?white (?:flags?|cloths?|rags?|handkerchiefs?)|(?:threw|thrown|laid|put|lay) down their (?:arms|rifles|weapons)",
        ),
        (
            "missing",
            r"not (?:been )?(?:heard of|heard from|seen)(?: since| again)?|never (?:been )?(?:seen|heard of|heard from)(?: since| again)?"
            r"|(?:failed|failing|fail) to (?:answer|return|report|come back|reappear)|(?:did|do|does) not (?:answer|reappear)"
            r"|(?:posted|listed|reported|given|returned|carried|put down) (?:as )?missing|vanished|not accounted for"
            r"|without trace",
        ),
        (
            "desert",
            r"(?:slipped|stolen|stole|crept|sneaked|melted) (?:off|away|home)|(?:gone|went|go) (?:home|off) without (?:leave|permission)"
            r"|(?:threw|thrown|cast|tore) (?:away|off) their uniforms|(?:gone|went|go|passed|come|came) over to the (?:enemy|other side|rebels)"
            r"|walked off the line",
        ),
        (
            "withdraw",
            r"relieved(?= (?:by|last|on|during|in|after|and)|[,.;]|\Z)|(?:fell|fallen|falling|fall|drew|drawn) back\b|taken out of the (?:line|fight|battle)"
            r"|left the (?:front|line|trenches|battlefield)|(?:marched|moved|ordered) (?:off|away|out of)\b|retired (?:behind|to|across|over|from)\b"
            r"|(?:evacuated|taken off|lifted off|brought off) by (?:sea|ship|air|boat|the navy|helicopter)",
        ),
        ("casualty", r"put (?:hors de combat|out of (?:action|the fight))"),
        ("reinforce", r"joined the (?:garrison|force|column|army|defenders|line|besiegers)"),
    )
)  # fmt: skip


_OF_US = re.compile(r"\s+of (?:us|them|those|whom)\b")


def fate_of(binding: Binding, sentence: Sentence) -> str:
    """The happening that a set phrase behind the counted men names, "" without one."""
    if binding.stated or binding.dimension not in (*PERSONS, "") or binding.number.form == "share":
        return ""
    if not binding.dimension and not _OF_US.match(sentence.text, binding.number.end):
        return ""
    rest = sentence.text[binding.phrase[1] - sentence.start :]
    for action, phrase in _FATES:
        if phrase.match(rest) is not None:
            civil = binding.dimension == "civilian"
            return "" if civil and action in ("withdraw", "desert", "reinforce") else action
    return ""
