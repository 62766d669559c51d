"""Binding a number to its measure and subject.

From the number outwards: the unit or head noun gives the dimension; states standing next to it
("300 dead", "300 soldiers killed") decide at once; otherwise the nearest word on the dependency
path that names a happening which makes sense in this dimension decides (agreement of dimension);
otherwise the dimension's fall-back. The open form - noun, predicate, role - is always kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fogline.claims.gazetteer import Gazetteer
from fogline.claims.lexicon import Lexicon, lexicon
from fogline.claims.numbers import Number
from fogline.claims.syntax import Sentence, Token
from fogline.claims.units import UnitWords, unit_after

__all__ = ["Binding", "bind", "phrase_of", "rebind"]

PERSONS = ("force", "civilian")


@dataclass(slots=True)
class Binding:
    """What a number was bound to.

    anchor      token whose clause, time and voice are the claim's (the head noun or the number)
    predicate   the verb or noun that governs it, None when there is none
    phrase      half-open span of the noun phrase around the number
    """

    number: Number
    anchor: Token
    head: Token | None = None
    predicate: Token | None = None
    dimension: str = ""
    action: str = ""
    measure: str = ""
    unit: str = ""
    unit_as_written: str = ""
    factor: float = 1.0
    role: str = ""
    noun: str = ""
    phrase: tuple[int, int] = (0, 0)
    subject_words: str = ""
    side: str = ""
    agent: str = ""
    elided: bool = False
    partitive: bool = False
    place_side: str = ""
    negligible: bool = False
    flags: list[str] = field(default_factory=list)


_SKIP_POS = {"ADJ", "DET", "ADV", "PROPN", "NOUN", "NUM", "PART"}
_STATE_WORDS = {
    "killed": "killed", "dead": "killed", "slain": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded",
    "missing": "missing", "captured": "captured", "prisoner": "captured", "prisoners": "captured", "casualties": "casualties",
    "deaths": "killed", "fatalities": "killed", "martyred": "killed", "pows": "captured", "maimed": "wounded", "died": "killed",
    "kia": "killed", "wia": "wounded", "mia": "missing", "martyrs": "killed", "perished": "killed", "surrendered": "captured",
}  # fmt: skip
_OF_NUMBER = {
    "number",
    "total",
    "estimate",
    "figure",
    "count",
    "tally",
    "toll",
    "sum",
    "average",
    "strength",
    "level",
    "rate",
    "quantity",
    "size",
}
_VERB_DEPS = {"relcl", "acl"}


def bind(
    sentence: Sentence,
    number: Number,
    gazetteer: Gazetteer,
    *,
    header: tuple[Sentence, tuple[Token, ...]] | None = None,
) -> Binding:
    """The binding of one number (offsets of ``number`` are relative to the sentence's text)."""
    table = lexicon()
    start, end = sentence.start + number.start, sentence.start + number.end
    tokens = sentence.between(start, end)
    anchor = _outermost(sentence, tokens, start, end)
    binding = Binding(number, anchor, phrase=(start, end))
    unit = _unit(sentence, number)
    if unit is not None:
        _apply_unit(binding, unit, sentence)
        last = sentence.at(sentence.start + unit.end - 1)
        if last is not None:
            binding.head = _unit_head(sentence, last)
            binding.phrase = (start, max(end, sentence.start + unit.end))
        if unit.dimension in ("time", "other", "money"):
            binding.negligible = unit.dimension == "time"
            binding.noun = unit.words
            binding.dimension = unit.dimension
    if binding.head is None:
        _noun_head(binding, sentence, tokens, end, table, gazetteer)
    if number.currency:
        binding.dimension, binding.noun = "money", number.currency
    if binding.dimension in ("time", "other", "money"):
        binding.predicate = _verb_above(sentence, binding.head or anchor)
        return binding
    _measure(binding, sentence, table)
    if (
        header is not None
        and binding.dimension
        and (not binding.action or binding.action == "present")
    ):
        _from_header(binding, header, table)
    _subject(binding, sentence, gazetteer, table)
    return binding


def _outermost(sentence: Sentence, tokens: list[Token], start: int, end: int) -> Token:
    for token in tokens:
        head = sentence.head(token)
        if token.head == token.index or not (start <= head.start < end):
            return token
    if tokens:
        return tokens[-1]
    near = sentence.at(start) or (sentence.tokens[0] if sentence.tokens else None)
    assert near is not None
    return near


def _unit(sentence: Sentence, number: Number) -> UnitWords | None:
    if number.form == "share":
        half = re.compile(r"\s+a[n]?\s+(?=kilomet|mile|km\b)", re.IGNORECASE).match(
            sentence.text, number.end
        )
        return unit_after(sentence.text, half.end() - 1) if half else None
    found = unit_after(sentence.text, number.end)
    if found is not None:
        return found
    between = re.compile(
        r"\s+(?:or so|odd|more|-odd|additional|further|of\s+its|of\s+the|or more|some|further)\s",
        re.IGNORECASE,
    ).match(sentence.text, number.end)
    if between is not None:
        return unit_after(sentence.text, between.end() - 1)
    of = re.compile(r"\s+of(?=\s)").match(sentence.text, number.end)
    if of is not None and number.form == "vague":
        return unit_after(sentence.text, of.end())
    return None


def _unit_head(sentence: Sentence, token: Token) -> Token:
    return token


def _apply_unit(binding: Binding, unit: UnitWords, sentence: Sentence) -> None:
    binding.dimension = unit.dimension
    binding.unit = unit.unit
    binding.unit_as_written = unit.words
    binding.noun = unit.words


# the head noun -------------------------------------------------------------------------------
_AIR = re.compile(
    r"\b(?:aircraft|airplanes?|aeroplanes?|planes?|bombers?|RAF|Luftwaffe|airfields?|squadrons?|shot down|dogfights?|escort)\b"
)
_IRREGULAR = re.compile(
    r"(?i)\b(?:Hamas|Hezbollah|rebel|militant|insurgent|Taliban|militia|guerrilla|Houthi|Islamic|foreign|enemy fighters)\b"
)
_SMALL_NUMBERS = {
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
}
_DESIGNATOR = re.compile(r"([A-Z][A-Za-z]{0,5}|\dS)-?\d{1,4}[A-Za-z]{0,3}\d?s?\Z")
_STRONG = re.compile(r"\A-?(?:strong|man|men|person|soldier|troop)\b", re.IGNORECASE)


def _noun_head(
    binding: Binding,
    sentence: Sentence,
    tokens: list[Token],
    end: int,
    table: Lexicon,
    gazetteer: Gazetteer,
) -> None:
    number = binding.number
    if number.attached and _STRONG.match(number.attached):
        binding.dimension, binding.noun = "force", number.attached
        binding.unit_as_written = number.attached
        later = next(
            (
                t
                for t in sentence.tokens
                if t.start >= sentence.start + number.attached_end and t.pos in ("NOUN", "PROPN")
            ),
            None,
        )
        binding.head = later or binding.anchor
        binding.action = "present"
        return
    head = _linear_head(sentence, end, table, binding, gazetteer)
    if head is None and tokens:
        upper = sentence.head(binding.anchor)
        if (
            binding.anchor.dep in ("nummod", "quantmod", "compound", "amod", "npadvmod")
            and upper.pos in ("NOUN", "PROPN")
            and upper.start >= end - 1
            and upper.start - end < 60
        ):
            head = upper
    if head is None:
        _before_colon(binding, sentence, table)
        if binding.head is None:
            binding.elided = True
        return
    binding.head = head
    binding.noun = head.lemma or head.lower
    if not binding.partitive:
        binding.phrase = (binding.phrase[0], max(binding.phrase[1], head.end))
    designator = _DESIGNATOR.match(
        sentence.text[head.start - sentence.start :].split(" ")[0].strip(",.;:()")
    )
    if designator is not None and table.designators.get(designator.group(1)):
        binding.dimension, binding.noun = table.designators[designator.group(1)], head.text
        binding.unit_as_written = head.text
        return
    binding.dimension = _dimension(sentence, head, table)
    if (
        not binding.dimension
        and head.pos in ("PROPN", "NOUN", "ADJ")
        and gazetteer.demonyms.get(head.text)
    ):
        one = binding.number.value == 1 or head.text.endswith(("s", "ese", "ish", "ch"))
        binding.dimension = "force" if one else ""
    if (
        head.lower == "fighters"
        and _AIR.search(sentence.text)
        and not _IRREGULAR.search(sentence.text)
    ):
        binding.dimension = "aircraft"
    binding.unit_as_written = head.text


def _linear_head(
    sentence: Sentence, end: int, table: Lexicon, binding: Binding, gazetteer: Gazetteer
) -> Token | None:
    """The noun the number counts: last noun of the chunk after it, through one "of"."""
    after = [t for t in sentence.tokens if t.start >= end]
    chunk: list[Token] = []
    seen_of = False
    for token in after[:14]:
        if token.lower == "of" and not chunk and not seen_of:
            seen_of = True
            continue
        if token.text in ("-", "‑", "+", "/") or token.lower in ("'s", "’s"):
            continue
        if token.tag == "PRP$":
            continue
        if (
            token.lower in ("that", "those", "this", "these")
            and token.pos == "PRON"
            and not chunk
            and seen_of
        ):
            chunk.append(token)
            break
        if token.lower in ("odd", "plus") and not chunk:
            continue
        if not chunk and token.text in ('"', "”", "“"):
            continue
        if token.pos == "NUM" and not chunk:
            if not seen_of or (not token.text[0].isdigit() and token.lower not in _SMALL_NUMBERS):
                break
            binding.partitive = True  # "seven of the eight divisions"
            continue
        if (
            chunk
            and chunk[-1].tag == "NNS"
            and table.noun(chunk[-1].lemma)
            and chunk[-1].lower not in ("arms", "weapons", "forces", "marines")
        ):
            break
        if token.text == "(" or (
            token.text == ","
            and chunk
            and chunk[-1].pos == "ADJ"
            and token.index + 1 < len(sentence.tokens)
            and sentence.tokens[token.index + 1].pos == "ADJ"
        ):
            if token.text == "(":
                break
            continue
        if token.lower in _STATE_WORDS and chunk and any(c.pos in ("NOUN", "PROPN") for c in chunk):
            break
        if token.pos in ("VERB", "AUX") and not (
            token.tag in ("VBN", "VBG") and _inside_chunk(sentence, token, after)
        ):
            if token.lower in table.dimension_of or table.noun(token.lemma):
                if token.lower.endswith("s") and not chunk:
                    chunk.append(token)
            break
        if token.pos in (
            "ADP",
            "PUNCT",
            "SCONJ",
            "CCONJ",
            "PRON",
            "SYM",
            "X",
        ) and token.lower not in ("that",):
            if token.lower in ("and", "or") and chunk and chunk[-1].pos == "ADJ":
                continue
            if token.pos == "PRON" and not chunk and seen_of:
                chunk.append(token)
            if (
                token.lower == "per"
                or token.pos != "ADP"
                or not (
                    token.lower == "of"
                    and chunk
                    and chunk[-1].lower
                    in (
                        "pieces",
                        "piece",
                        "types",
                        "kinds",
                        "rounds",
                        "units",
                        "sets",
                        "members",
                        "batches",
                    )
                )
            ):
                break
            continue
        if (
            token.pos == "NUM"
            and chunk
            and seen_of
            and sentence.tokens[token.index - 1].lower in ("'s", "’s", "'", "’")
        ):
            chunk.clear()  # "17 of Afghanistan's 34 provincial capitals"
            binding.partitive = True
            continue
        if token.pos == "NUM" and chunk:
            break
        if token.pos in _SKIP_POS or token.tag in ("VBN", "VBG"):
            if token.pos == "DET" and chunk:
                break
            if token.pos == "ADV" and chunk and chunk[-1].pos in ("NOUN", "PROPN"):
                break
            chunk.append(token)
            continue
        break
    if (
        chunk
        and all(t.pos in ("ADJ", "DET") for t in chunk)
        and gazetteer.demonyms.get(chunk[-1].text)
    ):
        return chunk[-1]
    nouns = [
        t
        for t in chunk
        if t.pos in ("NOUN", "PROPN")
        or table.noun(t.lemma, t.lower)
        or t.lower in table.state_of
        or t.pos == "VERB"
    ]
    while nouns and nouns[-1].lower in (
        "today",
        "yesterday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "total",
        "so",
        "daily",
        "alone",
        "week",
        "month",
        "year",
        "day",
        "overnight",
    ):
        nouns.pop()
    # a verb mistaken for a noun ends the chunk: keep the last noun the table knows, if any follows none
    known = [
        t
        for t in nouns
        if table.noun(t.lemma, t.lower) or t.lower in table.state_of or t.lemma in table.state_of
    ]
    if not nouns:
        pronoun = [t for t in chunk if t.pos == "PRON"]
        return pronoun[0] if pronoun and seen_of else None
    last = nouns[-1]
    if (
        known
        and known[-1] is not last
        and last.pos == "PROPN"
        and not table.noun(last.lemma, last.lower)
    ):
        return known[-1]
    if (
        known
        and known[-1] is not last
        and last.index - known[-1].index == 1
        and last.tag in ("VBD", "VBN", "VBZ", "NNP")
    ):
        return known[-1]
    return last


def _inside_chunk(sentence: Sentence, token: Token, after: list[Token]) -> bool:
    """A participle before its noun ("armoured vehicles", "destroyed tanks")."""
    if token.dep in ("amod", "compound", "nmod"):
        return True
    following = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    return token.dep == "nummod" or (
        following is not None
        and following.pos in ("NOUN",)
        and token.tag == "VBN"
        and token.lower not in _STATE_WORDS
        and sentence.head(token).index == following.index
    )


def _before_colon(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    """ "Tanks: 9,876", "killed - 300", "artillery systems – 22,000 (+14)"."""
    lead = sentence.text[max(0, binding.number.start - 70) : binding.number.start]
    match = re.search(
        r"([A-Za-z][A-Za-z\s/-]{1,40}?)\s*(?:[:–—]|\s-)\s*(?:about |some |around |over |more than |at least |approximately |up to |~)?\Z",
        lead,
    )
    if match is None:
        return
    token = sentence.at(sentence.start + match.end(1) - 1)
    words = match.group(1).lower().split()
    for candidate in (" ".join(words[-2:]), words[-1] if words else ""):
        lemma = token.lemma if token is not None else candidate
        dimension = table.noun(candidate, candidate.rstrip("s"), lemma)
        state = (
            table.state_of.get(candidate)
            or table.state_of.get(candidate.rstrip("s"))
            or table.state_of.get(lemma)
        )
        if (dimension or state) and token is not None:
            binding.head, binding.noun = token, lemma
            binding.dimension = dimension or "force"
            binding.phrase = (token.start, binding.phrase[1])
            binding.unit_as_written = token.text
            return


def _dimension(sentence: Sentence, head: Token, table: Lexicon) -> str:
    previous = sentence.tokens[head.index - 1] if head.index else None
    two = f"{previous.lower} {head.lemma}" if previous is not None else ""
    two_lemma = f"{previous.lemma} {head.lemma}" if previous is not None else ""
    found = table.noun(two, two_lemma)
    if found:
        return found
    if (
        head.lower == "fighters"
        and previous is not None
        and previous.lower in ("jet", "enemy", "german", "japanese", "escort")
        and previous.lower in ("jet", "escort")
    ):
        return "aircraft"
    singular = head.lower[:-1] if head.lower.endswith("s") and len(head.lower) > 3 else head.lower
    found = table.noun(head.lemma, head.lower, singular)
    if found:
        return found
    if head.lemma in table.state_of or head.lower in table.state_of:
        return "force"
    return ""


# the measure ---------------------------------------------------------------------------------
def _measure(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    head = binding.head
    state = _adjacent_state(binding, sentence, table)
    binding.predicate = _verb_above(sentence, head or binding.anchor)
    binding.role = (head or binding.anchor).dep
    if state:
        binding.dimension = binding.dimension if binding.dimension in PERSONS else "force"
        binding.action = {"killed": "kill", "wounded": "wound", "captured": "capture", "missing": "missing", "casualties": "casualty",
                          "deserted": "desert", "displaced": "displace"}[state]  # fmt: skip
        binding.unit = "persons"
        binding.measure = table.measure(binding.dimension, binding.action) or table.measure(
            "civilian", binding.action
        )
        _captured_taken(binding, sentence)
        return
    if head is not None and (
        head.pos == "PRON" or head.lower in ("others", "more", "other", "another")
    ):
        binding.elided = True
    pointing = binding.number.form == "share" and head is not None and head.pos == "PRON"
    if not pointing and (
        binding.elided
        or (
            head is not None
            and (head.pos == "PRON" or head.lemma in _OF_NUMBER | {"more", "other"})
        )
    ):
        _elided(binding, sentence, table)
    people_verb = binding.predicate is not None and binding.predicate.lemma in _HUMAN_VERBS
    if not binding.dimension and binding.elided and people_verb:
        binding.dimension = "civilian"
    if not binding.dimension and re.match(
        r"\s*of (?:us|our|my)\b", sentence.text[binding.number.end :]
    ):
        binding.dimension, binding.elided = "force", True
    if (
        not binding.dimension
        and re.search(
            r"\b(?:[Tt]here|[Ww]e|[Tt]hey) (?:are|were)\s+(?:\w+ ){0,2}\Z",
            sentence.text[: binding.number.start],
        )
        and re.match(
            r"\s*(?:of us|of them|in|left|men|[.,;]|\Z)", sentence.text[binding.number.end :]
        )
    ):
        binding.dimension, binding.elided = "force", True
    if not binding.dimension and re.match(
        r"\s*(?:lives\b|(?:were|was) taken (?:alive|prisoner|captive)|(?:are|were|remain) in hospital|lost their lives)",
        sentence.text[binding.number.end :],
    ):
        binding.dimension, binding.elided = "force", True
    if not binding.dimension:
        binding.unit = ""
        action = _nearest_action(binding, sentence, table, any_dimension=True)
        binding.action = action[0] if action else ""
        if (
            binding.elided
            and binding.action in ("kill", "wound", "capture", "casualty", "missing", "desert")
            and action is not None
        ):
            binding.dimension = "force"
        else:
            return
    if not binding.unit:
        binding.unit = table.units.get(binding.dimension, "")
    if not binding.action:
        action = _nearest_action(binding, sentence, table)
        if action is not None:
            binding.action = action[0]
            if action[1].pos in ("VERB", "NOUN"):
                binding.predicate = action[1]
    binding.measure = table.measure(binding.dimension, binding.action) if binding.action else ""
    if not binding.measure and not binding.action:
        binding.measure = table.measure(binding.dimension, "*")
    if binding.action in ("kill", "wound") and binding.predicate is not None:
        pair = {
            t.lemma
            for t in (
                binding.predicate,
                sentence.head(binding.predicate),
                *sentence.children(binding.predicate, "conj"),
            )
            if t.pos == "VERB"
        }
        near_pair = binding.predicate.dep == "conj" or any(
            c.dep == "conj" for c in sentence.children(binding.predicate)
        )
        joined = re.search(
            r"(?i)\b(?:kill|wound|injur)\w* (?:or|and|and/or) (?:kill|wound|injur|captur)\w*",
            sentence.text,
        )
        if (
            near_pair
            and joined
            and {"kill", "wound"} <= {("wound" if w in ("injure", "wound") else w) for w in pair}
        ):
            binding.action = "casualty"
            binding.measure = table.measure(binding.dimension, "casualty")
    _refine(binding, sentence)


def _from_header(
    binding: Binding, header: tuple[Sentence, tuple[Token, ...]], table: Lexicon
) -> None:
    """The happening that the line over a list names ("the following were destroyed:")."""
    sentence, verbs = header
    for token in reversed(verbs):
        for action in _actions_at(sentence, token, table):
            if table.fits(binding.dimension, action) and action != "present":
                binding.action = action
                binding.measure = table.measure(binding.dimension, action)
                return


def _captured_taken(binding: Binding, sentence: Sentence) -> None:
    """ "prisoners were exchanged" counts an exchange, not captures."""
    if binding.action != "capture":
        return
    for token in _neighbourhood(sentence, binding):
        if (
            token.lemma
            in ("exchange", "swap", "repatriate", "release", "free", "return", "handover")
            and token is not binding.head
        ):
            binding.measure = "prisoners_exchanged"
            return


def _neighbourhood(sentence: Sentence, binding: Binding) -> list[Token]:
    head = binding.head or binding.anchor
    near: list[Token] = []
    for depth, ancestor in enumerate(sentence.ancestors(head)):
        if depth > 3:
            break
        near.append(ancestor)
    near.extend(sentence.children(head))
    return near


def _adjacent_state(binding: Binding, sentence: Sentence, table: Lexicon) -> str:
    """A state of persons that stands with the number: "300 dead", "300 men were killed"."""
    head = binding.head
    if head is not None and binding.dimension not in ("", *PERSONS):
        if not (head.lemma in table.state_of or head.lower in table.state_of):
            return ""
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
                return _STATE_WORDS[child.lower]
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
        "were", "was", "have", "had", "has", "been", "are", "being", "of", "them", "people", "more", "others", "other", "reported", "either", "confirmed",
        "reportedly", "listed", "as", "also", "since", "left", "civilians", "or", "officially", "now", "believed", "allegedly", "to", "already", "then",
    ):  # fmt: skip
        position += 1
        skipped += 1
    if position < len(tokens) and tokens[position].text == "," and head is not None:
        # "16,000 people, most of them women, have been killed"
        close = next((t.index for t in tokens[position + 1 : position + 16] if t.text == ","), None)
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
            if close + 1 < jump < len(tokens) and tokens[jump].lower in _STATE_WORDS:
                return _STATE_WORDS[tokens[jump].lower]
    if position < len(tokens):
        word = tokens[position].lower
        if word in _STATE_WORDS:
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
                if joined and not any(t.pos == "NUM" for t in following[:2]):
                    states = {
                        _STATE_WORDS[word],
                        *(_STATE_WORDS.get(w, "captured") for w in joined),
                    }
                    return "casualties" if len(states) > 1 else _STATE_WORDS[word]
            return _STATE_WORDS[word]
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


def _elided(binding: Binding, sentence: Sentence, table: Lexicon) -> None:
    """A bare number: what it counts stands before it ("losses of 5,000", "the toll rose to 300")."""
    anchor = (
        binding.head
        if binding.head is not None and binding.head.lemma in _OF_NUMBER
        else binding.anchor
    )
    chain = [anchor, *list(sentence.ancestors(anchor))[:4]]
    for index, token in enumerate(chain):
        if (
            index
            and token.pos in ("NOUN", "PROPN", "ADJ")
            and _take_noun(binding, sentence, token, table)
        ):
            return
        if token.pos in ("VERB", "AUX"):
            direct = chain[index - 1].dep if index else ""
            for child in sentence.children(token):
                subjectish = child.dep in ("nsubj", "nsubjpass") and direct not in ("dobj",)
                objectish = (
                    child.dep == "dobj"
                    and direct in ("prep", "dative", "agent", "advcl")
                    and child.index < anchor.index
                )
                same = child.index == anchor.index or child.index in {
                    t.index for t in chain[:index]
                }
                if (
                    (subjectish or objectish)
                    and not same
                    and _take_noun(binding, sentence, child, table, deep=True)
                ):
                    return
            if index and token.dep in ("ROOT", "relcl", "advcl", "conj", "ccomp"):
                break
    if binding.head is not None and binding.head.pos == "PRON":
        binding.dimension = ""


def _take_noun(
    binding: Binding, sentence: Sentence, token: Token, table: Lexicon, *, deep: bool = False
) -> bool:
    candidates = [token]
    if token.lemma == "toll" and any(
        c.lower in ("death", "civilian") for c in sentence.children(token)
    ):
        if any(c.lower == "death" for c in sentence.children(token)):
            binding.dimension, binding.action, binding.noun = "force", "kill", "death toll"
            binding.head = binding.head or token
            return True
    if (
        deep
        or token.lemma in _OF_NUMBER
        or token.lemma in ("force", "estimate", "group", "contingent")
    ):
        for child in sentence.children(token, "prep"):
            if child.lower in ("of", "for", "in", "among"):
                candidates.extend(sentence.children(child, "pobj"))
        candidates.extend(sentence.children(token, "compound", "amod", "nmod", "poss"))
    for candidate in candidates:
        state = table.state_of.get(candidate.lower) or table.state_of.get(candidate.lemma)
        if state:
            binding.dimension = "force"
            binding.action = {"killed": "kill", "wounded": "wound", "captured": "capture", "missing": "missing", "casualties": "casualty",
                              "deserted": "desert", "displaced": "displace"}[state]  # fmt: skip
            if state == "displaced":
                binding.dimension = "civilian"
            binding.noun = candidate.lemma
            if binding.head is None:
                binding.head = token
            return True
        dimension = (
            _dimension(sentence, candidate, table) if candidate.pos in ("NOUN", "PROPN") else ""
        )
        if dimension and dimension not in ("area", "length", "settlement"):
            binding.dimension, binding.noun = dimension, candidate.lemma
            if binding.head is None:
                binding.head = token
            return True
    return False


_HUMAN_VERBS = {
    "flee",
    "cross",
    "starve",
    "evacuate",
    "die",
    "surrender",
    "desert",
    "shelter",
    "volunteer",
    "enlist",
    "escape",
    "perish",
    "drown",
    "displace",
    "drive",
    "uproot",
    "fled",
}
_TELLING = {
    "additional",
    "extra",
    "fresh",
    "lost",
    "destroyed",
    "dead",
    "missing",
    "captured",
    "contested",
    "disputed",
    "liberated",
    "occupied",
}
_GENERIC = {
    "have",
    "be",
    "there",
    "remain",
    "number",
    "total",
    "keep",
    "include",
    "see",
    "count",
    "face",
    "hold",
    "maintain",
    "line",
    "man",
    "report",
    "go",
    "make",
    "get",
    "bring",
    "come",
}


def _actions_at(sentence: Sentence, token: Token, table: Lexicon) -> list[str]:
    found: list[str] = []
    lemma = token.lemma
    particles = {
        t.lower
        for t in sentence.children(token)
        if t.dep in ("prt", "advmod", "dobj", "prep", "acomp", "oprd", "attr", "xcomp")
    }
    nearby = {
        w for t in sentence.tokens[token.index + 1 : token.index + 6] for w in (t.lower, t.lemma)
    }
    for particle, action in table.phrases_of.get(lemma, ()):
        if particle in particles or (
            particle in nearby
            and particle
            in (
                "prisoner",
                "captive",
                "back",
                "out",
                "down",
                "off",
                "up",
                "in",
                "over",
                "dead",
                "control",
                "part",
                "hostage",
                "ashore",
            )
        ):
            found.append(action)
    found.extend(table.actions_of.get(lemma, ()))
    if token.lower != lemma:
        found.extend(a for a in table.actions_of.get(token.lower, ()) if a not in found)
    return found


def _nearest_action(
    binding: Binding, sentence: Sentence, table: Lexicon, *, any_dimension: bool = False
) -> tuple[str, Token] | None:
    head = binding.head or binding.anchor
    dimension = binding.dimension
    scored: list[tuple[float, int, str, Token]] = []

    def offer(token: Token, cost: float) -> None:
        for rank, action in enumerate(_actions_at(sentence, token, table)):
            if not any_dimension and not table.fits(dimension, action):
                continue
            extra = 2.2 if token.lemma in _GENERIC else 0.0
            if (
                extra
                and head.dep == "dobj"
                and head.head == token.index
                and token.lemma in ("have", "hold", "keep", "maintain")
            ):
                extra = 0.4
            extra += 0.05 * rank
            scored.append((cost + extra, token.index, action, token))

    own = {head.index}
    # what modifies the noun itself
    own.update(c.index for c in sentence.children(head, "amod", "compound", "nmod"))
    for child in sentence.children(head):
        if child.dep in ("acl", "relcl"):
            offer(child, 0.9)
            for inner in sentence.children(child, "xcomp", "conj"):
                offer(inner, 1.6)
        elif child.dep in ("amod", "compound", "nmod") and (
            child.tag in ("VBN", "VBD") or child.lower in _TELLING
        ):
            offer(child, 1.2 if child.tag in ("VBN", "JJ") else 1.5)
        elif child.dep in ("prep",):
            for inner in sentence.children(child, "pobj", "pcomp"):
                offer(inner, 2.4 if child.lower != "of" else 2.6)
            if dimension == "length":
                offer(child, 2.0)
        elif child.dep in ("advmod", "npadvmod") and dimension in ("length", "area"):
            offer(child, 1.0)
    cost = 1.0
    previous = head
    for ancestor in sentence.ancestors(head):
        own.add(ancestor.index)
        if ancestor.pos in ("NOUN", "PROPN") and previous.dep in ("conj", "appos"):
            cost += 0.2
            offer(ancestor, cost + 0.8)
            for child in sentence.children(ancestor, "acl", "amod", "relcl"):
                if child.index != previous.index:
                    offer(child, cost + 1.4)
        elif ancestor.pos in ("VERB", "NOUN", "AUX", "ADJ", "PROPN", "ADV"):
            offer(ancestor, cost)
            for child in sentence.children(ancestor):
                if child.index in own or child.index == previous.index:
                    continue
                if child.dep in ("xcomp",) and previous.dep in ("nsubj", "nsubjpass", "dobj"):
                    offer(child, cost + 0.4)
                elif child.dep in ("acomp", "attr", "oprd") and child.pos in (
                    "ADJ",
                    "NOUN",
                    "VERB",
                ):
                    offer(child, cost + 0.5)
                elif child.dep == "dobj" and previous.dep not in ("dobj",) and child.pos == "NOUN":
                    offer(child, cost + 0.9)
                elif (
                    child.dep in ("nsubj", "nsubjpass")
                    and previous.dep in ("attr", "prep", "dobj", "advmod", "npadvmod", "acomp")
                    and child.pos == "NOUN"
                ):
                    offer(child, cost + 1.2)
                elif child.dep == "prep" and ancestor.lemma in _GENERIC:
                    for inner in sentence.children(child, "pobj"):
                        offer(inner, cost + 1.0)
                elif child.dep in ("advcl", "conj") and ancestor.lemma in _GENERIC:
                    offer(child, cost + 1.6)
            cost += 0.6 if ancestor.pos in ("AUX",) else 1.0
        else:
            if dimension == "length" and ancestor.pos == "ADP":
                offer(ancestor, cost + 0.8)
            cost += 0.25
        if ancestor.pos == "VERB" and previous.dep in ("ccomp", "relcl", "advcl", "parataxis"):
            cost += 0.8
        previous = ancestor
        if cost > 6:
            break
    # words in the neighbourhood that the parse may have attached elsewhere
    for token in sentence.tokens[max(0, head.index - 9) : head.index + 8]:
        if token.index in own or token.pos not in ("VERB", "NOUN", "ADV", "ADP", "ADJ"):
            continue
        if token.pos in ("ADV", "ADP", "ADJ") and dimension != "length":
            continue
        distance = abs(token.index - head.index)
        between = sentence.tokens[min(token.index, head.index) + 1 : max(token.index, head.index)]
        walls = sum(
            1
            for t in between
            if t.text in (",", ";", ":", "—", "–", "(")
            or t.lower in ("and", "but", "while", "who", "which")
        )
        numbers = sum(
            1
            for t in between
            if t.pos == "NUM" and not (binding.phrase[0] <= t.start < binding.phrase[1])
        )
        offer(token, 2.2 + 0.3 * distance + 1.2 * walls + 1.2 * numbers)
    if not scored:
        return None
    scored.sort(key=lambda item: (round(item[0], 3), abs(item[1] - head.index)))
    _, _, action, token = scored[0]
    if action in ("deploy", "present", "combat", "reinforce") and dimension in PERSONS:
        # a victim's verb on the main path outranks what the noun's own clause says
        for score, _, other, verb in scored[1:5]:
            if (
                other in ("kill", "wound", "capture", "casualty", "missing")
                and score < 2.3
                and _is_victim(sentence, head, verb)
            ):
                return other, verb
    return action, token


def _is_victim(sentence: Sentence, head: Token, verb: Token) -> bool:
    return any(
        c.index == head.index and c.dep in ("nsubjpass", "dobj") for c in sentence.children(verb)
    )


_COME_BACK = re.compile(
    r"\b(?:re-?tak|recaptur|regain|recover|reclaim|won back|liberat|retook|clawed back|wrest)",
    re.IGNORECASE,
)


def _refine(binding: Binding, sentence: Sentence) -> None:
    """Corrections that need more than one word."""
    head = binding.head or binding.anchor
    text = sentence.text
    low = max(0, binding.phrase[0] - sentence.start - 70)
    high = min(len(text), binding.phrase[1] - sentence.start + 60)
    lead, tail = (
        text[low : binding.number.start].lower(),
        text[binding.phrase[1] - sentence.start : high].lower(),
    )
    if binding.dimension == "length":
        wide = re.match(r"[\s-]*(?:wide|broad|long)\b", tail) is not None
        if wide:
            binding.measure, binding.action = "width_km", "wide"
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
                action = _nearest_action(binding, sentence, lexicon())
                binding.action = action[0] if action else "take"
                binding.measure = lexicon().measure("area", binding.action) or "area_taken_km2"
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
            r"\b(?:against|towards?|over|into|at)\b", tail
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
    if (
        binding.dimension in PERSONS
        and binding.noun not in ("life", "lives")
        and binding.predicate is not None
        and binding.predicate.lemma == "cost"
        and head.dep in ("dobj", "attr", "npadvmod", "oprd")
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
        and binding.action in ("deploy", "reinforce")
    ):
        binding.measure = "reinforcement"
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
        and re.search(r"\bin reserve\b|\bas reserves\b|\breserves of\b", (lead + tail))
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


def _verb_above(sentence: Sentence, token: Token) -> Token | None:
    if token.pos == "VERB":
        return token
    for ancestor in sentence.ancestors(token):
        if ancestor.pos in ("VERB", "AUX"):
            return ancestor
    return None


def rebind(binding: Binding, sentence: Sentence, dimension: str) -> None:
    """The measure of a bare number once its dimension is known from elsewhere."""
    table = lexicon()
    binding.dimension, binding.unit = dimension, table.units.get(dimension, "")
    action = _nearest_action(binding, sentence, table)
    binding.action = action[0] if action is not None else ""
    if action is not None and action[1].pos in ("VERB", "NOUN"):
        binding.predicate = action[1]
    binding.measure = (
        table.measure(dimension, binding.action)
        if binding.action
        else table.measure(dimension, "*")
    )
    _refine(binding, sentence)


# the subject ---------------------------------------------------------------------------------
def phrase_of(sentence: Sentence, head: Token, *, limit: int = 14) -> tuple[int, int]:
    """The noun phrase of a head: modifiers, "of" phrases and possessives, no clauses."""
    keep = {head.index}
    stack = [head]
    while stack:
        token = stack.pop()
        for child in sentence.children(token):
            if child.dep in (
                "relcl",
                "acl",
                "advcl",
                "appos",
                "conj",
                "cc",
                "punct",
                "ccomp",
                "parataxis",
            ):
                if not (child.dep == "punct" and child.text in "-‑") and not (
                    child.dep in ("conj", "cc")
                    and token.pos in ("ADJ", "PROPN")
                    and token is not head
                ):
                    continue
            if child.dep == "prep" and child.lower not in ("of", "from", "for"):
                continue
            if child.index not in keep and abs(child.index - head.index) <= limit:
                keep.add(child.index)
                stack.append(child)
    ordered = sorted(keep)
    at = ordered.index(head.index)
    low = high = at
    while low > 0 and ordered[low - 1] >= ordered[low] - 1:
        low -= 1
    while high + 1 < len(ordered) and ordered[high + 1] <= ordered[high] + 1:
        high += 1
    return sentence.tokens[ordered[low]].start, sentence.tokens[ordered[high]].end


def _named_side(words: str, gazetteer: Gazetteer) -> str:
    """The side of a force named in a phrase: the last one before the head decides."""
    hits = [h for _, _, h in gazetteer.find(words) if h.side]
    for hit in hits:
        if hit.kind in ("side", "group", "government"):
            return hit.side
    return hits[0].side if hits and hits[0].kind == "person" else ""


def _subject(binding: Binding, sentence: Sentence, gazetteer: Gazetteer, table: Lexicon) -> None:
    head = binding.head if binding.head is not None else binding.anchor
    if binding.dimension in ("area", "length"):
        _area_subject(binding, sentence, gazetteer)
        return
    low, high = (
        phrase_of(sentence, head) if head.pos in ("NOUN", "PROPN") else (head.start, head.end)
    )
    words = sentence.span_text(low, high)
    noun_words = _without_number(words, binding, low, sentence)
    binding.subject_words = noun_words or words
    side = _named_side(noun_words, gazetteer)
    if not side:
        side = _of_side(sentence, head, gazetteer)
    verb = binding.predicate
    agent = _agent(sentence, verb, head, gazetteer) if verb is not None else ""
    binding.agent = agent
    if (
        verb is not None
        and binding.dimension in ("attack", "strike", "sortie", "drone", "missile", "shell")
        and binding.action in ("assail", "fire", "")
    ):
        words = _agent_words(sentence, verb, head)
        if words and not side:
            binding.subject_words = words
    elif binding.elided and (
        head.pos in ("NUM", "PRON", "VERB") or not noun_words or noun_words[:1].isdigit()
    ):
        words = _losing_words(sentence, head, verb)
        if words:
            binding.subject_words = words
    owner = _owner(sentence, head)
    if not side and owner:
        side = f"@{owner}"
    if not side and verb is not None:
        side = _side_by_role(binding, sentence, verb, head, agent, gazetteer)
    if (
        not side
        and binding.dimension == "civilian"
        and binding.measure
        in ("killed", "wounded", "casualties", "displaced", "evacuated", "missing")
    ) or (
        binding.dimension == "civilian"
        and re.search(
            r"(?i)\b(?:civilian|resident|villager|child|women|refugee|passenger|patient|journalist)",
            binding.subject_words,
        )
    ):
        side = "civilians"
    generic = head.lower in (
        "men",
        "people",
        "soldiers",
        "troops",
        "personnel",
        "fighters",
        "servicemen",
        "women",
    )
    if not binding.side and not side and generic and verb is not None and verb.lemma in _OWN_LOSS:
        words = _agent_words(sentence, verb, head)
        if words:
            binding.subject_words = words
    container = next((t for t in sentence.ancestors(head) if t.pos in ("NOUN", "PROPN")), None)
    if (
        generic
        and container is not None
        and sentence.head(head).lower == "of"
        and _dimension(sentence, container, table) in ("formation", "force")
    ):
        binding.subject_words = sentence.span_text(*phrase_of(sentence, container))
    if binding.dimension in ("settlement",) and verb is not None:
        words = _agent_words(sentence, verb, head)
        if words:
            binding.subject_words = words
    binding.side = side


def _losing_words(sentence: Sentence, head: Token, verb: Token | None) -> str:
    """Whose a bare number is: the noun it is a count of ("British losses were 17 killed")."""
    for ancestor in sentence.ancestors(head):
        if ancestor.pos in ("NOUN", "PROPN"):
            return sentence.span_text(*phrase_of(sentence, ancestor))
        if ancestor.pos in ("VERB", "AUX"):
            order = (
                ("dobj", "nsubj")
                if ancestor.lemma in ("put", "estimate", "set", "place", "reckon", "give")
                else ("nsubj", "nsubjpass", "dobj")
            )
            for child in (c for dep in order for c in sentence.children(ancestor, dep)):
                if child.pos in ("NOUN", "PROPN") and child.index != head.index:
                    return sentence.span_text(*phrase_of(sentence, child))
            break
    return ""


def _without_number(words: str, binding: Binding, low: int, sentence: Sentence) -> str:
    start = binding.number.start + sentence.start - low
    end = binding.number.end + sentence.start - low
    if 0 <= start < len(words):
        words = (words[:start] + words[max(end, 0) :]).strip(" -,")
    words = re.sub(
        r"\A(?:(?:about|around|some|roughly|approximately|nearly|almost|at least|more than|over|up to|as many as|as much as|fewer than|less than|under|an estimated|of|the|a|an|than|least)\s+)+",
        "", words, flags=re.IGNORECASE,
    )  # fmt: skip
    return " ".join(words.split())


def _of_side(sentence: Sentence, head: Token, gazetteer: Gazetteer) -> str:
    for child in sentence.children(head, "prep"):
        if child.lower in ("of", "from", "among", "on", "by", "for"):
            for inner in sentence.children(child, "pobj"):
                side = _named_side(sentence.span_text(*phrase_of(sentence, inner)), gazetteer)
                if side and child.lower in ("of", "from", "among"):
                    return side
    for ancestor in list(sentence.ancestors(head))[:3]:
        if ancestor.pos in ("NOUN", "PROPN"):
            side = _named_side(sentence.span_text(*phrase_of(sentence, ancestor)), gazetteer)
            if side:
                return side
        elif ancestor.pos in ("VERB", "AUX"):
            break
    return ""


def _owner(sentence: Sentence, head: Token) -> str:
    for child in sentence.children(head, "poss"):
        if child.pos == "PRON":
            return child.lower
    for child in sentence.children(head, "prep"):
        for inner in sentence.children(child, "pobj"):
            for poss in sentence.children(inner, "poss"):
                if poss.pos == "PRON":
                    return poss.lower
    return ""


def _agent(sentence: Sentence, verb: Token, head: Token, gazetteer: Gazetteer) -> str:
    """The side of the verb's subject (or of the "by" phrase of a passive)."""
    seen = {verb.index}
    current = verb
    for _ in range(4):
        for child in sentence.children(current, "agent"):
            for inner in sentence.children(child, "pobj"):
                side = _named_side(sentence.span_text(*phrase_of(sentence, inner)), gazetteer)
                if side:
                    return side
        for child in sentence.children(current, "nsubj", "poss"):
            if child.index == head.index:
                return ""
            if child.pos == "PRON":
                return f"@{child.lower}"
            side = _named_side(sentence.span_text(*phrase_of(sentence, child)), gazetteer)
            if side:
                return side
        if (
            current.dep in ("conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "prep")
            and current.head not in seen
        ):
            if current.dep in ("acl", "relcl"):
                above = sentence.head(current)
                side = _named_side(sentence.span_text(*phrase_of(sentence, above)), gazetteer)
                return side
            current = sentence.head(current)
            seen.add(current.index)
            continue
        break
    return ""


def _agent_words(sentence: Sentence, verb: Token, head: Token) -> str:
    """The words of the verb's subject, through coordination and complements."""
    current = verb
    for _ in range(4):
        for child in sentence.children(current, "nsubj", "agent"):
            target = child
            if child.dep == "agent":
                inner = sentence.children(child, "pobj")
                if not inner:
                    continue
                target = inner[0]
            if target.index != head.index:
                return sentence.span_text(*phrase_of(sentence, target))
        if current.dep in ("conj", "xcomp", "advcl", "acl") and current.head != current.index:
            if current.dep == "acl":
                return sentence.span_text(*phrase_of(sentence, sentence.head(current)))
            current = sentence.head(current)
            continue
        break
    return ""


_OWN_LOSS = {
    "lose",
    "suffer",
    "sustain",
    "incur",
    "have",
    "deploy",
    "send",
    "commit",
    "station",
    "mass",
    "field",
    "amass",
    "concentrate",
    "dispatch",
    "supply",
    "provide",
    "deliver",
    "ship",
    "fire",
    "launch",
    "produce",
    "withdraw",
    "mobilise",
    "mobilize",
    "recruit",
    "train",
    "receive",
    "number",
    "keep",
    "hold",
    "use",
    "fly",
    "transfer",
    "contribute",
    "gather",
    "assemble",
    "move",
    "throw",
    "redeploy",
    "command",
    "evacuate",
    "bury",
    "admit",
    "leave",
    "donate",
    "export",
    "expend",
    "bring",
    "conduct",
    "carry",
}


def _side_by_role(
    binding: Binding, sentence: Sentence, verb: Token, head: Token, agent: str, gazetteer: Gazetteer
) -> str:
    victim = binding.action in (
        "kill",
        "wound",
        "capture",
        "missing",
        "destroy",
        "down",
        "sink",
        "casualty",
    )
    lemma = verb.lemma
    if lemma in _OWN_LOSS or not victim:
        if agent:
            return agent
    if (
        victim
        and agent
        and lemma
        in (
            "kill",
            "destroy",
            "capture",
            "wound",
            "shoot",
            "eliminate",
            "down",
            "sink",
            "seize",
            "neutralise",
            "neutralize",
            "annihilate",
            "hit",
            "intercept",
            "take",
            "inflict",
            "claim",
        )
    ):
        if lemma == "inflict":
            for child in sentence.children(verb, "prep"):
                if child.lower in ("on", "upon"):
                    for inner in sentence.children(child, "pobj"):
                        side = _named_side(
                            sentence.span_text(*phrase_of(sentence, inner)), gazetteer
                        )
                        if side:
                            return side
        return f"!{agent}"
    if verb.pos == "NOUN":
        side = _named_side(sentence.span_text(*phrase_of(sentence, verb)), gazetteer)
        if side:
            return side
    for child in sentence.children(verb, "nsubj", "nsubjpass", "poss"):
        if child.index != head.index:
            side = _named_side(sentence.span_text(*phrase_of(sentence, child)), gazetteer)
            if side:
                return side
    return agent if not victim else ""


def _area_subject(binding: Binding, sentence: Sentence, gazetteer: Gazetteer) -> None:
    head = binding.head or binding.anchor
    words = ""
    for child in sentence.children(head, "prep"):
        if child.lower in ("of", "in", "inside", "into", "from", "within", "across"):
            for inner in sentence.children(child, "pobj"):
                low, high = phrase_of(sentence, inner)
                words = sentence.span_text(low, high)
                break
        if words:
            break
    verb = binding.predicate
    if not words and verb is not None:
        for child in sentence.children(verb, "prep"):
            if child.lower in ("of", "in", "inside", "into", "from", "within", "across"):
                for inner in sentence.children(child, "pobj"):
                    if inner.pos in ("PROPN", "NOUN"):
                        words = sentence.span_text(*phrase_of(sentence, inner))
                        break
            if words:
                break
    binding.agent = _agent(sentence, verb, head, gazetteer) if verb is not None else ""
    binding.side = _named_side(words, gazetteer) if words else ""
    taker = _agent_words(sentence, verb, head) if verb is not None else ""
    if binding.dimension == "length" and taker:
        binding.subject_words = taker
        binding.side = binding.agent or binding.side
    else:
        binding.subject_words = words or taker or binding.unit_as_written
    if words and binding.dimension == "area":
        binding.noun = f"{binding.noun} of {words}"
        if taker:
            binding.place_side = binding.side
            binding.subject_words, binding.side = taker, binding.agent or binding.side
