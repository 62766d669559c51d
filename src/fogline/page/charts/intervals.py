"""Rows of intervals on one axis: the forest plot of source bias, and prior beside posterior."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import isfinite, log10
from typing import Any

from fogline.answer import Estimate, SourceBias
from fogline.page.charts.theme import (
    ROW_LABEL,
    Chart,
    Spec,
    as_given,
    base,
    role,
    row_name,
    side_colour,
)
from fogline.page.text import kind_words, shorten_middle

__all__ = ["forest_chart", "prior_chart"]

ROW = 18  # pixels a row
LABELS = 246  # pixels for the names of rows
# Factors drawn; anything further out ends at the edge. Source: Chosen by us, see value axis.
FACTOR_LIMITS = (0.1, 10.0)
FACTOR_TICKS = [0.1, 0.3, 1, 3, 10]


def _clipped(low: float, high: float) -> tuple[float, float]:
    floor, ceiling = FACTOR_LIMITS
    return min(max(low, floor), ceiling), min(max(high, floor), ceiling)


def _factor_axis(title: str) -> Spec:
    return {
        "values": FACTOR_TICKS,
        "labelExpr": "'×' + format(datum.value, '~g')",
        "title": title,
        "grid": True,
        "orient": "top",
        "domain": False,
        "ticks": False,
    }


def _row_axis(width: int) -> Spec:
    return {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "labelLimit": width - 10,
    }


def _rows_chart(
    rows: list[dict[str, Any]],
    layers: list[Spec],
    *,
    label: str,
    width: int,
    left: int = LABELS,
) -> Chart:
    view: Spec = {
        **base(width=width, height=ROW * len(rows)),
        "data": {"values": rows},
        "layer": layers,
    }
    return Chart(label=label, spec=view, left=left, right=18, top=40, bottom=6)


def _common(rows: list[dict[str, Any]], title: str, left: int = LABELS) -> tuple[Spec, Spec]:
    x: Spec = {
        "type": "quantitative",
        "scale": {"type": "log", "domain": list(FACTOR_LIMITS), "nice": False},
        "axis": _factor_axis(title),
    }
    y: Spec = {
        "field": "row",
        "type": "nominal",
        "sort": [row["row"] for row in rows],
        "axis": {
            **_row_axis(left),
            "labelExpr": ROW_LABEL,
        },
    }
    return x, y


def _line_at_one(x: Spec) -> Spec:
    return {
        "data": {"values": [{"one": 1}]},
        "mark": {"type": "rule", "color": role("cutoff"), "strokeDash": [2, 2]},
        "encoding": {"x": {**x, "field": "one"}},
    }


def forest_chart(
    biases: Sequence[SourceBias],
    *,
    sides: Sequence[str],
    width: int = 250,
    label_width: int = LABELS,
) -> Chart:
    """Learned bias of each source as a factor on a log axis, the prior as a faint bar behind it.

    Rows keep the order given. A factor above 1 means that the source runs high.
    """
    rows: list[dict[str, Any]] = []
    often = Counter(bias.source for bias in biases)
    twice = Counter((bias.source, bias.group) for bias in biases)
    for index, bias in enumerate(biases):
        kind = kind_words(bias.group)
        if twice[bias.source, bias.group] > 1:
            kind = f"{bias.relation} {bias.group}"
        of = f", {kind}" if often[bias.source] > 1 else ""
        name = bias.name or bias.source
        low, high = _clipped(*bias.intervals.get("80", (bias.factor, bias.factor)))
        prior_low, prior_high = _clipped(*bias.prior_intervals.get("80", (low, high)))
        rows.append(
            {
                "row": row_name(shorten_middle(name + of, label_width // 7 + 1), index),
                "colour": side_colour(bias.side, sides),
                "at": _clipped(bias.factor, bias.factor)[0],
                "low": low,
                "high": high,
                "prior_low": prior_low,
                "prior_high": prior_high,
            }
        )
    x, y = _common(rows, "how high the source runs (×1 = right on)", label_width)
    colour = as_given("colour")
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "strokeWidth": 9, "color": role("prior"), "opacity": 1},
            "encoding": {"x": {**x, "field": "prior_low"}, "x2": {"field": "prior_high"}, "y": y},
        },
        _line_at_one(x),
        {
            "mark": {"type": "rule", "strokeWidth": 2.5},
            "encoding": {
                "x": {**x, "field": "low"},
                "x2": {"field": "high"},
                "y": y,
                "color": colour,
            },
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 44},
            "encoding": {"x": {**x, "field": "at"}, "y": y, "color": colour},
        },
    ]
    label = (
        f"Learned bias of {len(rows)} sources as a factor, median and 80 % interval,"
        " with the prior's 80 % interval behind it; the table beside it holds the numbers"
    )
    return _rows_chart(rows, layers, label=label, width=width, left=label_width)


def prior_chart(
    estimates: Sequence[Estimate], *, names: Mapping[str, str], width: int = 250
) -> Chart | None:
    """Prior and posterior 80 % intervals of each quantity, as factors of its posterior median.

    Quantities that can be zero or less have no place on a log axis and are left out; None when
    none is left.
    """
    rows: list[dict[str, Any]] = []
    for index, estimate in enumerate(estimates):
        low, high = estimate.intervals.get("80", (0.0, 0.0))
        prior_low, prior_high = estimate.prior_intervals.get("80", (0.0, 0.0))
        numbers = (estimate.median, low, high, prior_low, prior_high)
        if not all(isfinite(x) and x > 0 for x in numbers):
            continue
        middle = estimate.median
        post = _clipped(low / middle, high / middle)
        prior = _clipped(prior_low / middle, prior_high / middle)
        if abs(log10(prior[1] / prior[0])) < 1e-9:
            continue
        rows.append(
            {
                "row": row_name(names[estimate.observable], index),
                "low": post[0],
                "high": post[1],
                "prior_low": prior[0],
                "prior_high": prior[1],
                "colour": role("fanmedian" if estimate.rests_on_prior else "posterior"),
                "at": 1,
            }
        )
    if not rows:
        return None
    x, y = _common(rows, "of the median found (×1)")
    colour = as_given("colour")
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "strokeWidth": 9, "color": role("prior"), "opacity": 1},
            "encoding": {"x": {**x, "field": "prior_low"}, "x2": {"field": "prior_high"}, "y": y},
        },
        {
            "mark": {"type": "rule", "strokeWidth": 2.5},
            "encoding": {
                "x": {**x, "field": "low"},
                "x2": {"field": "high"},
                "y": y,
                "color": colour,
            },
        },
        {
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 44},
            "encoding": {"x": {**x, "field": "at"}, "y": y, "color": colour},
        },
    ]
    label = (
        f"What the claims taught about {len(rows)} quantities: 80 % interval before (faint)"
        " and after the claims, as factors of the median found"
    )
    return _rows_chart(rows, layers, label=label, width=width)
