"""Quantities after the last evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson, CaseName, RunSeed, UntilDay
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show

if TYPE_CHECKING:
    from fogline.answer import Estimate

__all__ = ["forecast"]


def forecast(
    case: CaseName,
    until: UntilDay = None,
    observable: Annotated[
        str | None,
        typer.Option("--observable", metavar="NAME", help="Only this one; all by default."),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Forecast quantities to a day after the cut-off.

    To the case's horizon when no day is given. The table shows the last day, or the weeks of one
    quantity; JSON has every day.

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

    show(terminal.estimates(_told(estimates)))


def _told(estimates: list[Estimate]) -> list[Estimate]:
    """What a person wants of daily forecasts: the weeks of one quantity, else the last day."""
    last = max((each.on for each in estimates if each.on), default=None)
    if last is None:
        return estimates
    if len({each.observable for each in estimates}) > 1:
        return [each for each in estimates if each.on == last]
    return [each for each in estimates if each.on and (last - each.on).days % 7 == 0]
