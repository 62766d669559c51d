"""One quantity on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson, CaseName, ObservableName, OnDay, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show, table
from fogline.ground.words import count_words

if TYPE_CHECKING:
    from fogline.case import Case

__all__ = ["ask"]

# Claims shown under an answer; --json has all. Chosen by us: what is read in half a minute.
MOST_CLAIMS = 8


def ask(
    case: CaseName,
    observable: ObservableName = "",
    on: OnDay = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar="SOURCE",
            help="Fit without all that this source says (may be given again); fogline sources "
            "lists them.",
        ),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Estimate one quantity on one day.

    With its intervals, and the claims it rests on. Without a quantity: those of the case.

    Example: fogline ask kursk nk.casualties --on 2025-01-31.
    """
    from fogline import flow

    if not observable:
        _list(flow.open_case(case), as_json=as_json)
        return
    with StderrProgress() as progress:
        estimate = flow.ask(case, observable, on=on, drop=drop or (), seed=seed, progress=progress)
    if drop and not as_json:
        say(f"Without {', '.join(drop)}:")
    if as_json:
        print_json(estimate)
        return
    from fogline.page import terminal
    from fogline.page.views import interval_words

    show(terminal.estimates([estimate]))
    say(f"50 %: {interval_words(estimate, '50')}; 95 %: {interval_words(estimate, '95')}")
    for words in (estimate.definition, *estimate.caveats):
        if words:
            say(words)
    if not estimate.claims:
        say("No claim bears on it.")
        return
    by_id = {claim.id: claim for claim in flow.open_case(case).claims}
    shown = estimate.claims[:MOST_CLAIMS]
    rows = [(name, by_id[name].label, by_id[name].words) for name in shown if name in by_id]
    counted = count_words(len(estimate.claims), "claim")
    few = len(rows) < len(estimate.claims)
    say(f"\nThe {len(rows)} most telling of the {counted} it rests on:" if few else
        f"\nIt rests on {counted}:")  # fmt: skip
    show(table(("Claim", "Who", "What"), rows, whole=("Claim",)))


def _list(case: Case, *, as_json: bool) -> None:
    """The quantities that may be asked for."""
    if as_json:
        print_json(case.observables)
        return
    rows = [(item.name, item.title, item.unit) for item in case.observables]
    show(table(("Name", "Quantity", "Unit"), rows, whole=("Name",)))
