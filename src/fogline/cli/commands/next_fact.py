"""Which one new fact would settle most."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName, ObservableName, OnDay, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show, table
from fogline.ground.days import parse_date, show_date

__all__ = ["next_fact"]

# Rows shown; --json has all. Chosen by us: the rest bring nothing.
MOST = 15


def next_fact(
    case: CaseName,
    observable: ObservableName,
    on: OnDay = None,
    seen: Annotated[
        list[str] | None,
        typer.Option(
            "--seen",
            metavar="YYYY-MM-DD",
            help="A day on which something might be observed (may be given again); the cut-off by "
            "default.",
        ),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Say which new fact would settle most of an answer.

    By how much each observation would be expected to narrow it, and in bits.

    Example: fogline next kursk nk.casualties.
    """
    from fogline import flow
    from fogline.page.text import say_gain

    days = [parse_date(text) for text in seen or ()]
    with StderrProgress() as progress:
        found = flow.next_fact(case, observable, on=on, days=days, seed=seed, progress=progress)
    if as_json:
        print_json(found)
        return
    say(found.sentence)
    rows = [
        (
            row.words if len(days) < 2 else f"{row.words}, {show_date(row.on)}",
            row.observable,
            say_gain(row.reduction, row.reduction_error),
            f"{max(row.bits, 0.0):.2f} ± {row.bits_error:.2f}",
            f"×{1 + row.scatter:.2f}" if row.scatter else "",
        )
        for row in found.telling[:MOST]
    ]
    headings = ("If one had", "Quantity", ">Narrower by", ">Bits", ">Its error")
    show(table(headings, rows, whole=("Quantity",)))
    if few := len(found.candidates) - len(rows):
        say(
            f"The other {few} looked at would bring less, or nothing that can be told from nothing."
        )
    say(
        f"Expected over {found.n_simulated} simulated observations each, with the error of a "
        "neutral source not heard before, or its scatter alone where verified; ± is the Monte "
        "Carlo error."
    )
