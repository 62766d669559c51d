"""The sources of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fogline.cli.options import AsJson
from fogline.cli.show import print_json, say, show, table

if TYPE_CHECKING:
    from fogline.case import Case, Echo

__all__ = ["sources"]


def sources(
    case: Annotated[
        str, typer.Argument(metavar="[CASE]", help="A case's name or folder; kursk by default.")
    ] = "kursk",
    echoes: Annotated[
        bool,
        typer.Option("--echoes", help="How closely the sources' numbers agree, pair by pair."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the sources of a case.

    Side, kind, Admiralty grade, whom each speaks for, and how many claims it is the origin of.
    Its learned bias is an answer: see fogline assess. With --echoes: which sources pass on the
    numbers of another, and so count once with it.

    Examples: fogline sources kursk; fogline sources casualties-ukraine --echoes.
    """
    from fogline import flow

    if echoes:
        _show_echoes(flow.echoes(case), as_json)
        return
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
            whole=("Side", "Speaks for"),
        )
    )  # fmt: skip
    named = sum(row["claims"] for row in rows)
    say(
        f"{len(rows)} sources of {named} claims; in all: with those who speak for the source. "
        "Rejected and superseded claims are not counted."
    )


def _show_echoes(echoes: Sequence[Echo], as_json: bool) -> None:
    if as_json:
        print_json([{**asdict(each), "share": each.share, "linked": each.linked}
                    for each in echoes])  # fmt: skip
        return
    show(
        table(
            ("Origin", "Echo", "On", ">Pairs", ">Equal", ">Ratio", ">Spread", ">Error", ">p", ""),
            (
                (
                    each.origin, each.echo, each.group, str(each.n), f"{100 * each.share:.0f} %",
                    f"{each.ratio:.3f}", f"{each.spread:.3f}", f"{each.error:.3f}",
                    f"{each.p:.1g}", "linked" if each.linked else "",
                )
                for each in echoes
            ),
            whole=("Origin", "Echo", "On"),
        )
    )  # fmt: skip
    linked = sum(each.linked for each in echoes)
    say(
        f"{len(echoes)} pairs of sources speak of the same things often enough; {linked} linked. "
        "Equal: within 1 %; ratio: of the echo to the origin, its spread from pair to pair and the "
        "standard error of its mean; p: chance of so many equal pairs between two who count apart."
    )


def _graded(row: dict[str, Any]) -> str:
    name = "" if row["name"] == row["id"] else row["name"]
    return f"{name} ({row['reliability']})".strip() if row["reliability"] else name


def _counted(case: Case) -> list[dict[str, Any]]:
    """The sources, most claims first, with counts of the claims that stand."""
    claims = [claim for claim in case.standing() if claim.status != "rejected"]
    parent = {source.id: source.parent for source in case.sources}
    below = dict.fromkeys(parent, 0)
    origins = {claim.id: case.source_of(claim) for claim in claims}
    for claim in claims:
        at = origins[claim.id]
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
            "claims": sum(at == source.id for at in origins.values()),
            "echoes": sum(
                origins[claim.id] == source.id and bool(claim.repeats) for claim in claims
            ),
            "claims_with_below": below[source.id],
        }
        for source in case.sources
    ]
    return sorted(rows, key=lambda row: -row["claims"])
