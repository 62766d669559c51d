"""Words that name one voice mean one source, and who speaks with one voice is kin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fogline.case import Case, Source, kin_of, load_case, own_sources
from fogline.claims import extract
from fogline.report import Report


@pytest.fixture(scope="module")
def kursk() -> Case:
    return load_case("kursk")


def heard(case: Case, who: str) -> Source:
    """The source that says it: of the case, or as it would join the case."""
    text = f"About 300 North Koreans were killed in Kursk, {who} said."
    report = Report(text=text, body=((0, len(text)),), published=date(2025, 1, 15), title="A day")
    (claim,), fresh = own_sources(case, report, extract(report))
    return next(s for s in (*case.sources, *fresh) if s.id == claim.origin)


@pytest.mark.parametrize(
    ("who", "source"),
    [
        ("South Korea's National Intelligence Service", "nis"),
        ("South Korea's spy agency", "nis"),
        ("South Korea's defence ministry", "mnd_korea"),
        ("the UK Ministry of Defence", "mod_uk"),
        ("the Pentagon", "us_defense"),
        ("Washington", "us_government"),
        ("Kyiv", "ua_government"),
        ("President Zelenskiy", "president_ukraine"),
        ("Vladimir Putin", "kremlin"),
        ("Ukraine's General Staff", "gs_ukraine"),
        ("the Institute for the Study of War", "isw"),
    ],
)
def test_a_body_a_capital_or_a_leader_is_the_source_that_speaks_for_it(
    kursk: Case, who: str, source: str
) -> None:
    assert heard(kursk, who).id == source


def test_the_bodies_of_one_state_are_kin_however_they_are_called(kursk: Case) -> None:
    korean = {"nis", "dia_korea", "mnd_korea", "jcs_korea"}
    for who in ("Seoul", "South Korean officials", "the National Intelligence Service",
                "South Korea's military", "the South Korean government"):  # fmt: skip
        source = heard(kursk, who)
        assert kin_of(kursk, source) - {source.id} == korean - {source.id}, who


def test_a_blogger_or_an_analyst_of_a_state_is_no_body_of_it(kursk: Case) -> None:
    for who in ("a Russian blogger", "a Ukrainian analyst"):
        source = heard(kursk, who)
        assert source.kind in ("blog", "analyst") and kin_of(kursk, source) == {source.id}


def test_who_belongs_to_a_source_is_its_kin_and_an_outlet_of_the_same_side_is_not(
    kursk: Case,
) -> None:
    isw = next(source for source in kursk.sources if source.id == "isw")
    assert kin_of(kursk, isw) == {"isw", "afp_isw"}
    press = Source(id="paper", name="A paper", side="ukraine", kind="press")
    told = replace(kursk, sources=(*kursk.sources, press))
    assert kin_of(told, press) == {"paper"}
    staff = next(source for source in kursk.sources if source.id == "gs_ukraine")
    assert "paper" not in kin_of(told, staff) and "hur" in kin_of(told, staff)


def test_two_new_names_of_one_state_become_one_source(kursk: Case) -> None:
    text = "Seoul said 300 were killed in Kursk. The South Korean government said 3,000 fought."
    report = Report(text=text, body=((0, len(text)),), published=date(2025, 1, 15), title="A day")
    kept, fresh = own_sources(kursk, report, extract(report))
    assert len(kept) >= 2 and len({claim.origin for claim in kept}) == 1
    assert [source.kind for source in fresh] == ["official"]
