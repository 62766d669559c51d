"""Options and arguments that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fogline.ground.days import parse_date

__all__ = [
    "AsJson",
    "CaseName",
    "LedgerFile",
    "NoRefit",
    "ObservableName",
    "OnDay",
    "Published",
    "RunSeed",
    "UntilDay",
]


def _date(text: str | date) -> date:
    return text if isinstance(text, date) else parse_date(text)


CaseName = Annotated[
    str, typer.Argument(metavar="CASE", help="A bundled case's name or a case folder.")
]
ObservableName = Annotated[
    str,
    typer.Argument(
        metavar="OBSERVABLE", help="Such as nk.casualties; a wrong one lists the known."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on stdout.")]
RunSeed = Annotated[
    int | None,
    typer.Option("--seed", min=0, help="Seed of the run; the case's own when not given."),
]
Published = Annotated[
    date | None,
    typer.Option(
        "--published",
        parser=_date,
        metavar="YYYY-MM-DD",
        help="The day the report was printed; needed where the report does not say.",
    ),
]
OnDay = Annotated[
    date | None,
    typer.Option(
        "--on", parser=_date, metavar="YYYY-MM-DD", help="The day; the cut-off by default."
    ),
]
UntilDay = Annotated[
    date | None,
    typer.Option("--until", parser=_date, metavar="YYYY-MM-DD", help="The last day."),
]
NoRefit = Annotated[
    bool,
    typer.Option("--no-refit", help="Do not fit again where importance weights fail; mark it."),
]
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help="The ledger: a SQLite file or postgresql://user@host/database.",
    ),
]
