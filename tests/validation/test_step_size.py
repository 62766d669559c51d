"""The error of daily steps against continuous time: tabulated in the docs, first order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from fogline.model.attrition import LAWS, daily_step
from fogline.model.compiler import NumpyOps
from tests.validation.continuous import integrate

PAGE = Path(__file__).parents[2] / "docs" / "theory" / "laws" / "step-size.md"
N_DAYS, START = 30, (1000.0, 800.0)
SUBSTEPS = (1, 2, 4, 8)
CASES: dict[str, tuple[float, dict[str, float]]] = {
    "square": (0.01, {}),
    "linear": (1e-5, {}),
    "logarithmic": (0.01, {}),
    "general": (1e-4, {"p": 0.5, "q": 1.2, "tactical_factor": 1.0}),
    "helmbold": (0.01, {"weiss": 0.5}),
    "deitchman": (1e-5, {"hidden": 0.9}),
    "fatigue": (0.03, {}),
}


def errors(name: str) -> list[float]:
    """Relative error of the second side's losses over the run, for each number of substeps."""
    rate, more = CASES[name]
    parameters = {"rate": rate, **more}
    exact = integrate(LAWS[name], START, parameters, parameters, N_DAYS).y[1, -1]
    found = []
    for n_substeps in SUBSTEPS:
        first, second = START
        for day in range(N_DAYS):
            first, second = daily_step(
                NumpyOps(), LAWS[name], first, second, parameters, parameters,
                day=float(day), n_substeps=n_substeps,
            )  # fmt: skip
        found.append((exact - second) / (START[1] - exact))
    return found


def table() -> list[str]:
    rows = []
    for name in CASES:
        cells = " | ".join(f"{100.0 * abs(error):.4f}" for error in errors(name))
        rows.append(f"| {name} | {cells} |")
    return rows


@pytest.mark.parametrize("name", sorted(set(CASES) - {"logarithmic"}))
def test_the_error_of_daily_steps_halves_with_their_length(name: str) -> None:
    found = errors(name)
    for coarse, fine in pairwise(found):
        assert coarse / fine == pytest.approx(2.0, rel=0.05)


def test_the_logarithmic_law_has_no_step_error() -> None:
    assert max(map(abs, errors("logarithmic"))) < 1e-11


def test_the_table_in_the_docs_is_what_the_program_gives() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for row in table():
        assert row in text, f"write this row into {PAGE.name}: {row}"
