"""Which claims carry an answer."""

from __future__ import annotations

from fogline.cli.options import AsJson, CaseName, ObservableName, OnDay, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show

__all__ = ["weigh"]


def weigh(
    case: CaseName,
    observable: ObservableName,
    on: OnDay = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Show which claims carry an answer.

    How far the answer would move without each, and what remains.

    Example: fogline weigh kursk nk.casualties.
    """
    from fogline import flow

    with StderrProgress() as progress:
        weighing = flow.weigh(case, observable, on=on, seed=seed, progress=progress)
    if as_json:
        print_json(weighing)
        return
    from fogline.page import terminal

    show(terminal.weighing(weighing))
