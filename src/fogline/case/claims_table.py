"""claims.csv and sources.csv: one row a claim, one row a source.

The innermost voice has columns of its own, because it is what people look at and nearly all claims
have no other; the voices around it stand as JSON in ``outer_voices``, outermost first. Lists are
written ``one | two`` (as JSON where a part would break that). Absent columns mean empty cells.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from fogline.case.case import Source
from fogline.case.checked import Faults, near
from fogline.case.columns import (
    CLAIM_COLUMNS,
    DEFAULTS,
    SCOPES,
    SOURCE_COLUMNS,
    VOICE_KINDS,
    Column,
)
from fogline.claims import Claim, Held, MeasureOpen, Subject, Voice

__all__ = [
    "ClaimRow",
    "SourceRow",
    "claims_csv",
    "read_claims",
    "read_sources",
    "sources_csv",
]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and the line of claims.csv it starts on."""

    claim: Claim
    line: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and the line of sources.csv it starts on."""

    source: Source
    line: int


Columns = Mapping[str, Column]
Cells = tuple[tuple[str, ...], tuple[str, ...], int]
"""A row's header, its cells and the line it starts on."""


class _Row:
    """One row read cell by cell; wrong cells become faults with the row's line."""

    def __init__(
        self, cells: dict[str, str], line: int, file: str, columns: Columns, faults: Faults
    ) -> None:
        self.cells, self.line, self.file, self.faults = cells, line, file, faults
        self.columns = columns

    def fault(self, what: str, remedy: str = "") -> None:
        owner = self.cells.get("id", "").strip()
        self.faults.add(self.file, self.line, f"{owner}: {what}" if owner else what, remedy)

    def text(self, name: str) -> str:
        cell = self.cells.get(name, "")
        column = self.columns[name]
        if column.type == "name":
            return cell.strip()
        if not column.words:
            return cell
        cell = cell.strip() or DEFAULTS.get(name, "")
        if cell and cell not in column.words:
            known = [word for word in column.words if word]
            self.fault(f"{name} {cell!r} is unknown", near(cell, known))
            return DEFAULTS.get(name, "")
        return cell

    def number(self, name: str) -> float | None:
        cell = self.cells.get(name, "").strip()
        if not cell:
            return None
        try:
            number = float(cell)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or "_" in cell:
            self.fault(f"{name} {cell!r} is not a number", "write digits only, as 12000 or 0.4")
            return None
        return number

    def integer(self, name: str) -> int:
        cell = self.cells.get(name, "").strip()
        if not cell:
            return -1
        if not (cell.removeprefix("-").isascii() and cell.removeprefix("-").isdigit()):
            self.fault(f"{name} {cell!r} is not a whole number", "write digits only")
            return -1
        return int(cell)

    def day(self, name: str) -> date | None:
        cell = self.cells.get(name, "").strip()
        if not cell:
            return None
        try:
            return date.fromisoformat(cell)
        except ValueError:
            self.fault(f"{name} {cell!r} is not a date", "write it as 2025-01-31")
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        cell = self.cells.get(name, "")
        if not cell:
            return ()
        if cell.startswith("["):
            parts = self._json(name, cell)
            if isinstance(parts, list) and all(isinstance(part, str) for part in parts):
                return tuple(parts)
            if parts is not None:
                self.fault(f"{name} is not a list of texts", "write it as one | two")
            return ()
        return tuple(part.strip() for part in cell.split("|") if part.strip())

    def voices(self, name: str) -> tuple[Voice, ...] | None:
        cell = self.cells.get(name, "").strip()
        if not cell:
            return None
        parts = self._json(name, cell)
        known = {item.name for item in fields(Voice)}
        good = isinstance(parts, list) and all(
            isinstance(part, dict)
            and part.keys() <= known
            and all(isinstance(value, str) for value in part.values())
            and part.get("kind", "unattributed") in VOICE_KINDS
            and part.get("scope", "explicit") in SCOPES
            for part in parts
        )
        if good:
            return tuple(Voice(**part) for part in parts)
        if parts is not None:
            self.fault(
                f"{name} is not a list of voices",
                f'write it as [{{"name": "..."}}] with the keys {", ".join(sorted(known))}',
            )
        return None

    def _json(self, name: str, cell: str) -> Any:
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            self.fault(f"{name} is not valid JSON", "compare it with another row, or empty it")
            return None


