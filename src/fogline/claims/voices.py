"""From a speaker's words to a voice: name, title, organisation, side, kind, anonymity.

A voice chain is nested outermost first: "Yonhap reported, citing officials, that Kim hopes ..." is
Yonhap, officials, Kim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fogline.claims.attribution import (
    Attribution,
    noun_phrase,
    organisation_nouns,
    people_nouns,
)
from fogline.claims.claim import Voice
from fogline.claims.coreference import Memory
from fogline.claims.gazetteer import Gazetteer, Named
from fogline.claims.syntax import Sentence

__all__ = ["Spoken", "anonymity_reason", "meet", "resolve_voice"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution whose speaker has been resolved."""

    attribution: Attribution
    voice: Voice


_TITLES = (
    r"(?:Gen|Lt|Col|Maj|Brig|Capt|Cmdr|Adm|Sgt|Cpl|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Pres|Pvt|Rear|Vice|Sir|Lord|"
    r"General|Lieutenant|Colonel|Major|Brigadier|Captain|Commander|Admiral|Sergeant|Corporal|Private|Marshal|"
    r"Field|President|Prime|Minister|Premier|Chancellor|Secretary|Governor|Mayor|Ambassador|King|Emperor|Prince|"
    r"Professor|Doctor|Senator|Air|Chief|Deputy|Foreign|Defence|Defense|Interior|Spokesman|Spokeswoman|"
    r"Spokesperson|Commodore|Acting|Lieutenant-General|Major-General|Lieutenant-Colonel|Brigadier-General|Group|Wing|Squadron|Flight|Pope|Sheikh|Ayatollah|Comrade|Citizen)"
)
_TITLE_RUN = re.compile(
    rf"\A(?:{_TITLES}\.?[\s-]+(?:of\s+(?:State|Defense|Defence)\s+|in\s+Chief\s+|for\s+Defence\s+)?)+"
)
_NAME = re.compile(
    r"(?:[A-Z][\w’'-]*\.?|al-[A-Z][\w-]*)(?:\s+(?:[A-Z][\w’'-]*\.?|al-[A-Z][\w-]*|bin|ibn|van|von|de|del|der|da|di|el|al|Abu|U))*"
)
_LOWER_TITLES = re.compile(
    r"\b((?:(?:top|chief|senior|deputy|acting|former|then|military|defen[cs]e|foreign|interior|prime|army|navy|air force|press|intelligence|health|general|supreme|regional|field|major|commander|lieutenant|brigadier|rear|vice)[\s-])*"
    r"(?:spokes(?:man|woman|person)|minister|president|governor|mayor|commander[\s-]in[\s-]chief|commander|general|colonel|major|captain|lieutenant|admiral|"
    r"secretary|chief|head|leader|ambassador|analyst|adviser|advisor|aide|director|chairman|premier|chancellor|historian|researcher|fellow|correspondent|expert|doctor|"
    r"officer|envoy|negotiator|king|marshal|professor|deputy|lawmaker|senator|editor|coordinator|brigadier|sergeant|pilot|surgeon))\b",
    re.IGNORECASE,
)
_ANONYMOUS_NOUNS = {
    "official", "officer", "source", "commander", "soldier", "diplomat", "witness", "resident", "analyst", "expert",
    "spokesman", "spokeswoman", "spokesperson", "doctor", "medic", "villager", "aide", "adviser", "advisor", "person", "man", "woman", "worker",
    "fighter", "prisoner", "survivor", "refugee", "reporter", "correspondent", "journalist", "blogger", "milblogger", "observer", "critic",
    "lawmaker", "activist", "trooper", "militant", "insurgent", "volunteer", "rebel", "defector", "captive", "pilot", "insider", "relative",
    "people", "historian", "researcher", "veteran", "supporter", "opponent", "monitor", "deputy", "negotiator", "mediator", "nurse", "local",
    "troops", "rescuer", "conscript", "colleague", "figure", "chief", "leader", "minister", "surgeon", "sergeant", "lieutenant", "captain",
    "major", "colonel", "general", "gunner", "sailor", "tanker", "economist", "planner", "strategist", "scholar", "eyewitness", "paramedic",
    "commentator", "attaché", "attache", "staffer", "private", "corporal", "member", "survivors", "crew", "family", "farmer", "teacher", "shopkeeper",
}  # fmt: skip
_OFFICE = {
    "minister", "president", "governor", "mayor", "premier", "chancellor", "ambassador",
    "chief", "head", "leader", "commander", "general", "secretary", "king", "emperor", "prince", "chairman", "director", "commander-in-chief",
    "marshal", "admiral", "brigadier",
}  # fmt: skip
_PLURAL_PEOPLE = {
    "people",
    "troops",
    "authorities",
    "forces",
    "police",
    "rebels",
    "families",
    "crew",
}
_REASON = re.compile(
    r"(?:on\s+(?:the\s+)?condition\s+of\s+anonymity|(?:request(?:ing|ed)|ask(?:ing|ed)\s+for|insist(?:ing|ed)\s+on|grant(?:ed)?|demand(?:ing|ed)|seek(?:ing)?|sought)\s+(?:to\s+remain\s+)?anonymity|"
    r"ask(?:ing|ed)\s+(?:not\s+to\s+be\s+(?:named|identified|quoted(?:\s+by\s+name)?)|to\s+remain\s+(?:anonymous|unnamed))|(?:declin(?:ing|ed)|refus(?:ing|ed))\s+to\s+be\s+(?:named|identified)|"
    r"(?:could|can|may)\s*not\s+be\s+(?:named|identified)|not\s+authori[sz]ed\s+to\s+(?:speak|discuss|brief|talk|comment)|spoke\s+anonymously|speaking\s+anonymously|who\s+(?:did\s+not\s+)?(?:wish|want)\w*\s+(?:not\s+)?to\s+be\s+(?:named|identified))"
    r"(?P<why>[^.;”\"]{0,160})",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\A[\s,]*(?:in\s+order\s+)?((?:to|because|as|since|so|due|owing|for|given|under|citing|publicly|with|about)\b[^,]*)",
    re.IGNORECASE,
)


