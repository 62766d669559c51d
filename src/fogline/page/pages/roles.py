"""What every page of the app shares: what it is handed, its frame, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from markupsafe import Markup

from fogline.answer import Assessment
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.claims.measures import MEASURES
from fogline.ground.provenance import Provenance
from fogline.page.charts import Chart
from fogline.page.claim_views import ClaimRow, claim_row
from fogline.page.environment import asset, environment
from fogline.page.links import Links
from fogline.page.svg import draw
from fogline.page.views import day_words

T = TypeVar("T")

__all__ = [
    "ASSETS",
    "NAVIGATION",
    "Status",
    "View",
    "drawn",
    "judging_choices",
    "rows_of",
    "show",
    "view_of",
]

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("/", "Overview"),
    ("/reports", "Reports"),
    ("/claims", "Claims"),
    ("/sources", "Sources"),
    ("/ground", "Ground"),
    ("/what-if", "What if"),
    ("/why", "Why"),
    ("/track-record", "Track record"),
    ("/method", "Method"),
    ("/add", "Add a report"),
)

# Where a place lies that is not on the page itself, by the kind in its name (page/text.py, anchor).
_PATHS: dict[str, str] = {
    "claim": "/claims/{name}",
    "word": "/claims/{name}/report",
    "answer": "/#answer-{name}",
    "chart": "/#chart-{name}",
    "why": "/why?answer={name}",
    "what-if": "/what-if",
}
_INNER = re.compile(r'href="#((claim|word|answer|chart|why|what-if)-([A-Za-z0-9_.-]+))"')
_IDS = re.compile(r'\sid="([^"]+)"')


@cache
def _asset(*names: str) -> tuple[str, str]:
    text = "\n".join(asset(name) for name in names)
    return sha256(text.encode("utf-8")).hexdigest()[:12], text


def _style() -> tuple[str, str]:
    return _asset("report.css", "app.css")


def _script() -> tuple[str, str]:
    return _asset("app.js")


ASSETS = {"css": (_style, "text/css"), "js": (_script, "text/javascript")}
"""The app's style sheet and script: ending -> (hash and text, media type)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What goes on behind the pages.

    words     what is being done, "" when nothing is; ``fraction`` of it in [0, 1] where known
    error     what went wrong last, for the person who asked
    n_since   claims judged or added since the fit whose answers are shown
    recovered sentences on what was stopped in its midst before this start
    changed   an earlier fit's answers can be compared with these
    """

    words: str = ""
    fraction: float | None = None
    error: str = ""
    n_since: int = 0
    changed: bool = False
    recovered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything a page shows.

    assessment   None until the first fit is done
    token        proves to the server that a form came from one of its own pages
    editable     False for a bundled case, which is copied before it is judged
    author       who judged last in this browser
    kept         parts of pages that only a new fit or judgement changes, by name
    """

    case: Case
    claims: Mapping[str, Claim]
    links: Links
    assessment: Assessment | None
    token: str = ""
    editable: bool = True
    author: str = ""
    status: Status = field(default_factory=Status)
    texts: frozenset[str] = frozenset()
    definitions: Mapping[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once as long as case and answers are the same."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]

    @property
    def standing(self) -> Sequence[Claim]:
        """The claims that no other supersedes."""
        return self.once("standing", self.case.standing)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Colour and name of each side that speaks."""
        return [
            (self.links.side_slot(side), self.links.side_name(side)) for side in self.links.sides
        ]


def _bare(case: Case) -> Assessment:
    return Assessment(
        case=case.id, title=case.title, question=case.question, start=case.start,
        cut_off=case.cut_off, horizon=case.horizon, summary=(), estimates=(), forecasts=(),
        bands=(), what_ifs=(), weighings=(), sources=(), check=None, priors=(), listed=(),
        warnings=(), provenance=Provenance(),
    )  # fmt: skip


def view_of(case: Case, assessment: Assessment | None, **more: Any) -> View:
    """A view with its cross-references worked out; ``more`` are other fields of it."""
    claims = {claim.id: claim for claim in case.claims}
    links = Links(assessment or _bare(case), case, claims)
    for use in links.uses.values():
        if use.use == "unused" and use.reason != "rejected":
            use.reason = "judged or added since the fit" if assessment else "no fit yet"
    definitions = {item.name: item.definition for item in case.observables if item.definition}
    spoken = {claim.report for claim in case.claims if claim.start >= 0}
    return View(
        case=case,
        claims=claims,
        links=links,
        assessment=assessment,
        texts=frozenset(report.id for report in case.reports if report.id in spoken),
        definitions=definitions,
        **more,
    )


def rows_of(view: View, keys: list[str]) -> list[ClaimRow]:
    """Claims as the claims table shows them."""
    return [
        claim_row(key, view.claims[key], view.links, view.definitions, set(view.texts))
        for key in keys
    ]


def drawn(charts: Mapping[str, Chart | None]) -> dict[str, Markup]:
    """The charts that there are, drawn."""
    return {
        key: Markup(svg)
        for key, svg in draw({k: chart for k, chart in charts.items() if chart}).items()
    }


def judging_choices(view: View) -> Mapping[str, Any]:
    """What the judging forms offer: subjects, measures, hedges, relations."""
    case = view.case
    parts = [*case.formations, *case.sectors, *case.stocks, *case.sides]
    return {
        "subjects": [(part.id, part.name) for part in parts],
        "measure_names": [(name, measure.title) for name, measure in sorted(MEASURES.items())],
        "hedges": (
            "none", "about", "at least", "more than", "up to", "less than", "nearly", "range",
            "vague", "by",
        ),
        "relations": ("verbatim", "distorted", "derived", "possibly independent"),
    }  # fmt: skip


def show(template: str, view: View, *, here: str, title: str, **context: Any) -> str:
    """A whole page: the frame, the template's content, and links that lead across pages."""
    page = (
        environment()
        .get_template(f"pages/{template}.html.j2")
        .render(
            view=view,
            case=view.case,
            assessment=view.assessment,
            links=view.links,
            status=view.status,
            legend=view.legend,
            here=here,
            title=title,
            navigation=NAVIGATION,
            style=_style()[0],
            script=_script()[0],
            day_words=day_words,
            **context,
        )
    )
    return _across(page)


def _across(page: str) -> str:
    """The page with each link to a place that is not on it leading to the page that has it."""
    here = set(_IDS.findall(page))

    def lead(match: re.Match[str]) -> str:
        place, kind, name = match.groups()
        return match.group() if place in here else f'href="{_PATHS[kind].format(name=name)}"'

    return _INNER.sub(lead, page)
