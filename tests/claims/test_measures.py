"""One number a sentence: the measure it is bound to, from many wars and in many turns of phrase."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fogline.claims import Claim, extract
from fogline.report import Report

ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "measures.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def numeric(text: str) -> list[Claim]:
    report = Report(text=text, body=((0, len(text)),), published=date(2025, 1, 31))
    return [c for c in extract(report) if c.kind in ("quantity", "rate", "share")]


@pytest.mark.parametrize(("words", "measure", "sentence"), ROWS, ids=lambda text: text[:60])
def test_a_number_is_bound_to_its_measure(words: str, measure: str, sentence: str) -> None:
    claims = numeric(sentence)
    assert claims, "no number was found"
    wanted = "" if measure == "-" else measure
    assert [c.measure for c in claims][:1] == [wanted], [(c.exact, c.measure) for c in claims]
    digits = re.sub(r"\D", "", words)
    value = claims[0].value if claims[0].value is not None else claims[0].low or claims[0].high
    if digits and words.replace(",", "").isdigit() and claims[0].unit not in ("km", "km/day"):
        assert value == float(digits)


LONG = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "measures-long.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
# A number said for a bounded window, or as what it does to somebody, is as well read so.
SAME = {"killed_period": "killed", "wounded_period": "wounded", "casualties_period": "casualties"}


@pytest.mark.parametrize(("measures", "sentence"), LONG, ids=lambda text: text[:60])
def test_several_numbers_of_a_sentence_keep_their_own_measures(
    measures: str, sentence: str
) -> None:
    found = [SAME.get(c.measure, c.measure) for c in numeric(sentence)]
    assert found == [measure.strip() for measure in measures.split(";")]


SUBJECTS = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "subjects.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("subjects", "sentence"), SUBJECTS, ids=lambda text: text[:60])
def test_a_number_says_whose_it_is_and_never_repeats_itself(subjects: str, sentence: str) -> None:
    found = [c.subject.words for c in numeric(sentence)]
    wanted = [words.strip() for words in subjects.split(";")]
    assert len(found) == len(wanted), found
    assert all(part in words for part, words in zip(wanted, found, strict=True)), found


@pytest.mark.parametrize(
    ("sentence", "interval", "hedge"),
    [
        ("An army of thirty odd thousand men stood before the town.", (27e3, 30e3, 33e3), "about"),
        ("Five or six score lay dead before the wire.", (100, None, 120), "range"),
        ("From 40 up to 60 men were wounded.", (40, None, 60), "range"),
        ("The garrison numbers 4-5,000 men.", (4000, None, 5000), "range"),
        ("There were 10 - 12 tanks in the wood.", (10, None, 12), "range"),
        ("Four-and-twenty guns were taken.", (24, 24, 24), "none"),
        ("As few as 30 men held it.", (30, None, None), "at least"),
        ("Between 300 and “perhaps” 500 men were killed.", (300, None, 500), "range"),
    ],
)
def test_turns_of_counting_are_read_as_their_numbers(
    sentence: str, interval: tuple[float | None, ...], hedge: str
) -> None:
    [claim] = numeric(sentence)
    got = (claim.low, claim.value, claim.high)
    assert (got, claim.hedge) == (pytest.approx(interval), hedge)


@pytest.mark.parametrize(
    "sentence",
    ["The odds were 3-to-1 against us.", "No. 4 battery and the 3rd Division held the ridge."],
)
def test_odds_and_names_with_numbers_count_nothing(sentence: str) -> None:
    assert not numeric(sentence)


def in_report(title: str, body: str) -> list[Claim]:
    text = f"{title}\n{body}"
    report = Report(
        text=text,
        title=title,
        title_span=(0, len(title)),
        body=((len(title) + 1, len(text)),),
        published=date(2025, 1, 31),
    )
    return [c for c in extract(report) if c.kind == "quantity" and c.start > len(title)]


def test_a_headline_names_the_force_that_the_sentence_calls_men() -> None:
    told = in_report(
        "Somali column surrenders at Jijiga",
        "Two prisoners were brought in on Sunday.\nThe men, about 400, had eaten nothing.",
    )
    assert [c.subject.entity for c in told] == ["somalia", "somalia"]
    taken = in_report("Chadian army takes the pass", "Two prisoners were brought in on Sunday.")
    assert [c.subject.entity for c in taken] == [""]


def test_a_line_over_a_list_names_what_befell_and_a_short_one_whose_it_is() -> None:
    toll = in_report(
        "A month of fighting",
        "The toll is made up as follows:\nCivilians: 132\nKurdish, rebel and Islamist fighters: 94"
        "\nSoldiers and officers of the regular army in the city: 168\nOfficers of the fleet: 30",
    )
    assert [(c.measure, c.value) for c in toll] == [("killed", v) for v in (132, 94, 168, 30)]
    strength = in_report("The battle of the ford", "Angola:\n28,000 troops\n24 tanks")
    assert [c.subject.entity for c in strength] == ["angola", "angola"]


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("The Chadian column lost 14 trucks and the Libyans 30.", ["chad", "libya"]),
        ("The Houthis say 12 of their men died and 90 Saudis fell.", ["houthis", "saudi_arabia"]),
        ("Chadian rebels killed nine policemen.", ["chad"]),
    ],
)  # fmt: skip
def test_each_count_is_of_the_side_named_for_it(sentence: str, sides: list[str]) -> None:
    assert [c.subject.entity for c in numeric(sentence)] == sides
