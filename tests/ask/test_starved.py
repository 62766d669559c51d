"""A fit that failed its gates says so in terminal, JSON and page."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from fogline.answer import Assessment
from fogline.ask import Posterior
from fogline.ask.question import Question
from fogline.case import Case
from fogline.fit.gates import gates_of_answers
from fogline.fit.sample import sample
from fogline.model.machine import Machine
from fogline.page import render_markdown, render_report, terminal
from fogline.page.json_form import assessment_json


@pytest.fixture(scope="module")
def starved(case: Case, machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Two chains of thirty draws after hardly any tuning."""
    fit = sample(machine, seed=3, chains=2, draws=30, tune=20, answers=machine.answers)
    folder: Path = tmp_path_factory.mktemp("run")
    gates = gates_of_answers(fit)
    assert not all(gate.passed for gate in gates)
    question = Question(
        case=case, campaign=machine.campaign, machine=machine,
        posterior=Posterior(case, machine, fit, 3), gates=gates, listed=(), folder=folder, seed=3,
    )  # fmt: skip
    return question.assessment()


def test_the_terminal_says_that_the_fit_failed(starved: Assessment, case: Case) -> None:
    out = Console(file=io.StringIO(), width=120)
    terminal.show(starved, case, {}, out)
    said = out.file.getvalue()  # type: ignore[attr-defined]
    assert "failed" in said and "effective sample size" in said


def test_the_json_says_that_the_fit_failed(starved: Assessment, case: Case) -> None:
    form = json.loads(json.dumps(assessment_json(starved, case, {}), allow_nan=False))
    gates = form["fit"]["gates"]
    rows = gates.values() if isinstance(gates, dict) else gates
    assert any(not row["passed"] for row in rows)
    assert any("failed its gate" in warning for warning in form["warnings"])


def test_the_page_says_that_the_fit_failed(starved: Assessment, case: Case) -> None:
    for text in (render_report(starved, case, {}), render_markdown(starved, case, {})):
        assert "failed its gate" in text and "effective sample size" in text
