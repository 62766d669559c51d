"""The headlines: their numbers lead to answers, their charts show claims, their text is inert."""

from __future__ import annotations

from dataclasses import replace

import lxml.html

from fogline.answer import say_interval, say_number
from fogline.page.headlines import headlines
from fogline.page.links import Links
from tests.page import factory


def shown(*sentences: str) -> list[lxml.html.HtmlElement]:
    assessment = replace(factory.full_assessment(), summary=sentences)
    case = factory.full_case()
    rows = headlines(assessment, case, Links(assessment, case, factory.full_claims()))
    return [
        lxml.html.fragment_fromstring(f"<div>{row.words}<p>{row.spark}</p></div>") for row in rows
    ]


def test_a_number_with_its_interval_leads_to_its_answer_and_a_chance_stands_out() -> None:
    first, second = factory.full_assessment().estimates[:2]
    spans = [
        f"{say_number(e.median, e.unit)} (80 % interval {say_interval(*e.intervals['80'], e.unit)})"
        for e in (first, second)
    ]
    (row,) = shown(f"Of {spans[0]} sent, {spans[1]} are there; that half left is unlikely (25 %).")
    links = row.xpath(".//a")
    assert [link.get("href") for link in links] == [
        f"#answer-{first.observable}", f"#answer-{second.observable}"
    ]  # fmt: skip
    assert links[0].text_content() == say_number(first.median, first.unit)
    assert row.xpath(".//strong/text()") == ["unlikely (25\N{NO-BREAK SPACE}%)"]
    words = row.text_content()
    assert words.replace("\N{NO-BREAK SPACE}", " ").startswith(f"Of {spans[0]} sent, {spans[1]}")


def test_a_number_that_is_no_answer_is_bold_and_leads_nowhere() -> None:
    (row,) = shown("They lost 7,777 (80 % interval 7,000 to 8,000) of them.")
    assert row.xpath(".//strong/text()") == ["7,777"] and not row.xpath(".//a")


def test_a_date_before_a_number_is_no_part_of_it() -> None:
    first = factory.full_assessment().estimates[0]
    number = say_number(first.median, first.unit)
    span = f"(80 % interval {say_interval(*first.intervals['80'], first.unit)})"
    known, unknown = shown(
        f"The largest is that of 8 April 1944, {number} {span}.",
        "The largest is that of 8 April 1944, 7 (80 % interval 5 to 9) of them.",
    )
    assert [link.text_content() for link in known.xpath(".//a")] == [number]
    assert "8 April 1944, " in known.text_content().replace("\N{NO-BREAK SPACE}", " ")
    assert unknown.xpath(".//strong/text()") == ["7"]


def test_the_small_chart_has_bands_a_fan_the_cut_off_and_a_mark_a_claim() -> None:
    assessment = factory.full_assessment()
    band = next(b for b in assessment.bands if b.claims and b.observable == "nk.deployed")
    (row,) = shown(next(e.words for e in assessment.estimates if e.observable == "nk.deployed"))
    for name in ("f-band95", "f-band50", "f-fan95", "s-median", "s-cutoff"):
        assert row.xpath(f".//svg/path[contains(@class, '{name}')]"), name
    marks = row.xpath(".//svg/*[contains(@class, '-side')]")
    assert len(marks) == len(band.claims)


def test_a_hostile_sentence_is_shown_and_never_acts() -> None:
    (row,) = shown("It was <script>alert(1)</script> likely (60 %)\x1b[31m.")
    assert not row.xpath(".//script")
    assert "<script>alert(1)</script>" in row.text_content()
    assert "\x1b" not in row.text_content()
