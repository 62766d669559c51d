"""The charts of a page with their captions: quantities over time, things counted, the ground."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from fogline.answer import (
    Assessment,
    Band,
)
from fogline.case import Case
from fogline.page.charts import Chart, GroundDay, band_chart, counted_chart, drawn_claims
from fogline.page.links import Links
from fogline.page.text import (
    anchor,
    figure,
    figures,
    short_date,
    unit_words,
)

__all__ = ["Figure", "figure_rows", "ground_days", "ground_view", "observable_charts"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn chart with its caption; places: further anchors that lead to it."""

    place: str
    title: str
    unit: str
    definition: str
    svg: Markup
    answer: str = ""
    n_claims: int = 0
    n_drawn: int = 0
    broad: bool = False
    places: tuple[str, ...] = ()


def ground_days(assessment: Assessment, case: Case) -> list[GroundDay]:
    """For each sector with a shape, the share of its ground still held on four days."""
    third = (assessment.cut_off - assessment.start) / 3
    days = [assessment.start + third, assessment.start + 2 * third, assessment.cut_off]
    if assessment.horizon > assessment.cut_off:
        days.append(assessment.horizon)
    bands = {band.observable: band for band in assessment.bands}
    found = []
    for shape in case.shapes:
        band = bands.get(f"{shape.sector}.share_retaken") if shape.kind == "sector" else None
        if band is None:
            continue
        for day in (min(day, band.days[-1]) for day in days):
            at = band.days.index(day)
            low, high = band.edges["80"]
            share = 1 - band.median[at]
            held = figures(1 - high[at], 1 - low[at], "share")
            label = f"{short_date(day)}: {figure(share, 'share')} (80 % interval {held})"
            found.append(GroundDay(sector=shape.sector, share=share, label=label))
    return found


def ground_view(
    days: Sequence[GroundDay], case: Case, drawn: Mapping[str, Markup]
) -> dict[str, Any]:
    """The maps with their captions, and where their lines come from."""
    names = {shape.sector: shape.name or shape.sector for shape in case.shapes}
    return {
        "maps": [
            (names[day.sector], day.label, drawn[f"ground:{number}"])
            for number, day in enumerate(days)
        ],
        "credits": list(dict.fromkeys(shape.source for shape in case.shapes if shape.source)),
    }


def figure_rows(
    assessment: Assessment,
    links: Links,
    drawn: Mapping[str, Markup],
    *,
    only: Collection[str] | None = None,
) -> list[Figure]:
    """The charts of observables (``only`` of some) with their captions."""
    counted = [
        Figure(
            place=anchor("chart", f"counted-{quantity}"),
            title=links.title(bands[0].observable).rpartition(": ")[2].capitalize(),
            unit=unit_words(bands[0].unit) or bands[0].unit,
            definition="",
            svg=drawn[f"counted:{quantity}"],
            broad=True,
            places=tuple(anchor("chart", band.observable) for band in bands),
        )
        for quantity, bands in _counted_once(assessment).items()
        if only is None and f"counted:{quantity}" in drawn
    ]
    return counted + [
        Figure(
            place=anchor("chart", band.observable),
            title=links.title(band.observable),
            unit="persons" if band.unit == "persons" else unit_words(band.unit),
            definition=band.definition,
            svg=drawn[f"band:{band.observable}"],
            answer=anchor("answer", band.observable)
            if band.observable in links.answer_names
            else "",
            n_claims=len(band.claims),
            n_drawn=len(drawn_claims(band)),
        )
        for band in assessment.bands
        if f"band:{band.observable}" in drawn and (only is None or band.observable in only)
    ]


def observable_charts(assessment: Assessment, links: Links) -> dict[str, Chart | None]:
    """The charts that ``figure_rows`` shows: one a quantity over time, one for all counted once."""
    charts: dict[str, Chart | None] = {
        f"band:{band.observable}": band_chart(band, sides=links.sides, link=links.claim_place)
        for band in assessment.bands
        if len(band.days) > 1
    }
    for quantity, bands in _counted_once(assessment).items():
        names = {b.observable: links.title(b.observable).rpartition(": ")[0] for b in bands}
        names = {name: words or links.title(name) for name, words in names.items()}
        charts[f"counted:{quantity}"] = counted_chart(
            bands, names=names, sides=links.sides, link=links.claim_place
        )
    return charts


def _counted_once(assessment: Assessment) -> dict[str, list[Band]]:
    """Bands of a single day by what they count."""
    found: dict[str, list[Band]] = {}
    for band in assessment.bands:
        if len(band.days) == 1:
            found.setdefault(band.observable.rpartition(".")[2], []).append(band)
    return found
