"""The program's door: ``fogline``, and ``python -m fogline.cli``.

Ctrl-C is minded from here on. A KeyboardInterrupt in the midst of imports ends in a traceback, or
is swallowed by a library that tries an import and goes on without it; until all is loaded nothing
has been begun that must be ended well, so the program simply leaves.
"""

from __future__ import annotations

import os
import signal
from typing import NoReturn

__all__ = ["main"]

STOPPED = 130
WORDS = b"fogline: stopped; nothing half-written was left\n"


def main() -> None:
    """Run the ``fogline`` program; ends the interpreter with its exit code."""
    # a script's background job, a thread: not Ctrl-C's to stop
    minded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if minded:
        signal.signal(signal.SIGINT, _leave)
    from fogline.cli.main import main as program

    try:
        if minded:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        program()
    except KeyboardInterrupt:  # before the first line of the program, or after its last
        _leave()


def _leave(*_: object) -> NoReturn:
    """Say so and end at once, from within whatever is being imported."""
    try:
        os.write(2, WORDS)
    finally:
        os._exit(STOPPED)


if __name__ == "__main__":
    main()
