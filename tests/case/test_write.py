"""A case written is the case loaded again; a folder appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.case import (
    Case,
    Event,
    Formation,
    Guess,
    Observable,
    Scenario,
    Sector,
    Side,
    Source,
    Stock,
    Switch,
    case_hash,
    load_case,
    save_claims,
    write_case,
)
from fogline.case import write as module
from fogline.claims import Claim, Held, MeasureOpen, Subject, Voice
from fogline.ground.errors import CaseError, FoglineError
from fogline.report import Report

START, CUT_OFF, HORIZON = date(2024, 1, 1), date(2024, 12, 31), date(2025, 6, 30)

# any text a page may hold, down to control characters and quotation marks; no lone surrogates
text = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
filled = text.filter(lambda words: words.strip() != "")
name = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
day = st.dates(START, CUT_OFF)
positive = st.floats(1e-6, 1e9)
guess = st.none() | st.builds(Guess, median=positive, factor=st.floats(1.01, 100), source=text)


@st.composite
def voices(draw: st.DrawFn) -> Voice:
    return Voice(
        words=draw(text), name=draw(text), title=draw(text), organisation=draw(text),
        side=draw(name | st.just("")),
        kind=draw(st.sampled_from(["named", "unattributed", "anonymous group"])),
        verb=draw(text), scope=draw(st.sampled_from(["explicit", "carried"])),
        anonymity_reason=draw(text),
    )  # fmt: skip


@st.composite
def claims(draw: st.DrawFn, number: int, sources: list[str]) -> Claim:
    low, value, high = sorted(draw(st.lists(st.floats(0, 1e12), min_size=3, max_size=3)))
    first, last = sorted([draw(day), draw(day)])
    begin = draw(st.integers(-1, 10**6))
    return Claim(
        id=f"c{number}", report=draw(name), start=begin, end=begin, exact=draw(text),
        prefix=draw(text), suffix=draw(text), sentence=draw(text), sentence_start=begin,
        voices=tuple(draw(st.lists(voices(), max_size=3))),
        origin=draw(st.sampled_from(["", *sources])), via=tuple(draw(st.lists(text, max_size=3))),
        repeats=f"c{number - 1}" if number else "",
        relation=draw(st.sampled_from(["", "verbatim", "derived"])) if number else "",
        subject=Subject(words=draw(text), entity=draw(name)),
        measure=draw(st.sampled_from(["", "casualties", "area_held_km2"])),
        measure_open=MeasureOpen(noun=draw(text), predicate=draw(text), role=draw(text)),
        low=draw(st.none() | st.just(low)), value=draw(st.none() | st.just(value)),
        high=draw(st.none() | st.just(high)), unit=draw(st.sampled_from(["", "persons", "km2"])),
        unit_as_written=draw(text), flags=tuple(draw(st.lists(text, max_size=3))),
        hedge=draw(st.sampled_from(["none", "about", "up to"])), hedge_words=draw(text),
        relative_to=draw(name), held=Held(from_=first, until=last, basis=draw(text)),
        said_on=draw(st.none() | day), printed_on=draw(st.none() | day),
        polarity=draw(st.sampled_from(["asserted", "denied"])),
        modality=draw(st.sampled_from(["asserted", "forecast"])),
        kind=draw(st.sampled_from(["quantity", "status"])), extractor="rules " + draw(text),
        status=draw(st.sampled_from(["proposed", "accepted", "rejected"])), author=draw(text),
        note=draw(text), paraphrase=draw(text), url=draw(text), publisher=draw(text),
    )  # fmt: skip


@st.composite
def reports(draw: st.DrawFn) -> Report:
    words = draw(text)
    body = ((0, len(words)),) if words else ()
    return Report(
        text=words, body=draw(st.sampled_from([body, ()])), title=draw(text),
        title_span=(0, len(words)) if draw(st.booleans()) else None, publisher=draw(text),
        published=draw(st.none() | day), retrieved=draw(text), url=draw(text),
        source=draw(text), original_sha256=draw(text), licence=draw(text),
        notes=tuple(draw(st.lists(text, max_size=2))),
    )  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> Case:
    sides = draw(st.lists(name, min_size=1, max_size=3, unique=True))
    parts = draw(st.lists(name, min_size=3, max_size=3, unique=True))
    sources = draw(st.lists(name, max_size=3, unique=True))
    first, last = sorted([draw(day), draw(day)])
    case = Case(
        id=draw(filled), title=draw(filled), question=draw(text), start=START, cut_off=CUT_OFF,
        horizon=HORIZON, seed=draw(st.integers(0, 2**62)),
        notes=tuple(draw(st.lists(text, max_size=3))),
        extra=draw(st.dictionaries(filled, filled, max_size=2)),
        sides=tuple(Side(id=side, name=draw(filled), coalition=draw(text)) for side in sides),
        sectors=(
            Sector(id=parts[0], name=draw(filled), kind=draw(st.sampled_from(["salient", "front"])),
                   intruder=draw(st.sampled_from(sides)), opened=draw(st.none() | day),
                   reach_km2=draw(guess), aliases=tuple(draw(st.lists(text, max_size=2)))),
        ),
        formations=(
            Formation(id=parts[1], name=draw(filled), side=draw(st.sampled_from(sides)),
                      sector=parts[0], initial=draw(guess), arriving=draw(guess),
                      arrival=(first, last), hazard=draw(guess),
                      switches=(Switch(to="line", first=first, last=last, source=draw(text)),)),
        ),
        stocks=(
            Stock(id=parts[2], name=draw(filled), side=sides[0], supplier=sides[-1], since=first,
                  delivered_per_day=draw(guess)),
        ),
        events=(Event(day=first, what=draw(filled), kind="arrival"),),
        observables=(
            Observable(name=f"{parts[1]}.casualties", definition=draw(filled), unit="persons",
                       title=draw(text)),
        ),
        sources=tuple(
            Source(id=source, name=draw(text), side=draw(st.sampled_from(["", *sides])),
                   reliability=draw(st.sampled_from(["", "A", "F"])))
            for source in sources
        ),
        scenarios=tuple(
            Scenario(id=scenario, title=draw(filled), target=parts[1], start=first,
                     amount=draw(st.floats(0, 1)), **draw(st.sampled_from([
                         {"change": "reinforce"}, {"change": "return"},
                         {"change": "return", "until": last}])))
            for scenario in draw(st.lists(filled, max_size=2, unique=True))
        ),
        claims=tuple(draw(claims(number, sources)) for number in range(draw(st.integers(0, 3)))),
        reports=tuple(draw(st.lists(reports(), max_size=2))),
    )  # fmt: skip
    return replace(case, hash=case_hash(case))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_a_case_written_and_loaded_is_the_same_case(case: Case) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_case(case, Path(scratch) / "case")
        assert load_case(folder) == replace(case, folder=str(folder))


def test_the_bundled_case_survives_the_round_trip(tmp_path: Path) -> None:
    kursk = load_case("kursk")
    copy = load_case(write_case(kursk, tmp_path / "copy"))
    assert replace(copy, folder=kursk.folder) == kursk
    assert copy.hash == kursk.hash


def test_the_data_package_of_the_bundled_case_fits_its_files() -> None:
    changed = [note for note in load_case("kursk").notes if "Changed by hand" in note]
    assert not changed, "write it anew: fogline.case.write.refresh_package(folder of kursk)"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "case"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(FoglineError, match="there already"):
        write_case(load_case("kursk"), target)
    assert [item.name for item in target.iterdir()] == ["mine.txt"]


def test_a_write_that_fails_leaves_no_half_written_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def failing(path: Path, data: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    monkeypatch.setattr(module, "write_atomically", failing)
    with pytest.raises(FoglineError, match="No space left"):
        write_case(load_case("kursk"), tmp_path / "case")
    assert calls == 3
    assert os.listdir(tmp_path) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_case(load_case("kursk"), tmp_path / "kursk")


def test_claims_are_appended_once_and_the_rows_before_them_stay_byte_for_byte(folder: Path) -> None:
    before = (folder / "claims.csv").read_bytes()
    old = load_case(folder)
    correction = replace(
        old.claims[0], id="k001.1", supersedes="k001", high=900.0, author="R", note="misread"
    )
    assert save_claims(folder, [old.claims[3], correction]) == 1
    assert save_claims(folder, [correction]) == 0
    after = (folder / "claims.csv").read_bytes()
    assert after.startswith(before) and after.count(b"\n") == before.count(b"\n") + 1
    new = load_case(folder)
    assert new.claims == (*old.claims, correction)
    assert new.notes == old.notes  # the data package was written anew


def test_a_claim_there_with_other_values_is_never_edited(folder: Path) -> None:
    before = (folder / "claims.csv").read_bytes()
    changed = replace(load_case(folder).claims[0], high=5.0)
    with pytest.raises(CaseError, match="never edited"):
        save_claims(folder, [changed])
    assert (folder / "claims.csv").read_bytes() == before


def test_a_claim_that_would_break_the_case_is_refused(folder: Path) -> None:
    before = (folder / "claims.csv").read_bytes()
    with pytest.raises(CaseError, match="the measure 'nonsense' is unknown"):
        save_claims(folder, [Claim(id="n1", measure="nonsense")])
    assert (folder / "claims.csv").read_bytes() == before
