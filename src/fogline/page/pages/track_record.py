"""Track record: how forecasts made at past cut-offs did against what was said next."""

from __future__ import annotations

from fogline.page.pages.roles import View, show

__all__ = ["track_record_page"]


def track_record_page(view: View) -> str:
    """The stored backtest of the case; says so where there is none."""
    return show(
        "track_record",
        view,
        here="/track-record",
        title="Track record",
        score=view.assessment.score if view.assessment else None,
    )
