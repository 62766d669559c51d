"""The machine-readable forms (docs/reference): pure JSON on stdout, the stable fields in it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from fogline.answer import Check, Estimate, Gate, WeighedClaim, Weighing, WhatIf
from fogline.case import Case
from fogline.claims import Claim, Held, Voice
from fogline.claims.bulk import FoundInFile
from fogline.cli.main import run
from fogline.cli.show import plain
from fogline.flow import ReadFile
from fogline.report import Report

Story = Callable[..., Any]
TEXT = "Losses mount\nOfficials said at least 1,000 soldiers were killed by mid-January.\n"
REPORT = Report(text=TEXT, body=((13, 78),), title="Losses mount", published=date(2025, 1, 31))
CLAIM = Claim(
    id="c1",
    start=34,
    end=39,
    exact="1,000",
    sentence="Officials said at least 1,000 soldiers were killed by mid-January.",
    voices=(Voice(words="Officials", kind="anonymous group", verb="said"),),
    low=1000.0,
    unit="persons",
    hedge="at least",
    measure="killed",
    held=Held(until=date(2025, 1, 15), basis="by mid-January"),
)


def estimate(on: date, observable: str = "nk.killed") -> Estimate:
    return Estimate(
        observable=observable,
        definition="killed so far",
        unit="persons",
        median=1100.0,
        intervals={"50": (1000.0, 1200.0), "80": (900.0, 1400.0), "95": (800.0, 1600.0)},
        quantiles={"0.5": 1100.0},
        on=on,
        claims=("c1",),
        words="about 1,100",
    )


def read_file(report: Report, *claims: Claim) -> ReadFile:
    found = FoundInFile(((report, claims),))
    return ReadFile(source="a.txt", found=found, n_files=1, n_reports=1, n_claims=len(claims))


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.out.isascii()
    return json.loads(shown.out)


def test_read_gives_one_report_with_its_claims(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: dict[str, Any] = {}

    def read(sources: list[str], **options: Any) -> Any:
        asked.update(options, sources=sources)
        options["progress"]("reading", 0.5)
        return [read_file(REPORT, CLAIM)]

    story(read_each=read)
    found = answer(capsys, "read", "article.txt", "--published", "2025-01-31")
    assert asked["sources"] == ["article.txt"] and asked["published"] == date(2025, 1, 31)
    assert {"id", "title", "publisher", "published", "text_sha256", "body"} <= set(found["report"])
    assert found["report"]["published"] == "2025-01-31"
    assert found["report"]["body"] == [[13, 78]]
    (claim,) = found["claims"]
    assert claim == json.loads(json.dumps(CLAIM.as_contract()))
    assert claim["held"] == {"from": None, "until": "2025-01-15", "basis": "by mid-January"}
    assert claim["voice"][0]["words"] == "Officials"


def test_read_gives_several_reports_the_bad_ones_and_the_counts_in_one_object(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = FoundInFile(bad=(("folder/b.pdf", "an encrypted PDF"),))
    files = [
        read_file(REPORT, CLAIM),
        replace(read_file(REPORT), found=bad, n_reports=0),
        read_file(REPORT),
    ]
    story(read_each=lambda sources, **_: iter(files))
    found = answer(capsys, "read", "folder")
    assert [len(each["claims"]) for each in found["reports"]] == [1, 0]
    assert found["bad"] == [{"source": "folder/b.pdf", "why": "an encrypted PDF"}]
    assert found["counts"] == {"files": 3, "reports": 2, "new": 0, "claims": 1}


def test_ask_gives_one_answer_with_the_fields_of_the_contract(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    story(ask=lambda case, observable, *, on, drop, seed, progress: estimate(on))
    found = answer(capsys, "ask", "kursk", "nk.killed", "--on", "2025-01-31", "--seed", "7")
    assert found["on"] == "2025-01-31" and found["intervals"]["80"] == [900.0, 1400.0]
    assert {
        "observable", "definition", "unit", "median", "quantiles", "rests_on_prior",
        "prior_median", "prior_intervals", "claims", "words", "scenario",
    } <= set(found)  # fmt: skip


def test_forecast_gives_every_day_of_every_observable(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [date(2025, 2, 1) + timedelta(n) for n in range(10)]

    def forecast(case: str, *, until: date, observable: str | None, **_: Any) -> list[Estimate]:
        assert until == date(2025, 2, 10) and observable is None
        return [estimate(day, name) for name in ("nk.killed", "ru.present") for day in days]

    story(forecast=forecast)
    found = answer(capsys, "forecast", "kursk", "--until", "2025-02-10")
    assert len(found) == 20
    assert found[10]["observable"] == "ru.present" and found[10]["on"] == "2025-02-01"


def test_other_answers_are_shown_field_by_field(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date(2025, 1, 31)
    three = (estimate(day), estimate(day), estimate(day))
    row = WeighedClaim(claim="c1", label="", side="ua", shift=-30.0, bits=0.2, pareto_k=math.nan)
    story(
        what_if=lambda *_, **__: WhatIf(
            id="shells-halved", title="", sentence="", start=day, until=day, rows=(three,)
        ),
        weigh=lambda *_, **__: Weighing(
            observable="nk.killed", title="", unit="persons", on=day, median=1.0, rows=(row,)
        ),
        check=lambda *_, **__: Check(
            passed=False,
            gates=(Gate(name="R-hat", wanted="<= 1.01", got="1.2", passed=False),),
            seconds=1.0,
            n_unknowns=10,
            n_draws=100,
            n_chains=4,
            divergences=3,
            worst_rhat=1.2,
            worst_ess=40.0,
        ),
    )
    found = answer(capsys, "what-if", "kursk", "shells-halved")
    assert [each["median"] for each in found["rows"][0]] == [1100.0] * 3
    found = answer(capsys, "weigh", "kursk", "nk.killed")
    assert found["rows"][0]["shift"] == -30.0 and found["rows"][0]["pareto_k"] is None
    found = answer(capsys, "check", "kursk")
    assert found["passed"] is False and found["gates"][0]["name"] == "R-hat"


def test_assess_says_what_is_missing_for_a_model_and_keeps_the_claims(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    result = SimpleNamespace(
        assessment=None,
        case=None,
        claims={"c1": CLAIM},
        report_path=Path("report.html"),
        missing="no claim speaks of a strength",
        reports=(REPORT,),
    )
    asked: dict[str, Any] = {}

    def assess(target: list[str], **options: Any) -> Any:
        asked.update(options, target=target)
        return result

    story(assess=assess)
    found = answer(capsys, "assess", "article.txt", "--out", "page.html", "--quick")
    assert asked["target"] == ["article.txt"] and asked["quick"] is True
    assert asked["out"] == Path("page.html") and asked["seed"] is None
    assert found["missing"] == "no claim speaks of a strength"
    assert {"case", "cut_off", "fit", "warnings"} <= set(found)
    assert found["answers"] == [] and found["claims"][0]["id"] == "c1"


def test_assess_without_a_target_takes_the_bundled_case(story: Story) -> None:
    asked: list[Any] = []

    def assess(target: list[str], **_: Any) -> Any:
        asked.append(target)
        raise KeyboardInterrupt

    story(assess=assess)
    assert run(["assess"]) == 130
    assert asked == [["kursk"]]


def test_claims_of_a_case_are_narrowed_by_the_options(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Claim(id="c2", measure="captured", origin="gur")
    day = date(2025, 1, 31)
    case = Case(
        id="kursk", title="", start=day, cut_off=day, horizon=day, sides=(), claims=(CLAIM, other)
    )
    story(open_case=lambda name: case)
    assert [each["id"] for each in answer(capsys, "claims", "kursk")] == ["c1", "c2"]
    assert [each["id"] for each in answer(capsys, "claims", "kursk", "--origin", "gur")] == ["c2"]
    assert answer(capsys, "claims", "kursk", "--measure", "killed", "--origin", "gur") == []


def test_what_json_cannot_hold_becomes_plain() -> None:
    assert plain({"a": (math.inf, -math.inf, math.nan, np.float64(1.5), np.int64(2))}) == {
        "a": [None, None, None, 1.5, 2]
    }
    assert plain(Held(from_=date(2025, 1, 1))) == {"from": "2025-01-01", "until": None, "basis": ""}
