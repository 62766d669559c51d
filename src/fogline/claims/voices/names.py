"""Personal names and titles in the words for a speaker."""

from __future__ import annotations

import re

from fogline.claims.attribution import organisation_nouns, people_nouns
from fogline.claims.gazetteer import Gazetteer, Named
from fogline.claims.syntax import Sentence
from fogline.claims.voices.titles import (
    ANONYMOUS_NOUNS,
    CALENDAR,
    LOWER_TITLES,
    NAME_PATTERN,
    TITLE_RUN,
    TITLES,
)

__all__ = ["appositive_after", "name_after", "person_name", "title_of"]


def appositive_after(sentence: Sentence, high: int) -> str:
    """The words after a comma that describe the speaker ("Ukraine's top military commander")."""
    rest = sentence.text[high - sentence.start :]
    match = re.match(r"\s*,\s+((?:an?\s+|the\s+)?[^,.;“”\"]{3,110})", rest)
    if match is None:
        return ""
    aside = match.group(1)
    if re.match(
        r"(?:who|which|said|says|but|and|while|adding|in|on|at|told|according|citing)\b",
        aside,
        re.IGNORECASE,
    ):
        return ""
    people = people_nouns()
    known = LOWER_TITLES.search(aside) or any(
        word in people for word in re.findall(r"[a-z-]+", aside)[:5]
    )
    return aside.strip() if known else ""


def name_after(sentence: Sentence, high: int) -> str:
    """The name set after a title ("the chief of staff, Gen. John Smith, said")."""
    rest = sentence.text[high - sentence.start :]
    aside = re.match(
        r"\s+(?:(?:who|whom|which|that|I|we|he|she)\b|[a-z]+ed\b)[^,.;]{2,60}(?=,)", rest
    )
    if aside is not None:
        rest = rest[aside.end() :]  # "an official I spoke to, Idris Nassan, said"
    match = re.match(
        rf"\s*,\s+(?!(?:who|whose|which|that|where|when|and|but|in|at|near|of|after)\b)"
        rf"(?:(?!\w+ing\b)[a-z][\w-]+\s+){{0,3}}((?:{TITLES}\.?[\s-]+)*(?:[A-Z][\w’'-]*\.?\s+){{1,3}}(?:[A-Z]|al-)[\w’'-]+)\s*(?:,|\s(?=said|told|says)|\.|\Z)",
        rest,
    )
    if match is None:
        match = re.match(
            r"\s*,\s+([A-Z][a-z]{2,})(?=,)", rest
        )  # "My sergeant, Muir, put it at ..."
    return match.group(1).strip() if match else ""


def title_of(words: str, aside: str) -> str:
    """The title in the words or the aside, "" without one."""
    match = TITLE_RUN.match(words)
    if match:
        title = match.group().strip()
        if title.lower().rstrip(".") not in ("mr", "mrs", "ms", "sir", "citizen", "comrade"):
            return title
    if aside:
        return aside
    found = LOWER_TITLES.search(words)
    return found.group(1).strip() if found else ""


def person_name(
    words: str, hits: list[tuple[int, int, Named]], gazetteer: Gazetteer, lemma: str
) -> str:
    """A personal name in the words, "" when there is none."""
    covered = [(a, b) for a, b, h in hits if h.kind != "person"]
    stripped = re.sub(
        r"\A(?:the|an?|another|one|some|both|two|three|several|many|no|our|my|his|her|their|its|your)\s+",
        "",
        words,
        flags=re.IGNORECASE,
    )
    offset = len(words) - len(stripped)
    titled = TITLE_RUN.match(stripped)
    start = offset + (titled.end() if titled else 0)
    rest = words[start:]
    best = _leading_name(words, covered)
    if best:
        return best
    for match in NAME_PATTERN.finditer(rest):
        low, high = start + match.start(), start + match.end()
        if any(a < high and b > low for a, b in covered):
            continue
        parts = match.group().split()
        tail = words[high : high + 2]
        if tail in ("'s", "’s"):
            continue
        if any(
            p.lower().rstrip("s") in organisation_nouns() or p.lower() in organisation_nouns()
            for p in parts
        ):
            continue
        if any(
            p.lower() in people_nouns() | {"western", "the", "local"}
            or p.lower().removesuffix("s") in people_nouns()
            for p in parts
        ):
            continue
        if parts[-1].lower() in CALENDAR or re.fullmatch(r"[A-Z]{2,6}s?", parts[-1]):
            continue
        preceded = words[:low].rstrip().lower().removesuffix(" the")
        if (
            preceded.endswith((" of", " in", " from", " at", " near", " for", " with"))
            and best == ""
        ):
            if not titled or preceded.endswith((" in", " at", " near", " from")):
                continue
        if lemma in ANONYMOUS_NOUNS and re.search(
            rf"(?i)\b{lemma}s?\s+(?:for|of|to)\s", words[:low]
        ):
            continue  # "a spokesman for the Democratic candidate"
        lead_title = titled is not None and match.start() == 0
        described = lemma in ANONYMOUS_NOUNS or bool(LOWER_TITLES.search(words[:low]))
        if (
            len(parts) >= 2
            or lead_title
            or described
            or (low == offset and lemma == parts[-1].lower())
        ):
            best = " ".join(parts)
            if len(parts) >= 2 or lead_title:
                break
    if best and not titled and len(best.split()) == 1 and len(words.split()) == 1:
        return best if gazetteer.get(best) is None else ""
    return best


_STEP = re.compile(
    rf"\s*(?:(?:{TITLES})\.?(?=[\s-])[\s-]*|[A-Z][a-z]+\s+(?=(?:Minister|Secretary|Commissioner|Spokesman|Spokeswoman|Chief|Director)\s)|['’]s\s+|[a-z][\w-]*\s+|(?:the|The|A|An)\s+|(?:General Staff|Staff|State|High Command|Group|Army|Corps|Navy|Air Force|Ministry|Military|Press|Intelligence|Operational|Task Force|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth)\s+)"
)


def _leading_name(words: str, covered: list[tuple[int, int]]) -> str:
    """The name after nationality, body and title ("Ukrainian Deputy Defense Minister Hanna Malyar")."""
    position, titled = 0, False
    for _ in range(14):
        hit = next(
            (
                b
                for a, b in covered
                if a <= position + len(words[position:]) - len(words[position:].lstrip()) < b
            ),
            None,
        )
        if hit is not None:
            position = hit
            continue
        step = _STEP.match(words, position)
        if step is None or step.end() == position:
            break
        titled = (
            titled
            or bool(re.match(rf"\s*(?:{TITLES})", step.group()))
            or step.group().strip().rstrip("s") in people_nouns()
        )
        position = step.end()
    match = NAME_PATTERN.match(words, position)
    if match is None or not titled:
        return ""
    parts = match.group().split()
    bad = (
        any(p.lower().rstrip("s") in organisation_nouns() | people_nouns() for p in parts)
        or parts[-1].lower() in CALENDAR
    )
    if bad or (len(parts) < 2 and len(words[:position].split()) > 3):
        return ""
    return " ".join(parts)
