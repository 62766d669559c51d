"""The ledger as a whole: what is in it, whether it is whole, copied, made again."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from fogline.cli.options import AsJson, LedgerFile
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say
from fogline.ground.errors import InputError

__all__ = ["ledger"]


def ledger(
    action: Annotated[
        Literal["show", "check", "copy", "rebuild"],
        typer.Argument(help="show counts; check it; copy FROM TO; rebuild from CASE..."),
    ] = "show",
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PLACE...]", help="Two ledgers for copy, cases for rebuild."),
    ] = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Look after the ledger: count, check, copy, rebuild.

    A ledger is a SQLite file, or a PostgreSQL database that a team shares; FOGLINE_LEDGER names
    it. copy moves everything, row for row, into an empty one of either kind. rebuild keeps what
    case folders hold and the ledger lacks; a damaged file is put aside first, never removed.

    Example: fogline ledger copy ledger.sqlite postgresql://me@host/fogline.
    """
    from fogline import flow

    given = places or []
    wanted = {"show": (0, 0), "check": (0, 0), "copy": (2, 2), "rebuild": (1, 10_000)}[action]
    if not wanted[0] <= len(given) <= wanted[1]:
        forms = {"copy": "fogline ledger copy FROM TO", "rebuild": "fogline ledger rebuild CASE..."}
        raise InputError(
            f"fogline ledger {action} was given {len(given)} places - write "
            f"{forms.get(action, f'fogline ledger {action}, with --ledger for another ledger')}"
        )
    with StderrProgress() as progress:
        if action == "check":
            found = flow.check_ledger(ledger, progress=progress)
            facts: dict[str, object] = {"problems": found}
            words = found or ["The ledger is whole."]
        elif action == "copy":
            counts = flow.copy_ledger(given[0], given[1], progress=progress)
            facts = {"copied": counts}
            words = [f"Copied, and read back the same: {_counted(counts)}."]
        elif action == "rebuild":
            aside, counts = flow.rebuild_ledger(given, ledger=ledger, progress=progress)
            facts = {"damaged_file": aside, "added": counts}
            words = [f"The damaged file is now {aside}."] if aside else []
            words.append(f"Added what the ledger lacked: {_counted(counts)}.")
        else:
            place, counts = flow.ledger_counts(ledger)
            facts = {"place": place, **counts}
            words = [f"{place}: {_counted(counts)}"]
    if as_json:
        print_json(facts)
    else:
        for line in words:
            say(line)
    if facts.get("problems"):
        raise typer.Exit(1)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {table}" for table, n in counts.items())
