"""Writing files so that no half-written one ever stays."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from fogline.ground.errors import FoglineError

__all__ = ["write_atomically"]


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write ``data`` to ``path`` through a temporary neighbour, flushed, then renamed.

    Raises FoglineError naming the path when the folder is missing, read-only or the disk is full.
    """
    payload = data.encode("utf-8") if isinstance(data, str) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
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
