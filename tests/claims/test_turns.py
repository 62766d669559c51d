"""Who speaks in briefings, debates, hearings, interviews and posts, and where a turn ends."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, Voice, extract
from fogline.claims.labels import find_labels
from fogline.report import Report


def rows(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return [[part.strip() for part in line.split("|")] for line in kept]


def numbers(text: str) -> list[Claim]:
    text = text.replace(" ¶ ", "\n")
    report = Report(text=text, body=((0, len(text)),), published=date(2025, 1, 31))
    return [c for c in extract(report) if c.kind in ("quantity", "rate", "share")]


def is_named(wanted: str, voice: Voice) -> bool:
    if wanted == "-":
        return voice.kind == "unattributed"
    got = re.findall(r"\w+", f"{voice.words} {voice.name} {voice.title}".lower())
    return set(re.findall(r"\w+", wanted.lower())) <= set(got)


@pytest.mark.parametrize(("speakers", "text"), rows("turns.txt"), ids=lambda t: t[:60])
def test_who_a_label_names_speaks_until_the_next_label(speakers: str, text: str) -> None:
    chains = [c.voices for c in numbers(text)]
    wanted = [each.strip().split(" > ") for each in speakers.split(";")]
    assert [len(chain) for chain in chains] == [len(chain) for chain in wanted], chains
    for names, chain in zip(wanted, chains, strict=True):
        assert all(map(is_named, names, chain)), chain


@pytest.mark.parametrize(("measures", "text"), rows("answers.txt"), ids=lambda t: t[:60])
def test_a_number_counts_what_was_asked_not_what_stands_near(measures: str, text: str) -> None:
    found = [c.measure.removesuffix("_period") or "-" for c in numbers(text) if c.kind != "share"]
    assert found == [each.strip() for each in measures.split(";")]


def test_lists_and_headings_are_no_conversation() -> None:
    def labels(text: str) -> list[str]:
        lines = list(re.finditer(r"[^\n]+", text))
        return [label.words for label in find_labels(text, [m.span() for m in lines]).values()]

    assert labels("Killed: 40\nWounded: 90\nMissing: 3\nKilled: 12") == []
    assert labels("General Staff: 40 assaults.\nKharkiv: 9 assaults.\nKupiansk: 12 assaults.") == []
    assert labels("- 40 tanks\n- 12 guns\n- 3 mortars\n- 9 lorries") == []
    assert labels("A. The north\nB. The south\nC. Losses") == []
    assert labels("Q: How many?\nA: Forty.") == ["Q", "A"]
