"""Where a ledger can be kept: a SQLite file, or a PostgreSQL database that a team shares."""

from __future__ import annotations

import re
from pathlib import Path

from fogline.ledger.roles import AbstractStore
from fogline.ledger.stores.postgresql import PostgresStore
from fogline.ledger.stores.sqlite import SqliteStore

__all__ = ["open_store"]


def open_store(place: Path | str, timeout: float) -> AbstractStore:
    """The store of a file's path or of an address ``postgresql://...``; raises LedgerError."""
    # a path that was an address has lost a slash
    address = re.match(r"postgres(?:ql)?(?:\+psycopg)?:/{1,2}(.*)", str(place), re.DOTALL)
    if address:
        return PostgresStore(f"postgresql+psycopg://{address[1]}", timeout)
    return SqliteStore(Path(place).expanduser(), timeout)
