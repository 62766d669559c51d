"""A ledger in a PostgreSQL database that a team shares, in a schema of its own.

A writer takes one lock for the whole ledger, as in a SQLite file: two analysts who judge at once
come one after the other, and rows are numbered in the order in which they become visible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

from fogline.ground.errors import LedgerError
from fogline.ledger.roles import AbstractStore

if TYPE_CHECKING:
    from sqlalchemy import Table

    from fogline.ledger.roles import Found

__all__ = ["PostgresStore"]

SCHEMA = "fogline"
WRITERS = 0x464F474C
"""Key of the lock that a writer holds; works hold locks (WORKS, their number)."""
WORKS = 0x464F4757

_SENTENCES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("55P03", "40P01"),
        "the ledger {place} is locked by another program - wait until it has finished, or close it",
    ),
    (("28",), "the server of {place} does not let you in - check the user and password"),
    (("3D000",), "there is no such database: {place} - make it with `createdb`"),
    (
        ("42501", "25006"),
        "the ledger {place} is read-only for you - ask its owner for the right to write",
    ),
    (
        ("53100",),
        "no room for the ledger {place}: the server's disk is full - free some space; nothing was "
        "half kept",
    ),
    (("XX001", "XX002"), "the ledger {place} is damaged - restore a copy of the database"),
    (
        ("57P", "08"),
        "the server of the ledger {place} went away - start it again; nothing was half kept",
    ),
)


@final
class PostgresStore(AbstractStore):
    """A connection to a server; the schema is made where it is missing."""

    dialect = "postgresql"

    def __init__(self, address: str, timeout: float) -> None:
        from sqlalchemy import create_engine, make_url
        from sqlalchemy.exc import ArgumentError, DBAPIError
        from sqlalchemy.pool import NullPool

        try:
            url = make_url(address)
        except (ArgumentError, ValueError) as error:
            raise LedgerError(
                "the ledger's address cannot be read - wanted postgresql://user@host:5432/database"
            ) from error
        shown = url.set(drivername="postgresql", query={})
        self.place = shown.render_as_string(hide_password=True)
        try:
            engine = create_engine(
                url,
                connect_args={
                    "connect_timeout": max(2, round(timeout)),
                    "options": f"-c search_path={SCHEMA} -c synchronous_commit=on "
                    f"-c lock_timeout={max(1, round(timeout * 1000))} -c client_min_messages=error",
                },
                poolclass=NullPool,
                isolation_level="AUTOCOMMIT",
                execution_options={"preserve_rowcount": True, "no_parameters": True},
            )
            self.connection = engine.connect()
        except ImportError as error:
            raise LedgerError(
                f"the ledger {self.place} needs psycopg, which is not here - pip install "
                "'fogline[postgres]'"
            ) from error
        except DBAPIError as error:
            raise self.as_ledger_error(error.orig or error) from error  # type: ignore[arg-type]

    def begin(self) -> None:
        """Take the ledger's one write lock, for this transaction."""
        self.do("BEGIN")
        self.do(f"SELECT pg_advisory_xact_lock({WRITERS})")

    def commit(self) -> None:
        """COMMIT; after an error the server would roll back without a word: that is said."""
        state = self.connection.connection.driver_connection.info.transaction_status  # type: ignore[union-attr]
        if state.name == "INERROR":
            raise LedgerError(
                f"a write to the ledger {self.place} failed and the block went on - put what may "
                "fail in an atomic() block of its own"
            )
        self.do("COMMIT")

    def version(self) -> int:
        """The highest migration recorded in the schema."""
        if self.do("SELECT to_regclass('migrations')").scalar() is None:
            return 0
        return int(self.do("SELECT coalesce(max(version), 0) FROM migrations").scalar())

    def set_version(self, version: int) -> None:
        """The record of a migration is its version here."""

    def with_words(self, table: Table, parts: list[list[str]]) -> Found:
        """By the table's vector of words and its GIN index."""
        from sqlalchemy import Text, cast, func, literal_column

        phrases = (" <-> ".join([*map(_quoted, part[:-1]), f"{_quoted(part[-1])}:*"])
                   for part in parts)  # fmt: skip
        query = func.to_tsquery("simple", cast(" & ".join(f"({each})" for each in phrases), Text))
        condition = literal_column(f"{table.name}.search").bool_op("@@")(query)
        return table, table.c.seq, condition, table

    def after_copy(self, table: Table) -> None:
        """Numbers go on after the highest there is."""
        self.do(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'seq'), max(seq)) "
            f"FROM {table.name} HAVING max(seq) IS NOT NULL"
        )

    def problems(self) -> list[str]:
        """Indexes that the server marks as broken."""
        rows = self.do(
            "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON pg_class.oid = "
            f"indrelid WHERE relnamespace = '{SCHEMA}'::regnamespace AND NOT indisvalid"
        )
        return [f"the index {row[0]} is not valid" for row in rows]

    def is_at_work(self, work: int, process: int, host: str) -> bool:
        """By the lock that its connection holds, on whichever machine."""
        if self.do(f"SELECT pg_try_advisory_lock({WORKS}, {work})").scalar():
            self.do(f"SELECT pg_advisory_unlock({WORKS}, {work})")
            return False
        return True

    def hold(self, work: int) -> None:
        """Take the work's lock, which the server lets go when this connection ends."""
        self.do(f"SELECT pg_advisory_lock({WORKS}, {work})")

    def as_ledger_error(self, error: Exception) -> LedgerError:
        """What went wrong, in words; the original message is kept where no sentence fits."""
        state = getattr(error, "sqlstate", None) or ""
        words = str(error).strip()
        for states, sentence in _SENTENCES:
            if state.startswith(states):
                return LedgerError(sentence.format(place=self.place))
        if not state:
            return self._without_state(words)
        return LedgerError(f"the ledger {self.place} cannot be used: {words.splitlines()[0]}")

    def _without_state(self, words: str) -> LedgerError:
        """Errors of the connection itself carry words alone."""
        if "does not exist" in words and "database" in words:
            state = "3D000"
        elif "password" in words or "authentication" in words or "role" in words:
            state = "28000"
        elif (
            "consuming input failed" in words or "connection is lost" in words or "closed" in words
        ):
            state = "57P01"
        else:
            return LedgerError(
                f"no PostgreSQL server answers at {self.place}: {words.splitlines()[0]} - start "
                "it, or check FOGLINE_LEDGER"
            )
        return self.as_ledger_error(_Stated(state))


class _Stated(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
