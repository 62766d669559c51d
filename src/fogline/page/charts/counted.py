"""Things counted once: a row each with its interval and all that was said of it, on one axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from typing import Any

from fogline.answer import Band, PlacedClaim
from fogline.page.charts.bands import mark_label
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
from fogline.page.text import shorten

__all__ = ["counted_chart"]

ROW = 20  # pixels a row
# A range whose ends are nearer than this factor is drawn as a point. Chosen by us; ten pixels.
NARROW = 1.12
_LEVELS = (("95", 14), ("80", 10), ("50", 6))


def counted_chart(
    bands: Sequence[Band],
    *,
    names: Mapping[str, str],
    sides: Sequence[str],
    link: Callable[[str], str],
    width: int = 560,
    label_width: int = 320,
) -> Chart | None:
    """The one day of each band as a row on a log axis; None where no number is above nil.

    Widths of the bars: 95, 80 and 50 %, the median a stroke; a claim is a mark, a range a line.
    """
    rows: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for index, band in enumerate(bands):
        edges = {level: (low[0], high[0]) for level, (low, high) in band.edges.items()}
        if band.median[0] <= 0 or any(edges[level][0] <= 0 for level, _ in _LEVELS):
            continue
        row = row_name(shorten(names[band.observable], label_width // 7), index)
        ends = {f"{end}{level}": edges[level][i] for level, _ in _LEVELS
                for i, end in enumerate(("low", "high"))}  # fmt: skip
        rows.append({"row": row, "at": band.median[0], **ends})
        marks += [_mark(claim, row, sides, link) for claim in band.claims if min(_ends(claim)) > 0]
    if not rows:
        return None
    x: Spec = {
        "type": "quantitative",
        "scale": {"type": "log", "nice": False},
        "axis": {"format": "~s", "title": None, "orient": "top", "grid": True, "domain": False,
                 "ticks": False, "tickCount": 6},
    }  # fmt: skip
    y: Spec = {
        "field": "row",
        "type": "nominal",
        "sort": [row["row"] for row in rows],
        "axis": {"title": None, "domain": False, "ticks": False, "labelPadding": 6,
                 "labelLimit": label_width - 10, "labelExpr": ROW_LABEL},
    }  # fmt: skip
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": thick, "color": role(f"band{level}")},
            "encoding": {"x": {**x, "field": f"low{level}"}, "x2": {"field": f"high{level}"},
                         "y": y},
        }
        for level, thick in _LEVELS
    ]  # fmt: skip
    layers.append(
        {
            "mark": {"type": "tick", "thickness": 2, "size": 14, "color": role("median")},
            "encoding": {"x": {**x, "field": "at"}, "y": y},
        }
    )
    said: Spec = {
        "color": as_given("colour"), "href": {"field": "href", "type": "nominal"},
        "description": {"field": "says", "type": "nominal"},
    }  # fmt: skip
    kinds: tuple[tuple[str, Spec, Spec], ...] = (
        ("range", {"type": "rule", "strokeWidth": 3, "aria": True},
         {"x": {**x, "field": "low"}, "x2": {"field": "high"}}),
        ("point", {"type": "point", "filled": True, "opacity": 1, "size": 40, "aria": True},
         {"x": {**x, "field": "low"}}),
    )  # fmt: skip
    for kind, mark, places in kinds:
        if values := [row for row in marks if (row["low"] < row["high"]) == (kind == "range")]:
            layers.append(
                {"data": {"values": values}, "mark": mark, "encoding": {**places, "y": y, **said}}
            )
    view: Spec = {
        **base(width=width, height=ROW * len(rows)),
        "data": {"values": rows},
        "layer": layers,
    }
    label = f"{len(rows)} things counted: interval, median and every claim; the table holds them"
    return Chart(label=label, spec=view, left=label_width, right=18, top=26, bottom=6)


def _ends(claim: PlacedClaim) -> tuple[float, float]:
    """The ends of what a claim says; the same twice for a number or a bound."""
    if claim.shape == "bar":
        return claim.low, claim.high
    at = {"up": claim.low, "down": claim.high}.get(claim.shape, claim.value)
    return at, at


def _mark(
    claim: PlacedClaim, row: str, sides: Sequence[str], link: Callable[[str], str]
) -> dict[str, Any]:
    low, high = _ends(claim)
    if high < NARROW * low:
        low = high = sqrt(low * high)
    return {
        "row": row, "low": low, "high": high, "colour": side_colour(claim.side, sides),
        "href": claim_link(link(claim.claim)), "says": mark_label(claim),
    }  # fmt: skip
