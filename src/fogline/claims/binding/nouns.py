"""The noun a number counts, and its dimension."""

from __future__ import annotations

import re

from fogline.claims.binding.bare import before_colon
from fogline.claims.binding.bound import Binding
from fogline.claims.binding.chunks import begins_a_count, inside_chunk, modifiers_joined
from fogline.claims.binding.dimension import dimension_of, make_of
from fogline.claims.binding.states import STATE_WORDS
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.lexicon import Lexicon
from fogline.claims.numbers import Number
from fogline.claims.syntax import Sentence, Token
from fogline.claims.units import UnitWords, unit_after

__all__ = ["apply_unit", "bind_noun", "outermost_token", "unit_of"]

_SKIP_POS = {"ADJ", "DET", "ADV", "PROPN", "NOUN", "NUM", "PART"}


def outermost_token(sentence: Sentence, tokens: list[Token], start: int, end: int) -> Token:
    """The token of the number that the rest of the sentence governs."""
    for token in tokens:
        head = sentence.head(token)
        if token.head == token.index or not (start <= head.start < end):
            return token
    if tokens:
        return tokens[-1]
    near = sentence.at(start) or (sentence.tokens[0] if sentence.tokens else None)
    assert near is not None
    return near


def unit_of(sentence: Sentence, number: Number) -> UnitWords | None:
    """The unit straight after the number, None without one."""
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


def apply_unit(binding: Binding, unit: UnitWords, sentence: Sentence) -> None:
    """The unit's dimension and name on the binding."""
    binding.dimension = unit.dimension
    binding.unit = unit.unit
    binding.unit_as_written = unit.words
    binding.noun = unit.words


