"""The real program in a folder of its own: run, stopped and killed as a person's machine would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
REPORT = HERE / "off-the-line.txt"
GROUND = HERE / "half-retaken.txt"
PUBLISHED = ("--published", "2025-01-31")
PATIENCE_SECONDS = 600.0


@dataclass(frozen=True)
class Program:
    """``fogline`` with its data and its ledger in ``folder``; kernels are cached as ever."""

    folder: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.sqlite"

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "FOGLINE_HOME": str(self.folder / "home"),
            "FOGLINE_LEDGER": str(self.ledger),
            "COLUMNS": "100",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "fogline.cli", *map(str, arguments)],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self, *arguments: str | Path, patience: float = PATIENCE_SECONDS
    ) -> subprocess.CompletedProcess[str]:
        started = self.start(*arguments)
        try:
            out, err = started.communicate(timeout=patience)
        finally:
            if started.poll() is None:
                started.kill()
                started.communicate()
        return subprocess.CompletedProcess(started.args, started.returncode, out, err)

    def interrupt(
        self, *arguments: str | Path, by: signal.Signals, when: str | Callable[[], bool]
    ) -> tuple[int, str, str]:
        """Send a signal once stderr says ``when`` (or it is true); exit code, stdout, stderr."""
        started = self.start(*arguments)
        watchdog = threading.Timer(PATIENCE_SECONDS, started.kill)
        watchdog.start()
        said: list[str] = []
        try:
            if isinstance(when, str):
                assert started.stderr is not None
                for line in started.stderr:
                    said.append(line)
                    if when in line:
                        break
                else:
                    raise AssertionError(f"it ended and never said {when!r}: {said}")
            else:
                while not when():
                    assert started.poll() is None, "it ended before the moment to stop it"
            started.send_signal(by)
            # a child that lives on would hold the output open
            out, err = started.communicate(timeout=60)
        finally:
            watchdog.cancel()
            if started.poll() is None:
                started.kill()
                started.communicate()
        return started.returncode, out, "".join(said) + err


def half_written(folder: Path) -> list[Path]:
    """Files that only a write that was not finished leaves."""
    return [path for path in folder.rglob(".*.*") if path.is_file()]
