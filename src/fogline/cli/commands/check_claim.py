"""Whether one statement fits all that other sources imply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli.options import AsJson, CaseName, NoRefit, OnDay, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say

if TYPE_CHECKING:
    from fogline.answer import ClaimCheck

__all__ = ["check_claim"]

Number = float | None


def check_claim(
    case: CaseName,
    claim: Annotated[
        str,
        typer.Argument(
            metavar="[CLAIM]",
            help="A claim's id, as fogline claims lists them, or the words of a statement.",
        ),
    ] = "",
    observable: Annotated[
        str, typer.Option("--observable", help="Instead of a claim: the quantity spoken of.")
    ] = "",
    value: Annotated[Number, typer.Option("--value", help="The number said.")] = None,
    low: Annotated[Number, typer.Option("--low", help="At least so many.")] = None,
    high: Annotated[Number, typer.Option("--high", help="Up to so many.")] = None,
    on: OnDay = None,
    no_refit: NoRefit = False,
    seed: RunSeed = None,
    as_json: AsJson = False,
) -> None:
    """Hold one statement against everything that other sources say.

    Left out are its own source and its kin: whom it belongs to, who belongs to it, and of a body
    of a state all bodies of that state. Says where it falls in what the others imply. Words are
    read as printed on the day --on; each claim in them is held against the case.

    Example: fogline check-claim kursk "About 300 North Koreans were killed in Kursk, Seoul said."
    """
    from fogline import flow
    from fogline.ground.errors import InputError

    if bool(claim) == bool(observable):
        raise InputError(
            "what statement? Give a claim's id or its words, or --observable with --value, --low "
            "or --high"
        )
    if " " in claim.strip():
        with StderrProgress() as progress:
            checks, listed = flow.check_words(
                case, claim, said_on=on, refit=not no_refit, seed=seed, progress=progress
            )
        if as_json:
            print_json({"checks": checks, "not_held": listed})
            return
        for number, found in enumerate(checks):
            _say(found, own=True, again=bool(number) and found.kin == checks[number - 1].kin)
        for words, reason in listed.items():
            say(f"Not held against the case: {words!r}: {reason}.")
        return
    with StderrProgress() as progress:
        found = flow.check_claim(
            case, claim, observable=observable, on=on, low=low, value=value, high=high,
            refit=not no_refit, seed=seed, progress=progress,
        )  # fmt: skip
    if as_json:
        print_json(found)
        return
    _say(found)


MOST_IDS = 12
"""Claims named one by one; more are counted. Source: chosen by us; --json has them all."""


def _say(found: ClaimCheck, *, own: bool = False, again: bool = False) -> None:
    """One check in words.

    own     the claim was made from words given here, so that its id leads nowhere
    again   the same source and its kin were named just before
    """
    from fogline.page.text import say_method

    if found.words:
        say(f"{'' if own else f'{found.claim}, '}{found.label}: {found.words}")
    say(found.sentence)
    if found.kin and not again:
        say(f"Kin of {found.source} in this case: {'; '.join(found.kin)}.")
    if found.left_out:
        how = say_method(found.method)
        named = ", ".join(found.left_out)
        if len(found.left_out) > MOST_IDS:
            named = f"{len(found.left_out)} of its own and its kin's (--json names them)"
        say(f"Claims left out for this{f' ({how})' if how else ''}: {named}.")
