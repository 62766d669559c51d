"""Whole ledgers: copied to another store row by row, checked, and made again from a case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, and_, func, literal, select

from fogline.claims import Claim
from fogline.claims.claim import Verdict
from fogline.ground.errors import LedgerError
from fogline.ground.ids import sha256_text
from fogline.ledger import tables
from fogline.ledger.ledger import Ledger, default_place
from fogline.ledger.reading import CHUNK
from fogline.report import Report

__all__ = ["copy_ledger", "problems", "put_aside_if_damaged", "remember"]

Tell = Callable[[str, float | None], None]


def copy_ledger(source: Ledger, target: Ledger, tell: Tell) -> dict[str, int]:
    """Copy every row, with its number and dates, into an empty ledger; rows by table.

    Both are locked for writers meanwhile. Before it is final, what arrived is read back and must be
    what was sent, row for row. Raises LedgerError when the target holds rows or differs.
    """
    taken = {name: n for name, n in target.counts().items() if n}
    if taken:
        held = ", ".join(f"{n} {name}" for name, n in taken.items())
        raise LedgerError(f"the ledger {target.place} holds {held} - copy into an empty one")
    with source.atomic(), target.atomic():
        counts = source.counts()
        total, done = 2 * sum(counts.values()) or 1, 0
        for table in tables.KEPT:
            sent, arrived = hashlib.sha256(), hashlib.sha256()
            for rows in _chunks(source, table, sent):
                target._store.do(table.insert(), [dict(row._mapping) for row in rows])
                done += len(rows)
                tell(f"copying {table.name}", done / total)
            target._store.after_copy(table)
            for rows in _chunks(target, table, arrived):
                done += len(rows)
                tell(f"reading back {table.name}", done / total)
            if sent.digest() != arrived.digest():
                raise LedgerError(
                    f"the {table.name} in {target.place} are not what {source.place} sent - "
                    "nothing was kept there; check both with `fogline ledger check`"
                )
    return counts


def _chunks(ledger: Ledger, table: Table, digest: Any) -> Iterable[list[Any]]:
    rows: list[Any] = []
    for row in ledger._each(table, *table.c[1:]):
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        rows.append(row)
        if len(rows) == CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows


def problems(ledger: Ledger, tell: Tell) -> list[str]:
    """What is wrong with a ledger, as sentences; empty when it is whole.

    The store's own check; that every claim still says what was signed for it; that no judgement or
    artefact points at a row that is not there; that full text knows every row.
    """
    tell("asking the store", None)
    found = ledger._store.problems()
    n_claims = ledger._one(select(func.count()).select_from(tables.claims))
    changed = []
    claims = tables.claims.c
    for number, row in enumerate(
        ledger._each(tables.claims, claims.id, claims.digest, claims.record)
    ):
        if sha256_text(row.record) != row.digest:
            changed.append(row.id)
        if number % 5000 == 0:
            tell("reading every claim", number / n_claims)
    if changed:
        some = ", ".join(changed[:5]) + (" ..." if len(changed) > 5 else "")
        found.append(f"{len(changed)} claims do not say what they said when kept: {some}")
    judged = tables.judgements.c
    strays = _count_without(ledger, tables.judgements, tables.claims, judged.claim == claims.id)
    if strays:
        found.append(f"{strays} judgements of claims that are not there")
    runs = tables.artefacts.c.run == tables.runs.c.seq
    if strays := _count_without(ledger, tables.artefacts, tables.runs, runs):
        found.append(f"{strays} artefacts of runs that are not there")
    return found


def _count_without(ledger: Ledger, table: Table, other: Table, match: Any) -> int:
    exists = select(literal(1)).select_from(other).where(match).correlate(table).exists()
    return int(ledger._one(select(func.count()).select_from(table).where(and_(~exists))))


def put_aside_if_damaged(place: Path | str | None) -> Path | None:
    """Rename a SQLite ledger that is damaged, with what belongs to it; its new name, or None.

    Raises LedgerError for a healthy store that cannot be used for another reason.
    """
    where = str(place if place is not None else default_place())
    file = Path(where).expanduser()
    if "postgres" in where.split(":", maxsplit=1)[0] or not file.exists():
        return None
    try:
        with Ledger.open(file) as ledger:
            if not ledger._store.problems():
                return None
    except LedgerError as error:
        if "damaged" not in str(error) and "no SQLite file" not in str(error):
            raise
    moved = file.with_name(f"{file.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    try:
        file.rename(moved)
        for tail in ("-wal", "-shm"):
            beside = file.with_name(file.name + tail)
            if beside.exists():
                beside.rename(moved.with_name(moved.name + tail))
    except OSError as error:
        raise LedgerError(
            f"the damaged ledger {file} cannot be renamed: {error.strerror} - move it yourself"
        ) from error
    return moved


def remember(ledger: Ledger, reports: Iterable[Report], claims: Iterable[Claim]) -> dict[str, int]:
    """Keep what a case folder holds and the ledger lacks; how many of each, by table.

    A row of claims.csv that supersedes another was a judgement: where the ledger has none of the
    same claim by the same author, it is noted again, with the reason that the row's note gives.
    """
    rows = list(claims)
    by_id = {claim.id: claim for claim in rows}
    with ledger.atomic():
        added = {
            "reports": ledger.add_reports(reports),
            "claims": ledger.add_claims(rows),
            "judgements": 0,
        }
        for row in rows:
            old = by_id.get(row.supersedes)
            if old is None or not row.author:
                continue
            known = {(made.author, made.other) for made in ledger.judgements(old.id)}
            if any(author == row.author for author, _ in known):
                continue
            ledger.judge(
                old.id, _verdict(old, row), author=row.author, other=row.id,
                reason=row.note.removesuffix(old.note).removesuffix("; "),
            )  # fmt: skip
            added["judgements"] += 1
    return added


def _verdict(old: Claim, row: Claim) -> Verdict:
    """What the judgement was, as far as the two rows tell."""
    if row.repeats != old.repeats and row.repeats:
        return "echo of"
    if row.subject != old.subject:
        return "retargeted"
    if row.status != old.status and row.status in ("accepted", "rejected", "proposed"):
        return row.status  # type: ignore[return-value]
    return "corrected"
