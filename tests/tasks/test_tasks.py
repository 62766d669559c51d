"""The same tasks on every place, each result kept once, whoever dies."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fogline.ground.errors import FoglineError, InputError, TasksError
from fogline.ledger import Ledger
from fogline.tasks import Outcome, Task, run, run_kept
from fogline.tasks import program as tasks_program
from tests.tasks import work

PLACES = ("here", "threads:2", "processes:2")


def tasks(n: int) -> list[Task]:
    return [Task(f"t{number}", (number,)) for number in range(n)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite") as book:
        yield book


@pytest.mark.parametrize("where", PLACES)
def test_every_task_is_done_once_and_progress_counts_to_the_end(where: str) -> None:
    told: list[tuple[str, float | None]] = []
    found = list(run(tasks(9), work.double, where=where, progress=lambda *a: told.append(a)))
    assert sorted(outcome.value() for outcome in found) == [2 * n for n in range(9)]
    assert {outcome.task.key for outcome in found} == {f"t{n}" for n in range(9)}
    assert [fraction for _, fraction in told] == [(n + 1) / 9 for n in range(9)]
    assert told[0][0].startswith("1 of 9: t")


@pytest.mark.parametrize("where", PLACES)
def test_a_task_that_raises_fails_alone_with_its_words(where: str) -> None:
    found = {outcome.task.key: outcome for outcome in run(tasks(5), work.stumble, where=where)}
    assert found["t4"].value() == 4
    assert found["t2"].failure is not None and found["t2"].failure.kind == "UnknownName"
    with pytest.raises(FoglineError, match=r"t2: unknown number: '2' - did you mean|t2: unknown"):
        found["t2"].value()
    assert found["t3"].failure is not None and found["t3"].failure.words == "KeyError: 3"


def test_what_is_packed_for_elsewhere_is_packed_as_its_turn_comes(ledger: Ledger) -> None:
    packed: list[str] = []

    def pack(task: Task) -> tuple[int]:
        packed.append(task.key)
        if task.key == "t1":
            raise InputError("t1 is gone - look for it")
        return (10 * task.arguments[0],)

    first = {o.task.key: o for o in run_kept(ledger, "b", tasks(3), work.double, pack=pack)}
    assert [first[key].result for key in ("t0", "t2")] == [0, 40]
    failure = first["t1"].failure
    assert failure is not None and failure.words == "t1 is gone - look for it"
    packed.clear()
    list(run_kept(ledger, "b", tasks(4), work.double, pack=pack))
    assert packed == ["t1", "t3"]  # those kept are not packed again


def test_a_worker_does_nothing_for_one_who_runs_another_program() -> None:
    mine = tasks_program.program()
    newer = {**mine, "fogline": "9.9"}
    with pytest.raises(TasksError, match=rf"fogline {mine['fogline']} there, 9\.9 here - install"):
        tasks_program.call_of_same(newer, work.double, 1)
    assert tasks_program.call_of_same(mine, work.double, 1) == 2
    words = tasks_program.difference({**mine, "files": "0"}, mine)
    assert "other program files under the same version" in words


def test_tasks_are_taken_only_as_workers_come_free() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Task]:
        number = 0
        while True:
            taken.append(number)
            yield Task(str(number), (number,))
            number += 1

    outcomes = run(endless(), work.double, where="threads:2")
    for _ in range(5):
        next(outcomes)
    assert len(taken) <= 5 + 3
    outcomes.close()  # type: ignore[attr-defined]


def test_a_process_killed_in_its_task_is_replaced_and_the_task_done_again(tmp_path: Path) -> None:
    some = [Task(str(n), (n, str(tmp_path))) for n in range(6)]
    found = list(run(some, work.die_once, where="processes:2"))
    assert sorted(outcome.value() for outcome in found) == list(range(6))
    (again,) = (outcome for outcome in found if outcome.task.key == "1")
    assert again.attempts == 2
    assert len((tmp_path / "started-1").read_text().splitlines()) == 2


def test_a_task_that_always_kills_its_worker_fails_and_takes_no_other_with_it() -> None:
    found = {o.task.key: o for o in run(tasks(4), work.die_always, where="processes:2")}
    failure = found["t1"].failure
    assert failure is not None and failure.kind == "WorkerLost"
    assert [found[f"t{n}"].value() for n in (0, 2, 3)] == [0, 2, 3]


@pytest.mark.parametrize("name", ["nowhere", "threads:0", "processes:many", ""])
def test_a_place_that_is_none_says_which_there_are(name: str) -> None:
    with pytest.raises(InputError, match="choose here, threads, processes"):
        list(run(tasks(1), work.double, where=name))


def test_what_was_done_is_not_done_again_and_what_failed_is(ledger: Ledger) -> None:
    first = list(run_kept(ledger, "b", tasks(4), work.stumble))
    assert [o.was_kept for o in first] == [False] * 4
    second = list(run_kept(ledger, "b", tasks(5), work.double))
    values = {o.task.key: (o.value(), o.was_kept) for o in second}
    assert values == {
        "t0": (0, True), "t1": (1, True), "t2": (4, False), "t3": (6, False), "t4": (8, False),
    }  # fmt: skip
    assert ledger.results("b") == {"t0": 0, "t1": 1, "t2": 4, "t3": 6, "t4": 8}
    assert ledger.results("other") == {}


def test_what_a_task_writes_and_its_mark_are_one_transaction(ledger: Ledger) -> None:
    def keep(task: Task, result: int) -> str:
        ledger.add_run(case="c", case_hash="", folder="", seed=result, passed=True)
        if result == 4:
            raise ZeroDivisionError
        return "done"

    with pytest.raises(ZeroDivisionError):
        list(run_kept(ledger, "b", tasks(4), work.double, keep=keep))
    assert [row.seed for row in ledger.runs()] == [0, 2]
    assert ledger.results("b") == {"t0": "done", "t1": "done"}


def test_two_programs_at_the_same_work_write_each_result_once(ledger: Ledger) -> None:
    written: list[str] = []

    def keep(task: Task, result: int) -> int:
        written.append(task.key)
        return result

    twins = [run_kept(ledger, "b", tasks(6), work.double, keep=keep) for _ in range(2)]
    for one, other in zip(*twins, strict=True):  # turn by turn
        assert isinstance(one, Outcome) and one.value() == other.value()
    assert sorted(written) == [f"t{n}" for n in range(6)]


SCRIPT = """
import sys
from pathlib import Path
from fogline.ledger import Ledger
from fogline.tasks import Task, run_kept
from tests.tasks import work
if __name__ == "__main__":
    with Ledger.open(Path(sys.argv[1])) as book:
        some = [Task(str(n), (n, 0.05)) for n in range(12)]
        for outcome in run_kept(book, "b", some, work.slow, where=sys.argv[2]):
            print(outcome.task.key, outcome.was_kept, flush=True)