_AIR = re.compile(
    r"\b(?:aircraft|airplanes?|aeroplanes?|planes?|bombers?|RAF|Luftwaffe|airfields?|squadrons?|shot down|dogfights?|escort|airstrips?|strip|runways?|hangars?|aerodromes?|flak|to fly|flying)\b"
)
_IRREGULAR = re.compile(
    r"(?i)\b(?:Hamas|Hezbollah|rebel|militant|insurgent|Taliban|militia|guerrilla|Houthi|Islamic|foreign|enemy fighters)\b"
)
_SMALL_NUMBERS = {
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "twenty", "thirty", "forty", "fifty",
}  # fmt: skip
_DESIGNATOR = re.compile(r"([A-Z][A-Za-z]{0,5}|\dS)-?\d{1,4}[A-Za-z]{0,3}\d?s?\Z")
_OF_OURS = re.compile(
    r"\s*of\s+(?:ours|theirs|his|hers|mine|yours|its own|their own|our own|the (?:enemy|foe|other side|adversary)['’]s)(?=\s*(?:[.,;:)]|\Z|(?:and|or|but|have|had|has|were|was|are|did|which|that)\b))",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\s+(?:(?:last|that|this|the (?:same|next|first|second|third|previous|following)|every|each|one)\s+(?:night|day|morning|evening|afternoon|week|month|year|spring|summer|autumn|winter|time)\b"
    r"|yesterday\b|today\b|tonight\b|remain\b)",
    re.IGNORECASE,
)
_STRONG_AFTER = re.compile(r"\s+strong\b", re.IGNORECASE)
_STRONG = re.compile(r"\A-?(?:strong|man|men|person|soldier|troop)\b", re.IGNORECASE)


def bind_noun(
    binding: Binding,
    sentence: Sentence,
    tokens: list[Token],
    end: int,
    table: Lexicon,
    gazetteer: Gazetteer,
) -> None:
    """Head noun, dimension and unit of a number without a unit."""
    number = binding.number
    if _THEN.match(sentence.text, number.end):
        binding.elided = True  # "we took 17 that night"
        return
    if _STRONG_AFTER.match(sentence.text, number.end):
        # "the garrison, 3,100 strong": as many as it has, or as came
        binding.dimension, binding.noun = "force", "strong"
        binding.head = sentence.head(binding.anchor)
        verb = sentence.head(binding.head) if binding.head.pos == "ADJ" else binding.head
        came = verb.lemma in ("land", "arrive", "come", "cross", "march", "disembark", "embark")
        binding.action = "deploy" if came else "present"
        return
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
    if _make_after(binding, sentence, end, table):
        return
    head = _linear_head(sentence, end, table, binding, gazetteer)
    if head is None and tokens:
        upper = sentence.head(binding.anchor)
        if (
            binding.anchor.dep in ("nummod", "quantmod", "compound", "amod", "npadvmod")
            and upper.pos in ("NOUN", "PROPN")
            and upper.start >= end - 1
            and upper.start - end < 60
            and re.search(r"[,;:]", sentence.span_text(end, upper.start)) is None
        ):
            head = upper
    if head is None:
        if _STATE_NEXT.match(sentence.text, number.end) is None:  # "Gaza City: 214 killed"
            before_colon(binding, sentence, table)
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
    binding.dimension = dimension_of(sentence, head, table)
    if (
        not binding.dimension
        and head.pos in ("PROPN", "NOUN", "ADJ")
        and gazetteer.demonyms.get(head.text)
    ):
        one = binding.number.value == 1 or head.text.endswith(("s", "ese", "ish", "ch"))
        binding.dimension = "force" if one else ""
    if (
        head.lower in ("fighters", "raiders", "escorts", "interceptors")
        and _AIR.search(sentence.text)
        and not _IRREGULAR.search(sentence.text)
    ):
        binding.dimension = "aircraft"
    binding.unit_as_written = head.text


_STATE_NEXT = re.compile(
    r"\s+(?:were\s+|was\s+)?(?:killed|dead|wounded|injured|missing|captured|hurt|displaced)\b",
    re.IGNORECASE,
)
_TYPE_NUMBER = re.compile(r"\d{1,4}[A-Z]?s?\Z|[IVX]{1,4}s?\Z")


def _make_after(binding: Binding, sentence: Sentence, end: int, table: Lexicon) -> bool:
    """ "8 Spitfires", "3 Cant 1007s", "one more Tiger": a name of a make, with its type number."""
    for token in [t for t in sentence.tokens if t.start >= end][:4]:
        following = sentence.tokens[token.index + 1 : token.index + 2]
        typed = bool(following) and _TYPE_NUMBER.match(following[0].text) is not None
        dimension = make_of(sentence, token, table) or (
            table.designators.get(token.text) if typed else ""
        )
        if dimension:
            after = following[0] if typed else None
            known = after is None and bool(following) and table.noun(following[0].lemma)
            if known and following[0].pos in ("NOUN", "PROPN"):
                return False  # "two Hurricane pilots"
            last = after or token
            binding.head, binding.dimension, binding.noun = token, dimension, token.text
            binding.unit_as_written = sentence.span_text(token.start, last.end)
            binding.phrase = (binding.phrase[0], max(binding.phrase[1], last.end))
            return True
        plain = (
            token.lower == "more" or token.pos in ("ADJ", "PROPN") or token.tag in ("VBN", "VBG")
        )
        if not plain or table.noun(token.lemma, token.lower):
            return False
    return False


def _linear_head(
    sentence: Sentence, end: int, table: Lexicon, binding: Binding, gazetteer: Gazetteer
) -> Token | None:
    """The noun the number counts: last noun of the chunk after it, through one "of"."""
    if _OF_OURS.match(sentence.text, end - sentence.start):
        return None  # "eleven of the enemy's": what was counted before
    after = [t for t in sentence.tokens if t.start >= end]
    chunk: list[Token] = []
    seen_of = False
    for token in after[:14]:
        if token.lower == "of" and not chunk and not seen_of:
            seen_of = True
            continue
        if token.text in ("-", "‑", "+", "/") or token.lower in ("'s", "’s"):
            continue
        if chunk and token.pos in ("ADP", "ADV", "PART") and token.index >= 2:
            if sentence.tokens[token.index - 1].text in ("-", "‑"):
                continue  # "burnt-out hulls"
        if token.lower == "the" and not chunk and not seen_of and binding.number.form == "count":
            break  # "a further 17 the following day"
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
        if chunk and _THEN.match(sentence.text, token.start - sentence.start - 1):
            break  # "22 more bodies last night"
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
            and chunk[-1].lower not in ("arms", "weapons", "forces", "marines", "personnel")
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
        if token.lower in STATE_WORDS and chunk and any(c.pos in ("NOUN", "PROPN") for c in chunk):
            break
        if token.pos in ("VERB", "AUX") and not (
            token.tag in ("VBN", "VBG") and inside_chunk(sentence, token, after)
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
                if begins_a_count(sentence, token.index + 1):
                    break  # "31 dead and dozens wounded"
                continue
            if (
                token.lower in ("and", "or")
                and chunk
                and modifiers_joined(sentence, token, binding)
            ):
                continue  # "7,000 bomb and missile strikes"
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
