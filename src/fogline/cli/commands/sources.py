"""The sources of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fogline.cli.options import AsJson
from fogline.cli.show import print_json, say, show, table

if TYPE_CHECKING:
    from fogline.case import Case

__all__ = ["sources"]


def sources(
    case: Annotated[
        str, typer.Argument(metavar="[CASE]", help="A case's name or folder; kursk by default.")
    ] = "kursk",
    as_json: AsJson = False,
) -> None:
    """List the sources of a case.

    Side, kind, Admiralty grade, whom each speaks for, and how many claims it is the origin of.
    Its learned bias is an answer: see fogline assess.

    Example: fogline sources kursk.
    """
    from fogline import flow

    rows = _counted(flow.open_case(case))
    if as_json:
        print_json(rows)
        return
    show(
        table(
            ("Source", "Name", "Side", "Speaks for", ">Claims", ">Echoes", ">In all"),
            (
                (
                    row["id"], _graded(row), row["side"], row["parent"] or "-",
                    str(row["claims"]), str(row["echoes"]), str(row["claims_with_below"]),
                )
                for row in rows
            ),
            whole=("Source", "Side", "Speaks for"),
        )
    )  # fmt: skip
    named = sum(row["claims"] for row in rows)
    say(
        f"{len(rows)} sources of {named} claims; in all: with those who speak for the source. "
        "Rejected and superseded claims are not counted."
    )


def _graded(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['reliability']})" if row["reliability"] else row["name"]


def _counted(case: Case) -> list[dict[str, Any]]:
    """The sources, most claims first, with counts of the claims that stand."""
    claims = [claim for claim in case.standing() if claim.status != "rejected"]
    parent = {source.id: source.parent for source in case.sources}
    below = dict.fromkeys(parent, 0)
    for claim in claims:
        at = claim.origin
        while at in below:  # a case with a circle of parents does not load
            below[at] += 1
            at = parent[at]
    rows = [
        {
            "id": source.id,
            "name": source.name,
            "side": source.side,
            "kind": source.kind,
            "reliability": source.reliability,
            "parent": source.parent,
            "claims": sum(claim.origin == source.id for claim in claims),
            "echoes": sum(claim.origin == source.id and bool(claim.repeats) for claim in claims),
            "claims_with_below": below[source.id],
        }
        for source in case.sources
    ]
    return sorted(rows, key=lambda row: -row["claims"])
