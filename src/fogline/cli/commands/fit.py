"""A fit, made and kept."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName, LedgerFile, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show

__all__ = ["fit"]


def fit(
    case: CaseName,
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer draws: a preview, not to be quoted.")
    ] = False,
    seed: RunSeed = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Fit a case and keep the fit.

    Later questions of the same case open it again; shows whether it can be trusted.

    Example: fogline fit kursk --seed 7.
    """
    from fogline import flow

    with StderrProgress() as progress:
        folder, found = flow.fit(case, seed=seed, quick=quick, ledger=ledger, progress=progress)
    if as_json:
        print_json({"case": case, "folder": folder, "preview": quick, "check": found})
        return
    from fogline.page import terminal

    show(terminal.check(found))
    say(f"Fit: {folder}")
