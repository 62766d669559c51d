"""SQLite's errors as sentences for the person in front of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fogline.ground.errors import LedgerError

__all__ = ["as_ledger_error"]

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
        "the ledger {path} is damaged - restore a copy, or move it away: a new one is then made "
        "(cases and reports are not in it alone)",
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


def as_ledger_error(error: sqlite3.Error, path: Path) -> LedgerError:
    """What went wrong, in words; the original message is kept where no sentence fits."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for names, sentence in _SENTENCES:
        if name.startswith(names):
            return LedgerError(sentence.format(path=path))
    return LedgerError(f"the ledger {path} cannot be used: {error}")
