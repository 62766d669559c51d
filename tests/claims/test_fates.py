"""What became of men is read from whatever set phrase says so, whoever they were."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.claims.reader import read
from fogline.report import read_one

MEN = ["soldiers", "of the garrison", "Frenchmen", "members of the brigade", "Marines"]
FATES = {
    "killed": "fell; perished; died of wounds; lay dead; lost their lives; were blown to pieces;"
    " have given their lives; were struck down; met their deaths; paid with their lives",
    "wounded": "lay wounded; went to the dressing station; were hit by splinters; suffered burns",
    "captured": "laid down their arms; fell into our hands; came in with a white flag;"
    " gave themselves up; were bagged",
    "missing": "have not been heard of since; failed to answer the roll; were posted as missing;"
    " are unaccounted for",
    "deserted": "slipped off in the night; have gone home without leave; went over to the enemy",
    "withdrawn": "were relieved; fell back; were taken out of the line; have left the front",
}


@pytest.mark.parametrize(
    ("measure", "fate"),
    [(measure, fate) for measure, fates in FATES.items() for fate in fates.split("; ")],
)
def test_a_set_phrase_says_what_became_of_men(measure: str, fate: str) -> None:
    wrong = []
    for men in MEN:
        claims = read(read_one(f"Some 340 {men} {fate}.".encode())).claims
        got = [c.measure.removesuffix("_period") for c in claims if "340" in c.exact]
        if got[:1] != [measure]:
            wrong.append(f"{men}: {got}")
    assert len(wrong) <= 1, wrong  # one of five may be lost to the parser


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("The wing flew 60 missions; two failed to return.", "aircraft_lost"),
        ("Some 340 civilians were evacuated by sea.", "evacuated"),
        ("Two failed to return.", ""),
        ("Forty guns fell into our hands.", "guns_lost"),
    ],
)
def test_a_fate_of_other_things_is_not_one_of_men(sentence: str, measure: str) -> None:
    claims = [c for c in read(read_one(sentence.encode())).claims if c.kind == "quantity"]
    assert claims[-1].measure == measure if claims else measure == ""


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("Some 40 soldiers were killed near Sake on 23 January.", "killed_period"),
        ("The army lost 40 men on Tuesday.", "casualties_period"),
        ("Forty soldiers died yesterday.", "killed_period"),
        ("By 23 January 40 soldiers had been killed.", "killed"),
        ("The death toll stood at 40 on Tuesday.", "killed"),
        ("A total of 40 soldiers have been killed as of 23 January.", "killed"),
        ("The 40 gendarmes killed in the raid were buried on Friday.", "killed"),
    ],
)
def test_what_befell_on_a_day_is_no_total(sentence: str, measure: str) -> None:
    claims = read(read_one(sentence.encode(), published=date(2025, 1, 30))).claims
    assert [c.measure for c in claims if c.kind == "quantity"] == [measure]


def test_old_number_words_are_read_with_their_thousands() -> None:
    claims = read(
        read_one(b"They were four-and-twenty thousand men. We lost 40 at the outside.")
    ).claims
    assert [(c.low, c.high) for c in claims] == [(24000.0, 24000.0), (None, 40.0)]
