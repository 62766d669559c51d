"""The HTML report: complete, linked, locked and inert."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from fogline.answer import ListedClaim, Sentence, WeighedClaim
from fogline.case import Shape
from fogline.claims import Voice
from fogline.page import render_claims_page, render_report
from fogline.page.charts import band_chart, weighing_chart, what_if_chart, what_if_span
from fogline.page.svg import draw
from fogline.page.text import figure, safe_address
from fogline.page.thresholds import chance_above, exceedances, round_thresholds
from tests.page import factory

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>]]>{{7*7}}\x1b[31m\x00\u202e"


@cache
def full_page() -> str:
    return render_report(factory.full_assessment(), factory.full_case(), factory.full_claims())


@cache
def smallest_page() -> str:
    return render_report(factory.smallest_assessment(), factory.smallest_case(), {})


@cache
def claims_page() -> str:
    report, claims = factory.small_report()
    return render_claims_page(report, claims, missing="A number of losses.")


@cache
def hostile_page() -> str:
    """Every text that a report, a source or a case can bring, made hostile."""
    claims = {
        key: replace(
            claim,
            exact=HOSTILE if claim.exact else "",
            sentence=f"a {HOSTILE} b" if claim.exact else "",
            paraphrase=HOSTILE,
            url="javascript:alert(1)",
            publisher=HOSTILE,
            note=HOSTILE,
            flags=(HOSTILE,),
            voices=(Voice(words=HOSTILE, organisation=HOSTILE, side=HOSTILE, verb=HOSTILE),),
        )
        for key, claim in list(factory.full_claims().items())[:20]
    }
    claims['x"><script>'] = replace(claims["k003"], id='x"><script>')
    full = factory.full_assessment()
    band = full.bands[3]
    placed = tuple(replace(p, label=HOSTILE, side=HOSTILE, source=HOSTILE) for p in band.claims[:4])
    weighing = replace(
        full.weighings[0],
        rows=(
            WeighedClaim(
                claim='x"><script>', label=HOSTILE, side=HOSTILE, shift=3.0, bits=1.0, pareto_k=0.1
            ),
        ),
    )
    assessment = replace(
        full,
        title=HOSTILE,
        question=HOSTILE,
        summary=(Sentence.of(HOSTILE),),
        warnings=(HOSTILE,),
        bands=(replace(band, claims=placed, title=HOSTILE),),
        what_ifs=(),
        weighings=(weighing,),
        sources=tuple(replace(b, name=HOSTILE, side=HOSTILE) for b in full.sources[:2]),
        listed=(ListedClaim(claim="k001", reason=HOSTILE),),
        method=(HOSTILE,),
    )
    return render_report(assessment, factory.full_case(), claims)


PAGES = {
    "full": full_page,
    "smallest": smallest_page,
    "claims": claims_page,
    "hostile": hostile_page,
}


@pytest.fixture(params=sorted(PAGES))
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]()


def tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_used_twice(page: str) -> None:
    document = tree(page)
    ids = Counter(document.xpath("//@id"))
    assert not [name for name, count in ids.items() if count > 1]
    inner = [href[1:] for href in document.xpath("//@href") if href.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)


def test_nothing_is_asked_of_any_network(page: str) -> None:
    document = tree(page)
    assert not document.xpath("//link | //img | //iframe | //object | //embed | //base | //form")
    assert not document.xpath("//@src | //@srcset | //@action | //@style")
    assert not [a for a in document.xpath("//@*") if a.attrname.startswith("on")]  # type: ignore[attr-defined]
    assert not re.search(r"url\(|@import", document.xpath("string(//style)"))
    for link in document.xpath("//a"):
        assert re.match(r"#|https?://", link.get("href"))


def test_the_policy_admits_only_the_inline_style_and_script_by_their_hashes(page: str) -> None:
    document = tree(page)
    policy = document.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (words,) = re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)
        digest = b64encode(sha256(words.encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"


def test_hostile_text_is_shown_and_never_acts() -> None:
    html = hostile_page()
    document = tree(html)
    assert len(document.xpath("//script")) == 1
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "{{7*7}}" in html
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    assert not [link for link in document.xpath("//a/@href") if "javascript" in link.lower()]
    assert "javascript:alert(1)" in document.text_content()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "http://",
        "https://example.org/\n<b>",
        'https://example.org/"onclick="x',
        "http://[broken",
        "",
    ],
)
def test_an_address_that_is_not_plain_http_is_never_a_link(address: str) -> None:
    assert safe_address(address) == ""


def test_a_plain_address_stays_a_link() -> None:
    assert safe_address(" https://example.org:443/a?b=1&c=2#d ") == (
        "https://example.org:443/a?b=1&c=2#d"
    )
    assert "https://example.org/news/1?a=1&b=2" in tree(full_page()).xpath("//a/@href")


def test_every_claim_has_a_row_with_its_words_and_says_when_it_was_keyed_by_hand() -> None:
    document = tree(full_page())
    claims = factory.full_claims()
    rows = document.xpath("//details[contains(@class, 'claim')]")
    assert len(rows) == len(claims) == 228
    for key in ("k001", "k003"):
        claim = claims[key]
        text = " ".join(document.get_element_by_id(f"claim-{key}").text_content().split())
        assert claim.words in text
        assert ("Keyed by hand: our paraphrase" in text) is (not claim.exact)


def test_answers_lead_to_their_claims_and_the_claims_lead_back() -> None:
    document = tree(full_page())
    links = {
        element.get("id"): set(element.xpath(".//a/@href"))
        for element in document.xpath("//tr[@id] | //details[@id]")
    }
    for estimate in factory.full_assessment().estimates:
        answer = f"answer-{estimate.observable}"
        assert links[answer] >= {f"#claim-{key}" for key in estimate.claims}
        for key in estimate.claims:
            assert f"#{answer}" in links[f"claim-{key}"]


def test_every_claim_placed_on_a_chart_is_a_mark_that_names_it_and_opens_it() -> None:
    document = tree(full_page())
    for band in factory.full_assessment().bands:
        figure = document.get_element_by_id(f"chart-{band.observable}")
        marks = {
            mark.get("href"): mark.get("aria-label") for mark in figure.xpath(".//a[@class='mark']")
        }
        assert set(marks) == {f"#claim-{placed.claim}" for placed in band.claims}
        assert all(label.startswith(href[7:]) for href, label in marks.items())
        assert figure.xpath(".//*[contains(@class, 's-median')]")
        assert figure.xpath(".//*[contains(@class, 's-fanmedian')]")
        assert figure.xpath(".//*[contains(@class, 'f-band80')]")
        assert figure.xpath(".//*[contains(@class, 's-cutoff')]")


def test_charts_carry_no_colour_of_their_own_and_only_classes_the_style_sheet_knows() -> None:
    document = tree(full_page())
    drawn = document.xpath("//svg[contains(@class, 'chart')]//*")
    assert drawn
    assert not [e for e in drawn if e.get("fill") or e.get("stroke")]
    style = document.xpath("string(//style)")
    for name in {name for e in drawn for name in e.get("class", "").split()}:
        assert re.search(rf"\.{re.escape(name)}\b", style), name


def test_answers_that_rest_on_the_prior_are_marked_and_the_others_are_not() -> None:
    document = tree(full_page())
    for estimate in factory.full_assessment().estimates:
        row = document.get_element_by_id(f"answer-{estimate.observable}")
        marked = bool(row.xpath(".//*[@class='badge prior']"))
        assert marked is estimate.rests_on_prior


def test_a_fit_that_failed_its_gates_says_so_before_any_number() -> None:
    html = smallest_page()
    assert html.index("failed its gates") < html.index('id="answers"')
    assert "wanted &lt; 1.01, got 1.35" in html
    assert "failed its gates" not in full_page()


def test_the_smallest_page_shows_no_empty_section() -> None:
    document = tree(smallest_page())
    assert document.xpath("//section/@id") == ["answers", "claims", "method"]


def test_listed_claims_give_their_reason() -> None:
    row = tree(full_page()).get_element_by_id("claim-k063")
    assert row.get("data-use") == "listed"
    assert "a forecast made before the cut-off" in row.text_content()


def test_a_claim_that_is_not_on_the_page_is_named_but_never_linked() -> None:
    some = dict(list(factory.full_claims().items())[:10])
    full = factory.full_assessment()
    short = replace(full, bands=full.bands[:1], what_ifs=(), weighings=full.weighings[:1])
    html = render_report(short, factory.full_case(), some)
    document = tree(html)
    ids = set(document.xpath("//@id"))
    assert {h[1:] for h in document.xpath("//@href") if h.startswith("#")} <= ids
    assert "k200" in document.text_content()


def test_the_fullest_page_stays_far_below_three_megabytes() -> None:
    assert len(full_page().encode()) < 2_000_000


def test_the_claims_page_keeps_the_whole_text_and_marks_each_claim_in_it() -> None:
    report, claims = factory.small_report()
    document = tree(claims_page())
    (text,) = document.xpath("//div[@class='text']")
    assert text.text_content() == report.text
    for key, claim in claims.items():
        assert document.get_element_by_id(f"word-{key}") is not None
        row = document.get_element_by_id(f"claim-{key}")
        assert row.xpath("string(.//mark)") == claim.exact
        assert f"#word-{key}" in row.xpath(".//a/@href")
    assert "A number of losses." in document.text_content()
    (furniture,) = document.xpath("//span[@class='furniture'][contains(., 'Subscribe')]")
    assert not furniture.xpath(".//a")


def test_a_page_is_made_without_the_numerical_stack() -> None:
    code = (
        "import sys; from tests.page import factory; import fogline.page as page;"
        "page.render_report(factory.smallest_assessment(), factory.smallest_case(), {});"
        "from fogline.page import assessment_json, render_markdown, terminal;"
        "heavy = {'numpy', 'scipy', 'numba', 'xarray', 'nutpie', 'spacy', 'pandas'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_naming_the_room_loads_neither_templates_nor_the_drawing_library() -> None:
    code = (
        "import sys, fogline.page;"
        "print(sorted({'jinja2', 'vl_convert', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_chart_drawn_before_is_not_drawn_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import vl_convert

    monkeypatch.setenv("FOGLINE_HOME", str(tmp_path))
    drawn: list[int] = []
    real = vl_convert.vegalite_to_svg

    def counted(spec: dict[str, Any]) -> str:
        drawn.append(len(spec["vconcat"]))
        return real(spec)

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", counted)
    charts = {
        str(at): band_chart(factory.band(at), sides=factory.SIDES, link=str) for at in range(3)
    }
    first = draw({key: charts[key] for key in "01"})
    again = draw(charts)
    assert drawn == [2, 1]
    assert first == {key: again[key] for key in "01"}


def test_a_folder_that_cannot_be_written_to_costs_no_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setenv("FOGLINE_HOME", str(in_the_way))
    assert draw({"a": band_chart(factory.band(0), sides=factory.SIDES, link=str)})["a"]


def test_the_bars_of_a_weighing_lead_from_the_prior_s_median_to_the_answer_s() -> None:
    weighing = factory.full_assessment().weighings[0]
    chart = weighing_chart(weighing, sides=factory.SIDES, link=str)
    assert chart is not None
    steps, _, ends, _ = chart.spec["layer"]
    rows = steps["data"]["values"]
    assert rows[0]["from"] == pytest.approx(weighing.prior_median)
    assert all(a["to"] == b["from"] for a, b in pairwise(rows))
    assert rows[-1]["to"] == pytest.approx(weighing.median)
    assert [end["at"] for end in ends["data"]["values"]] == [
        weighing.prior_median, weighing.median
    ]  # fmt: skip
    unsure = tuple(replace(row, method="unreliable") for row in weighing.rows)
    assert weighing_chart(replace(weighing, rows=unsure), sides=(), link=str) is None


def test_without_a_claim_the_median_is_what_it_is_less_what_the_claim_brings() -> None:
    document = tree(full_page())
    weighing = factory.full_assessment().weighings[0]
    row = max(weighing.rows, key=lambda row: abs(row.shift))
    (cells,) = document.xpath(f"//article[@id='why-nk.deployed']//tr[td/a='{row.claim}']")
    words = [cell.text_content() for cell in cells.xpath("td")]
    assert figure(row.shift, weighing.unit, signed=True) in words
    assert figure(weighing.median - row.shift, weighing.unit) in words


def test_tension_next_facts_score_and_sensitivities_are_shown_where_there_are_any() -> None:
    full, smallest = tree(full_page()), tree(smallest_page())
    for place, words in {
        "tension": "claims disagree so much has probability .004",
        "next": "A neutral count of the killed",
        "score": "last claim",
        "method": "daily hazard",
    }.items():
        assert words in full.get_element_by_id(place).text_content()
        assert words not in smallest.text_content()
    assert full.xpath("//section[@id='tension']//a[@href='#claim-k020']")


def test_chances_above_thresholds_fall_and_are_said_in_words_with_the_number() -> None:
    estimate = factory.estimate(3)
    found = exceedances(estimate)
    assert 2 <= len(found) <= 4
    chances = [step.chance for step in found]
    assert chances == sorted(chances, reverse=True)
    low, high = estimate.quantiles["0.05"], estimate.quantiles["0.95"]
    for step in found:
        assert low <= step.value < high
        assert re.fullmatch(r"[a-z ]+ \((< |> )?\d+ %\)", step.words)
    quantiles = {"0.1": 10.0, "0.5": 20.0, "0.9": 40.0}
    for threshold, chance in ((10, 0.9), (15, 0.7), (20, 0.5), (30, 0.3), (5, 0.9), (50, 0.1)):
        assert chance_above(quantiles, threshold) == pytest.approx(chance)
    assert round_thresholds(10_200, 11_900) == [10_500, 11_000, 11_500]
    assert round_thresholds(0.11, 0.39) == [0.2, 0.3]
    assert round_thresholds(3.0, 3.0) == []


def test_the_ground_is_one_shape_a_sector_as_dark_as_it_is_likely_to_be_held() -> None:
    square = ((35.0, 51.0), (35.5, 51.0), (35.5, 51.3), (35.0, 51.3), (35.0, 51.0))
    shapes = (
        Shape(kind="sector", sector="salient", name=HOSTILE, points=square, source=HOSTILE),
        Shape(kind="border", points=((34.0, 50.9), (35.2, 50.95), (36.5, 51.0))),
        Shape(kind="place", name=HOSTILE, points=((35.2, 51.1),)),
    )
    case = replace(factory.full_case(), shapes=shapes)
    html = render_report(factory.full_assessment(), case, {})
    ground = tree(html).get_element_by_id("ground")
    charts = ground.xpath(".//svg")
    assert len(charts) == 4
    band = next(b for b in factory.full_assessment().bands if b.observable.endswith("_retaken"))
    held = 1 - band.median[band.days.index(factory.CUT_OFF)]
    shades = [
        float(path.get("fill-opacity"))
        for chart in charts
        for path in chart.xpath(".//*[@fill-opacity]")
        if "f-scenario" in path.get("class", "")
    ]
    assert shades[2] == pytest.approx(held, abs=0.01)
    assert "<script>alert" not in html
    assert "no position" in ground.text_content()
    # a case without shapes has no such section
    assert not tree(full_page()).xpath("//*[@id='ground']")


def test_the_charts_of_one_quantity_share_their_axis_across_what_ifs() -> None:
    plain = factory.band(3)
    changed = (factory.band(3, scenario="a", factor=0.5), factory.band(3, scenario="b", factor=3.0))
    span = what_if_span([(plain, band, factory.CUT_OFF) for band in changed])
    for band in changed:
        chart = what_if_chart(plain, band, title="t", start=factory.CUT_OFF, span=span)
        (scale,) = [
            layer["encoding"]["y"]["scale"]
            for layer in chart.spec["layer"]
            if "scale" in layer["encoding"].get("y", {})
        ]
        assert scale["domain"] == list(span)
    assert span[1] > max(plain.edges["80"][1])
    assert what_if_span([]) == (0.0, 0.0)
