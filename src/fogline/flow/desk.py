"""A part of the story: judging claims, and looking after the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from fogline.flow.reading import Progress, quiet

if TYPE_CHECKING:
    from fogline.case import Case
    from fogline.case.judging import Ruling
    from fogline.claims import Claim
    from fogline.claims.claim import Verdict
    from fogline.ledger import Judgement

__all__ = [
    "check_ledger",
    "claims_sheet",
    "copy_ledger",
    "judge",
    "judgements",
    "ledger_counts",
    "noted",
    "rebuild_ledger",
    "ruling",
    "sheet_rulings",
]

P = ParamSpec("P")
T = TypeVar("T")


def noted(verb: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Marks in the ledger that a verb is at work, so that the next start says when it was killed.

    The verb's first argument is a case or several sources; its ledger the argument ``ledger``.
    """

    def of(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def noted(*args: P.args, **kwargs: P.kwargs) -> T:
            from fogline.ledger import Ledger

            first: Any = args[0]
            paths = (first,) if isinstance(first, str | Path) else first
            place: Any = kwargs.get("ledger")
            with Ledger.open(place) as book, book.work(verb, *paths):
                return function(*args, **kwargs)

        return noted

    return of


# Judging claims -----------------------------------------------------------------------------


def ruling(claim: str, verdict: Verdict, reason: str, **more: Any) -> Ruling:
    """What somebody decides about a claim; ``changes`` and ``other`` as in ``case.judging``."""
    from fogline.case.judging import Ruling

    return Ruling(claim=claim, verdict=verdict, reason=reason, **more)


@noted("judge")
def judge(
    case: str, rulings: Sequence[Ruling], *, author: str, ledger: Path | None = None
) -> list[Claim]:
    """Append what is decided about a case's claims, all or nothing; returns the new rows.

    Each judgement is a new row of claims.csv that supersedes the one judged, and a line of the
    ledger's audit log; nothing is edited or deleted. The ledger is locked from the reading of the
    case to the end, so that two people who judge at once with one ledger lose nothing.

    Raises InputError for a bundled case, without an author, and with all faults of the rulings,
    CaseError where the case would not load, LedgerError; then nothing was written.
    """
    from fogline.case import load_case, save_claims
    from fogline.case.judging import folder_to_judge, judged
    from fogline.ledger import Ledger
    from fogline.ledger.moving import remember

    folder = folder_to_judge(case)
    with Ledger.open(ledger) as book, book.atomic():
        opened = load_case(folder)
        old = {claim.supersedes for claim in opened.claims if claim.supersedes}
        judged_rows = [c for c in opened.claims if c.supersedes or c.id in old]
        remember(book, (), judged_rows)  # a judgement killed before its end
        made = judged(opened, rulings, author=author)
        for each in made:
            book.add_claims((each.old, each.row))
            book.judge(
                each.old.id, each.verdict, author=each.row.author, reason=each.reason,
                other=each.other,
            )  # fmt: skip
        save_claims(folder, [each.row for each in made], case=opened)
    return [each.row for each in made]


def judgements(claims: Collection[str], *, ledger: Path | None = None) -> list[Judgement]:
    """The audit log of claims, by id, oldest first."""
    from fogline.ledger import Ledger

    with Ledger.open(ledger) as book:
        return [made for made in book.judgements() if made.claim in claims]


def claims_sheet(claims: Iterable[Claim]) -> str:
    """Claims as CSV text with the columns of claims.csv; no cell can act as a formula."""
    from fogline.case.sheet import sheet_text

    return sheet_text(claims)


def sheet_rulings(case: Case, data: bytes, name: str, *, reason: str = "") -> list[Ruling]:
    """What was changed in such a sheet, as rulings; all its faults at once (InputError)."""
    from fogline.case.sheet import rulings_of_sheet

    return rulings_of_sheet(case, data, name, reason=reason)


# The ledger as a whole -------------------------------------------------------------------------


def ledger_counts(ledger: Path | None = None) -> tuple[str, dict[str, int]]:
    """Where the ledger is, without a password, and its rows by table."""
    from fogline.ledger import Ledger

    with Ledger.open(ledger) as book:
        return book.place, book.counts()


def check_ledger(ledger: Path | None = None, *, progress: Progress | None = None) -> list[str]:
    """What is wrong with the ledger, as sentences; empty when it is whole."""
    from fogline.ledger import Ledger
    from fogline.ledger.moving import problems

    with Ledger.open(ledger) as book:
        return problems(book, progress or quiet)


def copy_ledger(source: str, target: str, *, progress: Progress | None = None) -> dict[str, int]:
    """Copy a ledger, row for row, into an empty one of either kind; rows by table.

    Raises LedgerError where the target holds rows; nothing is then changed.
    """
    from fogline.ledger import Ledger
    from fogline.ledger.moving import copy_ledger

    with Ledger.open(source) as old, Ledger.open(target) as new:
        return copy_ledger(old, new, progress or quiet)


def rebuild_ledger(
    cases: Sequence[str], *, ledger: Path | None = None, progress: Progress | None = None
) -> tuple[Path | None, dict[str, int]]:
    """Keep what case folders hold and the ledger lacks; a damaged SQLite file is put aside first.

    Returns the damaged file's new name, if there was one, and how many rows were added by table.
    """
    from fogline.case import load_case, resolve_case
    from fogline.ledger import Ledger
    from fogline.ledger.moving import put_aside_if_damaged, remember

    tell = progress or quiet
    opened = [load_case(resolve_case(case)) for case in cases]
    aside = put_aside_if_damaged(ledger)
    total: dict[str, int] = {}
    with Ledger.open(ledger) as book:
        for case in opened:
            tell(f"reading {case.id}", None)
            added = remember(book, case.reports, case.claims)
            total = {table: total.get(table, 0) + n for table, n in added.items()}
    return aside, total
