"""Situation reports: staff language, numbered paragraphs, headings, lists, tables, tickers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, extract
from fogline.report import Report

ROWS = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (Path(__file__).parent / "sitreps.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def read_block(block: str) -> list[Claim]:
    text = block.replace(" / ", "\n")
    return extract(Report(text=text, body=((0, len(text)),), published=date(2025, 1, 31)))


def short(claim: Claim) -> str:
    number = claim.value if claim.value is not None else claim.low or claim.high
    return f"{number:g} {claim.measure or '?'}"


@pytest.mark.parametrize(("wanted", "block"), ROWS, ids=lambda text: text[:60])
def test_a_block_of_staff_language_holds_these_numbers(wanted: str, block: str) -> None:
    found = [short(c) for c in read_block(block) if c.kind in ("quantity", "rate", "share")]
    assert found == ([] if wanted == "-" else [each.strip() for each in wanted.split(";")])
