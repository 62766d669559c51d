"""The places where tasks can run, by name; anything with :// is a Dask scheduler's address."""

from __future__ import annotations

import os
from collections.abc import Callable

from fogline.ground.errors import InputError
from fogline.tasks.places.cluster import ClusterPlace
from fogline.tasks.places.here import HerePlace
from fogline.tasks.places.processes import ProcessesPlace
from fogline.tasks.places.threads import ThreadsPlace
from fogline.tasks.roles import AbstractPlace

__all__ = ["PLACES", "check_place", "is_elsewhere", "open_place"]

PLACES: dict[str, Callable[[int], AbstractPlace]] = {
    "here": HerePlace,
    "threads": ThreadsPlace,
    "processes": ProcessesPlace,
}
"""By name; each is made with a number of workers."""


def open_place(where: str) -> AbstractPlace:
    """The place of that name; raises InputError for a name or number that is none.

    where   "here", "threads", "threads:4", "processes", "processes:4" or "tcp://host:port"
    Raises TasksError where no scheduler answers.
    """
    if is_elsewhere(where):
        return ClusterPlace(where)
    name, n_workers = check_place(where)
    return PLACES[name](n_workers or _cores())


def is_elsewhere(where: str) -> bool:
    """Whether the workers of a place may be other machines, which see no file of this one."""
    return "://" in where


def check_place(where: str) -> tuple[str, int]:
    """The parts of a place's name, and 0 for no number; raises InputError where it is none."""
    if is_elsewhere(where):
        return where, 0
    name, _, number = where.partition(":")
    n_workers = int(number) if number.isdecimal() else 0
    if name not in PLACES or (number and n_workers < 1):
        known = ", ".join(PLACES)
        raise InputError(
            f"no place to run tasks is called {where!r} - choose {known} (threads:4 for four), or "
            "the address of a Dask scheduler such as tcp://10.0.0.1:8786"
        )
    return name, n_workers


def _cores() -> int:
    """Processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
