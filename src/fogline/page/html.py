"""The report as one file: opens from disk, fetches nothing, prints, and trusts no report's text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from fogline.answer import Assessment, Estimate, Weighing, WhatIf, say_number
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.ground.provenance import Provenance
from fogline.page.bars import interval_bar
from fogline.page.charts import (
    Chart,
    band_chart,
    forest_chart,
    prior_chart,
    weighing_chart,
    what_if_chart,
)
from fogline.page.environment import asset, environment, security_policy
from fogline.page.links import Links
from fogline.page.svg import draw
from fogline.page.text import anchor, figure, safe_address, sentence_case, shorten, unit_words
from fogline.page.views import (
    AnswerRow,
    Place,
    answer_row,
    claim_links,
    claim_row,
    day_words,
    interval_words,
    side_by_side_axis,
    text_pieces,
    when_words,
)
from fogline.report import Report

__all__ = ["render_claims_page", "render_report"]

# Answers whose weighing is drawn; the others have tables. Source: Chosen by us.
MOST_WEIGHINGS = 6
# Rows of the forest plot; the table beside it holds all. Source: Chosen by us.
MOST_FOREST_ROWS = 36
# Characters of report text shown on a page in all. Source: Chosen by us; a page stays under 3 MB.
MOST_TEXT = 300_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn chart with its caption."""

    place: str
    title: str
    unit: str
    definition: str
    svg: Markup
    answer: str = ""
    n_claims: int = 0


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
    for band in assessment.bands:
        chart = band_chart(band, sides=links.sides, link=links.claim_place)
        asked.add(f"band:{band.observable}", chart)
    for weighing in assessment.weighings[:MOST_WEIGHINGS]:
        chart = weighing_chart(weighing, sides=links.sides, link=links.claim_place)
        asked.add(f"why:{weighing.observable}", chart)
    for what_if in assessment.what_ifs:
        for band in what_if.bands:
            plain = next((b for b in assessment.bands if b.observable == band.observable), None)
            chart = what_if_chart(plain, band, title=what_if.title, start=what_if.start)
            asked.add(f"what-if:{what_if.id}:{band.observable}", chart)
    telling = sorted(assessment.sources, key=lambda bias: -bias.n_claims)[:MOST_FOREST_ROWS]
    if telling:
        asked.add("forest", forest_chart(telling, sides=links.sides))
    names = {
        row.observable: shorten(links.title(row.observable), 28) for row in assessment.estimates
    }
    asked.add("prior", prior_chart(assessment.estimates, names=names))
    drawn = {key: Markup(svg) for key, svg in draw(asked.charts).items()}

    reports = _texts(case, links)
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
        "summary": _summary(assessment, links),
        "n_sources": len({bias.source for bias in assessment.sources}),
        "warnings": _warnings(assessment, case),
        "answers": [answer_row(row, links) for row in assessment.estimates],
        "figures": _figures(assessment, links, drawn),
        "what_ifs": [_what_if_view(item, links, drawn) for item in assessment.what_ifs],
        "weighings": [_weighing_view(item, links, drawn) for item in assessment.weighings],
        "n_weighings": MOST_WEIGHINGS,
        "forecasts": _forecast_groups(assessment.forecasts, links),
        "sources": _source_rows(assessment, links),
        "forest": drawn.get("forest"),
        "n_forest": len(telling),
        "prior_chart": drawn.get("prior"),
        "claims": [claim_row(key, claim, links, definitions, texts) for key, claim in ordered],
        "reports": reports,
        "provenance": _provenance(assessment.provenance),
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


def _claim_day(claim: Claim) -> str:
    day = claim.held.from_ or claim.held.until or claim.said_on or claim.printed_on
    return day.isoformat() if day else "9999"


def _texts(case: Case, links: Links) -> list[tuple[Report, list[Any]]]:
    """Reports whose words are on the page, as long as there is room for them."""
    found: list[tuple[Report, list[Any]]] = []
    room = MOST_TEXT
    spoken = {claim.report for claim in links.claims.values() if claim.start >= 0}
    for report in case.reports:
        if report.id in spoken and report.text and len(report.text) <= room:
            room -= len(report.text)
            found.append((report, text_pieces(report, links)))
    return found


def _summary(assessment: Assessment, links: Links) -> list[tuple[str, list[Place]]]:
    """Each sentence with the answers it speaks of, found by their own words or titles."""
    rows = []
    for sentence in assessment.summary:
        low = sentence.lower()
        about = [
            Place(f"#{anchor('answer', row.observable)}", links.title(row.observable))
            for row in assessment.estimates
            if (row.words and row.words.rstrip(".").lower() in low)
            or (row.title and row.title.lower() in low)
        ]
        rows.append((sentence_case(sentence), list(dict.fromkeys(about))))
    return rows


