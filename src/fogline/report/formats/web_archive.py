"""WARC files: every page of an archive that holds an article, with the day it was fetched."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from fogline.ground.errors import FoglineError, InputError
from fogline.report.formats.feed import entries_of
from fogline.report.formats.kinds import MAX_BYTES, Given, format_of
from fogline.report.formats.page import read_page
from fogline.report.formats.pasted import read_pasted
from fogline.report.formats.portable_document import read_portable_document
from fogline.report.report import Report

__all__ = ["parts_of_archive", "read_web_archive", "records_of"]

_READERS: dict[str, Callable[[Given], Iterator[Report]]] = {
    "html": read_page,
    "text": read_pasted,
    "pdf": read_portable_document,
}
_READABLE = re.compile(
    r"text/(?:html|plain|xml)|application/(?:xhtml\+xml|pdf|xml|rss\+xml|atom\+xml|rdf\+xml)"
)

_PART_BYTES = 2_000_000
"""Size of the parts an archive is read in. Source: chosen by us; about a hundred packed pages."""

_MOST_BLOWN_UP = 50
"""Times its packed size that an archive may unpack to, beside ``_ROOM``.

Source: chosen by us; packed pages blow up five to twenty times, a gzip bomb a thousand times.
"""

_ROOM = 2 * MAX_BYTES
_CHUNK = 1 << 16


def records_of(given: Given) -> Iterator[tuple[str, Report | FoglineError]]:
    """(address, report or what was wrong with it) for every answer that is a page, a text or a PDF.

    Raises InputError where the archive itself is damaged.
    """
    try:
        for record in _records(given.data):
            page = _page(record, given)
            if page is None:
                continue
            if isinstance(page, FoglineError):
                yield _address(record), page
                continue
            try:
                kind = format_of(page.data, page.source)
                if kind == "feed":
                    yield from entries_of(page)
                elif (reader := _READERS.get(kind)) and _says(record, kind):
                    for report in reader(page):
                        yield page.source, report
            except FoglineError as error:
                yield page.source, error
    except FoglineError:
        raise
    except Exception as error:  # warcio and zlib raise many kinds on damaged archives
        raise InputError(
            f"{given.source} is a damaged WARC file ({type(error).__name__}: {str(error)[:120]})"
            " - fetch it again"
        ) from error


def read_web_archive(given: Given) -> Iterator[Report]:
    """Every report of a WARC file; pages without article text are passed over."""
    for _, found in records_of(given):
        if isinstance(found, Report):
            yield found


def parts_of_archive(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """First byte and the byte after the last of parts that together hold the whole archive.

    No record is cut, so that each part is an archive of its own. What cannot be made out is the
    last part: reading it says what is wrong with it.
    """
    is_packed = stream.read(2) == b"\x1f\x8b"
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    begin = 0
    ends = (end for end, _ in _members(stream)) if is_packed else _record_ends(stream)
    try:
        for end in ends:
            if end - begin >= _PART_BYTES:
                yield begin, end
                begin = end
    except Exception:  # found again, and told, where the last part is read
        pass
    if begin < size:
        yield begin, size


def _record_ends(stream: BinaryIO) -> Iterator[int]:
    records = _quiet_iterator(stream)
    for number, _ in enumerate(records):
        if number:
            yield records.offset  # where this record begins


def _quiet_iterator(stream: BinaryIO) -> Any:
    """warcio's iterator, without what it prints of an archive's own words (terminals obey them)."""
    import logging

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    from warcio.archiveiterator import ArchiveIterator

    class Quiet(ArchiveIterator):
        INC_RECORD = ""

    return Quiet(stream, arc2warc=False)


def _records(data: bytes) -> Iterator[Any]:
    """The records of an archive, each packed one unpacked on its own, within bounds."""
    if not data.startswith(b"\x1f\x8b"):
        yield from _quiet_iterator(io.BytesIO(data))
        return
    for _, content in _members(io.BytesIO(data)):
        yield from _quiet_iterator(io.BytesIO(content))


def _members(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(the byte after it, the beginning of its content) of every gzip member.

    Of a record larger than any report only the beginning is kept. Raises InputError for an archive
    that blows up like a bomb, EOFError for one cut off, zlib.error for a damaged one.
    """
    taken = given_out = 0
    raw = b""
    while raw or (raw := stream.read(_CHUNK)):
        inflater = zlib.decompressobj(31)
        kept = bytearray()
        while not inflater.eof:
            if not raw and not (raw := stream.read(_CHUNK)):
                raise EOFError("the file ends inside a record")
            piece = inflater.decompress(raw, 16 * _CHUNK)
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            taken += len(raw) - len(rest)
            raw = rest
            given_out += len(piece)
            if given_out > _MOST_BLOWN_UP * taken + _ROOM:
                raise InputError(
                    f"it unpacks to more than {_MOST_BLOWN_UP} times its size, which no archive of"
                    " pages does"
                )
            if len(kept) <= _ROOM:
                kept += piece
        yield taken, bytes(kept)


def _says(record: Any, kind: str) -> bool:
    """Whether what a record says of itself allows ``kind``: XML that is no feed is no text, and
    neither is what says nothing."""
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    said = (headers.get_header("Content-Type") or "").lower()
    if "xml" in said and "xhtml" not in said:
        return False
    return kind != "text" or said.startswith("text/plain") or "html" in said


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
    if kind and not _READABLE.match(kind):
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
