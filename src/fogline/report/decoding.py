"""Bytes to text: byte-order marks, declared and guessed encodings, and what looks binary.

Nothing in the text is altered: line ends stay as they are, control characters are kept and
reported. Offsets therefore count code points of the decoded file.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from fogline.ground.errors import InputError

__all__ = ["Decoded", "decode", "hidden_characters", "looks_like_html", "refuse_binary"]

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "give the text of the report, not a picture of it"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text of the report, not a picture of it"),
    (b"GIF8", "a GIF image", "give the text of the report, not a picture of it"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "save it as text, HTML or PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text, HTML or PDF"),
    (b"{\\rtf", "a rich-text document", "save it as plain text, HTML or PDF"),
    (b"\x7fELF", "a program", "give a report"),
    (b"MZ\x90", "a program", "give a report"),
    (b"SQLite format 3\x00", "an SQLite database", "give a report"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first"),
    (b"OggS", "a sound or video file", "give a transcript"),
    (b"ID3", "a sound file", "give a transcript"),
)

_HIGH_BYTES = b"\x00\x03\x04\x05\x06\x20"

_MOST_STRANGE = 0.05
"""Share of characters that are no writing, above which a file is no text. **Source:** chosen by us;
reports with stray control codes stay far below."""

_MOST_ACCENTED = 0.35
"""Share of letters beyond ASCII, above which bytes in no declared encoding are no western text.
**Source:** chosen by us; French and Czech have up to .15, bytes at random .5 and more."""

_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
_XML_CHARSET = re.compile(
    rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.I
)
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|h[1-6]|main|section|table|span|br|a\s|ul|meta|title)\b",
    re.I,
)

# Characters that can hide, reorder or end text when shown; tab, line feed, carriage return and
# form feed are ordinary.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0001-\U000e007f]"
)
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and what had to be assumed."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def looks_like_html(data: bytes) -> bool:
    """Whether the first 4 kB hold HTML markup (a doctype, or at least two ordinary tags)."""
    head = data[:4096].lstrip()
    if re.match(rb"<!doctype\s+html|<html\b", head, re.I):
        return True
    return len(_HTML_TAG.findall(head)) >= 2


def refuse_binary(data: bytes, source: str) -> None:
    """Raise InputError naming the kind of file when the bytes are no text."""
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{source} is not a report: it is {kind} - {remedy}")
    head = data[:65536]
    if any(head.startswith(mark) for mark, _, _ in _MARKS) or _bare_utf16(head):
        return
    if b"\x00" in head:
        raise InputError(
            f"{source} is a binary file: it holds NUL bytes - give text, HTML, PDF, a feed or a"
            " WARC"
        )
    strange = sum(
        head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32))
    )
    if strange > max(8, len(head) // 20):
        raise InputError(
            f"{source} is a binary file: {strange} of its first {len(head)} bytes are control codes"
            " - give text, HTML, PDF, a feed or a WARC"
        )


def _bare_utf16(head: bytes) -> str:
    """The codec of UTF-16 without a mark, told by its high bytes; else "".

    In alphabetic writing every other byte is one of a few (00 for Latin letters and spaces, 20 for
    curly quotation marks, 03 to 06 for Greek, Cyrillic, Hebrew, Arabic) and its neighbour is not.
    """
    if len(head) < 16:
        return ""
    pairs = len(head) // 2
    for codec, high, low in (
        ("utf-16-le", head[1::2], head[0::2]),
        ("utf-16-be", head[0::2], head[1::2]),
    ):
        few = sum(map(high.count, _HIGH_BYTES))
        if high.count(0) and few > 0.9 * pairs and low[:pairs].count(0) < 0.05 * pairs:
            return codec
    return ""


def _usable(name: str) -> str:
    """The codec for a declared name, as browsers read it; "" when unknown or not a text codec."""
    alias = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
    name = alias.get(name.lower(), name.lower())
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    if not info._is_text_encoding or info.name.startswith(
        ("utf-7", "utf-16", "utf-32", "idna", "punycode")
    ):
        return ""
    if info.name in {
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "unicode-escape",
        "raw-unicode-escape",
    }:
        return ""
    return info.name


def decode(data: bytes, *, source: str = "the report", declared: str = "") -> Decoded:
    """The text of ``data``: by mark, UTF-8, what is declared, or the likeliest code page.

    declared  charset of an HTTP header, "" when there is none
    Raises InputError for binary data, and for bytes that no encoding turns into writing.
    """
    refuse_binary(data, source)
    found = _decoded(data, declared)
    _refuse_no_writing(found, source)
    return found


def _refuse_no_writing(found: Decoded, source: str) -> None:
    """Raise InputError when what was decoded holds characters that no writing has."""
    sample = [c for c in found.text[:65536] if not c.isspace()]
    strange = sum(1 for c in sample if unicodedata.category(c) in {"Cc", "Cn", "Co", "Cs"})
    if strange > _MOST_STRANGE * len(sample):
        raise InputError(
            f"{source} is a binary file: read as {found.encoding}, {strange} of its first"
            f" {len(sample)} characters are no writing - give text, HTML, PDF, a feed or a WARC"
        )
    if found.encoding not in {"cp1252", "latin-1"} or not found.notes:
        return
    accented = sum(1 for c in sample if c > "\x7f")
    if accented > _MOST_ACCENTED * len(sample):
        raise InputError(
            f"{source} is a binary file or in an unknown encoding: {accented} of its first"
            f" {len(sample)} characters are beyond ASCII and make no words - save it as UTF-8 text"
        )


def _decoded(data: bytes, declared: str) -> Decoded:
    """The text by the first encoding that fits."""
    for mark, codec, title in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            broken = ("\ufffd" in text,)
            return Decoded(text, title, _broken_note(title) if any(broken) else ())
    if bare := _bare_utf16(data[:65536]):
        text = data.decode(bare, "replace")
        return Decoded(text, "UTF-16", ("decoded as UTF-16 without a byte-order mark",))
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    head = data[:8192]
    match = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    for name in (declared, match.group(1).decode("ascii") if match else ""):
        codec = _usable(name) if name else ""
        if codec and codec != "utf-8":
            try:
                return Decoded(data.decode(codec), codec)
            except UnicodeDecodeError:
                continue
    lenient = data.decode("utf-8", "replace")
    wide = sum(1 for character in lenient if "\x7f" < character != "\ufffd")
    if lenient.count("\ufffd") <= wide // 8:
        return Decoded(lenient, "UTF-8", _broken_note("UTF-8"))
    codec = _likely_code_page(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        codec = "latin-1"
        text = data.decode(codec)
    return Decoded(text, codec, (f"not valid UTF-8: decoded as {codec}",))


def _broken_note(title: str) -> tuple[str, ...]:
    return (f"some bytes are not valid {title}; they are shown as \ufffd",)


def _likely_code_page(data: bytes) -> str:
    """Windows-1252 for Latin text; a Cyrillic code page where high bytes make up the words."""
    sample = data[:200_000]
    high = Counter(byte for byte in sample if byte >= 0x80)
    letters = sum(1 for byte in sample if 0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A)
    if sum(high.values()) <= 0.35 * (letters + sum(high.values())):
        return "cp1252" if not _holds_cyrillic_words(sample) else "cp1251"
    scores = {codec: _cyrillic_score(sample, codec) for codec in ("cp1251", "koi8-r", "cp866")}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] > 0.5 else "cp1252"


def _holds_cyrillic_words(sample: bytes) -> bool:
    """Runs of four and more high letters of windows-1251 hardly occur in western text."""
    runs = re.findall(rb"[\xc0-\xff\xa8\xb8\xaf\xbf\xaa\xba\xb2\xb3]{4,}", sample)
    return sum(map(len, runs)) > 0.5 * sum(1 for byte in sample if byte >= 0xC0)


def _cyrillic_score(sample: bytes, codec: str) -> float:
    """Share of the high bytes that are the ten commonest small letters of Russian and Ukrainian."""
    text = sample.decode(codec, "replace")
    wide = [character for character in text if character > "\x7f"]
    common = frozenset(
        "\u043e\u0430\u0435\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u0456\u043a\u0443\u043c\u0434"
    )
    return sum(1 for character in wide if character in common) / max(1, len(wide))


def hidden_characters(text: str) -> tuple[str, ...]:
    """Notes on control and direction characters: kept as given, but a person should know."""
    found = Counter(match.group() for match in _HIDDEN.finditer(text))
    if not found:
        return ()
    first = _HIDDEN.search(text)
    where = first.start() if first else 0
    names = ", ".join(f"U+{ord(character):04X}" for character in sorted(found)[:6])
    more = " and others" if len(found) > 6 else ""
    effect = "reorder" if _REORDERING & found.keys() else "hide"
    count = sum(found.values())
    noun = "character" if count == 1 else "characters"
    return (
        f"the text holds {count} invisible {noun} ({names}{more}; the first at offset {where})"
        f" that can {effect} words on a screen; kept as given",
    )
