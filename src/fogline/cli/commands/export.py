"""Claims and answers for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from fogline.cli.options import AsJson, CaseName, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say

__all__ = ["export"]

Form = Literal[
    "all", "answers-csv", "answers-parquet", "hub", "prov", "claims-csv", "claims-parquet",
    "bibtex", "claimreview",
]  # fmt: skip


def export(
    case: CaseName,
    form: Annotated[
        Form, typer.Option("--format", help="One form, or all of them as a data package.")
    ] = "all",
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="PATH", help="A file; with all forms a folder."),
    ] = None,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Write claims and answers in forms that other programs read.

    CSV and Parquet tables, BibTeX of the pages, ClaimReview without ratings, W3C PROV, hubverse
    quantiles; with all of them a datapackage.json. Forms of claims alone need no fit.

    Example: fogline export kursk --format bibtex --out kursk.bib.
    """
    from fogline import flow

    with StderrProgress() as progress:
        written = flow.export(case, form=form, out=out, seed=seed, progress=progress)
    if as_json:
        print_json({"case": case, "format": form, "files": written})
        return
    for path in written:
        say(f"{path}")
