"""Judgements of claims: from what somebody decides to rows that supersede the rows judged.

Whoever judges writes a new row; the row judged keeps its words and its number for ever.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fogline.case.case import Case
from fogline.case.checked import Faults
from fogline.case.claims_checks import claim_faults
from fogline.case.claims_table import ClaimRow, claims_csv, read_claims
from fogline.case.load import bundled_cases, resolve_case
from fogline.claims import Claim
from fogline.claims.claim import Verdict
from fogline.ground.errors import FoglineError, InputError

__all__ = ["FIXED_COLUMNS", "Judged", "Ruling", "folder_to_judge", "judged"]

FIXED_COLUMNS = frozenset(
    {
        "id", "supersedes", "author", "note", "extractor", "report", "start", "end", "exact",
        "prefix", "suffix", "sentence", "sentence_start", "unit_as_written", "paraphrase",
    }
)  # fmt: skip
"""What was read, where, by whom: never changed. A new row's note is the reason given."""

_GRADE = re.compile("[A-F][1-6]")
_GRADED = "graded "


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What somebody decides about one claim, and why.

    changes   columns of claims.csv and their new cells, as text
    other     the claim echoed ("echo of"), or the Admiralty grade: reliability A-F of the source
              and credibility 1-6 of what it says, such as B2 ("graded")
    where     where it was found, for messages: a line of a file
    """

    claim: str
    verdict: Verdict
    reason: str
    changes: Mapping[str, str] = field(default_factory=dict)
    other: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The row judged and the row that supersedes it.

    other   what the verdict points at: the claim echoed, the grade; else the new row
    """

    old: Claim
    row: Claim
    verdict: Verdict
    reason: str
    other: str


def folder_to_judge(name_or_folder: str | Path) -> Path:
    """The folder of a case whose claims may be judged; InputError for a bundled one."""
    folder = resolve_case(name_or_folder)
    if folder.resolve() in {path.resolve() for path in bundled_cases().values()}:
        name = folder.name
        raise InputError(
            f"the bundled case {name} is never changed - copy it first: "
            f"fogline copy {name} my-{name}, then judge the claims of my-{name}"
        )
    return folder


def judged(case: Case, rulings: Sequence[Ruling], *, author: str) -> list[Judged]:
    """What rulings come to in a case, in order; one that changes nothing comes to nothing.

    Raises InputError without an author, and with all faults of the rulings at once.
    """
    if not author.strip():
        raise InputError("a judgement without an author - say who judges")
    made: list[Judged] = []
    faults: list[str] = []
    for ruling in rulings:
        now = replace(case, claims=(*case.claims, *(each.row for each in made)))
        try:
            found = _judged(now, ruling, author.strip())
        except FoglineError as error:
            faults.append(f"{ruling.where}{ruling.claim}: {error}")
        else:
            made += [found] if found else []
    if faults:
        raise InputError("\n  ".join(["nothing was judged:", *faults]))
    return made


def _judged(case: Case, ruling: Ruling, author: str) -> Judged | None:
    """The row judged and the row that supersedes it; None when the two say the same."""
    old = _row_to_judge(case, ruling)
    row = _with_cells(case, old, _cells(ruling))
    _refuse_circles(case, old, row)
    if ruling.verdict == "graded":
        row = _graded(row, ruling.other)
    if row == old:
        return None
    first = case.rows_of(old.id)[-1].id
    taken = {claim.id for claim in case.claims}
    number = next(n for n in range(1, len(taken) + 2) if f"{first}.{n}" not in taken)
    reason = ruling.reason.strip()
    row = replace(
        row,
        id=f"{first}.{number}",
        supersedes=old.id,
        author=author,
        note="; ".join(filter(None, (reason, old.note))),
    )
    return Judged(
        old=old, row=row, verdict=ruling.verdict, reason=reason, other=ruling.other or row.id
    )


def _row_to_judge(case: Case, ruling: Ruling) -> Claim:
    """The claim, once it is clear that it stands and that a reason is given."""
    old = case.rows_of(ruling.claim)[0]
    later = next((claim for claim in case.claims if claim.supersedes == old.id), None)
    if later is not None:
        last = next(claim for claim in case.standing() if old in case.rows_of(claim.id))
        raise InputError(f"superseded by {later.id} ({later.author}) - judge {last.id} instead")
    if not ruling.reason.strip():
        raise InputError("a judgement without a reason - say why")
    return old


def _cells(ruling: Ruling) -> dict[str, str]:
    """The cells of the new row that differ from those of the old one."""
    if fixed := FIXED_COLUMNS & ruling.changes.keys():
        raise InputError(
            f"{' and '.join(sorted(fixed))}: what was read is never changed - "
            "change what it means (measure, value, hedge, held_from, ...), or reject the claim"
        )
    cells = dict(ruling.changes)
    if ruling.verdict in ("accepted", "rejected", "proposed"):
        return {**cells, "status": ruling.verdict}
    if ruling.verdict == "echo of":
        return {"relation": "verbatim", **cells, "repeats": ruling.other}
    if ruling.verdict in ("corrected", "retargeted"):
        return {"status": "accepted", **cells}
    return cells


def _with_cells(case: Case, claim: Claim, cells: Mapping[str, str]) -> Claim:
    """The claim with cells of its row in claims.csv changed, links as they come.

    Raises InputError with every wrong cell, and where a case could not hold what is new in it: a
    person answers for a change, so that it is checked as if keyed by hand.
    """
    (row,) = csv.DictReader(io.StringIO(claims_csv([claim]), newline=""))
    row |= cells
    text = io.StringIO()
    csv.writer(text).writerows([row.keys(), row.values()])
    faults = Faults()
    read_back = read_claims(text.getvalue(), "", faults)
    found = {fault.what: fault.remedy for fault in faults.all}
    if not found:
        before = _faults_of(case, claim)
        after = _faults_of(case, read_back[0].claim)
        found = {what: remedy for what, remedy in after.items() if what not in before}
    if found:
        words = (f"{what.removeprefix(f'{claim.id}: ')} - {found[what]}" for what in sorted(found))
        raise InputError("; ".join(words))
    return read_back[0].claim


def _faults_of(case: Case, claim: Claim) -> dict[str, str]:
    """What a case would say of a row keyed by hand, links apart: fault to remedy."""
    alone = replace(claim, extractor="", repeats="", relation="", supersedes="")
    return {fault.what: fault.remedy for fault in claim_faults(case, [ClaimRow(alone, 0)])}


def _refuse_circles(case: Case, old: Claim, row: Claim) -> None:
    """Raise InputError when a claim would be an echo of itself, or of an echo of itself."""
    if row.repeats != old.repeats and row.repeats:
        case.rows_of(row.repeats)  # it must be there
    rows = {claim.id: claim for claim in case.claims}
    own = {claim.id for claim in case.rows_of(old.id)}
    at, seen = row.repeats, set[str]()
    while at in rows and at not in seen:
        seen |= {claim.id for claim in case.rows_of(at)}
        if own & seen:
            raise InputError(f"it would be an echo of itself, through {row.repeats}")
        at = rows[at].repeats


def _graded(row: Claim, grade: str) -> Claim:
    """The row with its grade among the flags, in the place of an earlier one."""
    if not _GRADE.fullmatch(grade):
        raise InputError(
            f"{grade!r} is no Admiralty grade - write the source's reliability A-F and the "
            "credibility 1-6 of what it says, such as B2"
        )
    others = tuple(flag for flag in row.flags if not flag.startswith(_GRADED))
    return replace(row, flags=(*others, f"{_GRADED}{grade}"))
