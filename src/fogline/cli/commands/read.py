"""Reports in, claims out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fogline.cli.faults import say_fault
from fogline.cli.options import (
    AsJson,
    Cluster,
    ExtractorName,
    LedgerFile,
    ModelName,
    ModelRemote,
    ModelUrl,
    Names,
    Published,
    model_server,
    place,
)
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show, write_json
from fogline.ground.errors import InputError
from fogline.ground.words import count_words

if TYPE_CHECKING:
    from fogline.claims import Claim
    from fogline.flow import ReadFile
    from fogline.report import Report

__all__ = ["read", "read_contract"]

SHOWN_WHOLE = 20
"""Reports whose claims are printed one by one; of more, the counts. Source: chosen by us."""

LISTED = 100
"""Files that could not be read, listed on the terminal; --json lists all. Source: chosen by us."""


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT",
            help="Text, HTML or PDF files, folders, feeds, WARC files; - reads standard input.",
        ),
    ],
    published: Published = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", min=0, help="Processes to read with; 0: as many as there are cores."
        ),
    ] = 0,
    names: Names = "",
    cluster: Cluster = "",
    extractor: ExtractorName = "rules",
    llm_url: ModelUrl = "",
    llm_model: ModelName = "",
    llm_remote: ModelRemote = False,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """List every claim of one report or more.

    Each with its voice, hedge, dates, numbers and exact words. Of many reports the claims go into
    the ledger and the counts are printed; stopped and run again, it goes on from there.

    Examples: fogline read article.txt --published 2025-01-31 --json;
    fogline read folder-of-reports --workers 4.
    """
    from fogline import flow

    where = place(cluster, workers)
    model = model_server(extractor, llm_url, llm_model, llm_remote)
    counts = Counts()
    write = _write_json if as_json else _write_tables
    with StderrProgress() as progress:
        try:
            write(
                flow.read_each(
                    sources,
                    published=published,
                    ledger=ledger,
                    where=where,
                    contents=as_json,
                    names=names,
                    model=model,
                    progress=progress,
                ),
                counts,
                sources,
            )
        except KeyboardInterrupt:
            if counts.files:
                say_fault(f"{counts}; the same command goes on from there")
            raise
    refused = [why for source, why in counts.bad if source in sources or not counts.reports]
    if refused:
        more = [f"and {len(refused) - LISTED:,} more"] if len(refused) > LISTED else []
        raise InputError("\n  ".join([*refused[:LISTED], *more]))


@dataclass(slots=True)
class Counts:
    """What was read so far."""

    files: int = 0
    reports: int = 0
    new: int = 0
    kept: int = 0
    claims: int = 0
    bad: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)

    def add(self, each: ReadFile) -> None:
        """Count one file."""
        self.files += 1
        self.reports += each.n_reports
        self.new += each.n_new
        self.kept += each.n_reports if each.was_kept else 0
        self.claims += each.n_claims
        self.bad += each.found.bad
        self.dropped += each.found.dropped

    def __str__(self) -> str:
        same = self.reports - self.new - self.kept
        parts = [
            f"{self.new:,} new",
            *([f"{self.kept:,} read in an earlier run"] if self.kept else []),
            *([f"{same:,} in the ledger already"] if same else []),
        ]
        bad = f"; {len(self.bad):,} could not be read" if self.bad else ""
        reports = count_words(self.reports, "report")
        return f"{reports} ({', '.join(parts)}), {count_words(self.claims, 'claim')}{bad}"


def _write_tables(found: Iterable[ReadFile], counts: Counts, sources: Sequence[str]) -> None:
    """The claims of few reports as they are read, or the counts of many; then the bad ones.

    What was named itself and is bad is said as an error.
    """
    from fogline.page import terminal

    shown = 0
    for each in found:
        counts.add(each)
        if each.n_files < SHOWN_WHOLE:
            for report, claims in each.found.reports[: SHOWN_WHOLE - shown]:
                shown += 1
                show(terminal.read(report, list(claims)))
    if counts.reports > shown:
        say(f"{counts}")
    _list(
        "Dropped, for the text does not bear it out:",
        [
            f"{' '.join(quote.split())[:100] or 'the answer'}: {why}"
            for quote, why in counts.dropped
        ],
    )
    if counts.reports:
        bad = [why for source, why in counts.bad if source not in sources]
        _list("Could not be read:", bad)


def _list(heading: str, lines: Sequence[str]) -> None:
    """A heading and lines, as many as one looks through."""
    for line in [heading, *(f"  {each}" for each in lines[:LISTED])] if lines else ():
        say(line)
    if len(lines) > LISTED:
        say(f"  and {len(lines) - LISTED:,} more (--json lists all)")


def _write_json(found: Iterable[ReadFile], counts: Counts, sources: Sequence[str]) -> None:
    """One report as its contract; several, as they are read, in one object with the bad ones."""
    from fogline.page.json_form import REPORTS_SCHEMA

    held: dict[str, Any] | None = None
    n_written = 0

    def write(contract: dict[str, Any]) -> None:
        nonlocal n_written
        first = f'{{"schema": "{REPORTS_SCHEMA}", "reports": [\n'
        sys.stdout.write(",\n" if n_written else first)
        write_json(contract)
        n_written += 1

    for each in found:
        counts.add(each)
        for report, claims in each.found.reports:
            contract = read_contract(report, claims)
            if each.found.dropped:
                contract["dropped"] = [
                    {"quote": quote, "why": why} for quote, why in each.found.dropped
                ]
            if held is None and not n_written:
                held = contract
                continue
            if held is not None:
                write(held)
                held = None
            write(contract)
    if held is not None and not counts.bad:
        print_json(held)
        return
    if held is not None:
        write(held)
    if n_written:
        numbers = {name: getattr(counts, name) for name in ("files", "reports", "new", "claims")}
        bad = [{"source": source, "why": why} for source, why in counts.bad]
        sys.stdout.write('\n],\n"bad": ')
        write_json(bad)
        sys.stdout.write(',\n"counts": ')
        write_json(numbers)
        sys.stdout.write("}\n")


def read_contract(report: Report, claims: Sequence[Claim]) -> dict[str, Any]:
    """One report and its claims in the machine-readable form."""
    from fogline.page.json_form import CLAIMS_SCHEMA

    return {
        "schema": CLAIMS_SCHEMA,
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
