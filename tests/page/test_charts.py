"""Charts hold what can be read: years on long axes, days on short ones, not too many marks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from fogline.page.cards import estimates_card
from fogline.page.charts import band_chart, counted_chart, drawn_claims
from fogline.page.charts.bands import MOST_MARKS
from fogline.page.svg import draw
from tests.page import factory

DAY = date(2022, 2, 24)


def labels(n_days: int, first: date = DAY) -> list[str]:
    """What the time axis of a quantity over so many days says."""
    plain = factory.band(0)
    days = tuple(first + timedelta(days=i * n_days / 40) for i in range(41))
    at = [i * (len(plain.days) - 1) // 40 for i in range(41)]
    edges = {
        level: (tuple(low[i] for i in at), tuple(high[i] for i in at))
        for level, (low, high) in plain.edges.items()
    }
    band = replace(
        plain, days=days, median=tuple(plain.median[i] for i in at), edges=edges, claims=(),
        cut_off=days[30],
    )  # fmt: skip
    svg = draw({"a": band_chart(band, sides=factory.SIDES, link=str)})["a"]
    return [t for t in re.findall(r">([^<>]+)</t(?:ext|span)>", svg) if re.search("[A-Z]|20", t)]


@pytest.mark.parametrize("n_days", [30, 60, 180, 300, 900, 3000])
def test_every_time_axis_says_the_year_and_has_a_handful_of_labels(n_days: int) -> None:
    said = labels(n_days, date(2022, 2, 24))
    assert any(re.search(r"202[2-9]|2030", words) for words in said), said
    ticks = [words for words in said if not re.fullmatch(r"\d{4}", words)] or said
    assert 2 <= len(ticks) <= 13, said


def test_of_very_many_claims_as_many_are_drawn_as_an_eye_can_tell_apart() -> None:
    band = factory.band(0)
    one = band.claims[0]
    many = tuple(
        replace(one, claim=f"m{i:04d}", day=band.days[0] + timedelta(days=i % 100))
        for i in range(1000)
    )
    drawn = drawn_claims(replace(band, claims=many))
    assert len({claim.claim for claim in drawn}) == MOST_MARKS
    assert len({claim.day for claim in drawn}) > 90
    assert drawn_claims(band) == band.claims


def test_a_long_forecast_is_a_card_of_some_days_on_one_axis() -> None:
    first = factory.full_assessment().estimates[0]
    rows = [replace(first, on=first.on + timedelta(days=i)) for i in range(90) if first.on]
    card = estimates_card(rows)
    assert card.count("<tr") == 15
    assert "76 more" in card and "one axis" in card


def test_what_was_counted_once_has_a_row_each_with_its_interval_and_every_claim() -> None:
    band = next(b for b in factory.full_assessment().bands if b.observable == "nk.deployed")
    day = len(band.days) // 2
    once = replace(
        band, days=band.days[day : day + 1], median=(100.0,),
        edges={"95": ((10.0,), (900.0,)), "80": ((20.0,), (500.0,)), "50": ((50.0,), (200.0,))},
        claims=(
            replace(band.claims[0], shape="point", value=300.0),
            replace(band.claims[0], shape="bar", low=100.0, high=400.0),
            replace(band.claims[0], shape="bar", low=100.0, high=105.0),
            replace(band.claims[0], shape="point", value=0.0),
        ),
    )  # fmt: skip
    nothing = replace(once, median=(0.0,))
    chart = counted_chart([once, nothing], names={band.observable: "A battle"}, sides=[], link=str)
    assert chart is not None
    layers = chart.spec["layer"]
    assert len(chart.spec["data"]["values"]) == 1
    ranges, points = (layer["data"]["values"] for layer in layers[-2:])
    assert [(row["low"], row["high"]) for row in ranges] == [(100.0, 400.0)]
    assert [round(row["low"]) for row in points] == [300, 102]
    svg = draw({"counted": chart})["counted"]
    assert "A battle" in svg and svg.count("f-band") >= 3
    assert counted_chart([nothing], names={band.observable: "x"}, sides=[], link=str) is None
