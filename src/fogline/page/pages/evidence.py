"""Adding evidence: hand over a report, see the claims proposed, see what a new fit changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.answer.changes import Change
from fogline.case import Evidence, Listed, if_accepted
from fogline.claims.claim import Claim
from fogline.page.claim_views import text_pieces
from fogline.page.pages.roles import View, rows_of, show, view_of
from fogline.page.text import figure
from fogline.page.views import answer_row, side_by_side_axis
from fogline.report import Report

__all__ = ["add_page", "changes_page", "copy_page", "proposal_page"]


def add_page(view: View, *, message: str = "", text: str = "", day: str = "") -> str:
    """Where a page, a PDF or a text is handed over."""
    return show("add", view, here="/add", title="Add a report", message=message, text=text, day=day)


def proposal_page(view: View, report: Report, claims: Sequence[Claim], *, message: str = "") -> str:
    """One report that was read, its text marked, and each claim to take or to leave."""
    shown = view_of(replace(view.case, claims=tuple(claims), reports=(report,)), None)
    known = {claim.id for claim in view.case.claims}
    cut_off = view.case.cut_off
    late = {
        claim.id
        for claim in claims
        if any(day and day > cut_off for day in (claim.printed_on, claim.said_on, claim.held.from_))
        and claim.modality != "forecast"
    }
    rows = rows_of(shown, [claim.id for claim in claims])
    found = if_accepted(view.case, report, claims)
    titles = {item.name: item.title or item.name for item in view.case.observables}
    parts = {part.id: part.name for part in view.case.formations}
    evidence = {
        name: titles.get(item.observable) or parts.get(item.observable.split(".")[0], "")
        for name, item in found.items()
        if isinstance(item, Evidence)
    }
    listed = {name: item.reason for name, item in found.items() if isinstance(item, Listed)}
    return show(
        "proposal",
        view,
        here="/add",
        title=report.title or report.source or "A report without a title",
        report=report,
        pieces=text_pieces(report, shown.links),
        rows=rows,
        known=known,
        late=late,
        n_late=sum(row.id in late for row in rows),
        n_open=sum(row.id not in late and row.id not in known for row in rows),
        evidence=evidence,
        listed=listed,
        message=message,
    )


def changes_page(view: View, changes: Sequence[Change]) -> str:
    """What the last fit changed, and which claims moved it."""
    links = view.links
    rows = []
    for change in changes:
        axis = side_by_side_axis([change.before, change.after])
        rows.append(
            {
                "title": links.title(change.after.observable),
                "before": answer_row(change.before, links, axis=axis),
                "after": answer_row(change.after, links, axis=axis, kind="scenario"),
                "moved": figure(
                    change.after.median - change.before.median, change.after.unit, signed=True
                ),
                "noise": change.noise,
                "movers": [
                    (
                        mover.claim,
                        mover.came,
                        "" if mover.moved is None
                        else figure(mover.moved, change.after.unit, signed=True),
                    )
                    for mover in change.movers[:4]
                ],
            }
        )  # fmt: skip
    came = sorted({m.claim for change in changes for m in change.movers if m.came})
    went = sorted({m.claim for change in changes for m in change.movers if not m.came})
    return show("changes", view, here="", title="What changed", rows=rows, came=came, went=went)


def copy_page(view: View, *, message: str = "", folder: str = "") -> str:
    """Where a bundled case is made one's own."""
    return show("copy", view, here="", title="Make it yours", message=message, folder=folder)
