"""Overview: the headline answers in sentences, every answer, and charts with every claim."""

from __future__ import annotations

from typing import Any

from fogline.answer import Assessment
from fogline.page.figures import figure_rows, observable_charts
from fogline.page.headlines import headlines
from fogline.page.pages.roles import View, drawn, show
from fogline.page.sections import exceedance_rows, forecast_groups, warning_rows
from fogline.page.views import answer_row

__all__ = ["overview"]


def overview(view: View) -> str:
    """The first page; before the first fit it says what is being done."""
    assessment = view.assessment
    if assessment is None:
        n_reports = len(view.case.reports)
        return show("opening", view, here="/", title="Overview", n_reports=n_reports)
    parts = view.once("overview", lambda: _parts(view, assessment))
    return show(
        "overview",
        view,
        here="/",
        title="Overview",
        **parts,
    )


def _parts(view: View, assessment: Assessment) -> dict[str, Any]:
    links = view.links
    charts = drawn(observable_charts(assessment, links))
    return {
        "summary": headlines(assessment, links),
        "warnings": warning_rows(assessment, view.case),
        "answers": [answer_row(row, links) for row in assessment.estimates],
        "exceedances": exceedance_rows(assessment, links),
        "figures": figure_rows(assessment, links, charts),
        "forecasts": forecast_groups(assessment.forecasts, links),
        "n_sources": len({bias.source for bias in assessment.sources}),
    }
