"""From the words for a speaker to a voice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fogline.claims.attribution import Attribution, organisation_nouns, people_nouns
from fogline.claims.attribution.words import saying_words
from fogline.claims.claim import Voice
from fogline.claims.coreference import Memory
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.syntax import Sentence
from fogline.claims.voices.anonymity import anonymity_reason
from fogline.claims.voices.bodies import (
    belongs_to_person,
    called_body,
    described_as,
    head_noun,
    is_abbreviation,
    organisation_of,
    sides_in,
)
from fogline.claims.voices.labelled import labelled_voice
from fogline.claims.voices.names import appositive_after, name_after, person_name, title_of
from fogline.claims.voices.titles import ANONYMOUS_NOUNS, OFFICE, TITLE_RUN

__all__ = ["Spoken", "resolve_voice", "resolve_words"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution whose speaker has been resolved."""

    attribution: Attribution
    voice: Voice


def resolve_voice(
    attribution: Attribution,
    sentence: Sentence,
    gazetteer: Gazetteer,
    memory: Memory,
) -> Voice:
    """The voice of one cue; remembers it for the sentences after."""
    verb = attribution.verb
    low, high = attribution.speaker
    if (low, high) == (-1, -1):
        if attribution.kind in ("passive", "adverb"):
            return Voice(kind="unattributed", verb=verb)
        return Voice(kind="unattributed", verb=verb, scope="ambiguous")
    words = _STAMP.sub("", sentence.span_text(low, high).strip())
    folded = words.lower()
    if folded in ("he", "she", "him", "her", "his", "i"):
        found = memory.person_before(low)
        if found is not None:
            voice = replace(memory.as_carried(found, words), verb=verb)
            memory.remember(voice)
            memory.mention(low, sentence.index, voice, rank=2)
            return voice
        return Voice(words=words, kind="anonymous person", verb=verb, scope="ambiguous")
    if folded in (
        "they",
        "we",
        "them",
        "their",
        "its",
        "both",
        "others",
        "some",
        "many",
        "it",
        "the two",
        "the latter",
        "most",
    ):
        found = memory.body_before(low) if folded in ("it", "its") else memory.group_before(low)
        if folded == "it" and attribution.lemma in _WRITTEN:
            found = memory.document_before(low) or found
        if folded in ("some", "many", "others", "most"):
            return Voice(words=words, kind="anonymous group", verb=verb)
        if found is not None:
            voice = replace(memory.as_carried(found, words), verb=verb)
            memory.speakers.append(voice)
            memory.act(low, sentence.index, replace(voice, words=found.words), rank=2)
            return voice
        return Voice(words=words, kind="anonymous group", verb=verb, scope="ambiguous")
    if (
        attribution.kind == "headed"
        and re.fullmatch(r"A|Answer|[A-Z]{2,3}|[A-Z]\.\s?[A-Z]\.?", words)
        and gazetteer.get(words) is None
    ):
        voice = labelled_voice(words, "", gazetteer, memory)
    else:
        voice = resolve_words(words, low, high, sentence, gazetteer, memory)
    if voice.kind == "unattributed" and attribution.kind in ("verb", "according", "citing"):
        if attribution.lemma not in _SHOWING and re.search(r"[^\W\d]{2}", words):
            # whoever it is that is said to have said it, though no list knows the noun
            voice = replace(voice, kind="anonymous person", scope="explicit")
    voice = replace(voice, verb=verb)
    reason = anonymity_reason(sentence.text)
    key = " ".join(w for w in voice.words.lower().split() if w not in ("the", "a", "an"))
    if voice.kind in ("anonymous person", "anonymous group"):
        if reason is not None:
            voice = replace(voice, anonymity_reason=reason or "anonymity requested")
            for word in key.split()[-1:]:
                memory.reasons[f"{word}|{voice.side}"] = voice.anonymity_reason
                memory.reasons.setdefault(word, voice.anonymity_reason)
        elif not voice.anonymity_reason and key:
            last = key.split()[-1]
            known = memory.reasons.get(f"{last}|{voice.side}") or (
                memory.reasons.get(last, "")
                if folded.startswith(("the ", "these ", "those "))
                else ""
            )
            voice = replace(voice, anonymity_reason=known)
    memory.remember(voice, spoke=attribution.lemma not in ("ask", "question"))
    if voice.kind in ("named", "titled", "anonymous person"):
        asked = attribution.lemma in ("ask", "question") or "behind" in attribution.extra
        memory.mention(low, sentence.index, voice, rank=0 if asked else 2)
    elif voice.kind in ("organisation", "anonymous group"):
        memory.act(low, sentence.index, voice, rank=2)
    return voice


_STAMP = re.compile(r"\A\d{1,2}[:.]\d{2}\s+")
_WRITTEN = ("record", "read", "list", "register", "log", "run")
_SHOWING = {
    "mean",
    "show",
    "suggest",
    "indicate",
    "imply",
    "find",
    "determine",
    "signal",
    "reveal",
    "point",
}