def _rows(text: str, file: str, columns: Columns, faults: Faults) -> list[Cells]:
    """The rows of a CSV text; a bad header or row becomes a fault."""
    known = list(columns)
    limit = csv.field_size_limit(2**31 - 1)  # a sentence of an odd report may be very long
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Cells] = []
    header: tuple[str, ...] = ()
    line = 1
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            if not cells:
                continue
            if not header:
                header = tuple(cell.strip() for cell in cells)
                if not _header_is_good(header, known, first, file, faults):
                    return []
                continue
            if len(cells) != len(header):
                faults.add(
                    file, first,
                    f"the row has {len(cells)} cells, the header {len(header)}",
                    "a cell with a comma in it must stand in quotation marks",
                )  # fmt: skip
                continue
            rows.append((header, tuple(cells), first))
    except csv.Error as error:
        faults.add(
            file, reader.line_num, f"not readable as CSV: {error}",
            "look for a quotation mark that is not closed",
        )  # fmt: skip
    finally:
        csv.field_size_limit(limit)
    if not header:
        faults.add(file, 0, "the file is empty", f"begin with a line {','.join(known[:3])},...")
    return rows


def _header_is_good(
    header: Sequence[str], known: list[str], line: int, file: str, faults: Faults
) -> bool:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        faults.add(file, line, "the cells are not separated by commas", "save it with commas")
        return False
    good = True
    for name in header:
        if name not in known:
            faults.add(file, line, f"unknown column {name!r}", near(name, known))
            good = False
        if header.count(name) > 1:
            faults.add(file, line, f"the column {name!r} stands there twice", "keep one")
            return False
    if "id" not in header:
        faults.add(file, line, "the column 'id' is missing", "give every row an id")
        return False
    return good


# Rows read before, by their cells: a case that stays open is read again after every judgement.
# Source: Chosen by us; some 30 MB at most.
MOST_READ = 25_000
_READ: dict[tuple[tuple[str, ...], tuple[str, ...]], Claim] = {}


def read_claims(text: str, file: str, faults: Faults) -> list[ClaimRow]:
    """Claims in the order of the file; every wrong cell becomes a fault."""
    found = []
    columns = {column.name: column for column in CLAIM_COLUMNS}
    for header, cells, line in _rows(text, file, columns, faults):
        claim = _READ.get((header, cells))
        if claim is None:
            n_faults = len(faults.all)
            row = dict(zip(header, cells, strict=True))
            claim = _claim(_Row(row, line, file, columns, faults))
            if len(faults.all) == n_faults:
                if len(_READ) >= MOST_READ:
                    _READ.clear()
                _READ[header, cells] = claim
        found.append(ClaimRow(claim, line))
    return found


