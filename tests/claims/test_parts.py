"""What a number or a share is a part of, a sentence or two at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.claims import extract
from fogline.report import Report

PRINTED = date(2025, 1, 31)


def rows() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent / "parts.txt").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return [tuple(part.strip() for part in line.split("|")) for line in kept]


@pytest.mark.parametrize(("part", "whole", "sentence"), rows(), ids=lambda text: text[:60])
def test_a_part_points_at_its_whole(part: str, whole: str, sentence: str) -> None:
    text = sentence.replace(" ¶ ", "\n")
    claims = extract(Report(text=text, body=((0, len(text)),), published=PRINTED))
    counted = [c for c in claims if c.kind in ("quantity", "rate", "share")]
    found = [c for c in counted if part.startswith(c.exact) or c.exact.startswith(part)]
    assert found, [c.exact for c in counted]
    named = {claim.id: claim.exact for claim in claims}
    got = named.get(found[-1].relative_to, "")
    assert not got if whole == "-" else got.startswith(whole), got


@pytest.mark.parametrize(
    ("sentence", "replaced"),
    [
        ("An earlier entry put the dead at 40.", ["40"]),
        ("The toll was revised to 52 from 40.", ["40"]),
        ("The ministry said 52 were killed, not 40 as previously reported.", ["40"]),
        ("Officials had first spoken of 40 dead; the toll now stands at 52.", ["40 dead"]),
        ("The toll rose to 52 from 40 on Sunday.", []),
    ],
)
def test_a_figure_that_the_report_replaces_is_flagged(sentence: str, replaced: list[str]) -> None:
    report = Report(text=sentence, body=((0, len(sentence)),), published=PRINTED)
    flagged = [c.exact for c in extract(report) if any(f.startswith("superseded") for f in c.flags)]
    assert flagged == replaced
