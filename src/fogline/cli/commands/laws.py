"""The attrition laws, with their equations and sources."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson
from fogline.cli.show import print_json, say, show, table

if TYPE_CHECKING:
    from fogline.ask.daily_losses import ConstantLaw
    from fogline.model.attrition import AbstractAttritionLaw

__all__ = ["laws"]


def laws(
    name: Annotated[str, typer.Argument(metavar="[LAW]", help="Only this one.")] = "",
    case: Annotated[
        str,
        typer.Option("--case", metavar="CASE", help="How far they explain its daily losses."),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List the attrition laws, with their sources.

    Each with its equation, what stays constant, its parameters and where it was published.

    With --case: how much of the daily losses that the case records a law with constant rates
    explains (R squared), the textbook laws and the best exponents on a grid.

    Examples: fogline laws square; fogline laws --case ardennes.
    """
    from fogline import flow
    from fogline.ground.errors import UnknownName

    if case:
        _compared(flow.constant_laws(case), as_json)
        return

    known = flow.laws()
    if name and name not in known:
        raise UnknownName("law", name, list(known))
    told = [_told(law) for key, law in known.items() if name in ("", key)]
    if as_json:
        print_json(told)
        return
    say("\n\n".join(_words(each) for each in told))


def _compared(found: Sequence[ConstantLaw], as_json: bool) -> None:
    if as_json:
        print_json(list(found))
        return
    show(
        table(
            ("Losses follow", ">Enemy to the", ">Own to the", ">R squared"),
            ((each.name, f"{each.p:g}", f"{each.q:g}", f"{each.r_squared:.4f}") for each in found),
        )
    )
    say(
        "Of losses = k enemy^p own^q with the best k for each side; 1 would explain every day. "
        "What the laws leave over is change of exposure from day to day."
    )


def _told(law: AbstractAttritionLaw) -> dict[str, object]:
    """A law in the words of its docstring: summary, equation, source."""
    text, _, source = inspect.cleandoc(type(law).__doc__ or "").partition("Source\n------\n")
    summary, _, equation = text.strip().partition("\n\n")
    return {
        "name": law.name,
        "summary": " ".join(summary.split()),
        "equation": " ".join(equation.replace("``", "").split()),
        "parameters": {"rate": "loss hazard at the reference strengths", **law.parameters},
        "source": " ".join(source.split()),
    }


def _words(told: dict[str, object]) -> str:
    from textwrap import fill

    parameters = told["parameters"]
    assert isinstance(parameters, dict)
    lines = [f"{told['name']}: {told['summary']}", str(told["equation"])]
    lines += [f"{name}: {words}" for name, words in parameters.items()]
    lines.append(f"Source: {told['source']}")
    first, *rest = lines
    return "\n".join(
        [fill(first, 96), *(fill(line, 96, initial_indent="  ", subsequent_indent="    ")
                            for line in rest)]
    )  # fmt: skip
