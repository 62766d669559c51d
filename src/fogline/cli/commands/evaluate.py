"""How well reports are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fogline.cli.options import AsJson
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, show, table
from fogline.ground.errors import InputError

__all__ = ["evaluate", "own_passages"]


def own_passages() -> Path:
    """The folder of annotated passages of this checkout; InputError where there is none."""
    for folder in (Path(__file__).resolve().parents[4], Path()):
        if (folder / "tests" / "passages").is_dir():
            return folder / "tests" / "passages"
    raise InputError(
        "no annotated passages are here: they stand in Fogline's source, not in the installed "
        "program - name their folder, as in: fogline eval fogline/tests/passages"
    )


def evaluate(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Annotated passages; the checkout's by default."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score how well reports are read, field by field.

    The reader's claims against passages marked by hand: P precision, R recall, F their mean; else
    the share read right of what was found. Only the tuning half was ever looked at.

    Example: fogline eval tests/passages.
    """
    from fogline import flow

    with StderrProgress() as progress:
        progress("reading the annotated passages", None)
        halves, rows = flow.evaluate(folder or own_passages())
    if as_json:
        print_json(
            {
                half: {
                    name: {
                        "marked": score.marked,
                        "right": score.right,
                        "given": score.given,
                        "precision": score.precision,
                        "recall": score.recall,
                        "f": score.f,
                    }
                    for name, score in scores.items()
                }
                for half, scores in halves.items()
            }
        )
        return
    show(table(rows[0], rows[1:]))
