"""Reading many files: each a pure task that any pool of workers can run, and run again."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fogline.claims.claim import Claim
from fogline.ground.ids import content_id, sha256_bytes
from fogline.report import Report

if TYPE_CHECKING:
    from fogline.claims.gazetteer import Gazetteer
    from fogline.claims.language_model import ModelServer

__all__ = [
    "MANY",
    "FileToRead",
    "FoundInFile",
    "files_to_read",
    "read_one_task",
    "reader_version",
    "with_its_bytes",
]

MANY = 20
"""Files from which on it pays to start more processes.

Source: chosen by us; a process starts in two seconds, the time in which one reads twenty reports.
"""


@dataclass(frozen=True, slots=True)
class FoundInFile:
    """What one file (or part of an archive) held.

    reports   each with its claims in text order
    bad       (source, why it could not be read) of everything else in it
    dropped   (words, why) of what a language model proposed and the text does not bear out
    """

    reports: tuple[tuple[Report, tuple[Claim, ...]], ...] = ()
    bad: tuple[tuple[str, str], ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()

    def as_record(self) -> dict[str, Any]:
        """What to remember of it: ids of reports and their claims, the bad ones."""
        ids = {report.id: [claim.id for claim in claims] for report, claims in self.reports}
        return {"reports": ids, "bad": self.bad, "dropped": self.dropped}

    @classmethod
    def of_record(
        cls, record: Mapping[str, Any], reports: Sequence[tuple[Report, tuple[Claim, ...]]]
    ) -> FoundInFile:
        """What was remembered, with its reports (or without, where they are not wanted)."""
        bad, dropped = ([(name, why) for name, why in record[key]] for key in ("bad", "dropped"))
        return cls(tuple(reports), tuple(bad), tuple(dropped))


@dataclass(frozen=True, slots=True)
class FileToRead:
    """One task: ``read_one_task(*arguments)``.

    key         the same as long as the file is: its path, size, time of change, and the arguments
    arguments   those of ``read_one_task``
    """

    key: str
    arguments: tuple[
        str | bytes, date | None, bool, tuple[int, int] | None, str, ModelServer | None
    ]

    @property
    def name(self) -> str:
        """What to call it."""
        source = self.arguments[0]
        return "standard input" if isinstance(source, bytes) else source


def files_to_read(
    sources: Sequence[str],
    published: date | None = None,
    names: str = "",
    model: ModelServer | None = None,
) -> tuple[int, Iterator[FileToRead]]:
    """How many files there are, and the tasks of reading them; a large archive is several tasks.

    sources     files, folders or "-"
    published   the day of printing; of several files only a stand-in
    names       a gazetteer laid over the bundled one, as TOML text
    model       a language model to propose the claims, instead of the rules

    Folders are looked through at once, files only as their turn comes. Raises InputError for a
    folder without reports; what is wrong with a file is said where it is read.
    """
    from fogline.report import report_files

    files: list[tuple[str, bool]] = []
    for source in sources:
        if source != "-" and Path(source).is_dir():
            files += [(str(path), True) for path in report_files(Path(source))]
        else:
            files.append((source, len(sources) > 1))
    return len(files), _tasks(files, published, names, model)


def _tasks(
    files: Sequence[tuple[str, bool]],
    published: date | None,
    names: str,
    model: ModelServer | None,
) -> Iterator[FileToRead]:
    from fogline.report import MAX_BYTES, parts_of

    for path, among_many in files:
        if path == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            given = (data, published, among_many, None, names, model)
            yield _task(given, (sha256_bytes(data),))
            continue
        try:
            state = Path(path).stat()
            stamp = (str(Path(path).absolute()), state.st_size, state.st_mtime_ns)
        except (OSError, ValueError):
            stamp = (path,)
        for part in parts_of(path):
            yield _task((path, published, among_many, part, names, model), stamp)


def _task(arguments: Any, stamp: tuple[Any, ...]) -> FileToRead:
    return FileToRead(content_id("f", *stamp, *arguments[1:]), arguments)


def reader_version() -> str:
    """What a reading depends on besides the file: this program's rules and its language model."""
    from fogline.claims.syntax import pipeline_name

    rooms = Path(__file__).parent, Path(__file__).parent.parent / "report"
    rules = [file.read_bytes() for room in rooms for file in sorted(room.rglob("*.[pt][yo]*"))]
    return f"rules {sha256_bytes(b''.join(rules))[:12]}, {pipeline_name()}"


@lru_cache(maxsize=4)
def _gazetteer(names: str) -> Gazetteer:
    from fogline.claims.gazetteer import Gazetteer

    return Gazetteer.parsed(names)


def read_one_task(
    source: str | bytes,
    published: date | None = None,
    among_many: bool = True,
    part: tuple[int, int] | None = None,
    names: str = "",
    model: ModelServer | None = None,
    name: str = "standard input",
) -> FoundInFile:
    """The reports and claims of one file, or of a part of it; raises nothing for any content.

    source       the file's path, or bytes: of standard input, of a file that is on another machine
    published    the day of printing; where the file is one ``among_many`` (also for a feed or an
                 archive) only where a report names no day of its own
    part         first byte and the byte after the last, of a web archive (``report.parts_of``); a
                 WARC without it is read whole
    names        a gazetteer laid over the bundled one, as TOML text
    model        a language model to propose the claims; LanguageModelError where it cannot be asked
    name         what to call bytes

    A function of the file's bytes and the arguments alone: the same again gives the same records,
    with the same ids, in whichever process it runs (a model's answers are kept and replayed).
    """
    from fogline.report import reports_of_file

    reports: list[tuple[Report, tuple[Claim, ...]]] = []
    bad: list[tuple[str, str]] = []
    dropped: list[tuple[str, str]] = []
    for where, found in reports_of_file(
        source, published=published, among_many=among_many, part=part, name=name
    ):
        if isinstance(found, Report):
            claims, left_out = _claims(found, names, model)
            reports.append((found, claims))
            dropped += left_out
        else:
            bad.append((where, str(found)))
    return FoundInFile(tuple(reports), tuple(bad), tuple(dropped))


def with_its_bytes(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Arguments of ``read_one_task`` that name a file, for a worker that does not see it.

    Raises InputError for a file that cannot be read.
    """
    from fogline.report import bytes_of_source

    source, published, among_many, part, names, model = arguments
    if isinstance(source, bytes):
        return arguments
    data = bytes_of_source(source, part)
    if part == (0, Path(source).stat().st_size):
        part = None
    return (data, published, among_many, part, names, model, source)


def _claims(
    report: Report, names: str, model: ModelServer | None
) -> tuple[tuple[Claim, ...], list[tuple[str, str]]]:
    if model is None:
        from fogline.claims.reader import extract

        return tuple(extract(report, gazetteer=_gazetteer(names))), []
    from fogline.claims.language_model import extract_with_model
    from fogline.ground.places import data_folder

    cache = data_folder() / "language-model"
    found = extract_with_model(report, model, gazetteer=_gazetteer(names), cache=cache)
    return found.claims, [(each.quote, each.why) for each in found.dropped]
