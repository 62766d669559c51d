"""Threads of this process: for work that leaves the interpreter, as compiled kernels do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, final

from fogline.tasks.roles import AbstractPlace

__all__ = ["ThreadsPlace"]


@final
class ThreadsPlace(AbstractPlace):
    """A pool of threads."""

    def __init__(self, n_workers: int) -> None:
        self.window = n_workers + 1
        self._pool = ThreadPoolExecutor(n_workers, thread_name_prefix="fogline-task")

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Start a call on the next free thread."""
        return self._pool.submit(function, *arguments)

    def close(self) -> None:
        """Drop what has not begun; what has runs to its end."""
        self._pool.shutdown(wait=True, cancel_futures=True)
