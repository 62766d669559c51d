"""Backtests, refits, what-ifs, calibration and reading as tasks: the same results everywhere."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fogline import flow
from fogline.case import load_case
from fogline.case.case import Scenario
from fogline.case.write import write_case
from fogline.cli.main import run as fogline
from fogline.flow.many import with_refits
from fogline.ground.errors import InputError, TasksError
from fogline.ledger import Ledger
from tests.faults.cases import report_text, small_case

ORIGINS = (date(2024, 1, 25), date(2024, 1, 31))


@pytest.fixture
def hill(tmp_path: Path) -> str:
    return str(small_case(tmp_path / "hill"))


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A Dask cluster of two processes of one thread each."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


def record_of(case: Any, cut_off: str, *settings: Any, tell: Any = None) -> dict[str, Any]:
    """In the place of a fit: an origin's record with one claim, at no cost."""
    from fogline.ask.backtest import OURS, RIVALS

    if tell is not None:
        tell(f"fitting {cut_off}", 0.5)
    row = {"claim": "c", "source": "s", "group": "g", "crps": len(settings) / 10,
           "log_score": -1.0, "inside": [True, True, True]}  # fmt: skip
    return {
        "cut_off": cut_off, "until": "2024-02-29", "n_evidence": 1, "n_scored": 1, "n_new": 0,
        "n_statuses": 0, "gates_passed": True, "seconds": 1.0, "case_hash": case.hash,
        "seed": "1", "quick": True, "versions": {},
        "rows": [row | {"method": name} for name in (OURS, *RIVALS)],
    }  # fmt: skip


