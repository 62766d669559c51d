"""An intervention from a date on."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName, Cluster, RunSeed, Workers, place
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show
from fogline.ground.errors import InputError

__all__ = ["what_if"]


def what_if(
    case: CaseName,
    scenario: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO]...", help="What-ifs of the case; a wrong one lists them."
        ),
    ] = None,
    all_of_them: Annotated[
        bool, typer.Option("--all", help="All what-ifs of the case instead.")
    ] = False,
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
    cluster: Cluster = "",
    workers: Workers = 0,
    as_json: AsJson = False,
) -> None:
    """Show what an intervention would change.

    The same draws with and without it, from a day on, and the difference.

    Examples: fogline what-if kursk shells-halved; fogline what-if kursk --all --workers 2 --json.
    """
    from fogline import flow

    names, where = scenario or [], place(cluster, workers)
    if (bool(names), all_of_them, bool(change)).count(True) != 1:
        known = ", ".join(item.id for item in flow.open_case(case).scenarios) or "none"
        raise InputError(
            f"what if what? Name what-ifs of the case ({known}), or say --all, or --change"
        )
    with StderrProgress() as progress:
        if change or (len(names) == 1 and not where):
            wanted = change or names[0]
            answers = [flow.what_if(case, wanted, seed=seed, progress=progress)]
        else:
            answers = flow.what_ifs(case, names, seed=seed, where=where, progress=progress)
    if as_json:
        print_json(answers[0] if len(answers) == 1 and not all_of_them else answers)
        return
    from fogline.page import terminal

    for answer in answers:
        show(terminal.what_if(answer))
