"""The ledger: reports, claims, judgements, runs, artefacts and results of tasks.

In one SQLite file or a PostgreSQL database (``stores``), behind one ``atomic()`` seam: what a
finished block wrote survives a crash of the program or the machine; a block that was interrupted
left nothing. One connection serves one thread.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import Table, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from fogline.claims import Claim
from fogline.ground.errors import LedgerError, UnknownName
from fogline.ground.ids import sha256_text
from fogline.ledger import tables, works
from fogline.ledger.reading import CHUNK, Readings
from fogline.ledger.records import claim_to_json, report_to_json
from fogline.ledger.roles import AbstractStore
from fogline.ledger.rows import Judgement, Verdict
from fogline.ledger.schema import MIGRATIONS
from fogline.ledger.stores import open_store
from fogline.report import Report

__all__ = ["Ledger", "default_path", "default_place"]

_log = logging.getLogger(__name__)

BUSY_SECONDS = 10.0
"""How long to wait for another writer. Source: chosen by us; a write takes milliseconds."""

# Text that neither a C string nor UTF-8 can hold: the record keeps it, escaped.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def default_place() -> str:
    """$FOGLINE_LEDGER, a file or postgresql://..., else a file in the user's data folder."""
    if named := os.environ.get("FOGLINE_LEDGER"):
        return named
    base = os.environ.get("XDG_DATA_HOME")
    folder = Path(base) if base and Path(base).is_absolute() else Path.home() / ".local" / "share"
    return str(folder / "fogline" / "ledger.sqlite")


