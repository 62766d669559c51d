"""The report page of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from fogline.cli.options import AsJson, CaseName, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say

__all__ = ["report"]


def report(
    case: CaseName,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="report.html, .md or .pdf by default."),
    ] = None,
    form: Annotated[
        Literal["html", "md", "pdf"],
        typer.Option("--format", help="A web page, Markdown, or PDF by an installed Chromium."),
    ] = "html",
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Write the report of a case.

    One HTML file that opens from disk, Markdown, or PDF.

    Example: fogline report kursk --format md --out kursk.md.
    """
    from fogline import flow

    path = out or Path(f"report.{form}")
    with StderrProgress() as progress:
        flow.report(case, path, fmt=form, seed=seed, progress=progress)
    if as_json:
        print_json({"case": case, "report_path": path, "format": form})
        return
    say(f"Report: {path}")