@pytest.mark.parametrize("where", ["", "threads:2"])
def test_each_cut_off_is_fitted_once_whoever_asks_again(
    hill: str, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    told: list[tuple[str, float | None]] = []

    def once(case: Any, cut_off: str, *settings: Any, **more: Any) -> dict[str, Any]:
        asked.append(cut_off)
        return record_of(case, cut_off, *settings, **more)

    monkeypatch.setattr("fogline.ask.backtest.origin_task", once)

    def scored(*origins: date) -> Any:
        return flow.score(
            hill, origins=origins, where=where, ledger=tmp_path / "l.sqlite",
            progress=lambda *what: told.append(what),
        )  # fmt: skip

    first = scored(ORIGINS[0])
    assert asked == ["2024-01-25"]
    both = scored(*ORIGINS)
    assert asked == ["2024-01-25", "2024-01-31"]
    assert [item.cut_off for item in both.origins] == list(ORIGINS)
    assert scored(ORIGINS[0]) == first and len(asked) == 2
    assert told[-1] == ("1 of 1: backtest from 2024-01-25", 1.0)
    assert both.command == f"fogline score {hill} --origin 2024-01-25 --origin 2024-01-31"
    assert (("fitting 2024-01-31", 0.5) in told) == (where == "")


def test_a_backtest_says_the_whole_command_that_makes_it_again(
    hill: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("fogline.ask.backtest.origin_task", record_of)
    options = ["--origin", "2024-01-31", "--quick", "--seed", "5"]
    ledger = ["--ledger", str(tmp_path / "l.sqlite")]
    assert fogline(["score", hill, *options, *ledger]) == 0
    assert f"Made by: fogline score {hill} {' '.join(options)}\n" in capsys.readouterr().out


def test_a_place_is_checked_before_any_work(hill: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert fogline(["score", hill, "--cluster", "nowhere:2"]) == 2
    assert "choose here, threads, processes" in capsys.readouterr().err
    assert fogline(["weigh", hill, "red.killed", "--cluster", "threads:2", "--workers", "2"]) == 2
    assert "give one" in capsys.readouterr().err
    with pytest.raises(InputError, match="no what-if"):
        flow.what_ifs(hill)
    assert flow.place_for("", 3) == "processes:3" and flow.place_for() == ""


def without_seconds(found: Any) -> Any:
    return replace(found, origins=tuple(replace(item, seconds=0.0) for item in found.origins))


@pytest.mark.slow
def test_a_backtest_on_a_cluster_gives_the_numbers_of_one_done_here(
    hill: str, tmp_path: Path, workers: Any
) -> None:
    places = {"here": "", "cluster": workers.scheduler_address, "processes": "processes:2"}
    found = {
        name: flow.score(
            hill, origins=ORIGINS, quick=True, where=where, ledger=tmp_path / f"{name}.sqlite"
        )
        for name, where in places.items()
    }
    assert without_seconds(found["cluster"]) == without_seconds(found["here"])
    assert without_seconds(found["processes"]) == without_seconds(found["here"])
    options = ["--quick", "--json", "--cluster", workers.scheduler_address]
    ledger = ["--ledger", str(tmp_path / "c.sqlite")]
    assert fogline(["score", hill, "--origin", "2024-01-31", *options, *ledger]) == 0


@pytest.mark.slow
def test_fits_without_sources_are_the_same_side_by_side_and_one_after_the_other(
    tmp_path: Path, workers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOGLINE_LEDGER", str(tmp_path / "l.sqlite"))
    found = []
    for name, where in (("one", ""), ("two", workers.scheduler_address)):
        case = str(small_case(tmp_path / name / "hill"))
        found.append(flow.weigh(case, "red.killed", refit="all", where=where))
        # the paper counts these dead, the staff the others: no fit is made without the staff
        assert {row.id: row.method for row in found[-1].by_source}["paper"] == "refit"
    assert found[0] == found[1]
    files = {file.name for file in (tmp_path / "two").rglob("without/*.nc")}
    (kept,) = (tmp_path / "two").rglob("without")
    with Ledger.open(tmp_path / "l.sqlite") as book:
        marked = book.results(f"refits {kept.parent.name}")
    assert set(marked.values()) == files and len(files) >= 2
    # a damaged one alone is made again
    damaged = next((tmp_path / "two").rglob("without/*.nc"))
    before = {file: file.stat().st_mtime_ns for file in damaged.parent.iterdir()}
    damaged.write_bytes(b"half")
    case = str(tmp_path / "two" / "hill")
    assert flow.weigh(case, "red.killed", refit="all", where="threads:2") == found[0]
    after = {file: file.stat().st_mtime_ns for file in damaged.parent.iterdir()}
    assert {file for file in after if after[file] != before[file]} == {damaged}


@pytest.mark.slow
def test_many_what_ifs_on_a_cluster_are_those_done_here(tmp_path: Path, workers: Any) -> None:
    case = load_case(small_case(tmp_path / "hill"))
    tomorrow = case.cut_off + timedelta(days=1)
    scenarios = tuple(
        Scenario(id=f"more-{n}", title=f"{n} more", change="reinforce", target="red",
                 start=tomorrow, amount=float(n))
        for n in (100, 500, 2000)
    )  # fmt: skip
    folder = str(write_case(replace(case, scenarios=scenarios), tmp_path / "more"))
    ledger = tmp_path / "l.sqlite"
    there = flow.what_ifs(folder, where=workers.scheduler_address, ledger=ledger)
    assert [found.id for found in there] == [item.id for item in scenarios]
    assert there == [flow.what_if(folder, item.id) for item in scenarios]
    told: list[str] = []
    again = flow.what_ifs(
        folder, ["more-500"], ledger=ledger, progress=lambda words, _: told.append(words)
    )
    assert again == [there[1]] and told[-1] == "1 of 1: what if: more-500"


@pytest.mark.slow
def test_a_world_is_ranked_alike_wherever_it_is_fitted(tmp_path: Path, workers: Any) -> None:
    from fogline.ask.worlds import trial_task
    from fogline.case import evidence_for
    from fogline.tasks import Task, run, run_kept

    case = load_case(small_case(tmp_path / "hill"))
    templates = evidence_for(case)[0]
    sampler = {"chains": 2, "draws": 60, "tune": 60}
    tasks = [Task(str(n), (case, templates, n, 7, 19, sampler)) for n in range(2)]

    def ranks(outcomes: Any) -> dict[str, Any]:
        return {o.task.key: o.value()["ranks"] for o in outcomes}

    here = ranks(run(tasks, trial_task))
    with Ledger.open(tmp_path / "l.sqlite") as book:
        there = run_kept(book, "c", tasks, trial_task, where=workers.scheduler_address)
        assert ranks(there) == here
        assert set(book.results("c")) == {"0", "1"}


@pytest.mark.slow
def test_reports_read_on_a_cluster_enter_the_ledger_once_though_a_worker_dies(
    tmp_path: Path, workers: Any
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(report_text(number))

    victim: int = next(iter(workers.workers.values())).pid
    killer = threading.Timer(3.0, os.kill, (victim, signal.SIGKILL))
    killer.start()
    counts = []
    for _ in range(2):
        found = list(
            flow.read_each(
                [str(folder)], where=workers.scheduler_address, ledger=tmp_path / "l.sqlite"
            )
        )
        counts.append((sum(each.n_reports for each in found), sum(each.was_kept for each in found)))
    killer.join()
    assert counts == [(60, 0), (60, 60)]
    with Ledger.open(tmp_path / "l.sqlite") as book:
        assert book.counts()["reports"] == 60 and book.problems() == []


def test_a_cluster_that_is_not_there_is_said_before_anything_is_fitted(
    hill: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("fogline.tasks.places.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(TasksError, match="no Dask scheduler answers"):
        flow.score(hill, origins=ORIGINS, where="tcp://127.0.0.1:1", ledger=tmp_path / "l.sqlite")


@pytest.mark.parametrize("n", [0, 1, 3])
def test_fits_that_an_answer_wants_are_made_first_each_once_and_then_found(
    n: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[tuple[str, ...], int]] = []
    kept: dict[frozenset[str], str] = {}

    def task(case: Any, near: Any, left_out: tuple[str, ...], seed: int, cores: int) -> str:
        made.append((left_out, cores))
        return f"without {' '.join(left_out)}"

    class Noted:
        def __init__(self) -> None:
            self.planned: dict[frozenset[str], str] | None = None

        def place(self, claims: frozenset[str]) -> Path:
            return tmp_path / f"{'-'.join(sorted(claims))}.nc"

        def keep(self, claims: frozenset[str], fit: str) -> None:
            kept[claims] = fit

        def without(self, claims: frozenset[str]) -> str | None:
            if claims not in kept and self.planned is not None:
                self.planned[claims] = "some claims"
            return kept.get(claims)

    def asked(refits: Any) -> list[str | None]:
        return [refits.without(frozenset({f"c{i}"})) for i in range(n)]

    question: Any = SimpleNamespace(
        case=SimpleNamespace(id="hill"), refits=lambda tell: Noted(), seed=1, folder=tmp_path,
        posterior=SimpleNamespace(fit=SimpleNamespace(flat=list)),
    )  # fmt: skip
    monkeypatch.setattr("fogline.ask.refits.refit_task", task)
    found = with_refits(question, asked, verb="tension", ledger=tmp_path / "l.sqlite")
    assert found == [f"without c{i}" for i in range(n)]
    assert sorted(made) == [((f"c{i}",), 2 if n == 1 else 1) for i in range(n)]
