"""The canonical measures."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson
from fogline.cli.show import print_json, say, show, table

__all__ = ["measures"]


def measures(
    group: Annotated[
        str, typer.Option("--group", metavar="NAME", help="Only this group, such as area.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List what a number in a report may count.

    Name, meaning, unit, how it runs in time, and the quantity of the model that it speaks about;
    a measure that is not here is kept in the report's own words.

    Example: fogline measures --group killed.
    """
    from fogline import flow
    from fogline.ground.errors import UnknownName

    known = list(flow.measures().values())
    groups = {measure.group for measure in known}
    if group and group not in groups:
        raise UnknownName("group of measures", group, sorted(groups))
    found = [measure for measure in known if group in ("", measure.group)]
    if as_json:
        print_json(found)
        return
    show(
        table(
            ("Measure", "Counts", "Unit", "In time", "Quantity", "Group"),
            (
                (m.name, m.title, m.unit or "-", m.timing, m.observable or "-", m.group)
                for m in found
            ),
            whole=("Measure", "Unit", "In time", "Group"),
        )
    )
    say(f"{len(found)} measures")
