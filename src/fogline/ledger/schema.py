"""The ledger's tables, as migrations: each one, and the record of it, in one transaction.

Rows are only ever added: triggers refuse updates and deletions, whoever asks.
"""

from __future__ import annotations

__all__ = ["APPLICATION_ID", "MIGRATIONS"]

APPLICATION_ID = 0x464F474C  # "FOGL": tells a ledger from any other SQLite file

_TABLES = """
CREATE TABLE migrations (
    version INTEGER PRIMARY KEY, what TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE TABLE reports (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    publisher TEXT NOT NULL, published TEXT, url TEXT NOT NULL, source TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, record TEXT NOT NULL, added_at TEXT NOT NULL
);
CREATE TABLE claims (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, digest TEXT NOT NULL,
    report TEXT NOT NULL, subject TEXT NOT NULL, measure TEXT NOT NULL, origin TEXT NOT NULL,
    status TEXT NOT NULL, printed_on TEXT, words TEXT NOT NULL, record TEXT NOT NULL,
    added_at TEXT NOT NULL, UNIQUE (id, digest)
);
CREATE INDEX claims_by_report ON claims (report);
CREATE INDEX claims_by_measure ON claims (measure);
CREATE TABLE judgements (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT NOT NULL, verdict TEXT NOT NULL,
    author TEXT NOT NULL, reason TEXT NOT NULL, other TEXT NOT NULL, made_at TEXT NOT NULL
);
CREATE INDEX judgements_by_claim ON judgements (claim);
CREATE TABLE runs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL, case_hash TEXT NOT NULL,
    folder TEXT NOT NULL, seed INTEGER NOT NULL, passed INTEGER NOT NULL, summary TEXT NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX runs_by_case ON runs (case_id);
CREATE TABLE artefacts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES runs (seq),
    name TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX artefacts_by_run ON artefacts (run)
"""

# Of tasks: what was done is not done again (fogline.tasks).
_RESULTS = """
CREATE TABLE results (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, batch TEXT NOT NULL, key TEXT NOT NULL,
    value TEXT NOT NULL, made_at TEXT NOT NULL, UNIQUE (batch, key)
)
"""


def _append_only(table: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are only ever added to'); END"
        for event in ("UPDATE", "DELETE")
    )


_FIRST = tuple(part.strip() for part in _TABLES.split(";")) + tuple(
    trigger
    for table in ("reports", "claims", "judgements", "runs", "artefacts")
    for trigger in _append_only(table)
)

MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reports, claims, judgements, runs, artefacts", _FIRST),
    ("results of tasks", (_RESULTS.strip(), *_append_only("results"))),
)
"""What each version brought, and its statements; version n is the n-th entry, from 1."""
