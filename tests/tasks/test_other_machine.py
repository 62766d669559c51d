"""Bulk work on a machine that shares nothing with this one but a cable and the same wheel."""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fogline import flow
from fogline.case import load_case
from fogline.case.case import Scenario
from fogline.case.write import write_case
from fogline.cli.main import run as fogline
from fogline.ledger import Ledger
from tests.faults.cases import report_text, small_case
from tests.tasks.other_machine import OtherMachine, why_not

pytestmark = pytest.mark.slow

N_REPORTS = 60


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Case, reports and ledgers of this machine; the other does not see them."""
    return tmp_path_factory.mktemp("here")


@pytest.fixture(scope="module")
def made(here: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OtherMachine]:
    pytest.importorskip("distributed")
    if reason := why_not():
        pytest.skip(reason)
    home = os.environ.get("FOGLINE_HOME")
    machine = OtherMachine(
        tmp_path_factory.mktemp("there"), [here, *([Path(home)] if home else [])]
    )
    yield machine
    machine.close()


@pytest.fixture
def machine(made: OtherMachine) -> Iterator[OtherMachine]:
    """The other machine with a scheduler and two workers."""
    made.scheduler()
    for _ in range(2):
        made.worker()
    made.wait_for(2)
    yield made
    made.plug(True)
    made.stop()


@pytest.fixture(scope="module")
def case(here: Path) -> Path:
    bare = load_case(small_case(here / "hill"))
    tomorrow = bare.cut_off + timedelta(days=1)
    scenarios = tuple(
        Scenario(id=f"more-{n}", title=f"{n} more", change="reinforce", target="red",
                 start=tomorrow, amount=float(n))
        for n in (100, 500, 2000)
    )  # fmt: skip
    return write_case(replace(bare, scenarios=scenarios), here / "more")


@pytest.fixture(scope="module")
def reports(here: Path) -> Path:
    folder = here / "reports"
    folder.mkdir()
    for number in range(N_REPORTS):
        (folder / f"{number}.txt").write_text(report_text(number))
    return folder


def results(ledger: Path) -> dict[str, dict[str, Any]]:
    """All results of tasks that a ledger keeps, by batch."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(ledger)) as reader:
        rows = reader.execute("SELECT batch, key, value FROM results").fetchall()
    found: dict[str, dict[str, Any]] = {}
    for batch, key, value in rows:
        assert key not in found.setdefault(batch, {})
        found[batch][key] = value
    return found


def alike(there: Any, here: Any) -> bool:
    """Whether two answers have the same parts, and numbers that differ as draws may.

    The last digits of a kernel depend on the machine that compiled it, and draws on those.
    """
    if isinstance(here, dict):
        return there.keys() == here.keys() and all(alike(there[key], here[key]) for key in here)
    if isinstance(here, list):
        return len(there) == len(here) and all(map(alike, there, here))
    if isinstance(here, float | int):
        return isinstance(there, float | int)
    return type(there) is type(here)


def test_the_other_machine_sees_no_file_of_this_one(machine: OtherMachine, case: Path) -> None:
    from distributed import Client

    ours = [str(case / "case.toml"), str(Path(__file__))]

    def look(paths: list[str]) -> tuple[list[bool], str]:
        import os

        import fogline

        return [os.path.exists(path) for path in paths], fogline.__file__

    with Client(machine.address, set_as_default=False) as client:
        for seen, program in client.run(look, ours).values():
            assert seen == [False, False]
            assert program.startswith(str(machine.python.parents[1]))