"""


@pytest.mark.parametrize("where", ["here", "threads:2"])
def test_a_run_killed_in_the_middle_goes_on_from_what_is_done(
    tmp_path: Path, root: Path, where: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(tmp_path / "ledger.sqlite"), where]
    environment = {"PYTHONPATH": f"{root}/src:{root}", "PATH": "/usr/bin:/bin"}
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert first.stdout is not None
    printed = [first.stdout.readline() for _ in range(4)]
    first.kill()
    first.wait()
    assert all(line.endswith("False\n") for line in printed)
    second = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    kept = {line.split()[0] for line in second.stdout.splitlines() if line.endswith("True")}
    assert len(second.stdout.splitlines()) == 12
    assert {line.split()[0] for line in printed} <= kept
    with Ledger.open(tmp_path / "ledger.sqlite") as book:
        assert sorted(book.results("b").values()) == list(range(12))


# A Dask cluster ----------------------------------------------------------------------------------


class Cluster:
    """A scheduler and workers, each a program of its own, so that each can be killed."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._environment = {
            "PYTHONPATH": f"{root}/src:{root}", "PATH": "/usr/bin:/bin", "HOME": str(folder),
        }  # fmt: skip
        self._folder = folder
        self.address = ""
        self.programs: list[subprocess.Popen[str]] = []

    def scheduler(self, port: int = 0) -> subprocess.Popen[str]:
        file = self._folder / f"scheduler-{len(self.programs)}.json"
        made = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard",
            "--scheduler-file", str(file),
        )  # fmt: skip
        until = time.monotonic() + 60
        while not (file.exists() and file.read_text().strip().endswith("}")):
            assert time.monotonic() < until and made.poll() is None
            time.sleep(0.05)
        import json

        self.address = json.loads(file.read_text())["address"]
        return made

    def worker(self, root: Path | None = None) -> subprocess.Popen[str]:
        """One that runs the Fogline of another tree, where one is named."""
        path = {"PYTHONPATH": f"{root}/src:{root}"} if root else {}
        return self._start(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--local-directory", str(self._folder), "--death-timeout", "60", **path,
        )  # fmt: skip

    def _start(self, kind: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        made = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + kind, *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
            env=self._environment | environment, cwd=self._folder,
        )  # fmt: skip
        self.programs.append(made)
        return made

    def stop(self) -> None:
        for program in self.programs:
            program.kill()
            program.wait()


