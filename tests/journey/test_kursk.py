"""The main job on the bundled case: it converges, and its answers lie where its claims allow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fogline.case import Evidence, evidence_for
from fogline.flow import open_case
from fogline.ledger import Ledger
from tests.journey.program import Program, half_written
from tests.page.forms import check_form

pytestmark = pytest.mark.slow

CUT_OFF, HORIZON = "2025-01-31", "2025-05-01"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return Program(tmp_path_factory.mktemp("kursk"))


@pytest.fixture(scope="module")
def whole(program: Program) -> dict[str, Any]:
    page = program.folder / "report.html"
    run = program.run("assess", "kursk", "--json", "--out", page, patience=1800.0)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    check_form("assessment", found)
    return found


@pytest.fixture(scope="module")
def answers(whole: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {answer["observable"]: answer for answer in whole["answers"]}


@pytest.fixture(scope="module")
def evidence() -> tuple[Evidence, ...]:
    return evidence_for(open_case("kursk"))[0]


def said(evidence: tuple[Evidence, ...], observable: str) -> tuple[float, float]:
    """Lowest and highest number that claims on one level of an observable give."""
    numbers: list[float] = []
    for item in evidence:
        single = len(item.numerator) == 1 and not item.denominator
        if not (single and item.numerator[0].observable == observable):
            continue
        edges = {"point": [item.value], "interval": [item.low, item.high]}
        numbers += edges.get(item.bound, [item.low or item.high])
    assert numbers, observable
    return min(numbers), max(numbers)


def test_the_fit_passes_its_gates(whole: dict[str, Any]) -> None:
    failed = {name: gate for name, gate in whole["fit"]["gates"].items() if not gate["passed"]}
    assert failed == {}
    assert whole["fit"]["passed"] and not whole["preview"]
    assert whole["fit"]["worst_rhat"] < 1.01 and whole["fit"]["worst_ess"] > 400


def test_no_group_of_claims_surprises_the_model(whole: dict[str, Any]) -> None:
    poor = {group: p for group, p in whole["fit"]["predictive_p"].items() if p < 0.001}
    assert poor == {}


def test_every_promised_observable_is_answered_and_forecast(whole: dict[str, Any]) -> None:
    wanted = {
        *(f"nk.{q}" for q in (
            "deployed", "present", "on_line", "casualties", "killed", "wounded", "captured",
        )),
        "ru.present", "ru.casualties", "ua.present", "ua.casualties",
        *(f"salient.{q}" for q in (
            "held_km2", "held_or_contested_km2", "retaken_km2", "share_retaken",
        )),
        "shells.delivered", "shells.delivered_per_day", "shells.share_of_fires",
        "main_front.km2_per_day",
    }  # fmt: skip
    for kind, day in (("answers", CUT_OFF), ("forecasts", HORIZON)):
        found = {answer["observable"] for answer in whole[kind] if answer["on"] == day}
        assert wanted <= found, wanted - found


@pytest.mark.parametrize(
    "observable",
    ["nk.casualties", "nk.killed", "nk.deployed", "shells.delivered"],
)
def test_a_median_lies_between_the_lowest_and_the_highest_claim(
    answers: dict[str, dict[str, Any]], evidence: tuple[Evidence, ...], observable: str
) -> None:
    low, high = said(evidence, observable)
    assert low <= answers[observable]["median"] <= high


def test_counts_of_the_contingent_agree_with_each_other(
    answers: dict[str, dict[str, Any]],
) -> None:
    def middle(name: str) -> float:
        return answers[f"nk.{name}"]["median"]

    assert middle("killed") + middle("captured") < middle("casualties") < middle("deployed")
    assert middle("killed") < middle("wounded")
    assert middle("present") < middle("deployed")
    assert middle("on_line") <= middle("present")


def test_the_ground_is_about_half_retaken(
    answers: dict[str, dict[str, Any]], evidence: tuple[Evidence, ...]
) -> None:
    low, high = answers["salient.share_retaken"]["intervals"]["95"]
    assert low < 0.5 < high
    assert not answers["salient.share_retaken"]["rests_on_prior"]
    held = answers["salient.held_km2"]["median"]
    least, most = said(evidence, "salient.held_km2")
    # the last claim on it is seventeen days old, and ground is lost a little every day
    assert 0.75 * least <= held <= most
    assert held <= answers["salient.held_or_contested_km2"]["median"]


def test_cumulative_counts_do_not_fall_in_the_forecast(whole: dict[str, Any]) -> None:
    now = {answer["observable"]: answer for answer in whole["answers"]}
    for answer in whole["forecasts"]:
        quantity = answer["observable"].rpartition(".")[2]
        if quantity in {"casualties", "killed", "wounded", "captured", "delivered", "deployed"}:
            for level, value in answer["quantiles"].items():
                assert value >= now[answer["observable"]]["quantiles"][level] * (1 - 1e-9)


def test_the_two_what_ifs_that_were_asked_for_are_answered(whole: dict[str, Any]) -> None:
    ids = {item["id"] for item in whole["what_ifs"]}
    assert {"nk-returns-in-three-weeks", "shells-halved"} <= ids
    by_id = {item["id"]: item for item in whole["what_ifs"]}
    back = {r["difference"]["observable"]: r["difference"] for r in
            by_id["nk-returns-in-three-weeks"]["rows"]}  # fmt: skip
    assert back["nk.casualties"]["median"] >= 0.0
    cut = {r["difference"]["observable"]: r["difference"] for r in by_id["shells-halved"]["rows"]}
    shells = cut["shells.delivered_per_day"]
    # never more; no fewer only in the draws in which the stream has ended by itself
    assert shells["intervals"]["80"][1] < 0.0 and shells["intervals"]["95"][1] <= 0.0


def test_the_page_shows_every_claim_and_the_ledger_remembers_the_run(
    program: Program, whole: dict[str, Any]
) -> None:
    page = Path(program.folder / "report.html").read_text(encoding="utf-8")
    assert [claim["id"] for claim in whole["claims"] if claim["id"] not in page] == []
    with Ledger.open(program.ledger) as ledger:
        assert ledger.problems() == [] and ledger.counts()["runs"] == 1
    assert half_written(program.folder) == []
