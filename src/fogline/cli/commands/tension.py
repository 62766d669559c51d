"""Claims that cannot all be true."""

from __future__ import annotations

from fogline.cli.options import AsJson, CaseName, NoRefit, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show, table

__all__ = ["tension"]


def tension(
    case: CaseName, no_refit: NoRefit = False, seed: RunSeed = None, as_json: AsJson = False
) -> None:
    """Find claims that cannot all be true under the model.

    With the probability of each and the fewest that would have to give.

    Example: fogline tension kursk.
    """
    from fogline import flow
    from fogline.page.text import say_chance, say_method

    with StderrProgress() as progress:
        found = flow.tension(case, refit=not no_refit, seed=seed, progress=progress)
    if as_json:
        print_json(found)
        return
    say(found.sentence)
    for group in found.raised:
        how = say_method(group.method)
        say(f"\n• {group.sentence}" + (f" ({how})" if how else ""))
    if any("not trusted" in group.method for group in found.raised):
        why = "no good fit was found without those claims"
        if no_refit:
            why = "the draws say little without those claims; leave out --no-refit to fit again"
        say(f"\nA rough number: {why}.")
    if found.doubted:
        say("\nClaims that stand out, each foretold from all others:")
        rows = [
            (row.claim, row.label, row.words, say_chance(row.probability)) for row in found.doubted
        ]
        show(table(("Claim", "Who", "What", ">Probability"), rows, whole=("Claim",), longest=110))
    for note in found.notes:
        say(f"\n{note}")
