"""States of persons that stand with the number: dead, wounded, missing, captured."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import PERSONS, Binding
from fogline.claims.lexicon import Lexicon
from fogline.claims.syntax import Sentence, Token

__all__ = ["STATE_WORDS", "adjacent_state", "captured_taken", "labelled_state", "shared_state"]

STATE_WORDS = {
    "killed": "killed", "dead": "killed", "slain": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded",
    "missing": "missing", "captured": "captured", "prisoner": "captured", "prisoners": "captured", "casualties": "casualties",
    "deaths": "killed", "fatalities": "killed", "martyred": "killed", "pows": "captured", "maimed": "wounded", "died": "killed",
    "kia": "killed", "wia": "wounded", "mia": "missing", "martyrs": "killed", "perished": "killed", "surrendered": "captured",
    "displaced": "displaced", "homeless": "displaced", "uprooted": "displaced", "evacuated": "evacuated",
}  # fmt: skip
_TWO_WORDS = {
    ("taken", "prisoner"): "captured", ("taken", "prisoners"): "captured", ("taken", "captive"): "captured",
    ("made", "prisoner"): "captured", ("in", "captivity"): "captured", ("unaccounted", "for"): "missing",
    ("burned", "alive"): "killed", ("burnt", "alive"): "killed", ("forced", "out"): "displaced",
}  # fmt: skip


_STATE_AT = re.compile(
    r"(?i)\b(?:the|its|their|his|our|enemy|own|\w+ish|\w+ian|\w+ese)\s+(?P<state>dead|killed|wounded|injured|missing|captured|prisoners|casualties)"
    r"\s+(?:(?:do|does|did|will) not (?:reach|exceed|pass|come to)|at|as|to|is|was|were|are|number(?:s|ed)?|total(?:s|led|ed)?|stand(?:s|ing)? at|come to|came to)"
    r"\s+(?:(?:only|about|some|around|nearly|over|at least|up to|more than|not less than)\s+)?\Z"
)
_HANDED_OVER = {
    "exchange", "swap", "repatriate", "release", "free", "return", "handover", "hand", "trade",
}  # fmt: skip


def captured_taken(binding: Binding, sentence: Sentence) -> None:
    """ "prisoners were exchanged" counts an exchange, not captures."""
    if binding.action != "capture":
        return
    for token in _neighbourhood(sentence, binding):
        if token.lemma in _HANDED_OVER and token is not binding.head:
            binding.measure = "prisoners_exchanged"
            return


def _neighbourhood(sentence: Sentence, binding: Binding) -> list[Token]:
    head = binding.head or binding.anchor
    near: list[Token] = []
    for depth, ancestor in enumerate(sentence.ancestors(head)):
        if depth > 3:
            break
        near.append(ancestor)
        if ancestor.dep in ("relcl", "ccomp", "advcl"):
            break
        if ancestor.dep == "conj" and sentence.children(ancestor, "nsubj", "nsubjpass"):
            break
    near.extend(sentence.children(head))
    return near


# "12 officers and 340 men killed": one state for the counts joined before it
_COUNT = r"(?:about |some |over |nearly |around |at least |more than )?(?:[\d,]+|(?:[a-z]+(?:[- ](?:and )?)){1,6}?)"
_SHARED = re.compile(
    rf"\s*(?:,|,? and|,? plus|&)\s+{_COUNT}\s?(?P<noun>(?:[A-Za-z-]+ ){{1,3}}?)(?:were |was |have been |had been )?(?P<state>killed|dead|wounded|injured|missing|captured|hurt)\b"
    r"(?P<pair>(?:,| or| and|/)\s*(?:wounded|injured|missing|captured|killed)\b(?! \d))?",
)


def shared_state(binding: Binding, sentence: Sentence, table: Lexicon) -> str:
    """The state that stands after the last of several joined counts of persons, "" without one."""
    if binding.dimension not in PERSONS or binding.head is None or binding.head.pos == "PRON":
        return ""
    after = binding.phrase[1] - sentence.start
    match = _SHARED.match(sentence.text, after, after + 90)
    if match is None:
        return ""
    low, high = sentence.start + match.start("noun"), sentence.start + match.end("noun")
    nouns = sentence.between(low, high)
    if not any(table.noun(t.lower, t.lemma) in PERSONS for t in nouns):
        return ""
    return "casualties" if match["pair"] else STATE_WORDS[match["state"]]


# "Wounded, 135 officers, 941 men; missing, 18 rank and file": the state before its counts
_NUMERAL = r"(?:[\d,.]+|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|and|a)[ -]?){1,6})"
_LABEL = re.compile(
    r"(?i)(?:\A|[;.:(,]\s*|\band\s+)(?P<state>killed|dead|wounded|injured|missing|prisoners|captured)\s*(?:,|:|\u2014|\u2013|-{1,2})\s*"
    rf"(?:{_NUMERAL}\s+(?:[a-z-]+\s?){{1,4}}?(?:,| and)\s+){{0,3}}(?:about |some |over )?\Z"
)


def labelled_state(binding: Binding, sentence: Sentence) -> str:
    """The state that a list names before its counts of persons, "" without one."""
    if binding.dimension not in ("", *PERSONS):
        return ""
    lead = sentence.text[max(0, binding.number.start - 90) : binding.number.start]
    match = _LABEL.search(lead)
    if match is None or (match.start() == 0 and binding.number.start > 90):
        return ""
    return STATE_WORDS[match["state"].lower()]


ACTION_OF_STATE = {
    "killed": "kill", "wounded": "wound", "captured": "capture", "missing": "missing",
    "casualties": "casualty", "deserted": "desert", "displaced": "displace", "evacuated": "evacuate",
}  # fmt: skip


_DEAD_AND = re.compile(
    r"\s+(?:killed|dead|slain)\s*(?:and|or|/|&)\s*(?:wounded|injured|missing)\b(?!\s*\d)",
    re.IGNORECASE,
)


def adjacent_state(binding: Binding, sentence: Sentence, table: Lexicon) -> str:
    """A state of persons that stands with the number: "300 dead", "300 men were killed"."""
    if binding.dimension in ("", *PERSONS) and _DEAD_AND.match(sentence.text, binding.number.end):
        return "casualties"
    named = _STATE_AT.search(sentence.text[: binding.number.start])
    own = _state_behind(binding, sentence, table)
    if named is not None and binding.dimension in ("", *PERSONS) and not own:
        return STATE_WORDS[named.group("state").lower()]  # "the wounded at 711"
    return own


_VAGUE = ("dozens", "scores", "hundreds", "thousands", "many", "several", "others")
_HOSPITAL = re.compile(r"(?i)\b(?:hospital|clinic|ward|surgeon|dressing station|aid post|infirmar)")


def _state_behind(binding: Binding, sentence: Sentence, table: Lexicon) -> str:
    head = binding.head
    if head is not None and binding.dimension not in ("", *PERSONS):
        if not (head.lemma in table.state_of or head.lower in table.state_of):
            return ""
    if head is not None and head.lemma in ("case", "patient", "admission") and not binding.stated:
        if _HOSPITAL.search(sentence.text) and head.lemma == "case":
            return "wounded"
    if head is not None and head.pos != "PRON":
        state = table.state_of.get(head.lower) or table.state_of.get(head.lemma)
        if (
            state == "killed"
            and head.lemma in ("body", "grave", "remains", "funeral", "coffin")
            and binding.dimension == ""
        ):
            return "killed"
        if state:
            if head.lower in ("loss", "losses") and _equipment_losses(sentence, head):
                return ""
            return state
        for child in sentence.children(head):
            if child.dep in ("amod", "compound") and child.lower in (
                "dead",
                "wounded",
                "missing",
                "captured",
                "injured",
                "killed",
                "slain",
                "surrendered",
            ):
                return STATE_WORDS[child.lower]
    if head is not None and binding.dimension in ("area", "length"):
        return ""
    after = (
        head.index
        if head is not None and head.end >= binding.phrase[1] - 1
        else (sentence.between(*binding.phrase) or [binding.anchor])[-1].index
    )
    tokens = sentence.tokens
    position = after + 1
    # skip an "of" phrase and a place: "300 soldiers in Kursk killed" is left to the parse
    skipped = 0
    while position < len(tokens) and skipped < 4 and tokens[position].lower in (
        "+", "were", "was", "have", "had", "has", "been", "are", "being", "of", "them", "people", "more", "others", "other", "reported", "either", "confirmed",
        "reportedly", "listed", "posted", "registered", "given", "described", "counted", "recorded", "marked", "presumed", "feared", "as", "also", "since", "left", "civilians", "or", "officially", "now", "believed", "allegedly", "to", "already", "then",
    ):  # fmt: skip
        position += 1
        skipped += 1
    if position < len(tokens) and tokens[position].text == "," and head is not None:
        # "16,000 people, most of them women, have been killed"
        close = next((t.index for t in tokens[position + 1 : position + 16] if t.text == ","), None)
        # "4,019 men, 50 of them wounded, laid down their arms": what stands there is the 50's
        if close is not None and not any(t.pos == "VERB" for t in tokens[position + 1 : close]):
            jump = close + 1
            while jump < len(tokens) and tokens[jump].lower in (
                "were",
                "was",
                "have",
                "had",
                "has",
                "been",
                "are",
            ):
                jump += 1
            if close + 1 < jump < len(tokens) and tokens[jump].lower in STATE_WORDS:
                return STATE_WORDS[tokens[jump].lower]
    if position < len(tokens):
        word = tokens[position].lower
        following = tokens[position + 1].lower if position + 1 < len(tokens) else ""
        if (word, following) in _TWO_WORDS:
            return _TWO_WORDS[word, following]
        if word in STATE_WORDS:
            if (
                word in ("captured", "surrendered")
                and tokens[position].dep not in ("acl",)
                and skipped == 0
                and any(c.dep == "dobj" for c in sentence.children(tokens[position]))
            ):
                return ""
            if (
                word == "killed"
                and any(c.dep == "dobj" for c in sentence.children(tokens[position]))
                and skipped == 0
                and [t.text for t in tokens[position + 1 : position + 2]] not in ([","], [";"])
            ):
                return ""
            following = tokens[position + 1 : position + 5]
            words = [t.lower for t in following]
            if word in ("killed", "dead", "wounded", "injured", "captured") and words[:1] in (
                ["or"],
                ["and"],
                [","],
                ["/"],
            ):
                joined = [
                    w
                    for w in words[1:3]
                    if w
                    in ("wounded", "injured", "missing", "killed", "captured", "maimed", "taken")
                ]
                if joined and not any(t.pos == "NUM" or t.lower in _VAGUE for t in following[:2]):
                    states = {
                        STATE_WORDS[word],
                        *(STATE_WORDS.get(w, "captured") for w in joined),
                    }
                    return "casualties" if len(states) > 1 else STATE_WORDS[word]
            return STATE_WORDS[word]
    return ""


def _equipment_losses(sentence: Sentence, head: Token) -> bool:
    words = {t.lower for t in sentence.between(max(sentence.start, head.start - 30), head.end + 30)}
    return bool(
        words
        & {
            "equipment",
            "vehicle",
            "vehicles",
            "tank",
            "tanks",
            "aircraft",
            "ship",
            "ships",
            "armour",
            "armor",
        }
    )
