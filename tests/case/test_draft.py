"""A first case from reports: what the claims speak of, each choice in words, nothing invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fogline.case import draft_case, evidence_for, load_case, retold, write_case
from fogline.case.alliances import coalitions, leanings
from fogline.case.draft import _reasons
from fogline.case.evidence import Listed
from fogline.claims import Claim, Gazetteer, Held, MeasureOpen, Subject, Voice, extract
from fogline.ground.errors import InputError, NotEnoughEvidence
from fogline.report import Report

PRINTED = date(1994, 3, 31)
TEXT = """Borduria's army sent to help its Syldavian allies fought against Ruritanian forces."""
TABLE = {
    "sides": {
        "borduria": "Borduria | Bordurian, Bordurians",
        "syldavia": "Syldavia | Syldavian, Syldavians",
        "ruritania": "Ruritania | Ruritanian, Ruritanians",
    }
}


def report(text: str, **fields: object) -> Report:
    values = {"title": "A day at the front", "published": PRINTED} | fields
    return Report(text=text, body=((0, len(text)),), **values)  # type: ignore[arg-type]


def claim(id: str, entity: str, measure: str, **fields: object) -> Claim:
    """A claim as the reader gives them."""
    values: dict[str, object] = {
        "report": "r1", "extractor": "rules 1", "printed_on": PRINTED, "unit": "persons",
        "held": Held(from_=PRINTED, until=PRINTED, basis="as_of"),
        "subject": Subject(entity=entity, words=f"the forces of {entity}"),
    }  # fmt: skip
    return Claim(id=id, measure=measure, **(values | fields))  # type: ignore[arg-type]


def held(first: date, last: date, words: str = "in March") -> Held:
    return Held(from_=first, until=last, basis=words)


GENERAL = (Voice(name="General Foo", organisation="Army of France", side="france", kind="named"),)
CLAIMS = [
    claim("c1", "france", "present", value=12_000.0, voices=GENERAL,
          held=held(date(1994, 1, 10), date(1994, 1, 10))),
    claim("c2", "france", "casualties", low=400.0, hedge="more than"),
    claim("c3", "spain", "casualties", value=900.0, origin="Army of France", voices=GENERAL),
    claim("c4", "spain", "area_taken_km2", low=90.0, value=100.0, high=110.0, unit="km2",
          hedge="about", sentence="French forces took 100 square kilometres of Spanish territory.",
          held=held(date(1994, 1, 1), date(1994, 1, 31), "in January")),
    claim("c5", "", "area_retaken_share", value=0.5, unit="share", kind="share",
          sentence="Spanish forces have retaken half of that."),
]  # fmt: skip
WAR = "French forces crossed into Spain in an attack against Spanish forces."


def test_forces_ground_and_window_are_those_the_claims_speak_of() -> None:
    case = draft_case([report(WAR)], CLAIMS, name="pyrenees")
    assert {item.id for item in case.formations} == {"france", "spain"}
    assert [(item.intruder, item.holder) for item in case.sectors] == [("france", "spain")]
    assert case.stocks == ()
    assert case.start == date(1994, 1, 1) and case.cut_off == PRINTED
    assert case.sectors[0].opened == date(1994, 1, 16)
    assert case.title == "A day at the front" and case.id == "pyrenees"
    evidence, listed = evidence_for(case)
    assert {item.claim for item in evidence} == {"c1", "c2", "c3", "c4", "c5"} and not listed
    observed = {item.claim: item.observable for item in evidence}
    assert observed["c5"] == "salient.share_retaken"
    assert {item.claim: item.relation for item in evidence if item.claim in ("c1", "c3")} == {
        "c1": "own", "c3": "enemy",
    }  # fmt: skip


def test_each_choice_is_a_sentence_in_the_notes() -> None:
    notes = "\n".join(draft_case([report(WAR)], CLAIMS).notes)
    for words in (
        "opens on 1 January 1994",
        "the French force is kept near its first strength by newcomers from the start",
        "the order of its strength, 10,000, is taken from the claims",
        "no strength is said, so its order, 10,000, is ten times that of its losses",
        "ground of Spain taken by France, opened on 16 January 1994",
        "5 claims can be evidence, 0 are listed.",
    ):
        assert words.lower() in notes.lower()


def test_words_that_leave_a_year_open_give_a_happening_no_day() -> None:
    year = held(date(1993, 1, 1), date(1993, 12, 31), "last year")
    vague = claim("v1", "france", "offensive", unit="status", kind="status", held=year)
    near = replace(vague, id="v2", held=held(date(1994, 2, 1), date(1994, 2, 9), "in February"))
    events = draft_case([report(WAR)], [*CLAIMS, vague, near]).events
    assert [event.claims for event in events] == [("v2",)]


