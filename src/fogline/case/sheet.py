"""Claims as a spreadsheet and back: what somebody changed in it becomes rulings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from fogline.case.case import Case
from fogline.case.claims_table import claims_csv
from fogline.case.judging import Ruling
from fogline.claims import Claim
from fogline.claims.claim import Verdict
from fogline.ground.errors import FoglineError, InputError

__all__ = ["rulings_of_sheet", "sheet_text", "spreadsheet_cell"]

LINKS, TARGET = {"repeats", "relation"}, {"subject", "measure"}

# A spreadsheet runs a cell that begins like this; an apostrophe before it makes it text again.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def spreadsheet_cell(cell: str) -> str:
    """The cell as a spreadsheet takes it for text: one that could be a formula is quoted."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def sheet_text(claims: Iterable[Claim]) -> str:
    """Claims as CSV with the columns of claims.csv; no cell can act as a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(  # so that a lone \r is quoted, too
        [spreadsheet_cell(cell) for cell in row] for row in _rows(claims_csv(claims))
    )
    return out.getvalue()


def rulings_of_sheet(case: Case, data: bytes, name: str, *, reason: str = "") -> list[Ruling]:
    """What was changed in an exported sheet, as rulings; all faults at once, with their lines.

    data     the sheet as it came back, UTF-8; columns and rows that are not in it are left alone
    name     what messages call it
    reason   of every row whose own note was not changed; a changed note is that row's reason

    Raises InputError.
    """
    lines, (header, *rows) = _read(data, name)
    columns, *known = _rows(claims_csv(case.claims))
    before = {row[columns.index("id")]: row for row in known}
    faults = [
        f"{name}:1: {words}"
        for words in (
            *(f"unknown column {each!r}" for each in header if each not in columns),
            *(f"the column {each!r} stands there twice" for each in {*header}
              if header.count(each) > 1),
            *(() if "id" in header else ("the column 'id' is missing",)),
        )
    ]  # fmt: skip
    if faults:
        raise InputError("\n  ".join([f"{name} is no sheet of claims:", *faults]))
    rulings: list[Ruling] = []
    for line, row in zip(lines[1:], rows, strict=True):
        cells = dict(zip(header, row, strict=False))
        try:
            if len(row) != len(header):
                raise InputError(f"the row has {len(row)} cells, the header {len(header)}")
            old = dict(zip(columns, before[case.rows_of(cells["id"])[0].id], strict=True))
        except FoglineError as error:
            faults.append(f"{name}:{line}: {error}")
            continue
        changes = {key: cell for key, cell in cells.items() if _differs(cell, old[key])}
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


def _read(data: bytes, name: str) -> tuple[list[int], Sequence[list[str]]]:
    """Lines and rows of a CSV file, empty rows apart; InputError when it cannot be read as one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 - save it as CSV UTF-8") from error
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
            f"{name}:{reader.line_num}: not readable as CSV: {error} - look for a quotation mark "
            "that is not closed"
        ) from error
    if not rows:
        raise InputError(f"{name} is empty - export a sheet first: fogline claims CASE --export")
    if len(rows[0]) == 1 and re.search(r"[;\t]", rows[0][0]):
        raise InputError(f"{name}: the cells are not separated by commas - save it with commas")
    return lines, rows
