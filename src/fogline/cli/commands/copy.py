"""A case as a folder of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fogline.cli.options import AsJson, CaseName
from fogline.cli.show import print_json, say

__all__ = ["copy"]


def copy(
    case: CaseName,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
    as_json: AsJson = False,
) -> None:
    """Copy a case to a folder of your own.

    File by file, without its runs; there claims can be judged and case.toml changed.

    Example: fogline copy kursk my-kursk.
    """
    from fogline.flow import workbench

    workbench.copy_case(case, folder)
    if as_json:
        print_json({"case": case, "folder": folder})
        return
    say(f"Case folder: {folder} - judge its claims with: fogline claims {folder}")
