"""Judgements of claims: from options or a spreadsheet to rows that supersede the rows judged.

Whoever judges writes a new row; the row judged keeps its words and its number for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from fogline.ground.errors import FoglineError, InputError, UnknownName

if TYPE_CHECKING:
    from fogline.case import Case
    from fogline.claims import Claim
    from fogline.flow import Judged
    from fogline.ledger import Verdict

__all__ = ["FIXED_COLUMNS", "Ruling", "chain", "judged", "rule", "standing"]

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


def standing(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that no later row supersedes."""
    found = list(claims)
    superseded = {claim.supersedes for claim in found}
    return [claim for claim in found if claim.id not in superseded]


def chain(claims: Iterable[Claim], name: str) -> list[Claim]:
    """A claim, what it supersedes, and so on to the first row; UnknownName without such a claim."""
    rows = {claim.id: claim for claim in claims}
    if name not in rows:
        raise UnknownName("claim", name, list(rows))
    found = [rows[name]]
    while found[-1].supersedes:
        found.append(rows[found[-1].supersedes])
    return found


def rule(rulings: Sequence[Ruling]) -> Callable[[Case], list[Judged]]:
    """What ``flow.judge`` asks for: the judgements that these rulings come to in a case.

    A ruling that changes nothing comes to none. All faults are raised at once, as InputError.
    """

    def decide(case: Case) -> list[Judged]:
        made: list[Judged] = []
        faults: list[str] = []
        for ruling in rulings:
            now = replace(case, claims=(*case.claims, *(each.row for each in made)))
            try:
                found = judged(now, ruling)
            except FoglineError as error:
                faults.append(f"{ruling.where}{ruling.claim}: {error}")
            else:
                made += [found] if found else []
        if faults:
            raise InputError("\n  ".join(["nothing was judged:", *faults]))
        return made

    return decide


def judged(case: Case, ruling: Ruling) -> Judged | None:
    """The row judged and the row that supersedes it; None when the two say the same.

    Raises InputError (UnknownName for a name) when the case cannot hold it.
    """
    from fogline import flow

    old = _row_to_judge(case, ruling)
    row = flow.with_cells(case, old, _cells(case, ruling))
    _refuse_circles(case, old, row)
    if ruling.verdict == "graded":
        row = _graded(row, ruling.other)
    if row == old:
        return None
    first = chain(case.claims, old.id)[-1].id
    taken = {claim.id for claim in case.claims}
    number = next(n for n in range(1, len(taken) + 2) if f"{first}.{n}" not in taken)
    reason = ruling.reason.strip()
    row = replace(
        row,
        id=f"{first}.{number}",
        supersedes=old.id,
        note="; ".join(filter(None, (reason, old.note))),
    )
    return flow.Judged(old=old, row=row, verdict=ruling.verdict, reason=reason, other=ruling.other)


def _row_to_judge(case: Case, ruling: Ruling) -> Claim:
    """The claim, once it is clear that it stands and that a reason is given."""
    old = chain(case.claims, ruling.claim)[0]
    later = next((claim for claim in case.claims if claim.supersedes == old.id), None)
    if later is not None:
        last = next(claim for claim in standing(case.claims) if old in chain(case.claims, claim.id))
        raise InputError(f"superseded by {later.id} ({later.author}) - judge {last.id} instead")
    if not ruling.reason.strip():
        raise InputError("a judgement without a reason - say why")
    return old


def _cells(case: Case, ruling: Ruling) -> dict[str, str]:
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


def _refuse_circles(case: Case, old: Claim, row: Claim) -> None:
    """Raise InputError when a claim would be an echo of itself, or of an echo of itself."""
    if row.repeats != old.repeats and row.repeats:
        chain(case.claims, row.repeats)  # it must be there
    rows = {claim.id: claim for claim in case.claims}
    own = {claim.id for claim in chain(case.claims, old.id)}
    at, seen = row.repeats, set[str]()
    while at in rows and at not in seen:
        seen |= {claim.id for claim in chain(case.claims, at)}
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
