"""What a person sees when something goes wrong: one message on stderr."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["details_folder", "keep_details", "say_fault", "say_notices"]


def say_fault(words: str) -> None:
    """``fogline: words`` on stderr; nothing in the words can steer the terminal."""
    from fogline.page.text import hide_controls

    with contextlib.suppress(OSError, UnicodeEncodeError):  # nobody may be listening
        print(f"fogline: {hide_controls(words)}", file=sys.stderr, flush=True)


def say_notices() -> None:
    """From now on what Fogline notices by the way, such as a stopped run, goes to stderr."""
    import logging

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say_fault(record.getMessage())

    log = logging.getLogger("fogline")
    if not log.handlers:
        log.addHandler(Handler())
        log.propagate = False


def details_folder() -> Path:
    """Where the details of Fogline's own faults are kept: the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "fogline" / "faults"


def keep_details(error: BaseException, arguments: Sequence[str]) -> str:
    """Write traceback, arguments and versions of an unforeseen error; gives the line to show."""
    import platform
    import tempfile
    import traceback
    from datetime import UTC, datetime

    from fogline import __version__

    short = f"{type(error).__name__}: {error}".splitlines()[0]
    text = "\n".join(
        [
            f"fogline {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {list(arguments)!r}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    try:
        folder = details_folder()
        folder.mkdir(parents=True, exist_ok=True)
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-"
        handle, name = tempfile.mkstemp(prefix=stamp, suffix=".txt", dir=folder, text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return f"a fault of Fogline's own ({short}); the details could not be written"
    return f"a fault of Fogline's own ({short}); the details are in {name}"
