"""The claim: one checkable statement, never merged, edited or deleted (design 3.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

__all__ = [
    "Claim",
    "Hedge",
    "Held",
    "Kind",
    "MeasureOpen",
    "Modality",
    "Polarity",
    "Relation",
    "Status",
    "Subject",
    "Verdict",
    "Voice",
    "VoiceKind",
]

VoiceKind = Literal[
    "named",
    "titled",
    "organisation",
    "anonymous person",
    "anonymous group",
    "unattributed",
    "headline",
]
Hedge = Literal[
    "none", "about", "at least", "more than", "up to", "less than", "nearly", "range", "vague", "by"
]
Polarity = Literal["asserted", "denied", "presupposed"]
Modality = Literal[
    "asserted", "possible", "probable", "planned", "feared", "hoped", "forecast", "opinion"
]
Kind = Literal["quantity", "status", "share", "rate", "quality", "intent", "exchange"]
Status = Literal["proposed", "accepted", "rejected"]
Verdict = Literal[
    "accepted", "rejected", "proposed", "corrected", "retargeted", "echo of", "graded", "note"
]
Relation = Literal["", "verbatim", "distorted", "derived", "possibly independent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One link of the voice chain, outermost first."""

    words: str = ""
    name: str = ""
    title: str = ""
    organisation: str = ""
    side: str = ""
    kind: VoiceKind = "unattributed"
    verb: str = ""
    scope: Literal["explicit", "carried", "ambiguous"] = "explicit"
    anonymity_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the number is about: the words and the entity they resolve to ("" when unknown)."""

    words: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOpen:
    """The measure in the report's own words, kept even when no canonical measure is known."""

    noun: str = ""
    predicate: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """When it held, both dates inclusive; basis says what anchors them (the words, or "as_of")."""

    from_: date | None = None
    until: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One number, share, status, quality, intent or exchange as somebody is said to have said it.

    start, end    code-point offsets of ``exact`` in the report's text; -1 for claims keyed by hand
    low..high     as read, in ``unit``; None where open; ``value`` is None when only a bound was said
    hedge_words   the hedge as written; the conventions table turned it into low and high
    flags         readings a person should see, e.g. "unit-repaired: 500 miles read as 500 sq mi"
    repeats       id of an earlier claim it repeats; ``relation`` says how
    paraphrase    our words, for claims keyed by hand (``exact`` is then empty)
    """

    id: str
    report: str = ""
    start: int = -1
    end: int = -1
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    sentence: str = ""
    sentence_start: int = -1
    voices: tuple[Voice, ...] = ()
    origin: str = ""
    via: tuple[str, ...] = ()
    repeats: str = ""
    relation: Relation = ""
    subject: Subject = field(default_factory=Subject)
    measure: str = ""
    measure_open: MeasureOpen = field(default_factory=MeasureOpen)
    low: float | None = None
    value: float | None = None
    high: float | None = None
    unit: str = ""
    unit_as_written: str = ""
    flags: tuple[str, ...] = ()
    hedge: Hedge = "none"
    hedge_words: str = ""
    relative_to: str = ""
    held: Held = field(default_factory=Held)
    said_on: date | None = None
    printed_on: date | None = None
    polarity: Polarity = "asserted"
    modality: Modality = "asserted"
    kind: Kind = "quantity"
    extractor: str = ""
    status: Status = "proposed"
    author: str = ""
    note: str = ""
    supersedes: str = ""
    paraphrase: str = ""
    url: str = ""
    publisher: str = ""

    @property
    def voice(self) -> Voice:
        """The innermost voice: who is ultimately said to have said it."""
        return self.voices[-1] if self.voices else Voice()

    @property
    def words(self) -> str:
        """The exact words where there is a text, else our paraphrase."""
        return self.exact or self.paraphrase

    @property
    def label(self) -> str:
        """Who said it and when: "Pat Ryder, 14 Jan 2025"; "unattributed" where nobody is named."""
        voice = self.voice
        who = voice.name or voice.organisation or voice.words or self.publisher or self.origin
        who = who if who and who != self.report else "unattributed"
        when = self.said_on or self.printed_on
        return f"{who}, {when.day} {when:%b %Y}" if when else who

    def as_contract(self) -> dict[str, Any]:
        """The claim in the form of the machine-readable contract (design 5.6)."""
        from dataclasses import asdict

        held = self.held
        return {
            "id": self.id,
            "start": self.start,
            "end": self.end,
            "exact": self.exact,
            "sentence": self.sentence,
            "voice": [
                {
                    "words": v.words,
                    "name": v.name,
                    "organisation": v.organisation,
                    "side": v.side,
                    "kind": v.kind,
                    "verb": v.verb,
                    "title": v.title,
                    "scope": v.scope,
                    "anonymity_reason": v.anonymity_reason,
                }
                for v in self.voices
            ],
            "subject": asdict(self.subject),
            "measure": self.measure,
            "measure_open": asdict(self.measure_open),
            "low": self.low,
            "value": self.value,
            "high": self.high,
            "unit": self.unit,
            "unit_as_written": self.unit_as_written,
            "flags": list(self.flags),
            "hedge": self.hedge,
            "hedge_words": self.hedge_words,
            "relative_to": self.relative_to or None,
            "held": {
                "from": held.from_.isoformat() if held.from_ else None,
                "until": held.until.isoformat() if held.until else None,
                "basis": held.basis,
            },
            "said_on": self.said_on.isoformat() if self.said_on else None,
            "printed_on": self.printed_on.isoformat() if self.printed_on else None,
            "polarity": self.polarity,
            "modality": self.modality,
            "kind": self.kind,
            "origin": self.origin,
            "via": list(self.via),
            "repeats": self.repeats or None,
            "extractor": self.extractor,
            "status": self.status,
            "paraphrase": self.paraphrase,
            "url": self.url,
        }
