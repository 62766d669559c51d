"""One task after the other, in the thread that asks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, final

from fogline.tasks.roles import AbstractPlace

__all__ = ["HerePlace"]


@final
class HerePlace(AbstractPlace):
    """Runs a task at once and hands back a finished future."""

    window = 1

    def __init__(self, n_workers: int) -> None:
        del n_workers  # there is one thread

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """The call, done."""
        future: Future[Any] = Future()
        future.set_result(function(*arguments))
        return future

    def close(self) -> None:
        """Nothing to let go."""
