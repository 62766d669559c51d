"""The command line: finds the command, runs it, turns errors into one message and an exit code.

Exit codes: 0 done, 2 something a person can mend (also wrong options), 3 too little evidence for
a model, 4 the fit could not be made, 5 the ledger cannot be used, 6 the workers of bulk work went
away, 70 a fault of Fogline's own, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from fogline import __version__
from fogline.cli.commands import COMMANDS
from fogline.cli.faults import keep_details, say_fault, say_notices
from fogline.ground.errors import FoglineError

__all__ = ["STOPPED", "app", "main", "run"]

STOPPED = 130
OWN_FAULT = 70

app = typer.Typer(
    name="fogline",
    help=(
        "A calibrated, explainable picture of a military campaign from conflicting reports.\n\n"
        "Aggregate, after-the-fact analysis only: nothing finer than a sector and a day."
    ),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"fogline {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Options of the program itself."""


for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def run(arguments: Sequence[str]) -> int:
    """Run one command line; gives the exit code and never raises."""
    say_notices()
    try:
        code = app(list(arguments) or ["--help"], prog_name="fogline", standalone_mode=False) or 0
        sys.stdout.flush()
    except FoglineError as error:
        say_fault(str(error))
        return error.exit_code
    except typer.TyperException as error:
        say_fault(_usage(error, arguments))
        return error.exit_code
    except BrokenPipeError:
        return _quiet_pipe()
    except KeyboardInterrupt:
        code = STOPPED
    except SystemExit as error:  # Typer leaves this way when the reader of a pipe went away
        return _quiet_pipe() if error.code else 0
    except typer.Abort:
        code = STOPPED
    except BaseException as error:  # a compiled library's panic is no Exception
        say_fault(keep_details(error, arguments))
        return OWN_FAULT
    if code == STOPPED:
        with _deaf():
            say_fault("stopped; nothing half-written was left")
    return int(code)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """A second Ctrl-C, pressed in impatience, does not cut short what is said on the first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _usage(error: typer.TyperException, arguments: Sequence[str]) -> str:
    words = error.format_message() or "no command given"
    words = words[0].lower() + words[1:].rstrip(".")
    verb = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    return f"{words} - see fogline {verb + ' ' if verb else ''}--help"


def _quiet_pipe() -> int:
    """The reader of our output is gone: say nothing, also not at the interpreter's end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def main() -> None:
    """The ``fogline`` program."""
    code = run(sys.argv[1:])
    if code == STOPPED:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # threads and libraries end in peace
        exec("")  # the interpreter minds a Ctrl-C that came out of an exec() until the next one,
        # and ends python -m by that signal instead of with our code (CPython, run_eval_code_obj)
    sys.exit(code)
