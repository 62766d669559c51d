"""The other forms of an assessment: JSON, Markdown, terminal."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from fogline.answer import Assessment, Estimate, Sentence
from fogline.claims import Claim
from fogline.page import assessment_json, render_markdown, terminal
from fogline.page.bars import interval_bar
from fogline.page.text import claim_number, figure, figures, hide_controls, shorten
from fogline.page.views import main_difference
from tests.page import factory

HOSTILE = "[bold red]x[/] \x1b[31mred\x1b]8;;http://evil\x07 <b>b</b> [a](javascript:x) \u202e"


def printed(
    assessment: Assessment, claims: dict[str, Claim], width: int = 80, *, full: bool = False
) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=False)
    terminal.show(assessment, factory.full_case(), claims, console, full=full)
    return out.getvalue()


def test_the_json_has_the_contract_s_keys_and_every_answer_in_its_stable_form() -> None:
    assessment = factory.full_assessment()
    found = assessment_json(assessment, factory.full_case(), factory.full_claims())
    assert {"case", "cut_off", "fit", "answers", "warnings"} <= set(found)
    assert found["case"] == "kursk"
    assert found["cut_off"] == "2025-01-31"
    assert found["fit"]["gates"]["R-hat"] == {
        "wanted": "< 1.01", "got": "1.004", "passed": True, "remedy": "",
    }  # fmt: skip
    assert found["fit"]["seconds"] == 41.2
    assert len(found["answers"]) == 17
    for answer in found["answers"]:
        assert {
            "observable", "definition", "unit", "on", "median", "intervals", "quantiles",
            "rests_on_prior", "prior_median", "prior_intervals", "claims", "words", "scenario",
        } <= set(answer)  # fmt: skip
        assert set(answer["intervals"]) == {"50", "80", "95"}
        assert len(answer["quantiles"]) == 23
    assert {"forecasts", "what_ifs", "sources", "weighing", "listed"} <= set(found)
    assert set(found["what_ifs"][0]["rows"][0]) == {"without", "with", "difference"}
    assert len(found["claims"]) == 228
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_json_turns_what_is_not_a_finite_number_into_null() -> None:
    first = replace(factory.full_assessment().estimates[0], median=float("nan"))
    second = replace(first, intervals={"80": (float("-inf"), float("inf"))})
    assessment = replace(factory.smallest_assessment(), estimates=(first, second), check=None)
    found = assessment_json(assessment, factory.smallest_case(), {})
    json.dumps(found, allow_nan=False)
    assert found["answers"][0]["median"] is None
    assert found["answers"][1]["intervals"]["80"] == [None, None]
    assert found["fit"] == {"gates": {}, "passed": None, "seconds": None}


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("width", [80, 100, 132])
def test_no_printed_line_is_wider_than_the_terminal(width: int, full: bool) -> None:
    text = printed(factory.full_assessment(), factory.full_claims(), width, full=full)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    for words in ("3,900", "3,000–5,100", "5.6 M", "rests on the prior", "×", "gates"):
        assert words in text


def test_the_terminal_is_read_in_a_minute_and_full_shows_the_rest() -> None:
    assessment = factory.full_assessment()
    short = printed(assessment, factory.full_claims())
    full = printed(assessment, factory.full_claims(), full=True)
    assert short.count("\n") < 80 < full.count("\n")
    assert "--full" in short
    assert "--full" not in full
    for item in assessment.what_ifs:
        assert f"[{item.id}]" in short
    # one row a quantity: the cut-off and the forecast stand side by side
    (row,) = [line for line in short.splitlines() if line.startswith("North Korean casualties")]
    assert "3,900" in row
    told = [item for item in assessment.forecasts if item.observable == "nk.casualties"]
    later = max(told, key=lambda item: item.on or assessment.start)
    assert figure(later.median, later.unit) in row


def test_a_case_drafted_just_now_tells_its_choices_and_one_from_a_folder_counts_them() -> None:
    notes = ("Drafted from 2 reports.", "The window opens on 1 January 2025.")
    for folder, told in (("", True), ("cases/goma", False)):
        out = io.StringIO()
        case = replace(factory.full_case(), notes=notes, folder=folder)
        terminal.show(
            factory.full_assessment(), case, factory.full_claims(), Console(file=out, width=100)
        )
        assert ("• The window opens on 1 January 2025." in out.getvalue()) is told
        assert ("2 notes on how the case was made" in out.getvalue()) is not told


def test_a_what_if_is_told_by_what_it_moves_most_and_never_by_the_change_itself() -> None:
    item = factory.full_assessment().what_ifs[0]
    plain, changed, gap = item.rows[0]
    exact = replace(gap, median=9e6, intervals={"80": (9e6, 9e6)})
    still = replace(gap, median=0.0)
    rows = ((plain, changed, exact), (plain, changed, still), (plain, changed, gap))
    assert main_difference(replace(item, rows=rows)) == rows[2]
    assert main_difference(replace(item, rows=rows[:2])) is None


def test_the_terminal_shows_hostile_text_as_it_stands() -> None:
    full = factory.full_assessment()
    estimate = replace(full.estimates[0], title=HOSTILE)
    source = replace(full.sources[0], name=HOSTILE)
    assessment = replace(
        full, title=HOSTILE, summary=(Sentence.of(HOSTILE),), estimates=(estimate,),
        sources=(source,), warnings=(HOSTILE,),
    )  # fmt: skip
    text = printed(assessment, factory.full_claims(), 120)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "[bold red]x[/]" in text


def test_a_failed_fit_is_said_first_in_the_terminal_and_names_gate_and_remedy() -> None:
    text = printed(factory.smallest_assessment(), {})
    assert text.index("failed its gates") < text.index("Answers")
    assert "R-hat: wanted < 1.01, got 1.35 - run longer" in " ".join(text.split())


def test_markdown_tells_the_same_numbers_and_keeps_hostile_text_inert() -> None:
    claims = dict(factory.full_claims())
    claims["k001"] = replace(claims["k001"], paraphrase=HOSTILE, url="javascript:alert(1)")
    text = render_markdown(factory.full_assessment(), factory.full_case(), claims)
    assert "| North Korean casualties | persons | 3,900 | 3,000 to 5,100 |" in text
    assert "(*rests on the prior*)" in text
    assert "<b>" not in text.replace("\\<b", "")
    assert "\\[a\\]\\(javascript" in text
    assert "<javascript" not in text
    assert "\x1b" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


def test_markdown_of_the_smallest_assessment_says_that_its_fit_failed() -> None:
    text = render_markdown(factory.smallest_assessment(), factory.smallest_case(), {})
    assert "This fit failed its gates" in text
    assert "| x.present (*rests on the prior*)" in text


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.466, "share", "47 %"),
        (5_634_000, "rounds", "5.6 million"),
        (11_700, "persons", "12,000"),
        (4, "persons", "4"),
        (float("nan"), "km2", "unknown"),
        (-59.2, "km2", "\N{MINUS SIGN}59"),
    ],
)
def test_a_figure_has_two_significant_digits_and_no_unit(
    value: float, unit: str, words: str
) -> None:
    assert figure(value, unit) == words


def test_an_interval_names_million_and_per_cent_once() -> None:
    assert figures(2.4e6, 2.5e7, "rounds") == "2.4 to 25 million"
    assert figures(0.2, 0.31, "share") == "20 to 31 %"
    assert figures(900_000, 1.2e6, "rounds") == "900,000 to 1.2 million"
    assert figures(641, 644, "km2") == "641 to 644"
    assert figures(-0.1, 0.05, "share", signed=True) == "\N{MINUS SIGN}10 to +5 points"


def test_a_claim_s_number_keeps_its_hedge() -> None:
    assert claim_number(Claim(id="a", value=1000.0, hedge="about", unit="km2")) == "about 1,000 km²"
    assert claim_number(Claim(id="a", low=300.0, hedge="at least")) == "at least 300"
    assert claim_number(Claim(id="a", high=1000.0, hedge="up to")) == "up to 1,000"
    assert (
        claim_number(Claim(id="a", low=0.4, high=0.5, hedge="range", unit="share"))
        == "40 % to 50 %"
    )
    assert claim_number(Claim(id="a", value=1.0, unit="status", kind="status")) == "yes"


def test_controls_are_made_visible_and_long_text_is_cut_at_a_word() -> None:
    assert hide_controls("a\x1b[0m\u202eb\ud800\tc\nd") == "a\ufffd[0m\ufffdb\ufffd\tc\nd"
    assert shorten("one two three four", 12) == "one two…"


def test_an_interval_bar_is_made_of_numbers_that_stay_inside_it() -> None:
    wild: Estimate = replace(factory.estimate(0), prior_intervals={"80": (-1e12, 1e12)})
    bar = interval_bar(wild.median, wild.intervals, wild.prior_intervals)
    import re

    assert all(
        0 <= float(x) + float(w) <= 180.5
        for x, w in re.findall(r'x="([\d.]+)"[^>]*? width="([\d.]+)"', bar)
    )
    assert interval_bar(float("nan"), {}) == ""


def test_a_what_if_in_a_terminal_gives_its_areas_a_unit() -> None:
    out = io.StringIO()
    item = factory.full_assessment().what_ifs[0]
    first = item.rows[0][0]
    area = [
        replace(each, observable="x.km", title="area held", unit="km2") for each in item.rows[0]
    ]
    console = Console(file=out, width=120)
    console.print(terminal.what_if(replace(item, rows=((area[0], area[1], area[2]),))))
    assert "area held, km²" in out.getvalue() and first.unit != "km2"
