"""Puts results on stdout: JSON for machines, Rich renderables for people."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

__all__ = ["console", "plain", "print_json", "say", "show", "table", "write_json"]


def plain(value: Any) -> Any:
    """A value of any room in the types of JSON; what has a contract form is shown in it.

    Dates become ISO text, numbers that JSON cannot hold (infinite, not a number) become null.
    """
    contract = getattr(value, "as_contract", None) or getattr(value, "as_dict", None)
    if contract is not None:
        return plain(contract())
    if is_dataclass(value) and not isinstance(value, type):
        named = getattr(value, "schema", "")  # answers name the schema of their form
        return ({"schema": named} if named else {}) | {
            field.name.rstrip("_"): plain(getattr(value, field.name)) for field in fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, date | Path):
        return str(value)
    scalar = getattr(value, "item", None)  # a NumPy scalar
    if scalar is not None:
        return plain(scalar())
    return value


def print_json(value: Any) -> None:
    """One JSON document on stdout; ASCII only, so that no terminal or encoding can trip on it."""
    write_json(value)
    sys.stdout.write("\n")


def write_json(value: Any) -> None:
    """A part of a JSON document on stdout, in the form of ``print_json``."""
    json.dump(plain(value), sys.stdout, ensure_ascii=True, allow_nan=False, indent=2)


def say(words: str) -> None:
    """A sentence on stdout, folded at words in a terminal; nothing in it can steer the terminal."""
    from fogline.page.text import hide_controls

    lines = hide_controls(words).split("\n")
    if sys.stdout.isatty():
        width = max(shutil.get_terminal_size().columns, 20)
        wrapped = (textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False,
                                 drop_whitespace=True, replace_whitespace=False) or [""]
                   for line in lines)  # fmt: skip
        lines = [part for parts in wrapped for part in parts]
    print("\n".join(lines))


def console() -> Console:
    """The Rich console of stdout; a hundred columns where nothing tells the width."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else 100
    return Console(width=width, highlight=False, soft_wrap=False)


def show(*renderables: RenderableType) -> None:
    """Rich renderables on stdout, one after the other."""
    out = console()
    for renderable in renderables:
        out.print(renderable)


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    whole: Collection[str] = (),
    longest: int = 300,
) -> Table:
    """A table of plain words without vertical rules; nothing in a cell is markup.

    A heading that begins with ">" is that of a column of numbers, set to the right; the columns
    in ``whole`` are never folded, and cells are cut at ``longest`` characters.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from fogline.page.text import shorten

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        drawn.add_column(
            Text(heading.removeprefix(">")),
            justify="right" if heading.startswith(">") else "left",
            overflow="fold",
            no_wrap=heading.startswith(">") or heading in whole,
        )
    numbers = [heading.startswith(">") for heading in headings]
    for row in rows:
        cells = (
            re.sub(r"(?<![\w-])-(?=[\d.])", "\N{MINUS SIGN}", cell) if is_number else cell
            for cell, is_number in zip(row, numbers, strict=True)
        )
        drawn.add_row(*(Text(shorten(cell, longest)) for cell in cells))
    return drawn
