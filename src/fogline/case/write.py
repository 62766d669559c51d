"""Writing a case folder, whole or not at all; appending claims to one."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from fogline.case.case import Case, Scenario
from fogline.case.case_table import case_toml, scenario_toml
from fogline.case.checked import Faults
from fogline.case.claims_checks import claim_faults
from fogline.case.claims_table import ClaimRow, claims_csv, read_claims, sources_csv
from fogline.case.joining import own_sources
from fogline.case.load import CHANGED_BY_HAND, load_case, resolve_case
from fogline.case.package import data_package
from fogline.case.reports import report_text
from fogline.case.shapes import MAP_FILE, map_text
from fogline.case.toml_text import commented, toml_text
from fogline.claims import Claim
from fogline.ground.errors import CaseError, Fault, FoglineError
from fogline.ground.files import write_atomically
from fogline.report import Report

__all__ = [
    "add_report",
    "case_files",
    "copy_case",
    "refresh_package",
    "refuse_taken",
    "save_claims",
    "save_scenario",
    "write_case",
]


def case_files(case: Case, comments: Mapping[str, Sequence[str]] | None = None) -> dict[str, bytes]:
    """The files of a case's folder: path in the folder to bytes.

    comments   lines to stand in case.toml above a key ("start") or a table ("formations uk")
    """
    notes = tuple(note for note in case.notes if not note.startswith(CHANGED_BY_HAND))
    texts = {
        "case.toml": commented(toml_text(case_toml(replace(case, notes=notes))), comments or {}),
        "claims.csv": claims_csv(case.claims),
        "sources.csv": sources_csv(case.sources),
    }
    # loaded again in the order of their names, so the names must keep the order
    names = [report.source for report in case.reports]
    if not _keeps_order(names, "reports/", ".md"):
        names = _numbered([report.title for report in case.reports], "reports/", ".md")
    texts |= dict(zip(names, map(report_text, case.reports), strict=True))
    names = [f"scenarios/{scenario.id}.toml" for scenario in case.scenarios]
    if not _keeps_order(names, "scenarios/", ".toml"):
        names = _numbered([scenario.id for scenario in case.scenarios], "scenarios/", ".toml")
    for name, scenario in zip(names, case.scenarios, strict=True):
        texts[name] = toml_text(scenario_toml(scenario))
    if case.shapes:
        texts[MAP_FILE] = map_text(case.shapes)
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    return files | {"datapackage.json": data_package(case, files).encode("utf-8")}


def _keeps_order(names: list[str], before: str, after: str) -> bool:
    """Whether these are plain file names, each once even where case is folded, in sorted order."""
    plain = re.compile(re.escape(before) + r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}" + re.escape(after))
    return (
        all(plain.fullmatch(name) for name in names)
        and len({name.lower() for name in names}) == len(names)
        and names == sorted(names)
    )


def _numbered(titles: list[str], before: str, after: str) -> list[str]:
    """File names that begin with a number and go on with the words of a title."""
    width = max(3, len(str(len(titles))))
    slugs = (re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] for title in titles)
    return [
        f"{before}{number:0{width}d}-{slug or 'untitled'}{after}"
        for number, slug in enumerate(slugs, start=1)
    ]


def refuse_taken(folder: Path) -> None:
    """Raise FoglineError where a new case folder cannot be put, before anything is worked out."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FoglineError(f"{folder} is there already - choose a folder that does not exist yet")


def write_case(
    case: Case, folder: Path | str, comments: Mapping[str, Sequence[str]] | None = None
) -> Path:
    """Write the case as a new folder, which appears whole or not at all; returns the folder.

    comments   see ``case_files``

    ``load_case`` of it gives the same case again (its folder apart). Raises FoglineError when the
    folder exists and is not empty, or cannot be written.
    """
    target = Path(folder)
    refuse_taken(target)
    staging: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        for name, data in case_files(case, comments).items():
            write_atomically(staging / name, data)
        staging.chmod(0o755)
        os.replace(staging, target)
    except OSError as error:
        raise FoglineError(
            f"cannot write {target}: {error.strerror} - free some space or choose another folder"
        ) from error
    finally:
        if staging is not None and staging.exists():
            shutil.rmtree(staging, ignore_errors=True)
    return target


