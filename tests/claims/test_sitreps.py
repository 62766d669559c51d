"""Situation reports: staff language, numbered paragraphs, headings, lists, tables, tickers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, extract
from fogline.report import Report

ROWS = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (Path(__file__).parent / "sitreps.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def read_block(block: str) -> list[Claim]:
    text = block.replace(" / ", "\n")
    return extract(Report(text=text, body=((0, len(text)),), published=date(2025, 1, 31)))


def short(claim: Claim) -> str:
    number = claim.value if claim.value is not None else claim.low or claim.high
    return f"{number:g} {claim.measure or '?'}"


@pytest.mark.parametrize(("wanted", "block"), ROWS, ids=lambda text: text[:60])
def test_a_block_of_staff_language_holds_these_numbers(wanted: str, block: str) -> None:
    found = [short(c) for c in read_block(block) if c.kind in ("quantity", "rate", "share")]
    assert found == ([] if wanted == "-" else [each.strip() for each in wanted.split(";")])


HEADINGS = [
    "3. Air: two bombers were lost. / 4. Ammunition: 2,150 rounds were fired.",
    "Health: 4 clinics have closed and 12 people have died of cholera.",
    "Own losses: 12 killed. / Enemy: about 40 dead.",
    "Kupiansk axis: our men beat off 9 attacks.",
    "Rafah: 61 killed, 410 injured / Jabalia: 96 killed, 640 injured",
    "INCOMING: Dong Ha was hit by 260 rounds.",
    "Shujaiya: 4 more bodies were pulled from the rubble.",
]
SPEAKERS = [
    ("General Staff: 300 assaults were beaten off.", "General Staff"),
    ("Ministry of Health: 61 killed, 410 injured", "Ministry of Health"),
    ("Police: 14 dead; 60 held.", "Police"),
    (
        "The army lost 450 troops and three tanks in the past 24 hours - General Staff",
        "General Staff",
    ),
    ("The High Command announces: / Near the river 114 tanks burned.", "The High Command"),
    ("Red Cross: 40,000 people have no water.", "Red Cross"),
]


@pytest.mark.parametrize("block", HEADINGS, ids=lambda text: text[:40])
def test_a_heading_says_nothing(block: str) -> None:
    claims = read_block(block)
    assert claims
    assert {claim.voice.words for claim in claims} == {""}


@pytest.mark.parametrize(("block", "speaker"), SPEAKERS, ids=lambda text: text[:40])
def test_a_body_before_a_colon_speaks(block: str, speaker: str) -> None:
    claims = read_block(block)
    assert claims
    assert {claim.voice.words for claim in claims} == {speaker}


def test_the_items_of_a_list_have_the_days_of_the_line_above_it() -> None:
    block = "Losses from 24.02.2022 to 19.11.2023 are: / tanks - 5,430 (+15), / MLRS - 899."
    held = {(str(c.held.from_), str(c.held.until)) for c in read_block(block) if not c.flags}
    assert held == {("2022-02-24", "2023-11-19")}


def test_a_year_of_two_figures_is_the_last_such_year() -> None:
    (claim,) = read_block("US losses since 5 Nov 23: 138 killed.")
    assert (str(claim.held.from_), str(claim.held.until)) == ("2023-11-05", "2025-01-31")


def test_a_probable_is_no_certain_loss() -> None:
    claims = read_block("Fighters met the raid. Claims: 5 certain, 2 probable.")
    assert [c.modality for c in claims] == ["asserted", "probable"]


def test_a_heading_says_whose_losses_stand_under_it() -> None:
    block = "Own losses / 12 killed, 3 tanks / Enemy losses / 40 killed, 2 guns"
    whose = [c.subject.words.split()[0] == "enemy" for c in read_block(block)]
    assert whose == [False, False, True, True]


def test_what_stands_under_a_heading_of_intentions_is_meant() -> None:
    block = "6. Intention: hold the line until the night 13/14 May, then withdraw."
    intents = [(c.measure, c.modality) for c in read_block(block) if c.kind == "intent"]
    assert intents == [("intent_to_hold", "planned"), ("intent_to_withdraw", "planned")]


def test_the_same_words_under_another_heading_are_not() -> None:
    assert not [c for c in read_block("6. Ground: rain, the river in flood.") if c.kind == "intent"]


def test_a_day_shortly_after_the_day_of_printing_is_of_this_year() -> None:
    (claim,) = read_block("Attack with 40 tanks on 2 February.")
    assert str(claim.held.until) == "2025-02-02"


def test_a_row_of_a_table_has_its_name_and_the_days_of_the_caption() -> None:
    block = (
        "Casualties on 6 and 7 January / Command | Killed | Wounded / First Division | 285 | 1,372"
        " / Second Division | 270 | 1,173"
    )
    claims = read_block(block)
    assert [c.subject.words for c in claims] == ["First Division"] * 2 + ["Second Division"] * 2
    assert {(str(c.held.from_), str(c.held.until)) for c in claims} == {
        ("2025-01-06", "2025-01-07")
    }


def test_an_increase_is_of_the_last_day_and_not_of_the_whole_war() -> None:
    whole, more = read_block("Losses from 24.02.2022 to 19.01.2025 are: / tanks - 5,430 (+15),")
    assert str(whole.held.from_) == "2022-02-24"
    assert str(more.held.from_) == "2025-01-31"
    assert more.flags == ("increase on the count before it",)


def test_the_same_period_is_the_one_named_before() -> None:
    block = "From 5 July to 6 August the foe lost 847 tanks. In the same period 530 men were taken."
    assert {str(c.held.from_) for c in read_block(block)} == {"2024-07-05"}


def test_an_hour_is_no_year_and_kia_no_army() -> None:
    claims = read_block("Casualty state as at 1800 hrs: KIA 21; WIA 74.")
    assert {str(c.held.until) for c in claims} == {"2025-01-31"}
    assert {c.subject.entity for c in claims} == {""}
