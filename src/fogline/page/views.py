"""What the templates print, row by row: plain values, nothing computed but words and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from fogline.answer import Estimate, LawSensitivity, SourceBias, WhatIf
from fogline.page.bars import interval_bar, share_bar, shared_axis
from fogline.page.links import Links
from fogline.page.text import (
    anchor,
    figure,
    figures,
    kind_words,
    short_date,
    unit_words,
)

__all__ = [
    "AnswerRow",
    "answer_row",
    "interval_words",
    "main_difference",
    "spoken_of",
    "when_words",
]


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


def day_words(day: date | None) -> str:
    """A date in full words."""
    return f"{day.day} {day:%B %Y}" if day else ""
