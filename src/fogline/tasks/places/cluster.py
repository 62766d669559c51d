"""A Dask cluster, by the address of its scheduler."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from typing import Any, final

from fogline.ground.errors import TasksError
from fogline.tasks.program import call_of_same, difference, program, refused
from fogline.tasks.roles import AbstractPlace

__all__ = ["ClusterPlace"]

CONNECT_SECONDS = 10.0
"""How long to knock at a scheduler. Chosen by us."""

PATIENCE_SECONDS = 20.0
"""How long a scheduler may be away, or without workers, before the run is given up; a restarted
one is found again within it. Chosen by us."""


@final
class ClusterPlace(AbstractPlace):
    """The workers of a Dask scheduler, which moves the task of a dead worker to another by itself.

    Needs the ``cluster`` extra (``distributed``), and the same Fogline with the same libraries on
    the workers: one that runs another is refused, whether it was there first or came later.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise TasksError(
                f"the cluster {address} needs Dask, which is not here - pip install "
                "'fogline[cluster]', or choose --cluster processes"
            ) from error
        self._address = address
        # it reports every lost connection with a traceback; ours is the message that counts
        for name in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        # a file to read, or a case with its draws, travels with its task
        warnings.filterwarnings("ignore", "Sending large graph")
        try:
            _knock(address)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of other versions: said in our words below
                self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, MemoryError) as error:
            raise TasksError(
                f"no Dask scheduler answers at {address} - start one with `dask scheduler`, "
                "workers with `dask worker`, or check the address"
            ) from error
        self._executor = self._client.get_executor(pure=False)
        self._seen = self._looked = monotonic()
        self._same: set[str] = set()
        try:
            self.window = self._window() or 2
        except TasksError:
            self.close()
            raise

    def _window(self) -> int:
        """Two tasks a thread, so that none waits for the next; 0 threads where none is there."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        self._check(sorted(set(workers) - self._same))
        return 2 * sum(worker["nthreads"] for worker in workers.values())

    def _check(self, workers: list[str]) -> None:
        """Raise TasksError where one of these runs another program than this one."""
        if not workers:
            return
        found: Any = self._client.run(program, workers=workers, on_error="return")
        for address, answer in found.items():
            if isinstance(answer, OSError):
                continue  # gone again
            if isinstance(answer, Exception):
                words = f"it has no Fogline, or an old one ({answer})"
            else:
                words = difference(answer, program())
            if words:
                raise refused(f"the worker {address}", words)
            self._same.add(address)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Send a call to the scheduler."""
        return self._executor.submit(call_of_same, program(), function, *arguments)

    def is_lost(self, future: Future[Any]) -> bool:
        """Whether the scheduler forgot the call, or gave up on the workers it had."""
        if not future.done():
            return False
        if future.cancelled():
            return True
        error = future.exception()
        return type(error).__name__ in {"FutureCancelledError", "KilledWorker"}

    def watch(self) -> None:
        """Give up, saying so, when scheduler or workers have been away for too long."""
        now = monotonic()
        if now - self._looked < 1.0:
            return
        self._looked = now
        if self._client.status == "running" and (window := self._window()):
            self._seen, self.window = now, window
        elif self._client.status == "closed" or now - self._seen > PATIENCE_SECONDS:
            raise TasksError(
                f"the cluster {self._address} went away in the middle of the work; what was done "
                "is kept - start it again and run the same command: it goes on from there"
            )

    def close(self) -> None:
        """Leave the cluster; what was not finished is cancelled there."""
        try:
            if self._client.status == "running":
                self._executor.shutdown(wait=False)
        finally:
            self._client.close(timeout=5)


def _knock(address: str) -> None:
    """Raise what connecting raises where no Dask answers: OSError, ValueError, and MemoryError of a
    web server's words taken for a length. A client would wait at its door for ever."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from distributed.comm.core import connect

    async def knock() -> None:
        comm = await asyncio.wait_for(connect(address, timeout=CONNECT_SECONDS), CONNECT_SECONDS)
        await comm.close()

    with ThreadPoolExecutor(1) as thread:  # this one may be in a loop already, as in a notebook
        thread.submit(asyncio.run, knock()).result()
