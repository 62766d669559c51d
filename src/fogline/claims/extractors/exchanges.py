"""Exchanges between allies and with third parties: goods, help and men given for something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fogline.claims.binding import phrase_of
from fogline.claims.extractors.patterns import clause_subject, is_force
from fogline.claims.polarity import modality_of
from fogline.claims.reading import Draft, Reading, SentenceReading
from fogline.claims.syntax import Sentence, Token

__all__ = ["exchanges"]

_GIVES = {
    "provide", "supply", "give", "send", "deliver", "ship", "donate", "offer", "transfer", "furnish", "export", "lend", "repay", "sell", "arm",
    "equip", "pay", "fund", "finance", "receive", "get", "obtain", "import", "buy", "purchase", "acquire", "smuggle", "dispatch", "despatch", "promise", "pledge",
}  # fmt: skip
_RECEIVES = {"receive", "get", "obtain", "import", "buy", "purchase", "acquire"}
_GOODS = re.compile(
    r"(?i)\b(?:oil|food|fuel|gas|grain|rice|flour|money|cash|dollars|gold|credits?|loans?|aid|assistance|help|support|upgrades?|technolog(?:y|ies)|technical|experts?|specialists|technicians|instructors|trainers|know-how|weapons?|arms|ammunition|munitions|"
    r"shells|rockets?|missiles?|drones?|tanks?|aircraft|jets|artillery|howitzers?|guns|rifles|launchers|systems?|air[- ]defen[cs]e|equipment|spare parts|parts|medicine|medical|training|intelligence|"
    r"satellites?|recognition|troops|soldiers|men|advisers|engineers|workers|mercenaries|petrol|diesel|coal|supplies|vehicles|uniforms|components?|expertise|funding|sanctuary|bases?|raw materials|steel|machine tools|chips|warships?|submarines?)\b"
)
_IN_RETURN = re.compile(
    r"(?i)\b(?:in (?:return|exchange|payment) for|in return\b|as (?:the )?price (?:of|for))"
)
_FOR_WHAT = re.compile(r"(?i)\bin (?:return|exchange|payment) for\s+")
_NOT_GOODS = re.compile(
    r"(?i)\b(?:evidence|details?|information|figures?|numbers?|update|updates|explanation|comment|proof|estimate|cover|covering fire|opportunity|order|signal|message|statement|reason|shelter)\b"
)


def exchanges(reading: Reading, item: SentenceReading) -> Iterable[Draft]:
    """Goods and help, by whom to whom, one claim a kind of good; counted goods are quantities."""
    sentence = item.sentence
    for verb in sentence.tokens:
        if verb.pos != "VERB" or verb.lemma not in _GIVES:
            continue
        giver_words, giver, _ = clause_subject(reading, item, verb)
        if not giver and giver_words.lower() not in ("he", "she", "they", "it"):
            continue
        recipient = _recipient(reading, sentence, verb) or _force_supplied(reading, sentence, verb)
        goods = list(_goods(reading, sentence, verb))
        if not goods:
            continue
        if (
            not recipient
            and verb.lemma not in _RECEIVES
            and not (verb.lemma in ("pay", "repay") or _IN_RETURN.search(sentence.text))
            and not _between_sides(reading, goods, sentence, giver)
        ):
            continue
        measure = "goods_received" if verb.lemma in _RECEIVES else "goods_given"
        back = {"goods_received": "goods_given", "goods_given": "goods_received"}[measure]
        returned = [good for good in _in_return(reading, sentence) if good not in goods]
        for good in (*goods, *returned):
            low, high = phrase_of(sentence, good)
            if any(t.pos == "NUM" for t in sentence.between(low, high)) or _counted(sentence, good):
                continue
            cues = [s.attribution for s in item.spoken]
            yield Draft(
                start=low, end=high, anchor=good, kind="exchange", measure=back if good in returned else measure, noun=good.lemma, predicate=verb.text,
                role=f"to {recipient}" if recipient else "goods", subject=giver_words, side=giver, modality=modality_of(sentence, verb, cues), time_at=verb,
                flags=("quantity: in words only",),
            )  # fmt: skip


def _counted(sentence: Sentence, good: Token) -> bool:
    """ "millions of shells", "dozens of tanks": a quantity already."""
    if good.lower in ("millions", "thousands", "hundreds", "dozens", "scores", "tens", "billions"):
        return True
    head = sentence.head(good)
    if head.lower == "of":
        above = sentence.head(head)
        return above.lower in (
            "millions",
            "thousands",
            "hundreds",
            "dozens",
            "scores",
            "tens",
            "billions",
            "tons",
            "tonnes",
            "number",
            "couple",
            "handful",
        )
    return False


def _recipient(reading: Reading, sentence: Sentence, verb: Token) -> str:
    for child in sentence.children(verb):
        if child.dep == "dative" and child.pos in ("PROPN", "NOUN"):
            side = reading.gazetteer.side_of(sentence.span_text(*phrase_of(sentence, child)))
            if side:
                return side
        if child.dep in ("prep", "dative") and child.lower in ("to", "for", "with"):
            for inner in sentence.children(child, "pobj"):
                if inner.pos == "PROPN" or child.lower == "to":
                    side = reading.gazetteer.side_of(
                        sentence.span_text(*phrase_of(sentence, inner))
                    )
                    if side:
                        return side
        if child.dep == "dobj" and child.pos == "PROPN":
            side = reading.gazetteer.side_of(sentence.span_text(*phrase_of(sentence, child)))
            if side and not _GOODS.search(child.text):
                return side
    for child in sentence.children(verb, "dobj"):
        for prep in sentence.children(child, "prep"):
            if prep.lower in ("to", "for"):
                for inner in sentence.children(prep, "pobj"):
                    side = reading.gazetteer.side_of(
                        sentence.span_text(*phrase_of(sentence, inner))
                    )
                    if side:
                        return side
    return ""


def _force_supplied(reading: Reading, sentence: Sentence, verb: Token) -> str:
    """The words for a force that gets the goods ("to the army", "to the rebels"), "" without one."""
    for prep in sentence.children(verb, "prep", "dative"):
        if prep.lower == "to":
            for inner in sentence.children(prep, "pobj"):
                words = sentence.span_text(*phrase_of(sentence, inner))
                if is_force(reading, words):
                    return words
    return ""


def _between_sides(reading: Reading, goods: list[Token], sentence: Sentence, giver: str) -> bool:
    sides = set(reading.gazetteer.sides_of(sentence.text))
    return len(sides - {giver}) >= 1


def _in_return(reading: Reading, sentence: Sentence) -> Iterator[Token]:
    """ "Shells in exchange for technology": what is given for the goods."""
    match = _FOR_WHAT.search(sentence.text)
    if match is None:
        return
    for token in sentence.between(sentence.start + match.end(), sentence.end):
        if token.pos == "PUNCT" or token.pos == "VERB":
            return
        if token.dep in ("pobj", "conj") and token.pos == "NOUN" and _GOODS.search(token.text):
            if not _NOT_GOODS.search(token.text):
                yield token


def _goods(reading: Reading, sentence: Sentence, verb: Token) -> Iterator[Token]:
    roots: list[Token] = []
    for child in sentence.children(verb, "dobj", "prep", "dative"):
        if child.dep == "dobj":
            roots.append(child)
        elif child.lower == "with":
            roots.extend(sentence.children(child, "pobj"))
        elif child.lower in ("along", "together"):  # "along with rockets and missiles"
            for inner in sentence.children(child, "prep"):
                roots.extend(sentence.children(inner, "pobj"))
    seen: set[int] = set()
    while roots:
        token = roots.pop(0)
        if token.index in seen:
            continue
        seen.add(token.index)
        low, high = phrase_of(sentence, token)
        words = sentence.span_text(low, high)
        if (
            token.pos in ("NOUN", "PROPN")
            and _GOODS.search(words)
            and not _NOT_GOODS.search(token.text)
            and not (token.pos == "PROPN" and reading.gazetteer.get(token.text))
        ):
            yield token
        roots.extend(sentence.children(token, "conj"))
        for prep in sentence.children(token, "prep"):
            if prep.lower in ("along", "together"):
                for second in sentence.children(prep, "prep"):
                    roots.extend(sentence.children(second, "pobj"))
            for inner in sentence.children(prep, "pobj"):
                if prep.lower == "with":
                    roots.append(inner)
                elif prep.lower in ("for", "in"):  # "help for its programmes and support at ..."
                    roots.extend(
                        c for c in sentence.children(inner, "conj") if _GOODS.search(c.text)
                    )
