"""Who a label before a paragraph names: "GEN. BROOKS", "The Minister of Defence (Mr. Shinwell)", "A"."""

from __future__ import annotations

import re
from dataclasses import replace

from fogline.claims.attribution import organisation_nouns, people_nouns
from fogline.claims.claim import Voice
from fogline.claims.coreference import Memory
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.voices.titles import LOWER_TITLES, TITLE_RUN

__all__ = ["labelled_voice"]

_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Baroness|General|Gen|Colonel|Col|Major|Captain|Admiral)\.?\s+(?:[A-Z][\w.’'-]*\s+){0,3}[A-Z][\w’'-]+"
)
_PEERAGE = re.compile(
    r"\A(?:Baroness|Viscount(?:ess)?|Earl|Countess|Lady|Dame|Duke|Marquess|Bishop)\s+"
)
_UNNAMED = re.compile(r"(?i)(?:unidentified|unknown|unnamed)\s")
_BARE_TITLE = re.compile(r"(?i)\A(?:the\s+)?(?:mr|mrs|ms|madam)?\.?\s*")


def labelled_voice(words: str, aside: str, gazetteer: Gazetteer, memory: Memory) -> Voice:
    """The voice of a label: the person with these initials or this name, an office, a body.

    aside   what is set behind the words ("Mr. Shinwell", "spokesman", "@handle")
    """
    letters = words.replace(".", "").replace(" ", "").upper()
    if re.fullmatch(r"A|Answer|[A-Z]{2,3}|[A-Z]\.\s?[A-Z]\.?", words):
        for voice in reversed(memory.persons):
            initials = "".join(part[0] for part in voice.name.split() if part)
            if initials.upper() == letters:
                return replace(voice, words=words, scope="carried")
        if letters in ("A", "ANSWER") and memory.persons:
            return replace(memory.persons[0], scope="carried")
    side = gazetteer.side_of(words) or gazetteer.side_of(aside)
    entry = gazetteer.get(words)
    if entry is not None and entry.kind != "person":
        return Voice(
            words=words, organisation=entry.name, side=entry.side or side, kind="organisation"
        )
    if entry is not None:
        return Voice(
            words=words, name=entry.name, title=entry.title, organisation=entry.organisation,
            side=entry.side, kind="named",
        )  # fmt: skip
    met = next((h for _, _, h in gazetteer.find(words) if h.kind == "person"), None)
    if met is not None:
        return Voice(
            words=words, name=met.name, title=met.title, organisation=met.organisation,
            side=met.side, kind="named",
        )  # fmt: skip
    if _UNNAMED.match(words):
        return Voice(words=words, title=aside, side=side, kind="anonymous person")
    person = _PERSON.search(aside)
    if person is not None:  # "The Minister of Defence (Mr. Shinwell)"
        name = TITLE_RUN.sub("", person.group())
        return Voice(words=words, name=name, title=words, side=side, kind="named")
    shown = _unshouted(words)
    last = shown.split()[-1].lower()
    body = last in organisation_nouns() or last.removesuffix("s") in organisation_nouns()
    if last in people_nouns() or (LOWER_TITLES.fullmatch(last) and not TITLE_RUN.match(shown)):
        organisation = next((h.name for _, _, h in gazetteer.find(words) if h.kind != "side"), "")
        return Voice(
            words=words, title=last, organisation=organisation, side=side, kind="anonymous person"
        )
    if body and not TITLE_RUN.match(shown):
        return Voice(words=words, organisation=shown, side=side, kind="organisation")
    title = TITLE_RUN.match(f"{shown} ")
    peer = _PEERAGE.match(shown)
    name = shown[title.end() :].strip() if title is not None else shown
    name = shown[peer.end() :] if peer is not None else name
    office = LOWER_TITLES.search(shown)
    if title is None and office is not None and shown[office.end() :].strip()[:1].isupper():
        name = shown[office.end() :].strip()  # "NATO Spokesperson Jane Moor"
        aside = aside or shown[: office.end()]
    if not name or shown.startswith("The "):  # "The Minister of Defence", "Brigadier"
        known = memory.by_title(_BARE_TITLE.sub("", shown))
        return known or Voice(words=words, title=shown, side=side, kind="titled")
    rank = (title.group().strip() if title is not None and not peer else "") or aside
    earlier = memory.by_surname(name.split()[-1])
    if earlier is not None:
        return replace(
            earlier, words=words, title=earlier.title or rank, side=earlier.side or side,
            scope="explicit",
        )  # fmt: skip
    return Voice(words=words, name=name, title=rank, side=side, kind="named")


def _unshouted(words: str) -> str:
    """ "GEN. VINCENT BROOKS" as a name is written: "Gen. Vincent Brooks"."""
    if not words.isupper() or len(words) < 4:
        return words
    return re.sub(r"[^\W\d_][\w’']*", lambda m: m.group().capitalize(), words)
