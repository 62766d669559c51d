"""Words for whose a number is, where its own phrase has none: "93", "dead", "nearly 20 kilometres".

The nearest words that name somebody: the label before the number, the subject of its clause, the
noun of a relative clause, what was counted before it in the sentence, then in the paragraph.
"""

from __future__ import annotations

import re

from fogline.claims.binding import Binding, phrase_of
from fogline.claims.numbers import Number
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.syntax import Sentence, Token

__all__ = ["label_before", "says_whose", "standing_by", "strong", "tells", "words_for_whom"]

_EMPTY = frozenset(
    ["the", "a", "an", "of", "to", "in", "at", "or", "and", "nor", "for", "from", "on", "by", "with", "per", "some", "about", "around", "over", "under", "nearly", "almost", "roughly", "approximately", "estimated", "only", "just", "least", "most", "more", "than", "up", "as", "many", "much", "few", "fewer", "less", "several", "another", "other", "others", "further", "additional", "extra", "total", "totals", "all", "both", "any", "each", "toll", "figure", "figures", "number", "numbers", "count", "tally", "sum", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "dozen", "dozens", "score", "scores", "half", "third", "quarter", "killed", "wounded", "dead", "injured", "missing", "captured", "hurt", "slain", "kia", "wia", "mia", "strong", "loss", "losses", "casualties", "casualty", "deaths", "death", "fatalities", "km", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles", "yard", "yards", "metre", "metres", "meter", "meters", "square", "hectare", "hectares", "acres", "acre", "deep", "wide", "long", "minute", "hour", "day", "days", "week", "weeks", "month", "months", "year", "today", "yesterday", "daily", "which", "who", "whom", "that", "those", "these", "this", "what", "it", "there"]
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_SAYING = frozenset(
    ("say", "tell", "put", "report", "claim", "add", "announce", "estimate", "state", "declare", "admit", "acknowledge", "confirm", "deny", "believe", "think", "reckon",
     "speak", "give", "set", "count", "list", "show", "record", "document", "note", "quote", "cite", "write", "describe", "warn", "insist", "assert", "allege", "suggest")
)  # fmt: skip
_OWNED = ("of", "among", "from", "for", "by")
_RELATIVE = ("who", "which", "that", "whom")


def says_whose(words: str) -> bool:
    """Whether words name more than numbers, units and states."""
    return any(
        (word.lower().removesuffix("'s") not in _EMPTY and len(word) > 1)
        or word in ("I", "we", "We")
        for word in _WORDS.findall(words)
    )


def _names(words: str) -> bool:
    """Whether words can be handed on: a pronoun cannot."""
    return says_whose(words) and words.lower() not in (
        "them",
        "they",
        "it",
        "he",
        "she",
        "him",
        "us",
        "we",
        "i",
    )


def words_for_whom(
    reading: Reading, item: SentenceReading, binding: Binding, local: list[tuple[Number, Draft]]
) -> str:
    """The nearest words that name whose the number is, "" where nothing does."""
    sentence = item.sentence
    label = label_before(reading, sentence, binding) or _loss_named(sentence, binding)
    label = (
        label
        or _fronted(sentence, binding)
        or _number_of(sentence, binding)
        or standing_by(sentence, binding)
        or _part_of(sentence, binding)
    )
    if label:
        return label
    if binding.elided or binding.number.form == "share":
        gap = sentence.text[local[-1][0].end : binding.number.start] if local else ""
        own_clause = re.search(r"[;:]|\b(?:while|but|whereas)\b", gap)
        if local and own_clause is None and _names(local[-1][1].subject):
            return local[-1][1].subject
    found = _subject_of_clause(item, binding.head or binding.anchor, binding)
    if found:
        return found
    if binding.action in _LOSSES and not local:
        for earlier in reversed(reading.sentences[max(0, sentence.index - 2) : sentence.index]):
            named = _LOSS_NAMED.findall(earlier.sentence.text)
            if named and earlier.sentence.paragraph == sentence.paragraph:
                return named[-1]  # "Of the Confederate losses no return was made. One lists 176."
    for _, draft in reversed(local):
        if _names(draft.subject):
            return draft.subject
    for token in reversed(sentence.tokens):
        if token.end < sentence.start + binding.number.start and token.dep == "nsubj":
            words = sentence.span_text(*phrase_of(sentence, token))
            if token.pos in ("NOUN", "PROPN") and says_whose(words) and not tells(item, words):
                return words
    for claim in reversed(reading.claims[-3:]):
        if sentence.start - claim.end <= 260 and _names(claim.subject.words):
            return claim.subject.words
    return ""


_NAME = re.compile(
    r"(?:\A|[\s;,:(\u2014\u2013-])(?P<name>(?:[A-Z][\w’'-]+\s?){1,3})(?:had |lost |has |have |[:\u2014\u2013-] ?)?(?:about |some |over |at least |nearly |around )?\Z"
)


_PLACED = re.compile(r"(?i)\b(?:in|at|near|from|on|since|after|before|by|of|to|around)\s+\Z")
_AT = re.compile(r"(?:In|At|Near|From|On|Since|After|Before|By|Around|Of)\b")


def label_before(reading: Reading, sentence: Sentence, binding: Binding) -> str:
    """A name straight before the number: "Paraguay 6,000, Bolivia 9,000", "French: 10 killed"."""
    match = _NAME.search(sentence.text[max(0, binding.number.start - 50) : binding.number.start])
    if match is None:
        return ""
    name = match["name"].strip()
    if _PLACED.search(
        sentence.text[: binding.number.start].removesuffix(match[0]) + " "
    ) or _AT.match(name):
        return ""  # "in Kursk 300", "At Verdun 40"
    return name if reading.gazetteer.side_of(name) else ""


_LOSS_NAMED = re.compile(
    r"\b(?P<np>(?:[A-Z][\w’'-]+|[Oo]ur|[Tt]heir|[Ii]ts|[Hh]is|[Tt]he enemy(?:['’]s)?|[Ee]nemy|[Rr]ebel|[Gg]overnment|[Aa]rmy|[Cc]ivilian|[Oo]wn|[Aa]llied)(?:['’]s)?(?: (?!the\b|a\b|an\b|of\b|in\b|at\b|and\b|that\b|puts?\b|is\b|was\b|were\b|has\b|had\b)[a-z]+){0,2}? "
    r"(?:loss|losses|casualties|dead|toll|deaths|strength|prisoners|fatalities|wounded|killed))\b"
)


_LOSSES = ("kill", "wound", "missing", "capture", "casualty")
_THE_NUMBER = re.compile(r"\s+the (?:number|total|toll|tally|count|list) of (?P<np>[^.,;:]{3,60})")


def _number_of(sentence: Sentence, binding: Binding) -> str:
    """What a verb brings to a number: "brought to 56 the number of Americans killed"."""
    match = _THE_NUMBER.match(sentence.text, binding.number.end)
    return match["np"] if match is not None and says_whose(match["np"]) else ""


def _loss_named(sentence: Sentence, binding: Binding) -> str:
    """The losses a number is a count of: "Soviet losses were given as 93 killed"."""
    lead = sentence.text[: binding.number.start]
    found = [m for m in _LOSS_NAMED.finditer(lead) if ";" not in lead[m.end() :]]
    return found[-1]["np"] if found and binding.dimension in ("", "force", "civilian") else ""


def standing_by(sentence: Sentence, binding: Binding) -> str:
    """What lies so far off or stretches so wide: the noun before the length, "Port X, 80 km east"."""
    if binding.dimension != "length":
        return ""
    before = [t for t in sentence.tokens if t.end <= sentence.start + binding.number.start]
    while before and (
        before[-1].text == "," or before[-1].lower in _EMPTY - {"which", "who", "it"}
    ):
        before.pop()
    if not before or before[-1].pos not in ("NOUN", "PROPN"):
        return ""
    return sentence.span_text(*phrase_of(sentence, before[-1]))


_FRONTED = re.compile(
    r"(?:\A|[;.,]\s*)(?:[Oo]ut )?[Oo]f (?P<np>(?:the|its|his|their|our|these|those) [^,;.\d]{2,40}?),?\s+(?:(?:about|some|only|at least|over|nearly|fully|just)\s)*\Z"
)


def _fronted(sentence: Sentence, binding: Binding) -> str:
    """The whole named first: "Of the Guards 300 fell"."""
    match = _FRONTED.search(sentence.text[: binding.number.start])
    return match["np"] if match is not None and says_whose(match["np"]) else ""


_OF_THE = re.compile(r"\s+(?:out )?of (?:the|its|their|our|his|those|these)\s")


def _part_of(sentence: Sentence, binding: Binding) -> str:
    """The whole of which so many are: "two of the six Guard divisions"."""
    match = _OF_THE.match(sentence.text, binding.number.end)
    if match is None:
        return ""
    after = sentence.between(sentence.start + match.end(), sentence.start + match.end() + 60)
    noun = next((t for t in after if t.pos in ("NOUN", "PROPN") and t.dep != "compound"), None)
    words = sentence.span_text(*phrase_of(sentence, noun)) if noun is not None else ""
    return words if says_whose(words) else ""


def _subject_of_clause(item: SentenceReading, token: Token, binding: Binding) -> str:
    """The subject of the nearest clause above a token, who tells of it left out."""
    sentence = item.sentence
    inside = {t.index for t in sentence.subtree(token)} | {token.index, binding.anchor.index}
    came = token
    for above in sentence.ancestors(token):
        if above.pos in ("NOUN", "PROPN") and (
            came.dep in ("relcl", "acl", "appos") or (came.dep == "prep" and came.lower in _OWNED)
        ):
            words = sentence.span_text(*phrase_of(sentence, above))
            if says_whose(words) and above.index not in inside and not tells(item, words):
                return words
        if above.pos in ("VERB", "AUX"):
            for child in sentence.children(above, "nsubj", "nsubjpass"):
                if child.index in inside or child.index == came.index or _speaks(item, child, came):
                    continue
                words = _spelt(sentence, above, child)
                if says_whose(words):
                    return words
            for child in sentence.children(above, "dobj"):
                if child.index not in inside and child.pos in ("NOUN", "PROPN"):
                    words = sentence.span_text(*phrase_of(sentence, child))
                    if says_whose(words):
                        return words
        inside.add(above.index)
        came = above
    return ""


def tells(item: SentenceReading, words: str) -> bool:
    """Whether words are those of somebody who speaks in the sentence."""
    sentence = item.sentence
    return bool(words) and any(
        words in sentence.span_text(*s.attribution.speaker) for s in item.spoken
    )


def strong(item: SentenceReading, binding: Binding) -> str:
    """Who is so many strong: the subject of the clause, or the noun before the number."""
    return _subject_of_clause(item, binding.anchor, binding)


def _speaks(item: SentenceReading, subject: Token, came: Token) -> bool:
    """Whether the subject is who says the number rather than whose it is."""
    if any(a <= subject.start < b for a, b in (s.attribution.speaker for s in item.spoken)):
        return True
    if subject.dep == "nsubjpass":
        return False
    verb = item.sentence.head(subject)
    return verb.lemma in _SAYING and (
        came.dep in ("ccomp", "parataxis", "prep") or came.pos == "NUM"
    )


def _spelt(sentence: Sentence, verb: Token, subject: Token) -> str:
    """The words of a subject; a relative pronoun's are those of its noun."""
    if subject.lower in _RELATIVE and verb.dep == "relcl":
        return sentence.span_text(*phrase_of(sentence, sentence.head(verb)))
    if subject.pos == "PRON":
        return subject.text
    return sentence.span_text(*phrase_of(sentence, subject))
