"""The one loop that all places share: hand out, wait, hand out again what was lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import nullcontext
from typing import Any

from fogline.ground.errors import TasksError
from fogline.tasks.places import open_place
from fogline.tasks.roles import AbstractPlace
from fogline.tasks.task import Failure, Outcome, Task, attempt

__all__ = ["ATTEMPTS", "Pack", "Tell", "run"]

Tell = Callable[[str, float | None], None]
Pack = Callable[[Task], tuple[Any, ...]]

ATTEMPTS = 3
"""Times a task is started before it counts as the one that kills its workers. Chosen by us."""

WATCH_SECONDS = 1.0
"""How often the place is asked whether it still stands while nothing finishes. Chosen by us."""


def run(
    tasks: Iterable[Task | Outcome],
    function: Callable[..., Any],
    *,
    where: str | AbstractPlace = "here",
    progress: Tell | None = None,
    total: int | None = None,
    pack: Pack | None = None,
    attempts: int = ATTEMPTS,
) -> Iterator[Outcome]:
    """Outcomes as they finish: ``function(*task.arguments)`` of every task, in no set order.

    tasks      an Outcome among them is passed on as it is: work that was done before
    function   of a module (it is sent by name); must give the same result when run twice
    where      "here", "threads", "processes" (either with ":4" for four of them) or the address of
               a Dask scheduler such as tcp://10.0.0.1:8786; a place that is open stays so
    progress   told after each task, with the fraction done where ``total`` is given or ``tasks``
               has a length
    pack       gives the arguments to send, asked just before a task is handed out: what a worker
               elsewhere cannot fetch for itself. A FoglineError of its is the task's failure
    attempts   how often a task whose worker died is started before it fails

    Tasks are taken from the iterable as workers come free, so that a million of them need no
    memory. A task that raises is an Outcome with a failure; the others go on. Raises InputError
    for a place that is none, TasksError where it cannot be had or is lost for good, with what to
    do. Leaving the iteration stops what has not begun.
    """
    tell = progress or _quiet
    if total is None and isinstance(tasks, Sized):
        total = len(tasks)
    n_done = 0
    with open_place(where) if isinstance(where, str) else nullcontext(where) as place:
        for outcome in _outcomes(place, iter(tasks), function, pack, attempts):
            n_done += 1
            tell(_words(outcome.task, n_done, total), n_done / total if total else None)
            yield outcome


def _outcomes(
    place: AbstractPlace,
    waiting: Iterator[Task | Outcome],
    function: Callable[..., Any],
    pack: Pack | None,
    attempts: int,
) -> Iterator[Outcome]:
    flying: dict[Future[Any], tuple[Task, int]] = {}
    lost: list[tuple[Task, int]] = []
    while True:
        for item in _next(place, flying, waiting, lost):
            if isinstance(item, Outcome):
                yield item
                continue
            task, n_tries = item
            arguments, failure = attempt(pack, (task,)) if pack else (task.arguments, None)
            if failure is not None:
                yield Outcome(task, failure=failure)
                continue
            flying[place.submit(attempt, function, arguments)] = (task, n_tries + 1)
        if not flying:
            return
        finished, _ = wait(flying, timeout=WATCH_SECONDS, return_when=FIRST_COMPLETED)
        place.watch()
        for future in finished:
            task, n_tries = flying.pop(future)
            outcome = _outcome(place, future, task, n_tries, attempts)
            if outcome is None:
                lost.append((task, n_tries))
            else:
                yield outcome


def _next(
    place: AbstractPlace,
    flying: dict[Future[Any], tuple[Task, int]],
    waiting: Iterator[Task | Outcome],
    lost: list[tuple[Task, int]],
) -> Iterator[Outcome | tuple[Task, int]]:
    """What to start now, with the times it was tried, until every worker is busy.

    Where one death loses all, a task lost before flies alone: the one that kills is found, and
    takes no other with it.
    """
    while len(flying) < place.window:
        if lost:
            if place.breaks_as_one and flying:
                return
            yield lost.pop()
            continue
        if place.breaks_as_one and any(n_tries > 1 for _, n_tries in flying.values()):
            return
        taken = next(waiting, None)
        if taken is None:
            return
        yield taken if isinstance(taken, Outcome) else (taken, 0)


def _outcome(
    place: AbstractPlace, future: Future[Any], task: Task, n_tries: int, attempts: int
) -> Outcome | None:
    """What became of a task; None where its worker died and it may be tried again."""
    if place.is_lost(future):
        place.renew()
        if n_tries < attempts:
            return None
        words = f"its worker died {n_tries} times - the task may need more memory than there is"
        return Outcome(task, failure=Failure("WorkerLost", words), attempts=n_tries)
    error = future.exception()
    if isinstance(error, TasksError):  # nothing that this worker does can be used
        raise error
    if error is not None:
        failure = Failure(type(error).__name__, f"{type(error).__name__}: {error}")
        return Outcome(task, failure=failure, attempts=n_tries)
    result, failure = future.result()
    return Outcome(task, result, failure, n_tries)


def _words(task: Task, n_done: int, total: int | None) -> str:
    return f"{n_done}{f' of {total}' if total is not None else ''}: {task.label or task.key}"


def _quiet(words: str, fraction: float | None) -> None:
    """Progress that nobody watches."""
