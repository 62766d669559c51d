"""What the sides of a drafted case are called, whom a common noun means, and who fights whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fogline.case import draft_case, evidence_for
from fogline.claims import Claim, extract
from fogline.ground.errors import NotEnoughEvidence
from fogline.report import Report

MONTH = date(2012, 11, 20)
RISING = (
    "M23 rebels now number about 3,000 men, the United Nations said on Tuesday. "
    "The rebels have 4,000 fighters, an official said. "
    "M23 took 300 square kilometres of Congolese territory on 15 November."
)


def read(text: str, title: str = "", published: date = MONTH) -> tuple[Report, list[Claim]]:
    report = Report(text=text, body=((0, len(text)),), title=title, published=published)
    return report, list(extract(report))


def drafted(*texts: str, published: date = MONTH):
    read_ones = [read(text, published=published) for text in texts]
    return draft_case([r for r, _ in read_ones], [c for _, found in read_ones for c in found])


def test_a_side_without_a_table_is_called_as_it_is_written_and_a_common_noun_is_that_side() -> None:
    case = drafted(RISING)
    assert [(force.id, force.name, force.aliases) for force in case.formations] == [
        ("m23", "the M23 force", ("rebels",))
    ]
    assert {side.id: side.name for side in case.sides}["m23"] == "M23"
    assert "“The rebels” are taken to be M23." in case.notes
    counts = [item for item in evidence_for(case)[0] if item.observable == "m23.present"]
    assert len(counts) == 2


def test_who_says_that_its_army_killed_the_others_is_their_enemy() -> None:
    case = drafted(
        "ASMARA, 20 May 2000 - Eritrea said its army had killed 25,000 Ethiopian soldiers since "
        "12 May. Western diplomats said 2,500 Ethiopian soldiers had been killed since 12 May.",
        published=date(2000, 5, 20),
    )
    assert case.coalition("eritrea") not in ("", case.coalition("ethiopia"))
    relations = {item.source: item.relation for item in evidence_for(case)[0]}
    assert relations == {"Eritrea": "enemy", "Western diplomats": "third"}


def test_losses_since_a_day_open_the_window_on_it_and_count_from_it() -> None:
    text = "Spanish officials said that 900 Spanish soldiers had been killed since 9 March 1994."
    other = "French officials said that 400 French soldiers had been killed since 12 March 1994."
    case = drafted(text, other, published=date(1994, 3, 20))
    assert case.start == date(1994, 3, 9)
    terms = {item.observable: item.numerator for item in evidence_for(case)[0]}
    assert [term.day for term in terms["spain.killed"]] == [11]
    assert [(term.weight, term.day) for term in terms["france.killed"]] == [(1.0, 11), (-1.0, 2)]


def test_denied_numbers_alone_make_no_force() -> None:
    text = (
        "Ethiopia denied that 3,000 of its soldiers had been killed. A spokesman dismissed reports "
        "that 20,000 Ethiopian troops were in Somalia."
    )
    with pytest.raises(NotEnoughEvidence, match="2 numbers only denied"):
        drafted(text, published=date(2007, 3, 4))


def test_the_communiques_of_two_reports_are_two_sources() -> None:
    one = "The communique said that 1,700 Soviet soldiers were killed and 1,300 captured."
    other = "The communique said that 900 Soviet soldiers were killed in the battle."
    case = drafted(one, other, published=date(1940, 1, 10))
    assert {source.id for source in case.sources} == {
        "communique (report 1)", "communique (report 2)"
    }  # fmt: skip


def test_a_hundred_who_give_up_do_not_take_the_force_off_the_line() -> None:
    text = (
        "Congo has 15,000 soldiers in the province. It has lost 300 Congolese soldiers killed. "
        "{} Congolese soldiers withdrew from the front line on 16 November."
    )
    few, most = drafted(text.format("100")), drafted(text.format("12,000"))
    assert [force.switches for force in few.formations] == [()]
    assert [len(force.switches) for force in most.formations] == [1]


def test_reports_without_a_title_give_a_case_called_after_its_forces() -> None:
    report, found = read(RISING)
    assert draft_case([report], found).title == "The M23 force"
    assert draft_case([replace(report, title="A rising")], found).title == "A rising"


def test_a_reprint_of_the_same_words_counts_once() -> None:
    said = (
        "A senior Spanish officer said that 900 Spanish soldiers had been killed since 9 March. "
        "A French general put the Spanish strength in the valley at 12,000 soldiers on Friday."
    )
    again = f"(Reprint) By our own staff. {said}"
    other = said.replace("900", "700")
    case = drafted(said, again, published=date(1994, 3, 20))
    assert len(case.claims) == 4 and len(evidence_for(case)[0]) == 2
    assert "2 claims stand word for word in an earlier report: counted once with it." in case.notes
    first, second = (c for c in case.claims if c.measure == "killed")
    assert (second.repeats, second.relation) == (first.id, "verbatim")
    # the same officer with another number says something new; the other sentence is a reprint
    assert len(evidence_for(drafted(said, other, published=date(1994, 3, 20)))[0]) == 3


def test_a_window_shorter_than_a_week_says_that_the_story_begins_later() -> None:
    text = "Spain said 900 Spanish soldiers had been killed since 18 March 1994. "
    text += "A general put the Spanish strength at 12,000 soldiers."
    case = drafted(text, published=date(1994, 3, 20))
    assert case.start == date(1994, 3, 13)
    assert any("7 days before it ends on 20 March 1994" in note for note in case.notes)