def _claim(row: _Row) -> Claim:
    inner = Voice(
        words=row.text("voice_words"),
        name=row.text("speaker"),
        title=row.text("speaker_title"),
        organisation=row.text("organisation"),
        side=row.text("side"),
        kind=row.text("voice_kind"),  # type: ignore[arg-type]
        verb=row.text("voice_verb"),
        scope=row.text("voice_scope"),  # type: ignore[arg-type]
        anonymity_reason=row.text("anonymity_reason"),
    )
    outer = row.voices("outer_voices")
    values: dict[str, Any] = {
        "id": row.text("id"),
        "voices": (*(outer or ()), inner) if outer is not None or inner != Voice() else (),
        "subject": Subject(words=row.text("subject_words"), entity=row.text("subject")),
        "measure": row.text("measure"),
        "measure_open": MeasureOpen(
            noun=row.text("measure_noun"),
            predicate=row.text("measure_predicate"),
            role=row.text("measure_role"),
        ),
        "held": Held(
            from_=row.day("held_from"), until=row.day("held_until"), basis=row.text("held_basis")
        ),
        "via": row.texts("via"),
        "flags": row.texts("flags"),
    }
    own = {item.name for item in fields(Claim)} - values.keys()
    read: dict[str, Callable[[str], Any]] = {
        "name": row.text, "string": row.text, "text": row.text, "number": row.number,
        "integer": row.integer, "date": row.day,
    }  # fmt: skip
    for column in CLAIM_COLUMNS:
        if column.name in own:
            values[column.name] = read[column.type](column.name)
    return Claim(**values)


def read_sources(text: str, file: str, faults: Faults) -> list[SourceRow]:
    """Sources in the order of the file; every wrong cell becomes a fault."""
    columns = {column.name: column for column in SOURCE_COLUMNS}
    found = []
    for header, cells, line in _rows(text, file, columns, faults):
        row = _Row(dict(zip(header, cells, strict=True)), line, file, columns, faults)
        found.append(SourceRow(Source(**{name: row.text(name) for name in columns}), line))
    return found


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        parts = list(value)
        plain = all(part and part == part.strip() and "|" not in part for part in parts)
        if plain and not (parts and parts[0].startswith("[")):
            return " | ".join(parts)
        return json.dumps(parts, ensure_ascii=False)
    return str(value)


def _claim_cells(claim: Claim) -> dict[str, str]:
    plain = {item.name: _cell(getattr(claim, item.name)) for item in fields(Claim)
             if item.name not in ("voices", "subject", "measure_open", "held")}  # fmt: skip
    for name in ("start", "end", "sentence_start"):
        if getattr(claim, name) == -1:
            plain[name] = ""
    inner, nobody = claim.voice, Voice()
    outer = [
        {key: value for key, value in asdict(voice).items() if value != getattr(nobody, key)}
        for voice in claim.voices[:-1]
    ]
    # "[]" keeps one empty voice apart from no voice at all
    has_outer = outer or claim.voices == (nobody,)
    cells = plain | {
        "speaker": inner.name, "speaker_title": inner.title, "organisation": inner.organisation,
        "side": inner.side, "voice_kind": inner.kind, "voice_words": inner.words,
        "voice_verb": inner.verb, "voice_scope": inner.scope,
        "anonymity_reason": inner.anonymity_reason,
        "outer_voices": json.dumps(outer, ensure_ascii=False) if has_outer else "",
        "subject": claim.subject.entity, "subject_words": claim.subject.words,
        "measure_noun": claim.measure_open.noun, "measure_predicate": claim.measure_open.predicate,
        "measure_role": claim.measure_open.role,
        "held_from": _cell(claim.held.from_), "held_until": _cell(claim.held.until),
        "held_basis": claim.held.basis,
    }  # fmt: skip
    for name, default in DEFAULTS.items():
        if cells[name] == default:
            cells[name] = ""
    return cells


def _quoted(cell: str) -> str:
    """RFC 4180 quoting; also where a spreadsheet would trim or split the cell."""
    if not cell or (cell == cell.strip() and not any(sign in cell for sign in ',"\r\n')):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _csv(columns: Sequence[Column], rows: Iterable[dict[str, str]]) -> str:
    names = [column.name for column in columns]
    lines = [names, *([_quoted(row[name]) for name in names] for row in rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def claims_csv(claims: Iterable[Claim]) -> str:
    """The claims as the text of claims.csv."""
    return _csv(CLAIM_COLUMNS, (_claim_cells(claim) for claim in claims))


def sources_csv(sources: Iterable[Source]) -> str:
    """The sources as the text of sources.csv."""
    return _csv(SOURCE_COLUMNS, (asdict(source) for source in sources))
