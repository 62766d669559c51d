"""Claims that were read mean a part of the case by their subject and a word beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fogline.case import (
    Case,
    Evidence,
    evidence_for,
    if_accepted,
    load_case,
    own_sources,
    write_case,
)
from fogline.claims import Claim, extract
from fogline.ground.errors import CaseError
from fogline.report import Report

SAID = """\
North Korea has lost 3,000 men killed and wounded in Kursk, the National Intelligence Service said.

Ukrainian forces hold about 450 square kilometers of the Kursk region, a Kyiv analyst said.

Russian forces in the Kursk region lost 30,000 men killed and wounded, Ukraine's general staff said.

North Korea supplies half of the shells that Russia fires, a Seoul official said.
"""


@pytest.fixture(scope="module")
def kursk() -> Case:
    return load_case("kursk")


def read(case: Case, text: str) -> tuple[Case, list[Claim]]:
    report = Report(text=text, body=((0, len(text)),), published=date(2025, 1, 30), title="A day")
    kept, fresh = own_sources(case, report, extract(report))
    accepted = [replace(claim, status="accepted") for claim in kept]
    more = {"claims": (*case.claims, *accepted), "sources": (*case.sources, *fresh)}
    return replace(case, **more), accepted


def test_a_report_read_into_the_kursk_case_is_evidence_there(kursk: Case) -> None:
    case, claims = read(kursk, SAID)
    found = {item.claim: item for item in evidence_for(case)[0]}
    told = {found[claim.id].observable: found[claim.id] for claim in claims if claim.id in found}
    assert told.keys() == {
        "nk.casualties", "salient.held_km2", "ru.casualties", "shells.share_of_fires",
    }  # fmt: skip
    assert told["nk.casualties"].source == "nis"  # by its name before the comma
    assert told["ru.casualties"].relation == "enemy"


def test_without_a_word_of_the_place_nothing_is_meant_and_the_reason_says_what_is_missing(
    kursk: Case,
) -> None:
    case, claims = read(kursk, "Russian forces lost 700,000 men killed and wounded, Kyiv said.")
    listed = {item.claim: item.reason for item in evidence_for(case)[1]}
    assert "sentence also names Kursk or salient" in listed[claims[0].id]


def test_an_army_at_home_is_not_the_contingent(kursk: Case) -> None:
    case, claims = read(kursk, "North Korea has 1.2 million soldiers at home, Seoul says.")
    listed = {item.claim: item.reason for item in evidence_for(case)[1]}
    assert "sentence also names Kursk or Russia" in listed[claims[0].id]


def test_claims_keyed_by_hand_mean_what_was_keyed(kursk: Case) -> None:
    def silent(part):
        return replace(part, spoken_of=None)

    bare = replace(
        kursk, formations=tuple(map(silent, kursk.formations)),
        sectors=tuple(map(silent, kursk.sectors)), stocks=tuple(map(silent, kursk.stocks)),
    )  # fmt: skip
    assert evidence_for(bare) == evidence_for(kursk)


def test_how_reports_speak_of_a_part_is_kept_in_its_folder(kursk: Case, tmp_path: Path) -> None:
    write_case(kursk, tmp_path / "again")
    again = load_case(tmp_path / "again")
    assert [f.spoken_of for f in again.formations] == [f.spoken_of for f in kursk.formations]
    assert all(formation.spoken_of for formation in again.formations)


def test_a_part_spoken_of_by_no_subject_is_a_fault(kursk: Case, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    write_case(kursk, folder)
    text = (folder / "case.toml").read_text(encoding="utf-8")
    (folder / "case.toml").write_text(text.replace("subjects =", "subject =", 1), encoding="utf-8")
    with pytest.raises(CaseError, match="subjects"):
        load_case(folder)


def test_what_claims_would_be_is_known_before_they_are_accepted(kursk: Case) -> None:
    report = Report(text=SAID, body=((0, len(SAID)),), published=date(2025, 1, 30), title="A day")
    late = replace(report, published=date(2025, 2, 3))
    claims = extract(report)
    found = if_accepted(kursk, report, claims)
    assert found.keys() == {claim.id for claim in claims}
    told = [item for item in found.values() if isinstance(item, Evidence)]
    assert {item.observable for item in told} >= {"nk.casualties", "salient.held_km2"}
    assert not [
        item for item in if_accepted(kursk, late, extract(late)).values()
        if isinstance(item, Evidence) and item.observable == "salient.held_km2"
    ]  # fmt: skip
    assert if_accepted(kursk, report, []) == {}
