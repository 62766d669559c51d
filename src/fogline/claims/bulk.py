"""Reading one file of many: a pure task that any pool of workers can run, and run again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fogline.claims.claim import Claim
from fogline.report import Report

__all__ = ["FoundInFile", "read_one_task"]


@dataclass(frozen=True, slots=True)
class FoundInFile:
    """What one file held.

    reports   each with its claims in text order
    bad       (source, why it could not be read) of everything else in it
    """

    reports: tuple[tuple[Report, tuple[Claim, ...]], ...]
    bad: tuple[tuple[str, str], ...]


def read_one_task(
    path: str,
    published: date | None = None,
    among_many: bool = True,
    part: tuple[int, int] | None = None,
) -> FoundInFile:
    """The reports and claims of one file, or of a part of it; raises nothing for any content.

    published    the day of printing; where the file is one ``among_many`` (also for a feed or an
                 archive) only where a report names no day of its own
    part         first byte and the byte after the last, of a web archive (``report.parts_of``); a WARC without it is read whole

    A function of the file's bytes and the arguments alone: the same again gives the same records,
    with the same ids, in whichever process it runs.
    """
    from fogline.claims.reader import extract
    from fogline.report import reports_of_file

    reports: list[tuple[Report, tuple[Claim, ...]]] = []
    bad: list[tuple[str, str]] = []
    for source, found in reports_of_file(
        path, published=published, among_many=among_many, part=part
    ):
        if isinstance(found, Report):
            reports.append((found, tuple(extract(found))))
        else:
            bad.append((source, str(found)))
    return FoundInFile(tuple(reports), tuple(bad))
