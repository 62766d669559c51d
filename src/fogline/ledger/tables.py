"""The ledger's tables as SQLAlchemy sees them; ``schema`` makes them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, MetaData, String, Table

__all__ = ["KEPT", "artefacts", "claims", "judgements", "reports", "results", "runs", "works"]

_data = MetaData()


def _table(name: str, *columns: str, numbers: tuple[str, ...] = ()) -> Table:
    kinds = {column: BigInteger() if column in numbers else String() for column in columns}
    return Table(
        name, _data, Column("seq", BigInteger(), primary_key=True),
        *(Column(column, kind) for column, kind in kinds.items()),
    )  # fmt: skip


reports = _table(
    "reports", "id", "title", "publisher", "published", "url", "source", "text_sha256", "record",
    "added_at",
)  # fmt: skip
claims = _table(
    "claims", "id", "digest", "report", "subject", "measure", "origin", "status", "printed_on",
    "words", "record", "added_at",
)  # fmt: skip
judgements = _table("judgements", "claim", "verdict", "author", "reason", "other", "made_at")
runs = _table(
    "runs", "case_id", "case_hash", "folder", "seed", "passed", "summary", "made_at",
    numbers=("seed", "passed"),
)  # fmt: skip
artefacts = _table(
    "artefacts", "run", "name", "path", "sha256", "bytes", "made_at", numbers=("run", "bytes")
)
results = _table("results", "batch", "key", "value", "made_at")
works = _table("works", "work", "verb", "process", "host", "paths", "state", "made_at",
               numbers=("work", "process"))  # fmt: skip

KEPT: tuple[Table, ...] = (reports, claims, judgements, runs, artefacts, results)
"""What a ledger remembers for good, in an order in which no row points at a later table."""
