"""Sides and organisations a phrase speaks for, and the noun at its head."""

from __future__ import annotations

import re

from fogline.claims.attribution import organisation_nouns, people_nouns
from fogline.claims.gazetteer import Gazetteer, Named
from fogline.claims.syntax import Sentence
from fogline.claims.voices.titles import ANONYMOUS_NOUNS, OFFICE, PLURAL_PEOPLE

__all__ = [
    "belongs_to_person",
    "called_body",
    "described_as",
    "head_noun",
    "is_abbreviation",
    "organisation_of",
    "sides_in",
]


def sides_in(hits: list[tuple[int, int, Named]], words: str) -> tuple[str, ...]:
    """The sides named in the words, but for places where somebody merely is."""
    sides: list[str] = []
    for start, _, hit in hits:
        if sides and re.search(r"\b(?:in|at|near|inside|outside)\s+(?:the\s+)?\Z", words[:start]):
            continue  # "Western diplomats in Baghdad"
        if hit.side and hit.side not in sides:
            sides.append(hit.side)
    return tuple(sides)


def belongs_to_person(words: str, hits: list[tuple[int, int, Named]]) -> bool:
    """ "Mr Putin's spokesman" is not Mr Putin."""
    for _, end, hit in hits:
        if hit.kind == "person":
            return words[end : end + 2] in ("'s", "’s") or words[end : end + 1] in ("'", "’")
    return False


def head_noun(sentence: Sentence, low: int, high: int) -> tuple[str, bool]:
    """(lemma of the head noun, whether it is plural)."""
    tokens = sentence.between(low, high)
    head = None
    for token in tokens:
        outside = token.head == token.index or not (low <= sentence.head(token).start < high)
        if outside and token.pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            head = token
            break
    if head is None:
        nouns = [t for t in tokens if t.pos in ("NOUN", "PROPN")]
        head = nouns[-1] if nouns else (tokens[-1] if tokens else None)
    if head is None:
        return "", False
    lemma = head.lemma if head.lemma else head.lower
    if lemma == head.lower and lemma.endswith("s") and lemma[:-1] in people_nouns():
        lemma = lemma[:-1]
    conjoined = any(c.dep == "conj" for c in sentence.children(head) if low <= c.start < high)
    plural = head.tag in ("NNS", "NNPS") or head.lower in PLURAL_PEOPLE or conjoined
    if head.lower in ("forces", "tanks", "nations", "states", "headquarters"):
        plural = False
    return lemma.lower(), plural


def is_abbreviation(words: str) -> bool:
    """An abbreviation such as OCHA, or several capitalised words that are no personal name."""
    return re.fullmatch(r"[A-Z][A-Z&/-]{1,9}s?", words) is not None


_CALLED = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?:[\w-]+ ){0,3}?(?P<noun>[a-z][a-z-]+) (?P<name>(?:[A-Z][\w’'-]*)(?: (?:of |for |and |the )?[A-Z][\w’'-]*)*)\Z"
)


def called_body(words: str) -> str:
    """The name set close behind what a body is ("the aid group Relief Bridge"), "" without one."""
    match = _CALLED.match(words)
    return match["name"] if match and match["noun"] in organisation_nouns() else ""


def described_as(sentence: Sentence, high: int) -> list[str]:
    """The nouns for a body in the apposition behind a name ("Medical Aid, a British charity,")."""
    aside = re.match(r", (?:an?|the) ([^,.;]{3,60})[,.]", sentence.text[high - sentence.start :])
    if aside is None:
        return []
    head = re.split(r" (?:of|that|which|in|for|with|based|close) ", aside.group(1))[0]
    return [word for word in re.findall(r"[a-z-]+", head)[-1:] if word in organisation_nouns()]


