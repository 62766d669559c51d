"""Bytes that are no writing end in one clear error; UTF-16 without a mark is read."""

from __future__ import annotations

import gzip
import random

import pytest

from fogline.ground.errors import InputError
from fogline.report import read_one

TEXT = "Officials said on Friday that 300 soldiers \u201chad been\u201d killed \u2014 near Kursk.\n"


def at_random(first: int, last: int, count: int) -> bytes:
    source = random.Random(count)
    return bytes(source.randrange(first, last) for _ in range(count))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (at_random(0, 256, 3000), "binary file"),
        (at_random(1, 256, 300), "binary file"),
        (at_random(32, 256, 2000), "binary file"),
        (at_random(160, 256, 40), "binary file or in an unknown encoding"),
        (at_random(128, 256, 800), "binary file"),
        (at_random(0, 256, 900).hex().encode(), "holds no words"),
        (b"\n".join(b"%d,%d" % (n, 7 * n) for n in range(90)), "only figures"),
        (b"\x89PNG\r\n\x1a\n" + at_random(0, 256, 900), "PNG image"),
        (b"PK\x03\x04" + at_random(0, 256, 900), "ZIP archive"),
        (gzip.compress(TEXT.encode(), mtime=0)[:60], "damaged gzip"),
        (b"", "is empty"),
        (b"\x00" * 500, "is empty"),
        (TEXT.encode() + b"\x00\x01\x02" + TEXT.encode(), "NUL bytes"),
        ("\u041e\u0431\u0441\u0442\u0440\u0456\u043b \u0421\u0443\u043c".encode(), "written in"),
        ("\u0413\u043e\u0440\u043e\u0434 \u0432\u0437\u044f\u0442".encode("utf-16-le"), "written"),
    ],
)
def test_what_is_no_english_writing_is_refused_with_what_to_do(data: bytes, fault: str) -> None:
    with pytest.raises(InputError, match=fault) as caught:
        read_one(data)
    assert " - " in str(caught.value), "an error says what to do"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-8", "cp1252"])
def test_english_is_read_in_any_of_the_usual_encodings(codec: str) -> None:
    report = read_one(TEXT.encode(codec))
    assert "\u201chad been\u201d killed \u2014 near Kursk." in report.text


def test_half_a_character_at_the_end_is_no_reason_to_refuse_utf16() -> None:
    assert "near Kursk" in read_one(TEXT.encode("utf-16-le") + b"a").text


@pytest.mark.parametrize("text", ["Twelve died.", "300 killed, 4 guns lost", "Paris fell."])
def test_the_shortest_reports_are_read(text: str) -> None:
    assert read_one(text.encode()).text == text
