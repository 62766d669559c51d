"""The annotated passages keep their own format and the bounds that the README states."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fogline.claims.measures import MEASURES
from fogline.claims.passages import Passage, read_passage, read_passages
from fogline.ground.errors import InputError
from fogline.ground.units import UNITS

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.json"))


@pytest.fixture(scope="module")
def halves() -> dict[str, list[Passage]]:
    return {half: read_passages(HERE / half) for half in ("tune", "held-out")}


def test_there_are_enough_reports_wars_decades_and_genres(halves: dict[str, list[Passage]]) -> None:
    every = [*halves["tune"], *halves["held-out"]]
    assert len(every) >= 24
    assert min(len(half) for half in halves.values()) >= 23
    assert len({passage.war for passage in every}) >= 6
    assert len({passage.published.year // 10 for passage in every}) >= 6
    assert {passage.genre for passage in every} == {
        "NGO monitor",
        "UN update",
        "agency",
        "briefing",
        "broadsheet",
        "hearing",
        "interview",
        "liveblog",
        "memoir",
        "ministry communique",
        "parliamentary statement",
        "radio transcript",
        "regimental history",
        "regional press",
        "sitrep",
        "ticker",
        "think-tank daily",
        "wire update",
    }


def test_the_halves_share_no_war_but_the_present_one(halves: dict[str, list[Passage]]) -> None:
    wars = [{passage.war for passage in halves[half]} for half in halves]
    assert wars[0] & wars[1] == {"Russo-Ukrainian War"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_passage_is_whole(path: Path) -> None:
    passage = read_passage(path)
    assert passage.id == path.stem
    words = len(passage.text.split())
    assert 150 <= words <= 350
    assert passage.published <= date(2025, 1, 31)
    assert passage.title is not None
    bodies = passage.body
    for claim in passage.claims:
        # Every claim stands in one body line or in the title, and only once.
        lines = [*bodies, passage.title]
        assert any(start <= claim.start and claim.end <= end for start, end in lines), claim.quote
        assert set(claim.measure) <= {"", *MEASURES}
        assert claim.unit in UNITS or not claim.unit
        if claim.is_numeric:
            known = [end for end in (claim.low, claim.value, claim.high) if end is not None]
            assert known and known == sorted(known), claim.quote
            if "share" in claim.kind:
                assert known[0] >= 0 and known[-1] <= 1
        if claim.held_from and claim.held_until:
            assert claim.held_from <= claim.held_until
        if claim.relative_to:
            assert claim.relative_to in {other.quote for other in passage.claims}
        if claim.voices and not claim.attribution_optional:
            assert claim.cue, claim.quote
    places = Counter((claim.start, claim.end) for claim in passage.claims)
    assert max(places.values()) == 1
    for cue in passage.cues:
        assert any(start <= cue.start and cue.end <= end for start, end in bodies), cue.words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_bounds_follow_the_published_conventions(path: Path) -> None:
    for claim in read_passage(path).claims:
        if not claim.is_numeric:
            continue
        low, value, high = claim.low, claim.value, claim.high
        hedge, is_share = claim.hedge[0], "share" in claim.kind
        if hedge == "none":
            assert low == value == high
        elif hedge == "about" and value is not None and not (is_share and value == 0.5):
            assert low == pytest.approx(0.9 * value) and high == pytest.approx(1.1 * value)
        elif hedge in ("at least", "more than"):
            assert low is not None and value is None and high in ((1,) if is_share else (None,))
        elif hedge in ("up to", "less than"):
            assert high is not None and value is None and low in ((0,) if is_share else (None,))
        elif hedge == "nearly":
            assert value == high and low == pytest.approx(0.92 * high)
        elif hedge == "range":
            assert value is None and low is not None and high is not None and low < high


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "no passage file"),
        ("[]", "no passage file"),
        ('{"id": "x"}', "'lines' is missing"),
        (
            '{"id": "x", "war": "", "genre": "", "published": "2025-01-31", "lines": ["a"],'
            ' "claims": [{"quote": "b", "kind": ["status"]}]}',
            "does not stand in the text",
        ),
        (
            '{"id": "x", "war": "", "genre": "", "published": "2025-01-31", "lines": ["a"],'
            ' "claims": [{"quote": "a", "kind": ["rumour"]}]}',
            "no kind of claim",
        ),
        (
            '{"id": "x", "war": "", "genre": "", "published": "2025-01-31", "lines": ["a"],'
            ' "claims": [{"quote": "a", "kind": ["quantity"]}]}',
            "a number goes with",
        ),
    ],
)
def test_a_broken_passage_names_its_file_and_fault(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InputError, match=fault) as caught:
        read_passage(tmp_path / "x.json")
    assert "x.json" in str(caught.value)


def test_a_folder_without_passages_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no annotated passages"):
        read_passages(tmp_path)
