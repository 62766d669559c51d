"""WARC files: every page of an archive that holds an article, with the day it was fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fogline.ground.errors import FoglineError, InputError
from fogline.report.formats.kinds import MAX_BYTES, Given, format_of
from fogline.report.formats.page import read_page
from fogline.report.formats.pasted import read_pasted
from fogline.report.formats.portable_document import read_portable_document
from fogline.report.report import Report

__all__ = ["read_web_archive", "records_of"]

_MOST_RECORDS = 100_000


def records_of(given: Given) -> Iterator[tuple[str, Report | FoglineError]]:
    """(address, report or what was wrong with it) for every answer that is a page, a text or a PDF.

    Raises InputError where the archive itself is damaged.
    """
    from warcio.archiveiterator import ArchiveIterator

    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(given.data), arc2warc=False)):
            if number >= _MOST_RECORDS:
                raise InputError(
                    f"{given.source} holds more than {_MOST_RECORDS:,} records - split it"
                )
            page = _page(record, given)
            if page is None:
                continue
            if isinstance(page, FoglineError):
                yield _address(record), page
                continue
            try:
                reader = {
                    "html": read_page,
                    "text": read_pasted,
                    "pdf": read_portable_document,
                }.get(format_of(page.data, page.source))
                for report in reader(page) if reader else ():
                    yield page.source, report
            except FoglineError as error:
                yield page.source, error
    except FoglineError:
        raise
    except (
        Exception
    ) as error:  # warcio, zlib and the HTTP layer raise many kinds on damaged archives
        raise InputError(
            f"{given.source} is a damaged WARC file ({type(error).__name__}: {str(error)[:120]})"
            " - fetch it again"
        ) from error


def read_web_archive(given: Given) -> Iterator[Report]:
    """Every report of a WARC file; pages without article text are passed over."""
    for _, found in records_of(given):
        if isinstance(found, Report):
            yield found


def _address(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ") or "a record"


def _page(record: Any, given: Given) -> Given | InputError | None:
    """What a record gives to read; None for requests, redirects, pictures and the like."""
    if record.rec_type not in {"response", "resource", "conversion"}:
        return None
    kind, charset = "", ""
    if record.http_headers is not None:
        if not str(record.http_headers.get_statuscode() or "").startswith("200"):
            return None
        kind = (record.http_headers.get_header("Content-Type") or "").lower()
    else:
        kind = (record.rec_headers.get_header("Content-Type") or "").lower()
    if not re.match(r"(?:text/(?:html|plain)|application/(?:xhtml\+xml|pdf))", kind):
        return None
    if match := re.search(r"charset=[\"']?([\w.:-]{2,40})", kind):
        charset = match[1]
    address = _address(record)
    data = record.content_stream().read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return InputError(f"{address} in {given.source} is larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        return None
    return replace(
        given.with_data(data),
        source=address,
        url=address if address != "a record" else "",
        retrieved=str(record.rec_headers.get_header("WARC-Date") or ""),
        charset=charset,
    )
