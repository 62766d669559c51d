"""Ground: sectors and the area held, as probability."""

from __future__ import annotations

from itertools import pairwise

from fogline.answer import Band
from fogline.page.charts import band_chart, ground_chart
from fogline.page.figures import figure_rows, ground_days, ground_view
from fogline.page.pages.roles import View, drawn, show
from fogline.page.text import anchor, figure, short_date
from fogline.page.views import answer_row

__all__ = ["ground_page"]

AREA_UNITS = ("km2", "km2/day")
# Levels of the table: how sure it is that at least so much is held.
CHANCES = (0.95, 0.8, 0.5, 0.2, 0.05)


def ground_page(view: View) -> str:
    """Every quantity of ground over time, and how much is held with which probability."""
    assessment, links = view.assessment, view.links
    if assessment is None:
        return show("empty", view, here="/ground", title="Ground")
    sectors = {sector.id for sector in view.case.sectors}

    def is_ground(name: str, unit: str) -> bool:
        return name.partition(".")[0] in sectors or unit in AREA_UNITS

    bands = [band for band in assessment.bands if is_ground(band.observable, band.unit)]
    rows = [row for row in assessment.estimates if is_ground(row.observable, row.unit)]
    days = ground_days(assessment, view.case)
    charts = drawn(
        {
            f"band:{band.observable}": band_chart(band, sides=links.sides, link=links.claim_place)
            for band in bands
        }
        | {
            f"ground:{number}": ground_chart(view.case.shapes, day)
            for number, day in enumerate(days)
        }
    )
    return show(
        "ground",
        view,
        here="/ground",
        title="Ground",
        sectors=view.case.sectors,
        ground=ground_view(days, view.case, charts) if days else None,
        answers=[answer_row(row, links) for row in rows],
        figures=figure_rows(assessment, links, charts, only={band.observable for band in bands}),
        held=[
            (links.title(band.observable), anchor("chart", band.observable), _held(band))
            for band in bands
            if band.unit == "km2"
        ],
        chances=[f"{chance * 100:.0f} %" for chance in CHANCES],
    )


def _held(band: Band) -> list[tuple[str, list[str]]]:
    """At least how much, at the cut-off and at the horizon, by probability.

    Between the 95 % band's edges the chances are read off the 50, 80 and 95 % edges and the
    median, which are the quantiles that a band holds.
    """
    places = [band.days.index(band.cut_off)]
    if band.days[-1] > band.cut_off:
        places.append(len(band.days) - 1)
    rows = []
    for at in places:
        points = sorted(
            [(0.5, band.median[at])]
            + [
                (1 - tail if side == 0 else tail, band.edges[level][side][at])
                for level, tail in (("50", 0.25), ("80", 0.1), ("95", 0.025))
                for side in (0, 1)
            ]
        )
        cells = [figure(_at(points, chance), band.unit) for chance in CHANCES]
        rows.append((short_date(band.days[at]), cells))
    return rows


def _at(points: list[tuple[float, float]], chance: float) -> float:
    """The amount exceeded with a chance, linear between known ones; points by rising chance."""
    for (low, a), (high, b) in pairwise(points):
        if low <= chance <= high:
            return a + (b - a) * (chance - low) / (high - low)
    return points[0][1] if chance < points[0][0] else points[-1][1]
