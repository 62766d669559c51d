"""What the templates print, row by row: plain values, nothing computed but words and places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from fogline.answer import Estimate, LawSensitivity, SourceBias, WhatIf, say_chance, say_number
from fogline.claims.claim import Claim, Voice
from fogline.page.bars import interval_bar, share_bar, shared_axis
from fogline.page.links import Links
from fogline.page.text import (
    anchor,
    claim_number,
    figure,
    figures,
    held_words,
    kind_words,
    measure_words,
    number_words,
    safe_address,
    short_date,
    shorten,
    unit_words,
)
from fogline.report import Report

__all__ = [
    "AnswerRow",
    "ClaimRow",
    "Piece",
    "answer_row",
    "claim_row",
    "interval_words",
    "main_difference",
    "spoken_of",
    "text_pieces",
    "voice_words",
    "when_words",
]

# Longest sentence or note shown in full. Source: Chosen by us; a page stays under 3 MB.
LONGEST = 1200
# Answers that a claim is shown to bear on: those it speaks of, then so many. Source: Chosen by us.
MOST_BEARING = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A link inside the page: where to and what it is called."""

    href: str
    says: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One estimate as a table shows it."""

    place: str
    title: str
    definition: str
    unit: str
    when: str
    median: str
    interval50: str
    interval80: str
    interval95: str
    prior80: str
    bar: Markup
    learned: str
    learned_bar: Markup
    rests_on_prior: bool
    claims: tuple[Place, ...]
    chart: str
    observable: str
    words: str
    caveats: tuple[str, ...]


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


def when_words(estimate: Estimate) -> str:
    """The day or window of an estimate in words."""
    if estimate.window:
        return f"{short_date(estimate.window[0])} – {short_date(estimate.window[1])}"
    return short_date(estimate.on)


def interval_words(
    estimate: Estimate | LawSensitivity, level: str = "80", *, signed: bool = False
) -> str:
    """An interval of an estimate in words, "" when it has none at that level."""
    pair = estimate.intervals.get(level)
    return figures(*pair, estimate.unit, signed=signed) if pair else ""


def spoken_of(bias: SourceBias) -> str:
    """Whose numbers of what a source's bias is of, in words: "the enemy's casualties"."""
    whose = {"own": "its own", "enemy": "the enemy's", "third": "others'"}
    return f"{whose.get(bias.relation, bias.relation)} {kind_words(bias.group)}"


def main_difference(what_if: WhatIf) -> tuple[Estimate, Estimate, Estimate] | None:
    """The row of a what-if that moves most against how unsure it is without the change.

    A difference that is the same in every draw is the change itself, not its effect; None where
    no row moves. Source: Chosen by us.
    """

    def width(row: Estimate) -> float:
        low, high = row.intervals.get("80", (row.median, row.median))
        return high - low

    def moves(row: tuple[Estimate, Estimate, Estimate]) -> float:
        # rounded, so that of two that move alike the one named first is told
        return round(abs(row[2].median) / max(width(row[0]), 1e-12), 1)

    moved = [row for row in what_if.rows if width(row[2]) > 1e-3 * abs(row[2].median) > 0]
    return max(moved, key=moves, default=None)


def answer_row(
    estimate: Estimate,
    links: Links,
    *,
    axis: tuple[float, float] | None = None,
    kind: str = "posterior",
) -> AnswerRow:
    """One estimate with its bar and the claims it rests on."""
    prior = estimate.prior_intervals.get("80")
    name = estimate.observable
    return AnswerRow(
        place=anchor("answer", name),
        title=links.title(name),
        definition=estimate.definition,
        unit=unit_words(estimate.unit),
        when=when_words(estimate),
        median=figure(estimate.median, estimate.unit),
        interval50=interval_words(estimate, "50"),
        interval80=interval_words(estimate, "80"),
        interval95=interval_words(estimate, "95"),
        prior80=figures(*prior, estimate.unit) if prior else "",
        bar=Markup(
            interval_bar(
                estimate.median,
                estimate.intervals,
                None if axis else estimate.prior_intervals,
                axis=axis,
                kind=kind,
            )
        ),
        learned=f"{max(0.0, min(1.0, estimate.learned)) * 100:.0f} %",
        learned_bar=Markup(share_bar(estimate.learned)),
        rests_on_prior=estimate.rests_on_prior,
        claims=tuple(claim_links(estimate.claims, links)),
        chart=anchor("chart", name) if name in links.chart_names else "",
        observable=name,
        words=estimate.words,
        caveats=estimate.caveats,
    )


def claim_links(keys: Sequence[str], links: Links) -> list[Place]:
    """Links to those claims that are on the page; the others as plain words."""
    places = []
    for key in dict.fromkeys(keys):
        place = links.claim_place(key)
        places.append(Place(f"#{place}" if place else "", key))
    return places


def side_by_side_axis(estimates: Sequence[Estimate]) -> tuple[float, float]:
    """One axis for several estimates of a unit."""
    return shared_axis(*((row.median, row.intervals) for row in estimates))


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


def day_words(day: date | None) -> str:
    """A date in full words."""
    return f"{day.day} {day:%B %Y}" if day else ""