def test_read_score_weigh_and_what_if_give_there_what_they_give_here(
    machine: OtherMachine, case: Path, reports: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    origins = ["--origin", "2024-01-25", "--origin", "2024-01-31"]
    commands = {
        "read": ["read", str(reports)],
        "score": ["score", str(case), "--quick", *origins],
        "weigh": ["weigh", str(case), "red.killed", "--refit", "all"],
        "what-if": ["what-if", str(case), "--all"],
    }
    found: dict[str, dict[str, Any]] = {}
    for place, where in (("there", machine.address), ("here", "threads:2")):
        ledger = tmp_path / f"{place}.sqlite"
        found[place] = {}
        for name, command in commands.items():
            options = ["--json", "--cluster", where]
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("FOGLINE_LEDGER", str(ledger))
                assert fogline([*command, *options]) == 0, capsys.readouterr().err
            text = capsys.readouterr().out
            found[place][name] = json.loads(re.sub(r'"seconds": [\d.]+', '"seconds": 0', text))
        for run in case.rglob("without/*.nc"):  # fits that the next place must make itself
            run.unlink()
    by_id = {
        place: sorted(each["read"]["reports"], key=lambda item: item["report"]["id"])
        for place, each in found.items()
    }
    assert by_id["there"] == by_id["here"] and len(by_id["there"]) == N_REPORTS
    for name in ("score", "weigh", "what-if"):
        assert alike(found["there"][name], found["here"][name]), name
    kept = {place: results(tmp_path / f"{place}.sqlite") for place in found}
    crps = {place: each["score"]["rows"][0]["crps"] for place, each in found.items()}
    assert 0.5 < crps["there"] / crps["here"] < 2.0
    sizes = {
        place: sorted((batch.split()[0], len(rows)) for batch, rows in each.items())
        for place, each in kept.items()
    }
    assert sizes["there"] == sizes["here"]
    assert dict(sizes["there"])["read:"] == N_REPORTS and dict(sizes["there"])["score"] == 2
    with Ledger.open(tmp_path / "there.sqlite") as book:
        assert book.counts()["reports"] == N_REPORTS and book.problems() == []


def test_a_worker_of_another_machine_killed_in_its_task_loses_nothing(
    machine: OtherMachine, case: Path, tmp_path: Path
) -> None:
    from distributed import Client

    victim = machine.programs[1]
    killed: list[tuple[str, ...]] = []

    def watch() -> None:
        with Client(machine.address, set_as_default=False) as client:
            pids = client.run(os.getpid)
            (address,) = (each for each, pid in pids.items() if pid == victim.pid)
            while not (busy := client.processing().get(address)):
                time.sleep(0.02)
            time.sleep(0.3)
            victim.send_signal(signal.SIGKILL)
            killed.append(tuple(busy))

    watcher = threading.Thread(target=watch)
    watcher.start()
    ledger = tmp_path / "l.sqlite"
    there = flow.score(
        str(case), origins=[load_case(case).start + timedelta(days=n) for n in (20, 24, 28, 32)],
        quick=True, where=machine.address, ledger=ledger,
    )  # fmt: skip
    watcher.join()
    assert killed and len(killed[0]) >= 1
    assert len(there.origins) == 4
    ((batch, rows),) = results(ledger).items()
    assert batch.startswith("score ") and len(rows) == 4


@pytest.mark.parametrize("loss", ["power", "cable"])
def test_when_the_other_machine_is_lost_the_next_run_goes_on_from_what_is_done(
    machine: OtherMachine, reports: Path, tmp_path: Path, loss: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("fogline.tasks.places.cluster.PATIENCE_SECONDS", 3.0)
    ledger = tmp_path / "l.sqlite"

    def lose() -> None:
        while True:
            time.sleep(0.1)
            if ledger.exists():
                with Ledger.open(ledger) as book:
                    if book.counts()["reports"] >= 3:
                        break
        if loss == "power":
            machine.stop()
        else:
            machine.plug(False)

    thief = threading.Thread(target=lose)
    thief.start()
    command = ["read", str(reports), "--cluster", machine.address, "--ledger", str(ledger)]
    code = fogline(command)
    thief.join()
    said = capsys.readouterr().err
    assert (code, "went away in the middle of the work" in said) == (6, True), said
    with Ledger.open(ledger) as book:
        n_kept = book.counts()["reports"]
        assert 3 <= n_kept < N_REPORTS and book.problems() == []
    machine.plug(True)
    if loss == "power":
        machine.scheduler()
        machine.worker()
        machine.wait_for(1)
    assert fogline(command) == 0
    with Ledger.open(ledger) as book:
        assert book.counts()["reports"] == N_REPORTS and book.problems() == []
    assert [len(rows) for rows in results(ledger).values()] == [N_REPORTS]


@pytest.mark.parametrize("kind", ["version", "files", "none"])
def test_a_worker_with_another_fogline_is_refused_and_named(
    made: OtherMachine, reports: Path, tmp_path: Path, kind: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    python = made.install(f"other-{kind}")
    (package,) = python.parents[1].rglob("site-packages/fogline")
    start = package / "__init__.py"
    if kind == "version":
        start.write_text(start.read_text().replace('__version__ = "', '__version__ = "9.'))
    elif kind == "files":
        start.write_text(start.read_text() + "# a line more\n")
    else:
        package.rename(package.with_name("nothing"))
    try:
        made.scheduler()
        made.worker(python)
        made.wait_for(1)
        code = fogline(
            ["read", str(reports), "--cluster", made.address, "--ledger", str(tmp_path / "l")]
        )
    finally:
        made.stop()
    said = capsys.readouterr().err.splitlines()[-1]  # progress came before
    assert code == 6
    assert said.startswith("fogline: the worker tcp://10.213.77.2:")
    wanted = {
        "version": "fogline 9.", "files": "other program files under the same version",
        "none": "it has no Fogline",
    }  # fmt: skip
    assert wanted[kind] in said and "install the same wheel" in said
