"""The ground: each sector one coarse shape, as dark as it is likely to be held still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fogline.case import Shape
from fogline.page.charts.theme import Chart, Spec, base, role

__all__ = ["GroundDay", "ground_chart"]

# Degrees left free around what is drawn. Source: Chosen by us.
MARGIN = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundDay:
    """A day's answer for one sector: the share of the ground once taken that is still held.

    share   median, 0 to 1: the probability that a square kilometre taken at some time, chosen
            blindly, is held or contested that day
    label   what is written under the map
    """

    sector: str
    share: float
    label: str


def ground_chart(
    shapes: Sequence[Shape], day: GroundDay, *, width: int = 270, height: int = 190
) -> Chart:
    """One map. Borders beyond the sectors' neighbourhood are cut off."""
    near = [point for shape in shapes if shape.kind != "border" for point in shape.points]
    west, east = min(x for x, _ in near) - MARGIN, max(x for x, _ in near) + MARGIN
    south, north = min(y for _, y in near) - MARGIN, max(y for _, y in near) + MARGIN
    frame = {"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}
    sector = next(s for s in shapes if s.kind == "sector" and s.sector == day.sector)
    outline = {"type": "Polygon", "coordinates": [_clockwise(sector.points)]}
    borders = [
        {"type": "LineString", "coordinates": part}
        for shape in shapes
        if shape.kind == "border"
        for part in _within(shape.points, (west - 1, south - 1, east + 1, north + 1))
    ]
    places = [
        {"name": shape.name, "x": shape.points[0][0], "y": shape.points[0][1]}
        for shape in shapes
        if shape.kind == "place"
    ]
    shade = {"type": "geoshape", "color": role("scenario"), "stroke": role("scenario")}
    layers: list[Spec] = [
        {
            "data": {"values": [_feature(outline)]},
            "mark": {**shade, "fillOpacity": round(max(0.0, min(1.0, day.share)), 3),
                     "strokeWidth": 1, "strokeDash": [3, 2]},
        },
        {
            "data": {"values": [_feature(line) for line in borders]},
            "mark": {"type": "geoshape", "filled": False, "stroke": role("muted"),
                     "strokeWidth": 1.4, "clip": True},
        },
    ]  # fmt: skip
    spots = {
        "longitude": {"field": "x", "type": "quantitative"},
        "latitude": {"field": "y", "type": "quantitative"},
    }
    if places:
        layers += [
            {
                "data": {"values": places},
                "mark": {"type": "circle", "size": 20, "opacity": 1, "color": role("ink")},
                "encoding": spots,
            },
            {
                "data": {"values": places},
                "mark": {"type": "text", "dy": -8, "color": role("ink")},
                "encoding": {**spots, "text": {"field": "name", "type": "nominal"}},
            },
        ]
    view: Spec = {
        **base(width=width, height=height),
        "projection": {"type": "mercator", "fit": frame, "size": [width, height]},
        "layer": layers,
    }
    label = f"{sector.name or day.sector}: {day.label}"
    return Chart(label=label, spec=view, left=2, right=2, top=2, bottom=2)


def _feature(geometry: Spec) -> Spec:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def _clockwise(points: Sequence[tuple[float, float]]) -> list[list[float]]:
    """The outline in the direction in which D3 takes its inside to be the smaller part."""
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))
    ordered = points if twice < 0 else points[::-1]
    return [list(point) for point in ordered]


def _within(
    points: Sequence[tuple[float, float]], box: tuple[float, float, float, float]
) -> list[list[list[float]]]:
    """The stretches of a line in a box: its points inside, and one beyond at each end."""
    west, south, east, north = box
    inside = [west <= x <= east and south <= y <= north for x, y in points]
    kept = [any(inside[max(0, i - 1) : i + 2]) for i in range(len(points))]
    parts: list[list[list[float]]] = []
    for i, point in enumerate(points):
        if kept[i]:
            if i == 0 or not kept[i - 1]:
                parts.append([])
            parts[-1].append(list(point))
    return [part for part in parts if len(part) > 1]
