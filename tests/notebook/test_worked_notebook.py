"""The worked notebook runs: quickly on a small case, whole on kursk."""

from __future__ import annotations

import copy
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("pandas")
pytest.importorskip("polars")

PATIENCE_SECONDS = 600


@pytest.fixture
def notebook(root: Path) -> Any:
    return nbformat.read(root / "docs" / "notebooks" / "kursk.ipynb", as_version=4)


def run(notebook: Any, folder: Path) -> list[Any]:
    """Execute in a kernel of its own; the outputs of the code cells."""
    done = copy.deepcopy(notebook)
    nbclient.NotebookClient(
        done, timeout=PATIENCE_SECONDS, resources={"metadata": {"path": str(folder)}}
    ).execute(env=dict(os.environ))
    return [cell.outputs for cell in done.cells if cell.cell_type == "code"]


def html(outputs: list[Any]) -> str:
    return "".join(item.get("data", {}).get("text/html", "") for item in outputs)


def test_the_notebook_is_kept_without_outputs(notebook: Any) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) > 8
    assert not [cell for cell in code if cell.outputs or cell.execution_count]


def test_the_notebook_runs_on_a_case_drafted_from_one_report(
    notebook: Any, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fogline import flow

    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "ledger.sqlite"))
    report = str(root / "tests" / "journey" / "off-the-line.txt")
    flow.draft([report], published=date(2025, 1, 31), out=tmp_path / "small")
    parameters, *rest = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert parameters.metadata["tags"] == ["parameters"]
    parameters.source = (
        f"CASE = {str(tmp_path / 'small')!r}\n"
        "QUANTITY, SCENARIO = 'north_korea.casualties', 'north_korea-returns'\n"
        "MEASURE, SUBJECT = 'killed', 'north_korea'"
    )
    for cell in rest:
        cell.source = cell.source.replace("case.fit()", "case.fit(quick=True)")
    outputs = run(notebook, tmp_path)
    assert all(outputs[1:])
    assert "fogline-card" in html(outputs[1])


@pytest.mark.slow
def test_the_notebook_runs_on_kursk(
    notebook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOGLINE_HOME", str(tmp_path / "home"))
    outputs = run(notebook, tmp_path)
    assert all(outputs[1:])
    shown = "".join(map(html, outputs))
    assert "North Korean casualties" in shown
    assert "Do not rely on these numbers" not in shown