def default_path() -> Path:
    """``default_place()`` as a file."""
    return Path(default_place()).expanduser()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Ledger(Readings):
    """An open ledger; use it in a ``with`` block, which closes it.

    Reads may happen at any time. Writes happen inside ``with ledger.atomic():``, which commits when
    the block ends and rolls all of it back when the block raises. Every method raises LedgerError
    when the store is locked, damaged, read-only, away, written by a newer Fogline, or full.
    """

    def __init__(self, store: AbstractStore) -> None:
        super().__init__(store)
        self._depth = 0
        self.place = store.place

    @classmethod
    def open(cls, place: Path | str | None = None, *, timeout: float = BUSY_SECONDS) -> Ledger:
        """The ledger in a file or database, made or migrated when needed.

        place     a file or an address postgresql://user@host:port/database; None for
                  ``default_place()``
        timeout   seconds to wait while another program writes
        """
        store = open_store(place if place is not None else default_place(), timeout)
        ledger = cls(store)
        try:
            while ledger._version() < len(MIGRATIONS[store.dialect]):
                ledger._migrate()
        except BaseException:
            store.close()
            raise
        return ledger

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go; an unfinished ``atomic()`` block is rolled back."""
        self._store.close()

    # Opening

    def _version(self) -> int:
        version, known = self._store.version(), len(MIGRATIONS[self._store.dialect])
        if version > known:
            raise LedgerError(
                f"the ledger {self.place} is of version {version}, written by a newer Fogline; "
                f"this one knows version {known} - update Fogline or name another ledger"
            )
        return version

    def _migrate(self) -> None:
        """One migration and the record of it, in one transaction; another program may be first."""
        migrations = MIGRATIONS[self._store.dialect]
        with self.atomic():
            if self._store.dialect == "postgresql":
                self._store.do("CREATE SCHEMA IF NOT EXISTS fogline")
            version = self._version()
            if version == len(migrations):
                return
            what, statements = migrations[version]
            for statement in statements:
                self._store.do(statement)
            self._store.do(f"INSERT INTO migrations VALUES ({version + 1}, '{what}', '{_now()}')")
            self._store.set_version(version + 1)

    # The one seam

    @contextmanager
    def atomic(self) -> Iterator[Ledger]:
        """All writes of the block or none; a block inside a block may fail on its own."""
        is_outer = self._depth == 0
        point = f"point_{self._depth}"
        if is_outer:
            self._begin()
        else:
            self._store.do(f"SAVEPOINT {point}")
        self._depth += 1
        try:
            yield self
            if is_outer:
                self._store.commit()
            else:
                self._store.do(f"RELEASE SAVEPOINT {point}")
        except BaseException:
            # SQLite may have rolled back by itself already, as on a full disk; after a Ctrl-C in
            # mid-statement the connection is gone, and the transaction with it
            with suppress(LedgerError):
                if is_outer:
                    self._store.do("ROLLBACK")
                else:
                    self._store.do(f"ROLLBACK TO SAVEPOINT {point}")
                    self._store.do(f"RELEASE SAVEPOINT {point}")
            raise
        finally:
            self._depth -= 1

    def _begin(self) -> None:
        try:
            self._store.begin()
        except LedgerError:
            with suppress(LedgerError):
                self._store.do("ROLLBACK")
            raise

    # Writing

    def _add(self, table: Table, rows: list[dict[str, Any]], *unique: str) -> int:
        """Add rows but those whose ``unique`` columns are there already; returns how many."""
        self._must_be_atomic()
        if not rows:
            return 0
        dialect = postgresql if self._store.dialect == "postgresql" else sqlite
        statement = dialect.insert(table).on_conflict_do_nothing(index_elements=unique)
        return int(self._store.do(statement, [_keepable(row) for row in rows]).rowcount)

    def _append(self, table: Table, **row: Any) -> int:
        """Add one row; returns its number."""
        self._must_be_atomic()
        return int(self._store.do(table.insert().returning(table.c.seq), _keepable(row)).scalar())

    @contextmanager
    def work(self, verb: str, *paths: Path | str) -> Iterator[Ledger]:
        """Mark in the ledger that something is being done, so that a stop is noticed.

        At the start, what was stopped since is said in the log: that it was, and what is kept of
        it. A work that raises was not stopped. Not within ``atomic()``.
        """
        for found in works.stopped(self):
            _log.warning("%s", found)
        number = works.begin(self, verb, paths)
        try:
            yield self
        except BaseException:
            with suppress(LedgerError):
                works.end(self, number, "failed")
            raise
        works.end(self, number, "done")

    def _must_be_atomic(self) -> None:
        if not self._depth:
            raise LedgerError("a write outside atomic() - wrap it in `with ledger.atomic():`")

    def add_report(self, report: Report) -> bool:
        """Keep a report; False when the same words of the same day are there already."""
        return self.add_reports((report,)) == 1

    def add_reports(self, reports: Iterable[Report]) -> int:
        """Keep reports; returns how many were not there. A thousand in memory at a time."""
        return self._add_all(tables.reports, map(_report_row, reports), "id")

    def add_claims(self, claims: Iterable[Claim]) -> int:
        """Keep claims; those there already, value for value, are left alone. Returns how many new.

        Ids keyed by hand belong to their case: the same id with other values is kept as another
        row, never merged. A thousand in memory at a time.
        """
        return self._add_all(tables.claims, map(_claim_row, claims), "id", "digest")

    def _add_all(self, table: Table, rows: Iterator[dict[str, Any]], *unique: str) -> int:
        self._must_be_atomic()
        n_new = 0
        while chunk := list(islice(rows, CHUNK)):
            n_new += self._add(table, chunk, *unique)
        return n_new

    def judge(
        self, claim: str, verdict: Verdict, *, author: str, reason: str, other: str = ""
    ) -> Judgement:
        """Append a judgement of a claim; earlier ones stay.

        other   what the verdict points at: the correcting claim, the echoed claim, the grade
        Raises UnknownName for a claim that is not there or a verdict that is none.
        """
        verdicts = get_args(Verdict)
        if verdict not in verdicts:
            raise UnknownName("verdict", verdict, verdicts)
        if not author.strip():
            raise LedgerError("a judgement without an author - say who judges")
        ids = tables.claims.c.id
        if self._one(select(literal(1)).where(ids == claim).limit(1)) is None:
            raise UnknownName("claim", claim, self._known(ids))
        made_at = _now()
        number = self._append(
            tables.judgements, claim=claim, verdict=verdict, author=author, reason=reason,
            other=other, made_at=made_at,
        )  # fmt: skip
        return Judgement(number, claim, verdict, author, reason, other, made_at)

    def add_run(
        self, *, case: str, case_hash: str, folder: str, seed: int, passed: bool, summary: Any = ""
    ) -> int:
        """Keep that a case was run; returns the run's number. ``summary`` is any JSON value."""
        return self._append(
            tables.runs, case_id=case, case_hash=case_hash, folder=folder, seed=seed,
            passed=int(passed), made_at=_now(),
            summary=json.dumps(summary, ensure_ascii=False, default=str),
        )  # fmt: skip

    def add_artefact(self, run: int, name: str, path: Path | str, *, sha256: str, size: int) -> int:
        """Keep that a run made a named file; returns the artefact's number."""
        return self._append(
            tables.artefacts, run=run, name=name, path=str(path), sha256=sha256, bytes=size,
            made_at=_now(),
        )  # fmt: skip

    def add_result(self, batch: str, key: str, value: Any) -> bool:
        """Keep a task's result, any JSON value; False where one is there, which stays."""
        row = {"batch": batch, "key": key, "value": json.dumps(value), "made_at": _now()}
        return self._add(tables.results, [row], "batch", "key") == 1


def _keepable(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _UNKEEPABLE.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in row.items()
    }


def _report_row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id, "title": report.title, "publisher": report.publisher,
        "published": report.published.isoformat() if report.published else None,
        "url": report.url, "source": report.source, "text_sha256": report.text_sha256,
        "record": report_to_json(report), "added_at": _now(),
    }  # fmt: skip


def _claim_row(claim: Claim) -> dict[str, Any]:
    record = claim_to_json(claim)
    return {
        "id": claim.id, "digest": sha256_text(record), "report": claim.report,
        "subject": claim.subject.entity, "measure": claim.measure, "origin": claim.origin,
        "status": claim.status,
        "printed_on": claim.printed_on.isoformat() if claim.printed_on else None,
        "words": claim.words, "record": record, "added_at": _now(),
    }  # fmt: skip