_BODIES = (
    (re.compile(r"\b(?:ministry|minister|secretary|department)\s+(?:of|for)\s+defen[cs]e\b|\bdefen[cs]e\s+(?:ministry|minister|secretary|department|chief)", re.IGNORECASE), "Ministry of Defence"),
    (re.compile(r"\b(?:ministry|minister)\s+(?:of|for)\s+foreign affairs\b|\bforeign\s+(?:ministry|minister|office|secretary)", re.IGNORECASE), "Ministry of Foreign Affairs"),
    (re.compile(r"\b(?:ministry|minister)\s+(?:of|for)\s+(?:the\s+)?interior\b|\binterior\s+(?:ministry|minister)", re.IGNORECASE), "Ministry of the Interior"),
    (re.compile(r"\bhealth\s+(?:ministry|minister)|\bministry of health\b", re.IGNORECASE), "Ministry of Health"),
    (re.compile(r"\bgeneral\s+staff\b", re.IGNORECASE), "General Staff"),
    (re.compile(r"\bmilitary intelligence\b|\bdefen[cs]e intelligence\b", re.IGNORECASE), "military intelligence"),
    (re.compile(r"\bair force\b", re.IGNORECASE), "air force"),
    (re.compile(r"\bnavy\b", re.IGNORECASE), "navy"),
    (re.compile(r"\bhigh command\b|\bsupreme command\b", re.IGNORECASE), "High Command"),
    (re.compile(r"\b(?:intelligence)\s+(?:agenc|service|official|officer|source|chief)", re.IGNORECASE), "intelligence services"),
    (re.compile(r"\bparliament", re.IGNORECASE), "parliament"),
    (re.compile(r"\barmy\b", re.IGNORECASE), "army"),
    (re.compile(r"\bmilitary\b(?!\s+(?:attach|analyst|expert|observer|blogger|correspondent|historian|commentator|journalist|writer|monitor|doctor))", re.IGNORECASE), "military"),
    (re.compile(r"\bgovernment\b|\bauthorities\b", re.IGNORECASE), "government"),
)  # fmt: skip


_BLOC = re.compile(r"\b(?:Western|European|Allied|Arab|African|Asian|Korean)\b")
"""Adjectives of many states together; none of them has officials of its own."""
_UNNAMED = re.compile(
    r"\b(?!spokes)(?:officials?|"
    + "|".join(sorted(map(re.escape, ANONYMOUS_NOUNS - OFFICE - {"general", "major"})))
    + r"|peacekeeper|tribesm[ae]n)s?\b",
    re.IGNORECASE,
)


def organisation_of(words: str, hits: list[tuple[int, int, Named]], gazetteer: Gazetteer) -> str:
    """The body a phrase speaks for: "Ministry of Defence of Russia" and the like, or a named one."""
    if not words:
        return ""
    for _, _, hit in reversed(hits):
        if hit.kind in ("agency", "press", "analyst", "international", "government"):
            return hit.name
    sides = [h for _, _, h in hits if h.kind in ("side", "group")]
    if sides and _BLOC.search(words) and _UNNAMED.search(words):
        return ""  # "Western officials" are nobody's in particular
    for pattern, body in _BODIES:
        if pattern.search(words):
            if sides:
                names = [gazetteer.side_names.get(h.side, h.name) for h in sides]
                unique = list(dict.fromkeys(names))
                return f"{body} of {' and '.join(unique)}"
            return body
    groups = [h for h in sides if h.kind == "group"]
    if groups:
        return groups[-1].name
    if re.search(r"(?i)\bofficials?\b|\bspokes", words) and sides:
        names = list(dict.fromkeys(gazetteer.side_names.get(h.side, h.name) for h in sides))
        return " and ".join(names)
    match = re.search(
        r"\b(?:of|for|from|at|with)\s+(?:the\s+)?((?:[A-Z][\w’'-]*\s?(?:(?:of|for|and|the)\s+)?)+)",
        words,
    )
    if match:
        return match.group(1).strip()
    if _UNNAMED.search(words):
        return ""  # "Russian bloggers" do not speak for Russia
    return " ".join(sides[0].name.split()) if sides and len(words.split()) <= 2 else ""
