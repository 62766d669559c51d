"""The report as one file: opens from disk, fetches nothing, prints, and trusts no report's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from fogline.answer import Assessment, Band, WhatIf
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.ground.provenance import Provenance
from fogline.page.charts import (
    Chart,
    forest_chart,
    ground_chart,
    prior_chart,
    weighing_chart,
    what_if_chart,
    what_if_span,
)
from fogline.page.claim_views import claim_row, text_pieces
from fogline.page.environment import asset, environment, security_policy
from fogline.page.figures import figure_rows, ground_days, ground_view, observable_charts
from fogline.page.headlines import headlines
from fogline.page.links import Links
from fogline.page.sections import (
    exceedance_rows,
    forecast_groups,
    next_fact_rows,
    provenance_rows,
    report_texts,
    source_rows,
    warning_rows,
    weighing_view,
    what_if_view,
)
from fogline.page.svg import draw
from fogline.page.text import figure, safe_address, shorten
from fogline.page.views import answer_row, claim_links, day_words, interval_words
from fogline.report import Report

__all__ = ["render_claims_page", "render_report"]

# Answers whose weighing is drawn; the others have tables. Source: Chosen by us.
MOST_WEIGHINGS = 6
# Rows of the forest plot; the table beside it holds all. Source: Chosen by us.
MOST_FOREST_ROWS = 36
FOREST_WIDTH, FOREST_LABELS = 480, 400  # of the forest plot and its names, in pixels


@dataclass(slots=True)
class _Drawing:
    """Charts asked for while the page is put together, drawn in one go at its end."""

    charts: dict[str, Chart] = field(default_factory=dict)

    def add(self, key: str, chart: Chart | None) -> str:
        if chart is not None:
            self.charts[key] = chart
        return key


def render_report(assessment: Assessment, case: Case, claims: Mapping[str, Claim]) -> str:
    """The self-contained HTML report of one assessment.

    Raises FoglineError when a chart cannot be drawn.
    """
    links = Links(assessment, case, claims)
    asked = _Drawing()
    for key, chart in observable_charts(assessment, links).items():
        asked.add(key, chart)
    weighings = sorted(assessment.weighings, key=lambda item: len(item.rows) < 2)
    for weighing in weighings[:MOST_WEIGHINGS]:
        chart = weighing_chart(weighing, sides=links.sides, link=links.claim_place)
        asked.add(f"why:{weighing.observable}", chart)
    plain = {band.observable: band for band in assessment.bands}
    drawn_on: dict[str, list[tuple[Band | None, Band, date]]] = {}
    for what_if in assessment.what_ifs:
        for band in what_if.bands:
            trio = (plain.get(band.observable), band, what_if.start)
            drawn_on.setdefault(band.observable, []).append(trio)
    spans = {name: what_if_span(drawn) for name, drawn in drawn_on.items()}
    for what_if in assessment.what_ifs:
        for band in what_if.bands:
            chart = what_if_chart(
                plain.get(band.observable), band, title=what_if.title, start=what_if.start,
                span=spans[band.observable],
            )  # fmt: skip
            asked.add(f"what-if:{what_if.id}:{band.observable}", chart)
    days = ground_days(assessment, case)
    for number, day in enumerate(days):
        asked.add(f"ground:{number}", ground_chart(case.shapes, day))
    telling = sorted(assessment.sources, key=lambda bias: -bias.n_claims)[:MOST_FOREST_ROWS]
    if telling:
        asked.add(
            "forest",
            forest_chart(telling, sides=links.sides, width=FOREST_WIDTH, label_width=FOREST_LABELS),
        )
    names = {
        row.observable: shorten(links.title(row.observable), 28) for row in assessment.estimates
    }
    asked.add("prior", prior_chart(assessment.estimates, names=names))
    drawn = {key: Markup(svg) for key, svg in draw(asked.charts).items()}

    reports = report_texts(case, links)
    definitions = {item.name: item.definition for item in case.observables}
    definitions |= {
        row.observable: row.definition for row in assessment.estimates if row.definition
    }
    texts = {report.id for report, _ in reports}
    ordered = sorted(claims.items(), key=lambda item: (_claim_day(item[1]), item[0]))
    context: dict[str, Any] = {
        "assessment": assessment,
        "case": case,
        "title": assessment.title or case.title or assessment.case,
        "question": assessment.question or case.question,
        "links": links,
        "legend": [(links.side_slot(side), links.side_name(side)) for side in links.sides],
        "summary": headlines(assessment, links),
        "n_sources": len({bias.source for bias in assessment.sources}),
        "warnings": warning_rows(assessment, case),
        "answers": [answer_row(row, links) for row in assessment.estimates],
        "figures": figure_rows(assessment, links, drawn),
        "shared_caveats": _shared(assessment.what_ifs),
        "what_ifs": [what_if_view(item, links, drawn) for item in assessment.what_ifs],
        "weighings": [weighing_view(item, links, drawn) for item in weighings],
        "n_weighings": MOST_WEIGHINGS,
        "forecasts": forecast_groups(assessment.forecasts, links),
        "ground": ground_view(days, case, drawn) if days else None,
        "exceedances": exceedance_rows(assessment, links),
        "next_facts": next_fact_rows(assessment, links),
        "places": partial(claim_links, links=links),
        "figure": figure,
        "interval": interval_words,
        "sources": source_rows(assessment, links),
        "forest": drawn.get("forest"),
        "n_forest": len(telling),
        "prior_chart": drawn.get("prior"),
        "claims": [claim_row(key, claim, links, definitions, texts) for key, claim in ordered],
        "reports": reports,
        "provenance": provenance_rows(assessment.provenance),
        "check": assessment.check,
        "day_words": day_words,
    }
    return _page("report.html.j2", context)


def render_claims_page(
    report: Report, claims: Mapping[str, Claim], *, missing: str | Sequence[str] = ()
) -> str:
    """One report with its claims: the text with every claim marked, and the claims as a table.

    missing   sentences (or one) that say what a model would still need
    """
    day = report.published or date.min  # never shown: a bare page has no days of its own
    bare = Assessment(
        case="", title=report.title, question="", start=day, cut_off=day, horizon=day,
        summary=(), estimates=(), forecasts=(), bands=(), what_ifs=(), weighings=(), sources=(),
        check=None, priors=(), listed=(), warnings=(), provenance=Provenance(),
    )  # fmt: skip
    case = Case(id="", title="", start=day, cut_off=day, horizon=day, sides=())
    links = Links(bare, case, claims)
    ordered = sorted(claims.items(), key=lambda item: (item[1].start, item[0]))
    context: dict[str, Any] = {
        "title": report.title or report.source or "A report",
        "report": report,
        "missing": [missing] if isinstance(missing, str) and missing else missing,
        "legend": [(links.side_slot(side), links.side_name(side)) for side in links.sides],
        "pieces": text_pieces(report, links),
        "claims": [claim_row(key, claim, links, {}, {report.id}) for key, claim in ordered],
        "links": links,
        "day_words": day_words,
        "address": safe_address(report.url),
    }
    return _page("claims.html.j2", context)


def _page(template: str, context: Mapping[str, Any]) -> str:
    style, script = asset("report.css"), asset("report.js")
    return (
        environment()
        .get_template(template)
        .render(
            **context,
            style=Markup(style),
            script=Markup(script),
            policy=Markup(security_policy(style, script)),
        )
    )


def _shared(what_ifs: Sequence[WhatIf]) -> list[str]:
    """The caveats of all what-ifs, to be said once."""
    first, *others = [item.caveats for item in what_ifs] or [()]
    return [caveat for caveat in first if all(caveat in other for other in others)]


def _claim_day(claim: Claim) -> str:
    day = claim.held.from_ or claim.held.until or claim.said_on or claim.printed_on
    return day.isoformat() if day else "9999"
