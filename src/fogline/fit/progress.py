"""How far a fit has come, told to whoever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Progress", "ProgressMeter", "Watcher"]


@dataclass(frozen=True, slots=True)
class Progress:
    """phase in plain words, fraction of the whole done in [0, 1], seconds since the start."""

    phase: str
    fraction: float
    seconds: float


# Called on the thread that called ``sample``; an exception it raises stops the fit at once.
Watcher = Callable[[Progress], None]


class ProgressMeter:
    """Turns shares of phases into one fraction that never goes back, and times the phases."""

    def __init__(self, watcher: Watcher | None, shares: dict[str, float]) -> None:
        self._watcher = watcher
        total = sum(shares.values())
        self._start_of: dict[str, float] = {}
        self._share_of = {phase: share / total for phase, share in shares.items()}
        passed = 0.0
        for phase, share in self._share_of.items():
            self._start_of[phase] = passed
            passed += share
        self._began = time.perf_counter()
        self._phase_began = self._began
        self._phase = ""
        self._highest = 0.0
        self.seconds: dict[str, float] = {}

    def enter(self, phase: str) -> None:
        """Close the phase before and start this one."""
        self.close()
        self._phase = phase
        self._phase_began = time.perf_counter()
        self.report(0.0)

    def report(self, share_done: float) -> None:
        """Say how much of the running phase is done, in [0, 1]."""
        if self._watcher is None:
            return
        share = min(max(share_done, 0.0), 1.0)
        fraction = self._start_of[self._phase] + self._share_of[self._phase] * share
        self._highest = max(self._highest, fraction)
        elapsed = time.perf_counter() - self._began
        self._watcher(Progress(self._phase, min(self._highest, 1.0), elapsed))

    def close(self) -> None:
        """End the running phase and add its time."""
        if not self._phase:
            return
        self.report(1.0)
        spent = time.perf_counter() - self._phase_began
        self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + spent
        self._phase = ""
