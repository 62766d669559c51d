"""Loading a case folder: every fault at once, with file and line; and finding bundled cases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from fogline.case.case import Case, Scenario
from fogline.case.case_table import read_case_table, read_scenario
from fogline.case.checked import CheckedTable, Faults
from fogline.case.claims_checks import check_claims, check_sources
from fogline.case.claims_table import ClaimRow, SourceRow, read_claims, read_sources
from fogline.case.hashing import case_hash
from fogline.case.reports import read_report
from fogline.case.shapes import MAP_FILE, Shape, read_map
from fogline.case.toml_text import LineIndex, TomlFault, parse_toml
from fogline.ground.errors import CaseError, Fault, UnknownName
from fogline.ground.ids import sha256_bytes
from fogline.report import Report

__all__ = ["CASE_FORMAT", "CHANGED_BY_HAND", "bundled_cases", "load_case", "resolve_case"]

CHANGED_BY_HAND = "Changed by hand since datapackage.json was written:"
CASE_FORMAT = 1
"""Format of a case folder that this version writes; ``format`` in case.toml, 1 where it is absent.
A newer one is refused; what each brought, and how to go from one to the next, is in
docs/reference/formats.md.
"""
_BUNDLED = Path(__file__).parent / "bundled"


def bundled_cases() -> dict[str, Path]:
    """Cases that come with Fogline: name to folder."""
    return {path.parent.name: path.parent for path in sorted(_BUNDLED.glob("*/case.toml"))}


def resolve_case(name_or_path: str | Path) -> Path:
    """The folder of a case: a path that holds a case.toml (or is one), or a bundled case's name.

    Raises UnknownName when it is neither.
    """
    path = Path(name_or_path)
    if path.name == "case.toml" and path.is_file():
        return path.parent
    if path.is_dir():
        return path
    bundled = bundled_cases()
    if str(name_or_path) in bundled:
        return bundled[str(name_or_path)]
    raise UnknownName("case (neither a folder nor bundled)", str(name_or_path), list(bundled))


def load_case(folder: Path | str) -> Case:
    """The case in a folder (or a bundled case's name).

    Raises CaseError with all faults at once, each with its file and line, and UnknownName when
    there is no such folder.
    """
    path = resolve_case(folder)
    faults = Faults()
    values = _case_values(path, faults)
    sources = _sources(path, faults)
    claims = _claims(path, faults)
    reports = _reports(path, faults)
    scenarios = _scenarios(path, values, faults) if values else ()
    drawn = _text(path, MAP_FILE, faults)
    shapes: tuple[Shape, ...] = ()
    if values and drawn is not None:
        shapes = read_map(drawn, [sector.id for sector in values["sectors"]], faults)
    notes = _package_notes(path, faults)
    if values:
        check_sources(sources, values, faults)
        check_claims(claims, [row.source.id for row in sources], values, faults)
        _check_links(claims, values, reports, faults, _lines_of(path))
    if faults.all or not values:
        raise CaseError(path, faults.all)
    values["notes"] = (*values["notes"], *notes)
    case = Case(
        **values,
        sources=tuple(row.source for row in sources),
        claims=tuple(row.claim for row in claims),
        reports=reports,
        scenarios=scenarios,
        shapes=shapes,
        folder=str(path),
    )
    return replace(case, hash=case_hash(case))


def _text(path: Path, name: str, faults: Faults, *, required: bool = False) -> str | None:
    """A file's text; None, with a fault, when it is missing or not UTF-8."""
    try:
        data = (path / name).read_bytes()
    except FileNotFoundError:
        if required:
            faults.add(name, 0, "the file is missing", "a case needs it")
        return None
    except OSError as error:
        faults.add(name, 0, f"the file cannot be read: {error.strerror}")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(
            name, data.count(b"\n", 0, error.start) + 1,
            f"not UTF-8: byte 0x{data[error.start]:02x}", "save the file as UTF-8",
        )  # fmt: skip
        return None


def _toml(path: Path, name: str, faults: Faults, *, required: bool = False) -> CheckedTable | None:
    text = _text(path, name, faults, required=required)
    if text is None:
        return None
    try:
        data, lines = parse_toml(text)
    except TomlFault as fault:
        faults.add(name, fault.line, f"not readable as TOML: {fault.what}", "mend this line")
        return None
    return CheckedTable(data, lines, faults, name)


def _lines_of(path: Path) -> LineIndex:
    return LineIndex((path / "case.toml").read_text(encoding="utf-8-sig"))


def _case_values(path: Path, faults: Faults) -> dict[str, Any]:
    table = _toml(path, "case.toml", faults, required=True)
    if table is None:
        return {}
    number = table.integer("format", CASE_FORMAT)
    if number > CASE_FORMAT:  # what else it says may mean something else by then
        what = f"the case is of format {number}, written by a newer Fogline; this one knows format"
        remedy = "update Fogline, or ask for the case in the older format"
        where = table.line("format")
        raise CaseError(path, [Fault("case.toml", where, f"{what} {CASE_FORMAT}", remedy)])
    return read_case_table(table)


def _sources(path: Path, faults: Faults) -> list[SourceRow]:
    text = _text(path, "sources.csv", faults, required=True)
    return read_sources(text, "sources.csv", faults) if text is not None else []


def _claims(path: Path, faults: Faults) -> list[ClaimRow]:
    text = _text(path, "claims.csv", faults, required=True)
    return read_claims(text, "claims.csv", faults) if text is not None else []


def _reports(path: Path, faults: Faults) -> tuple[Report, ...]:
    reports = []
    for file in sorted((path / "reports").glob("*.md")):
        name = f"reports/{file.name}"
        text = _text(path, name, faults)
        report = read_report(text, name, faults) if text is not None else None
        if report is not None:
            reports.append(report)
    return tuple(reports)


def _scenarios(path: Path, values: dict[str, Any], faults: Faults) -> tuple[Scenario, ...]:
    scenarios: list[Scenario] = []
    for file in sorted((path / "scenarios").glob("*.toml")):
        table = _toml(path, f"scenarios/{file.name}", faults)
        if table is None:
            continue
        scenario = read_scenario(table, values)
        if scenario.id and scenario.id in {other.id for other in scenarios}:
            table.fault("id", f"the id {scenario.id!r} is taken already by another scenario")
        scenarios.append(scenario)
    return tuple(scenarios)


def _package_notes(path: Path, faults: Faults) -> tuple[str, ...]:
    """What datapackage.json says against the folder; it may be absent."""
    name = "datapackage.json"
    text = _text(path, name, faults)
    if text is None:
        return ()
    try:
        resources = json.loads(text)["resources"]
        listed = [(str(item["path"]), str(item.get("hash", ""))) for item in resources]
    except json.JSONDecodeError as error:
        faults.add(name, error.lineno, f"not readable as JSON: {error.msg}", "mend this line")
        return ()
    except (KeyError, TypeError, AttributeError, RecursionError):
        faults.add(
            name, 0, "no list of resources with paths", "write the case again, or delete this file"
        )
        return ()
    changed = []
    for resource, expected in listed:
        file = path / resource
        if not file.resolve().is_relative_to(path.resolve()):
            faults.add(name, 0, f"the resource {resource!r} lies outside the case", "remove it")
        elif not file.is_file():
            faults.add(name, 0, f"the resource {resource!r} is missing", "put it back")
        elif expected and expected != f"sha256:{sha256_bytes(file.read_bytes())}":
            changed.append(resource)
    if not changed:
        return ()
    return (f"{CHANGED_BY_HAND} {', '.join(changed)}.",)


def _check_links(
    claims: list[ClaimRow],
    values: dict[str, Any],
    reports: tuple[Report, ...],
    faults: Faults,
    lines: LineIndex,
) -> None:
    """Claims that events, exchanges and reports name must be there."""
    known = {row.claim.id for row in claims}
    for table, noun in (("events", "event"), ("exchanges", "exchange")):
        for index, item in enumerate(values[table]):
            for claim in item.claims:
                if claim not in known:
                    words = item.what if table == "events" else item.goods
                    faults.add(
                        "case.toml", lines.line(table, index, "claims"),
                        f"the {noun} {words!r} names {claim!r}, which is not in claims.csv",
                    )  # fmt: skip
    for report in reports:
        for claim in report.derived_from:
            if claim not in known:
                faults.add(
                    report.source, 0, f"derived_from names the claim {claim!r}, "
                    "which is not in claims.csv",
                )  # fmt: skip
