"""What Fogline knows, with references; how well it reads; a fit that is kept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fogline.answer import Check, Gate
from fogline.claims.evaluation import GOALS
from fogline.claims.measures import MEASURES
from fogline.cli.commands import evaluate
from fogline.cli.commands.evaluate import own_passages
from fogline.cli.main import run
from fogline.model.attrition import LAWS

Story = Callable[..., Any]


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_law_is_listed_with_equation_parameters_and_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answer(capsys, "laws")
    assert [each["name"] for each in found] == list(LAWS)
    for each in found:
        assert each["summary"] and each["equation"]
        assert any(figure.isdigit() for figure in each["source"]), each["name"]
        assert set(each["parameters"]) == {"rate", *LAWS[each["name"]].parameters}


def test_one_law_is_shown_and_an_unknown_one_gets_near_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["laws", "square"]) == 0
    shown = capsys.readouterr().out
    assert "dS/dt = -a E" in shown and "Lanchester" in shown and "linear" not in shown
    assert run(["laws", "squares"]) == 2
    assert "did you mean square?" in capsys.readouterr().err


def test_listing_the_laws_loads_no_compiler() -> None:
    code = (
        "import sys; from fogline.cli.main import run; code = run(['laws', '--json']); "
        "sys.exit(code or bool({'numba', 'llvmlite', 'nutpie', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_measure_is_listed_with_its_unit(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "measures")
    assert [each["name"] for each in found] == list(MEASURES)
    killed = answer(capsys, "measures", "--group", "killed")
    assert {each["name"] for each in killed} >= {"killed", "killed_period"}
    assert {each["group"] for each in killed} == {"killed"}
    assert run(["measures", "--group", "kill"]) == 2
    assert "did you mean killed?" in capsys.readouterr().err


def test_sources_are_counted_with_those_who_speak_for_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from fogline.case import load_case

    case = load_case("kursk")
    rows = {each["id"]: each for each in answer(capsys, "sources", "kursk")}
    assert set(rows) == {source.id for source in case.sources}
    child, parent = rows["gs_russia"], rows["mod_russia"]
    assert child["parent"] == "mod_russia"
    assert parent["claims_with_below"] >= parent["claims"] + child["claims"] > 0
    superseded = {claim.supersedes for claim in case.claims}
    counted = [c for c in case.claims if c.status != "rejected" and c.id not in superseded]
    assert sum(each["claims"] for each in rows.values()) == sum(bool(c.origin) for c in counted)


@pytest.fixture
def passages(root: Path, tmp_path: Path) -> Path:
    """One passage as both halves."""
    one = min((root / "tests" / "passages" / "tune").glob("*.json"), key=lambda p: p.stat().st_size)
    for half in ("tune", "held-out"):
        (tmp_path / "passages" / half).mkdir(parents=True)
        shutil.copy(one, tmp_path / "passages" / half)
    return tmp_path / "passages"


def test_the_table_of_reading_has_every_field_for_both_halves(
    passages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(capsys, "eval", str(passages))
    assert set(found) == {"tune", "held-out"} and found["tune"] == found["held-out"]
    assert list(found["tune"]) == list(GOALS)
    value = found["tune"]["value"]
    assert value["marked"] > 0 and 0 <= value["right"] <= value["marked"]
    assert value["recall"] == value["right"] / value["marked"]
    assert run(["eval", str(passages / "tune")]) == 0
    shown = capsys.readouterr().out
    assert "tune" in shown and all(name in shown for name in GOALS)


def test_the_passages_of_the_checkout_are_found_and_their_absence_is_told(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert own_passages().resolve() == root / "tests" / "passages"
    room = sys.modules[evaluate.__module__]
    installed = tmp_path / "lib" / "site" / "fogline" / "cli" / "commands" / "evaluate.py"
    monkeypatch.setattr(room, "__file__", str(installed))
    monkeypatch.chdir(tmp_path)
    assert run(["eval"]) == 2
    assert "no annotated passages are here" in capsys.readouterr().err
    assert run(["eval", str(tmp_path / "nowhere")]) == 2
    assert "no annotated passages in" in capsys.readouterr().err


@pytest.mark.parametrize("passed", [True, False])
def test_a_fit_shows_its_gates_and_where_it_is_kept(
    story: Story, capsys: pytest.CaptureFixture[str], passed: bool
) -> None:
    gate = Gate(name="R-hat", wanted="<= 1.01", got="1.20", passed=passed, remedy="run longer")
    check = Check(
        passed=passed, gates=(gate,), seconds=9.0, n_unknowns=170, n_draws=1000, n_chains=4,
        divergences=3, worst_rhat=1.2, worst_ess=40.0,
    )  # fmt: skip
    asked: dict[str, Any] = {}

    def fit(case: str, **options: Any) -> Any:
        asked.update(options, case=case)
        return Path("runs/one"), check

    story(fit=fit)
    assert run(["fit", "kursk", "--seed", "7", "--quick"]) == 0
    shown = capsys.readouterr().out
    assert "R-hat" in shown and "runs/one" in shown and ("run longer" in shown) is not passed
    assert (asked["case"], asked["seed"], asked["quick"]) == ("kursk", 7, True)
    found = answer(capsys, "fit", "kursk")
    assert found["folder"] == "runs/one" and found["check"]["passed"] is passed


def test_without_a_quantity_ask_lists_those_of_the_case(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["ask", "kursk"]) == 0
    out = capsys.readouterr().out
    assert "nk.casualties" in out and "North Korean casualties so far" in out
    assert run(["ask", "kursk", "--json"]) == 0
    assert '"name": "nk.casualties"' in capsys.readouterr().out
