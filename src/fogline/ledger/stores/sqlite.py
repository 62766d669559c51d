"""A ledger in one SQLite file.

Write-ahead log with ``synchronous=FULL``: what a finished transaction wrote survives a crash of the
program or the machine; one that was interrupted left nothing. Readers see the last finished one
while a writer works.
"""

from __future__ import annotations

import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING, final

from fogline.ground.errors import LedgerError
from fogline.ground.files import is_running
from fogline.ledger.roles import AbstractStore
from fogline.ledger.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    from sqlalchemy import Table

    from fogline.ledger.roles import Found

__all__ = ["SqliteStore"]

LEAST_FREE = 128 * 1024
"""Bytes that a ledger's log and its index need at least. Chosen by us: the index alone grows by
32 KiB at a time."""

_SENTENCES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        "the ledger {path} is locked by another program - wait until it has finished, or close it",
    ),
    (
        ("SQLITE_NOTADB",),
        "{path} is not a ledger: it is no SQLite file - set FOGLINE_LEDGER to another file",
    ),
    (
        ("SQLITE_CORRUPT",),
        "the ledger {path} is damaged - make it again from your cases with `fogline ledger rebuild "
        "CASE`, or restore a copy",
    ),
    (
        ("SQLITE_READONLY", "SQLITE_PERM"),
        "the ledger {path} is read-only - make it and its folder writable, or set FOGLINE_LEDGER "
        "to another file",
    ),
    (
        ("SQLITE_FULL",),
        "no room for the ledger {path}: the disk is full - free some space; nothing was half kept",
    ),
    (
        ("SQLITE_CANTOPEN",),
        "the ledger {path} cannot be opened - make its folder writable, or set FOGLINE_LEDGER to "
        "another file",
    ),
    (("SQLITE_IOERR",), "the disk of the ledger {path} failed - check the disk, then try again"),
)


@final
class SqliteStore(AbstractStore):
    """An open file, made where it is missing."""

    dialect = "sqlite"

    def __init__(self, file: Path, timeout: float) -> None:
        from sqlalchemy import URL, create_engine
        from sqlalchemy.exc import DBAPIError
        from sqlalchemy.pool import NullPool

        self.place = str(file)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                f"cannot make the ledger's folder {file.parent}: {error.strerror} - "
                "set FOGLINE_LEDGER to a file you may write to"
            ) from error
        engine = create_engine(
            URL.create("sqlite+pysqlite", database=str(file)),
            connect_args={"timeout": timeout},
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            execution_options={"preserve_rowcount": True},
        )
        try:
            self.connection = engine.connect()
        except DBAPIError as error:
            raise self.as_ledger_error(error.orig or error) from error  # type: ignore[arg-type]
        try:
            if self.version() < len(MIGRATIONS["sqlite"]):
                self.do("PRAGMA journal_mode = WAL")
            self.do("PRAGMA synchronous = FULL")
            self.do("PRAGMA foreign_keys = ON")
        except BaseException:
            self.close()
            raise

    def begin(self) -> None:
        """Take the file's one write lock."""
        self.do("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Write the transaction to the log, synced."""
        self.do("COMMIT")

    def _pragma(self, name: str) -> int:
        return int(self.do(f"PRAGMA {name}").scalar())

    def version(self) -> int:
        """The file's user_version, once it is clear that the file is a ledger."""
        version, owner = self._pragma("user_version"), self._pragma("application_id")
        is_empty = not self.do("SELECT count(*) FROM sqlite_master").scalar()
        if owner != APPLICATION_ID and not (is_empty and version == 0 and owner == 0):
            raise LedgerError(
                f"{self.place} is a SQLite file of another program - "
                "set FOGLINE_LEDGER to a file of its own"
            )
        return version

    def set_version(self, version: int) -> None:
        """Mark the file as a ledger of this version."""
        self.do(f"PRAGMA application_id = {APPLICATION_ID}")
        self.do(f"PRAGMA user_version = {version}")

    def with_words(self, table: Table, parts: list[list[str]]) -> Found:
        """By the table's FTS5 index, which gives its rows in the order of their numbers."""
        from sqlalchemy import column, literal_column
        from sqlalchemy import table as plain

        index = plain(f"{table.name.removesuffix('s')}_words", column("rowid"))
        phrases = " ".join(f'"{" ".join(part)}"*' for part in parts)
        rows = index.join(table, table.c.seq == index.c.rowid)
        # an FTS5 table has a hidden column of its own name: all its columns at once
        found = literal_column(index.name).bool_op("MATCH")(phrases)
        return rows, index.c.rowid, found, index

    def after_copy(self, table: Table) -> None:
        """AUTOINCREMENT goes on after the highest number there was."""

    def problems(self) -> list[str]:
        """SQLite's integrity check."""
        found = [row[0] for row in self.do("PRAGMA integrity_check")]
        return [] if found == ["ok"] else found

    def is_at_work(self, work: int, process: int, host: str) -> bool:
        """By the process's number; a process of another machine counts as running."""
        return host != socket.gethostname() or is_running(process)

    def hold(self, work: int) -> None:
        """The process's number says enough."""

    def _disk_is_full(self) -> bool:
        try:
            return shutil.disk_usage(Path(self.place).parent).free < LEAST_FREE
        except OSError:
            return False

    def as_ledger_error(self, error: Exception) -> LedgerError:
        """What went wrong, in words; the original message is kept where no sentence fits."""
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and self._disk_is_full():
            name = "SQLITE_FULL"  # its files beside the ledger had no room
        for names, sentence in _SENTENCES:
            if name.startswith(names):
                return LedgerError(sentence.format(path=self.place))
        return LedgerError(f"the ledger {self.place} cannot be used: {error}")
