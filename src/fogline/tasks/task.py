"""A task, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fogline.ground.errors import FoglineError

__all__ = ["Failure", "Outcome", "Task", "attempt"]


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: ``function(*arguments)``.

    key         names the task within its batch, the same on every run, so that a task done once
                is never done again; at most 200 characters
    arguments   values that pickle; the function must need nothing else (no file it shares, no
                random state), so that doing it twice gives the same result
    label       what progress calls it; the key when empty
    """

    key: str
    arguments: tuple[Any, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result: the kind of error and its words."""

    kind: str
    words: str
    exit_code: int = 70


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task; exactly one of ``failure`` and a result.

    attempts    times it was started in this run; 0 where the result had been kept before
    """

    task: Task
    result: Any = None
    failure: Failure | None = None
    attempts: int = 1

    @property
    def was_kept(self) -> bool:
        """Whether the result comes from an earlier run."""
        return self.attempts == 0

    def value(self) -> Any:
        """The result; raises FoglineError with the failure's words where there is none."""
        if self.failure is None:
            return self.result
        error = FoglineError(f"{self.task.label or self.task.key}: {self.failure.words}")
        error.exit_code = self.failure.exit_code
        raise error


def attempt(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Failure | None]:
    """The result of a call or its failure: as values, for not every exception survives a pipe."""
    try:
        return function(*arguments), None
    except FoglineError as error:
        return None, Failure(type(error).__name__, str(error), error.exit_code)
    except Exception as error:
        return None, Failure(type(error).__name__, f"{type(error).__name__}: {error}")
