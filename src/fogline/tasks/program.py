"""Which program a worker runs: results of another one would be kept under this one's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fogline.ground.errors import TasksError
from fogline.ground.ids import sha256_bytes
from fogline.ground.provenance import versions

__all__ = ["call_of_same", "difference", "program", "refused"]

LIBRARIES = ("distributed", "numba", "numpy", "nutpie", "scipy")
"""What the numbers, or the talk between machines, depend on beside our own files. Chosen by us."""


@cache
def program() -> dict[str, str]:
    """The program that this process runs: Fogline's version, a digest of its files, libraries.

    Most versions that are not the same differ in the files alone; a number is raised at a release.
    """
    import fogline

    folder = Path(fogline.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))
    names = "\n".join(str(path.relative_to(folder).as_posix()) for path in files)
    digest = sha256_bytes(names.encode() + b"".join(path.read_bytes() for path in files))
    return {"fogline": fogline.__version__, "files": digest[:12], **versions(*LIBRARIES)}


def difference(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """In words what is not the same of two programs; "" where all is."""
    if there == here:
        return ""
    found = [
        f"{name} {there.get(name, 'of no version')} there, {here[name]} here"
        for name in here
        if name != "files" and there.get(name) != here[name]
    ]
    return "; ".join(found) or f"other program files under the same version {here['fogline']}"


def refused(worker: str, words: str) -> TasksError:
    """What to say of a worker that does not run the program of who asks."""
    return TasksError(
        f"{worker} of the cluster does not run this Fogline: {words} - install the same wheel and "
        "libraries on every machine (docs/how-to/several-machines.md), or stop that worker"
    )


def call_of_same(asks: dict[str, str], function: Callable[..., Any], *arguments: Any) -> Any:
    """On a worker: the call, where the worker runs the program of who asks; else TasksError."""
    if words := difference(program(), asks):
        raise refused("a worker", words)
    return function(*arguments)
