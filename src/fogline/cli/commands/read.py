"""Reports in, claims out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fogline.cli.options import AsJson, LedgerFile, Published
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show

if TYPE_CHECKING:
    from fogline.claims import Claim
    from fogline.report import Report

__all__ = ["read", "read_contract"]


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT",
            help="Text, HTML or PDF files, folders, feeds, WARC files; - reads standard input.",
        ),
    ],
    published: Published = None,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List every claim of one report or more.

    Each with its voice, hedge, dates, numbers and exact words.

    Example: fogline read article.txt --published 2025-01-31 --json.
    """
    from fogline import flow

    with StderrProgress() as progress:
        found = flow.read(sources, published=published, ledger=ledger, progress=progress)
    if as_json:
        contracts = [read_contract(report, claims) for report, claims in found]
        print_json(contracts[0] if len(contracts) == 1 else contracts)
        return
    from fogline.page import terminal

    for report, claims in found:
        show(terminal.read(report, claims))


def read_contract(report: Report, claims: list[Claim]) -> dict[str, Any]:
    """One report and its claims in the machine-readable form."""
    return {
        "report": {
            "id": report.id,
            "title": report.title,
            "publisher": report.publisher,
            "published": report.published,
            "text_sha256": report.text_sha256,
            "body": report.body,
            "source": report.source,
            "notes": report.notes,
        },
        "claims": claims,
    }
