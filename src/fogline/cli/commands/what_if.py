"""An intervention from a date on."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show

__all__ = ["what_if"]


def what_if(
    case: CaseName,
    scenario: Annotated[
        str,
        typer.Argument(metavar="[SCENARIO]", help="A what-if of the case; a wrong one lists them."),
    ] = "",
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            metavar="WORDS",
            help="One of your own instead, such as 'reinforce nk 5000 from 2025-03-01'; again for "
            "a further change. A wrong one shows the forms.",
        ),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Show what an intervention would change.

    The same draws with and without it, from a day on, and the difference.

    Example: fogline what-if kursk shells-halved.
    """
    from fogline import flow
    from fogline.ground.errors import InputError

    if bool(scenario) == bool(change):
        raise InputError("what if what? Name a what-if of the case, or say --change")
    with StderrProgress() as progress:
        answer = flow.what_if(case, scenario or change or (), seed=seed, progress=progress)
    if as_json:
        print_json(answer)
        return
    from fogline.page import terminal

    show(terminal.what_if(answer))
