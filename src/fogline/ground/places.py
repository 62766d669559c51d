"""Where Fogline keeps its own files: runs and the ledger (data), compiled kernels (cache)."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["data_folder"]


def data_folder() -> Path:
    """The user's data folder for Fogline.

    Environment FOGLINE_HOME, else XDG_DATA_HOME/fogline, else ~/.local/share/fogline.
    """
    own = os.environ.get("FOGLINE_HOME")
    if own:
        return Path(own)
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "fogline"
