"""Which claims carry an answer."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName, ObservableName, OnDay, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show

__all__ = ["weigh"]


class Refit(StrEnum):
    """What may be fitted again."""

    CLAIMS = "claims"
    ALL = "all"
    NONE = "none"


def weigh(
    case: CaseName,
    observable: ObservableName,
    on: OnDay = None,
    refit: Annotated[
        Refit,
        typer.Option(
            "--refit",
            help="Fit again, where importance weights fail, without single claims; all: without "
            "whole sources and sides too; none: only mark them.",
        ),
    ] = Refit.CLAIMS,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Show which claims carry an answer.

    How far the answer would move without each claim, source and side, and what remains.

    Example: fogline weigh kursk nk.casualties.
    """
    from fogline import flow

    with StderrProgress() as progress:
        weighing = flow.weigh(
            case, observable, on=on, refit=refit.value, seed=seed, progress=progress
        )
    if as_json:
        print_json(weighing)
        return
    from fogline.page import terminal

    show(terminal.weighing(weighing))