def anonymity_reason(text: str) -> str | None:
    """Why a speaker is not named: the words given; "" when none; None without anonymity."""
    match = _REASON.search(text)
    if match is None:
        return None
    found = _WHY.match(match.group("why"))
    if found is None:
        whole = match.group().lower()
        return match.group().strip(" ,") if "authori" in whole else ""
    reason = found.group(1).strip(" ,")
    if "authori" in match.group().lower().split(found.group(1).lower())[0]:
        head = match.group()[: match.start("why") - match.start()].strip()
        return f"{head} {reason}"
    return reason


def meet(sentence: Sentence, gazetteer: Gazetteer, memory: Memory) -> None:
    """Remember people and groups who act in the sentence, for later pronouns and short forms."""
    for token in sentence.tokens:
        if token.dep not in ("nsubj", "nsubjpass") or token.pos not in ("NOUN", "PROPN"):
            continue
        lemma = token.lemma.removesuffix("s") if token.tag == "NNS" else token.lemma
        known = lemma in _ANONYMOUS_NOUNS or lemma in organisation_nouns()
        if not known and token.pos != "PROPN":
            continue
        low, high = noun_phrase(sentence, token)
        words = sentence.span_text(low, high)
        entry = gazetteer.get(words)
        if token.pos == "PROPN" and len(words.split()) < 2 and entry is None:
            continue
        voice = _resolve(words, low, high, sentence, gazetteer, memory)
        if (voice.kind == "named" and voice.name) or voice.kind in ("titled", "anonymous person"):
            memory.mention(low, voice, subject=True)
        elif voice.kind in ("anonymous group", "organisation"):
            memory.acting.append((low, voice))
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
    words = sentence.span_text(low, high).strip()
    folded = words.lower()
    if folded in ("he", "she", "him", "her", "i"):
        found = memory.person_before(low)
        if found is not None:
            voice = replace(memory.as_carried(found, words), verb=verb)
            memory.remember(voice)
            memory.mention(low, voice, subject=True)
            return voice
        return Voice(words=words, kind="anonymous person", verb=verb, scope="ambiguous")
    if folded in (
        "they",
        "we",
        "them",
        "both",
        "others",
        "some",
        "many",
        "it",
        "the two",
        "the latter",
        "most",
    ):
        found = memory.body_before(low) if folded == "it" else memory.group_before(low)
        if folded in ("some", "many", "others", "most"):
            return Voice(words=words, kind="anonymous group", verb=verb)
        if found is not None:
            voice = replace(memory.as_carried(found, words), verb=verb)
            memory.speakers.append(voice)
            memory.acting.append((low, replace(voice, words=found.words)))
            return voice
        return Voice(words=words, kind="anonymous group", verb=verb, scope="ambiguous")
    if (
        attribution.kind == "headed"
        and re.fullmatch(r"A|Answer|[A-Z]{2,3}|[A-Z]\.\s?[A-Z]\.?", words)
        and gazetteer.get(words) is None
    ):
        voice = _labelled(words, memory)
    else:
        voice = _resolve(words, low, high, sentence, gazetteer, memory)
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
    memory.remember(voice)
    if voice.kind in ("named", "titled", "anonymous person"):
        memory.mention(low, voice, subject=True)
    elif voice.kind in ("organisation", "anonymous group"):
        memory.acting.append((low, voice))
    return voice