@pytest.fixture
def cluster(root: Path, tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    made = Cluster(root, tmp_path)
    try:
        made.scheduler()
        yield made
    finally:
        made.stop()


def test_a_worker_killed_in_its_task_is_replaced_by_another_of_the_cluster(
    cluster: Cluster, tmp_path: Path
) -> None:
    for _ in range(2):
        cluster.worker()
    some = [Task(str(n), (n, str(tmp_path))) for n in range(6)]
    found = list(run(some, work.die_once, where=cluster.address))
    assert sorted(outcome.value() for outcome in found) == list(range(6))
    assert len((tmp_path / "started-1").read_text().splitlines()) == 2


def test_a_scheduler_lost_in_mid_run_says_so_and_the_next_run_goes_on(
    cluster: Cluster, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fogline.tasks.places.cluster.PATIENCE_SECONDS", 2.0)
    cluster.worker()
    some = [Task(str(n), (n, 0.1)) for n in range(20)]
    done: list[str] = []
    with pytest.raises(TasksError, match="went away in the middle of the work"):
        for outcome in run_kept(ledger, "b", some, work.slow, where=cluster.address):
            done.append(outcome.task.key)
            if len(done) == 3:
                cluster.stop()
    assert 3 <= len(done) < 20 and set(ledger.results("b")) == set(done)
    cluster.scheduler()
    cluster.worker()
    outcomes = list(run_kept(ledger, "b", some, work.slow, where=cluster.address))
    assert {o.task.key for o in outcomes if o.was_kept} == set(done)
    assert sorted(ledger.results("b").values()) == list(range(20))


def test_a_worker_that_comes_later_with_another_fogline_is_refused_by_name(
    cluster: Cluster, root: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(root / "src", other / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / "tests" / "tasks", other / "tests" / "tasks")
    start = other / "src" / "fogline" / "__init__.py"
    start.write_text(start.read_text().replace('__version__ = "', '__version__ = "9.'))
    cluster.worker()
    some = (Task(str(n), (n, 0.1)) for n in range(3000))  # more than are done until it comes
    n_done = 0
    with pytest.raises(TasksError, match=r"does not run this Fogline: fogline 9\."):
        for outcome in run(some, work.slow, where=cluster.address):
            assert outcome.failure is None
            n_done += 1
            if n_done == 1:
                cluster.worker(other)
    assert 1 <= n_done < 3000


def test_a_cluster_that_is_not_there_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("fogline.tasks.places.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(
        TasksError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1 - start"
    ):
        list(run(tasks(1), work.double, where="tcp://127.0.0.1:1"))


def test_a_web_server_is_no_cluster_and_does_not_keep_one_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("fogline.tasks.places.cluster.CONNECT_SECONDS", 1.0)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(TasksError, match="no Dask scheduler answers"):
            list(run(tasks(1), work.double, where=f"tcp://127.0.0.1:{server.server_port}"))
        server.shutdown()
