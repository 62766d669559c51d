"""Tasks for the tests: sent by name to other processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from fogline.ground.errors import UnknownName


def double(number: int) -> int:
    return 2 * number


def stumble(number: int) -> int:
    if number == 2:
        raise UnknownName("number", "2", ["1", "3"])
    if number == 3:
        return {}[number]
    return number


def die_once(number: int, folder: str) -> int:
    """Kills its own process the first time number 1 is tried; leaves a line a start."""
    with (Path(folder) / f"started-{number}").open("a") as file:
        file.write(f"{os.getpid()}\n")
    if number == 1 and len((Path(folder) / "started-1").read_text().splitlines()) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_always(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def slow(number: int, seconds: float) -> int:
    time.sleep(seconds)
    return number
