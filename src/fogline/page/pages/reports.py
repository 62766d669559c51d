"""Reports: the texts read, each with its claims highlighted, and the pages keyed by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from fogline.page.claim_views import text_pieces
from fogline.page.pages.roles import View, judging_choices, rows_of, show
from fogline.page.text import safe_address
from fogline.report import Report

__all__ = ["report_page", "reports_page"]


def reports_page(view: View) -> str:
    """All reports with their words, then the pages of which only keyed claims are kept."""
    claims = view.case.standing()
    counts = Counter(claim.report for claim in claims if claim.start >= 0)
    keyed = Counter((c.url, c.publisher) for c in claims if c.start < 0 and c.url)
    pages = sorted(keyed.items(), key=lambda item: (-item[1], item[0][1], item[0][0]))
    return show(
        "reports",
        view,
        here="/reports",
        title="Reports",
        reports=[(report, counts[report.id]) for report in view.case.reports],
        pages=[
            (publisher or url, url, bool(safe_address(url)), n) for (url, publisher), n in pages
        ],
    )


def report_page(
    view: View, report: Report, *, key: str = "", log: Sequence[Any] = (), message: str = ""
) -> str:
    """One report: its text with every claim marked and, beside it, the claim that is chosen."""
    now = {claim.id for claim in view.case.standing()}
    latest = {c.supersedes: c.id for c in view.case.claims if c.supersedes}
    while key in latest:
        key = latest[key]
    pieces = text_pieces(report, view.links, kept=now)
    return show(
        "report",
        view,
        here="/reports",
        title=report.title or report.source or "A report without a title",
        report=report,
        pieces=pieces,
        status_of={claim.id: claim.status for claim in view.case.standing()},
        n_claims=len({piece.claim for piece in pieces if piece.claim}),
        address=safe_address(report.url),
        chosen=key,
        claim=view.claims.get(key),
        row=rows_of(view, [key])[0] if key in view.claims else None,
        log=log,
        message=message,
        **judging_choices(view),
    )
