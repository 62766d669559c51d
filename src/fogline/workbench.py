"""The story told of one case that stays open, as the app has it: its kept answers, its fit,
reports added to it, scenarios tried and saved. Like ``flow`` it owns transactions and seeds and
holds no science."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fogline.answer import Assessment
    from fogline.ask.question import Question
    from fogline.case import Case

__all__ = ["answers", "copy_case", "is_bundled", "kept_answers", "question"]

Progress = Callable[[str, float | None], None]


def is_bundled(folder: Path) -> bool:
    """Whether a folder is that of a bundled case, which is never changed."""
    from fogline.case import bundled_cases

    return folder.resolve() in {path.resolve() for path in bundled_cases().values()}


def copy_case(name_or_folder: str | Path, folder: Path) -> None:
    """A case as a folder of one's own, whose claims may be judged.

    Raises CaseError where the case does not load, FoglineError where the folder cannot be made.
    """
    from fogline.case import copy_case as copy_files
    from fogline.case import load_case

    copy_files(Path(load_case(name_or_folder).folder), folder)


def question(
    case: Case, *, seed: int | None = None, quick: bool = False, progress: Progress
) -> Question:
    """A case put to the model: fitted, or its kept fit opened; answers are asked of it."""
    from fogline.ask.question import Question

    return Question.of(case, seed=seed, progress=progress, quick=quick)


def answers(asked: Question, *, preview: bool = False, ledger: Path | None = None) -> Assessment:
    """Everything a fit answers: as kept beside it, else worked out, kept and remembered."""
    from fogline.answer.stored import ANSWERS_FILE, assessment_to_text
    from fogline.answer.stored import kept_answers as kept_in
    from fogline.ledger import Ledger

    found = kept_in(asked.folder)
    if found is None or found.provenance.case_hash != asked.case.hash:
        found = asked.assessment(preview=preview)
        asked.keep({ANSWERS_FILE: assessment_to_text(found)})
    with Ledger.open(ledger) as book, book.atomic():
        known = {(run.case_hash, run.folder) for run in book.runs(asked.case.id)}
        if (asked.case.hash, str(asked.folder)) not in known:
            book.add_run(
                case=asked.case.id, case_hash=asked.case.hash, folder=str(asked.folder),
                seed=asked.seed, passed=bool(found.check and found.check.passed),
                summary=found.summary,
            )  # fmt: skip
    return found


def kept_answers(case: Case, *, ledger: Path | None = None) -> Assessment | None:
    """The answers of the last fit of these very claims, without opening it; None without one."""
    from fogline.answer.stored import kept_answers as kept_in
    from fogline.ledger import Ledger

    with Ledger.open(ledger) as book:
        runs = [run for run in book.runs(case.id) if run.case_hash == case.hash]
    found = (kept_in(Path(run.folder)) for run in reversed(runs))
    return next((each for each in found if each is not None), None)