def _labelled(words: str, memory: Memory) -> Voice:
    """Who a label in an interview stands for: the person with these initials, else who answers."""
    letters = words.replace(".", "").replace(" ", "").upper()
    for voice in reversed(memory.persons):
        initials = "".join(part[0] for part in voice.name.split() if part)
        if initials.upper() == letters:
            return replace(voice, words=words, scope="carried")
    if letters in ("A", "ANSWER") and memory.persons:
        return replace(memory.persons[0], words=memory.persons[0].words, scope="carried")
    return Voice(words=words, name=words, kind="named")


def _resolve(
    words: str, low: int, high: int, sentence: Sentence, gazetteer: Gazetteer, memory: Memory
) -> Voice:
    hits = gazetteer.find(words)
    sides = _sides(hits, words)
    side = ",".join(sides) if len(sides) > 1 else (sides[0] if sides else "")
    bare = re.sub(
        r"\A(?:the|a|an|one|another|two|three|several|some|many)\s+", "", words, flags=re.IGNORECASE
    )
    head = _head_noun(sentence, low, high)
    lemma, plural = head
    aside = _appositive(sentence, high)
    person = next((h for _, _, h in hits if h.kind == "person"), None)
    body = next((h for _, _, h in reversed(hits) if h.kind not in ("person", "side")), None)

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
        and lemma not in _ANONYMOUS_NOUNS - _OFFICE
        and not _of_person(words, hits)
    ):
        title = _title_of(words, aside) or person.title
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
            organisation=_organisation(words, hits, gazetteer),
            side=side,
            kind="named",
        )
    plain_group = plural and lemma in people_nouns()
    named_after = (
        _named_after(sentence, high)
        if not plural and (lemma in people_nouns() or lemma in _ANONYMOUS_NOUNS)
        else ""
    )
    known = gazetteer.get(named_after) if named_after else None
    if named_after and (known is None or known.kind == "person"):
        return Voice(
            words=f"{words}, {named_after}", name=known.name if known else _TITLE_RUN.sub("", named_after), title=bare,
            organisation=_organisation(words, hits, gazetteer) or (known.organisation if known else ""),
            side=side or (known.side if known else ""), kind="named",
        )  # fmt: skip
    name = "" if plain_group else _person_name(words, hits, gazetteer, lemma)
    if name:
        earlier = memory.by_surname(name.split()[-1])
        title = _title_of(words, aside)
        organisation = _organisation(words, hits, gazetteer) or _organisation(
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
    definite = words.lower().startswith(
        ("the ", "these ", "those ", "this ", "his ", "her ", "their ")
    )
    # a body: the gazetteer's or one whose head noun says so
    whole = any(
        h.kind not in ("person", "side") and a <= len(words) - len(bare) + 1 and b >= len(words) - 1
        for a, b, h in hits
    )
    if (lemma not in _ANONYMOUS_NOUNS or whole or (lemma == "rebel" and definite)) and (
        body is not None or lemma in organisation_nouns() or _shouting(bare)
    ):
        if definite and body is None and not side:
            found = memory.like(lemma) or memory.like(bare.split()[-1])
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
            words=words, name="", organisation=_organisation(words, hits, gazetteer) or name_of,
            side=(body.side if body and body.side else side), kind="organisation",
        )  # fmt: skip
    # an office or an unnamed person or group
    if lemma in _ANONYMOUS_NOUNS or lemma in people_nouns() or plural:
        if definite and not side and len(folded.split()) <= 2:
            found = memory.by_title(folded) if not plural else None
            found = found or memory.like(folded.split()[-1] if folded else "")
            if found is not None and (found.kind == "named") == (not plural):
                return memory.as_carried(found, words)
            if found is not None and plural and found.kind == "anonymous group":
                return memory.as_carried(found, words)
        organisation = _organisation(words, hits, gazetteer)
        if plural:
            return Voice(words=words, organisation=organisation, side=side, kind="anonymous group")
        title = _title_of(words, "") or bare
        if (
            lemma in _OFFICE
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
    if hits or _shouting(bare):
        organisation = _organisation(words, hits, gazetteer) or bare
        return Voice(words=words, organisation=organisation, side=side, kind="organisation")
    if words[:1].isupper() and bare[:1].isupper():
        return Voice(words=words, name=bare, organisation="", side=side, kind="named")
    return Voice(
        words=words,
        side=side,
        kind="anonymous group" if plural else "unattributed",
        scope="ambiguous",
    )


def _sides(hits: list[tuple[int, int, Named]], words: str) -> tuple[str, ...]:
    sides: list[str] = []
    for start, _, hit in hits:
        if sides and re.search(r"\b(?:in|at|near|inside|outside)\s+(?:the\s+)?\Z", words[:start]):
            continue  # "Western diplomats in Baghdad"
        if hit.side and hit.side not in sides:
            sides.append(hit.side)
    return tuple(sides)


def _of_person(words: str, hits: list[tuple[int, int, Named]]) -> bool:
    """ "Mr Putin's spokesman" is not Mr Putin."""
    for _, end, hit in hits:
        if hit.kind == "person":
            return words[end : end + 2] in ("'s", "’s") or words[end : end + 1] in ("'", "’")
    return False


def _head_noun(sentence: Sentence, low: int, high: int) -> tuple[str, bool]:
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
    plural = head.tag in ("NNS", "NNPS") or head.lower in _PLURAL_PEOPLE or conjoined
    if head.lower in ("forces", "tanks", "nations", "states", "headquarters"):
        plural = False
    return lemma.lower(), plural


def _appositive(sentence: Sentence, high: int) -> str:
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
    return aside.strip() if _LOWER_TITLES.search(aside) else ""


def _named_after(sentence: Sentence, high: int) -> str:
    """The name set after a title ("the chief of staff, Gen. John Smith, said")."""
    rest = sentence.text[high - sentence.start :]
    match = re.match(
        rf"\s*,\s+((?:{_TITLES}\.?[\s-]+)*(?:[A-Z][\w’'-]*\.?\s+){{1,3}}(?:[A-Z]|al-)[\w’'-]+)\s*(?:,|\s(?=said|told|says)|\.|\Z)",
        rest,
    )
    return match.group(1).strip() if match else ""


def _title_of(words: str, aside: str) -> str:
    match = _TITLE_RUN.match(words)
    if match:
        title = match.group().strip()
        if title.lower().rstrip(".") not in ("mr", "mrs", "ms", "sir", "citizen", "comrade"):
            return title
    if aside:
        return aside
    found = _LOWER_TITLES.search(words)
    return found.group(1).strip() if found else ""


def _person_name(
    words: str, hits: list[tuple[int, int, Named]], gazetteer: Gazetteer, lemma: str
) -> str:
    """A personal name in the words, "" when there is none."""
    covered = [(a, b) for a, b, h in hits if h.kind != "person"]
    stripped = re.sub(r"\A(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
    offset = len(words) - len(stripped)
    titled = _TITLE_RUN.match(stripped)
    start = offset + (titled.end() if titled else 0)
    rest = words[start:]
    best = _leading_name(words, covered)
    if best:
        return best
    for match in _NAME.finditer(rest):
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
        if parts[-1].lower() in _CALENDAR or re.fullmatch(r"[A-Z]{2,6}s?", parts[-1]):
            continue
        preceded = words[:low].rstrip().lower()
        if (
            preceded.endswith((" of", " in", " from", " at", " near", " for", " with"))
            and best == ""
        ):
            if not titled or preceded.endswith((" in", " at", " near", " from")):
                continue
        lead_title = titled is not None and match.start() == 0
        described = lemma in _ANONYMOUS_NOUNS or bool(_LOWER_TITLES.search(words[:low]))
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
    rf"\s*(?:(?:{_TITLES})\.?(?=[\s-])[\s-]*|['’]s\s+|[a-z][\w-]*\s+|(?:the|The|A|An)\s+|(?:General Staff|Staff|State|High Command|Group|Army|Corps|Navy|Air Force|Ministry|Military|Press|Intelligence|Operational|Task Force|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth)\s+)"
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
            or bool(re.match(rf"\s*(?:{_TITLES})", step.group()))
            or step.group().strip().rstrip("s") in people_nouns()
        )
        position = step.end()
    match = _NAME.match(words, position)
    if match is None or not titled:
        return ""
    parts = match.group().split()
    bad = (
        any(p.lower().rstrip("s") in organisation_nouns() | people_nouns() for p in parts)
        or parts[-1].lower() in _CALENDAR
    )
    if bad or (len(parts) < 2 and len(words[:position].split()) > 3):
        return ""
    return " ".join(parts)


_CALENDAR = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "north", "south", "east", "west",
}  # fmt: skip


def _shouting(words: str) -> bool:
    """An abbreviation such as OCHA, or several capitalised words that are no personal name."""
    return re.fullmatch(r"[A-Z][A-Z&/-]{1,9}s?", words) is not None


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
    (re.compile(r"\bmilitary\b", re.IGNORECASE), "military"),
    (re.compile(r"\bgovernment\b|\bauthorities\b", re.IGNORECASE), "government"),
)  # fmt: skip


def _organisation(words: str, hits: list[tuple[int, int, Named]], gazetteer: Gazetteer) -> str:
    """The body a phrase speaks for: "Ministry of Defence of Russia" and the like, or a named one."""
    if not words:
        return ""
    for _, _, hit in reversed(hits):
        if hit.kind in ("agency", "press", "analyst", "international", "government"):
            return hit.name
    sides = [h for _, _, h in hits if h.kind in ("side", "group")]
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
    return " ".join(sides[0].name.split()) if sides and len(words.split()) <= 2 else ""
