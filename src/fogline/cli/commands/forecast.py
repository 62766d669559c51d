"""Quantities after the last evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson, CaseName, RunSeed, UntilDay
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show

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
    reaches: Annotated[
        float | None,
        typer.Option(
            "--reaches",
            metavar="NUMBER",
            help="When --observable reaches this number (a share as .8), and how likely.",
        ),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Forecast quantities to a day after the cut-off.

    To the case's horizon when no day is given. The table shows the last day, or the weeks of one
    quantity; JSON has every day.

    Example: fogline forecast kursk --observable salient.held_km2 --reaches 200.
    """
    from fogline import flow
    from fogline.ground.errors import InputError

    if reaches is not None:
        if not observable:
            raise InputError("what is to reach it? Name the quantity with --observable")
        with StderrProgress() as progress:
            found = flow.crossing(
                case, observable, reaches, until=until, seed=seed, progress=progress
            )
        if as_json:
            print_json(found)
        else:
            say(found.words)
        return
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
    record = flow.track_record(case)
    if record is not None:
        say(f"Track record: {record.sentence}")


def _told(estimates: list[Estimate]) -> list[Estimate]:
    """What a person wants of daily forecasts: the weeks of one quantity, else the last day."""
    last = max((each.on for each in estimates if each.on), default=None)
    if last is None:
        return estimates
    if len({each.observable for each in estimates}) > 1:
        return [each for each in estimates if each.on == last]
    return [each for each in estimates if each.on and (last - each.on).days % 7 == 0]
