"""map.geojson of a case: borders, towns and one coarse shape a sector, checked.

A sector's shape says where it lies and nothing more. Fogline holds no positions, so that a shape
with many corners is a fault.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from fogline.case.checked import Faults, near

__all__ = ["MAP_FILE", "MOST_CORNERS", "Shape", "map_text", "read_map"]

MAP_FILE = "map.geojson"
# Corners of a sector's shape. Source: Chosen by us; see docs/decisions/0041.
MOST_CORNERS = 24
_GEOMETRY = {"border": "LineString", "sector": "Polygon", "place": "Point"}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One thing on the map.

    kind     "border" (a line), "sector" (an outline, closed), "place" (one point, a town)
    sector   id of the sector; "" for the others
    points   longitude and latitude in degrees
    source   where it comes from and under which licence, a sentence that the page shows
    """

    kind: Literal["border", "sector", "place"]
    name: str = ""
    sector: str = ""
    points: tuple[Point, ...] = ()
    source: str = ""


def read_map(text: str, sectors: Collection[str], faults: Faults) -> tuple[Shape, ...]:
    """The shapes of a GeoJSON FeatureCollection; what is wrong with it becomes faults.

    sectors   ids of the case's sectors
    """

    def fault(number: int, what: str, remedy: str = "") -> None:
        faults.add(MAP_FILE, 0, f"feature {number}: {what}" if number else what, remedy)

    try:
        data = json.loads(text)
        features = data["features"] if data["type"] == "FeatureCollection" else None
    except json.JSONDecodeError as error:
        faults.add(MAP_FILE, error.lineno, f"not readable as JSON: {error.msg}", "mend this line")
        return ()
    except (KeyError, TypeError, RecursionError):
        features = None
    if not isinstance(features, list):
        fault(0, "not a GeoJSON FeatureCollection", "see the map of the kursk case")
        return ()
    shapes = []
    for number, feature in enumerate(features, 1):
        shape = _shape(feature, number, sectors, fault)
        if shape is not None:
            shapes.append(shape)
    return tuple(shapes)


def _shape(feature: Any, number: int, sectors: Collection[str], fault: Any) -> Shape | None:
    try:
        properties, geometry = dict(feature["properties"]), dict(feature["geometry"])
        kind, form, places = properties.pop("kind"), geometry["type"], geometry["coordinates"]
    except (KeyError, TypeError, ValueError):
        fault(number, "no kind or no geometry", f"kinds are {', '.join(_GEOMETRY)}")
        return None
    if kind not in _GEOMETRY:
        fault(number, f"unknown kind {kind!r}", near(str(kind), _GEOMETRY))
        return None
    if form != _GEOMETRY[kind]:
        fault(number, f"a {kind} is a {_GEOMETRY[kind]}, not a {form}", "draw it as one")
        return None
    try:
        if kind == "sector" and len(places) != 1:
            fault(number, "a sector's shape has holes or no outline", "keep one plain outline")
            return None
        line = {"border": lambda: places, "sector": lambda: places[0], "place": lambda: [places]}
        points = tuple((float(x), float(y)) for x, y, *_ in line[kind]())
    except (TypeError, ValueError, IndexError):
        fault(number, "its coordinates cannot be read", "write [longitude, latitude]")
        return None
    if not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points):
        fault(number, "a point lies off the globe", "write [longitude, latitude] in degrees")
        return None
    words = {key: str(properties.pop(key, "")) for key in ("name", "sector", "source")}
    if kind == "sector" and words["sector"] not in sectors:
        fault(number, f"unknown sector {words['sector']!r}", near(words["sector"], sectors))
        return None
    if kind == "sector" and len(points) > MOST_CORNERS + 1:
        fault(
            number, f"the sector's shape has {len(points) - 1} corners, at most {MOST_CORNERS}",
            "simplify it: a shape says where a sector lies, never where anybody stands",
        )  # fmt: skip
        return None
    if kind == "sector" and (len(points) < 4 or points[0] != points[-1]):
        fault(number, "the sector's outline is not closed", "end it where it begins")
        return None
    if kind == "border" and len(points) < 2:
        fault(number, "a border needs two points", "add one, or remove it")
        return None
    return Shape(kind=kind, points=points, **words)


def map_text(shapes: tuple[Shape, ...]) -> str:
    """The file's text; ``read_map`` of it gives the same shapes."""
    features = []
    for shape in shapes:
        points: Any = [list(point) for point in shape.points]
        coordinates = {"border": points, "sector": [points], "place": points[0] if points else []}
        words = {"kind": shape.kind, "name": shape.name, "sector": shape.sector,
                 "source": shape.source}  # fmt: skip
        features.append(
            {
                "type": "Feature",
                "properties": {key: value for key, value in words.items() if value},
                "geometry": {
                    "type": _GEOMETRY[shape.kind],
                    "coordinates": coordinates[shape.kind],
                },
            }
        )
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
