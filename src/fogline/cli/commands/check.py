"""Whether the fit can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fogline.cli.options import AsJson, CaseName, RunSeed
from fogline.cli.progress import StderrProgress
from fogline.cli.show import print_json, say, show, table
from fogline.ground.words import count_words

if TYPE_CHECKING:
    from fogline.answer import Check, LawSensitivity

__all__ = ["check"]

# Rows of a table; --json has all. Chosen by us: a screen.
MOST = 8


def check(case: CaseName, seed: RunSeed = None, as_json: AsJson = False) -> None:
    """Say whether the fit can be trusted.

    Its gates, how well the model foretells each group of claims, how far answers hang on priors
    and on the choice of law, and what calibration by simulation found.

    Example: fogline check kursk.
    """
    from fogline import flow

    with StderrProgress() as progress:
        found = flow.check(case, seed=seed, progress=progress)
    if as_json:
        print_json(found)
        return
    from fogline.page import terminal

    show(terminal.check(found))
    if found.prior_sensitivity:
        say("\nHow far answers hang on priors (change per doubling; .05 is noticeable):")
        rows = [
            (row.title, f"{row.prior:.2f}", f"{row.likelihood:.2f}", row.telling, row.diagnosis)
            for row in found.prior_sensitivity[:MOST]
        ]
        show(table(("Answer", ">Prior", ">Claims", "Prior that tells most", "So"), rows))
    if found.law_sensitivity:
        say("\nAnswers under named laws (draws near each law's exponents), change of the median:")
        rows = _by_law(found)
        show(table(("Answer", *(f">{law}" for law in _laws(found))), rows))
        if any("?" in row for row in rows):
            say("?: too few draws of this fit lie near that law's exponents to say.")
    if found.calibration:
        failed = [record for record in found.calibration if not record.passed]
        n_passed = len(found.calibration) - len(failed)
        say(
            f"\nCalibration of the program on simulated worlds, not of this case: {n_passed} of "
            f"{count_words(len(found.calibration), 'record')} passed (--json and the report list "
            "them)."
        )
        for record in failed:
            say(f"Failed - {record.words}.")


def _laws(found: Check) -> list[str]:
    return list(dict.fromkeys(row.law for row in found.law_sensitivity))


def _by_law(found: Check) -> list[tuple[str, ...]]:
    """One row an answer, those that a law moves most first; "?" where too few draws lie near it."""
    from fogline.page.text import figure

    by_answer: dict[str, list[LawSensitivity]] = {}
    for row in found.law_sensitivity:
        by_answer.setdefault(row.title, []).append(row)

    def size(rows: list[LawSensitivity]) -> float:
        return max(
            abs(r.shift) / (r.intervals["80"][1] - r.intervals["80"][0] + 1e-9) for r in rows
        )

    ranked = sorted(by_answer.items(), key=lambda pair: -size(pair[1]))[:MOST]
    return [
        (title, *(figure(r.shift, r.unit, signed=True) if r.trusted else "?" for r in rows))
        for title, rows in ranked
    ]
