"""The ledger: reports, claims, judgements, runs and artefacts in one SQLite file.

Write-ahead log with ``synchronous=FULL``: what a finished ``atomic()`` block wrote survives a crash
of the program or the machine; a block that was interrupted left nothing. Readers see the last
finished block while a writer works. One connection serves one thread.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from fogline.claims import Claim
from fogline.ground.errors import LedgerError, UnknownName
from fogline.ground.ids import sha256_text
from fogline.ledger.faults import as_ledger_error
from fogline.ledger.records import (
    claim_from_json,
    claim_to_json,
    report_from_json,
    report_to_json,
)
from fogline.ledger.rows import Artefact, Judgement, Run, Verdict
from fogline.ledger.schema import APPLICATION_ID, MIGRATIONS
from fogline.report import Report

__all__ = ["Ledger", "default_path"]

BUSY_SECONDS = 10.0
"""How long to wait for another writer. Source: chosen by us; a write takes milliseconds."""

_JUDGED = """
    COALESCE(
        (SELECT verdict FROM judgements AS j
         WHERE j.claim = c.id AND j.verdict IN ('accepted', 'rejected', 'proposed')
         ORDER BY j.seq DESC LIMIT 1),
        c.status)
"""


def default_path() -> Path:
    """$FOGLINE_LEDGER, else fogline/ledger.sqlite in the user's data folder."""
    if named := os.environ.get("FOGLINE_LEDGER"):
        return Path(named).expanduser()
    base = os.environ.get("XDG_DATA_HOME")
    folder = Path(base) if base and Path(base).is_absolute() else Path.home() / ".local" / "share"
    return folder / "fogline" / "ledger.sqlite"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Ledger:
    """An open ledger; use it in a ``with`` block, which closes it.

    Reads may happen at any time. Writes happen inside ``with ledger.atomic():``, which commits when
    the block ends and rolls all of it back when the block raises. Every method raises LedgerError
    when the file is locked, damaged, read-only, written by a newer Fogline, or the disk is full.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._depth = 0
        self.path = path

    @classmethod
    def open(cls, path: Path | str | None = None, *, timeout: float = BUSY_SECONDS) -> Ledger:
        """The ledger in a file, made or migrated when needed.

        path      the file; None for ``default_path()``
        timeout   seconds to wait while another program writes
        """
        file = Path(path) if path is not None else default_path()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                f"cannot make the ledger's folder {file.parent}: {error.strerror} - "
                "set FOGLINE_LEDGER to a file you may write to"
            ) from error
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(file, timeout=timeout, isolation_level=None)
            ledger = cls(connection, file)
            ledger._prepare()
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, sqlite3.Error):
                raise as_ledger_error(error, file) from error
            raise
        return ledger

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; an unfinished ``atomic()`` block is rolled back."""
        self._connection.close()

    # Opening

    def _prepare(self) -> None:
        version = self._version()
        if version == 0 or version < len(MIGRATIONS):
            self._do("PRAGMA journal_mode = WAL")
        self._do("PRAGMA synchronous = FULL")
        self._do("PRAGMA foreign_keys = ON")
        while self._version() < len(MIGRATIONS):
            self._migrate()

    def _version(self) -> int:
        """The file's version, once it is clear that it is a ledger and not a newer one."""
        version = int(self._one("PRAGMA user_version"))
        owner = int(self._one("PRAGMA application_id"))
        is_empty = not self._one("SELECT count(*) FROM sqlite_master")
        if owner != APPLICATION_ID and not (is_empty and version == 0 and owner == 0):
            raise LedgerError(
                f"{self.path} is a SQLite file of another program - "
                "set FOGLINE_LEDGER to a file of its own"
            )
        if version > len(MIGRATIONS):
            raise LedgerError(
                f"the ledger {self.path} is of version {version}, written by a newer Fogline; this "
                f"one knows version {len(MIGRATIONS)} - update Fogline or name another ledger"
            )
        return version

    def _migrate(self) -> None:
        """One migration and the record of it, in one transaction; another program may be first."""
        with self.atomic():
            version = self._version()
            if version == len(MIGRATIONS):
                return
            what, statements = MIGRATIONS[version]
            for statement in statements:
                self._do(statement)
            self._do("INSERT INTO migrations VALUES (?, ?, ?)", version + 1, what, _now())
            self._do(f"PRAGMA application_id = {APPLICATION_ID}")
            self._do(f"PRAGMA user_version = {version + 1}")

    # The one seam

    @contextmanager
    def atomic(self) -> Iterator[Ledger]:
        """All writes of the block or none; a block inside a block may fail on its own."""
        is_outer = self._depth == 0
        point = f"point_{self._depth}"
        self._do("BEGIN IMMEDIATE" if is_outer else f"SAVEPOINT {point}")
        self._depth += 1
        try:
            yield self
            self._do("COMMIT" if is_outer else f"RELEASE {point}")
        except BaseException:
            # SQLite may have rolled back by itself already, as on a full disk
            with suppress(sqlite3.Error):
                if is_outer:
                    self._connection.execute("ROLLBACK")
                else:
                    self._connection.execute(f"ROLLBACK TO {point}")
                    self._connection.execute(f"RELEASE {point}")
            raise
        finally:
            self._depth -= 1

    def _do(self, statement: str, *values: Any) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise as_ledger_error(error, self.path) from error

    def _write(self, statement: str, *values: Any) -> sqlite3.Cursor:
        if not self._depth:
            raise LedgerError("a write outside atomic() - wrap it in `with ledger.atomic():`")
        return self._do(statement, *values)

    def _one(self, statement: str, *values: Any) -> Any:
        row = self._rows(statement, *values)
        return row[0][0] if row else None

    def _rows(self, statement: str, *values: Any) -> list[Any]:
        cursor = self._do(statement, *values)
        try:
            return cursor.fetchall()
        except sqlite3.Error as error:
            raise as_ledger_error(error, self.path) from error

    # Writing

    def add_report(self, report: Report) -> bool:
        """Keep a report; False when the same words of the same day are there already."""
        cursor = self._write(
            "INSERT OR IGNORE INTO reports (id, title, publisher, published, url, source, "
            "text_sha256, record, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            report.id, report.title, report.publisher,
            report.published.isoformat() if report.published else None, report.url,
            report.source, report.text_sha256, report_to_json(report), _now(),
        )  # fmt: skip
        return cursor.rowcount == 1

    def add_claims(self, claims: Iterable[Claim]) -> int:
        """Keep claims; those there already, value for value, are left alone. Returns how many new.

        Ids keyed by hand belong to their case: the same id with other values is kept as another
        row, never merged.
        """
        n_new = 0
        for claim in claims:
            record = claim_to_json(claim)
            cursor = self._write(
                "INSERT OR IGNORE INTO claims (id, digest, report, subject, measure, origin, "
                "status, printed_on, words, record, added_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                claim.id, sha256_text(record), claim.report, claim.subject.entity, claim.measure,
                claim.origin, claim.status,
                claim.printed_on.isoformat() if claim.printed_on else None, claim.words, record,
                _now(),
            )  # fmt: skip
            n_new += cursor.rowcount == 1
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
        if self._one("SELECT 1 FROM claims WHERE id = ?", claim) is None:
            known = [row[0] for row in self._rows("SELECT DISTINCT id FROM claims LIMIT 5000")]
            raise UnknownName("claim", claim, known)
        made_at = _now()
        cursor = self._write(
            "INSERT INTO judgements (claim, verdict, author, reason, other, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            claim, verdict, author, reason, other, made_at,
        )  # fmt: skip
        return Judgement(cursor.lastrowid or 0, claim, verdict, author, reason, other, made_at)

    def add_run(
        self, *, case: str, case_hash: str, folder: str, seed: int, passed: bool, summary: Any = ""
    ) -> int:
        """Keep that a case was run; returns the run's number. ``summary`` is any JSON value."""
        cursor = self._write(
            "INSERT INTO runs (case_id, case_hash, folder, seed, passed, summary, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            case, case_hash, folder, seed, int(passed),
            json.dumps(summary, ensure_ascii=False, default=str), _now(),
        )  # fmt: skip
        return cursor.lastrowid or 0

    def add_artefact(self, run: int, name: str, path: Path | str, *, sha256: str, size: int) -> int:
        """Keep that a run made a named file; returns the artefact's number."""
        cursor = self._write(
            "INSERT INTO artefacts (run, name, path, sha256, bytes, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            run, name, str(path), sha256, size, _now(),
        )  # fmt: skip
        return cursor.lastrowid or 0

    def add_result(self, batch: str, key: str, value: Any) -> bool:
        """Keep a task's result, any JSON value; False where one is there, which stays."""
        cursor = self._write(
            "INSERT OR IGNORE INTO results (batch, key, value, made_at) VALUES (?, ?, ?, ?)",
            batch, key, json.dumps(value, ensure_ascii=False), _now(),
        )  # fmt: skip
        return cursor.rowcount == 1

    # Reading

    def result(self, batch: str, key: str) -> tuple[Any] | None:
        """A task's kept result, in a tuple of one; None where there is none."""
        value = self._one("SELECT value FROM results WHERE batch = ? AND key = ?", batch, key)
        return None if value is None else (json.loads(value),)

    def results(self, batch: str) -> dict[str, Any]:
        """All kept results of a batch, by key."""
        rows = self._rows("SELECT key, value FROM results WHERE batch = ? ORDER BY seq", batch)
        return {key: json.loads(value) for key, value in rows}

    def has_report(self, report: str) -> bool:
        """Whether a report is there, by id."""
        return self._one("SELECT 1 FROM reports WHERE id = ?", report) is not None

    def report(self, report: str) -> Report:
        """A report by id; UnknownName when it is not there."""
        record = self._one("SELECT record FROM reports WHERE id = ?", report)
        if record is None:
            known = [row[0] for row in self._rows("SELECT id FROM reports LIMIT 5000")]
            raise UnknownName("report", report, known)
        return report_from_json(record)

    def reports(self) -> list[Report]:
        """All reports in the order they came."""
        rows = self._rows("SELECT record FROM reports ORDER BY seq")
        return [report_from_json(row[0]) for row in rows]

    def claim(self, claim: str) -> Claim:
        """A claim by id (its latest row), with its judged status; UnknownName when not there."""
        found = self.claims(id=claim)
        if not found:
            known = [row[0] for row in self._rows("SELECT DISTINCT id FROM claims LIMIT 5000")]
            raise UnknownName("claim", claim, known)
        return found[-1]

    def claims(
        self,
        *,
        id: str | None = None,
        report: str | None = None,
        subject: str | None = None,
        measure: str | None = None,
        origin: str | None = None,
        status: str | None = None,
        limit: int | None = None,
    ) -> list[Claim]:
        """Claims in the order they came, those that fit every filter given.

        ``status`` is the latest judgement's, where there is one; the row itself never changes.
        """
        filters = {
            "c.id": id, "c.report": report, "c.subject": subject, "c.measure": measure,
            "c.origin": origin, _JUDGED: status,
        }  # fmt: skip
        given = {column: value for column, value in filters.items() if value is not None}
        return self._claims(
            " AND ".join(f"{column} = ?" for column in given), given.values(), limit
        )

    def search(self, words: str, *, limit: int | None = None) -> list[Claim]:
        """Claims with every one of the words in their words, subject, measure or origin."""
        parts = words.split()
        like = (
            "(c.words || ' ' || c.subject || ' ' || c.measure || ' ' || c.origin) LIKE ? ESCAPE '!'"
        )
        values = [
            "%" + part.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
            for part in parts
        ]
        return self._claims(" AND ".join([like] * len(parts)), values, limit)

    def _claims(self, where: str, values: Iterable[Any], limit: int | None) -> list[Claim]:
        rows = self._rows(
            f"SELECT c.record, {_JUDGED} FROM claims AS c "
            f"{'WHERE ' + where if where else ''} ORDER BY c.seq LIMIT ?",
            *values, -1 if limit is None else limit,
        )  # fmt: skip
        return [replace(claim_from_json(record), status=status) for record, status in rows]

    def judgements(self, claim: str | None = None) -> list[Judgement]:
        """The audit log, oldest first; of one claim when named."""
        rows = self._rows(
            "SELECT seq, claim, verdict, author, reason, other, made_at FROM judgements "
            "WHERE ?1 IS NULL OR claim = ?1 ORDER BY seq",
            claim,
        )
        return [Judgement(*row) for row in rows]

    def runs(self, case: str | None = None) -> list[Run]:
        """Runs, oldest first; of one case when named."""
        rows = self._rows(
            "SELECT seq, case_id, case_hash, folder, seed, passed, summary, made_at FROM runs "
            "WHERE ?1 IS NULL OR case_id = ?1 ORDER BY seq",
            case,
        )
        return [
            Run(number, name, digest, folder, seed, bool(passed), json.loads(summary), made_at)
            for number, name, digest, folder, seed, passed, summary, made_at in rows
        ]

    def artefacts(self, run: int | None = None) -> list[Artefact]:
        """Named files that runs made, oldest first; of one run when given."""
        rows = self._rows(
            "SELECT seq, run, name, path, sha256, bytes, made_at FROM artefacts "
            "WHERE ?1 IS NULL OR run = ?1 ORDER BY seq",
            run,
        )
        return [Artefact(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        """Number of rows by table."""
        tables = ("reports", "claims", "judgements", "runs", "artefacts", "results")
        return {table: int(self._one(f"SELECT count(*) FROM {table}")) for table in tables}

    def problems(self) -> list[str]:
        """What SQLite's integrity check finds wrong with the file; empty when it is whole."""
        found = [row[0] for row in self._rows("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found
