"""Saying verbs that the parser took for nouns ("the enemy reports 300 dead")."""

from __future__ import annotations

from fogline.claims.attribution.cue import Attribution
from fogline.claims.attribution.speakers import can_speak, is_data_noun, noun_phrase
from fogline.claims.attribution.words import organisation_nouns, people_nouns, saying_words
from fogline.claims.syntax import Sentence, Token

__all__ = ["BEFORE_THAT", "mistaken_for_noun", "noun_like_cue"]

_PLAIN = {"said": "say", "says": "say", "told": "tell", "adds": "add", "writes": "write"}
_NOUNS_TOO = {"claims": "claim", "reports": "report"}
BEFORE_THAT = {
    "states": "state", "estimates": "estimate", "notes": "note", "holds": "hold", "records": "record",
    "reports": "report", "claims": "claim", "writes": "write", "counts": "count", "documents": "document",
}  # fmt: skip


_PLAIN_FORM = {"boasts": "boast", "reports": "report", "claims": "claim", "records": "record"}
_CLAUSES = ("ROOT", "ccomp", "parataxis", "conj")
_BEFORE_QUOTE = {
    "terms": "term",
    "calls": "call",
    "labels": "label",
    "dubs": "dub",
    "brands": "brand",
}


_SENDING = {
    "tweets": "tweet", "emails": "email", "e-mails": "e-mail", "texts": "text", "posts": "post",
    "messages": "message", "blogs": "blog", "cables": "cable", "wires": "wire",
}  # fmt: skip


def _sends_words(sentence: Sentence, token: Token) -> bool:
    """ "Our colleague emails from Bentiu: "...": a sender before it, a colon and words behind."""
    before = sentence.tokens[token.index - 1] if token.index else None
    ahead = sentence.tokens[token.index + 1 : token.index + 6]
    colon = next((t.index for t in ahead if t.text == ":"), None)
    if before is None or colon is None or not can_speak(sentence, before):
        return False
    return any(t.text in ('"', "\u201c") for t in sentence.tokens[colon + 1 : colon + 3])


def _is_root_with_speaker(sentence: Sentence, token: Token) -> bool:
    """ "The tribesmen boast of 150 guns": a noun by its tag, but with a subject before it."""
    if token.dep not in _CLAUSES or token.pos != "NOUN" or token.tag not in ("NN", "NNS"):
        return False
    words = saying_words()
    if token.lemma not in words["clause"] | words["object"] | words["manner"] | {"speak"}:
        return False
    return not any(c.dep in ("cop", "det", "poss") for c in sentence.children(token)) and any(
        c.dep == "nsubj" and c.index < token.index and can_speak(sentence, c)
        for c in sentence.children(token)
    )


def _calls_it(sentence: Sentence, token: Token) -> bool:
    """ "what the office terms "close on three thousand men" """
    after = sentence.tokens[token.index + 1 : token.index + 2]
    before = sentence.tokens[token.index - 1] if token.index else None
    return (
        bool(after)
        and after[0].text in ('"', "“")
        and before is not None
        and can_speak(sentence, before)
    )


def mistaken_for_noun(sentence: Sentence, token: Token) -> str:
    """The lemma of a saying verb that the parser took for a noun, "" when it is one."""
    word = token.lower
    if token.text[:1].isupper() and token.index and token.pos == "PROPN":
        return ""  # Port Said
    if _is_root_with_speaker(sentence, token):
        return _PLAIN_FORM.get(word, token.lemma)
    if word in _SENDING and _sends_words(sentence, token):
        return _SENDING[word]
    if word in _BEFORE_QUOTE and _calls_it(sentence, token):
        return _BEFORE_QUOTE[word]
    if word in _NOUNS_TOO and (
        _closes_after_comma(sentence, token) or _reports_a_number(sentence, token)
    ):
        return _NOUNS_TOO[word]
    if word in _PLAIN:
        return _PLAIN[word] if token.pos != "ADJ" else ""
    if word in _NOUNS_TOO and token.pos != "ADJ":
        return _NOUNS_TOO[word] if token.dep in ("ROOT", "parataxis", "ccomp", "conj") else ""
    following = sentence.tokens[token.index + 1 : token.index + 2]
    if word in BEFORE_THAT and token.dep == "ROOT":
        ahead = sentence.tokens[token.index + 1 : token.index + 7]
        clause = sentence.children(token, "ccomp")
        marked = any(m.lower == "that" for c in clause for m in sentence.children(c, "mark"))
        if (following and following[0].lower == "that") or (
            marked and any(t.lower == "that" for t in ahead)
        ):
            return BEFORE_THAT[word]
    past = word.removesuffix("ed") if word.endswith("ed") else word
    if past != word and past in saying_words()["clause"] | {"boast"} and token.pos == "NOUN":
        return past
    plain = word.removesuffix("s")
    if plain in saying_words()["clause"] | {"speak", "list"} and _says_that(
        sentence, token, is_plural=plain == word
    ):
        return plain
    if word == "states" and following and following[0].text in (".", ","):
        first = min((t.index for t in sentence.subtree(token)), default=token.index)
        behind_comma = any(
            t.text == "," for t in sentence.tokens[max(0, token.index - 8) : token.index]
        )
        if behind_comma and first < token.index:
            return "state"  # "..., the Air Ministry states."
    return ""


