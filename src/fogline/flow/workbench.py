"""The story told of one case that stays open, as the app has it: its kept answers, its fit,
reports added to it, scenarios tried and saved. Like ``flow`` it owns transactions and seeds and
holds no science."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.flow.desk import noted
from fogline.ground.words import count_words

if TYPE_CHECKING:
    from fogline.answer import Assessment, WhatIf
    from fogline.answer.changes import Change
    from fogline.ask.question import Question
    from fogline.case import Case
    from fogline.case.case import Scenario
    from fogline.claims import Claim
    from fogline.report import Report

__all__ = [
    "accept",
    "answers",
    "changed",
    "copy_case",
    "is_bundled",
    "kept_answers",
    "proposal",
    "propose",
    "question",
    "recovered",
    "save_what_if",
    "scenario",
    "scenario_changes",
    "what_if",
]

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


def recovered(case: Case, *, ledger: Path | None = None) -> list[str]:
    """What was stopped in its midst since the last start, and what was made whole of it.

    Judgements and claims that a case of one's own holds and the ledger lacks are added to it.
    """
    from fogline.ledger import Ledger
    from fogline.ledger.moving import remember
    from fogline.ledger.works import stopped

    with Ledger.open(ledger) as book:
        said = stopped(book)
        if not is_bundled(Path(case.folder)):
            made = remember(book, case.reports, case.claims)["judgements"]
            if made:
                said.append(
                    f"{count_words(made, 'judgement')} in claims.csv had no line in this machine's "
                    "audit log: added to it"
                )
    return said


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
                summary=[str(sentence) for sentence in found.summary],
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


def changed(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """What a new fit changed, and which claims moved it."""
    from fogline.ask.changes import changes

    return changes(before, after)


# What if ------------------------------------------------------------------------------------


def scenario(**fields: Any) -> Scenario:
    """A what-if, with the fields of ``case.Scenario``."""
    from fogline.case.case import Scenario

    return Scenario(**fields)


def scenario_changes() -> tuple[str, ...]:
    """The kinds of change that a what-if may make."""
    from typing import get_args, get_type_hints

    from fogline.case.case import Scenario

    return get_args(get_type_hints(Scenario)["change"])


def what_if(asked: Question, wanted: Scenario) -> WhatIf:
    """A what-if on the open fit. Raises InputError where the case cannot do what is wanted."""
    return asked.what_if(wanted)


def save_what_if(folder: Path, wanted: Scenario) -> Path:
    """Keep a what-if in a case of one's own; returns its file. Raises FoglineError."""
    from fogline.case import save_scenario
    from fogline.case.judging import folder_to_judge

    return save_scenario(folder_to_judge(folder), wanted)


# Evidence as it comes -----------------------------------------------------------------------


def propose(
    name: str, data: bytes, *, published: date | None = None, ledger: Path | None = None
) -> list[tuple[Report, list[Claim]]]:
    """Read a page, a PDF or a text as it was handed over; report and claims enter the ledger.

    Nothing enters a case before somebody accepts it. Raises InputError where it cannot be read.
    """
    import tempfile

    from fogline.claims import extract
    from fogline.ledger import Ledger
    from fogline.report import read_report

    plain = "".join(c if c.isalnum() or c in "._- " else "_" for c in Path(name).name)[-80:]
    with tempfile.TemporaryDirectory(prefix="fogline-") as folder:
        file = Path(folder) / (plain.strip(". ") or "pasted.txt")
        file.write_bytes(data)
        items = read_report(str(file), published=published)
    read = [replace(item, source=name) for item in items]
    found = [(item, extract(item)) for item in read]
    with Ledger.open(ledger) as book, book.atomic():
        for item, claims in found:
            book.add_report(item)
            book.add_claims(claims)
    return found


def proposal(report: str, *, ledger: Path | None = None) -> tuple[Report, list[Claim]]:
    """A report that was read, and the claims proposed from it; UnknownName without such."""
    from fogline.ledger import Ledger

    with Ledger.open(ledger) as book:
        return book.report(report), book.claims(report=report)


@noted("accept")
def accept(
    folder: Path,
    report: str,
    claims: Collection[str],
    *,
    author: str,
    reason: str,
    ledger: Path | None = None,
) -> list[Claim]:
    """Take claims of a report that was read into a case of one's own, all or none of them.

    Those not taken stay in the ledger as they were read. Raises InputError for a bundled case,
    without an author or a claim, and CaseError where the case would not load.
    """
    from fogline.case import add_report
    from fogline.case.judging import folder_to_judge
    from fogline.ground.errors import InputError
    from fogline.ledger import Ledger

    target = folder_to_judge(folder)
    if not author.strip():
        raise InputError("a judgement without an author - say who judges")
    with Ledger.open(ledger) as book, book.atomic():
        found = [claim for claim in book.claims(report=report) if claim.id in claims]
        if not found:
            raise InputError("no claim is chosen - tick those that are right")
        taken = [replace(c, status="accepted", author=author.strip()) for c in found]
        kept = add_report(target, book.report(report), taken)
        book.add_claims(kept)
        for claim in kept:
            book.judge(claim.id, "accepted", author=author.strip(), reason=reason)
    return kept
