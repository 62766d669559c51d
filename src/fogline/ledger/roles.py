"""What a place where a ledger is kept must offer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from fogline.ground.errors import LedgerError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Executable, FromClause, Table

    Found: TypeAlias = tuple[FromClause, ColumnElement[int], ColumnElement[bool], FromClause]

__all__ = ["AbstractStore"]


class AbstractStore(ABC):
    """One open connection that commits each statement by itself unless ``begin`` was called."""

    dialect: ClassVar[str]
    connection: Connection
    place: str
    """The file or address, as messages show it: without a password."""

    @abstractmethod
    def begin(self) -> None:
        """Start a transaction that keeps other writers out until it ends."""

    @abstractmethod
    def commit(self) -> None:
        """End the transaction and keep it; raises LedgerError where it cannot be kept."""

    @abstractmethod
    def version(self) -> int:
        """Number of migrations made; raises LedgerError where another program's data stand."""

    @abstractmethod
    def set_version(self, version: int) -> None:
        """After a migration, in its transaction."""

    @abstractmethod
    def with_words(self, table: Table, parts: list[list[str]]) -> Found:
        """The rows of ``claims`` or ``reports`` in whose text every part is found.

        parts   tokens of a phrase; the last of each may go on
        returns what to select from, the column to order by, the condition, and what to select
                from where no other column is asked for
        """

    @abstractmethod
    def after_copy(self, table: Table) -> None:
        """Numbers given from now on come after those copied into an empty table."""

    @abstractmethod
    def problems(self) -> list[str]:
        """What the store itself finds wrong with its files or tables."""

    @abstractmethod
    def is_at_work(self, work: int, process: int, host: str) -> bool:
        """Whether the process that began a work still runs."""

    @abstractmethod
    def hold(self, work: int) -> None:
        """Show others, for as long as this process lives, that a work is being done."""

    @abstractmethod
    def as_ledger_error(self, error: Exception) -> LedgerError:
        """A driver's error as a sentence."""

    def do(self, statement: Executable | str, values: Any = None) -> Any:
        """Execute SQLAlchemy Core, or a dialect's own words; raises LedgerError."""
        from sqlalchemy.exc import DBAPIError, PendingRollbackError

        try:
            if isinstance(statement, str):
                return self.connection.exec_driver_sql(statement, values)
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            raise self.as_ledger_error(error.orig if error.orig else error) from error  # type: ignore[arg-type]
        except PendingRollbackError as error:
            # after a Ctrl-C in mid-statement SQLAlchemy throws the connection away
            raise LedgerError(
                f"the ledger {self.place} was stopped in mid-statement - open it again; "
                "nothing unfinished is kept"
            ) from error

    def close(self) -> None:
        """Let the connection go; an unfinished transaction is rolled back."""
        self.connection.close()
