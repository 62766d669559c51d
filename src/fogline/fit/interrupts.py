"""Ctrl-C while threads of the compiled sampler run: noted at once, acted upon between two looks."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["interrupts_held"]


@contextmanager
def interrupts_held() -> Iterator[Callable[[], bool]]:
    """Inside, a Ctrl-C is only noted; what is yielded tells whether one was. Passed on at the end.

    A KeyboardInterrupt may come between any two steps of the interpreter: between the start of a
    sampler and the note of who must end it. A thread left running so never ends, or brings the
    interpreter down as it ends. Away from the main thread, where no signal arrives, and where
    Ctrl-C is not Python's to handle, nothing is held.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield lambda: False
        return
    noted: list[tuple] = []
    signal.signal(signal.SIGINT, lambda *what: noted.append(what))
    try:
        yield lambda: bool(noted)
    finally:
        signal.signal(signal.SIGINT, before)
    if noted:
        before(*noted[0])
