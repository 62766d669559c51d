"""One report being read: its sentences with times and voices, and the making of claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from fogline.claims.attribution import DENYING, find_attributions
from fogline.claims.claim import Claim, Held, MeasureOpen, Subject, Voice
from fogline.claims.conventions import Conventions
from fogline.claims.coreference import Memory
from fogline.claims.gazetteer import Gazetteer
from fogline.claims.polarity import modality_of, polarity_of
from fogline.claims.reading.carried import begun_on
from fogline.claims.reading.clock import dateline_end, dispatch_day, entry_day, held_at, letter_day
from fogline.claims.reading.drafts import Draft, ListHead, SentenceReading
from fogline.claims.reading.first_person import first_person
from fogline.claims.reading.headings import is_heading
from fogline.claims.reading.interviews import find_interviewee, is_answer
from fogline.claims.reading.lists import caption_head, is_list_item, list_head
from fogline.claims.reading.origins import (
    UNVERIFIED,
    in_its_time,
    in_order,
    is_same_speaker,
    meet_people,
    origin_of,
    outer_first,
    outlets_of,
)
from fogline.claims.reading.quotes import (
    announced_voice,
    continued_voice,
    quote_after,
    quotes_ahead,
    requoted_voice,
)
from fogline.claims.reading.sections import Section, find_sections
from fogline.claims.reading.story import Story, begin_story
from fogline.claims.reading.tables import Cell, find_cells
from fogline.claims.reading.tense import is_of_now
from fogline.claims.reading.turns import Floor, Turn
from fogline.claims.syntax import Document, Sentence, Token
from fogline.claims.times import TimeWords, find_times
from fogline.claims.voices import Spoken, meet, resolve_voice
from fogline.ground.ids import content_id
from fogline.report import Report

__all__ = ["EXTRACTOR_VERSION", "Reading"]

EXTRACTOR_VERSION = "3.4"
CONTEXT = 40  # characters of prefix and suffix kept with the exact words


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
    story: Story = field(default_factory=lambda: Story(None, False))
    sections: dict[int, Section] = field(default_factory=dict)
    cells: dict[int, list[Cell]] = field(default_factory=dict)
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
        floor = Floor(self, Turn(0))
        self.story = begin_story(self.document.sentences, self.report.published)
        above = self.report.text[: self.report.body[0][0]] if self.report.body else ""
        self.story.written = letter_day(above, self.report.published, self.table)
        self.sections = find_sections(self.report.text, self.document.sentences)
        self.cells = find_cells(self.report.text, self.document.sentences)
        head: ListHead | None = None
        before = -2
        for sentence in self.document.sentences:
            if sentence.paragraph != paragraph and not sentence.text.lstrip().startswith(
                ("“", '"')
            ):
                open_quote = None
            paragraph = sentence.paragraph
            spoken: list[Spoken] = []
            meet_people(self, sentence)
            meet(sentence, self.gazetteer, self.memory)
            for attribution in find_attributions(sentence):
                low, high = attribution.speaker
                if attribution.kind == "headed" and is_heading(
                    self, sentence, self.report.text[low:high]
                ):
                    continue
                voice = resolve_voice(attribution, sentence, self.gazetteer, self.memory)
                spoken.append(Spoken(attribution, voice))
            turn = floor.take(sentence, spoken)
            headed = turn.speaker if turn.labelled else self._headed(spoken, sentence)
            first_person(self, spoken, sentence, headed or open_quote, turn.addressee)
            if sentence.paragraph != before:
                written = dispatch_day(sentence.text, self.report.published, self.table)
                self.story.written = written or self.story.written
            times = find_times(
                sentence.text, self.story.written or self.report.published, self.table,
                story=self.story.day, near=self.story.near, span=self.story.span, begun=self.story.begun,
            )  # fmt: skip
            fresh = sentence.paragraph != before
            dated = dateline_end(sentence.text) if fresh else 0
            entry = entry_day(sentence.text, times, self.report.published) if fresh else None
            if entry is not None:
                self.story.entry = self.story.written = entry
            before = sentence.paragraph
            times = [time for time in times if time.start >= dated]
            self.story.move(times)
            item = SentenceReading(sentence, times, spoken, open_quote)
            item.entry = self.story.entry
            self.story.begun = begun_on(item) or self.story.begun
            if sentence.paragraph in self.cells:
                item.listed = caption_head(self, item)
            elif head is not None and (
                is_list_item(sentence)
                or (head.voices and sentence.paragraph == head.sentence.paragraph + 1)
            ):
                item.listed = head
            elif head is not None and sentence.paragraph != head.sentence.paragraph:
                head = None
            item.continued = continued_voice(self, item)
            item.requoted = requoted_voice(self, item)
            self.sentences.append(item)
            item.headed, item.turn, item.is_spoken = headed, turn.number, turn.labelled
            if not spoken:
                item.carried = item.carried or headed
            if sentence.text.rstrip().endswith(":"):
                head = list_head(self, item)
            open_quote = quote_after(sentence, spoken, open_quote, item.requoted)
        quotes_ahead(self)
        self.interviewee = find_interviewee(self)
        counts: dict[str, int] = {}
        for item in self.sentences[:60]:
            for _, _, entry in self.gazetteer.find(item.sentence.text):
                if entry.side and entry.kind in ("side", "group"):
                    counts[entry.side] = counts.get(entry.side, 0) + 1
                    self.topic = self.topic or entry.side
        self.main_sides = sorted(counts, key=lambda side: -counts[side])

    # voices ----------------------------------------------------------------------------------
    def voices(
        self, item: SentenceReading, token: Token, *, denied: bool = False
    ) -> tuple[Voice, ...]:
        """The voice chain over a token, outermost first; of a denial who denies stands innermost."""
        covering = [
            s
            for s in item.spoken
            if token.index in s.attribution.scope
            or (token.index == s.attribution.head and s.attribution.lemma in DENYING)
        ]  # a denial is itself said by who denies
        covering.sort(key=outer_first)
        firm = [s for s in covering if s.attribution.kind not in ("passive", "adverb")]
        chain: list[Voice] = []
        for spoken in firm or covering:
            voice = spoken.voice
            if voice.kind == "unattributed" and not voice.words and firm:
                continue
            if chain and is_same_speaker(chain[-1], voice):
                if chain[-1].scope == "carried":
                    chain[-1] = voice
                continue
            chain.append(voice)
        chain = in_order(item.sentence, chain, firm, denied=denied)
        if item.is_spoken and item.headed is not None:
            return self._in_turn(item, item.headed, chain)
        if item.sentence.paragraph == -1 and not chain:
            return (Voice(kind="headline", organisation=self.report.publisher),)
        if chain:
            return tuple(chain)
        if item.listed is not None and item.listed.voices:
            return item.listed.voices
        if item.carried is None and self.interviewee is not None and is_answer(self, item):
            return (self.memory.as_carried(self.interviewee, self.interviewee.words),)
        if item.carried is None and item.requoted is not None:
            return (self.memory.as_carried(item.requoted, item.requoted.words),)
        if item.carried is None and item.continued is not None:
            return (item.continued,)
        if item.carried is not None:
            return (self.memory.as_carried(item.carried, item.carried.words),)
        return (Voice(kind="unattributed"),)

    def _in_turn(
        self, item: SentenceReading, speaker: Voice, chain: list[Voice]
    ) -> tuple[Voice, ...]:
        """The chain of what is said in somebody's turn: he is the outermost link."""
        if not chain and item.carried is not None and item.carried is not speaker:
            chain = [self.memory.as_carried(item.carried, item.carried.words)]
        named = [v for v in chain if v.kind != "unattributed" or v.words]
        inner = [v for v in named if not is_same_speaker(speaker, v)]
        return (replace(speaker, scope="carried"), *inner)

    def _headed(self, spoken: list[Spoken], sentence: Sentence) -> Voice | None:
        """Who is set before a colon at the head of the paragraph, where that is no turn of talk."""
        here = next((s.voice for s in spoken if s.attribution.kind == "headed"), None)
        before = self.sentences[-1] if self.sentences else None
        if here is not None or before is None or before.sentence.paragraph != sentence.paragraph:
            return here
        return before.headed or announced_voice(before)

    # times and claims -----------------------------------------------------------------------
    def held(
        self, item: SentenceReading, token: Token
    ) -> tuple[Held, TimeWords | None, date | None]:
        """(when it held, the words that say so, when it was said) for a claim at ``token``."""
        return held_at(self, item, token)

    def _time_of_whole(self, draft: Draft, *, now: bool) -> Held | None:
        """When the quantity held that a draft is a part of ("43 of those died"); None if unknown.

        now     the part is told of as it stands: then only what is counted alike has one time
        """
        for claim in reversed(self.claims[-12:]):
            if draft.relative_to in (claim.id, f"local:{claim.start}"):
                open_count = draft.kind == "quantity" and not draft.measure
                alike = draft.measure == claim.measure or open_count
                dated = claim.held.basis != "as_of" and (alike or not now)
                return claim.held if dated else None
        return None

    def claim(self, item: SentenceReading, draft: Draft) -> Claim | None:
        """The claim of a draft, appended to those of this report; None when its span is empty."""
        text = self.report.text
        start, end = max(0, draft.start), min(len(text), draft.end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        sentence = item.sentence
        exact = text[start:end]
        cues = [s.attribution for s in item.spoken]
        polarity = draft.polarity or polarity_of(sentence, draft.anchor, cues)
        modality = draft.modality or modality_of(sentence, draft.anchor, cues)
        voiced = draft.voiced_at or draft.anchor
        voices = self.voices(item, voiced, denied=polarity == "denied")
        held, time, said = self.held(item, draft.time_at or draft.anchor)
        if draft.held is not None:
            held = draft.held
        elif (
            (held.basis == "as_of" or time not in item.times)
            and draft.relative_to
            and _LATER.search(sentence.text) is None
        ):
            now = is_of_now(sentence, draft.time_at or draft.anchor)
            held = self._time_of_whole(draft, now=now) or held
        key = (start, end, draft.kind, draft.measure)
        order = self._seen.get(key, 0)
        self._seen[key] = order + 1
        year = self.report.published
        draft.side = in_its_time(draft.side, year)
        voices = tuple(replace(v, side=in_its_time(v.side, year)) if v.side else v for v in voices)
        origin, via = origin_of(voices, self.report)
        via = tuple(dict.fromkeys([*outlets_of(self, item, voiced), *via]))
        if UNVERIFIED.search(sentence.text):
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


_LATER = re.compile(
    r"(?i)\b(?:later|since|afterwards?|now|by now|meanwhile|already|subsequently)\b"
)
