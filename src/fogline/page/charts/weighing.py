"""Which claims carry an answer: how far its median moves when one is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

from fogline.answer import Weighing, say_number
from fogline.page.charts.theme import (
    ROW_LABEL,
    Chart,
    Spec,
    as_given,
    base,
    claim_link,
    role,
    row_name,
    side_colour,
)
from fogline.page.text import shorten, shorten_middle

__all__ = ["MOST_BARS", "weighing_chart"]

# Bars drawn; the table beside the chart holds every row. Source: Chosen by us.
MOST_BARS = 10


def weighing_chart(
    weighing: Weighing,
    *,
    sides: Sequence[str],
    link: Callable[[str], str],
    width: int = 232,
) -> Chart | None:
    """The largest leave-one-out shifts as bars around zero, coloured by side; None without rows."""
    moved = sorted(
        (row for row in weighing.rows if isfinite(row.shift)), key=lambda row: -abs(row.shift)
    )[:MOST_BARS]
    if not moved:
        return None
    rows: list[dict[str, Any]] = [
        {
            "row": row_name(shorten_middle(row.label or row.claim, 32), index),
            "shift": row.shift,
            "colour": side_colour(row.side, sides),
            "href": claim_link(link(row.claim)),
            "says": f"{row.claim}: {shorten(row.label, 80)} - without it the median would be "
            f"{say_number(weighing.median + row.shift, weighing.unit)}",
        }
        for index, row in enumerate(moved)
    ]
    reach = max(abs(row["shift"]) for row in rows) or 1.0
    y: Spec = {
        "field": "row",
        "type": "nominal",
        "sort": [row["row"] for row in rows],
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "labelLimit": 214,
            "labelExpr": ROW_LABEL,
        },
    }
    x: Spec = {
        "field": "shift",
        "type": "quantitative",
        "scale": {"domain": [-reach, reach], "nice": True},
        "axis": {
            "title": "median without it, less the median",
            "orient": "top",
            "format": "+.1%"
            if weighing.unit == "share"
            else "+~s"
            if reach >= 10_000
            else "+,.0f"
            if reach >= 5
            else "+,.2f",
            "tickCount": 3,
            "domain": False,
            "ticks": False,
        },
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 11, "aria": True},
            "encoding": {
                "x": x,
                "y": y,
                "color": as_given("colour"),
                "href": {"field": "href", "type": "nominal"},
                "description": {"field": "says", "type": "nominal"},
            },
        },
        {
            "data": {"values": [{"zero": 0}]},
            "mark": {"type": "rule", "color": role("cutoff")},
            "encoding": {"x": {**x, "field": "zero"}},
        },
    ]
    name = weighing.title or weighing.observable
    label = f"The {len(rows)} claims that move {name} most when left out"
    view: Spec = {
        **base(width=width, height=18 * len(rows)),
        "data": {"values": rows},
        "layer": layers,
    }
    return Chart(label=label, spec=view, left=226, right=22, top=40, bottom=6)
