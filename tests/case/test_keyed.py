"""The bundled cases of facts say what the data say, and load without a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.case import case_hash, evidence_for, load_case
from tests.validation.keyed import KEYED


@pytest.mark.shared
@pytest.mark.parametrize("name", KEYED)
def test_the_bundled_rows_are_those_of_the_data(name: str, shared: Path) -> None:
    keyed, bundled = KEYED[name](shared), load_case(name)
    assert bundled.claims == keyed.claims, f"run docs/make_cases.py {name}"
    assert bundled.hash == case_hash(keyed), f"run docs/make_cases.py {name}"


@pytest.mark.parametrize("name", KEYED)
def test_every_claim_is_evidence_or_says_why_not(name: str) -> None:
    case = load_case(name)
    evidence, listed = evidence_for(case)
    assert {item.claim for item in evidence} | {item.claim for item in listed} == {
        claim.id for claim in case.claims
    }
    assert all("an echo of" in item.reason for item in listed)


def test_claims_of_the_enemy_are_told_from_the_records(name: str = "over-claiming") -> None:
    evidence, _ = evidence_for(load_case(name))
    assert {(item.source, item.relation) for item in evidence} == {
        ("usaaf", "enemy"), ("luftwaffe", "own"),
    }  # fmt: skip


def test_the_ministry_counts_once_with_the_general_staff() -> None:
    """Its 34 monthly totals, and two rounder ones that it gave for ends of months."""
    evidence, listed = evidence_for(load_case("casualties-ukraine"))
    assert sum("an echo of gs_ukraine" in item.reason for item in listed) == 36
    everything, _ = evidence_for(load_case("casualties-ukraine"), count_echoes=True)
    assert len(everything) == len(evidence) + len(listed)
