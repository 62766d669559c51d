"""Write docs/reference/ from the program itself: `make reference`.

A test compares what stands there with what this would write.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from fogline.cli.commands import COMMANDS
from fogline.cli.main import app
from fogline.page.schemas import SCHEMAS, schema_of

__all__ = ["breaks", "command_line_page", "schema_files", "write"]

FOLDER = Path(__file__).resolve().parent / "reference"
WIDTH = 88
INTRODUCTION = """\
# Command line

This page is written by the program (`make reference`); do not edit it.

Exit codes: 0 done; 2 something you can mend, said in one message on stderr; 3 too little evidence
for a model; 4 the fit could not be made; 5 the ledger cannot be used; 6 the workers of bulk work
went away; 70 a fault of Fogline's own, with the details in a file it names; 130 stopped with
Ctrl-C. Progress goes to stderr, answers to stdout; with `--json` nothing but JSON goes to stdout.
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


def schema_files() -> dict[str, str]:
    """docs/reference/schemas/: file name to text, the number of the form in the name."""
    return {
        f"{form.name}-{form.number}.json": json.dumps(schema_of(form.name), indent=1) + "\n"
        for form in SCHEMAS.values()
    }


def breaks(old: object, new: object) -> list[str]:
    """What a reader of the old form would miss in the new one: keys gone, other types, fewer words.

    Keys that were added break nothing. Paths as in JSON Schema.
    """
    after = set(_promises(new))
    return sorted(promise for promise in _promises(old) if promise not in after)


def _promises(node: object, path: str = "") -> Iterator[str]:
    """Each key with its type, each key that is always there, each word that may stand."""
    if isinstance(node, list):
        for at, item in enumerate(node):
            yield from _promises(item, f"{path}/{at}")
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "required":
                yield from (f"{path}/required {name}" for name in value)
            elif key == "fields" and isinstance(value[0], dict):  # of a table: columns by name
                yield from (f"{path}/column {each['name']} {each['type']}" for each in value)
            elif key not in ("description", "enum", "$id"):
                yield from _promises(value, f"{path}/{key}")
    else:
        yield f"{path} {node}"


def write() -> None:
    """Write the pages; stops where a form that is published would break under the same number."""
    folder = FOLDER / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    made = schema_files()
    for name, text in made.items():
        place = folder / name
        if place.exists() and (lost := breaks(json.loads(place.read_text()), json.loads(text))):
            sys.exit(
                f"{name} would break its readers: {', '.join(lost)} - give the form a new number, "
                "and say in docs/reference/formats.md how to go from the old one to it"
            )
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    (FOLDER / "cli.md").write_text(command_line_page(), encoding="utf-8")


if __name__ == "__main__":
    write()
