"""Small files of every kind, made on the spot in our own words."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest

PARAGRAPHS = (
    "The general staff said on Friday that its troops had pushed back 47 attacks in the past day,"
    " most of them around the rail junction, and that the enemy had lost around 1,200 men killed"
    " and wounded.",
    "Two officials, who asked not to be named because they were not allowed to speak, said that at"
    " least three villages had been lost since Monday.",
    "The defence ministry denied the figure. It said that its forces held about 480 square"
    " kilometres and that no more than 200 soldiers had been killed.",
    "\u201cWe have counted every one of them,\u201d a battalion commander told reporters at a"
    " crossing some 12 km from the border. He put the strength of the attacking group at up to"
    " 5,000.",
)


@pytest.fixture
def paragraphs() -> tuple[str, ...]:
    """Four body paragraphs of an invented report."""
    return PARAGRAPHS


def portable_document(pages: Sequence[Sequence[str]], *, title: str = "") -> bytes:
    """A PDF with one text line an entry, Helvetica 10, written by hand."""
    streams = [
        "BT /F1 10 Tf 50 780 Td 14 TL\n"
        + "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        + "ET"
        for lines in pages
    ]
    return _document(streams, title)


def placed_document(pages: Sequence[Sequence[tuple[float, float, float, str]]]) -> bytes:
    """A PDF of (points from the left, from below, letter size, words), in the order given."""
    streams = [
        "BT\n"
        + "".join(
            f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(w)}) Tj\n" for x, y, size, w in items
        )
        + "ET"
        for items in pages
    ]
    return _document(streams, "")


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", r"\(").replace(")", r"\)")


def _document(streams: Sequence[str], title: str) -> bytes:
    objects: list[bytes] = [b"", b""]
    kids: list[int] = []
    font = len(objects) + 1
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for stream in streams:
        data = stream.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 %d 0 R >> >> >>" % (len(objects), font)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    information = b""
    if title:
        objects.append(
            b"<< /Title (%s) /CreationDate (D:20250131101500Z) >>" % title.encode("cp1252")
        )
        information = b" /Info %d 0 R" % len(objects)
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, information, start)
    )
    return out.getvalue()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """The PDF writer."""
    return portable_document


def web_archive(pages: Sequence[tuple[str, str, bytes]], *, gzip: bool = True) -> bytes:
    """A WARC of (address, content type, body) answers, all fetched on 1 February 2025."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for address, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2025-02-01T08:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue()


@pytest.fixture
def make_warc() -> Callable[..., bytes]:
    """The WARC writer."""
    return web_archive


def news_page(paragraphs: Sequence[str], *, title: str = "Attacks pushed back, staff says") -> str:
    """A page as a news site writes it: menus, share buttons, the article, link lists, a form."""
    article = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Example Times</title>
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="The Example Times">
<meta property="article:published_time" content="2025-01-31T09:30:00+00:00">
<meta property="article:modified_time" content="2025-02-02T09:30:00+00:00">
<link rel="canonical" href="https://example.org/2025/01/31/attacks">
<style>p {{ color: black }}</style>
<script>var tracker = "Sign in to read 500 stories";</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li>
<li><a href="/world">World</a></li></ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By A. Reporter</p>
<div class="share"><a href="#">Facebook</a> <a href="#">Twitter</a></div>
{article}
</article>
<aside><h2>Related Articles</h2>
<ul><li><a href="/a">Why the border was thinly held</a></li></ul></aside></main>
<section class="comments"><h2>Leave a reply</h2>
<form><input name="name"><textarea></textarea></form></section>
<footer><p>\u00a9 2025 The Example Times. All rights reserved.</p></footer></body></html>"""


@pytest.fixture
def make_page() -> Callable[..., str]:
    """The page writer."""
    return news_page
