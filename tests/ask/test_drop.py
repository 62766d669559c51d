"""Leave-one-source-out: its claims, those of who speaks for it, and their repeats go."""

from __future__ import annotations

import pytest

from fogline.ask.drop import without_sources
from fogline.case import load_case, resolve_case
from fogline.case.origins import source_name
from fogline.ground.errors import NotEnoughEvidence, UnknownName


@pytest.fixture(scope="module")
def kursk():
    return load_case(resolve_case("kursk"))


def test_a_source_goes_with_those_who_speak_for_it_and_what_repeats_it(kursk) -> None:
    found = without_sources(kursk, ["mod_russia"])
    children = {s.id for s in kursk.sources if s.parent == "mod_russia"}
    assert children
    assert not {source_name(c) for c in found.claims} & ({"mod_russia"} | children)
    ids = {claim.id for claim in found.claims}
    assert all(not c.repeats or c.repeats in ids for c in found.claims)
    assert found.notes[0].startswith("Left out: ") and found.hash != kursk.hash
    assert 0 < len(found.claims) < len(kursk.claims)


def test_an_unknown_source_is_named_with_those_that_are_near(kursk) -> None:
    with pytest.raises(UnknownName, match="mod_russia"):
        without_sources(kursk, ["mod_rusia"])


def test_a_case_left_without_claims_is_refused(kursk) -> None:
    with pytest.raises(NotEnoughEvidence, match="no claim is left"):
        without_sources(kursk, sorted({source_name(c) for c in kursk.claims}))
