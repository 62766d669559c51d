"""Claims without a number, each on a sentence of our own: events, intents, qualities, exchanges."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.claims import extract
from fogline.report import Report

ROWS = [
    tuple(part.strip() for part in row.split("|", 1))
    for row in (Path(__file__).parent / "statements.txt").read_text(encoding="utf-8").splitlines()
    if not row.startswith("#")
]


@pytest.mark.parametrize(("measure", "text"), ROWS, ids=lambda text: text[:60])
def test_a_statement_is_found(measure: str, text: str) -> None:
    claims = extract(Report(text=text, body=((0, len(text)),), published=date(2025, 1, 31)))
    found = {c.measure for c in claims if c.kind in ("status", "quality", "intent", "exchange")}
    assert (not found) if measure == "-" else (measure in found), found
