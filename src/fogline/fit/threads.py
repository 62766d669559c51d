"""Keeps linear algebra on the thread that asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["one_blas_thread"]

_lock = threading.Lock()
# One entry for each fit of this process that runs; the first holds the limit.
_fits: list[Any] = []


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Within this context BLAS starts no threads of its own, in the whole process.

    A fit's matrices are a few hundred wide: BLAS threads spend their time waiting for each other
    and for the chains. On a busy machine the mode search took 30 times as long with them.
    Of several fits on threads of one process the first sets the limit and the last lifts it.
    """
    # Loaded first: only libraries that are there can be told.
    import scipy.linalg  # noqa: F401
    from threadpoolctl import threadpool_limits

    with _lock:
        _fits.append(
            None if _fits else _apart(lambda: threadpool_limits(limits=1, user_api="blas"))
        )
    try:
        yield
    finally:
        with _lock:
            limit = _fits[0]
            _fits.pop()
            if not _fits:
                _apart(limit.restore_original_limits)


def _apart(call: Callable[[], Any]) -> Any:
    """A call in a thread that ends with it.

    threadpoolctl obeys the first thread that sets a limit, for as long as that thread lives, and
    no other: a fit on another thread would neither set the limit nor lift it.
    """
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(call()))
    thread.start()
    thread.join()
    return found[0]
