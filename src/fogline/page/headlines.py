"""The headline sentences: each number leads to its answer, each sentence to the words it rests on,
and a small chart beside it shows the quantity over time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite

from markupsafe import Markup

from fogline.answer import Assessment, Band, Estimate, say_interval, say_number
from fogline.case import Case
from fogline.page.charts import drawn_claims
from fogline.page.links import Links
from fogline.page.text import anchor, hide_controls, sentence_case

__all__ = ["Basis", "Headline", "headlines", "spark"]

WIDTH, HEIGHT, FOOT = 220, 64, 2
# Days of a small chart. Source: Chosen by us; three pixels a day.
MOST_DAYS = 74

_SPAN = re.compile(r" \((?P<level>80[ \N{NO-BREAK SPACE}]% interval) (?P<interval>[^)]+)\)")
# The last number of some words, with its unit.
_LAST = re.compile(
    r"(?<![\w.,])[<>\N{MINUS SIGN}-]?\d(?:[\d.,]*\d)?(?:[ \N{NO-BREAK SPACE}]%)?"
    r"(?:[ \N{NO-BREAK SPACE}](?!\d)[^\s(;,]+){0,4}\Z"
)
_CHANCE = re.compile(
    r"(?P<words>almost no chance|very unlikely|unlikely|roughly even chance|likely|very likely|"
    r"almost certain)(?P<number> \((?:[<>] ?)?\d+[ \N{NO-BREAK SPACE}]%\))"
)


@dataclass(frozen=True, slots=True)
class Basis:
    """An answer that a sentence speaks of, and how many claims it rests on."""

    observable: str
    title: str
    place: str
    n_claims: int


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence with its numbers marked, what it rests on, and a small chart ("" for none)."""

    words: Markup
    grounds: tuple[Basis, ...]
    spark: Markup
    chart: str
    title: str


def headlines(assessment: Assessment, case: Case, links: Links) -> list[Headline]:
    """The summary, sentence by sentence.

    A number is known again by its median and interval, as the summary writes them; a sentence
    about a force without any such number leads to that force's presence on the line.
    """
    bands = {band.observable: band for band in assessment.bands}
    told: dict[str, list[Estimate]] = {}
    for row in assessment.estimates:
        if pair := row.intervals.get("80"):
            told.setdefault(_plain(say_interval(*pair, row.unit)), []).append(row)
    rows = []
    for sentence in assessment.summary:
        words, found = _marked(hide_controls(sentence_case(sentence)), told)
        found = found or _named(sentence, assessment.estimates, case)
        grounds = tuple(
            Basis(row.observable, links.title(row.observable), anchor("answer", row.observable),
                   len(row.claims))
            for row in {row.observable: row for row in found}.values()
        )  # fmt: skip
        band = next((bands[g.observable] for g in grounds if g.observable in bands), None)
        rows.append(
            Headline(
                words=words,
                grounds=grounds,
                spark=spark(band, links) if band else Markup(""),
                chart=anchor("chart", band.observable) if band else "",
                title=links.title(band.observable) if band else "",
            )
        )
    return rows


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _marked(sentence: str, told: dict[str, list[Estimate]]) -> tuple[Markup, list[Estimate]]:
    """The sentence with numbers and chances set off, and the answers whose numbers they are."""
    found: list[Estimate] = []
    parts: list[Markup] = []
    at = 0
    marks = sorted(
        [*_SPAN.finditer(sentence), *_CHANCE.finditer(sentence)], key=lambda mark: mark.start()
    )
    for mark in marks:
        if mark.start() < at:
            continue
        before, at = sentence[at : mark.start()], mark.end()
        if mark.re is _CHANCE:
            parts += [Markup.escape(before), Markup("<strong>{}</strong>").format(mark.group())]
            continue
        row, number = _number_at_end(before, told.get(_plain(mark["interval"]), []))
        parts.append(Markup.escape(before.removesuffix(number)))
        if row is None:
            parts.append(Markup("<strong>{}</strong>").format(number))
        else:
            found.append(row)
            parts.append(
                Markup('<a class="figure" href="#{}">{}</a>').format(
                    anchor("answer", row.observable), number
                )
            )
        parts.append(
            Markup(' <span class="span">({} {})</span>').format(mark["level"], mark["interval"])
        )
    parts.append(Markup.escape(sentence[at:]))
    return Markup("").join(parts), found


def _number_at_end(before: str, rows: Sequence[Estimate]) -> tuple[Estimate | None, str]:
    """The answer whose median these words end in, and the median as written; else any number."""
    plain = _plain(before)
    for row in rows:
        number = say_number(row.median, row.unit)
        if re.search(rf"(?<![\d.,]){re.escape(number)}\Z", plain):
            return row, before[len(before) - len(number) :]
    last = _LAST.search(before)
    return None, last.group() if last else ""


def _named(sentence: str, estimates: Sequence[Estimate], case: Case) -> list[Estimate]:
    low = sentence.lower()
    for row in estimates:
        if (row.words and row.words.rstrip(".").lower() in low) or (
            row.title and row.title.lower() in low
        ):
            return [row]
    forces = [force.id for force in case.formations if force.name.lower() in low]
    return [row for row in estimates if row.observable in {f"{force}.on_line" for force in forces}]


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
