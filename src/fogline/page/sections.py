"""What the report and the app print, section by section: rows of words, bars and places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from fogline.answer import (
    Assessment,
    Estimate,
    WeighedClaim,
    WeighedGroup,
    Weighing,
    WhatIf,
)
from fogline.case import Case
from fogline.case.draft import DRAFTED
from fogline.ground.provenance import Provenance
from fogline.page.bars import interval_bar
from fogline.page.claim_views import text_pieces
from fogline.page.links import Links
from fogline.page.text import (
    anchor,
    figure,
    say_gain,
    say_method,
    short_date,
    shorten,
    unit_words,
)
from fogline.page.thresholds import exceedances
from fogline.page.views import (
    AnswerRow,
    answer_row,
    claim_links,
    interval_words,
    side_by_side_axis,
    spoken_of,
    when_words,
)
from fogline.report import Report

__all__ = [
    "MOST_TEXT",
    "exceedance_rows",
    "forecast_groups",
    "next_fact_rows",
    "provenance_rows",
    "report_texts",
    "source_rows",
    "warning_rows",
    "weighing_view",
    "what_if_view",
]

# Characters of report text shown on a page in all. Source: Chosen by us; a page stays under 3 MB.
MOST_TEXT = 300_000
# Facts to look for shown an answer. Source: Chosen by us: the first few are what one acts on.
MOST_CANDIDATES = 5


def report_texts(case: Case, links: Links) -> list[tuple[Report, list[Any]]]:
    """Reports whose words are on the page, as long as there is room for them."""
    found: list[tuple[Report, list[Any]]] = []
    room = MOST_TEXT
    spoken = {claim.report for claim in links.claims.values() if claim.start >= 0}
    for report in case.reports:
        if report.id in spoken and report.text and len(report.text) <= room:
            room -= len(report.text)
            found.append((report, text_pieces(report, links)))
    return found


def warning_rows(assessment: Assessment, case: Case) -> list[str]:
    """The warnings, without what the banner of failed gates or the method section says."""
    check = assessment.check
    failed = [gate.name for gate in check.gates if not gate.passed] if check else []
    unchecked = [
        "This case was drafted by the program: its sides, window and priors are first guesses from "
        "the words, and stand under the choices made in this case. Take the note that says so out "
        "of case.toml once somebody has gone over them."
        for note in case.notes
        if note.startswith(DRAFTED)
    ]
    return unchecked + [
        warning
        for warning in assessment.warnings
        if warning not in case.notes
        and not (
            warning.startswith("The fit failed its gate") and any(n in warning for n in failed)
        )
    ]


def what_if_view(what_if: WhatIf, links: Links, drawn: Mapping[str, Markup]) -> dict[str, Any]:
    """A what-if as rows, bars and drawn charts."""
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


def weighing_view(weighing: Weighing, links: Links, drawn: Mapping[str, Markup]) -> dict[str, Any]:
    """A weighing as rows, most telling first, with its chart."""
    ordered = sorted(weighing.rows, key=lambda row: -abs(row.shift))
    rows = [
        {
            "claim": claim_links([row.claim], links)[0],
            "label": row.label,
            "slot": links.side_slot(row.side),
            "side": links.side_name(row.side),
            "shift": figure(row.shift, weighing.unit, signed=True),
            "without": figure(weighing.median - row.shift, weighing.unit),
            "bits": f"{row.bits:.2f}",
            **_how(row),
        }
        for row in ordered
    ]
    name = weighing.observable
    return {
        "weighing": weighing,
        "place": anchor("why", name),
        "title": links.title(name) if name in links.titles else weighing.title,
        "median": f"{figure(weighing.median, weighing.unit)} {unit_words(weighing.unit)}".strip(),
        "rows": rows,
        "groups": [
            (
                words,
                [
                    {
                        "name": group.name or group.id,
                        "n_claims": group.n_claims,
                        "shift": figure(group.shift, weighing.unit, signed=True),
                        "without": figure(weighing.median - group.shift, weighing.unit),
                        "bits": f"{group.bits:.2f}",
                        **_how(group),
                    }
                    for group in groups
                ],
            )
            for words, groups in (("Source", weighing.by_source), ("Side", weighing.by_side))
            if groups
        ],
        "svg": drawn.get(f"why:{name}"),
        "answer": anchor("answer", name) if name in links.answer_names else "",
    }


def _how(row: WeighedClaim | WeighedGroup) -> dict[str, Any]:
    """How it was left out, and whether that can be relied on."""
    refit = row.method == "refit"
    return {
        "method": say_method("refit") if refit else "",
        "shaky": row.method == "unreliable" or (not refit and row.pareto_k > 0.7),
    }


def exceedance_rows(assessment: Assessment, links: Links) -> dict[str, Any]:
    """Chances of more than round thresholds, at the cut-off and on the last day forecast."""
    last = max((item.on for item in assessment.forecasts if item.on), default=None)
    later = {item.observable: item for item in assessment.forecasts if item.on == last}
    rows = []
    for now in assessment.estimates:
        both = (now, later.get(now.observable))
        steps = [exceedances(item) if item is not None else [] for item in both]
        if any(steps):
            rows.append({**_row_head(now, links), "steps": steps})
    return {
        "days": [short_date(day) for day in (assessment.cut_off, last) if day],
        "rows": rows,
    }


def _row_head(item: Estimate, links: Links) -> dict[str, Any]:
    name = item.observable
    return {
        "title": links.title(name),
        "place": anchor("answer", name) if name in links.answer_names else "",
        "unit": unit_words(item.unit),
        "rests_on_prior": item.rests_on_prior,
    }


def next_fact_rows(assessment: Assessment, links: Links) -> list[dict[str, Any]]:
    """The facts to look for, an answer at a time, as words."""
    return [
        {
            "title": item.title or links.title(item.observable),
            "when": short_date(item.on),
            "sentence": item.sentence,
            "rows": [
                {
                    "words": found.words,
                    "title": found.title if found.observable != item.observable else "",
                    "when": short_date(found.on),
                    "reduction": say_gain(found.reduction, found.reduction_error),
                    "bits": f"{max(found.bits, 0.0):.2f} ± {found.bits_error:.2f}",
                }
                for found in item.telling[:MOST_CANDIDATES]
            ],
        }
        for item in assessment.next_facts
    ]


def forecast_groups(
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


def source_rows(assessment: Assessment, links: Links) -> list[dict[str, Any]]:
    """The learned bias of each source, most claims first."""
    names = {bias.source: bias.name for bias in assessment.sources}
    rows = []
    for bias in sorted(assessment.sources, key=lambda bias: (-bias.n_claims, bias.name)):
        low, high = bias.intervals.get("80", (bias.factor, bias.factor))
        rows.append(
            {
                "bias": bias,
                "slot": links.side_slot(bias.side),
                "side": links.side_name(bias.side),
                "speaks_of": spoken_of(bias),
                "factor": f"×{bias.factor:.2f}",
                "scatter": f"×{bias.scatter:.2f}" if bias.scatter else "",
                "interval": f"×{low:.2f} to ×{high:.2f}",
                "claims": claim_links(links.claims_of(bias), links),
                "echoes": ", ".join(names.get(key, key) for key in bias.echoes),
            }
        )
    return rows


def provenance_rows(provenance: Provenance) -> list[tuple[str, str]]:
    """What the answers were made from, as names and values."""
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
