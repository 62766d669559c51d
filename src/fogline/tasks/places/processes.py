"""Processes of this machine: one that dies is replaced, and its task tried again."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, final

from fogline.tasks.roles import AbstractPlace

__all__ = ["ProcessesPlace"]


@final
class ProcessesPlace(AbstractPlace):
    """A pool of spawned processes (a fork of a process with running threads may hang)."""

    breaks_as_one = True

    def __init__(self, n_workers: int) -> None:
        self.window = n_workers + 1
        self._n_workers = n_workers
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._n_workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
        )

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Start a call in the next free process."""
        try:
            return self._pool.submit(function, *arguments)
        except BrokenProcessPool:  # broke since the last look
            self.renew(forced=True)
            return self._pool.submit(function, *arguments)

    def is_lost(self, future: Future[Any]) -> bool:
        """Whether the pool broke under the call."""
        return future.done() and (
            future.cancelled() or isinstance(future.exception(), BrokenProcessPool)
        )

    def renew(self, *, forced: bool = False) -> None:
        """A new pool where the old one is broken."""
        if forced or getattr(self._pool, "_broken", False):
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = self._new_pool()

    def close(self) -> None:
        """Stop the processes, also those at work: an unfinished task was kept by nobody."""
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        busy = bool(getattr(self._pool, "_pending_work_items", None))
        self._pool.shutdown(wait=not busy, cancel_futures=True)
        if busy:
            for process in processes:
                with suppress(OSError, ValueError):
                    process.terminate()
            for process in processes:
                process.join(timeout=5)


def _begin() -> None:
    """Ctrl-C is the parent's to act on, it stops the workers; and a worker dies with its parent.

    A killed parent cannot stop anybody: its workers would wait for tasks for ever, and hold its
    output open.
    """
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    import os
    from multiprocessing.connection import wait

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
