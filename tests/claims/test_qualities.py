"""Qualities of a force in words, each on a sentence of our own; the direction is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, extract
from fogline.report import read_one

ROWS = [
    tuple(part.strip() for part in row.split("|", 1))
    for row in (Path(__file__).parent / "qualities.txt").read_text(encoding="utf-8").splitlines()
    if not row.startswith("#")
]


def qualities_of(text: str) -> list[Claim]:
    report = read_one(text.encode(), published=date(2022, 6, 15))
    return [claim for claim in extract(report) if claim.kind == "quality"]


@pytest.mark.parametrize(("measure", "text"), ROWS)
def test_the_quality_is_found_and_nothing_else_is_one(measure: str, text: str) -> None:
    found = {claim.measure for claim in qualities_of(text)}
    assert (not found) if measure == "-" else (measure in found)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Morale is faltering in the brigade.", "low"),
        ("Discipline in the garrison remains excellent.", "high"),
        ("The conscripts were poorly led.", "low"),
        ("Morale among the defenders has recovered.", "high"),
        ("A collapse of morale followed.", "low"),
    ],
)
def test_the_direction_of_a_quality_is_kept(text: str, direction: str) -> None:
    flags = [flag for claim in qualities_of(text) for flag in claim.flags]
    assert f"direction: {direction}" in flags
