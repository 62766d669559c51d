"""Tasks whose results are kept exactly once, so that a stopped run goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import AbstractContextManager
from typing import Any, Protocol

from fogline.tasks.run import ATTEMPTS, Pack, Tell, run
from fogline.tasks.task import Outcome, Task

__all__ = ["Keeper", "run_kept"]


class Keeper(Protocol):
    """Who keeps results; the ledger is one."""

    def atomic(self) -> AbstractContextManager[Any]:
        """All writes of the block or none."""
        ...

    def result(self, batch: str, key: str) -> tuple[Any] | None:
        """The kept result in a tuple of one, None where there is none."""
        ...

    def add_result(self, batch: str, key: str, value: Any) -> bool:
        """Keep a result; False where one is there already, which then stays."""
        ...


def run_kept(
    keeper: Keeper,
    batch: str,
    tasks: Iterable[Task],
    function: Callable[..., Any],
    *,
    where: str = "here",
    progress: Tell | None = None,
    keep: Callable[[Task, Any], Any] | None = None,
    pack: Pack | None = None,
    attempts: int = ATTEMPTS,
) -> Iterator[Outcome]:
    """``run``, where a task that was done before, in whichever run, is not done again.

    batch   names the work and everything its results depend on besides a task's key (case hash,
            version, settings): results of another batch are not looked at
    keep    called as keep(task, result) in the transaction that marks the task done, so that what
            it writes is written exactly once; gives the JSON value to mark it with. Without it the
            result itself is kept, and must be a JSON value
    pack    as in ``run``; a task whose result is kept is not packed

    Results kept before are passed on as they stand in the keeper (JSON values). A failed task is
    not kept: the next run tries it again. Raises what ``run`` raises.
    """

    def or_kept() -> Iterator[Task | Outcome]:
        for task in tasks:
            kept = keeper.result(batch, task.key)
            yield task if kept is None else Outcome(task, kept[0], attempts=0)

    total = len(tasks) if isinstance(tasks, Sized) else None
    for outcome in run(
        or_kept(), function, where=where, progress=progress, total=total, pack=pack,
        attempts=attempts,
    ):  # fmt: skip
        task = outcome.task
        if outcome.failure is None and not outcome.was_kept:
            with keeper.atomic():
                # a second program may have been at the same work
                if keeper.result(batch, task.key) is None:
                    value = outcome.result if keep is None else keep(task, outcome.result)
                    keeper.add_result(batch, task.key, value)
        yield outcome
