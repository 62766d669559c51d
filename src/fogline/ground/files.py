"""Writing files so that no half-written one ever stays."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from fogline.ground.errors import FoglineError

__all__ = ["is_running", "write_atomically"]

_log = logging.getLogger(__name__)


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write ``data`` to ``path`` through a temporary neighbour, flushed, then renamed.

    What a program killed while it wrote the same file left beside it is removed, and said in the
    log. Raises FoglineError naming the path when the folder is missing, read-only or the disk full.
    """
    payload = data.encode("utf-8") if isinstance(data, str) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.{os.getpid()}-", dir=path.parent)
    except OSError as error:
        raise FoglineError(
            f"cannot write {path}: {error.strerror} - choose a folder you may write to"
        ) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(payload)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise FoglineError(
            f"cannot write {path}: {error.strerror} - free some space or choose another folder"
        ) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def is_running(process: int) -> bool:
    """Whether a process of this number runs on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _remove_leftovers(path: Path) -> None:
    """Remove what stopped programs left beside a file that they were writing."""
    pattern = re.compile(rf"{re.escape(f'.{path.name}.')}(\d+)-\w+")
    for neighbour in os.scandir(path.parent):
        found = pattern.fullmatch(neighbour.name)
        if found and not is_running(int(found[1])):
            with suppress(OSError):
                os.unlink(neighbour.path)
                _log.warning(
                    "a program was stopped while it wrote %s; what it left half-written beside it "
                    "is removed",
                    path,
                )
