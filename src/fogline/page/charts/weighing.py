"""Which claims carry an answer: from the median before them, claim by claim, to the one after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

from fogline.answer import Weighing, say_number
from fogline.answer.words import COUNTS
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
from fogline.page.text import figure, shorten, shorten_middle

__all__ = ["MOST_BARS", "weighing_chart"]

# Bars drawn; the table beside the chart holds every row. Source: Chosen by us.
MOST_BARS = 9


def weighing_chart(
    weighing: Weighing,
    *,
    sides: Sequence[str],
    link: Callable[[str], str],
    width: int = 232,
    label_width: int = 226,
) -> Chart | None:
    """A waterfall from the median before the claims to the median after them; None without rows.

    One bar a claim, coloured by side, then the claims not drawn and what no claim brings alone:
    the bars add up.
    """
    sure = [row for row in weighing.rows if isfinite(row.shift) and row.method != "unreliable"]
    moved = sorted(sure, key=lambda row: -abs(row.shift))
    if not moved or not isfinite(weighing.prior_median):
        return None
    drawn, rest = moved[:MOST_BARS], moved[MOST_BARS:]
    others = weighing.others + sum(row.shift for row in rest)
    unit = weighing.unit
    at = weighing.prior_median
    rows: list[dict[str, Any]] = []

    def step(words: str, shift: float, colour: str, says: str = "", href: str = "") -> None:
        nonlocal at
        name = row_name(shorten_middle(words, label_width // 7), len(rows))
        rows.append(
            {"row": name, "from": at, "to": at + shift, "colour": colour, "href": href,
             "says": says or f"{words}: {say_number(shift, unit)}", "end": max(at, at + shift),
             "moves": figure(shift, unit, signed=True)}
        )  # fmt: skip
        at += shift

    for row in drawn:
        without = say_number(weighing.median - row.shift, unit)
        step(
            row.label or row.claim,
            row.shift,
            side_colour(row.side, sides),
            f"{row.claim}: {shorten(row.label, 80)} - without it the median would be {without}",
            claim_link(link(row.claim)),
        )
    if others:
        step("all other claims", others, role("muted"))
    step("what several bring together", weighing.shared, role("fanmedian"))
    ends = [
        {"row": row_name("before the claims", -1), "at": weighing.prior_median},
        {"row": row_name("after all claims", -2), "at": weighing.median},
    ]
    numbers = [x for row in rows for x in (row["from"], row["to"])] + [weighing.median]
    low, high = min(numbers), max(numbers)
    if unit in COUNTS and max(abs(low), abs(high)) < 1:
        return None  # parts of nobody
    spare = (high - low or abs(high) or 1.0) * 0.06
    y: Spec = {
        "field": "row",
        "type": "nominal",
        "sort": [ends[0]["row"], *(row["row"] for row in rows), ends[1]["row"]],
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "labelLimit": label_width - 12,
            "labelExpr": ROW_LABEL,
        },
    }
    reach = max(abs(low), abs(high))
    form = (
        ".0%" if unit == "share" else "~s" if reach >= 10_000 else ",.0f" if reach >= 5 else ".2f"
    )
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [low - spare, high + spare], "nice": False, "zero": False},
        "axis": {
            "title": "median of the answer",
            "orient": "top",
            "format": ".0%" if unit == "share" else form,
            "tickCount": 4,
            "domain": False,
            "ticks": False,
        },
    }
    layers: list[Spec] = [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "height": 11, "aria": True},
            "encoding": {
                "x": {**x, "field": "from"},
                "x2": {"field": "to"},
                "y": y,
                "color": as_given("colour"),
                "href": {"field": "href", "type": "nominal"},
                "description": {"field": "says", "type": "nominal"},
            },
        },
        {
            "data": {"values": rows},
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11},
            "encoding": {
                "x": {**x, "field": "end"},
                "y": y,
                "text": {"field": "moves", "type": "nominal"},
            },
        },
        {
            "data": {"values": ends},
            "mark": {"type": "tick", "color": role("ink"), "thickness": 2.5, "size": 15},
            "encoding": {"x": {**x, "field": "at"}, "y": y},
        },
        {
            "data": {"values": [{"at": weighing.median}]},
            "mark": {"type": "rule", "color": role("cutoff"), "strokeDash": [2, 2]},
            "encoding": {"x": {**x, "field": "at"}},
        },
    ]
    name = weighing.title or weighing.observable
    label = (
        f"How the claims carry {name} from the median before any claim,"
        f" {say_number(weighing.prior_median, unit)}, to {say_number(weighing.median, unit)}:"
        f" the {len(drawn)} that bring most, the others, and what several bring together"
    )
    view: Spec = {**base(width=width, height=18 * (len(rows) + 2)), "layer": layers}
    return Chart(label=label, spec=view, left=label_width, right=60, top=40, bottom=6)
