"""A report goes in, answers and a page come out: the whole road with the real program."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fogline.ledger import Ledger
from tests.journey.program import GROUND, PUBLISHED, REPORT, Program, half_written
from tests.page.forms import check_form

HUB_LEVELS = 23


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("journey"))


@dataclass(frozen=True)
class Assessed:
    """One run of the main job on a report, and what the same report reads as."""

    run: subprocess.CompletedProcess[str]
    page: str
    read: dict[str, Any]


@pytest.fixture(scope="module")
def assessed(program: Program) -> Assessed:
    out = program.folder / "report.html"
    run = program.run("assess", REPORT, *PUBLISHED, "--quick", "--out", out)
    assert run.returncode == 0, run.stderr
    read = program.run("read", REPORT, *PUBLISHED, "--json")
    assert read.returncode == 0, read.stderr
    return Assessed(run, out.read_text(encoding="utf-8"), json.loads(read.stdout))


# The main job -------------------------------------------------------------------------------


def test_the_answers_are_printed_and_called_a_preview(assessed: Assessed) -> None:
    shown = " ".join(assessed.run.stdout.split())
    assert "By 31 January 2025 about" in shown and "80 % interval" in shown
    assert "1 May 2025" in shown  # forecasts
    assert "What if • the North Korean force is back on the line in three weeks: " in shown
    assert "Preview" in shown
    assert "500 miles" not in assessed.run.stderr
    assert "Traceback" not in assessed.run.stdout + assessed.run.stderr
    assert "report.html" in shown


def test_the_page_is_whole_and_shows_every_claim(assessed: Assessed) -> None:
    page = assessed.page
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    check_form("claims", assessed.read)
    claims = assessed.read["claims"]
    assert len(claims) >= 8
    assert [claim["id"] for claim in claims if claim["id"] not in page] == []


def test_the_page_needs_nothing_from_elsewhere(assessed: Assessed) -> None:
    fetched = re.findall(
        r"<(?:script|img|iframe|link)\b[^>]*?\b(?:src|href)=[\"']?(?!data:|#)([^\"' >]+)",
        assessed.page,
    )
    assert fetched == []


def test_reports_claims_and_the_run_are_in_the_ledger(assessed: Assessed, program: Program) -> None:
    with Ledger.open(program.ledger) as ledger:
        assert ledger.problems() == []
        counts = ledger.counts()
    assert counts["reports"] == 1
    assert counts["claims"] == len(assessed.read["claims"])
    assert counts["runs"] == 1


def test_nothing_half_written_stays(assessed: Assessed, program: Program) -> None:
    assert half_written(program.folder) == []


# Reading ------------------------------------------------------------------------------------


def test_the_contract_of_read_holds(assessed: Assessed) -> None:
    report, claims = assessed.read["report"], assessed.read["claims"]
    assert {"id", "title", "publisher", "published", "text_sha256", "body"} <= set(report)
    assert report["published"] == "2025-01-31"
    text = REPORT.read_text(encoding="utf-8")
    body = [text[start:end] for start, end in report["body"]]
    assert any("withdrawn from the front line" in part for part in body)
    assert not any("newsletter" in part for part in body)
    wanted = {
        "id", "start", "end", "exact", "sentence", "voice", "subject", "measure", "measure_open",
        "low", "value", "high", "unit", "unit_as_written", "flags", "hedge", "relative_to", "held",
        "polarity", "modality", "kind", "extractor",
    }  # fmt: skip
    for claim in claims:
        assert wanted <= set(claim), wanted - set(claim)
        assert text[claim["start"] : claim["end"]] == claim["exact"]
        assert claim["exact"] in claim["sentence"] or claim["sentence"] in text
        assert {"from", "until", "basis"} <= set(claim["held"])
        for voice in claim["voice"]:
            assert {"words", "name", "organisation", "side", "kind", "verb"} <= set(voice)
    assert len({claim["id"] for claim in claims}) == len(claims)


def facts(claims: list[dict[str, Any]]) -> None:
    """What both the known report and ours of the same matter say."""

    def one(measure: str) -> dict[str, Any]:
        found = [claim for claim in claims if claim["measure"] == measure]
        assert len(found) == 1, (measure, found)
        return found[0]

    deployed = one("deployed")
    assert deployed["value"] == 11_000
    assert deployed["low"] < 11_000 < deployed["high"]
    taken = one("area_taken_km2")
    assert taken["value"] == pytest.approx(1295, abs=1) and taken["unit"] == "km2"
    assert any("500 miles" in flag for flag in taken["flags"]), taken["flags"]
    assert one("area_retaken_share")["value"] == 0.5
    assert one("share_of_fires")["value"] == 0.5
    lost = one("share_casualties")
    assert lost["value"] == 0.5
    assert any("Syrsky" in f"{voice['name']} {voice['words']}" for voice in lost["voice"])
    assert one("shells_supplied")["unit"] == "rounds"


def test_five_hundred_miles_are_flagged_and_read_as_an_area(assessed: Assessed) -> None:
    facts(assessed.read["claims"])


@pytest.mark.shared
def test_the_known_report_reads_the_same(program: Program, shared: Path) -> None:
    path = shared / "reports" / "2025-01-31-north-korean-troops.txt"
    if not path.exists():
        pytest.skip(f"needs {path.name}; it is not here")
    run = program.run("read", path, *PUBLISHED, "--json")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    text = path.read_text(encoding="utf-8")
    body = " ".join(text[start:end] for start, end in found["report"]["body"])
    assert "Please enter your comment" not in body and "Syrsky" in body
    facts(found["claims"])


# A case from a report -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(program: Program) -> Path:
    out = program.folder / "case"
    run = program.run("draft", GROUND, *PUBLISHED, "--out", out)
    assert run.returncode == 0, run.stderr
    return out


@pytest.fixture(scope="module")
def whole(program: Program, folder: Path) -> dict[str, Any]:
    """``assess --json`` of the drafted case, with the gates of a full fit."""
    run = program.run("assess", folder, "--json", "--out", program.folder / "case.html")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def check_answer(answer: dict[str, Any]) -> None:
    """The contract of one answer."""
    check_form("answer", answer)
    assert ("on" in answer) != ("window" in answer)
    (a, b), (c, d), (e, f) = (answer["intervals"][level] for level in ("95", "80", "50"))
    assert a <= c <= e <= answer["median"] <= f <= d <= b
    levels = list(answer["quantiles"].values())
    assert len(levels) == HUB_LEVELS and levels == sorted(levels)
    assert next(iter(answer["quantiles"])) == "0.01" and "0.5" in answer["quantiles"]
    assert isinstance(answer["rests_on_prior"], bool)


def test_a_case_folder_is_drafted_from_a_report(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert {"case.toml", "claims.csv", "sources.csv", "datapackage.json", "reports"} <= names


def test_the_contract_of_assess_holds(whole: dict[str, Any]) -> None:
    check_form("assessment", whole)
    assert whole["cut_off"] == "2025-01-31"
    assert whole["fit"]["gates"] and whole["fit"]["seconds"] > 0.0
    assert whole["fit"]["passed"], whole["fit"]["gates"]
    assert whole["answers"]
    for answer in (*whole["answers"], *whole["forecasts"]):
        check_answer(answer)
    ids = {claim["id"] for claim in whole["claims"]}
    assert all(set(answer["claims"]) <= ids for answer in whole["answers"])


def test_the_answers_are_what_the_claims_allow(whole: dict[str, Any]) -> None:
    found = {answer["observable"]: answer for answer in whole["answers"]}
    low, high = found["salient.taken_km2"]["intervals"]["95"]
    assert low < 1300 < high
    assert 0.3 < found["salient.share_retaken"]["median"] < 0.6
    assert found["salient.held_or_contested_km2"]["median"] >= 450
    assert not found["salient.share_retaken"]["rests_on_prior"]


def test_ask_gives_the_very_answer_of_the_assessment_without_a_second_fit(
    program: Program, folder: Path, whole: dict[str, Any]
) -> None:
    fits = list((folder / "runs").glob("*/posterior.nc"))
    before = [path.stat().st_mtime_ns for path in fits]
    run = program.run("ask", folder, "salient.share_retaken", "--on", "2025-01-31", "--json")
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    check_answer(answer)
    assert answer in whole["answers"]
    assert [path.stat().st_mtime_ns for path in fits] == before and len(fits) == 1


def test_a_statement_in_words_is_held_against_the_case(program: Program, folder: Path) -> None:
    words = "Ukraine holds 90 square kilometers of the salient, a colonel said. He liked the tea."
    run = program.run("check-claim", folder, words, "--no-refit", "--json")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    (found,) = told["checks"]
    check_form("claim-check", found)
    assert found["said"][1] is None and found["said"][0] < 90 < found["said"][2]
    assert found["share_below"] < 0.1 and "90 square kilometers" in found["words"]
    nothing = program.run("check-claim", folder, "He liked the tea.", "--json")
    assert nothing.returncode == 2 and "no claim can be read" in nothing.stderr


def test_forecast_answers_every_observable_on_every_day(
    program: Program, folder: Path, whole: dict[str, Any]
) -> None:
    run = program.run("forecast", folder, "--until", "2025-02-05", "--json")
    assert run.returncode == 0, run.stderr
    answers = json.loads(run.stdout)
    names = {answer["observable"] for answer in whole["answers"]}
    days = [f"2025-02-0{day}" for day in range(1, 6)]
    assert sorted((a["observable"], a["on"]) for a in answers) == sorted(
        (name, day) for name in names for day in days
    )
    for answer in answers:
        check_answer(answer)
        assert answer["scenario"] == "forecast"
