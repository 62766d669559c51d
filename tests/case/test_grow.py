"""Cases that grow: reports and what-ifs added to a folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fogline.case import add_report, load_case, save_scenario
from fogline.case.case import Scenario
from fogline.claims import Claim, Subject, Voice
from fogline.flow.workbench import copy_case
from fogline.ground.errors import CaseError, FoglineError
from fogline.report import Report

TEXT = "About 300 North Korean soldiers were killed, the Mill Courier counted.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_case("kursk", tmp_path / "mine")
    return tmp_path / "mine"


def report_and_claim() -> tuple[Report, Claim]:
    report = Report(text=TEXT, body=((0, len(TEXT)),), title="A count", published=date(2025, 1, 20))
    claim = Claim(
        id="cnew1", report=report.id, start=0, end=9, exact=TEXT[:9], extractor="rules",
        measure="killed", subject=Subject(entity="nk_contingent"), value=300.0, low=270.0,
        high=330.0, unit="persons", printed_on=report.published, status="accepted",
        voices=(Voice(organisation="Mill Courier", kind="organisation"),),
    )  # fmt: skip
    return report, claim


def test_a_report_and_its_claims_are_in_the_case_that_is_loaded_again(folder: Path) -> None:
    before = load_case(folder)
    report, claim = report_and_claim()
    (kept,) = add_report(folder, report, [claim])
    after = load_case(folder)
    assert after.claims == (*before.claims, kept)
    assert report.id in {item.id for item in after.reports}
    assert "Mill Courier" in {source.id for source in after.sources}
    assert not [note for note in after.notes if "Changed by hand" in note]


def test_a_report_added_twice_adds_nothing(folder: Path) -> None:
    report, claim = report_and_claim()
    add_report(folder, report, [claim])
    once = load_case(folder)
    add_report(folder, report, [claim])
    assert load_case(folder) == once


def test_a_source_that_the_case_knows_by_name_is_not_added_again(folder: Path) -> None:
    report, claim = report_and_claim()
    known = load_case(folder).sources[0]
    voice = Voice(organisation=known.name.upper(), kind="organisation")
    (kept,) = add_report(folder, report, [replace(claim, voices=(voice,))])
    assert kept.origin == known.id
    assert len(load_case(folder).sources) == len(load_case("kursk").sources)


def test_a_claim_after_the_cut_off_is_refused_and_leaves_nothing(folder: Path) -> None:
    report, claim = report_and_claim()
    before = load_case(folder)
    with pytest.raises(CaseError, match="cut-off"):
        add_report(folder, report, [replace(claim, printed_on=date(2025, 2, 3))])
    assert load_case(folder) == before


def test_a_what_if_of_several_changes_is_loaded_as_it_was_saved(folder: Path) -> None:
    more = Scenario(
        id="shells", title="Shells halved", change="deliveries", target="shells",
        start=date(2025, 2, 1), amount=0.5,
    )  # fmt: skip
    wanted = Scenario(
        id="both", title="Both", change="return", target="nk", start=date(2025, 2, 21), amount=0.5,
        also=(more,),
    )  # fmt: skip
    save_scenario(folder, wanted)
    assert wanted in load_case(folder).scenarios
    with pytest.raises(FoglineError, match="already"):
        save_scenario(folder, wanted)
