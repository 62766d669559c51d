"""The claims of a case."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName
from fogline.cli.show import print_json, show

__all__ = ["claims"]


def claims(
    case: CaseName,
    measure: Annotated[
        str, typer.Option("--measure", metavar="NAME", help="Only this measure, such as killed.")
    ] = "",
    origin: Annotated[
        str, typer.Option("--origin", metavar="SOURCE", help="Only claims of this source.")
    ] = "",
    status: Annotated[
        str, typer.Option("--status", metavar="STATUS", help="proposed, accepted or rejected.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the claims of a case.

    Each with its voice, number and days; the options narrow the list.

    Example: fogline claims kursk --measure killed.
    """
    from fogline import flow

    found = [
        claim
        for claim in flow.open_case(case).claims
        if measure in ("", claim.measure)
        and origin in ("", claim.origin)
        and status in ("", claim.status)
    ]
    if as_json:
        print_json(found)
        return
    from fogline.page import terminal

    show(terminal.claims(found))
