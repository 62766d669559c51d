"""What is being done with a ledger: begun, done, failed - or stopped, as the next start finds."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from fogline.ledger import tables

if TYPE_CHECKING:
    from fogline.ledger.ledger import Ledger

__all__ = ["begin", "end", "stopped"]

_w = tables.works.c
_COUNTED = ((tables.reports, "added_at"), (tables.claims, "added_at"),
            (tables.judgements, "made_at"), (tables.runs, "made_at"),
            (tables.results, "made_at"))  # fmt: skip


def _row(work: int, verb: str, paths: Sequence[str], state: str) -> dict[str, object]:
    return {
        "work": work, "verb": verb, "process": os.getpid(), "host": socket.gethostname(),
        "paths": json.dumps(paths), "state": state,
        "made_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }  # fmt: skip


def begin(ledger: Ledger, verb: str, paths: Sequence[Path | str]) -> int:
    """Note that a work begins; its number."""
    with ledger.atomic():
        row = _row(0, verb, [str(path) for path in paths], "begun")
        number = ledger._append(tables.works, **row)
        ledger._store.hold(number)
    return number


def end(ledger: Ledger, work: int, state: str) -> None:
    """Note that a work ended."""
    with ledger.atomic():
        ledger._append(tables.works, **_row(work, "", [], state))


def stopped(ledger: Ledger) -> list[str]:
    """Sentences on works that ended without a word, each said once for ever."""
    ends = select(_w.work).where(_w.work != 0)
    begun = select(tables.works).where(_w.work == 0, _w.seq.not_in(ends)).order_by(_w.seq)
    found = []
    for row in ledger._store.do(begun).all():
        if ledger._store.is_at_work(row.seq, row.process, row.host):
            continue
        end(ledger, row.seq, "stopped")
        paths = json.loads(row.paths)
        what = f"fogline {row.verb}{f' of {paths[0]}' if paths else ''}"
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        found.append(
            f"{what}{more}, begun {row.made_at[:16].replace('T', ' ')} UTC, was stopped before it "
            f"ended; the ledger is whole and keeps {_kept_since(ledger, row.made_at)} added since"
        )
    return found


def _kept_since(ledger: Ledger, moment: str) -> str:
    """Rows added since, which may be others' too."""
    parts = []
    for table, column in _COUNTED:
        n = ledger._one(select(func.count()).select_from(table).where(table.c[column] >= moment))
        if n:
            parts.append(f"{n} {table.name if n > 1 else table.name[:-1]}")
    return ", ".join(parts) or "all it had; nothing was"
