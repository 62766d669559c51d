"""A quantity over time: median, 50/80/95 % bands, the forecast fan and every claim drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil, isfinite
from typing import Any

from fogline.answer import Band, PlacedClaim
from fogline.page.charts.theme import Chart, Spec, as_given, base, claim_link, role, side_colour
from fogline.page.text import short_date

__all__ = ["band_chart", "drawn_claims", "drawn_days", "mark_label", "time_axis", "value_axis"]

# A claim further out than this many times the top of the 95 % band is drawn at the edge.
# Source: Chosen by us, so that one wild claim does not flatten the chart it stands on.
HEADROOM = 1.5

# Most claims drawn on a chart; of more, as many evenly in order of their days. Source: Chosen by
# us: one every two pixels, beyond which marks hide each other.
MOST_MARKS = 180

# Most days drawn. Source: Chosen by us; two pixels a day, beyond which an eye sees no more.
MOST_DAYS = 186

_SHAPES = {
    "point": "circle",
    # An arrow whose foot is the number said: "at least" points up, "up to" points down.
    "up": "M-0.8,0L0.8,0M0,0L0,-1.6M-0.75,-1.3L0,-2.6L0.75,-1.3Z",
    "down": "M-0.8,0L0.8,0M0,0L0,1.6M-0.75,1.3L0,2.6L0.75,1.3Z",
}


def time_axis(first: date, last: date) -> Spec:
    """A time axis in UTC with labels to suit its length: days, months, half-years or years.

    The year is written under January, and under the first label where there is no January.
    """
    n_days = (last - first).days
    plain = {"grid": False, "title": None}
    if n_days > 4 * 366:
        return {**plain, "format": "%Y", "tickCount": 6}
    if n_days > 500:
        ticks = {"interval": "month", "step": 3 if n_days < 800 else 6}
        words = "[utcFormat(datum.value, '%b'), utcFormat(datum.value, '%Y')]"
        return {**plain, "labelExpr": words, "tickCount": ticks}
    if n_days <= 75:
        return {
            **plain,
            "labelExpr": "datum.index == 0 ? [utcFormat(datum.value, '%-d %b'),"
            " utcFormat(datum.value, '%Y')] : utcFormat(datum.value, '%-d %b')",
            "tickCount": {"interval": "day", "step": 7 if n_days > 9 else 1},
        }
    years = range(first.year, last.year + 1)
    january = any(first <= date(year, 1, 1) <= last for year in years)
    first_too = "" if january else " || datum.index == 0"
    return {
        **plain,
        "format": "%b",
        "labelExpr": f"utcmonth(datum.value) == 0{first_too} ? [utcFormat(datum.value, '%b'),"
        " utcFormat(datum.value, '%Y')] : utcFormat(datum.value, '%b')",
        "tickCount": {"interval": "month", "step": 1},
    }


def value_axis(top: float, unit: str) -> Spec:
    """An axis whose labels suit the size of its numbers; shares in per cent."""
    decimals = 0 if top >= 5 else 1 if top >= 0.5 else 2
    form = ".0%" if unit == "share" else "~s" if top >= 10_000 else f",.{decimals}f"
    words = f"datum.value == 0 ? '0' : format(datum.value, '{form}')"
    return {"labelExpr": words, "title": None, "tickCount": 5, "domain": False, "ticks": False}


def _span(band: Band) -> tuple[float, float, float]:
    """Bottom and top of the axis, and where claims are cut off."""
    seen = [i for i, day in enumerate(band.days) if day <= band.cut_off]
    wide = band.edges.get("95") or (band.median, band.median)
    fan = band.edges.get("80") or wide
    # The outermost forecasts may leave the chart, so that the evidence keeps its place.
    numbers = [edge[i] for edge in wide for i in seen] + [x for edge in fan for x in edge]
    finite = [x for x in (*numbers, *band.median) if isfinite(x)] or [0.0, 1.0]
    bottom, top = min(0.0, *finite), max(finite)
    limit = top * HEADROOM if top > 0 else 1.0
    drawn = [x for claim in band.claims for x in _numbers(claim) if x <= limit]
    top = max([top, *drawn]) or 1.0
    below = [x for claim in band.claims for x in _numbers(claim) if x >= 1.5 * bottom]
    return min([bottom, *below]), top, top


def _numbers(claim: PlacedClaim) -> list[float]:
    chosen = {
        "up": [claim.low],
        "down": [claim.high],
        "bar": [claim.low, claim.high],
    }.get(claim.shape, [claim.value])
    return [x for x in chosen if isfinite(x)]


def mark_label(claim: PlacedClaim) -> str:
    """What a mark says on hover and focus: who, what, when."""
    return f"{claim.claim}: {claim.label or claim.source}, {short_date(claim.day)}"


def band_chart(
    band: Band,
    *,
    sides: Sequence[str],
    link: Callable[[str], str],
    width: int = 372,
    height: int = 190,
) -> Chart:
    """One observable over time.

    sides   the colour order; link   claim id -> place on the page, "" for none
    """
    bottom, top, limit = _span(band)
    times = time_axis(band.days[0], band.days[-1])
    x = {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "axis": times}
    y_scale = {"domain": [bottom, top], "nice": False, "zero": False}
    axis = value_axis(top, band.unit)
    ribbons, lines = _ribbons(band, bottom, top)
    layers: list[Spec] = [
        {
            "data": {"values": ribbons},
            "mark": {"type": "area", "opacity": 1},
            "encoding": {
                "x": x,
                "y": {
                    "field": "low",
                    "type": "quantitative",
                    "scale": y_scale,
                    "axis": axis,
                    "stack": None,
                },
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
    ]
    if band.days[0] < band.cut_off < band.days[-1]:
        layers.append(_cut_off_rule(band, x))
    layers.extend(_claim_layers(band, x, axis, sides, link, bottom, limit))
    label = (
        f"{band.title or band.observable} over time, median with 50, 80 and 95 % intervals"
        f" and {len(drawn_claims(band))} claims drawn on it"
    )
    return Chart(label=label, spec={**base(width=width, height=height), "layer": layers}, bottom=36)


def drawn_claims(band: Band) -> Sequence[PlacedClaim]:
    """The claims that have a mark on the chart: all, or ``MOST_MARKS`` of them."""
    n_claims = len(band.claims)
    if n_claims <= MOST_MARKS:
        return band.claims
    ordered = sorted(band.claims, key=lambda claim: (claim.day, claim.claim))
    return [ordered[i * n_claims // MOST_MARKS] for i in range(MOST_MARKS)]


def drawn_days(band: Band) -> list[int]:
    """Places of the days drawn: as many as the width can show, with cut-off and last day."""
    step = ceil(len(band.days) / MOST_DAYS)
    last = len(band.days) - 1
    return [
        index
        for index, day in enumerate(band.days)
        if index % step == 0 or index == last or day == band.cut_off
    ]


def _ribbons(band: Band, bottom: float, top: float) -> tuple[list[Spec], list[Spec]]:
    """Rows of the bands and the median, thinned to what the width can show; widest first.

    Numbers beyond ``bottom`` and ``top`` end there.
    """

    def within(value: float) -> float:
        return float(f"{min(max(value, bottom), top):.4g}")

    kept = drawn_days(band)
    ribbons: list[Spec] = []
    lines: list[Spec] = []
    for kind in ("band", "fan"):
        part = [
            index
            for index in kept
            if (
                band.days[index] <= band.cut_off
                if kind == "band"
                else band.days[index] >= band.cut_off
            )
        ]
        for level in ("95", "80", "50"):
            low, high = band.edges.get(level, ((), ()))
            ribbons.extend(
                {
                    "day": band.days[i].isoformat(),
                    "low": within(low[i]),
                    "high": within(high[i]),
                    "colour": role(kind + level),
                }
                for i in part
                if low
            )
        name, dash = ("median", [1, 0]) if kind == "band" else ("fanmedian", [5, 3])
        lines.extend(
            {
                "day": band.days[i].isoformat(),
                "m": within(band.median[i]),
                "colour": role(name),
                "dash": dash,
            }
            for i in part
        )
    return ribbons, lines


def _cut_off_rule(band: Band, x: Spec) -> Spec:
    return {
        "data": {"values": [{"day": band.cut_off.isoformat()}]},
        "mark": {"type": "rule", "color": role("cutoff"), "strokeDash": [2, 2]},
        "encoding": {"x": x},
    }


def _claim_layers(
    band: Band,
    x: Spec,
    axis: Spec,
    sides: Sequence[str],
    link: Callable[[str], str],
    bottom: float,
    limit: float,
) -> list[Spec]:
    bars: list[dict[str, Any]] = []
    points: list[dict[str, Any]] = []
    for claim in drawn_claims(band):
        numbers = _numbers(claim)
        if not numbers:
            continue
        off = max(numbers) > limit or min(numbers) < bottom
        row: dict[str, Any] = {
            "day": claim.day.isoformat(),
            "colour": side_colour(claim.side, sides),
            "href": claim_link(link(claim.claim)),
            "says": mark_label(claim) + (" (beyond the axis)" if off else ""),
        }
        if claim.shape == "bar":
            low, high = (min(max(x, bottom), limit) for x in (claim.low, claim.high))
            bars.append({**row, "low": low, "high": high})
        else:
            at = min(max(numbers[0], bottom), limit)
            points.append(
                {**row, "y": at, "shape": claim.shape if claim.shape in _SHAPES else "point"}
            )
    colour = as_given("colour")
    linked = {
        "href": {"field": "href", "type": "nominal"},
        "description": {"field": "says", "type": "nominal"},
    }
    layers: list[Spec] = []
    if bars:
        layers.append(
            {
                "data": {"values": bars},
                "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round", "aria": True},
                "encoding": {
                    "x": x,
                    "y": {"field": "low", "type": "quantitative", "axis": axis},
                    "y2": {"field": "high"},
                    "color": colour,
                    **linked,
                },
            }
        )
    if points:
        layers.append(
            {
                "data": {"values": points},
                "mark": {
                    "type": "point",
                    "filled": True,
                    "opacity": 1,
                    "strokeWidth": 1.4,
                    "aria": True,
                },
                "encoding": {
                    "x": x,
                    "y": {"field": "y", "type": "quantitative", "axis": axis},
                    "shape": {
                        "field": "shape",
                        "type": "nominal",
                        "scale": {"domain": list(_SHAPES), "range": list(_SHAPES.values())},
                        "legend": None,
                    },
                    "fill": colour,
                    "stroke": colour,
                    "size": {"value": 34},
                    **linked,
                },
            }
        )
    return layers
