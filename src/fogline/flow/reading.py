"""The first part of the story: files to reports and claims, few or a million of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.ground.errors import InputError

if TYPE_CHECKING:
    from fogline.case import Case
    from fogline.claims import Claim
    from fogline.claims.bulk import FoundInFile
    from fogline.claims.language_model import ModelServer
    from fogline.ledger import Ledger
    from fogline.report import Report
    from fogline.tasks import Outcome, Task

__all__ = [
    "Progress",
    "ReadFile",
    "draft",
    "language_model",
    "names_text",
    "quiet",
    "read",
    "read_each",
]

Progress = Callable[[str, float | None], None]


def quiet(words: str, fraction: float | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """What became of one file, or of a part of an archive.

    found      its reports and claims, and what could not be read; no reports in it where it was
               read in an earlier run and ``contents`` are not wanted
    n_files    how many files there are in all
    n_new      reports the ledger did not have before
    was_kept   read in an earlier run
    """

    source: str
    found: FoundInFile
    n_files: int
    n_reports: int
    n_claims: int
    n_new: int = 0
    was_kept: bool = False


def read_each(
    sources: Sequence[str],
    *,
    published: date | None = None,
    ledger: Path | None = None,
    where: str = "",
    contents: bool = True,
    names: str = "",
    model: ModelServer | None = None,
    progress: Progress | None = None,
) -> Iterator[ReadFile]:
    """Files to claims, one after the other, in no set order.

    where      "here", "processes:4", a Dask scheduler's address; "": here for few files, else a
               process a core
    contents   whether files read in an earlier run come with their reports and claims
    names      a gazetteer laid over the bundled one: a TOML file, or a case that has one
    model      a language model to propose the claims (``language_model``), instead of the rules

    The reports and claims of a file enter the ledger in one transaction. Of many files, those read
    in an earlier run, whole or broken off, are not read again. A file that cannot be read is given
    with the reason. Raises InputError for an empty folder, LedgerError, TasksError.
    """
    from fogline.claims import bulk
    from fogline.claims.bulk import MANY, read_one_task
    from fogline.ledger import Ledger
    from fogline.tasks import Task, is_elsewhere, run, run_kept

    tell = progress or quiet
    n_files, files = bulk.files_to_read(sources, published, names_text(names), model)
    tasks = (Task(each.key, each.arguments, each.name) for each in files)
    n_new: dict[str, int] = {}

    def packed(task: Task) -> tuple[Any, ...]:
        return bulk.with_its_bytes(task.arguments)

    pack = packed if is_elsewhere(where) else None
    with Ledger.open(ledger) as book, book.work("read", *sources):

        def keep(task: Task, found: FoundInFile) -> dict[str, Any]:
            n_new[task.key] = sum(book.add_report(report) for report, _ in found.reports)
            for _, claims in found.reports:
                book.add_claims(claims)
            return found.as_record()

        tell(f"reading {sources[0] if n_files == 1 else f'{n_files:,} files'}", None)
        if n_files < MANY:
            outcomes = run(tasks, read_one_task, where=where or "here", pack=pack)
        else:
            where, batch = where or "processes", f"read: {bulk.reader_version()}"
            outcomes = run_kept(
                book, batch, tasks, read_one_task, where=where, keep=keep, pack=pack
            )
        for number, outcome in enumerate(outcomes, start=1):
            if n_files < MANY and outcome.failure is None:
                with book.atomic():
                    keep(outcome.task, outcome.result)
            tell(f"{number:,} of {max(number, n_files):,} files read", min(number / n_files, 1))
            each = _read_file(outcome, book if contents else None)
            yield replace(each, n_files=n_files, n_new=n_new.pop(outcome.task.key, 0))


def names_text(where: str) -> str:
    """The gazetteer named, as text, once it is clear that it can be read; "" for none.

    where   a TOML file, a case, or a folder that is to be one, with a ``gazetteer.toml``
    """
    from fogline.case import resolve_case
    from fogline.claims import Gazetteer

    if not where:
        return ""
    path = Path(where)
    if (path / "gazetteer.toml").is_file():
        path = path / "gazetteer.toml"
    elif not path.is_file() or path.name == "case.toml":
        path = resolve_case(where) / "gazetteer.toml"
    Gazetteer.read(path)
    return path.read_text(encoding="utf-8")


def _read_file(outcome: Outcome, book: Ledger | None) -> ReadFile:
    """What became of a task of reading; ``book`` is where contents kept before are taken from."""
    from fogline.claims.bulk import FoundInFile

    source, record = outcome.task.label, outcome.result
    if outcome.failure is not None:
        record = FoundInFile(bad=((source, outcome.failure.words),))
    if isinstance(record, FoundInFile):
        n_claims = sum(len(claims) for _, claims in record.reports)
        return ReadFile(
            source=source, found=record, n_files=1, n_reports=len(record.reports),
            n_claims=n_claims,
        )  # fmt: skip
    reports: list[tuple[Report, tuple[Claim, ...]]] = []
    if book is not None:
        for report, ids in record["reports"].items():
            rows = {claim.id: claim for claim in book.claims(report=report)}
            reports.append((book.report(report), tuple(rows[each] for each in ids)))
    return ReadFile(
        source=source,
        found=FoundInFile.of_record(record, reports),
        n_files=1,
        n_reports=len(record["reports"]),
        n_claims=sum(map(len, record["reports"].values())),
        was_kept=True,
    )


def read(
    sources: Sequence[str],
    *,
    published: date | None = None,
    ledger: Path | None = None,
    names: str = "",
    model: ModelServer | None = None,
    progress: Progress | None = None,
) -> tuple[list[tuple[Report, tuple[Claim, ...]]], list[str]]:
    """Every report with its claims, and why others in folders or archives could not be read.

    names   a gazetteer laid over the bundled one: a TOML file, or a case that has one

    Raises InputError for a named file that cannot be read, and where nothing could be.
    """
    found: list[tuple[Report, tuple[Claim, ...]]] = []
    bad: list[str] = []
    for each in read_each(
        sources, published=published, ledger=ledger, names=names, model=model, progress=progress
    ):
        found += each.found.reports
        why = [words for _, words in each.found.bad]
        if why and not each.found.reports and each.source in sources:
            raise InputError("\n  ".join(why))
        bad += why
    if not found:
        raise InputError("\n  ".join(["nothing could be read:", *bad]))
    if len(found) > 1:
        place = {source: number for number, source in enumerate(sources)}
        found.sort(key=lambda pair: (place.get(pair[0].source, -1), pair[0].source, pair[0].id))
    return found, bad


def language_model(url: str, model: str, *, remote: bool = False) -> ModelServer:
    """A server to ask for claims; LanguageModelError for an address that may not be asked."""
    from fogline.claims.language_model import ModelServer

    return ModelServer(url=url, model=model, remote=remote)


def draft(
    sources: Sequence[str],
    *,
    published: date | None = None,
    out: Path | None = None,
    ledger: Path | None = None,
    names: str = "",
    model: ModelServer | None = None,
    progress: Progress | None = None,
) -> Case:
    """A case drafted from reports; written as a folder to ``out`` when given.

    names   a gazetteer laid over the bundled one: a TOML file, or a case that has one; it is kept
            in ``out``, as the case's own

    Raises NotEnoughEvidence, saying what is missing, when the claims speak of too little.
    """
    from fogline.case import explained_draft, write_case
    from fogline.case.write import refuse_taken
    from fogline.ground.files import write_atomically

    if out is not None:
        refuse_taken(out)
    own = names_text(names)
    found, bad = read(
        sources, published=published, ledger=ledger, names=names, model=model, progress=progress
    )
    claims = [claim for _, some in found for claim in some]
    reports = [report for report, _ in found]
    name = re.sub(r"[^a-z0-9]+", "_", out.name.lower()).strip("_") if out is not None else ""
    case, why = explained_draft(reports, claims, name=name or "draft", unread=bad, names=own)
    if out is not None:
        write_case(case, out, why)
        if own:
            write_atomically(out / "gazetteer.toml", own)
    return case