_LEADERS = {
    "leader",
    "president",
    "premier",
    "minister",
    "chancellor",
    "king",
    "emperor",
    "governor",
}
_CALLED_SO = {
    "agency": frozenset({"agency", "government", "international"}),
    "department": frozenset({"government"}),
    "organisation": frozenset({"international", "analyst"}),
    "organization": frozenset({"international", "analyst"}),
    "body": frozenset({"international"}),
    "institute": frozenset({"analyst"}),
    "think-tank": frozenset({"analyst"}),
    "think tank": frozenset({"analyst"}),
    "monitor": frozenset({"analyst"}),
    "watchdog": frozenset({"analyst"}),
    "newspaper": frozenset({"press"}),
    "paper": frozenset({"press"}),
    "broadcaster": frozenset({"press"}),
    "channel": frozenset({"press"}),
    "station": frozenset({"press"}),
    "group": frozenset({"group", "analyst", "international"}),
    "movement": frozenset({"group"}),
    "militia": frozenset({"group"}),
    "observatory": frozenset({"analyst"}),
}
"""What kind of body of the gazetteer a bare noun with an article may stand for."""


def resolve_words(
    words: str, low: int, high: int, sentence: Sentence, gazetteer: Gazetteer, memory: Memory
) -> Voice:
    """The voice that these words of a sentence name, by the gazetteer and what was mentioned."""
    hits = gazetteer.find(words)
    sides = sides_in(hits, words)
    side = ",".join(sides) if len(sides) > 1 else (sides[0] if sides else "")
    bare = re.sub(
        r"\A(?:the|a|an|one|another|two|three|several|some|many)\s+", "", words, flags=re.IGNORECASE
    )
    head = head_noun(sentence, low, high)
    lemma, plural = head
    aside = appositive_after(sentence, high)
    person = next((h for _, _, h in hits if h.kind == "person"), None)
    body = next((h for _, _, h in reversed(hits) if h.kind not in ("person", "side")), None)

    called_so = called_body(words) if person is None else ""
    if not called_so and not hits and words[:1].isupper() and described_as(sentence, high):
        called_so = words
    if called_so:
        entry = gazetteer.get(called_so)
        return Voice(
            words=words, organisation=entry.name if entry else called_so,
            side=side or (entry.side if entry else ""), kind="organisation",
        )  # fmt: skip
    document = lemma in saying_words()["nouns"] and not sides and body is None
    if (
        document
        and lemma not in people_nouns() | organisation_nouns()
        and words == words.capitalize()
    ):
        # a document: "records seen by the paper show"
        return Voice(words=words, organisation=bare, kind="organisation")
    one_of = re.match(r"(?i)one of (?:the |these |those |his |her |their |its )?(\w+)", words)
    if one_of is not None:
        group = memory.like(one_of.group(1)) or memory.group()
        title = aside or one_of.group(1).removesuffix("s")
        return Voice(
            words=f"{words}, {aside}" if aside else words, title=title, organisation=group.organisation if group else "",
            side=side or (group.side if group else ""), kind="anonymous person", anonymity_reason=group.anonymity_reason if group else "",
        )  # fmt: skip
    # a person known to the gazetteer
    if (
        person is not None
        and lemma not in ANONYMOUS_NOUNS - OFFICE
        and not belongs_to_person(words, hits)
    ):
        title = title_of(words, aside) or person.title
        earlier = memory.by_surname(person.name.split()[-1])
        return Voice(
            words=words, name=person.name, title=title, side=person.side, kind="named",
            organisation=person.organisation or (earlier.organisation if earlier else ""),
        )  # fmt: skip
    called = re.match(
        r"\s+(?:named|called|known as|identified as|who gave (?:his|her) name as)\s+([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})",
        sentence.text[high - sentence.start :],
    )
    if called is not None and lemma in people_nouns():
        return Voice(
            words=f"{words}{called.group()}",
            name=called.group(1),
            title=bare,
            organisation=organisation_of(words, hits, gazetteer),
            side=side,
            kind="named",
        )
    plain_group = plural and lemma in people_nouns()
    named_after = (
        name_after(sentence, high)
        if not plural and (lemma in people_nouns() or lemma not in organisation_nouns())
        else ""
    )
    known = gazetteer.get(named_after) if named_after else None
    if named_after and (known is None or known.kind == "person"):
        return Voice(
            words=f"{words}, {named_after}", name=known.name if known else TITLE_RUN.sub("", named_after), title=bare,
            organisation=organisation_of(words, hits, gazetteer) or (known.organisation if known else ""),
            side=side or (known.side if known else ""), kind="named",
        )  # fmt: skip
    bodies = plural and lemma in organisation_nouns()
    name = "" if plain_group or bodies else person_name(words, hits, gazetteer, lemma)
    if name:
        earlier = memory.by_surname(name.split()[-1])
        title = title_of(words, aside)
        organisation = organisation_of(words, hits, gazetteer) or organisation_of(
            aside, gazetteer.find(aside), gazetteer
        )
        own_side = side or gazetteer.side_of(aside)
        if earlier is not None and earlier.kind == "named":
            return replace(
                earlier, words=words, title=earlier.title or title, organisation=earlier.organisation or organisation,
                side=earlier.side or own_side, scope="explicit", anonymity_reason="",
            )  # fmt: skip
        return Voice(
            words=words,
            name=name,
            title=title,
            organisation=organisation,
            side=own_side,
            kind="named",
        )

    folded = bare.lower()
    if (
        words.lower().startswith("the ")
        and not plural
        and lemma in _LEADERS
        and len(bare.split()) <= 3
    ):
        found = memory.in_office(side, lemma)
        if found is not None:
            return memory.as_carried(found, words)
    definite = words.lower().startswith(
        ("the ", "these ", "those ", "this ", "his ", "her ", "their ")
    )
    if definite and folded == "monitor":
        found = memory.of_kind(_CALLED_SO[folded], gazetteer)
        if found is not None:
            return memory.as_carried(found, words)
    # a body: the gazetteer's or one whose head noun says so
    whole = any(
        h.kind not in ("person", "side") and a <= len(words) - len(bare) + 1 and b >= len(words) - 1
        for a, b, h in hits
    )
    if body is not None and hits[-1][2] is body and hits[-1][1] >= len(words) - 1:
        before = words[: hits[-1][0]].replace("’", "'").rstrip().removesuffix("'s")
        owner = gazetteer.get(before) if before else None
        whole = whole or (owner is not None and owner.kind == "side")
    if (lemma not in ANONYMOUS_NOUNS or whole or (lemma == "rebel" and definite)) and (
        body is not None or lemma in organisation_nouns() or is_abbreviation(bare)
    ):
        lower = body is not None and folded.islower() and len(folded.split()) == 1
        if definite and lower and (found := memory.like(folded)) is not None:
            return memory.as_carried(found, words)  # "the peacekeepers" are those just named
        if definite and body is None and not side:
            found = memory.like(lemma) or memory.like(bare.split()[-1])
            found = found or memory.called.get(folded)
            if found is None and len(folded.split()) == 1:
                found = memory.of_kind(_CALLED_SO.get(folded, frozenset()), gazetteer)
            if found is not None:
                return memory.as_carried(found, words)
        if (
            lemma in ("authority", "force", "troop", "rebel", "media", "outlet")
            and plural
            and body is None
        ):
            return Voice(
                words=words,
                side=side,
                kind="anonymous group" if lemma == "troop" else "organisation",
                organisation=bare,
            )
        name_of = body.name if body is not None and len(body.name) >= 2 else bare
        return Voice(
            words=words, name="", organisation=organisation_of(words, hits, gazetteer) or name_of,
            side=(body.side if body and body.side else side), kind="organisation",
        )  # fmt: skip
    if document and lemma not in people_nouns():
        return Voice(words=words, organisation=bare, kind="organisation")
    # an office or an unnamed person or group
    if lemma in ANONYMOUS_NOUNS or lemma in people_nouns() or plural:
        if definite and not side and len(folded.split()) <= 2:
            found = memory.by_title(folded) if not plural else None
            found = found or memory.like(folded.split()[-1] if folded else "")
            if found is not None and (found.kind == "named") == (not plural):
                return memory.as_carried(found, words)
            if found is not None and plural and found.kind == "anonymous group":
                return memory.as_carried(found, words)
        organisation = organisation_of(words, hits, gazetteer)
        if plural:
            return Voice(words=words, organisation=organisation, side=side, kind="anonymous group")
        title = title_of(words, "") or bare
        if (
            lemma in OFFICE
            and (
                definite
                or organisation
                or words.lower().startswith(("your ", "our ", "my "))
                or "’s" in words
                or "'s" in words
            )
            and not words.lower().startswith(("a ", "an ", "one ", "another "))
        ):
            return Voice(
                words=words, title=title, organisation=organisation, side=side, kind="titled"
            )
        return Voice(
            words=words, title=title, organisation=organisation, side=side, kind="anonymous person"
        )
    if hits or is_abbreviation(bare):
        organisation = organisation_of(words, hits, gazetteer) or bare
        return Voice(words=words, organisation=organisation, side=side, kind="organisation")
    if lemma in saying_words()["nouns"] or re.match(r"the (?-i:[A-Z])", words):
        # a document, or a proper name with an article: "the Official History"
        return Voice(words=words, organisation=bare, side=side, kind="organisation")
    if words[:1].isupper() and bare[:1].isupper():
        return Voice(words=words, name=bare, organisation="", side=side, kind="named")
    return Voice(
        words=words,
        side=side,
        kind="anonymous group" if plural else "unattributed",
        scope="ambiguous",
    )
