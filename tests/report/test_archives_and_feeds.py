"""Archives as crawlers write them and feeds as blogs do: what holds a report is read, once."""

from __future__ import annotations

import gzip
import io

from fogline.ground.errors import InputError
from fogline.report import Report, iter_reports, read_report
from tests.report.conftest import PARAGRAPHS, portable_document
from tests.report.web_pages import HEADLINES, div_soup

TITLE = "Brigade lost a third of its men"
FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Lowland Post</title>
<item><title>Brigade &#8216;lost a third&#8217; in the marshes</title>
<link>https://post.example/war/brigade</link><pubDate>Sat, 09 Mar 2024 05:10:00 +0000</pubDate>
<description><![CDATA[<p>Officers say 900 of 2,700 men are dead [&#8230;]</p>]]></description>
<content:encoded><![CDATA[<figure><img src="a.jpg"/><figcaption>Marsh road. Photo: B. Lens
</figcaption></figure><p>A brigade has lost 900 of its 2,700 men, three of its officers said.</p>
<p>&#8220;We walked out,&#8221; said one.<br/>They did not bring the guns.</p>
<h3>What was left</h3><ul><li>41 vehicles burnt</li><li>12 guns left behind</li></ul>
<table><tr><td>Tanks</td><td>12</td></tr></table>
<p>The ministry put the losses at &#8220;fewer than 300&#8221;.</p>
<h4>Related</h4><ul><li><a href="/1">Ferry prices to rise</a></li></ul>
<form><input type="email"><button>Subscribe</button></form>
<p>The post <a href="/">Brigade</a> appeared first on <a href="/">The Lowland Post</a>.</p>
<img src="px.gif" width="1" height="1"/>]]></content:encoded></item></channel></rss>"""


def chunked(data: bytes, size: int = 700) -> bytes:
    parts = (data[n : n + size] for n in range(0, len(data), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def archive(answers: list[tuple[str, str, list[tuple[str, str]], bytes]]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for name, status, headers, body in answers:
        record = writer.create_warc_record(
            f"https://post.example/{name}",
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2025-01-20T08:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue()


def test_a_crawl_gives_its_articles_however_they_were_sent_and_nothing_else() -> None:
    page = div_soup(TITLE, list(PARAGRAPHS)).encode()
    links = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(HEADLINES * 8))
    html, ok = ("Content-Type", "text/html; charset=utf-8"), "200 OK"
    found = dict(
        iter_reports(
            archive(
                [
                    ("moved", "301 Moved", [html, ("Location", "/gz")], b"<html>Moved</html>"),
                    ("gz", ok, [html, ("Content-Encoding", "gzip"),
                                ("Transfer-Encoding", "chunked")], chunked(gzip.compress(page))),
                    ("chunks", ok, [html, ("Transfer-Encoding", "chunked")], chunked(page)),
                    ("silent", ok, [], page),
                    ("picture", ok, [("Content-Type", "image/jpeg")], b"\xff\xd8\xff" * 99),
                    ("gone", "404 Not Found", [html], page),
                    ("paper", ok, [("Content-Type", "application/pdf")],
                     portable_document([list(PARAGRAPHS)])),
                    ("feed", ok, [("Content-Type", "application/rss+xml")], FEED.encode()),
                    ("map", ok, [("Content-Type", "application/xml")],
                     b"<urlset><url><loc>https://post.example/gz</loc></url></urlset>"),
                    ("links", ok, [html], f"<html><body><ul>{links}</ul></body></html>".encode()),
                ]
            )
        )
    )  # fmt: skip
    reports = {name.rpartition("/")[2]: each for name, each in found.items()}
    assert isinstance(reports.pop("links"), InputError)
    assert sorted(reports) == ["brigade", "chunks", "gz", "paper", "silent"]
    for name in ("gz", "chunks", "silent"):
        report = reports[name]
        assert isinstance(report, Report)
        assert (report.title, str(report.published)) == (TITLE, "2024-03-09")
        assert [report.text[a:b] for a, b in report.body] == list(PARAGRAPHS)


def test_an_entry_of_a_feed_gives_its_full_content_and_none_of_the_blogs_furniture() -> None:
    (report,) = read_report(FEED.encode())
    assert report.title == "Brigade \u2018lost a third\u2019 in the marshes"
    assert (str(report.published), report.publisher) == ("2024-03-09", "The Lowland Post")
    assert [report.text[a:b] for a, b in report.body] == [
        "A brigade has lost 900 of its 2,700 men, three of its officers said.",
        "\u201cWe walked out,\u201d said one.",
        "They did not bring the guns.",
        "What was left",
        "- 41 vehicles burnt",
        "- 12 guns left behind",
        "Tanks | 12",
        "The ministry put the losses at \u201cfewer than 300\u201d.",
    ]