def save_claims(folder: Path | str, claims: Iterable[Claim], *, case: Case | None = None) -> int:
    """Append claims to a case's claims.csv, whole or not at all; returns how many were new.

    case   the folder's, where it was read just now and nobody else can have written since

    Claims already there, value for value, are left alone. Raises CaseError when an id is there with
    other values (a claim is never edited: give the correction a new id and let it supersede), or
    when the case would no longer load.
    """
    path = resolve_case(folder)
    case = case or load_case(path)
    known = {claim.id: claim for claim in case.claims}
    new: list[Claim] = []
    faults: list[Fault] = []
    for claim in claims:
        if claim.id not in known:
            known[claim.id] = claim
            new.append(claim)
        elif known[claim.id] != claim:
            faults.append(
                Fault("claims.csv", 0, f"{claim.id}: the id is there with other values",
                      "a claim is never edited: give a new id and supersede the old one")
            )  # fmt: skip
    if faults:
        raise CaseError(path, faults)
    if not new:
        return 0
    file = path / "claims.csv"
    old = file.read_bytes()
    added = claims_csv(new)
    if found := _faults_of_more(case, added, old.count(b"\n")):
        raise CaseError(path, found)
    header, _, rows = added.partition("\n")
    if old.decode("utf-8-sig").splitlines()[0] == header:
        text = old + (b"" if old.endswith(b"\n") else b"\n") + rows.encode("utf-8")
    else:  # other columns, or in another order: written again with all of them
        text = claims_csv((*case.claims, *new)).encode("utf-8")
    write_atomically(file, text)
    refresh_package(path, case)
    return len(new)


def _faults_of_more(case: Case, added: str, n_lines: int) -> list[Fault]:
    """What would be wrong with rows of claims.csv below the case's own ``n_lines`` lines."""
    faults = Faults()
    new = read_claims(added, "claims.csv", faults)
    rows = [ClaimRow(claim, 0) for claim in case.claims]
    rows += [ClaimRow(row.claim, row.line - 1 + n_lines) for row in new]
    return faults.all + claim_faults(case, rows)


def add_report(folder: Path | str, report: Report, claims: Iterable[Claim]) -> list[Claim]:
    """Add a report and claims read from it to a case; returns the claims as they stand there.

    Sources that the claims bring are added with them; one of the same name is taken for the same.
    The claims come last, so that a stop in between leaves a case that loads, without them.

    Raises CaseError when the case would no longer load, such as for a claim after the cut-off.
    """
    path = resolve_case(folder)
    case = load_case(path)
    kept, fresh = own_sources(case, report, claims)
    _try_out(
        replace(
            case,
            sources=(*case.sources, *fresh),
            claims=(*case.claims, *(c for c in kept if c not in case.claims)),
        )
    )
    if fresh:
        write_atomically(path / "sources.csv", sources_csv((*case.sources, *fresh)))
    if report.id not in {item.id for item in case.reports}:
        (name,) = _numbered([report.title], "", ".md")
        write_atomically(path / "reports" / f"{report.id}-{name[4:]}", report_text(report))
    save_claims(path, kept)
    refresh_package(path)
    return kept


def save_scenario(folder: Path | str, scenario: Scenario) -> Path:
    """Add a what-if to a case; returns its file.

    Raises CaseError where the case would not load with it, FoglineError when its id is taken.
    """
    path = resolve_case(folder)
    case = load_case(path)
    if scenario.id in {item.id for item in case.scenarios}:
        raise FoglineError(f"there is a what-if {scenario.id} already - give this one another name")
    _try_out(replace(case, scenarios=(*case.scenarios, scenario)))
    file = path / "scenarios" / f"{scenario.id}.toml"
    write_atomically(file, toml_text(scenario_toml(scenario)))
    refresh_package(path)
    return file


def _try_out(case: Case) -> None:
    """Raise CaseError when the case as it would be does not load."""
    with tempfile.TemporaryDirectory() as scratch:
        load_case(write_case(case, Path(scratch) / "case"))


def refresh_package(folder: Path | str, case: Case | None = None) -> None:
    """Write datapackage.json anew from the files as they are; ``case`` as in ``save_claims``."""
    path = Path(folder)
    case = case or load_case(path)
    names = ["case.toml", "claims.csv", "sources.csv"]
    names += [f"reports/{file.name}" for file in sorted((path / "reports").glob("*.md"))]
    names += [f"scenarios/{file.name}" for file in sorted((path / "scenarios").glob("*.toml"))]
    names += [MAP_FILE] if (path / MAP_FILE).is_file() else []
    files = {name: (path / name).read_bytes() for name in names}
    write_atomically(path / "datapackage.json", data_package(case, files))


def copy_case(source: Path, folder: Path) -> None:
    """Copy the files of a case without its runs; the folder appears whole or not at all.

    Raises FoglineError when it is there already and not empty, or cannot be written.
    """
    refuse_taken(folder)
    files = [path for path in sorted(source.rglob("*")) if path.is_file()]
    staging: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        for file in files:
            inside = file.relative_to(source)
            if inside.parts[0] != "runs" and not any(part[0] in "._" for part in inside.parts):
                (staging / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, staging / inside)
        staging.chmod(0o755)
        staging.replace(folder)
    except OSError as error:
        raise FoglineError(
            f"cannot write {folder}: {error.strerror} - free some space or choose another folder"
        ) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
