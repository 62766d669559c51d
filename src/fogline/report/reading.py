"""Reading reports: files, folders, standard input; one report or many, bad ones named.

Nothing here reaches the network. What a source is, is told by its content.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from fogline.ground.errors import FoglineError, InputError
from fogline.report.formats import FORMATS, format_of
from fogline.report.formats.feed import entries_of
from fogline.report.formats.kinds import MAX_BYTES, Given, is_packed_archive, unpacked
from fogline.report.formats.web_archive import parts_of_archive, records_of
from fogline.report.report import Report

__all__ = [
    "MAX_BYTES",
    "bytes_of_source",
    "iter_reports",
    "parts_of",
    "read_one",
    "read_report",
    "report_files",
    "reports_of_file",
]

_SUFFIXES = frozenset(
    re.findall(
        r"\S+",
        """
        .txt .text .md .markdown .htm .html .xhtml .shtml .php .asp .aspx .pdf .warc .gz .xml .rss
        .atom .rdf .feed
        """,
    )
)


def _closed(error: OSError) -> None:
    raise InputError(
        f"cannot look into the folder {error.filename}: {error.strerror} - make it readable, or "
        "name the folders and files to read"
    ) from error


def report_files(folder: Path) -> list[Path]:
    """The files of a folder, at any depth and in order of path, whose names could be reports'.

    Hidden files, and suffixes that are none of text, HTML, PDF, WARC or feed, are passed over.
    Raises InputError when there is none, or a folder that may not be looked into.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(place) / name
            suffix = path.suffix.lower()
            may_be = not name.startswith(".") and (suffix in _SUFFIXES or not suffix)
            if may_be and os.path.isfile(path):  # no error where a link may not be followed
                found.append(path)
    if not found:
        raise InputError(
            f"the folder {folder} holds no reports: no text, HTML, PDF, WARC or feed file was found"
            " in it - name a folder with reports or a single file"
        )
    return sorted(found)


def _is_archive(head: bytes) -> bool:
    return head.startswith(b"WARC/") or is_packed_archive(head)


def parts_of(path: str | Path) -> Iterator[tuple[int, int] | None]:
    """The parts that a file is read in, one at a time: (first byte, byte after the last).

    None stands for a file that is read whole, as are all but web archives. Raises nothing: what
    is wrong with a file is said where it is read.
    """
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(4096)
            if not _is_archive(head):
                yield None
                return
            stream.seek(0)
            yield from parts_of_archive(stream)
    except (OSError, ValueError):
        yield None


def _bytes_of_file(path: Path, part: tuple[int, int] | None = None) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            if part is not None:
                stream.seek(part[0])
                return stream.read(part[1] - part[0])
            if size > MAX_BYTES:
                raise _too_large(str(path), size, MAX_BYTES)
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror or error} - check its name and rights"
        ) from error
    except ValueError as error:
        raise InputError(
            f"not a file name: {str(path)!r} - give a file, a folder or - for standard input"
        ) from error
    if len(data) > MAX_BYTES:
        raise _too_large(str(path), len(data), MAX_BYTES)
    return data


def _too_large(source: str, size: int, limit: int) -> InputError:
    return InputError(
        f"{source} is too large: {size / 1e6:.1f} MB, and a report has at most"
        f" {limit // 1_000_000} MB - give the report alone"
    )


def _given(
    source: str | Path | bytes, part: tuple[int, int] | None, name: str, **circumstances: Any
) -> Given:
    """The bytes of a source that is no folder."""
    if isinstance(source, bytes):
        if len(source) > MAX_BYTES and not _is_archive(source[:4096]):
            raise _too_large(name, len(source), MAX_BYTES)
        return Given(data=source, source=name, **circumstances)
    if str(source) == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise _too_large("standard input", len(data), MAX_BYTES)
        return Given(data=data, source="standard input", **circumstances)
    written = str(source)
    if written.startswith(("http://", "https://")):
        raise InputError(
            f"{written[:200]} is an address, and Fogline never fetches anything - save the page and"
            " give the file"
        )
    try:
        path = Path(source)
        exists = path.exists()
    except (OSError, ValueError):
        path, exists = Path("."), False
    if not exists:
        shown = written if len(written) <= 200 else f"{written[:200]}..."
        raise InputError(
            f"no file or folder {shown!r} - check the name, or give - to read standard input"
        )
    if not path.is_file():
        raise InputError(f"{written} is neither a file nor a folder - give a report")
    return Given(data=_bytes_of_file(path, part), source=str(path), **circumstances)


def bytes_of_source(source: str | Path, part: tuple[int, int] | None = None) -> bytes:
    """What a file (or part of an archive) holds, to be read where the file is not.

    Raises InputError as reading it would say.
    """
    return _given(source, part, "").data


