"""The main job: read, draft if needed, fit, answer, write the report page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fogline.cli.options import AsJson, LedgerFile, Names, Published, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show

__all__ = ["assess"]


def assess(
    target: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CASE|REPORT",
            help="A case's name or folder, or report files; the bundled kursk case by default.",
        ),
    ] = None,
    published: Published = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Where the report page goes.")
    ] = Path("report.html"),
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer draws: a preview, marked as one.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Print every table, not what is read in a minute.")
    ] = False,
    seed: RunSeed = None,
    names: Names = "",
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """The main job: a case or reports in, answers and a report out.

    The report is one HTML file that opens from disk; without a target the kursk case is assessed.

    Examples: fogline assess; fogline assess article.txt --published 2025-01-31.
    """
    from fogline import flow

    with StderrProgress() as progress:
        result = flow.assess(
            target or ["kursk"],
            published=published,
            out=out,
            seed=seed,
            ledger=ledger,
            names=names,
            progress=progress,
            quick=quick,
        )
    if as_json:
        if result.assessment is not None and result.case is not None:
            from fogline.page import assessment_json

            print_json(assessment_json(result.assessment, result.case, result.claims))
        else:
            from fogline.page.json_form import ASSESSMENT_SCHEMA

            print_json(
                {
                    "schema": ASSESSMENT_SCHEMA,
                    "case": result.case.id if result.case else None,
                    "cut_off": None,
                    "fit": None,
                    "answers": [],
                    "warnings": [result.missing],
                    "missing": result.missing,
                    "claims": list(result.claims.values()),
                    "report_path": result.report_path,
                }
            )
        return
    from fogline.page import terminal

    if result.assessment is not None and result.case is not None:
        show(terminal.assessment(result.assessment, result.claims, result.case, full=full))
    else:
        show(terminal.claims(result.claims))
        missing = result.missing.removeprefix("the claims give too little for a model: ")
        say(f"Too little for a model: {missing}")
    say(f"Report: {result.report_path}")
