"""What was drawn or compiled once, kept in the user's folder: a page made again costs no drawing.

Everything here may be deleted at any time; a folder that cannot be written to costs only time.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from fogline.ground.ids import sha256_text
from fogline.ground.places import data_folder

__all__ = ["Kept", "kept_folder"]

# Drawings kept; the oldest go first. Source: Chosen by us: some forty reports, 40 MB.
MOST_KEPT = 2000


def kept_folder(name: str) -> Path | None:
    """A folder of Fogline's own that may be written to, made when missing; None when it cannot."""
    folder = data_folder() / "kept" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


class Kept:
    """Texts by what they were made from."""

    def __init__(self, name: str) -> None:
        self._folder = kept_folder(name)

    def _path(self, made_from: str) -> Path | None:
        return self._folder / sha256_text(made_from)[:32] if self._folder else None

    def find(self, made_from: str) -> str | None:
        """The text made from this before, None when there is none or it cannot be read."""
        path = self._path(made_from)
        try:
            text = path.read_text(encoding="utf-8") if path else ""
        except (OSError, UnicodeDecodeError):
            return None
        return text or None

    def keep(self, made_from: str, text: str) -> None:
        """Keep a text; whole or not at all, silently not where the disk refuses."""
        path = self._path(made_from)
        if path is None:
            return
        with contextlib.suppress(OSError):
            handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            os.replace(name, path)

    def prune(self) -> None:
        """Delete the oldest texts beyond ``MOST_KEPT``."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            found = sorted(self._folder.iterdir(), key=lambda path: -path.stat().st_mtime)
            for path in found[MOST_KEPT:]:
                path.unlink(missing_ok=True)
