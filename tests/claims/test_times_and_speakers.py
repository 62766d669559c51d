"""When a number held and who said it, a sentence at a time, in many turns of phrase."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, extract
from fogline.report import Report

HERE = Path(__file__).parent
PRINTED = date(2025, 1, 31)


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return [tuple(part.strip() for part in line.split("|")) for line in kept]


def first(text: str) -> Claim:
    text = text.replace(" ¶ ", "\n")
    claims = extract(Report(text=text, body=((0, len(text)),), published=PRINTED))
    return next(c for c in claims if c.kind in ("quantity", "rate", "share"))


@pytest.mark.parametrize(("start", "until", "sentence"), rows("times.txt"), ids=lambda t: t[:60])
def test_a_number_held_when_its_words_say(start: str, until: str, sentence: str) -> None:
    held = first(sentence).held
    got = (held.from_, held.until)
    wanted = (date.fromisoformat(start), date.fromisoformat(until))
    for one, other in zip(got, wanted, strict=True):
        assert one is not None and abs((one - other).days) <= 1, (got, held.basis)


@pytest.mark.parametrize(("speaker", "sentence"), rows("speakers.txt"), ids=lambda t: t[:60])
def test_a_number_is_said_by_its_speaker(speaker: str, sentence: str) -> None:
    voice = first(sentence).voice
    if speaker == "-":
        assert voice.kind == "unattributed", voice
        return
    small = {"a", "an", "the", "of", "for", "two"}
    wanted = set(re.findall(r"\w+", speaker.lower())) - small
    got = set(re.findall(r"\w+", f"{voice.words} {voice.name} {voice.organisation}".lower()))
    assert wanted <= got, voice