def _found_in(given: Given) -> Iterator[tuple[str, Report | FoglineError]]:
    """(source, report or error) of everything one file holds; never raises anything else."""
    try:
        if not given.data.strip():
            raise InputError(
                f"{given.source} is empty ({len(given.data)} bytes) - give a report with text in it"
            )
        given = given.with_data(unpacked(given.data, given.source))
        kind = format_of(given.data, given.source)
        if kind == "warc" or kind == "feed":
            # One date for many reports can only be a stand-in for those that name none.
            many = Given(
                data=given.data,
                source=given.source,
                published_if_missing=given.published or given.published_if_missing,
                publisher=given.publisher,
            )
            yield from records_of(many) if kind == "warc" else entries_of(many)
            return
        for report in FORMATS[kind](given):
            yield given.source, report
    except FoglineError as error:
        yield given.source, error
    except (RecursionError, MemoryError) as error:
        yield (
            given.source,
            InputError(
                f"{given.source} cannot be read: its structure is too deep or too large"
                f" ({type(error).__name__}) - give the report's text alone"
            ),
        )


def iter_reports(
    sources: str | Path | bytes | Iterable[str | Path | bytes],
    *,
    published: date | None = None,
    url: str = "",
    publisher: str = "",
) -> Iterator[tuple[str, Report | FoglineError]]:
    """(source, report) for every report found, (source, error) for every bad one; raises nothing.

    sources    a file, folder, "-" or bytes, or several of them
    published  the day a single file was printed; for folders, feeds and archives it is used only
               where a report names no date of its own
    """
    many = [sources] if isinstance(sources, str | Path | bytes) else sources
    for source in many:
        if isinstance(source, bytes) or str(source) == "-":
            yield from reports_of_file(source, published=published, url=url, publisher=publisher)
            continue
        try:
            is_folder = _is_folder(source)
            files = report_files(Path(source)) if is_folder else [source]
        except FoglineError as error:
            yield str(source), error
            continue
        for path in files:
            for part in parts_of(path):
                yield from reports_of_file(
                    path, published=published, among_many=is_folder, part=part,
                    url="" if is_folder else url, publisher=publisher,
                )  # fmt: skip


def reports_of_file(
    source: str | Path | bytes,
    *,
    published: date | None = None,
    among_many: bool = False,
    part: tuple[int, int] | None = None,
    url: str = "",
    publisher: str = "",
    name: str = "the given text",
) -> Iterator[tuple[str, Report | FoglineError]]:
    """What one file (or ``part`` of an archive, "-", bytes) holds, as ``iter_reports`` gives it.

    published, among_many   the day of printing; of one file among many only a stand-in
    part                    first byte and byte after the last; bytes are all of theirs, and with
                            it not all of their file
    name                    what bytes are called
    """
    dates = {"published_if_missing" if among_many else "published": published}
    try:
        given = _given(source, part, name, url=url, publisher=publisher, **dates)
    except FoglineError as error:
        yield (name if isinstance(source, bytes) else str(source)), error
        return
    n_found = 0
    for each in _found_in(given):
        n_found += 1
        yield each
    if n_found or (isinstance(source, bytes) and part is not None):
        return
    if part is None or part == (0, Path(given.source).stat().st_size):
        yield (
            given.source,
            InputError(f"{given.source} holds no report - give text, HTML, PDF, a feed or a WARC"),
        )


def _is_folder(source: str | Path) -> bool:
    try:
        return Path(source).is_dir()
    except (OSError, ValueError):
        return False


def read_report(
    source: str | Path | bytes,
    *,
    published: date | None = None,
    url: str = "",
    publisher: str = "",
) -> list[Report]:
    """Every report of a file, a folder of files, standard input ("-") or bytes.

    published, url, publisher    override what the report says; see ``iter_reports`` for collections
    Raises InputError naming all bad files of a folder at once. Pages of a WARC and entries of a
    feed that hold no article are passed over as long as one does.
    """
    is_folder = not isinstance(source, bytes) and str(source) != "-" and _is_folder(source)
    reports: list[Report] = []
    errors: list[FoglineError] = []
    for _, found in iter_reports(source, published=published, url=url, publisher=publisher):
        if isinstance(found, Report):
            reports.append(found)
        else:
            errors.append(found)
    if errors and (is_folder or not reports):
        if len(errors) == 1:
            raise errors[0]
        shown = "\n".join(f"  {error}" for error in errors[:20])
        more = f"\n  and {len(errors) - 20} more" if len(errors) > 20 else ""
        raise InputError(
            f"{len(errors)} sources in {_name(source)} could not be read:\n{shown}{more}"
        )
    if not reports:
        raise InputError(
            f"{_name(source)} holds no report - give text, HTML, PDF, a feed or a WARC"
        )
    return reports


def _name(source: str | Path | bytes) -> str:
    return "the given bytes" if isinstance(source, bytes) else str(source)


def read_one(
    source: str | Path | bytes,
    *,
    published: date | None = None,
    url: str = "",
    publisher: str = "",
) -> Report:
    """The single report of a source; raises InputError when it holds several."""
    reports = read_report(source, published=published, url=url, publisher=publisher)
    if len(reports) > 1:
        raise InputError(
            f"{_name(source)} holds {len(reports)} reports where one is wanted - give one of them"
        )
    return reports[0]
