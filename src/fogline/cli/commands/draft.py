"""Start a case folder from reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fogline.cli.options import (
    AsJson,
    ExtractorName,
    LedgerFile,
    ModelName,
    ModelRemote,
    ModelUrl,
    Names,
    Published,
    model_server,
)
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show

__all__ = ["draft"]


def draft(
    sources: Annotated[
        list[str], typer.Argument(metavar="REPORT", help="Report files or folders of them.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FOLDER", help="The case folder to make.")
    ],
    published: Published = None,
    names: Names = "",
    extractor: ExtractorName = "rules",
    llm_url: ModelUrl = "",
    llm_model: ModelName = "",
    llm_remote: ModelRemote = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Start a case folder from reports.

    Sides, forces, ground, stocks and claims, as text to edit.

    Example: fogline draft article.txt --published 2025-01-31 -o my-case.
    """
    from fogline import flow

    model = model_server(extractor, llm_url, llm_model, llm_remote)
    with StderrProgress() as progress:
        case = flow.draft(
            sources, published=published, out=out, ledger=ledger, names=names, model=model,
            progress=progress,
        )  # fmt: skip
    if as_json:
        print_json(
            {
                "case": case.id,
                "title": case.title,
                "folder": out,
                "start": case.start,
                "cut_off": case.cut_off,
                "claims": len(case.claims),
                "observables": [observable.name for observable in case.observables],
                "notes": case.notes,
            }
        )
        return
    from fogline.page import terminal

    show(terminal.claims(case.claims))
    for note in case.notes:
        say(note)
    say(f"Case folder: {out} - edit case.toml and claims.csv, then fogline assess {out}")
