"""Quantities after the last evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName, RunSeed, UntilDay
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show

__all__ = ["forecast"]


def forecast(
    case: CaseName,
    until: UntilDay,
    observable: Annotated[
        str | None,
        typer.Option("--observable", metavar="NAME", help="Only this one; all by default."),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Forecast quantities to a day after the cut-off.

    Example: fogline forecast kursk --until 2025-05-01.
    """
    from fogline import flow

    with StderrProgress() as progress:
        estimates = flow.forecast(
            case,
            until=until,
            observable=observable,
            seed=seed,
            progress=progress,
        )
    if as_json:
        print_json(estimates)
        return
    from fogline.page import terminal

    show(terminal.estimates(estimates))
