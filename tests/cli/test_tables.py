"""What a person reads: tables with intervals, the prior's mark, and no foreign escapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from fogline.answer import (
    Check,
    Estimate,
    Gate,
    MonteCarloError,
    WeighedClaim,
    Weighing,
    WhatIf,
)
from fogline.case import load_case
from fogline.claims import Claim
from fogline.claims.bulk import FoundInFile
from fogline.cli.main import run
from fogline.flow import ReadFile
from fogline.report import Report

Story = Callable[..., Any]
DAY = date(2025, 1, 31)
STEER = "\x1b[2J[red]\u202e"
ESTIMATE = Estimate(
    observable="nk.killed",
    title="North Koreans killed",
    definition="killed in Kursk since the start",
    unit="persons",
    median=1100.0,
    intervals={"50": (1000.0, 1200.0), "80": (900.0, 1400.0), "95": (800.0, 1600.0)},
    quantiles={},
    on=DAY,
    claims=("c1", "c2"),
    words="About 1,100.",
)


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and "\u202e" not in out
    return out


def test_an_answer_stands_with_its_intervals_and_its_definition(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story(ask=lambda *_, **__: ESTIMATE, open_case=load_case)
    out = shown(capsys, "ask", "kursk", "nk.killed")
    for words in (
        "North Koreans killed",
        "1,100",
        "900 to 1,400",
        "800 to 1,600",
        "since the start",
    ):
        assert words in out
    assert "rests on the prior" not in out


def test_an_answer_shows_the_most_telling_claims_with_their_words(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    names = tuple(claim.id for claim in load_case("kursk").claims)
    story(ask=lambda *_, **__: replace(ESTIMATE, claims=names), open_case=load_case)
    out = shown(capsys, "ask", "kursk", "nk.killed")
    assert f"The 8 most telling of the {len(names)} claims" in out
    assert "k001" in out and "Valery Gerasimov, 7 Aug 2024" in out and "k009" not in out
    story(ask=lambda *_, **__: replace(ESTIMATE, claims=()), open_case=load_case)
    assert "No claim bears on it." in shown(capsys, "ask", "kursk", "nk.killed")


def test_an_answer_that_rests_on_the_prior_is_marked(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story(ask=lambda *_, **__: replace(ESTIMATE, rests_on_prior=True), open_case=load_case)
    out = shown(capsys, "ask", "kursk", "nk.killed")
    assert "North Koreans killed *" in out and "rests on the prior" in out


def test_a_forecast_shows_the_last_day_of_many_and_the_weeks_of_one(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [DAY + timedelta(n) for n in range(1, 16)]

    def forecast(case: str, *, observable: str | None, **_: Any) -> list[Estimate]:
        names = [observable] if observable else ["nk.killed", "ru.present"]
        return [replace(ESTIMATE, observable=n, title=n, on=d) for n in names for d in days]

    record = SimpleNamespace(sentence="Fogline is better by far.")
    story(forecast=forecast, track_record=lambda case: record)
    many = shown(capsys, "forecast", "kursk", "--until", "2025-02-15")
    assert many.count("15 Feb 2025") == 2 and "14 Feb 2025" not in many
    assert "Track record: Fogline is better by far." in many
    one = shown(capsys, "forecast", "kursk", "--observable", "nk.killed")
    assert [day in one for day in ("1 Feb 2025", "8 Feb 2025", "15 Feb 2025", "7 Feb 2025")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_a_what_if_shows_the_difference_with_its_interval_and_its_caveats(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = replace(ESTIMATE, median=-200.0, intervals={"80": (-300.0, 50.0)})
    answer = WhatIf(
        id="shells-halved",
        title="Shells halved",
        sentence="Deliveries are halved.",
        start=DAY,
        until=DAY,
        rows=((ESTIMATE, ESTIMATE, gap),),
        caveats=("The elasticity is the prior's.",),
    )
    story(what_if=lambda *_, **__: answer)
    out = shown(capsys, "what-if", "kursk", "shells-halved")
    for words in ("Shells halved", "−200", "−300 to", "Deliveries are halved.", "elasticity"):
        assert words in out


def test_a_weighing_names_the_claims_and_what_remains(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    row = WeighedClaim(
        claim="c1", label=f"officials {STEER} said", side="ua", shift=80.0, bits=0.21, pareto_k=0.4
    )
    weighing = Weighing(
        observable="nk.killed",
        title="North Koreans killed",
        unit="persons",
        on=DAY,
        median=1100.0,
        rows=(row,),
        remainder="The rest is the prior and what claims say together.",
    )
    story(weigh=lambda *_, **__: weighing)
    out = shown(capsys, "weigh", "kursk", "nk.killed")
    assert "+80" in out and "0.21" in out and "what claims say together" in out
    assert "[red]" in out


def test_a_failed_fit_says_so_and_what_to_try(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    gate = Gate(name="R-hat", wanted="<= 1.01", got="1.20", passed=False, remedy="run longer")
    check = Check(
        passed=False, gates=(gate,), seconds=9.0, n_unknowns=170, n_draws=1000, n_chains=4,
        divergences=3, worst_rhat=1.2, worst_ess=40.0, predictive_p={"killed": 0.31},
        monte_carlo=(
            MonteCarloError(observable="nk.killed", title="Killed", unit="persons", median=400.0,
                            error=12.0, share=0.034),
        ),
    )  # fmt: skip
    story(check=lambda *_, **__: check)
    out = shown(capsys, "check", "kursk")
    for words in ("R-hat", "NO", "run longer", "1.20", "killed 0.31", "3 divergences", "3.4 %"):
        assert words in out


def test_claims_of_a_report_are_shown_with_their_words_but_not_their_escapes(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = Claim(id="c1", start=3, end=9, exact=f"1,000 {STEER}", value=1000.0, unit="persons")
    report = Report(text="x", body=((0, 1),), title=f"News {STEER}", notes=("No date was found.",))
    story(
        read_each=lambda *_, **__: [
            ReadFile(
                source="article.txt",
                found=FoundInFile(((report, (claim,)),)),
                n_files=1,
                n_reports=1,
                n_claims=1,
            )
        ],
        assess=lambda *_, **__: SimpleNamespace(
            assessment=None,
            case=None,
            claims={"c1": claim},
            report_path="report.html",
            missing=f"the claims give too little for a model: no strength {STEER}",
        ),
    )
    out = shown(capsys, "read", "article.txt")
    assert "News" in out and "No date was found." in out and "1,000" in out
    out = shown(capsys, "assess", "article.txt")
    assert "Too little for a model: no strength" in out and "1,000" in out
    assert "Report: report.html" in out
