"""The forms that other programs read."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli.options import AsJson
from fogline.cli.show import print_json, say, show, table

__all__ = ["schema"]


def schema(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Print this one; all are listed by default.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the forms of JSON answers and case files, or print one.

    As JSON Schema, or as a Frictionless table schema for the CSV files of a case. Every JSON
    answer names its form and number under "schema".

    Examples: fogline schema; fogline schema answer.
    """
    from fogline.page.schemas import SCHEMAS, schema_of

    if name:
        print_json(schema_of(name))
        return
    if as_json:
        print_json(
            [{"name": f.name, "number": f.number, "where": f.where} for f in SCHEMAS.values()]
        )
        return
    rows = [(f.name, str(f.number), f.where.replace("`", "")) for f in SCHEMAS.values()]
    show(table(("Form", ">Number", "Where"), rows, whole=("Form",)))
    say("docs/reference/formats.md says what changed from one number to the next.")
