"""What a fitted case implies about munitions, the alliance, holding ground and two fronts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson, CaseName, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.settings import settings
from fogline.cli.show import print_json, say, show, table

if TYPE_CHECKING:
    from fogline.answer.implication import Implication

__all__ = ["implications"]


def implications(
    case: CaseName = "kursk",
    part: Annotated[
        str,
        typer.Option(
            "--of",
            metavar="PART",
            help="Only munitions, regimes, exchange, tolerance, holding, settlement, transfer or "
            "diversion.",
        ),
    ] = "",
    prefer: Annotated[
        list[str] | None,
        typer.Option(
            "--prefer",
            metavar="NAME=VALUE",
            help="State a preference instead of its wide default, such as chip=50; may be given "
            "often.",
        ),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Show what the claims imply about the system around the answers.

    The build-up of munitions, how ground moves, the balance between allies and how long the ally
    goes on, what holding ground costs and when it stops paying, what both sides would settle for,
    the price of moving troops. Preferences are inputs, shown with their defaults.

    Example: fogline implications kursk --of munitions.
    """  # fmt: skip
    from fogline import flow

    given = settings(prefer or [], option="--prefer", example="chip=50")
    with StderrProgress() as progress:
        found = flow.implications(case, part=part, preferences=given, seed=seed, progress=progress)
    if as_json:
        print_json({"case": case, "implications": found})
        return
    for item in found:
        _show(item)
    if not found:
        say("The case holds nothing of this kind.")


def _show(item: Implication) -> None:
    from fogline.page.text import figure, figures

    say(f"\n{item.title}\n" + "\n".join(f"  {sentence}" for sentence in item.sentences))
    if item.estimates:
        show(
            table(
                ["", ">median", ">80 % interval", ""],
                (
                    [row.title, figure(row.median, row.unit),
                     figures(*row.intervals["80"], row.unit), "*" if row.rests_on_prior else ""]
                    for row in item.estimates
                ),
            )
        )  # fmt: skip
        if any(row.rests_on_prior for row in item.estimates):
            say("* rests on the prior: the claims hardly moved it")
    for wish in item.preferences:
        given = (
            f"{wish.median:g}, as given"
            if wish.given
            else (f"{wish.median:g} ({wish.low:.3g} to {wish.high:.3g})")
        )
        say(f"  preference {wish.name}: {wish.meaning}: {given}")
    if item.claims:
        shown = ", ".join(item.claims[:12]) + (" ..." if len(item.claims) > 12 else "")
        say(f"  claims: {shown}")
    for caveat in item.caveats:
        say(f"  {caveat}")
