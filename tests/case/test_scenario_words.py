"""What-ifs in a line of words."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.case import Case, load_case, scenario_of_words
from fogline.flow.opening import scenario_named
from fogline.ground.errors import FoglineError


@pytest.fixture(scope="module")
def kursk() -> Case:
    return load_case("kursk")


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("return nk from 2025-02-21", {"change": "return", "target": "nk", "amount": 1.0}),
        ("return nk .5 from 2025-02-21", {"change": "return", "amount": 0.5}),
        ("reinforce nk 3,000 from 2025-03-01", {"change": "reinforce", "amount": 3000.0}),
        ("Deliveries shells x0.5 from 2025-02-01 until 2025-03-01",
         {"change": "deliveries", "amount": 0.5, "until": date(2025, 3, 1)}),
        ("leave salient from 2025-03-01", {"change": "leave", "start": date(2025, 3, 1)}),
        ("transfer ua 5000 to main_front from 2025-03-01",
         {"change": "transfer", "to": "main_front", "amount": 5000.0}),
    ],
)  # fmt: skip
def test_a_line_says_a_change(kursk: Case, line: str, fields: dict[str, object]) -> None:
    found = scenario_of_words(kursk, [line])
    assert {name: getattr(found, name) for name in fields} == fields
    assert found.title == line and not found.also


def test_further_lines_belong_to_the_same_what_if(kursk: Case) -> None:
    found = scenario_of_words(
        kursk, ["return nk from 2025-02-21", "deliveries shells 2 from 2025-02-01"]
    )
    assert found.change == "return" and found.also[0].change == "deliveries"
    assert found.title.count(";") == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "no change"),
        ("bomb nk from 2025-02-21", "is no change"),
        ("return kn from 2025-02-21", "did you mean nk"),
        ("leave nk from 2025-02-21", "salient"),
        ("reinforce nk from 2025-02-21", "number of persons"),
        ("return nk 2 from 2025-02-21", "at most 1"),
        ("return nk from tomorrow", "is no day"),
        ("return nk to main_front from 2025-02-21", "only a transfer"),
        ("transfer ua 500 from 2025-02-21", "main_front"),
        ("deliveries shells 1.2.3 from 2025-02-21", "a factor"),
        ("deliveries shells 2 from 2025-02-21 until 2025-02-01", "not after its start"),
        ("reinforce nk 500 from 2025-02-21 until 2025-03-01", "has no end"),
        ("reinforce nk 0 from 2025-02-21", "between 1 and 10,000,000"),
        ("transfer ua 999999999999 to main_front from 2025-02-21", "between 1 and 10,000,000"),
        ("leave salient 7 from 2025-02-21", "leave out the number"),
    ],
)
def test_a_line_that_says_none_is_refused_with_what_to_write(
    kursk: Case, line: str, told: str
) -> None:
    with pytest.raises(FoglineError, match=told):
        scenario_of_words(kursk, [line])


def test_one_line_alone_is_known_from_a_what_if_by_its_id(kursk: Case) -> None:
    assert scenario_named(kursk, "return nk from 2025-02-21").target == "nk"
    assert scenario_named(kursk, "shells-halved").id == "shells-halved"
    with pytest.raises(FoglineError, match="unknown scenario"):
        scenario_named(kursk, "shells-doubled")


def test_no_line_at_all_shows_the_forms(kursk: Case) -> None:
    with pytest.raises(FoglineError, match="return FORMATION from DAY"):
        scenario_of_words(kursk, [])
