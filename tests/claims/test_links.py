"""Proposals of one event and of one origin: what is proposed, what is not, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.case import load_case
from fogline.claims import Claim, Held, Subject, Voice
from fogline.claims.links import propose

DAY = date(2025, 1, 15)


def claim(name: str, **changes: Any) -> Claim:
    base = Claim(
        id=name, report=f"report-{name}", measure="killed", unit="persons", kind="quantity",
        low=300.0, value=300.0, high=300.0, subject=Subject(words="soldiers", entity="x"),
        held=Held(from_=DAY, until=DAY), printed_on=DAY, said_on=DAY, origin="The Staff",
        exact="300 soldiers were killed", voices=(Voice(words="the Staff"),),
    )  # fmt: skip
    return replace(base, **changes)


def relations(*claims: Claim) -> dict[tuple[str, str], str]:
    return {(one, other): relation for one, other, relation, _ in propose(claims)}


def test_the_same_figure_of_the_same_source_in_two_reports_has_one_origin() -> None:
    assert relations(claim("a"), claim("b")) == {("a", "b"): "same origin"}


def test_a_paper_that_is_carried_by_another_is_its_origin() -> None:
    first = claim("a", publisher="Example Wire", origin="The Staff")
    later = claim("b", origin="officials", via=("Example Wire", "Example Paper"))
    assert relations(first, later) == {("a", "b"): "same origin"}


def test_a_figure_printed_again_by_somebody_else_within_a_month_is_proposed() -> None:
    said = {"low": 3840.0, "value": 3840.0, "high": 3840.0}
    later = claim("b", origin="A Ministry", printed_on=date(2025, 2, 3), **said)
    much_later = claim("c", origin="A Ministry", printed_on=date(2025, 5, 3), **said)
    assert relations(claim("a", **said), later) == {("a", "b"): "same origin"}
    assert (
        relations(claim("a", **said), replace(much_later, held=Held(until=date(2025, 5, 3)))) == {}
    )


def test_the_next_figure_of_a_series_is_no_echo_of_the_last() -> None:
    later = claim(
        "b", low=340.0, value=340.0, high=340.0, printed_on=date(2025, 1, 17),
        held=Held(from_=DAY, until=date(2025, 1, 17)),
    )  # fmt: skip
    assert "same origin" not in relations(claim("a"), later).values()


def test_two_sources_on_one_day_with_near_figures_speak_of_one_event() -> None:
    other = claim("b", low=280.0, value=310.0, high=340.0, origin="A Hospital")
    assert relations(claim("a", low=270.0, value=300.0, high=330.0), other) == {
        ("a", "b"): "same event"
    }


def test_a_figure_whose_hedge_changed_on_the_way_is_proposed() -> None:
    first = claim("a", low=3000.0, value=None, high=None, measure="casualties")
    later = claim(
        "b", low=None, value=None, high=3000.0, measure="casualties", origin="An Institute",
        printed_on=date(2025, 1, 18),
    )  # fmt: skip
    assert relations(first, later) == {("a", "b"): "same origin"}
    other = replace(later, high=2500.0)
    assert "same origin" not in relations(first, other).values()


def test_a_part_told_with_its_whole_by_one_source_on_one_day_has_its_origin() -> None:
    whole = claim("a", measure="casualties", low=20842.0, value=20842.0, high=20842.0)
    part = claim("b", measure="wounded", low=12220.0, value=12220.0, high=12220.0)
    assert relations(whole, part) == {("a", "b"): "same origin"}
    share = claim("c", measure="share_casualties", low=0.33, value=None, high=None, unit="share")
    assert relations(whole, share) == {("a", "c"): "same origin"}
    assert relations(whole, replace(part, origin="A Hospital")) == {}
    assert relations(whole, replace(part, printed_on=date(2025, 1, 18))) == {}
    assert relations(whole, replace(part, report="report-a")) == {}
    larger = replace(part, low=30000.0, value=30000.0, high=30000.0)
    assert relations(whole, larger) == {}


def test_most_echoes_keyed_on_the_kursk_case_would_be_found() -> None:
    claims = load_case("kursk").standing()
    keyed = {frozenset((each.id, each.repeats)) for each in claims if each.repeats}
    proposed = {
        frozenset(pair[:2]) for pair in propose([replace(each, repeats="") for each in claims])
    }
    assert len(keyed) >= 25
    assert len(keyed & proposed) >= 0.6 * len(keyed)


def test_other_forces_other_days_other_figures_and_other_kinds_are_not_proposed() -> None:
    a = claim("a")
    assert relations(a, claim("b", subject=Subject(words="rebels", entity="y"))) == {}
    assert relations(a, claim("b", low=900.0, value=900.0, high=900.0)) == {}
    march = date(2025, 3, 15)
    assert relations(a, claim("b", held=Held(from_=march, until=march), printed_on=march)) == {}
    assert relations(a, claim("b", measure="present")) == {}


def test_what_is_rejected_linked_or_of_one_report_is_not_proposed_again() -> None:
    a = claim("a")
    assert relations(a, claim("b", status="rejected")) == {}
    assert relations(a, claim("b", repeats="a")) == {}
    assert "same origin" not in relations(a, claim("b", report="report-a")).values()


@given(st.permutations(["a", "b", "c", "d"]))
@settings(max_examples=12, deadline=None)
def test_the_order_of_the_claims_does_not_matter_and_no_pair_comes_twice(order: list[str]) -> None:
    known = {
        "a": claim("a"), "b": claim("b", origin="A Hospital"),
        "c": claim("c", printed_on=date(2025, 1, 18)), "d": claim("d", value=305.0, high=310.0),
    }  # fmt: skip
    proposed = propose([known[name] for name in order])
    assert proposed == propose(list(known.values()))
    assert len({(one, other) for one, other, *_ in proposed}) == len(proposed)
    assert all(0.0 < score <= 1.0 for *_, score in proposed)
    printed = {name: (each.printed_on, each.report) for name, each in known.items()}
    assert all(printed[one] <= printed[other] for one, other, *_ in proposed)


def test_on_the_kursk_case_few_pairs_are_proposed_and_none_that_is_linked_already() -> None:
    claims = load_case("kursk").standing()
    proposed = propose(claims)
    linked = {frozenset((each.id, each.repeats)) for each in claims if each.repeats}
    assert 10 < len(proposed) < len(claims) / 2
    assert not linked & {frozenset(pair[:2]) for pair in proposed}
