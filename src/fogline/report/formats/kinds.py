"""What a reader is given, and how the format of bytes is told."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from fogline.ground.errors import InputError
from fogline.ground.ids import sha256_bytes
from fogline.report.decoding import looks_like_html, refuse_binary

__all__ = ["MAX_BYTES", "Format", "Given", "format_of", "is_packed_archive", "unpacked"]

MAX_BYTES = 20_000_000
"""Largest report read, packed or unpacked. **Source:** chosen by us; long PDFs have 5 MB."""

Format = Literal["text", "html", "pdf", "warc", "feed"]
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf:rdf)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Bytes and what the caller says about them; empty or None where nothing is said.

    published_if_missing   used only where the report itself names no date
    made                   the day the file was made; better than a guess, and said so
    charset                of an HTTP header
    """

    data: bytes
    source: str
    published: date | None = None
    published_if_missing: date | None = None
    made: date | None = None
    url: str = ""
    publisher: str = ""
    title: str = ""
    retrieved: str = ""
    charset: str = ""
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the original bytes."""
        return sha256_bytes(self.data)

    def with_data(self, data: bytes) -> Given:
        """The same circumstances around other bytes."""
        return replace(self, data=data)


def unpacked(data: bytes, source: str) -> bytes:
    """The content of a gzip file, at most MAX_BYTES of it; other bytes as they are.

    A gzipped WARC is left packed: its records are unpacked one by one.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            head = stream.read(MAX_BYTES + 1) if not is_packed_archive(data) else b""
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{source} is a damaged gzip file: {error} - fetch it again") from error
    if is_packed_archive(data):
        return data
    if len(head) > MAX_BYTES:
        raise InputError(
            f"{source} unpacks to more than {MAX_BYTES // 1_000_000} MB - give the report alone"
        )
    return head


def is_packed_archive(data: bytes) -> bool:
    """Whether bytes begin like a gzipped WARC."""
    if not data.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(31).decompress(data[:4096], 16).startswith(b"WARC/")
    except zlib.error:
        return False


def format_of(data: bytes, source: str) -> Format:
    """The format by content; raises InputError for empty and binary data."""
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe\x00"):
        raise InputError(f"{source} is empty ({len(data)} bytes) - give a report with text in it")
    head = data[:4096].lstrip(b" \t\r\n\xef\xbb\xbf")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"WARC/") or is_packed_archive(data):
        return "warc"
    refuse_binary(data, source)
    markup = data[:8192].replace(b"\x00", b"").lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe")
    is_page = re.match(rb"<!doctype\s+html|<html\b", markup, re.I)
    if markup.startswith(b"<") and not is_page and _FEED.search(markup) and b"<body" not in markup:
        return "feed"
    return "html" if markup.startswith(b"<") or looks_like_html(markup) else "text"
