"""The attrition laws, with their equations and sources."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson
from fogline.cli.show import print_json, say

if TYPE_CHECKING:
    from fogline.model.attrition import AbstractAttritionLaw

__all__ = ["laws"]


def laws(
    name: Annotated[str, typer.Argument(metavar="[LAW]", help="Only this one.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the attrition laws, with their sources.

    Each with its equation, what stays constant, its parameters and where it was published.

    Example: fogline laws square.
    """
    from fogline import flow
    from fogline.ground.errors import UnknownName

    known = flow.laws()
    if name and name not in known:
        raise UnknownName("law", name, list(known))
    told = [_told(law) for key, law in known.items() if name in ("", key)]
    if as_json:
        print_json(told)
        return
    say("\n\n".join(_words(each) for each in told))


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
