"""What can be asked of a ledger: rows by id, by field and by words, whole or page by page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy import true as anything

from fogline.claims import Claim
from fogline.ground.errors import UnknownName
from fogline.ledger import tables
from fogline.ledger.records import claim_from_json, report_from_json
from fogline.ledger.roles import AbstractStore
from fogline.ledger.rows import Artefact, Judgement, Page, ReportRow, Run
from fogline.report import Report

if TYPE_CHECKING:
    from fogline.ledger.roles import Found

__all__ = ["Readings"]

CHUNK = 1000
"""Rows fetched at a time where all are wanted. Chosen by us: some 2 MB of claims."""

_KNOWN = 5000
"""Names looked through for near ones when a name is unknown. Chosen by us."""

_FEW = 5000
"""Rows of a status so few that they are gone through before those that words are found in.

Chosen by us: some 20 ms of looking up.
"""

_c, _j, _r = tables.claims.c, tables.judgements.c, tables.reports.c
_decisive = _j.verdict.in_(("accepted", "rejected", "proposed"))
_judged = func.coalesce(
    select(_j.verdict)
    .where(_j.claim == _c.id, _decisive)
    .order_by(_j.seq.desc())
    .limit(1)
    .scalar_subquery(),
    _c.status,
)


class Readings:
    """The reading half of a ledger; every method raises LedgerError where the store cannot."""

    def __init__(self, store: AbstractStore) -> None:
        self._store = store

    def _rows(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        return self._store.do(statement).all()

    def _one(self, statement: Select[*tuple[Any, ...]]) -> Any:
        return self._store.do(statement).scalar()

    def _known(self, column: Any) -> list[str]:
        return [row[0] for row in self._rows(select(column).distinct().limit(_KNOWN))]

    # Reports

    def has_report(self, report: str) -> bool:
        """Whether a report is there, by id."""
        return self._one(select(literal(1)).where(_r.id == report)) is not None

    def report(self, report: str) -> Report:
        """A report by id; UnknownName when it is not there."""
        record = self._one(select(_r.record).where(_r.id == report))
        if record is None:
            raise UnknownName("report", report, self._known(_r.id))
        return report_from_json(record)

    def reports(self) -> list[Report]:
        """All reports in the order they came; ``each_report`` does not hold them all at once."""
        return list(self.each_report())

    def each_report(self) -> Iterator[Report]:
        """All reports in the order they came, a thousand in memory at a time."""
        for row in self._each(tables.reports, _r.record):
            yield report_from_json(row[1])

    def reports_page(
        self,
        *,
        words: str = "",
        publisher: str | None = None,
        published_from: date | None = None,
        published_until: date | None = None,
        after: int | None = None,
        limit: int = 50,
        newest_first: bool = False,
    ) -> Page[ReportRow]:
        """A page of the list of reports, those that fit every filter given.

        words             each is found in the title, publisher or text; words may go on
        published_from    first day, included; ``published_until`` is the last, included
        after             ``next`` of the page before
        newest_first      latest added first, else in the order they came
        """
        wanted: list[ColumnElement[bool]] = []
        if publisher is not None:
            wanted.append(_r.publisher == publisher)
        if published_from is not None:
            wanted.append(_r.published >= published_from.isoformat())
        if published_until is not None:
            wanted.append(_r.published <= published_until.isoformat())
        found = self._found(tables.reports, words)
        if found is None:
            return Page((), None)
        rows, seq, condition, _ = found
        page = _paged(
            select(seq, _r.id, _r.title, _r.publisher, _r.published, _r.url, _r.source, _r.added_at)
            .select_from(rows)
            .where(condition, *wanted),
            seq, after, limit, newest_first,
        )  # fmt: skip
        items = [
            ReportRow(
                number,
                id,
                title,
                publisher,
                date.fromisoformat(day) if day else None,
                url,
                source,
                added_at,
            )
            for number, id, title, publisher, day, url, source, added_at in self._rows(page)
        ]
        return _page([(item.number, item) for item in items], limit)

    def count_reports(self, *, words: str = "", at_most: int = 10_000) -> int:
        """Number of reports found; never counts past ``at_most``."""
        found = self._found(tables.reports, words)
        if found is None:
            return 0
        return self._count(_alone(found), at_most)

    # Claims

    def claim(self, claim: str) -> Claim:
        """A claim by id (its latest row), with its judged status; UnknownName when not there."""
        found = self.claims(id=claim)
        if not found:
            raise UnknownName("claim", claim, self._known(_c.id))
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
        wanted = _fields(id, report, subject, measure, origin)
        return [claim for _, claim in self._claims("", wanted, status, None, limit, False)]

    def search(self, words: str, *, limit: int | None = None) -> list[Claim]:
        """Claims with every one of the words in their words, subject, measure or origin.

        A word is found where one begins with it ("troop" finds "troops"); "3,000" is one word.
        """
        return [claim for _, claim in self._claims(words, [], None, None, limit, False)]

    def claims_page(
        self,
        *,
        words: str = "",
        report: str | None = None,
        subject: str | None = None,
        measure: str | None = None,
        origin: str | None = None,
        status: str | None = None,
        after: int | None = None,
        limit: int = 50,
        newest_first: bool = False,
    ) -> Page[Claim]:
        """A page of the list of claims: those found by ``words`` that fit every filter given.

        after          ``next`` of the page before
        newest_first   latest added first, else in the order they came
        """
        wanted = _fields(None, report, subject, measure, origin)
        return _page(self._claims(words, wanted, status, after, limit, newest_first), limit)

    def count_claims(
        self,
        *,
        words: str = "",
        report: str | None = None,
        subject: str | None = None,
        measure: str | None = None,
        origin: str | None = None,
        status: str | None = None,
        at_most: int = 10_000,
    ) -> int:
        """Number of claims that fit; never counts past ``at_most``, so that it stays quick."""
        wanted = _fields(None, report, subject, measure, origin)
        found = self._found(tables.claims, words)
        if found is None:
            return 0
        left, n = at_most, 0
        parts = self._by_status(found, wanted, status) if wanted or status else [_alone(found)]
        for part in parts:
            n += self._count(part, left)
            left = at_most - n
        return n

    def each_claim(self) -> Iterator[Claim]:
        """All claims as they came, without judgements, a thousand in memory at a time."""
        for row in self._each(tables.claims, _c.record):
            yield claim_from_json(row[1])

    def _claims(
        self, words: str, wanted: list[tuple[Any, str]], status: str | None,
        after: int | None, limit: int | None, newest_first: bool,
    ) -> list[tuple[int, Claim]]:  # fmt: skip
        found = self._found(tables.claims, words)
        if found is None:
            return []
        parts = [
            # the few that were judged are found first and sorted then: "+ 0" keeps a planner from
            # going through all claims in their order for them
            _paged(part, seq + 0 if number else seq, after, limit, newest_first)
            for number, part in enumerate(self._by_status(found, wanted, status))
            for seq in part.selected_columns[:1]
        ]
        order = _c.seq.desc() if newest_first else _c.seq
        if len(parts) == 1:
            rows = self._rows(parts[0].add_columns(_c.record, _judged))
        else:
            numbers = union_all(*(select(part.subquery().c[0]) for part in parts))
            whole = select(_c.seq, _c.record, _judged).where(_c.seq.in_(numbers)).order_by(order)
            rows = self._rows(whole.limit(limit) if limit is not None else whole)
        return [(n, replace(claim_from_json(text), status=now)) for n, text, now in rows]

    # Judgements, runs, artefacts, results

    def judgements(self, claim: str | None = None) -> list[Judgement]:
        """The audit log, oldest first; of one claim when named."""
        return [Judgement(*row) for row in self._of(tables.judgements, _j.claim, claim)]

    def runs(self, case: str | None = None) -> list[Run]:
        """Runs, oldest first; of one case when named."""
        return [
            Run(number, name, digest, folder, seed, bool(passed), json.loads(summary), made_at)
            for number, name, digest, folder, seed, passed, summary, made_at in self._of(
                tables.runs, tables.runs.c.case_id, case
            )
        ]

    def artefacts(self, run: int | None = None) -> list[Artefact]:
        """Named files that runs made, oldest first; of one run when given."""
        return [Artefact(*row) for row in self._of(tables.artefacts, tables.artefacts.c.run, run)]

    def result(self, batch: str, key: str) -> tuple[Any] | None:
        """A task's kept result, in a tuple of one; None where there is none."""
        table = tables.results.c
        value = self._one(select(table.value).where(table.batch == batch, table.key == key))
        return None if value is None else (json.loads(value),)

    def results(self, batch: str) -> dict[str, Any]:
        """All kept results of a batch, by key."""
        table = tables.results.c
        rows = self._rows(
            select(table.key, table.value).where(table.batch == batch).order_by(table.seq)
        )
        return {key: json.loads(value) for key, value in rows}

    def counts(self) -> dict[str, int]:
        """Number of rows by table."""
        return {
            table.name: int(self._one(select(func.count()).select_from(table)))
            for table in tables.KEPT
        }

    def problems(self) -> list[str]:
        """What the store's own check finds wrong; empty when it is whole."""
        return self._store.problems()

    # How

    def _of(self, table: Table, column: Any, value: Any) -> list[Any]:
        chosen = select(table).order_by(table.c.seq)
        return self._rows(chosen if value is None else chosen.where(column == value))

    def _each(self, table: Table, *columns: Any) -> Iterator[Any]:
        """All rows of a table by number, a chunk in memory at a time; the number comes first."""
        last = 0
        while True:
            chunk = select(table.c.seq, *columns).where(table.c.seq > last).order_by(table.c.seq)
            rows = self._rows(chunk.limit(CHUNK))
            yield from rows
            if len(rows) < CHUNK:
                return
            last = rows[-1][0]

    def _found(self, table: Table, words: str) -> Found | None:
        """Where the rows with these words are; None: nothing is found."""
        parts = [re.findall(r"[^\W_]+", word) for word in words.split()]
        if not parts:
            return table, table.c.seq, anything(), table
        if not all(parts):
            return None
        return self._store.with_words(table, parts)

    def _by_status(
        self, found: Found, wanted: list[tuple[Any, str]], status: str | None
    ) -> list[Select[*tuple[Any, ...]]]:
        """The numbers of claims that fit; by status, of those never judged and of those judged.

        Two selections that share no row, each in the order of an index: asked for as one, a page
        of a million claims would be sorted first. Where an index of words stands apart (SQLite),
        a planner would look a word up again for each of a measure's claims: their columns are hid
        from it. Of a status that few have, the few are gone through, not the rows of the words.
        """
        rows, seq, condition, alone = found
        apart = alone is not tables.claims
        fits = [column == value for column, value in wanted]
        hidden = [func.coalesce(column, "") == value for column, value in wanted]
        by_words = select(seq).select_from(rows).where(condition, *(hidden if apart else fits))
        if status is None:
            return [by_words]
        by_rows = select(_c.seq).where((_c.seq + 0).in_(_alone(found)), *fits)
        judged = select(literal(1)).where(_j.claim == _c.id, _decisive)
        with_verdict = select(_j.claim).where(_j.verdict == status)
        never = [_c.status == status, ~judged.exists()]
        now = [_c.id.in_(with_verdict), judged.exists(), _judged == status]
        of_status = select(_c.seq).where(_c.status == status)
        return [
            (by_rows if apart and self._count(these, _FEW) < _FEW else by_words).where(*holds)
            for these, holds in ((of_status, never), (with_verdict, now))
        ]

    def _count(self, rows: Select[*tuple[Any, ...]], at_most: int) -> int:
        few = rows.limit(max(0, at_most)).subquery()
        return int(self._one(select(func.count()).select_from(few)))


def _fields(
    id: str | None, report: str | None, subject: str | None, measure: str | None,
    origin: str | None,
) -> list[tuple[Any, str]]:  # fmt: skip
    given = {_c.id: id, _c.report: report, _c.subject: subject, _c.measure: measure,
             _c.origin: origin}  # fmt: skip
    return [(column, value) for column, value in given.items() if value is not None]


def _alone(found: Found) -> Select[*tuple[Any, ...]]:
    """The numbers of the rows with the words, from the index of words where there is one."""
    _, seq, condition, alone = found
    return select(seq).select_from(alone).where(condition)


def _paged(
    rows: Select[*tuple[Any, ...]],
    seq: ColumnElement[int],
    after: int | None,
    limit: int | None,
    newest: bool,
) -> Select[*tuple[Any, ...]]:
    if after is not None:
        rows = rows.where(seq < after if newest else seq > after)
    rows = rows.order_by(seq.desc() if newest else seq)
    return rows if limit is None else rows.limit(limit)


def _page(rows: list[tuple[int, Any]], limit: int) -> Page[Any]:
    """A full page may be followed by an empty one: cheaper than looking ahead."""
    return Page(
        tuple(item for _, item in rows), rows[-1][0] if rows and len(rows) == limit else None
    )
