"""Claims as tables and texts show them: plain values, nothing computed but words and places."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from fogline.answer import say_chance, say_number
from fogline.claims.claim import Claim, Voice
from fogline.page.links import Links
from fogline.page.text import (
    anchor,
    claim_number,
    held_words,
    measure_words,
    number_words,
    safe_address,
    short_date,
    shorten,
)
from fogline.page.views import Place, claim_links
from fogline.report import Report

__all__ = ["ClaimRow", "Piece", "claim_row", "text_pieces", "voice_words"]


# Longest sentence or note shown in full. Source: Chosen by us; a page stays under 3 MB.
LONGEST = 1200


# Answers that a claim is shown to bear on: those it speaks of, then so many. Source: Chosen by us.
MOST_BEARING = 12


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as the claims table shows it, closed and open."""

    id: str
    place: str
    when: str
    source: str
    side: str
    side_name: str
    slot: int
    measure: str
    about: str
    number: str
    excerpt: str
    quoted: bool
    before: str
    exact: str
    after: str
    paraphrase: str
    address: str
    address_words: str
    publisher: str
    voices: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    bears_on: tuple[Place, ...]
    n_more: int
    charts: tuple[Place, ...]
    weighed_in: tuple[Place, ...]
    expected: tuple[str, ...]
    use: str
    reason: str
    doubt: str
    observables: tuple[str, ...]
    repeats: Place | None
    relation: str
    in_text: str


def voice_words(voice: Voice, side: str = "") -> str:
    """One link of the voice chain in words: who, of what, of which side and kind."""
    said = voice.name or voice.words or voice.organisation or voice.kind
    parts = [
        voice.title,
        voice.organisation if voice.organisation != said else "",
        side or voice.side.replace("_", " "),
    ]
    about = ", ".join(part for part in parts if part)
    text = f"{said} ({about})" if about else said
    if voice.verb:
        text += f" — “{voice.verb}”"
    if voice.anonymity_reason:
        text += f"; unnamed: {voice.anonymity_reason}"
    if voice.kind not in {"named", "organisation"} and voice.kind != said:
        text += f" [{voice.kind}]"
    return shorten(text, 300)


def _sentence(claim: Claim) -> tuple[str, str]:
    """The words before and after ``exact`` in its sentence."""
    if not claim.exact:
        return "", ""
    if claim.sentence:
        at = claim.start - claim.sentence_start if claim.sentence_start >= 0 <= claim.start else -1
        if claim.sentence[at : at + len(claim.exact)] != claim.exact or at < 0:
            at = claim.sentence.find(claim.exact)
        if at >= 0:
            before, after = claim.sentence[:at], claim.sentence[at + len(claim.exact) :]
            return before[-LONGEST:], after[:LONGEST]
    return claim.prefix, claim.suffix


def _facts(claim: Claim, about: str) -> tuple[tuple[str, str], ...]:
    bounds = " / ".join(
        f"{name} {number_words(value, claim.unit)}"
        for name, value in (("low", claim.low), ("value", claim.value), ("high", claim.high))
        if value is not None
    )
    hedge = "" if claim.hedge == "none" else claim.hedge
    if claim.hedge_words and claim.hedge_words != hedge:
        hedge = f"{hedge} (“{claim.hedge_words}”)" if hedge else f"“{claim.hedge_words}”"
    mood = [x for x in (claim.polarity, claim.modality) if x != "asserted"]
    basis = {"": "", "as_of": " (date as keyed)"}.get(claim.held.basis, f" ({claim.held.basis})")
    open_form = claim.measure_open
    said = " · ".join(x for x in (open_form.noun, open_form.predicate, open_form.role) if x)
    pairs = (
        ("About", claim.subject.words or about),
        ("In its own words", said),
        ("Hedge", hedge or "none"),
        ("Bounds as read", bounds),
        ("Unit as written", claim.unit_as_written if claim.unit_as_written != claim.unit else ""),
        ("Held", f"{held_words(claim)}{basis}".strip()),
        ("Said", short_date(claim.said_on)),
        ("Printed", short_date(claim.printed_on)),
        ("Through", " → ".join(claim.via)),
        ("Mood", ", ".join(mood)),
        ("Relative to", claim.relative_to),
        ("Supersedes", claim.supersedes),
        ("Read by", claim.extractor or claim.author),
        ("Note", claim.note),
    )  # fmt: skip
    return tuple((name, shorten(value, 400)) for name, value in pairs if value)


