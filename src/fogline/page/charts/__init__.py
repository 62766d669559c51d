"""Vega-Lite views as plain dicts, one kind of chart a module; drawn by ``fogline.page.svg``."""

from __future__ import annotations

from fogline.page.charts.bands import band_chart, drawn_claims
from fogline.page.charts.counted import counted_chart
from fogline.page.charts.ground import GroundDay, ground_chart
from fogline.page.charts.intervals import forest_chart, prior_chart
from fogline.page.charts.theme import Chart
from fogline.page.charts.weighing import weighing_chart
from fogline.page.charts.what_if import what_if_chart, what_if_span

__all__ = [
    "Chart",
    "GroundDay",
    "band_chart",
    "counted_chart",
    "drawn_claims",
    "forest_chart",
    "ground_chart",
    "prior_chart",
    "weighing_chart",
    "what_if_chart",
    "what_if_span",
]
