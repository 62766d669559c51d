"""Who is met in a sentence: people, groups, bodies and documents that later words may mean."""

from __future__ import annotations

import re

from fogline.claims.attribution import noun_phrase, organisation_nouns, people_nouns
from fogline.claims.attribution.speakers import is_data_noun
from fogline.claims.claim import Voice
from fogline.claims.coreference import Memory, Mention
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.syntax import Sentence, Token
from fogline.claims.voices.bodies import described_as
from fogline.claims.voices.resolve import resolve_words
from fogline.claims.voices.titles import ANONYMOUS_NOUNS

__all__ = ["meet", "rank_of"]


def meet(sentence: Sentence, gazetteer: Gazetteer, memory: Memory) -> None:
    """Remember people and groups who act in the sentence, for later pronouns and short forms."""
    for token in sentence.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        _read(sentence, token, memory)
        if not _acts(sentence, token):
            continue
        lemma = token.lemma.removesuffix("s") if token.tag == "NNS" else token.lemma
        known = lemma in ANONYMOUS_NOUNS or lemma in organisation_nouns() | people_nouns()
        if not known and token.pos != "PROPN":
            continue
        low, high = noun_phrase(sentence, token)
        if token.dep == "ROOT":
            high = token.end
        words = sentence.span_text(low, high)
        entry = gazetteer.get(words)
        if token.pos == "PROPN" and len(words.split()) < 2 and entry is None:
            if not _is_personal(sentence, token):
                continue
        voice = resolve_words(words, low, high, sentence, gazetteer, memory)
        if (voice.kind == "named" and voice.name) or voice.kind in ("titled", "anonymous person"):
            memory.mention(low, sentence.index, voice, rank=rank_of(sentence, token))
        elif voice.kind in ("anonymous group", "organisation"):
            memory.act(low, sentence.index, voice, rank=rank_of(sentence, token))
            for noun in _described(sentence, token, high):
                memory.call(noun, voice)
            if voice.kind == "anonymous group" and lemma in (
                "official",
                "diplomat",
                "analyst",
                "officer",
                "source",
                "expert",
                "commander",
            ):
                memory.groups.append(voice)


def _is_told(sentence: Sentence, noun: Token) -> bool:
    """Whether a document is what "it" may be: a subject, or set before a colon ("sent a chit: ...")."""
    after = sentence.tokens[noun.index + 1 : noun.index + 2]
    return noun.dep in ("nsubj", "nsubjpass") or (bool(after) and after[0].text == ":")


def _read(sentence: Sentence, token: Token, memory: Memory) -> None:
    """Keep a document that is shown, sent or speaks, for "it records" and "it says"."""
    told = _is_told(sentence, token)
    if token.tag != "NN" or not is_data_noun(token) or not (told or token.dep == "dobj"):
        return
    low, high = noun_phrase(sentence, token)
    words = sentence.span_text(low, high)
    document = Voice(words=words, organisation=words, kind="organisation")
    memory.documents.append(Mention(low, sentence.index, document, 1))
    if told:
        acted = any(m.sentence == sentence.index and m.rank == 2 for m in memory.acting[-3:])
        memory.act(low, sentence.index, document, rank=1 if acted else 2)


def _described(sentence: Sentence, token: Token, high: int) -> list[str]:
    """What a body is called where it is named: "Medical Aid, a charity", "Al-Masirah television"."""
    named = any(t.pos == "PROPN" for t in sentence.subtree(token))
    found = [token.lower] if named and token.lower in organisation_nouns() else []
    if found and found[0] in ("television", "radio", "tv"):
        found += ["channel", "station", "broadcaster"]
    return [*found, *described_as(sentence, high)]


def _acts(sentence: Sentence, token: Token) -> bool:
    """A subject, or a root whose verb the parser took for a participle ("Okello, 34, deserted")."""
    if token.dep in ("nsubj", "nsubjpass"):
        return True
    if token.dep != "ROOT":
        return False
    if token.pos == "PROPN" and not any(t.pos in ("VERB", "AUX") for t in sentence.tokens):
        return True  # "Commandant Roos back from Botha."
    return any(c.tag in ("VBN", "VBD") for c in sentence.children(token, "acl", "relcl"))


def rank_of(sentence: Sentence, subject: Token) -> int:
    """How high a subject stands: 2 in a main clause, 1 in another, 0 of a question asked."""
    verb = sentence.head(subject)
    if verb.lemma in ("ask", "question"):
        return 0
    above = [verb, *sentence.ancestors(verb)]
    return 1 if any(t.dep in ("advcl", "relcl", "acl", "ccomp", "pcomp") for t in above) else 2


def _is_personal(sentence: Sentence, name: Token) -> bool:
    """Whether a single unknown name is a person's: an age, a calling or "who" stands behind it."""
    behind = sentence.text[name.end - sentence.start :]
    if re.search(r"\b(?:his|her|himself|herself)\b", behind):
        return True
    if re.match(
        r", (?:\d{1,2},|(?:himself|herself)\b|who\b|(?:an?|the|his|her|our) [^,]{3,50},)", behind
    ):
        return True
    return any(c.dep == "relcl" for c in sentence.children(name)) and " who " in behind
