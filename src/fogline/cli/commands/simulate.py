"""A case run forward by hand: parameters set, no claims used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson, CaseName, UntilDay
from fogline.cli.settings import settings
from fogline.cli.show import print_json, say, show, table

if TYPE_CHECKING:
    from fogline.answer import Simulation

__all__ = ["simulate"]

# Days shown of a run: the first, the last and three between.
N_SHOWN = 5


def simulate(
    case: CaseName = "kursk",
    setting: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Set a parameter, such as nk.hazard=0.02; may be given often.",
        ),
    ] = None,
    until: UntilDay = None,
    stochastic: Annotated[
        bool,
        typer.Option(
            "--stochastic",
            help="Also the chance that each side wins by whole persons, by exact recursion; "
            "for cases of two formations.",
        ),
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", min=0, help="Draw what is not set from its prior; medians when not given."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run a case forward with parameters set by hand.

    For teaching and for trying a case out: no claim is used. Parameters not set stand at their
    priors' medians; --json lists them all.

    Example: fogline simulate kursk --set nk.hazard=0.02.
    """  # fmt: skip
    from fogline import flow

    given = settings(setting or [], option="--set", example="nk.hazard=0.02")
    run = flow.simulate(case, given=given, until=until, seed=seed, chances=stochastic)
    if as_json:
        print_json(run)
        return
    _show(run)


def _show(run: Simulation) -> None:
    from fogline.page.text import figure

    say("\n".join(run.sentences) + "\n")
    last = len(run.days) - 1
    places = sorted({round(last * k / (N_SHOWN - 1)) for k in range(N_SHOWN)})
    show(
        table(
            ["", *(f">day {run.days[k]:g}" for k in places)],
            (
                [line.title, *(figure(line.values[k], line.unit) for k in places)]
                for line in run.lines
            ),
        )
    )
    if run.chances is not None:
        chance = run.chances
        say(
            f"\nBy whole persons to the end: {chance.first} wins with probability "
            f"{chance.first_wins:.4f}; the winner keeps {chance.expected_survivors:,.1f} "
            "on average."
        )
    say("\n" + "\n".join(run.caveats))
