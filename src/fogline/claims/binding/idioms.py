"""What is said of people in set phrases: arms laid down, left on the field, homes left, N strong."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import Binding
from fogline.claims.syntax import Sentence

__all__ = ["idiom", "settled_idiom"]

_GAVE_UP = re.compile(
    r"[^.;]{0,60}?\b(?:laid|threw|put|laying|lay) down (?:their|its|his) (?:arms|weapons|rifles)\b|[^.;]{0,50}?\b(?:hands up|hands in the air|hands raised|white flag|(?:put|puts|putting|threw) up (?:their|its|his) hands)\b"
    r"|[^.;]{0,40}?\b(?:gave|given|giving) (?:themselves|himself) up\b|[^,.;]{0,30}?\bwalked into captivity\b"
)
_NO_LEAVE = re.compile(r"[^.;]{0,40}?\bwithout leave\b")
_NEVER_HOME = re.compile(
    r"\s*(?:of (?:them|us) |others )?(?:(?:will|would|did|have|had)\s+)?(?:never|not) (?:be )?(?:com(?:e|ing)|see|seen?|return(?:ed)?)\b[^.;]{0,24}\b(?:home|back|again)\b"
)
_NO_WORD = re.compile(r"\bno (?:word|trace|news|sign)\b[^.;]{0,40}\bof\s+(?:\w+\s){0,2}\Z")
_NO_WORD_AFTER = re.compile(
    r"[^.;]{0,20}?\b(?:there is|there has been|we have) no (?:word|trace|news|sign)\b"
)
_DISEASE = re.compile(
    r"\b(?:cholera|typhus|fevers?|disease|malaria|dysentery|hunger|the cold|frost|famine|starvation|plague|scurvy|influenza)\b[^.;]{0,24}?\b(?:took|taken|carried off|claimed|accounted for)\s+(?:\w+\s){0,2}\Z"
)
_AT_A_PRICE = re.compile(
    r"\b(?:bill|price|cost)\b[^.;]{0,30}?\b(?:was|is|came to)\s+(?:\w+\s){0,2}\Z|\b(?:(?:poorer|weaker|fewer) by|(?:price|cost|expense|sacrifice) of)\s+(?:\w+\s){0,2}\Z"
)
_REMAIN = re.compile(
    r"\s*(?:of them )?(?:still )?remain(?:s|ed)? (?:in|at|on|inside|under|with|behind|near|around)\b(?! (?:hospital|captivity|custody|prison))"
)
_DOWN = re.compile(
    r"\s*(?:of (?:them|us|whom) )?(?:is|are|were|was|have been|had been) (?:already |now )?(?:down|hit|out of action|hors de combat)\b(?! (?:to|on|from|at|in|with)\b)"
)
_WERE_LEFT = re.compile(
    r"\s*(?:of (?:them|us) )?(?:are|were|is|was) (?:still )?left (?:in|inside|at|on)\b(?! (?:trucks?|lorries|boats?|buses|ships?|foot|a |dead|the (?:field|slopes?|wire|ground)))"
)
_ON_THE_FIELD = re.compile(
    r"[^,.;]{0,30}?\b(?:on|upon) the (?:field|battlefield|slopes?|glacis|wire|beach)\b|\s*(?:\w+\s+){0,3}(?:lie|lies|lay|lying|rest) (?:in|under|at|behind) (?:the |a |their )?(?:cemeter|grave|ground|earth|churchyard|field)"
)
_ON_GROUND = re.compile(r"\s*(?:on|upon|in) the\b")
_LEAVING = re.compile(r"\b(?:left|leav(?:e|es|ing)|lost|lie|lay|lying)\b[^.;]{0,40}\Z")
_HOMES = re.compile(
    r"[^.;]{0,60}?\b(?:left|fled|lost|quit|abandoned|leave|leaving|from) (?:their|its) (?:homes?|houses|villages)\b"
)
_LEFT = re.compile(
    r"\s*(?:of (?:us|them|whom)\s+)?(?:(?:are|were|is|was)\s+)?left\b(?!\s+(?:the|their|for|from|on|it|in)\b)"
)


_OTHER_CLAUSE = re.compile(r"(?<=\w\W)\s*(?:\b(?:while|when|after|as|but|whereas)\b|;|\d)")


def _told(lead: str, rest: str) -> tuple[str, str] | None:
    """(action, measure) of a fate told without its word: gone without leave, never to come home."""
    if _NO_LEAVE.match(rest):
        return "desert", "deserted"
    if _NEVER_HOME.match(rest):
        return "kill", "killed"
    if _NO_WORD.search(lead) or (_NO_WORD_AFTER.match(rest) and lead.endswith("of ")):
        return "missing", "missing"
    if _DISEASE.search(lead):
        return "kill", "killed"
    if re.match(r"[^.;]{0,40}?\bon stretchers\b", rest):
        return "wound", "wounded"
    if _AT_A_PRICE.search(lead):
        return "casualty", "casualties"
    return None


def idiom(binding: Binding, lead: str, tail: str, rest: str) -> None:
    """What is said of men in set phrases: arms laid down, left on the field, homes left, N strong."""
    rest = _OTHER_CLAUSE.split(rest, maxsplit=1)[0]
    action = measure = ""
    if _REMAIN.match(rest) or (binding.action in ("", "withdraw") and _WERE_LEFT.match(rest)):
        action, measure = "present", "present"
    elif found := _told(lead, rest):
        action, measure = found
    elif _GAVE_UP.match(rest):
        action, measure = "capture", "captured"
    elif (
        binding.action not in ("kill", "wound", "capture", "casualty", "missing")
        and _ON_THE_FIELD.match(rest)
        and not re.search(r"\b(?:wound|present|fought|armed)", tail)
    ):
        action, measure = "casualty", "casualties"
        if re.search(r"cemeter|grave|churchyard", rest[:60]):
            action, measure = "kill", "killed"
    elif _DOWN.match(rest) and binding.action in ("", "present"):
        action, measure = "casualty", "casualties"
    elif _HOMES.match(rest) or re.search(
        r"\b(?:driven|forced) from (?:their|its) homes?", rest[:80]
    ):
        action, measure = "displace", "displaced"
    elif (
        re.match(r"\s*(?:men |all told )?strong\b", rest)
        and not (
            binding.predicate and binding.predicate.lemma in ("land", "arrive", "disembark", "send")
        )
    ) or (
        binding.measure == "withdrawn"
        and (
            _LEFT.match(rest)
            or (
                re.search(r"\bleav(?:e|es|ing)\s+(?:\w+ ){0,3}\Z|\bleft\s+(?:\w+ ){0,2}\Z", lead)
                and re.match(r"[^,.;]{0,40}?\b(?:in|at|to|inside|on|with)\b", rest)
            )
        )
    ):
        action, measure = "present", "present"
    if action:
        binding.action, binding.measure = action, measure
        if not binding.dimension:
            binding.dimension = "civilian" if action == "displace" else "force"
        binding.unit = "persons"
        if binding.noun in ("", binding.anchor.lemma):
            binding.noun = "man"  # said of men, whatever was counted before


def settled_idiom(binding: Binding, sentence: Sentence) -> None:
    """What a set phrase says of a bare number that nothing else explains: "97 lay in the cemetery"."""
    text = sentence.text
    after = binding.phrase[1] - sentence.start
    lead = text[max(0, binding.number.start - 70) : binding.number.start].lower()
    if _ON_GROUND.match(text, after) and not _LEAVING.search(lead):
        return  # "230 in the air and 116 on the ground"
    idiom(binding, lead, text[after : after + 60].lower(), text[after:].lower())
