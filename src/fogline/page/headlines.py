"""The headline sentences: each number leads to its answer, each sentence to the words it rests on,
and a small chart beside it shows the quantity over time."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from math import ceil, isfinite

from markupsafe import Markup

from fogline.answer import Assessment, Band, Chance, Piece, say_chance
from fogline.page.charts import drawn_claims
from fogline.page.links import Links
from fogline.page.text import anchor, claim_number, hide_controls, short_date, shorten, unbroken

__all__ = ["Basis", "Headline", "headlines", "spark"]

WIDTH, HEIGHT, FOOT = 220, 64, 2
# Days of a small chart. Source: Chosen by us; three pixels a day.
MOST_DAYS = 74
# Sources quoted below a headline. Source: Chosen by us; all claims are one click away.
MOST_SAID = 3
# A day within these needs no year. Source: Chosen by us; half a year.
RECENT_DAYS = 183


@dataclass(frozen=True, slots=True)
class Said:
    """What one source said last.

    doubt   probability, where it stands out from all other claims; runs   how high or low the
    source runs on such numbers, where the claims tell
    """

    place: str
    number: str
    who: str
    when: str
    doubt: str
    runs: str


@dataclass(frozen=True, slots=True)
class Basis:
    """An answer that a sentence speaks of, how many claims it rests on, and the latest of them."""

    observable: str
    title: str
    place: str
    n_claims: int
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence with its numbers marked, what it rests on, and a small chart ("" for none)."""

    words: Markup
    grounds: tuple[Basis, ...]
    spark: Markup
    chart: str
    title: str


def headlines(assessment: Assessment, links: Links) -> list[Headline]:
    """The summary, sentence by sentence."""
    bands = {band.observable: band for band in assessment.bands}
    told = {row.observable: row for row in assessment.estimates}
    rows = []
    for sentence in assessment.summary:
        names = [name for name in sentence.observables if name in told]
        grounds = tuple(
            Basis(
                name,
                links.title(name),
                anchor("answer", name),
                len(told[name].claims),
                _said(bands.get(name), links),
            )
            for name in names
        )
        band = next((bands[name] for name in names if name in bands), None)
        rows.append(
            Headline(
                words=Markup("").join(_marked(piece, told) for piece in sentence.pieces),
                grounds=grounds,
                spark=spark(band, links) if band else Markup(""),
                chart=anchor("chart", band.observable) if band else "",
                title=links.title(band.observable) if band else "",
            )
        )
    return rows


def _said(band: Band | None, links: Links) -> tuple[Said, ...]:
    """The latest numbers of a quantity, one a source."""
    latest: dict[str, Said] = {}
    placed = [claim for claim in (band.claims if band else ()) if claim.claim in links.claims]
    for row in sorted(placed, key=lambda row: row.day, reverse=True):
        number = claim_number(links.claims[row.claim])
        doubt = links.uses[row.claim].doubt
        if number and row.source not in latest and len(latest) < MOST_SAID:
            latest[row.source] = Said(
                links.claim_place(row.claim), number, shorten(links.source_name(row.claim), 48),
                _when(row.day, band, links), say_chance(doubt) if doubt is not None else "",
                links.runs(row.claim),
            )  # fmt: skip
    return tuple(latest.values())


def _when(day: date, band: Band | None, links: Links) -> str:
    """The day of a claim, its year only where it is long past; "" where days say nothing."""
    if links.case.is_timeless or band is None:
        return ""
    return f"{day.day} {day:%b}" if (band.cut_off - day).days <= RECENT_DAYS else short_date(day)


def _marked(piece: Piece, told: Container[str]) -> Markup:
    """A number or a chance set off; a number leads to its answer where there is one."""
    if isinstance(piece, str):
        return Markup.escape(hide_controls(unbroken(piece)))
    if isinstance(piece, Chance):
        return Markup("<strong>{}</strong>").format(unbroken(str(piece)))
    number = Markup("<strong>{}</strong>").format(unbroken(piece.number))
    if piece.observable in told:
        place = anchor("answer", piece.observable)
        number = Markup('<a class="figure" href="#{}">{}</a>').format(place, unbroken(piece.number))
    return number + Markup(' <span class="span">({})</span>').format(unbroken(piece.interval))


# The small chart ----------------------------------------------------------------------------


def spark(band: Band, links: Links) -> Markup:
    """A quantity over time without axes: bands, median, cut-off and every claim as a mark."""
    last = len(band.days) - 1
    step = ceil(len(band.days) / MOST_DAYS)
    cut = next((i for i, day in enumerate(band.days) if day >= band.cut_off), last)
    kept = [i for i in range(len(band.days)) if i % step == 0 or i in (cut, last)]
    seen = [x for edge in band.edges.get("95", (band.median,)) for x in edge[: cut + 1]]
    fan = [x for edge in band.edges.get("80", (band.median,)) for x in edge]
    numbers = [x for x in (*seen, *fan) if isfinite(x)]
    if not numbers or last < 1:
        return Markup("")
    low, high = min(0.0, *numbers), max(numbers)
    if high <= low:
        return Markup("")

    span = (band.days[-1] - band.days[0]).days

    def x(index: float) -> str:
        return f"{index / last * WIDTH:.0f}"

    def y(value: float) -> str:
        share = (min(max(value, low), high) - low) / (high - low)
        return f"{FOOT + (1 - share) * (HEIGHT - 2 * FOOT):.1f}"

    parts: list[str] = []
    for kind, part in (
        ("band", [i for i in kept if i <= cut]),
        ("fan", [i for i in kept if i >= cut]),
    ):
        if len(part) < 2:
            continue
        for level in ("95", "80", "50"):
            if level in band.edges:
                down, up = band.edges[level]
                edge = [f"{x(i)},{y(up[i])}" for i in part]
                edge += [f"{x(i)},{y(down[i])}" for i in reversed(part)]
                parts.append(f'<path class="f-{kind}{level}" d="M{"L".join(edge)}Z"/>')
        line = "L".join(f"{x(i)},{y(band.median[i])}" for i in part)
        dash = ' stroke-dasharray="4 2"' if kind == "fan" else ""
        name = "median" if kind == "band" else "fanmedian"
        parts.append(f'<path class="f-none s-{name}" stroke-width="1.6"{dash} d="M{line}"/>')
    if 0 < cut < last:
        parts.append(f'<path class="s-cutoff" stroke-dasharray="2 2" d="M{x(cut)},0V{HEIGHT}"/>')
    for claim in drawn_claims(band):
        at = x(min(max((claim.day - band.days[0]).days / span, 0.0), 1.0) * last)
        colour = f"side{links.side_slot(claim.side)}"
        ends = {"up": (claim.low,), "down": (claim.high,), "bar": (claim.low, claim.high)}
        places = [y(v) for v in ends.get(claim.shape, (claim.value,)) if isfinite(v)]
        if len(places) == 2:
            parts.append(
                f'<path class="s-{colour}" stroke-width="2" d="M{at},{places[0]}V{places[1]}"/>'
            )
        elif places:
            parts.append(_mark(claim.shape, at, places[0], colour))
    return Markup(
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def _mark(shape: str, x: str, y: str, colour: str) -> str:
    """A point, or a triangle that points the way the claim leaves open."""
    way = {"up": "m-3,1.5h6l-3,-5Z", "down": "m-3,-1.5h6l-3,5Z"}.get(shape)
    if way:
        return f'<path class="f-{colour}" d="M{x},{y}{way}"/>'
    return f'<circle class="f-{colour}" cx="{x}" cy="{y}" r="2.2"/>'
