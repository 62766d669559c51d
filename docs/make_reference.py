"""Write docs/reference/ from the program itself: `make reference`.

A test compares what stands there with what this would write.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from fogline.cli.commands import COMMANDS
from fogline.cli.main import app

__all__ = ["command_line_page", "write"]

FOLDER = Path(__file__).resolve().parent / "reference"
WIDTH = 88
INTRODUCTION = """\
# Command line

This page is written by the program (`make reference`); do not edit it.

Exit codes: 0 done; 2 something you can mend, said in one message on stderr; 3 too little evidence
for a model; 4 the fit could not be made; 5 the ledger cannot be used; 70 a fault of Fogline's own,
with the details in a file it names; 130 stopped with Ctrl-C. Progress goes to stderr, answers to
stdout; with `--json` nothing but JSON goes to stdout.
"""


def command_line_page() -> str:
    """docs/reference/cli.md: the help of the program and of every command."""
    program = get_command(app)
    parts = [INTRODUCTION, _block("fogline", program)]
    commands = getattr(program, "commands", {})
    for name in COMMANDS:
        parts.append(f"## fogline {name}\n")
        parts.append(_block(f"fogline {name}", commands[name]))
    return "\n".join(parts)


def _block(name: str, command: Any) -> str:
    context = typer.Context(
        command, info_name=name, terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    return f"```text\n{command.get_help(context).strip()}\n```\n"


def write() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "cli.md").write_text(command_line_page(), encoding="utf-8")


if __name__ == "__main__":
    write()