def _says_that(sentence: Sentence, token: Token, *, is_plural: bool) -> bool:
    """ "The consul telegraphs that ...", "elders in the valley speak of 40": no finite verb before."""
    before, after = _segment(sentence, token), sentence.tokens[token.index + 1 :]
    if token.dep in ("nsubj", "nsubjpass") or not 0 < len(before) <= 10 or not after:
        return False
    preps = [t.index for t in before if t.pos == "ADP" or t.tag == "VBN"]
    heads = [t for t in before if t.pos in ("NOUN", "PROPN") and (not preps or t.index < preps[0])]
    if not heads or any(t.tag in _FINITE or t.text == "," for t in before):
        return False
    if (heads[-1].tag in ("NNS", "NNPS")) != is_plural or not can_speak(sentence, heads[-1]):
        return False
    adverb = 1 if after[0].pos == "ADV" else 0
    if any(t.lower == "that" for t in after[adverb : adverb + 1] + _behind_in(after)):
        return True
    numbered = any(t.pos == "NUM" for t in after[:4])
    return bool(preps) and numbered and (after[0].pos == "NUM" or after[0].lower in ("of", "about"))


_FINITE = ("VBD", "VBZ", "VBP", "MD")


def _segment(sentence: Sentence, token: Token) -> list[Token]:
    """The words before a token back to a colon, a semicolon or the sentence's start."""
    cut = max((t.index for t in sentence.tokens[: token.index] if t.text in ":;"), default=-1)
    words = sentence.tokens[cut + 1 : token.index]
    while words and words[0].pos in ("CCONJ", "ADV", "PUNCT"):
        words = words[1:]
    return words


def _behind_in(after: list[Token]) -> list[Token]:
    """What stands behind "in his diary", "to his wife": "records in his diary that ..."."""
    if after[0].lower == "under":
        return after[3:8]  # "telegraphs under date of the 4th that ..."
    if after[0].lower not in ("in", "to") or len(after) < 4 or after[1].pos not in ("PRON", "DET"):
        return []
    return after[3:4]


def _closes_after_comma(sentence: Sentence, token: Token) -> bool:
    """ "..., the Observatory for Human Rights reports.": a name before the last word of all."""
    rest = sentence.tokens[token.index + 1 :]
    if any(t.text not in (".", "”", '"', "!", "?") for t in rest):
        return False
    comma = _comma_before(sentence, token)
    named = sentence.tokens[comma + 1 : token.index]
    finite = any(t.tag in ("VBD", "VBZ", "VBP") for t in sentence.tokens[:comma])
    return (
        comma > 2
        and finite
        and 0 < len(named) <= 9
        and named[0].pos in ("DET", "PROPN")
        and not any(t.pos in ("VERB", "AUX", "NUM") for t in named)
    )


def noun_like_cue(sentence: Sentence, token: Token, lemma: str) -> Attribution | None:
    """The cue of a verb that the parser took for a noun: its speaker is the words before it."""
    tokens = sentence.tokens
    if _closes_after_comma(sentence, token):
        comma = _comma_before(sentence, token)
        span = (tokens[comma + 1].start, tokens[token.index - 1].end)
        return Attribution(
            token.start, token.end, token.text, lemma, span, frozenset(range(comma)), "verb",
            head=token.index, extra={"parenthetical": "yes"},
        )  # fmt: skip
    first = token.index
    while first and tokens[first - 1].pos in ("PROPN", "NOUN", "ADJ", "DET", "PART", "ADP", "PRON"):
        first -= 1
    while first < token.index and tokens[first].pos == "ADP":
        first += 1
    scope = frozenset(t.index for t in tokens[token.index + 1 :])
    whole = _segment(sentence, token)
    data = any(is_data_noun(t) for t in whole if t.pos in ("NOUN", "PROPN"))
    if (
        whole
        and not data
        and any(t.pos == "ADP" for t in whole)
        and _says_that(sentence, token, is_plural=token.lower == lemma)
    ):
        span = (whole[0].start, whole[-1].end)
    elif any(can_speak(sentence, t) for t in tokens[first : token.index]):
        span = (tokens[first].start, tokens[token.index - 1].end)
    else:  # "the tribesmen, for their part, boast of 150 guns"
        subject = next(
            (c for c in sentence.children(token, "nsubj") if can_speak(sentence, c)), None
        )
        if subject is None:
            return None
        span = noun_phrase(sentence, subject)
    return Attribution(
        token.start, token.end, token.text, lemma, span, scope, "verb", head=token.index
    )


def _reports_a_number(sentence: Sentence, token: Token) -> bool:
    """ "and the enemy reports 300 dead": after somebody who may speak, before a number or clause."""
    if not token.index or token.index + 1 >= len(sentence.tokens):
        return False
    before, after = sentence.tokens[token.index - 1], sentence.tokens[token.index + 1]
    heads = people_nouns() | organisation_nouns()
    return (
        (before.lemma in heads or before.pos == "PROPN")
        and token.dep != "pobj"
        and (after.pos == "NUM" or after.lower in ("that", "at", "more", "about", "some"))
    )


def _comma_before(sentence: Sentence, token: Token) -> int:
    return max(
        (t.index for t in sentence.tokens[: token.index] if t.text in (",", "”", '"')), default=-1
    )
