"""Options and arguments that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from fogline.ground.days import parse_date
from fogline.ground.errors import InputError

if TYPE_CHECKING:
    from fogline.claims.language_model import ModelServer

__all__ = [
    "AsJson",
    "CaseName",
    "Cluster",
    "ExtractorName",
    "LedgerFile",
    "ModelName",
    "ModelRemote",
    "ModelUrl",
    "Names",
    "NoRefit",
    "ObservableName",
    "OnDay",
    "Published",
    "RunSeed",
    "UntilDay",
    "Workers",
    "model_server",
    "place",
]


def _date(text: str | date) -> date:
    return text if isinstance(text, date) else parse_date(text)


CaseName = Annotated[
    str, typer.Argument(metavar="CASE", help="A bundled case's name or a case folder.")
]
ObservableName = Annotated[
    str,
    typer.Argument(
        metavar="OBSERVABLE", help="Such as nk.casualties; fogline ask CASE lists them."
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
Names = Annotated[
    str,
    typer.Option(
        "--names", metavar="FILE", help="Names of your own: a gazetteer, or a case with one."
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
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="PLACE",
        help="Where to work: threads:2, processes:4, or the address of a Dask scheduler such as "
        "tcp://10.0.0.1:8786. Stopped and run again, it goes on from what is done.",
    ),
]
Workers = Annotated[
    int, typer.Option("--workers", min=0, help="Processes to work with: --cluster processes:N.")
]
ExtractorName = Annotated[
    Literal["rules", "llm"],
    typer.Option("--extractor", help="Who proposes the claims; the rules check them in any case."),
]
ModelUrl = Annotated[
    str,
    typer.Option(
        "--llm-url",
        metavar="URL",
        envvar="FOGLINE_LLM_URL",
        help="Of a model server on this machine: http://127.0.0.1:8080/v1, or Ollama's /api.",
    ),
]
ModelName = Annotated[
    str,
    typer.Option("--llm-model", metavar="NAME", envvar="FOGLINE_LLM_MODEL", help="Which model."),
]
ModelRemote = Annotated[
    bool,
    typer.Option("--llm-remote", help="Allow another machine: the reports are then sent there."),
]


def model_server(extractor: str, url: str, model: str, remote: bool) -> ModelServer | None:
    """The language model that the options ask for; None for the rules."""
    if extractor == "rules":
        return None
    if not url:
        raise InputError(
            "no language model is said - give --llm-url, such as http://127.0.0.1:8080/v1"
        )
    from fogline import flow

    return flow.language_model(url, model, remote=remote)


def place(cluster: str, workers: int) -> str:
    """Where the options want the work done; "" where they say nothing."""
    if not cluster and not workers:
        return ""
    from fogline import flow

    return flow.place_for(cluster, workers)
