"""The same draws with and without an intervention, side by side over time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import isfinite

from fogline.answer import Band
from fogline.page.charts.bands import drawn_days, time_axis, value_axis
from fogline.page.charts.theme import Chart, Spec, as_given, base, role

__all__ = ["what_if_chart", "what_if_span"]

# Days before the intervention that stay in view. Source: Chosen by us: enough to see the break.
DAYS_BEFORE = 45


def what_if_chart(
    without: Band | None,
    with_it: Band,
    *,
    title: str,
    start: date,
    span: tuple[float, float] | None = None,
    width: int = 372,
    height: int = 150,
) -> Chart:
    """Median and 80 % interval of both; the changed one begins where the intervention does.

    span   lowest and highest number of the axis, shared by the charts of one quantity
    """
    ribbons, lines = _rows(without, with_it, start)
    top = max((float(row["high"]) for row in ribbons), default=1.0)
    scale: Spec = {"zero": False, "nice": True}
    if span and span[1] > span[0]:
        scale["domain"] = list(span)
        top = span[1]
    axis = value_axis(top, with_it.unit)
    days = sorted(date.fromisoformat(str(line["day"])) for line in lines) or [start]
    times = time_axis(days[0], days[-1])
    x: Spec = {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "axis": times}
    layers: list[Spec] = [
        {
            "data": {"values": ribbons},
            "mark": {"type": "area", "opacity": 1},
            "encoding": {
                "x": x,
                "y": {"field": "low", "type": "quantitative", "axis": axis, "stack": None,
                      "scale": scale},
                "y2": {"field": "high"},
                "color": as_given("colour"),
            },
        },
        {
            "data": {"values": lines},
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {
                "x": x,
                "y": {"field": "m", "type": "quantitative", "axis": axis},
                "color": as_given("colour"),
                "strokeDash": as_given("dash"),
            },
        },
        {
            "data": {"values": [{"day": start.isoformat()}]},
            "mark": {"type": "rule", "color": role("scenario"), "strokeDash": [6, 3]},
            "encoding": {"x": x},
        },
        {
            "data": {"values": [{"day": with_it.cut_off.isoformat()}]},
            "mark": {"type": "rule", "color": role("cutoff"), "strokeDash": [2, 2]},
            "encoding": {"x": x},
        },
    ]  # fmt: skip
    label = f"{with_it.title or with_it.observable}: as it stands, and with {title} (dashed)"
    return Chart(label=label, spec={**base(width=width, height=height), "layer": layers}, bottom=36)


def what_if_span(drawn: Iterable[tuple[Band | None, Band, date]]) -> tuple[float, float]:
    """Lowest and highest number that these what-ifs of one quantity draw, zero for none."""
    rows = [row for without, with_it, start in drawn for row in _rows(without, with_it, start)[0]]
    low = min((float(row["low"]) for row in rows), default=0.0)
    return low, max((float(row["high"]) for row in rows), default=0.0)


def _rows(without: Band | None, with_it: Band, start: date) -> tuple[list[Spec], list[Spec]]:
    """Rows of the 80 % bands and of the medians."""
    begins = max(0, next((i for i, d in enumerate(with_it.days) if d >= with_it.cut_off), 0))
    first = with_it.days[max(0, begins - DAYS_BEFORE)]
    ribbons: list[Spec] = []
    lines: list[Spec] = []
    for band, kind in ((without, "posterior"), (with_it, "scenario")):
        if band is None:
            continue
        low, high = band.edges.get("80", (band.median, band.median))
        for index in drawn_days(band):
            day = band.days[index]
            if day < (first if kind == "posterior" else start) or not isfinite(band.median[index]):
                continue
            stamp = day.isoformat()
            shade, dash = ("band80", [1, 0]) if kind == "posterior" else ("scenario80", [6, 3])
            ribbons.append(
                {"day": stamp, "low": low[index], "high": high[index], "colour": role(shade)}
            )
            lines.append(
                {"day": stamp, "m": band.median[index], "colour": role(kind), "dash": dash}
            )
    return ribbons, lines