def claim_row(
    key: str,
    claim: Claim,
    links: Links,
    definitions: Mapping[str, str],
    texts: frozenset[str] | set[str] = frozenset(),
) -> ClaimRow:
    """One claim with its words, its voices and everything it bears on.

    definitions   observable -> definition; texts: ids of reports whose text is on the page
    """
    use = links.uses[key]
    before, after = _sentence(claim)
    observables = list(dict.fromkeys([*(p.observable for p in use.placed), *use.answers]))
    leading = observables[: max(MOST_BEARING, len({p.observable for p in use.placed}))]
    expected = tuple(
        f"{links.title(p.observable)}: of this source the model expected about"
        f" {say_number(p.expected, claim.unit)}; p = {p.p:.2f}"
        + (" — surprising" if p.p < 0.05 else "")
        for p in use.placed
    )
    spoken_of = [placed.observable for placed in use.placed] or observables[:1]
    facts = _facts(claim, links.part_name(claim.subject.entity)) + tuple(
        ("Definition", shorten(definitions[name], 400))
        for name in dict.fromkeys(spoken_of)
        if definitions.get(name)
    )
    address = safe_address(claim.url)
    side = links.side_of(key)
    return ClaimRow(
        id=key,
        place=anchor("claim", key),
        when=held_words(claim) or short_date(claim.said_on or claim.printed_on),
        source=shorten(links.source_name(key), 80),
        side=side,
        side_name=links.side_name(side),
        slot=links.side_slot(side),
        measure=shorten(measure_words(claim), 60),
        about=shorten(links.part_name(claim.subject.entity) or claim.subject.words, 48),
        number=claim_number(claim),
        excerpt=shorten(claim.exact or claim.paraphrase or claim.sentence, 150),
        quoted=bool(claim.exact),
        before=before,
        exact=claim.exact[:LONGEST],
        after=after,
        paraphrase=shorten(claim.paraphrase, LONGEST),
        address=address,
        address_words=shorten(claim.url, 90),
        publisher=shorten(claim.publisher, 80),
        voices=tuple(
            voice_words(voice, links.side_name(voice.side) if voice.side else "")
            for voice in claim.voices
        ),
        facts=facts,
        flags=tuple(shorten(flag, 300) for flag in claim.flags),
        bears_on=tuple(
            Place(f"#{anchor('answer', name)}", links.title(name))
            for name in leading
            if name in links.answer_names
        ),
        n_more=sum(name in links.answer_names for name in observables[len(leading) :]),
        charts=tuple(
            Place(f"#{anchor('chart', name)}", links.title(name))
            for name in observables
            if name in links.chart_names and name not in links.answer_names
        ),
        weighed_in=tuple(
            Place(f"#{anchor('why', name)}", links.title(name))
            for name in dict.fromkeys(use.weighings)
        ),
        expected=expected,
        use=use.use,
        reason=shorten(use.reason, 300),
        doubt=say_chance(use.doubt) if use.doubt is not None else "",
        observables=tuple(observables),
        repeats=claim_links([claim.repeats], links)[0] if claim.repeats else None,
        relation=claim.relation,
        in_text=f"#{anchor('word', key)}" if claim.report in texts and claim.start >= 0 else "",
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report's text ("body", "title", "furniture") and its claim, if any."""

    words: str
    kind: str
    claim: str = ""
    href: str = ""
    places: tuple[str, ...] = ()
    says: str = ""
    slot: int = 0


def text_pieces(
    report: Report, links: Links, *, kept: Collection[str] | None = None
) -> list[Piece]:
    """The text cut at every claim's edges; where claims overlap, the shortest one leads.

    kept   ids of the claims that are marked (all of them when None)
    """
    own = {report.id, ""}  # the id is a hash of the text: worked out once
    spans = [
        (claim.start, claim.end, key)
        for key, claim in links.claims.items()
        if (kept is None or key in kept)
        and claim.report in own
        and 0 <= claim.start < claim.end <= len(report.text)
    ]
    edges = {0, len(report.text)}
    for start, end, _ in spans:
        edges |= {start, end}
    for start, end in (*report.body, *([report.title_span] if report.title_span else [])):
        edges |= {max(0, start), min(len(report.text), end)}
    cuts = sorted(edges)
    named: set[str] = set()
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        words = report.text[start:end]
        kind = _kind(report, start, end)
        over = sorted((b - a, key) for a, b, key in spans if a <= start and end <= b)
        if not over:
            pieces.append(Piece(words, kind))
            continue
        key = over[0][1]
        places = tuple(anchor("word", k) for _, k in over if k not in named)
        named.update(k for _, k in over)
        claim = links.claims[key]
        says = f"{key}: {measure_words(claim)}, {claim_number(claim)}"
        pieces.append(
            Piece(
                words,
                kind,
                claim=key,
                href=f"#{anchor('claim', key)}",
                places=places,
                says=shorten(says, 160),
                slot=links.side_slot(links.side_of(key)),
            )
        )
    return pieces


def _kind(report: Report, start: int, end: int) -> str:
    if any(a <= start and end <= b for a, b in report.body):
        return "body"
    title = report.title_span
    return "title" if title and title[0] <= start and end <= title[1] else "furniture"