def _warnings(assessment: Assessment, case: Case) -> list[str]:
    """The warnings, without what the banner of failed gates or the method section says."""
    check = assessment.check
    failed = [gate.name for gate in check.gates if not gate.passed] if check else []
    return [
        warning
        for warning in assessment.warnings
        if warning not in case.notes
        and not (
            warning.startswith("The fit failed its gate") and any(n in warning for n in failed)
        )
    ]


def _figures(assessment: Assessment, links: Links, drawn: Mapping[str, Markup]) -> list[Figure]:
    return [
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
        )
        for band in assessment.bands
    ]


def _what_if_view(what_if: WhatIf, links: Links, drawn: Mapping[str, Markup]) -> dict[str, Any]:
    rows = []
    for without, with_it, gap in what_if.rows:
        axis = side_by_side_axis([without, with_it])
        rows.append(
            {
                "title": links.title(without.observable),
                "place": anchor("answer", without.observable)
                if without.observable in links.answer_names
                else "",
                "when": when_words(without),
                "without": answer_row(without, links, axis=axis),
                "with": answer_row(with_it, links, axis=axis, kind="scenario"),
                "unit": "" if gap.unit == "share" else unit_words(gap.unit),
                "difference": figure(gap.median, gap.unit, signed=True),
                "difference80": interval_words(gap, "80", signed=True),
                "bar": Markup(
                    interval_bar(gap.median, gap.intervals, kind="difference", zero=True)
                ),
                "rests_on_prior": gap.rests_on_prior or with_it.rests_on_prior,
            }
        )
    figures = [
        (links.title(band.observable), drawn[f"what-if:{what_if.id}:{band.observable}"])
        for band in what_if.bands
    ]
    place = anchor("what-if", what_if.id)
    return {"what_if": what_if, "rows": rows, "figures": figures, "place": place}


def _weighing_view(weighing: Weighing, links: Links, drawn: Mapping[str, Markup]) -> dict[str, Any]:
    ordered = sorted(weighing.rows, key=lambda row: -abs(row.shift))
    rows = [
        {
            "claim": claim_links([row.claim], links)[0],
            "label": row.label,
            "slot": links.side_slot(row.side),
            "side": links.side_name(row.side),
            "shift": figure(row.shift, weighing.unit, signed=True),
            "without": figure(weighing.median + row.shift, weighing.unit),
            "bits": f"{row.bits:.2f}",
            "method": "refit" if row.method == "refit" else f"reweighted, k {row.pareto_k:.2f}",
            "shaky": row.method != "refit" and row.pareto_k > 0.7,
        }
        for row in ordered
    ]
    name = weighing.observable
    return {
        "weighing": weighing,
        "place": anchor("why", name),
        "title": links.title(name) if name in links.titles else weighing.title,
        "median": say_number(weighing.median, weighing.unit),
        "rows": rows,
        "svg": drawn.get(f"why:{name}"),
        "answer": anchor("answer", name) if name in links.answer_names else "",
    }


def _forecast_groups(
    forecasts: Sequence[Estimate], links: Links
) -> list[tuple[AnswerRow, list[AnswerRow]]]:
    """Forecasts by observable, in order of day, all of one observable on one axis."""
    by_name: dict[tuple[str, str], list[Estimate]] = {}
    for row in forecasts:
        by_name.setdefault((row.observable, row.scenario), []).append(row)
    groups = []
    for rows in by_name.values():
        axis = side_by_side_axis(rows)
        shown = [answer_row(row, links, axis=axis, kind="scenario") for row in rows]
        groups.append((shown[0], shown))
    return groups


def _source_rows(assessment: Assessment, links: Links) -> list[dict[str, Any]]:
    rows = []
    for bias in sorted(assessment.sources, key=lambda bias: (-bias.n_claims, bias.name)):
        low, high = bias.intervals.get("80", (bias.factor, bias.factor))
        names = {b.source: b.name for b in assessment.sources}
        rows.append(
            {
                "bias": bias,
                "slot": links.side_slot(bias.side),
                "side": links.side_name(bias.side),
                "relation": {"own": "its own", "enemy": "the enemy's", "third": "others'"}.get(
                    bias.relation, bias.relation
                ),
                "factor": f"×{bias.factor:.2f}",
                "interval": f"×{low:.2f} to ×{high:.2f}",
                "claims": claim_links(links.claims_of(bias), links),
                "echoes": ", ".join(names.get(key, key) for key in bias.echoes),
            }
        )
    return rows


def _provenance(provenance: Provenance) -> list[tuple[str, str]]:
    pairs = [
        ("Case hash", provenance.case_hash),
        ("Cut-off", provenance.cut_off),
        ("Claims used", str(len(provenance.claims)) if provenance.claims else ""),
        ("Laws", ", ".join(provenance.laws)),
        ("Seed", str(provenance.seed)),
        ("Versions", ", ".join(f"{name} {value}" for name, value in provenance.versions.items())),
    ]
    pairs += [(str(name), shorten(str(value), 300)) for name, value in provenance.extra.items()]
    return [(name, value) for name, value in pairs if value]
