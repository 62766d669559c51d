"""The headlines: their numbers lead to answers, their charts show claims, their text is inert."""

from __future__ import annotations

from dataclasses import replace

import lxml.html

from fogline.answer import Chance, Number, Sentence, say_number
from fogline.page.headlines import headlines
from fogline.page.links import Links
from fogline.page.sections import warning_rows
from tests.page import factory


def shown(*sentences: Sentence) -> list[lxml.html.HtmlElement]:
    assessment = replace(factory.full_assessment(), summary=sentences)
    links = Links(assessment, factory.full_case(), factory.full_claims())
    return [
        lxml.html.fragment_fromstring(f"<div>{row.words}<p>{row.spark}</p></div>")
        for row in headlines(assessment, links)
    ]


def test_a_number_with_its_interval_leads_to_its_answer_and_a_chance_stands_out() -> None:
    first, second = factory.full_assessment().estimates[:2]
    numbers = [factory.number_of(row) for row in (first, second)]
    sentence = Sentence.of(
        "Of ", numbers[0], " sent, ", numbers[1], " are there; that half left is ",
        Chance(probability=0.25), ".",
    )  # fmt: skip
    (row,) = shown(sentence)
    links = row.xpath(".//a")
    assert [link.get("href") for link in links] == [
        f"#answer-{first.observable}", f"#answer-{second.observable}"
    ]  # fmt: skip
    assert links[0].text_content() == say_number(first.median, first.unit)
    assert row.xpath(".//strong/text()") == ["unlikely (25\N{NO-BREAK SPACE}%)"]
    assert row.text_content().replace("\N{NO-BREAK SPACE}", " ").startswith(str(sentence))
    assert str(sentence).startswith(f"Of {numbers[0].number} (80 % interval ")


def test_a_number_that_is_no_answer_is_bold_and_leads_nowhere() -> None:
    lost = Number(median=7777.0, low=7000.0, high=8000.0, observable="nobody.asked")
    (row,) = shown(Sentence.of("They lost ", lost, " of them."))
    assert row.xpath(".//strong/text()") == ["7,800"] and not row.xpath(".//a")


def test_a_sentence_rests_on_the_claims_of_each_answer_it_speaks_of() -> None:
    assessment = factory.full_assessment()
    first = assessment.estimates[0]
    told = replace(assessment, summary=(
        Sentence.of("So ", factory.number_of(first), " or ", Chance(probability=0.5,
                    observable=first.observable)), Sentence.of("Nothing."),
    ))  # fmt: skip
    links = Links(told, factory.full_case(), factory.full_claims())
    some, none = headlines(told, links)
    assert [basis.n_claims for basis in some.grounds] == [len(first.claims)]
    assert not none.grounds and not none.spark


def test_the_small_chart_has_bands_a_fan_the_cut_off_and_a_mark_a_claim() -> None:
    assessment = factory.full_assessment()
    band = next(b for b in assessment.bands if b.claims and b.observable == "nk.deployed")
    deployed = next(e for e in assessment.estimates if e.observable == "nk.deployed")
    (row,) = shown(Sentence.of("Sent: ", factory.number_of(deployed)))
    for name in ("f-band95", "f-band50", "f-fan95", "s-median", "s-cutoff"):
        assert row.xpath(f".//svg/path[contains(@class, '{name}')]"), name
    marks = row.xpath(".//svg/*[contains(@class, '-side')]")
    assert len(marks) == len(band.claims)


def test_a_hostile_sentence_is_shown_and_never_acts() -> None:
    (row,) = shown(Sentence.of("It was <script>alert(1)</script> likely\x1b[31m."))
    assert not row.xpath(".//script")
    assert "<script>alert(1)</script>" in row.text_content()
    assert "\x1b" not in row.text_content()


def test_below_a_headline_stands_who_said_what_last_and_what_stands_out() -> None:
    assessment = factory.full_assessment()
    band = next(b for b in assessment.bands if b.observable == "nk.deployed")
    latest = max(band.claims, key=lambda row: row.day)
    assert assessment.tension is not None
    doubted = replace(assessment.tension.doubted[0], claim=latest.claim, probability=0.0123)
    told = replace(
        assessment,
        summary=(Sentence.of("Sent: ", Number(median=1, low=0, high=2, observable="nk.deployed")),),
        tension=replace(assessment.tension, doubted=(doubted,)),
    )
    claims = factory.full_claims()
    (row,) = headlines(told, Links(told, factory.full_case(), claims))
    (basis,) = row.grounds
    assert 1 <= len(basis.said) <= 3
    assert basis.said[0].place == f"claim-{latest.claim}"
    assert basis.said[0].doubt == ".012"
    assert len({said.who for said in basis.said}) == len(basis.said)


def test_a_case_that_nobody_has_gone_over_says_so_on_its_first_screen() -> None:
    case, found = factory.full_case(), factory.full_assessment()
    drafted = replace(case, notes=("Drafted by Fogline from 2 reports.", *case.notes))
    (said, *others) = warning_rows(found, drafted)
    assert said.startswith("This case was drafted by the program")
    assert others == warning_rows(found, case)
