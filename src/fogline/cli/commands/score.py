"""How forecasts of past cut-offs did against the claims that came next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson, CaseName, Cluster, LedgerFile, RunSeed, Workers, place
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show, table
from fogline.ground.days import parse_date, show_date

if TYPE_CHECKING:
    from fogline.answer import ScoreRow

__all__ = ["score"]


def score(
    case: CaseName,
    origin: Annotated[
        list[str] | None,
        typer.Option(
            "--origin",
            metavar="YYYY-MM-DD",
            help="A cut-off to forecast from (may be given again); month ends by default.",
        ),
    ] = None,
    stored: Annotated[
        bool,
        typer.Option("--stored", help="Show the backtest kept with the program; fit nothing."),
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Few draws: a preview of the table.")
    ] = False,
    seed: RunSeed = None,
    cluster: Cluster = "",
    workers: Workers = 0,
    ledger: LedgerFile = None,
    as_json: AsJson = False,
) -> None:
    """Score forecasts of past cut-offs on the claims that came next.

    Against simple methods, by CRPS, log score and coverage. Each cut-off's scores are kept.

    Examples: fogline score kursk; fogline score kursk --workers 3.
    """
    from fogline import flow

    days = [parse_date(text) for text in origin or ()]
    where = place(cluster, workers)
    with StderrProgress() as progress:
        found = flow.score(
            case, origins=days, seed=seed, quick=quick, stored=stored, where=where, ledger=ledger,
            progress=progress,
        )  # fmt: skip
    if as_json:
        print_json(found)
        return
    headings = ("Method", ">Claims", ">CRPS", ">Log score", ">50 %", ">80 %", ">95 %", ">Gap")
    each = [item.cut_off for item in found.origins]
    for day in (None, *each) if len(each) > 1 else each:
        rows = [row for row in found.rows if row.origin == day]
        if not rows:
            continue
        say(_title(day))
        show(table(headings, [_cells(row) for row in rows], whole=("Method",)))
        say("")
    say(
        "50, 80, 95 %: how many in a hundred claims lay inside that interval. Gap: Fogline's "
        "CRPS less the method's, ± its standard error; below nil Fogline did better."
    )
    say(found.sentence)
    if (new := found.new) is not None:
        counted = "1 more claim was" if new.n == 1 else f"{new.n} more claims were"
        say(
            f"{counted} on quantities of which no number had been said before: Fogline's CRPS "
            f"there is {new.crps:.3f}, and {100 * new.coverage['80']:.0f} % lay in its 80 % "
            "intervals."
        )
    failed = [show_date(item.cut_off) for item in found.origins if not item.gates_passed]
    if failed:
        say(f"! The fit failed a gate at: {', '.join(failed)}.")
    for note in (*found.notes, f"Made by: {found.command}"):
        say(note)


def _title(day: date | None) -> str:
    return "All cut-offs" if day is None else f"From {show_date(day)}"


def _cells(row: ScoreRow) -> tuple[str, ...]:
    gap = "" if row.method == "Fogline" else f"{row.gap:+.3f}"
    if row.gap_error:  # of one source alone it is not known
        gap += f" ± {row.gap_error:.3f}"
    inside = (f"{100 * row.coverage[level]:.0f}" for level in ("50", "80", "95"))
    return (row.method, str(row.n), f"{row.crps:.3f}", f"{row.log_score:+.2f}", *inside, gap)
