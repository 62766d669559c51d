"""Which claims carry an answer."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from fogline.cli.options import (
    AsJson,
    CaseName,
    Cluster,
    ObservableName,
    OnDay,
    RunSeed,
    Workers,
    place,
)
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
    cluster: Cluster = "",
    workers: Workers = 0,
    as_json: AsJson = False,
) -> None:
    """Show which claims carry an answer.

    How far the answer would move without each claim, source and side, and what remains.

    Examples: fogline weigh kursk nk.casualties;
    fogline weigh kursk nk.casualties --refit all --workers 2.
    """
    from fogline import flow

    where = place(cluster, workers)
    with StderrProgress() as progress:
        weighing = flow.weigh(
            case, observable, on=on, refit=refit.value, where=where, seed=seed, progress=progress
        )
    if as_json:
        print_json(weighing)
        return
    from fogline.page import terminal

    show(terminal.weighing(weighing))
