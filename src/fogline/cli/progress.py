"""Progress on stderr, shown only when a step takes more than a second."""

from __future__ import annotations

import re
import sys
import threading
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["PATIENCE_SECONDS", "StderrProgress"]

PATIENCE_SECONDS = 1.0
LOG_SECONDS = 10.0


@final
class StderrProgress:
    """A callable ``progress(words, fraction)`` for flow, and a context that clears the line.

    On a terminal: a Rich bar that moves by itself. Elsewhere (a log, a pipe): one line a stage,
    and one now and then where it counts on.
    """

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._words = ""
        self._fraction: float | None = None
        self._stage = ""
        self._printed_at = 0.0
        self._started = monotonic()
        self._lock = threading.RLock()
        self._timer = threading.Timer(PATIENCE_SECONDS, self._open)
        self._timer.daemon = True
        self._done = False

    def __enter__(self) -> StderrProgress:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._done = True
            self._timer.cancel()
            if self._bar is not None:
                self._bar.stop()

    def __call__(self, words: str, fraction: float | None = None) -> None:
        """Say what is going on; ``fraction`` of the whole in [0, 1], None when unknown."""
        with self._lock:
            self._words, self._fraction = words, fraction
            if monotonic() - self._started >= PATIENCE_SECONDS:
                self._show()

    def _open(self) -> None:
        """After the patience: put up what was last said."""
        with self._lock:
            if not self._done and self._words:
                self._show()

    def _show(self) -> None:
        if self._done:
            return
        from fogline.page.text import shorten

        words = shorten(self._words, 70)
        if not sys.stderr.isatty():
            self._print(words)
            return
        if self._bar is None:
            self._start_bar(words)
        if self._bar is not None and self._task is not None:
            known = self._fraction is not None
            self._bar.update(
                self._task,
                description=words,
                total=1.0 if known else None,
                completed=self._fraction if self._fraction is not None else 0.0,
            )

    def _print(self, words: str) -> None:
        """A line a stage; of a stage that only counts on, a line every ten seconds."""
        stage, now = re.sub(r"[\d,]+", "#", words), monotonic()
        if stage != self._stage or now - self._printed_at >= LOG_SECONDS:
            told_again = stage == self._stage and self._fraction is not None
            done = f", {100 * (self._fraction or 0.0):.0f} % of all done" if told_again else ""
            self._stage, self._printed_at = stage, now
            print(f"fogline: {words}{done}", file=sys.stderr, flush=True)

    def _start_bar(self, words: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(words, total=None)
        self._bar.start()
