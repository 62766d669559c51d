"""One report being read: its sentences with times and voices, and the making of claims from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fogline.claims.attribution import find_attributions, noun_phrase, people_nouns
from fogline.claims.claim import (
    Claim,
    Hedge,
    Held,
    Kind,
    MeasureOpen,
    Modality,
    Polarity,
    Subject,
    Voice,
)
from fogline.claims.conventions import Conventions
from fogline.claims.coreference import Memory
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.polarity import modality_of, polarity_of
from fogline.claims.syntax import Document, Sentence, Token
from fogline.claims.times import TimeWords, find_times
from fogline.claims.voices import Spoken, anonymity_reason, meet, resolve_voice
from fogline.ground.ids import content_id
from fogline.report import Report

__all__ = ["EXTRACTOR_VERSION", "Draft", "Reading", "SentenceReading"]

EXTRACTOR_VERSION = "3.0"
CONTEXT = 40  # characters of prefix and suffix kept with the exact words


@dataclass(slots=True)
class SentenceReading:
    """A sentence with what was found in it; time offsets are relative to its text."""

    sentence: Sentence
    times: list[TimeWords]
    spoken: list[Spoken]
    carried: Voice | None = None
    listed: ListHead | None = None
    continued: Voice | None = None
    requoted: Voice | None = None
    headed: Voice | None = None


@dataclass(slots=True)
class ListHead:
    """What the line over a list ("... has been destroyed:") says for its items."""

    sentence: Sentence
    voices: tuple[Voice, ...] = ()
    time: TimeWords | None = None
    verbs: tuple[Token, ...] = ()
    side: str = ""
    words: str = ""


@dataclass(slots=True, kw_only=True)
class Draft:
    """What an extractor proposes; ``Reading.claim`` adds voice, dates, polarity and identity."""

    start: int
    end: int
    anchor: Token
    kind: Kind
    measure: str = ""
    voiced_at: Token | None = None
    noun: str = ""
    predicate: str = ""
    role: str = ""
    subject: str = ""
    side: str = ""
    low: float | None = None
    value: float | None = None
    high: float | None = None
    unit: str = ""
    unit_as_written: str = ""
    hedge: Hedge = "none"
    hedge_words: str = ""
    relative_to: str = ""
    flags: tuple[str, ...] = ()
    polarity: Polarity | None = None
    modality: Modality | None = None
    held: Held | None = None
    time_at: Token | None = None


@dataclass(slots=True)
class Reading:
    """The state of reading one report."""

    report: Report
    document: Document
    gazetteer: Gazetteer
    table: Conventions
    memory: Memory = field(default_factory=Memory)
    sentences: list[SentenceReading] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    main_sides: list[str] = field(default_factory=list)
    topic: str = ""
    interviewee: Voice | None = None
    report_id: str = field(init=False)  # hashes the whole text: once a reading, not once a claim
    _seen: dict[tuple[object, ...], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.report_id = self.report.id

    @property
    def notice(self) -> str:
        """What a person should know of this reading: no model, or a text cut short; "" if nothing."""
        return self.document.notice

    def prepare(self) -> None:
        """Times and voices of every sentence, in order, with what is carried between sentences."""
        open_quote: Voice | None = None
        paragraph = -2
        head: ListHead | None = None
        for sentence in self.document.sentences:
            if sentence.paragraph != paragraph and not sentence.text.lstrip().startswith(
                ("“", '"')
            ):
                open_quote = None
            paragraph = sentence.paragraph
            spoken: list[Spoken] = []
            self._meet_people(sentence)
            meet(sentence, self.gazetteer, self.memory)
            for attribution in find_attributions(sentence):
                voice = resolve_voice(attribution, sentence, self.gazetteer, self.memory)
                spoken.append(Spoken(attribution, voice))
            times = find_times(sentence.text, self.report.published, self.table)
            item = SentenceReading(sentence, times, spoken, open_quote)
            if head is not None and (
                _is_list_item(sentence)
                or (head.voices and sentence.paragraph == head.sentence.paragraph + 1)
            ):
                item.listed = head
            elif head is not None and sentence.paragraph != head.sentence.paragraph:
                head = None
            item.continued = self._continued(item)
            item.requoted = self._requoted(item)
            self.sentences.append(item)
            headed = next((s.voice for s in spoken if s.attribution.kind == "headed"), None)
            if headed is None and not spoken and self.sentences[:-1]:
                earlier = self.sentences[-2]
                if earlier.sentence.paragraph == sentence.paragraph and earlier.headed is not None:
                    headed = earlier.headed
                    item.carried = item.carried or headed
            item.headed = headed
            if sentence.text.rstrip().endswith(":"):
                head = self._list_head(item)
            open_quote = _quote_after(sentence, spoken, open_quote)
        self._quotes_ahead()
        self.interviewee = _interviewee(self)
        counts: dict[str, int] = {}
        for item in self.sentences[:60]:
            for _, _, entry in self.gazetteer.find(item.sentence.text):
                if entry.side and entry.kind in ("side", "group"):
                    counts[entry.side] = counts.get(entry.side, 0) + 1
                    self.topic = self.topic or entry.side
        self.main_sides = sorted(counts, key=lambda side: -counts[side])

    def _quotes_ahead(self) -> None:
        """A quotation whose speaker is named only where it ends: "We lost 30. It was bad," he said."""
        index = 0
        while index < len(self.sentences):
            item = self.sentences[index]
            if (
                item.carried is not None
                or not _leaves_open(item.sentence.text)
                or _speaker_of(item) is not None
            ):
                index += 1
                continue
            end = index
            for ahead in range(index + 1, min(index + 9, len(self.sentences))):
                if self.sentences[ahead].sentence.paragraph != item.sentence.paragraph:
                    break
                if _closes(self.sentences[ahead].sentence.text):
                    end = ahead
                    break
            speaker = _speaker_of(self.sentences[end]) if end > index else None
            if speaker is not None:
                for inner in range(index, end):
                    if _speaker_of(self.sentences[inner]) is None:
                        self.sentences[inner].carried = speaker
            elif item.requoted is None and index and item.sentence.text.lstrip()[:1] in ("“", '"'):
                # a paragraph that opens a quotation and names nobody: the last speaker goes on
                before = self.sentences[index - 1]
                if before.sentence.paragraph == item.sentence.paragraph - 1:
                    same = [
                        s
                        for s in self.sentences[:index]
                        if s.sentence.paragraph == before.sentence.paragraph
                    ]
                    voices = [v for v in (_speaker_of(s) for s in same) if v is not None]
                    if voices and any(
                        '"' in s.sentence.text or "“" in s.sentence.text for s in same
                    ):
                        for inner in range(index, end + 1):
                            self.sentences[inner].carried = voices[-1]
            index = end + 1

    def _requoted(self, item: SentenceReading) -> Voice | None:
        """A further quotation in the paragraph, without a cue of its own, is the same speaker's."""
        text = item.sentence.text.lstrip()
        if item.spoken or text[:1] not in ("“", '"', "‘"):
            return None
        for earlier in reversed(self.sentences[-4:]):
            if earlier.sentence.paragraph != item.sentence.paragraph:
                same = (
                    earlier.sentence.paragraph == item.sentence.paragraph - 1
                    and earlier.sentence.text.rstrip().endswith(":")
                )
                if not same:
                    return None
            firm = [
                s.voice
                for s in earlier.spoken
                if s.attribution.kind in ("verb", "headed") and s.voice.words
            ]
            if firm:
                return firm[-1]
        return None

    def _continued(self, item: SentenceReading) -> Voice | None:
        """The voice of the sentence before, when this one only goes on counting.

        "Some 400,000 are starving, the aid chief warned. Another 1.8 million are on the brink."
        """
        if item.spoken or not self.sentences or not _GOES_ON.match(item.sentence.text):
            return None
        before = self.sentences[-1]
        if before.sentence.paragraph != item.sentence.paragraph or before.sentence.paragraph < 0:
            return None
        firm = [
            s
            for s in before.spoken
            if s.attribution.kind in ("verb", "according") and s.voice.words
        ]
        if before.continued is not None and not firm:
            return before.continued
        if len(firm) != 1:
            return None
        cue = firm[0].attribution
        late = cue.cue_start - before.sentence.start > len(before.sentence.text) * 0.45
        return self.memory.as_carried(firm[0].voice, firm[0].voice.words) if late else None

    def _list_head(self, item: SentenceReading) -> ListHead:
        sentence = item.sentence
        last = sentence.tokens[-1] if sentence.tokens else None
        time = next((t for t in item.times if t.kind not in ("rate", "age", "sequence")), None)
        if time is not None and time.kind == "since":
            time = replace(time, until=self.report.published)
        voices: tuple[Voice, ...] = ()
        if last is not None:
            inner = [
                s.voice
                for s in item.spoken
                if s.attribution.kind in ("verb", "according", "headed")
            ]
            voices = tuple(inner[-1:])
        verbs = tuple(t for t in sentence.tokens if t.pos in ("VERB", "NOUN"))
        hits = [
            h
            for _, _, h in self.gazetteer.find(sentence.text)
            if h.side and h.kind in ("side", "group")
        ]
        return ListHead(sentence, voices, time, verbs, hits[-1].side if hits else "", "")

    def _meet_people(self, sentence: Sentence) -> None:
        """People named anywhere in the sentence, for the surnames and pronouns after it."""
        for start, end, entry in self.gazetteer.find(sentence.text):
            if entry.kind != "person" or sentence.text[end : end + 2] in ("'s", "’s"):
                continue
            token = sentence.at(sentence.start + end - 1)
            voice = Voice(
                words=sentence.text[start:end], name=entry.name, title=entry.title,
                organisation=entry.organisation, side=entry.side, kind="named",
            )  # fmt: skip
            subject = token is not None and token.dep in ("nsubj", "attr", "nsubjpass")
            self.memory.mention(sentence.start + start, voice, subject=subject)

    # voices ----------------------------------------------------------------------------------
    def voices(self, reading: SentenceReading, token: Token) -> tuple[Voice, ...]:
        """The voice chain over a token, outermost first."""
        covering = [s for s in reading.spoken if token.index in s.attribution.scope]
        covering.sort(key=_outer_first)
        firm = [s for s in covering if s.attribution.kind not in ("passive", "adverb")]
        chain: list[Voice] = []
        for spoken in firm or covering:
            voice = spoken.voice
            if voice.kind == "unattributed" and not voice.words and firm:
                continue
            if chain and chain[-1].words == voice.words and chain[-1].name == voice.name:
                continue
            chain.append(voice)
        chain = _ordered(chain, firm)
        if reading.sentence.paragraph == -1 and not chain:
            headline = Voice(
                words=self.report.title, kind="headline", organisation=self.report.publisher
            )
            return (headline,)
        if chain:
            return tuple(chain)
        if reading.listed is not None and reading.listed.voices:
            return reading.listed.voices
        if (
            reading.carried is None
            and self.interviewee is not None
            and _first_person(self, reading)
        ):
            return (self.memory.as_carried(self.interviewee, self.interviewee.words),)
        if reading.carried is None and reading.requoted is not None:
            return (self.memory.as_carried(reading.requoted, reading.requoted.words),)
        if reading.carried is None and reading.continued is not None:
            return (reading.continued,)
        if reading.carried is not None:
            return (self.memory.as_carried(reading.carried, reading.carried.words),)
        return (Voice(kind="unattributed"),)

    def _outlets(self, reading: SentenceReading, token: Token) -> list[str]:
        """Agencies and papers the covering voices spoke to ("told Reuters")."""
        names: list[str] = []
        for spoken in reading.spoken:
            low, high = spoken.attribution.outlet
            if low >= 0 and token.index in spoken.attribution.scope:
                entry = self.gazetteer.get(reading.sentence.span_text(low, high))
                if entry is not None and entry.kind in ("agency", "press"):
                    names.append(entry.name)
        return names

    # times -----------------------------------------------------------------------------------
    def held(
        self, reading: SentenceReading, token: Token
    ) -> tuple[Held, TimeWords | None, date | None]:
        """(when it held, the words that say so, when it was said) for a claim at ``token``."""
        published = self.report.published
        said = _said_on(reading, token)
        best: TimeWords | None = None
        best_cost = 1e9
        for time in _nearest_times(reading, token):
            if time.kind in ("rate", "age", "sequence"):
                continue
            if said is not None and time is said:
                continue
            if any(_belongs_to_cue(reading, time, s) for s in reading.spoken[:MOST_TIMES]):
                continue
            cost = _time_cost(reading, time, token)
            cost += _between(reading, time, token)
            if (
                time.kind in ("date", "ago")
                and _now(reading.sentence, token)
                and _long_past(time, published)
            ):
                cost += 10.0
            if time.kind == "since" and _perfect(reading.sentence, token):
                cost = min(cost, 9.0)
            if cost < best_cost:
                best, best_cost = time, cost
        said_day = said.until if said is not None else None
        if best is not None and best.kind == "date" and _since_clause(reading, best, token):
            return (
                Held(from_=best.from_, until=published, basis=f"since: {best.words}"),
                best,
                said_day,
            )
        if best is None or best_cost > 14.0:
            carried = self._carried_time(reading, token) if said_day is None else None
            if carried is not None:
                return (
                    Held(from_=carried.from_, until=carried.until, basis=carried.words),
                    carried,
                    said_day,
                )
            day = said_day or published
            return Held(from_=day, until=day, basis="as_of" if day else ""), None, said_day
        return Held(from_=best.from_, until=best.until, basis=best.words), best, said_day

    def _carried_time(self, reading: SentenceReading, token: Token) -> TimeWords | None:
        """The time of the narrative: the last one said for an event earlier in this paragraph.

        Only for events told in the past tense by the same voices; never for what is true now.
        """
        if (
            reading.listed is not None
            and reading.listed.time is not None
            and _is_list_item(reading.sentence)
        ):
            return reading.listed.time
        if not _past_event(reading.sentence, token):
            return None
        index = reading.sentence.index
        for earlier in reversed(self.sentences[max(0, index - 2) : index]):
            if earlier.sentence.paragraph != reading.sentence.paragraph:
                return None
            for time in reversed(earlier.times):
                if (
                    time.kind in ("date", "window")
                    and time.from_ is not None
                    and not any(_belongs_to_cue(earlier, time, s) for s in earlier.spoken)
                ):
                    if time.until is not None and (time.until - time.from_).days <= 31:
                        return time
        return None

    # claims ----------------------------------------------------------------------------------
    def claim(self, reading: SentenceReading, draft: Draft) -> Claim | None:
        """The claim of a draft, appended to those of this report; None when its span is empty."""
        text = self.report.text
        start, end = max(0, draft.start), min(len(text), draft.end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        sentence = reading.sentence
        exact = text[start:end]
        voices = self.voices(reading, draft.voiced_at or draft.anchor)
        held, _, said = self.held(reading, draft.time_at or draft.anchor)
        if draft.held is not None:
            held = draft.held
        cues = [s.attribution for s in reading.spoken]
        polarity = draft.polarity or polarity_of(sentence, draft.anchor, cues)
        modality = draft.modality or modality_of(sentence, draft.anchor, cues)
        key = (start, end, draft.kind, draft.measure)
        order = self._seen.get(key, 0)
        self._seen[key] = order + 1
        year = self.report.published
        draft.side = in_its_time(draft.side, year)
        voices = tuple(replace(v, side=in_its_time(v.side, year)) if v.side else v for v in voices)
        origin, via = _origin(voices, self.report)
        via = tuple(dict.fromkeys([*self._outlets(reading, draft.voiced_at or draft.anchor), *via]))
        if _UNVERIFIED.search(sentence.text):
            draft.flags = (*draft.flags, "unverified: the report says it could not be verified")
        claim = Claim(
            id=content_id("c", self.report_id, start, end, exact, draft.kind, draft.measure, order),
            report=self.report_id,
            start=start,
            end=end,
            exact=exact,
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
            sentence=text[sentence.start : sentence.end],
            sentence_start=sentence.start,
            voices=voices,
            origin=origin,
            via=via,
            subject=Subject(words=draft.subject, entity=draft.side),
            measure=draft.measure,
            measure_open=MeasureOpen(noun=draft.noun, predicate=draft.predicate, role=draft.role),
            low=draft.low,
            value=draft.value,
            high=draft.high,
            unit=draft.unit,
            unit_as_written=draft.unit_as_written,
            flags=draft.flags,
            hedge=draft.hedge,
            hedge_words=draft.hedge_words,
            relative_to=draft.relative_to,
            held=held,
            said_on=said or self.report.published,
            printed_on=self.report.published,
            polarity=polarity,
            modality=modality,
            kind=draft.kind,
            extractor=f"fogline-rules {EXTRACTOR_VERSION} ({self.document.model})",
            url=self.report.url,
            publisher=self.report.publisher,
        )
        self.claims.append(claim)
        return claim


def in_its_time(side: str, day: date | None) -> str:
    """The state a side was on that day: Moscow spoke for the Soviet Union from 1922 to 1991."""
    if not side or day is None:
        return side
    if "," in side:
        return ",".join(in_its_time(part, day) for part in side.split(","))
    if side == "russia" and date(1922, 12, 30) <= day <= date(1991, 12, 25):
        return "soviet_union"
    if side == "turkey" and day < date(1923, 10, 29):
        return "ottoman_empire"
    return side


def _outer_first(spoken: Spoken) -> tuple[int, int, int]:
    """Parenthetical cues comment on everything; otherwise the wider scope is the outer one."""
    cue = spoken.attribution
    outer = 0 if cue.kind == "according" or "parenthetical" in cue.extra else 1
    return outer, -len(cue.scope), cue.cue_start


def _ordered(chain: list[Voice], firm: list[Spoken]) -> list[Voice]:
    """Sources cited ("citing officials", "told Reuters") stand inside who cites them."""
    citing = [s.voice for s in firm if s.attribution.kind == "citing"]
    for voice in citing:
        if voice in chain:
            chain.remove(voice)
            attitude = [
                s.voice for s in firm if s.attribution.kind == "attitude" and s.voice in chain
            ]
            chain.insert(len(chain) - len(attitude), voice)
    return chain


def _leaves_open(text: str) -> bool:
    """Whether a quotation opened here is still open at the end."""
    if "“" in text or "”" in text:
        return text.count("“") > text.count("”")
    return text.count('"') % 2 == 1


def _closes(text: str) -> bool:
    if "“" in text or "”" in text:
        return text.count("”") > text.count("“")
    return text.count('"') % 2 == 1


def _speaker_of(item: SentenceReading) -> Voice | None:
    """Who speaks the quotation in this sentence by an explicit cue."""
    firm = [
        s.voice
        for s in item.spoken
        if s.attribution.kind in ("verb", "according", "headed") and s.voice.words
    ]
    return firm[-1] if firm else None


_BULLET_LINE = re.compile(
    r"\s*(?:[-*•·–—▪]|\d{1,2}[.)])\s|\s*[A-Z][A-Za-z /-]{2,40}(?:\s[-–—]|:)\s*(?:about |around |over |more than |at least |approximately |~)?\d"
)


def _is_list_item(sentence: Sentence) -> bool:
    """A bullet, a numbered line, a line "Tanks: 9,876" or one that opens with its number."""
    return (
        _BULLET_LINE.match(sentence.text) is not None
        or re.match(
            r"\s*(?:about |around |over |more than |at least |nearly |some |up to )?\d",
            sentence.text,
        )
        is not None
    )


_GOES_ON = re.compile(
    r"\s*(?:Another|About|Around|Some|Nearly|Almost|More than|At least|Up to|They|Of (?:these|those|them)|A further|In all|In total|Most of|Half of|"
    r"The (?:rest|remainder|others)|Roughly|Between|An? (?:additional|estimated)|Many)\b"
)
_INTERVIEW = re.compile(
    r"\b(?:[Ii]nterview with|[Ss]poke to|[Ss]poke with|[Tt]alked to|[Tt]alks to|[Ss]peaks to|[Ss]at down with|[Mm]et)\s+((?:[A-Z][\w’'-]*\.?\s){0,3}[A-Z][\w’'-]+)"
)
_UNTITLED = re.compile(
    r"\A(?:(?:General|Colonel|Captain|Major|Lieutenant|Sergeant|Commander|Admiral|Mr|Mrs|Ms|Dr|Gen|Col|Capt|Lt|Maj|President|Minister)\.?\s+)+"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")


def _interviewee(reading: Reading) -> Voice | None:
    """In an interview (questions as paragraphs, answers in the first person): who answers."""
    paragraphs: dict[int, list[SentenceReading]] = {}
    for item in reading.sentences:
        paragraphs.setdefault(item.sentence.paragraph, []).append(item)
    labelled = [
        p
        for p, items in paragraphs.items()
        if re.match(r"A(?:nswer)?\s?[:.]\s", items[0].sentence.text)
    ]
    questions = [
        p
        for p, items in paragraphs.items()
        if len(items) <= 3 and items[-1].sentence.text.rstrip().endswith("?")
    ]
    answers = labelled or [
        p
        for p in paragraphs
        if p - 1 in questions and any(_FIRST_PERSON.search(i.sentence.text) for i in paragraphs[p])
    ]
    if len(questions) < 2 or len(answers) < 2:
        return None
    first = min(questions)
    for item in reading.sentences:
        if item.sentence.paragraph >= first:
            break
        if item.sentence.paragraph < 0:
            continue
        with_whom = _INTERVIEW.search(item.sentence.text)
        if with_whom is not None:
            return Voice(
                words=with_whom.group(1),
                name=_UNTITLED.sub("", with_whom.group(1)),
                side=reading.gazetteer.side_of(item.sentence.text),
                kind="named",
                scope="carried",
            )
        for token in item.sentence.tokens:
            if (
                token.dep == "nsubj"
                and token.pos in ("NOUN", "PROPN")
                and (token.lemma in people_nouns() or token.pos == "PROPN")
            ):
                low, high = noun_phrase(item.sentence, token)
                words = item.sentence.span_text(low, high)
                side = reading.gazetteer.side_of(item.sentence.text)
                named = token.pos == "PROPN"
                return Voice(
                    words=words,
                    name=words if named else "",
                    title="" if named else token.lemma,
                    side=side,
                    kind="named" if named else "anonymous person",
                    scope="carried",
                )
    return None


def _first_person(reading: Reading, item: SentenceReading) -> bool:
    """Whether the sentence is part of an answer: after the first question and no question itself."""
    asked = False
    for earlier in reading.sentences[: item.sentence.index]:
        asked = asked or (
            earlier.sentence.paragraph >= 0 and earlier.sentence.text.rstrip().endswith("?")
        )
    same = [s for s in reading.sentences if s.sentence.paragraph == item.sentence.paragraph]
    closing = re.search(
        r"(?i)\binterview (?:has been|was) (?:edited|condensed|conducted|translated)",
        item.sentence.text,
    )
    return asked and closing is None and not same[-1].sentence.text.rstrip().endswith("?")


def _quote_after(sentence: Sentence, spoken: list[Spoken], before: Voice | None) -> Voice | None:
    """The voice whose quotation is still open when the sentence ends."""
    text = sentence.text
    opened, closed = text.count("“"), text.count("”")
    straight = text.count('"')
    if before is not None:
        if text.lstrip()[:1] in ("“", '"'):  # each paragraph of a long quotation opens it anew
            opened, straight = opened - 1, straight - 1
        if closed > max(opened, 0) or straight % 2 == 1:
            return None
        return before
    if opened > closed or straight % 2 == 1:
        inner = [s.voice for s in spoken if s.attribution.kind in ("verb", "according", "headed")]
        return inner[-1] if inner else None
    return None


_UNVERIFIED = re.compile(
    r"(?i)\b(?:(?:could|can) ?not (?:immediately )?be (?:independently )?(?:verified|confirmed)|no independent confirmation|"
    r"(?:has|have) not been (?:independently )?(?:verified|confirmed)|unable to (?:independently )?verify|did not provide evidence)\b"
)


def _origin(voices: tuple[Voice, ...], report: Report) -> tuple[str, tuple[str, ...]]:
    """Ultimate organisation and the carriers between it and this text, publisher last."""
    real = [v for v in voices if v.kind not in ("unattributed", "headline")]
    if not real:
        return report.publisher, ()
    names = [_label(v) for v in real]
    inner = len(real) - 1
    while inner > 0 and real[inner].verb.lower().rstrip("sed") in (
        "hop",
        "fear",
        "believ",
        "expect",
        "want",
        "think",
    ):
        inner -= 1
    carriers = [name for name in reversed(names[:inner]) if name]
    if report.publisher:
        carriers.append(report.publisher)
    return names[inner], tuple(dict.fromkeys(carriers))


def _label(voice: Voice) -> str:
    if voice.organisation:
        return voice.organisation
    if voice.name:
        return voice.name
    return voice.words


# which time belongs to which claim -----------------------------------------------------------
MOST_TIMES = 8  # times of one sentence that are weighed for one claim; more is no prose


def _nearest_times(reading: SentenceReading, token: Token) -> list[TimeWords]:
    if len(reading.times) <= MOST_TIMES:
        return reading.times
    at = token.start - reading.sentence.start
    nearest = sorted(reading.times, key=lambda time: abs(time.start - at))[:MOST_TIMES]
    return sorted(nearest, key=lambda time: time.start)


def _token_of(reading: SentenceReading, time: TimeWords) -> Token | None:
    sentence = reading.sentence
    tokens = sentence.between(sentence.start + time.start, sentence.start + time.end)
    for token in tokens:
        head = sentence.head(token)
        if head.index == token.index or not (
            sentence.start + time.start <= head.start < sentence.start + time.end
        ):
            return token
    return tokens[0] if tokens else None


def _said_on(reading: SentenceReading, token: Token) -> TimeWords | None:
    for spoken in reading.spoken[:MOST_TIMES]:
        if token.index not in spoken.attribution.scope:
            continue
        for time in _nearest_times(reading, token):
            if (
                time.kind == "date"
                and time.until is not None
                and _belongs_to_cue(reading, time, spoken)
            ):
                return time
    return None


def _belongs_to_cue(reading: SentenceReading, time: TimeWords, spoken: Spoken) -> bool:
    """ "said on Tuesday", "told Reuters late on Monday", "in a statement on Friday"."""
    if time.kind not in ("date",) or spoken.attribution.kind in ("attitude", "adverb"):
        return False
    sentence = reading.sentence
    cue = spoken.attribution
    low, high = sentence.start + time.start, sentence.start + time.end
    if (
        time.from_ is not None
        and time.until is not None
        and (time.until - time.from_) > timedelta(days=7)
    ):
        after = sentence.text[high - sentence.start :].lstrip()
        return cue.kind == "verb" and 0 <= low - cue.cue_end <= 2 and after[:1] in (",", ".", "")
    if cue.kind == "according":
        gap = sentence.text[max(0, cue.speaker[1] - sentence.start) : time.start]
        return low >= cue.speaker[1] and len(gap) < 4
    if cue.kind == "passive":
        return False
    if (
        high <= cue.cue_start
        and not sentence.text[time.end : cue.cue_start - sentence.start].strip()
        and low >= cue.speaker[1] > 0
    ):
        return cue.kind == "verb"  # "the ministry on Wednesday confirmed"
    after = sentence.text[cue.cue_end - sentence.start : time.start]
    if low >= cue.cue_end and len(after) <= 45:
        words = after.split()
        clause_between = any(
            t.index in cue.scope and t.pos in ("VERB", "AUX")
            for t in sentence.between(cue.cue_end, low)
        )
        if not clause_between and ("that" not in words) and len(words) <= 7:
            token = _token_of(reading, time)
            holder = token
            for _ in range(4):
                if holder is None or holder.index == cue.head:
                    return True
                if holder.pos in ("VERB", "AUX"):
                    break
                if holder.head == holder.index:
                    break
                holder = sentence.head(holder)
            if len(words) <= 1 or cue.outlet != (-1, -1):
                return not _opens_clause(sentence, high)
            head = sentence.head(holder) if holder is not None else None
            return bool(head is not None and head.index == cue.head)
    if high <= cue.cue_start:
        # "On Tuesday, officials said that ..." is ambiguous and read as the day it was said
        token = _token_of(reading, time)
        head = sentence.head(token) if token is not None else None
        between = sentence.text[
            time.end : max(
                time.end,
                min(cue.cue_start, cue.speaker[0] if cue.speaker[0] > 0 else cue.cue_start)
                - sentence.start,
            )
        ]
        if head is not None and head.index == cue.head and len(between) < 4 and cue.lemma != "say":
            return cue.lemma not in ("report", "confirm")
        return bool(
            head is not None
            and head.index == cue.head
            and (time.until == time.from_)
            and len(between) < 4
        )
    return False


def _opens_clause(sentence: Sentence, offset: int) -> bool:
    """Whether what follows a date after "said" is the claim's own clause ("said on 3 May 300 died")."""
    following = next((t for t in sentence.tokens if t.start >= offset), None)
    return following is not None and following.pos == "NUM"


def _leads(reading: SentenceReading, time: TimeWords) -> bool:
    """A time set off by a comma at the head of the sentence speaks for its main clause."""
    text = reading.sentence.text
    lead = text[: time.start].strip(" “\"‘'").lower()
    return (
        lead in ("", "but", "and", "so", "yet", "then", "also")
        and text[time.end : time.end + 1] == ","
    )


def _between(reading: SentenceReading, time: TimeWords, token: Token) -> float:
    """What stands between a claim and a time: another number or a semicolon keeps them apart."""
    sentence = reading.sentence
    marker = _token_of(reading, time)
    if marker is None:
        return 0.0
    low, high = min(token.index, marker.index), max(token.index, marker.index)
    between = sentence.tokens[low + 1 : high]
    inside = [(sentence.start + t.start, sentence.start + t.end) for t in reading.times]
    numbers = [
        t for t in between if t.pos == "NUM" and not any(a <= t.start < b for a, b in inside)
    ]
    own = (
        {c.index for c in sentence.subtree(token)}
        if token.pos in ("NOUN", "PROPN", "NUM")
        else set()
    )
    if token.pos == "VERB":
        own = {
            c.index
            for child in sentence.children(token, "dobj", "nsubj", "nsubjpass")
            for c in sentence.subtree(child)
        }
    numbers = [t for t in numbers if t.index not in own]
    rivals = sum(
        1 for t in reading.times if t.kind in ("date", "window", "since", "ago", "until", "as_of")
    )
    cost = 5.0 if numbers and rivals >= 2 else 0.0
    if any(t.text == ";" for t in between):
        cost += 8.0
    if (
        rivals >= 2
        and not numbers
        and marker.index > token.index
        and high - low <= 5
        and not any(t.text in (",", ";") for t in between)
    ):
        cost -= 4.0
    return cost


def _now(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the plain present ("has", "hold", "are")."""
    for step in (token, *sentence.ancestors(token)):
        if step.pos in ("VERB", "AUX"):
            auxiliaries = [c.lower for c in sentence.children(step) if c.dep in ("aux", "auxpass")]
            return step.tag in ("VBZ", "VBP") and not auxiliaries
    return False


def _long_past(time: TimeWords, published: date | None) -> bool:
    return published is not None and time.until is not None and (published - time.until).days > 20


def _perfect(sentence: Sentence, token: Token) -> bool:
    """Whether the claim's verb is in the perfect, which "since" goes with."""
    for step in (token, *sentence.ancestors(token)):
        if step.pos == "VERB":
            return any(
                c.dep == "aux" and c.lower in ("have", "has", "had", "'ve")
                for c in sentence.children(step)
            )
    return False


def _past_event(sentence: Sentence, token: Token) -> bool:
    """Whether the clause tells a finished event ("destroyed", "failed"), not a state."""
    node = token
    if node.pos not in ("VERB", "AUX"):
        node = next((a for a in sentence.ancestors(token) if a.pos in ("VERB", "AUX")), token)
    if node.pos != "VERB" or node.tag not in ("VBD", "VBN"):
        return False
    auxiliaries = [c.lower for c in sentence.children(node) if c.dep in ("aux", "auxpass")]
    return not any(
        a in ("have", "has", "being", "'ve", "will", "would", "may", "might", "could", "is", "are")
        for a in auxiliaries
    )


_CAMPAIGNS = {
    "offensive",
    "war",
    "operation",
    "campaign",
    "invasion",
    "siege",
    "battle",
    "counteroffensive",
    "fighting",
    "conflict",
    "incursion",
    "assault",
    "uprising",
    "revolt",
    "attack",
}


def _since_clause(reading: SentenceReading, time: TimeWords, token: Token) -> bool:
    """ "since fighting broke out on 27 September": from that day until now."""
    marker = _token_of(reading, time)
    if marker is None:
        return False
    above = {token.index, *(a.index for a in reading.sentence.ancestors(token))}
    for step in reading.sentence.ancestors(marker):
        if step.index in above:
            return False
        if step.dep == "relcl" and step.lemma in ("begin", "start", "open", "break"):
            return reading.sentence.head(step).lemma in _CAMPAIGNS
        if step.dep in ("advcl", "pcomp"):
            if any(
                c.lower == "since"
                for c in reading.sentence.children(step, "mark", "prep", "advmod")
            ):
                return True
            head = reading.sentence.head(step)
            return head.lower == "since"
        if step.dep in ("ccomp", "relcl", "ROOT"):
            return False
    return False


def _main_verb(sentence: Sentence) -> Token:
    """The root's verb, or what it reports when the root is a saying verb at the end."""
    root = next(
        (t for t in sentence.tokens if t.head == t.index and t.pos in ("VERB", "AUX")),
        sentence.tokens[0],
    )
    for child in sentence.children(root, "ccomp"):
        if child.index < root.index:
            return child
    return root


def _sequenced(sentence: Sentence, token: Token) -> float:
    """A clause under "before" or "after" has its own time, not that of the main clause."""
    for step in (token, *sentence.ancestors(token)):
        if step.dep in ("advcl", "pcomp") and any(
            c.lower in ("before", "after", "until")
            for c in sentence.children(step, "mark", "advmod", "prep")
        ):
            return 8.0
        if step.pos == "VERB" and step.dep not in ("advcl", "xcomp", "conj"):
            break
    return 0.0


def _time_cost(reading: SentenceReading, time: TimeWords, token: Token) -> float:
    """Distance of a time expression from a claim over the parse, with walls between clauses."""
    sentence = reading.sentence
    marker = _token_of(reading, time)
    if marker is None:
        return 1e9
    if _leads(reading, time):
        marker = _main_verb(sentence)
    up: dict[int, float] = {token.index: 0.0}
    cost = _sequenced(sentence, token)
    previous = token
    for ancestor in sentence.ancestors(token):
        cost += 1.0
        if previous.dep in ("ccomp", "relcl", "advcl", "acl", "parataxis") or (
            previous.dep == "conj"
            and previous.pos in ("VERB", "AUX")
            and any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(previous))
        ):
            cost += {"ccomp": 2.5, "advcl": 2.0, "relcl": 2.5, "acl": 1.0}.get(previous.dep, 3.0)
        up[ancestor.index] = cost
        previous = ancestor
    down = 0.0
    previous = marker
    node = marker
    for _ in range(40):
        if node.index in up:
            linear = abs(marker.index - token.index) * 0.12
            return up[node.index] + down + linear
        head = sentence.head(node)
        if head.index == node.index:
            break
        down += 1.0
        if node.dep in ("ccomp", "relcl", "advcl", "acl", "parataxis") and node is not marker:
            own = any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(node))
            down += {
                "advcl": 8.0 if own else 4.0,
                "relcl": 12.0 if own else 6.0,
                "acl": 4.0,
                "ccomp": 4.0,
            }.get(node.dep, 4.0)
        if node.dep == "conj" and node.pos in ("VERB", "AUX"):
            shared = not any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(node))
            down += 2.0 if shared else 9.0
        node = head
    between = sentence.tokens[min(marker.index, token.index) : max(marker.index, token.index)]
    walls = sum(
        1
        for t in between
        if t.text in (",", ";", ":") or t.lower in ("who", "which", "while", "but", "and")
    )
    return 4.0 + abs(marker.index - token.index) * 0.5 + 3.0 * walls


def reason_in(text: str) -> str:
    """The anonymity reason of a sentence, "" when there is none."""
    return anonymity_reason(text) or ""
