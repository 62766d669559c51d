"""The reader: what words must and must not yield, and what holds for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.claims import Claim, extract
from fogline.report import Report, read_one

PRINTED = date(2025, 1, 31)


def claims_of(text: str, printed: date = PRINTED) -> list[Claim]:
    return extract(Report(text=text, body=((0, len(text)),), published=printed))


def one(claims: list[Claim], measure: str) -> Claim:
    found = [claim for claim in claims if claim.measure == measure]
    assert len(found) == 1, [(c.measure, c.exact) for c in claims]
    return found[0]


def test_claims_bear_their_report_and_the_same_words_in_two_reports_are_two_claims() -> None:
    words = "The ministry said about 400 soldiers were killed."
    here, there, again = (
        one(claims_of(f"{words} Edition {name}."), "killed") for name in ("one", "two", "one")
    )
    first = f"{words} Edition one."
    assert here.report == Report(text=first, body=((0, len(first)),), published=PRINTED).id
    assert here.report != there.report and here.id != there.id
    assert here == again


def test_about_a_number_keeps_its_interval_and_voice() -> None:
    claim = one(claims_of("The ministry said about 400 soldiers were killed."), "killed")
    assert (claim.low, claim.value, claim.high, claim.hedge) == (360, 400, 440, "about")
    assert claim.voices


def test_more_than_is_a_lower_bound_and_up_to_an_upper_one() -> None:
    low = one(claims_of("General Brown said more than 1,200 men had been wounded."), "wounded")
    high = one(claims_of("General Brown said up to 1,200 men had been wounded."), "wounded")
    assert (low.low, low.high) == (1200, None)
    assert (high.low, high.high) == (None, 1200)


def test_an_age_and_a_calibre_are_no_claims() -> None:
    claims = claims_of("The 47-year-old gunner served a 155 mm howitzer on Hill 881 in 1968.")
    assert not [c for c in claims if c.measure in {"killed", "casualties", "present", "deployed"}]


@pytest.fixture(scope="module")
def reference(shared: Path) -> list[Claim]:
    report = read_one(shared / "reports" / "2025-01-31-north-korean-troops.txt", published=PRINTED)
    return extract(report)


def test_the_contingent_is_around_eleven_thousand_in_november(reference: list[Claim]) -> None:
    claim = one(reference, "deployed")
    assert (claim.low, claim.value, claim.high) == (9900, 11000, 12100)
    assert (claim.held.from_, claim.held.until) == (date(2024, 11, 1), date(2024, 11, 30))


def test_half_the_contingent_is_lost_according_to_the_commander(reference: list[Claim]) -> None:
    claim = one(reference, "share_casualties")
    assert (claim.low, claim.value, claim.high) == (0.45, 0.5, 0.55)
    assert claim.voice.name == "Oleksandr Syrsky"
    assert claim.relative_to == one(reference, "deployed").id


def test_five_hundred_miles_of_territory_are_an_area_and_flagged(reference: list[Claim]) -> None:
    claim = one(reference, "area_taken_km2")
    assert claim.value == pytest.approx(1294.99, abs=0.01)
    assert any(flag.startswith("unit-repaired") for flag in claim.flags)


def test_half_of_it_was_retaken_by_the_day_of_printing(reference: list[Claim]) -> None:
    claim = one(reference, "area_retaken_share")
    assert (claim.low, claim.high, claim.held.until) == (0.4, 0.6, PRINTED)
    assert claim.relative_to == one(reference, "area_taken_km2").id


def test_shells_are_millions_and_about_half_of_the_fire(reference: list[Claim]) -> None:
    shells = one(reference, "shells_supplied")
    assert (shells.low, shells.high) == (2_000_000, None)
    share = one(reference, "share_of_fires")
    assert (share.low, share.value, share.high) == (0.4, 0.5, 0.6)


def test_losses_and_tactics_of_the_sentence_are_the_contingent_s(reference: list[Claim]) -> None:
    wordy = {c.exact: c.subject.entity for c in reference if c.kind == "quality"}
    for words in ("driven up casualties", "mowed down", "as foot soldiers", "lack of cohesion"):
        assert wordy[words] == "north_korea", words


def test_a_decision_to_pull_out_is_of_the_force_pulled_out(reference: list[Claim]) -> None:
    decided = [c for c in reference if c.measure == "withdrawal" and "decision" in c.exact]
    assert [c.subject.entity for c in decided] == ["north_korea"]


def test_what_was_retaken_was_retaken_by_somebody(reference: list[Claim]) -> None:
    assert one(reference, "area_retaken_share").subject.entity == "russia"


def test_an_event_dated_only_by_another_has_no_day_of_its_own(reference: list[Claim]) -> None:
    claim = next(c for c in reference if c.exact.startswith("Ukraine launched its incursion"))
    assert (claim.held.from_, claim.held.until) == (None, PRINTED)


PIECES = st.sampled_from(
    [
        "about 300 soldiers were killed", "officials said", "up to", "half of them",
        ", according to Reuters", "last week", "500 miles of territory", "“we lost 12 tanks”",
        "1,200-1,400", "not", ".", "T-72", "€", "\u202e", "(", "%", "in May", "\n\n",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map(" ".join))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_spans_inside_it_and_the_same_ids_twice(text: str) -> None:
    claims = claims_of(text)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.exact
    assert [claim.id for claim in claims] == [claim.id for claim in claims_of(text)]


SIDES = """
armenia | 450 | Azerbaijan said that 210 Armenian soldiers had died and 450 were wounded.
armenia | 450 | Azerbaijan lost 210 men and Armenia 450 men.
north_korea | 300 | North Korea sent soldiers. The agency said that 300 of the troops had died.
- | 300 | North Korea sent soldiers. The agency said that 300 bakers had died.
north_korea | Half | North Korea sends guns. Half the shells Russia fires come from the North.
russia | Half | North Korea sends guns. Half of the shells fired at the front are Russian.
- | 60,000 | German wireless puts our losses at 60,000.
germany | 60,000 | The ministry puts German losses at 60,000.
"""


@pytest.mark.parametrize("row", SIDES.strip().splitlines())
def test_a_number_is_of_the_side_its_words_point_to(row: str) -> None:
    side, words, text = (part.strip() for part in row.split("|"))
    found = [c for c in claims_of(text) if words in c.exact]
    assert [c.subject.entity or "-" for c in found] == [side]


@pytest.mark.parametrize(
    ("intents", "text"),
    [
        (0, "Only about 8 percent of an assault group survives."),
        (0, "The army wants more attack helicopters."),
        (1, "The army wants to attack the helicopters."),
        (1, "The army plans to attack in the spring."),
        (0, "I will not give you a date."),
        (1, "I will not give an inch."),
    ],
)
def test_the_name_of_a_kind_of_thing_is_no_intent(intents: int, text: str) -> None:
    assert len([c for c in claims_of(text) if c.kind == "intent"]) == intents


def test_an_interview_asks_what_bare_numbers_count_and_an_aside_denies_nothing() -> None:
    claims = claims_of(
        "Q: General, how many men do you have left?\n\nA: I won't say. Call it two brigades, not "
        "at full strength.\n\nQ: The Pentagon says 1,500.\n\nA: It's nearer three thousand."
    )
    found = [(c.exact, c.measure, c.polarity) for c in claims if c.kind == "quantity"]
    assert found == [
        ("two brigades", "formations_present", "asserted"),
        ("1,500", "present", "asserted"),
        ("three thousand", "present", "asserted"),
    ]
    denied = [c for c in claims_of("The rebels did not lose 30 tanks.") if c.kind == "quantity"]
    assert [c.polarity for c in denied] == ["denied"]
