"""Keeps linear algebra on the thread that asks for it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

__all__ = ["one_blas_thread"]


def one_blas_thread() -> AbstractContextManager[Any]:
    """Within this context BLAS starts no threads of its own, in the whole process.

    A fit's matrices are a few hundred wide: BLAS threads spend their time waiting for each other
    and for the chains. On a busy machine the mode search took 30 times as long with them.
    """
    # Loaded first: only libraries that are there can be told.
    import scipy.linalg  # noqa: F401
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1, user_api="blas")
