"""Claims as a spreadsheet and back: what somebody changed in it becomes rulings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.cli.judging import Ruling, chain
from fogline.ground.errors import FoglineError, InputError

if TYPE_CHECKING:
    from fogline.case import Case
    from fogline.claims import Claim
    from fogline.ledger import Verdict

__all__ = ["export_sheet", "import_sheet"]

LINKS, TARGET = {"repeats", "relation"}, {"subject", "measure"}

# A spreadsheet runs a cell that begins like this; an apostrophe before it makes it text again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def export_sheet(claims: Iterable[Claim], path: Path) -> None:
    """Write claims as CSV with the columns of claims.csv; no cell can act as a formula."""
    from fogline import flow
    from fogline.ground.files import write_atomically

    rows = _rows(flow.claims_sheet(claims))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows
    )
    write_atomically(path, out.getvalue())


def import_sheet(case: Case, path: Path, reason: str) -> list[Ruling]:
    """What was changed in an exported sheet, as rulings; all faults at once, with their lines.

    Columns and rows that are not in the file are left alone. A note that was changed is that
    row's own reason; ``reason`` is that of the others. Raises InputError.
    """
    from fogline import flow

    lines, (header, *rows) = _read(path)
    columns, *known = _rows(flow.claims_sheet(case.claims))
    before = {row[columns.index("id")]: row for row in known}
    faults = [
        f"{path}:1: {words}"
        for words in (
            *(f"unknown column {name!r}" for name in header if name not in columns),
            *(f"the column {name!r} stands there twice" for name in {*header}
              if header.count(name) > 1),
            *(() if "id" in header else ("the column 'id' is missing",)),
        )
    ]  # fmt: skip
    if faults:
        raise InputError("\n  ".join([f"{path} is no sheet of claims:", *faults]))
    rulings: list[Ruling] = []
    for line, row in zip(lines[1:], rows, strict=True):
        cells = dict(zip(header, row, strict=False))
        try:
            if len(row) != len(header):
                raise InputError(f"the row has {len(row)} cells, the header {len(header)}")
            old = dict(zip(columns, before[chain(case.claims, cells["id"])[0].id], strict=True))
        except FoglineError as error:
            faults.append(f"{path}:{line}: {error}")
            continue
        changes = {name: cell for name, cell in cells.items() if _differs(cell, old[name])}
        own_reason = changes.pop("note", "")
        if changes:
            rulings.append(_ruling(cells["id"], changes, own_reason or reason, f"line {line}, "))
    if faults:
        raise InputError("\n  ".join(["nothing was judged:", *faults]))
    return rulings


def _ruling(claim: str, changes: dict[str, str], reason: str, where: str) -> Ruling:
    verdict, other = _verdict(changes), ""
    if verdict == "echo of":
        other = changes["repeats"]
    return Ruling(
        claim=claim, verdict=verdict, reason=reason, changes=changes, other=other, where=where
    )


def _verdict(changes: dict[str, str]) -> Verdict:
    """The kind of judgement that these changes are."""
    status = changes.get("status", "")
    if changes.keys() == {"status"}:
        if status == "accepted" or status == "rejected":
            return status
        if status in ("", "proposed"):
            return "proposed"
    if changes.keys() <= LINKS and changes.get("repeats"):
        return "echo of"
    return "retargeted" if changes.keys() <= TARGET else "corrected"


def _differs(cell: str, old: str) -> bool:
    """Whether a cell was changed; spreadsheets trim, and write line ends and numbers their way."""
    if " ".join(cell.split()) == " ".join(old.split()):
        return False
    try:
        return float(cell) != float(old)
    except ValueError:
        return True


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _read(path: Path) -> tuple[list[int], Sequence[list[str]]]:
    """Lines and rows of a CSV file, empty rows apart; InputError when it cannot be read as one."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror} - check its name") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 - save it as CSV UTF-8") from error
    lines: list[int] = []
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        line = 1
        for row in reader:
            if row:
                lines.append(line)
                rows.append([c[1:] if c[:1] == "'" and _FORMULA.match(c) else c for c in row])
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"{path}:{reader.line_num}: not readable as CSV: {error} - look for a quotation mark "
            "that is not closed"
        ) from error
    if not rows:
        raise InputError(f"{path} is empty - export a sheet first: fogline claims CASE --export")
    if len(rows[0]) == 1 and re.search(r"[;\t]", rows[0][0]):
        raise InputError(f"{path}: the cells are not separated by commas - save it with commas")
    return lines, rows