def test_a_few_losses_of_a_bystander_make_no_force() -> None:
    danes = claim("d1", "denmark", "killed", value=3.0)
    case = draft_case([report(WAR)], [*CLAIMS, danes])
    assert {item.id for item in case.formations} == {"france", "spain"}
    assert any("No force is modelled of Denmark" in line for line in case.notes)


def test_whose_ground_it_is_comes_from_whom_the_words_set_against_the_taker() -> None:
    taken = replace(CLAIMS[3], sentence="French forces took 100 square kilometres.")
    attack = claim("x1", "spain", "attacks", value=9.0, unit="attacks")
    words = "The French army fought against Spain for a week."
    case = draft_case([report(words)], [CLAIMS[0], CLAIMS[1], taken, attack])
    assert [(item.intruder, item.holder) for item in case.sectors] == [("france", "spain")]


def test_priors_take_only_an_order_of_magnitude_from_the_claims() -> None:
    near = [replace(item, value=11_000.0) if item.id == "c1" else item for item in CLAIMS]
    one, other = draft_case([report(WAR)], CLAIMS), draft_case([report(WAR)], near)
    assert one.formations == other.formations
    guess = one.formations[0].initial
    assert guess is not None and guess.factor >= 5


def test_an_arrival_and_a_withdrawal_switch_those_parts_on() -> None:
    claims = [
        claim("a1", "cuba", "deployed", value=11_000.0, hedge="about", low=9_900.0, high=12_100.0,
              measure_open=MeasureOpen(noun="troops", predicate="arrival"),
              held=held(date(1994, 1, 1), date(1994, 1, 31), "in January")),
        claim("a2", "cuba", "withdrawal", unit="status", kind="status",
              held=held(date(1994, 3, 17), PRINTED, "for about two weeks")),
        claim("a3", "cuba", "share_casualties", value=0.5, unit="share", kind="share"),
    ]  # fmt: skip
    case = draft_case([report("Cuban troops arrived in January.")], claims)
    (force,) = case.formations
    assert force.initial is None and force.arriving is not None
    assert force.arrival == (date(1994, 1, 1), date(1994, 2, 14))
    assert [item.to for item in force.switches] == ["off"]
    assert [item.id for item in case.scenarios] == ["cuba-returns"]
    assert {item.name for item in case.observables} >= {"cuba.deployed", "cuba.on_line"}
    assert {item.bound for item in evidence_for(case)[0]} == {"interval", "off", "point"}


def test_shells_name_who_gives_and_who_fires() -> None:
    supplied = "North Korea has supplied Russia with shells."
    received = "Russia received its shells from North Korea."
    for sentence in (supplied, received):
        claims = [
            claim("s1", "north_korea", "shells_supplied", low=2e6, hedge="vague", unit="rounds",
                  sentence=sentence),
            claim("s2", "russia", "share_of_fires", value=0.5, unit="share", sentence=sentence),
        ]  # fmt: skip
        case = draft_case([report(sentence)], claims)
        (stock,) = case.stocks
        assert (stock.supplier, stock.side) == ("north_korea", "russia")
        assert case.coalition("russia") == case.coalition("north_korea")
        assert len(evidence_for(case)[0]) == 2


def test_what_is_said_twice_in_one_report_counts_once() -> None:
    headline = claim("h1", "spain", "casualties", value=900.0)
    other = replace(CLAIMS[2], id="c9", origin="Army of Spain")
    case = draft_case([report(WAR)], [headline, *CLAIMS, other])
    evidence, listed = evidence_for(case)
    reasons = {item.claim: item.reason for item in listed}
    assert "c3" in reasons["h1"]  # the headline names nobody: the voice is kept
    assert {"c3", "c9"} <= {item.claim for item in evidence}  # two sources are two statements
    assert [item.claim for item in listed] == ["h1"]


def test_too_little_for_a_model_says_what_is_missing() -> None:
    lonely = claim("c1", "france", "casualties", value=5.0)
    with pytest.raises(NotEnoughEvidence) as caught:
        draft_case([report("Five were hurt.")], [lonely])
    message = str(caught.value)
    assert "only one claim of 1 can be evidence" in message
    assert "no area taken" in message and "no shells" in message
    with pytest.raises(NotEnoughEvidence, match="no claim of 0"):
        draft_case([report("Nothing was said.")], [])


def test_forecasts_and_denials_make_no_parts() -> None:
    claims = [replace(item, modality="forecast") for item in CLAIMS]
    with pytest.raises(NotEnoughEvidence, match="no count of a force"):
        draft_case([report(WAR)], claims)


def test_without_any_date_nothing_is_placed_in_time() -> None:
    with pytest.raises(InputError, match="--published"):
        draft_case([report(WAR, published=None)], [replace(CLAIMS[0], printed_on=None)])


