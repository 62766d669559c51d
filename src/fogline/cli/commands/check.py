"""Whether the fit can be trusted."""

from __future__ import annotations

from fogline.cli.options import AsJson, CaseName, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show

__all__ = ["check"]


def check(case: CaseName, seed: RunSeed = None, as_json: AsJson = False) -> None:
    """Say whether the fit can be trusted.

    Its gates, and how well the model foretells each group of claims.

    Example: fogline check kursk.
    """
    from fogline import flow

    with StderrProgress() as progress:
        found = flow.check(case, seed=seed, progress=progress)
    if as_json:
        print_json(found)
        return
    from fogline.page import terminal

    show(terminal.check(found))