def test_a_drafted_case_survives_being_written(tmp_path: Path) -> None:
    text = report(WAR, derived_from=("k1",))
    joint = replace(CLAIMS[1], voices=(Voice(organisation="x", side="france,uk"),))
    case = draft_case([text], [CLAIMS[0], joint, *CLAIMS[2:]])
    loaded = load_case(write_case(case, tmp_path / "case"))
    assert replace(loaded, folder="") == case


def test_alliances_are_read_from_the_words_between_names() -> None:
    gazetteer = Gazetteer.with_table(TABLE)
    leaning = leanings([TEXT], gazetteer)
    assert leaning[frozenset(("borduria", "syldavia"))] == 1
    assert leaning[frozenset(("syldavia", "ruritania"))] == -1
    groups = coalitions(["borduria", "syldavia", "ruritania"], leaning)
    assert groups["borduria"] == groups["syldavia"] != groups["ruritania"]


def test_an_enemys_ally_is_not_drawn_over() -> None:
    leaning = leanings(["A."], Gazetteer.with_table(TABLE))
    leaning[frozenset(("a", "b"))] = 3
    leaning[frozenset(("b", "c"))] = 2
    leaning[frozenset(("a", "c"))] = -1
    groups = coalitions(["a", "b", "c"], leaning)
    assert groups["a"] == groups["b"] != groups["c"]


def test_claims_read_from_a_report_of_keyed_facts_are_linked_and_never_count_again() -> None:
    kursk = load_case("kursk")
    own = next(item for item in kursk.reports if "k221" in item.derived_from)
    read = [
        claim("x1", "north_korea", "share_of_fires", value=0.5, unit="share", report=own.id),
        claim("x2", "north_korea", "present", value=11_000.0, report=own.id),
        claim("x3", "russia", "morale", report=own.id),
    ]
    linked = retold(own, read, kursk.claims)
    assert [(item.repeats, item.relation) for item in linked] == [
        ("k224", "verbatim"), ("k112", "verbatim"), ("", ""),
    ]  # fmt: skip
    for some in (tuple(read), linked):
        case = replace(kursk, claims=(*kursk.claims, *some))
        assert evidence_for(case)[0] == evidence_for(kursk)[0]


def test_the_reference_report_becomes_contingent_salient_and_shells(shared: Path) -> None:
    pytest.importorskip("spacy")  # without a parser the reader finds less, and says so
    from fogline.claims import extract
    from fogline.report import read_report

    file = shared / "reports" / "2025-01-31-north-korean-troops.txt"
    (item,) = read_report(str(file), published=date(2025, 1, 31))
    case = draft_case([item], extract(item))
    (force,), (ground,), (shells,) = case.formations, case.sectors, case.stocks
    assert force.side == "north_korea" and force.arriving is not None
    assert [switch.to for switch in force.switches][-1] == "off"
    assert (ground.intruder, ground.holder) == ("ukraine", "russia")
    assert (shells.supplier, shells.side) == ("north_korea", "russia")
    assert case.coalition("north_korea") == case.coalition("russia") != case.coalition("ukraine")
    terms = {term.observable: term for term in evidence_for(case)[0]}
    assert {
        "north_korea.deployed", "north_korea.casualties", "north_korea.line_share",
        "salient.held_or_contested_km2", "salient.share_retaken", "shells.delivered",
        "shells.share_of_fires",
    } <= terms.keys()  # fmt: skip
    taken = terms["salient.held_or_contested_km2"]
    assert taken.low < 1295 < taken.high  # 500 square miles
    assert (terms["north_korea.deployed"].low, terms["north_korea.deployed"].high) == (9900, 12100)


def test_a_ministry_that_counts_its_own_dead_gives_the_force_and_the_first_day() -> None:
    text = (
        "Armenia's Ministry of Defence said that 140 of its soldiers had been killed and about 320 "
        "wounded since 22 September. Azerbaijan's Defence Ministry said it had lost 71 servicemen."
        " About 6,000 Armenian troops are in the sector, the analyst group Caucasus Monitor said."
    )
    read = report(text, published=date(2026, 10, 26))
    case = draft_case([read], extract(read))
    assert {item.id for item in case.formations} == {"armenia", "azerbaijan"}
    assert case.start == date(2026, 9, 22)
    kinds = {source.name: source.kind for source in case.sources}
    assert kinds["Ministry of Defence of Armenia"] == "official"


def test_the_draft_says_of_the_first_claims_that_are_no_evidence_why() -> None:
    claims = [Claim(id=f"c{i}", exact=f"{i} men", measure="killed") for i in range(8)]
    listed = [Listed(claim.id, "its subject is not modelled") for claim in claims]
    said = _reasons(claims, listed)
    assert said.startswith(": “0 men” - its subject is not modelled; “1 men”")
    assert said.endswith("; and 3 more") and _reasons(claims, []) == ""
