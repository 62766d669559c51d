"""Reports out of files of every kind; every bad one gets one clear message."""

from __future__ import annotations

import io
import os
import socket
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.ground.errors import FoglineError, InputError
from fogline.report import (
    MAX_BYTES,
    Report,
    iter_reports,
    read_one,
    read_report,
)
from fogline.report.reading import report_files

Maker = Callable[..., bytes]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to open a connection fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a report was about to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def body_of(report: Report) -> list[str]:
    return [report.text[start:end] for start, end in report.body]


class TestText:
    def test_offsets_count_code_points_of_the_file_as_given(self, tmp_path: Path) -> None:
        text = (
            "\U0001f6e1 Title of it\r\n\r\nStaff said \u201c300 men\u201d were lost on Friday.\r\n"
        )
        (tmp_path / "a.txt").write_bytes(text.encode())
        report = read_one(tmp_path / "a.txt", published=date(2025, 1, 31))
        assert report.text == text
        assert body_of(report) == ["Staff said \u201c300 men\u201d were lost on Friday."]
        assert report.title_span is not None
        assert report.text[slice(*report.title_span)] == report.title == "\U0001f6e1 Title of it"
        assert report.source == str(tmp_path / "a.txt")
        assert len(report.original_sha256) == 64

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
    )
    def test_encodings_give_the_same_text(self, encoding: str, paragraphs: tuple[str, ...]) -> None:
        text = "\n\n".join(paragraphs)
        data = text.encode(encoding)
        if encoding == "utf-16":
            data = text.encode("utf-16")
        assert read_one(data, published=date(2025, 1, 31)).text == text

    def test_a_cyrillic_code_page_is_recognised_inside_an_english_report(
        self, paragraphs: tuple[str, ...]
    ) -> None:
        text = (
            f"{paragraphs[0]} The village (\u0421\u0443\u0434\u0436\u0430, "
            "\u041c\u0430\u043b\u0430\u044f \u041b\u043e\u043a\u043d\u044f) "
            f"fell.\n\n{paragraphs[1]}"
        )
        report = read_one(text.encode("cp1251"))
        assert report.text == text
        assert any("cp1251" in note for note in report.notes)

    def test_a_few_broken_bytes_are_shown_and_told(self, paragraphs: tuple[str, ...]) -> None:
        data = "\n\n".join(paragraphs).encode()
        report = read_one(data.replace(b"Friday", b"Fri\xffday"))
        assert any("not valid UTF-8" in note for note in report.notes)
        assert len(report.body) == 4

    def test_front_matter_is_read_and_is_no_body(self, paragraphs: tuple[str, ...]) -> None:
        text = (
            "---\ntitle: Attacks pushed back\npublisher: Example Times\ndate: 2025-01-30\n"
            "url: https://example.org/a\nlicence: CC-BY-4.0\nderived_from: k001, k002\n---\n\n"
            + "\n\n".join(paragraphs)
        )
        report = read_one(text.encode())
        assert (report.title, report.publisher) == ("Attacks pushed back", "Example Times")
        assert report.published == date(2025, 1, 30)
        assert report.url == "https://example.org/a"
        assert report.licence == "CC-BY-4.0"
        assert report.derived_from == ("k001", "k002")
        assert body_of(report) == list(paragraphs)
        assert report.text == text

    def test_what_the_caller_says_wins(self, paragraphs: tuple[str, ...]) -> None:
        text = "---\npublisher: Example Times\ndate: 2025-01-30\n---\n" + paragraphs[0]
        report = read_one(
            text.encode(), published=date(1995, 1, 1), url="https://e.org/b", publisher="Other"
        )
        assert (report.published, report.url, report.publisher) == (
            date(1995, 1, 1),
            "https://e.org/b",
            "Other",
        )

    def test_hidden_characters_are_kept_and_told(self) -> None:
        text = "Staff said \u202e300\u202c men and 1\u200b2 tanks were lost on Friday.\n"
        report = read_one(text.encode(), published=date(2025, 1, 31))
        assert report.text == text
        note = next(note for note in report.notes if "invisible" in note)
        assert "U+202E" in note and "offset 11" in note and "reorder" in note

    def test_standard_input_is_read_for_a_dash(
        self, monkeypatch: pytest.MonkeyPatch, paragraphs: tuple[str, ...]
    ) -> None:
        stream = io.TextIOWrapper(io.BytesIO(paragraphs[0].encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        report = read_one("-", published=date(2025, 1, 31))
        assert report.source == "standard input"
        assert body_of(report) == [paragraphs[0]]


class TestPublicationDate:
    def said(self, text: str, name: str = "") -> tuple[date | None, str]:
        report = read_one(text.encode(), url=name)
        notes = [note for note in report.notes if note.startswith("published:")]
        return report.published, notes[0] if notes else ""

    @pytest.mark.parametrize(
        "line",
        [
            "KYIV, Jan. 31, 2025 (Reuters) -",
            "KYIV, 31 January 2025 (AFP) \u2014",
            "KYIV, Ukraine, January 31, 2025 (AP) --",
            "Kyiv. 31 January 2025. INTERFAX-UKRAINE -",
        ],
    )
    def test_a_full_dateline_dates_the_report(self, line: str) -> None:
        found, note = self.said(f"{line} The staff said 40 men were lost near the ford.")
        assert found == date(2025, 1, 31) and not note

    def test_a_date_line_under_the_headline_dates_the_report(self) -> None:
        found, note = self.said(
            "Front holds\n\nPublished: Friday, 31 January 2025, 10:14 GMT\nUpdated 2 hours ago\n\n"
            "The staff said 40 men were lost near the ford."
        )
        assert found == date(2025, 1, 31) and not note

    def test_an_address_dates_the_report_and_this_is_told(self) -> None:
        found, note = self.said("The staff said 40 men fell.", "https://e.org/2025/01/31/front")
        assert found == date(2025, 1, 31) and "address" in note

    def test_the_files_name_dates_the_report_and_this_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "20250131_front.txt").write_text("The staff said 40 men fell at the ford.")
        report = read_one(tmp_path / "20250131_front.txt")
        assert report.published == date(2025, 1, 31)
        assert any("file's name" in note for note in report.notes)

    def test_a_weekday_and_a_copyright_year_settle_a_dateline_without_a_year(self) -> None:
        found, note = self.said(
            "KYIV, Friday, Jan. 31 (Reuters) - The staff said 40 men fell.\n\n"
            "\u00a9 2025 Example Times. All rights reserved."
        )
        assert found == date(2025, 1, 31) and "2025 was inferred" in note

    def test_a_dateline_without_a_year_alone_dates_nothing(self) -> None:
        found, note = self.said("KYIV, Jan. 31 (Reuters) - The staff said 40 men fell.")
        assert found is None and "--published" in note

    def test_the_latest_full_date_in_the_text_is_taken_and_told(self) -> None:
        found, note = self.said(
            "The staff said 40 men fell on 29 January 2025. The truce expires on 1 May 2025, and"
            " the war began on 24 February 2022."
        )
        assert found == date(2025, 1, 29) and "latest full date" in note

    def test_the_start_of_a_war_is_no_publication_date(self) -> None:
        found, note = self.said(
            "Since the invasion began on 24 February 2022 the force lost half of its 400 tanks."
        )
        assert found is None and "--published" in note


class TestPages:
    def test_a_news_page_gives_its_article_and_metadata(
        self, make_page: Callable[..., str], paragraphs: tuple[str, ...]
    ) -> None:
        report = read_one(make_page(paragraphs).encode())
        assert report.title == "Attacks pushed back, staff says"
        assert report.title_span == (0, len(report.title))
        assert report.published == date(2025, 1, 31)
        assert report.publisher == "The Example Times"
        assert report.url == "https://example.org/2025/01/31/attacks"
        assert body_of(report) == list(paragraphs)

    def test_a_short_page_gives_its_article_too(
        self, make_page: Callable[..., str], paragraphs: tuple[str, ...]
    ) -> None:
        assert body_of(read_one(make_page(paragraphs[:1]).encode())) == [paragraphs[0]]

    @pytest.mark.parametrize(
        "dated",
        [
            '<script type="application/ld+json">{"@type":"NewsArticle",'
            '"datePublished":"2025-01-31T10:00:00Z"}</script>',
            '<meta itemprop="datePublished" content="31 January 2025">',
            '<time datetime="2025-01-31T10:00:00Z" class="entry-date published">a while ago</time>',
            '<meta name="DC.date.issued" content="2025-01-31">',
        ],
    )
    def test_the_publication_date_is_found_where_pages_write_it(
        self, dated: str, paragraphs: tuple[str, ...]
    ) -> None:
        head, top = ("", dated) if "<time" in dated else (dated, "")
        page = (
            f"<html><head><title>Attacks</title>{head}</head><body><article>"
            f"<h1>Attacks pushed back</h1>{top}"
            + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            + "</article></body></html>"
        )
        assert read_one(page.encode()).published == date(2025, 1, 31)

    def test_broken_markup_is_read_all_the_same(self, paragraphs: tuple[str, ...]) -> None:
        one, two, three, _ = paragraphs
        page = f"<html><body><div><p>{one}<p>{two}</b></div></span><p>{three}<table><tr><td>x"
        words = " ".join(body_of(read_one(page.encode())))
        for paragraph in paragraphs[:3]:
            assert paragraph in words

    def test_a_declared_code_page_is_used(self, paragraphs: tuple[str, ...]) -> None:
        page = (
            "<html><head><meta "
            f'charset="windows-1251"></head><body><article><p>{paragraphs[0]} '
            "(\u0421\u0443\u0434\u0436\u0430)</p></article></body></html>"
        )
        assert "\u0421\u0443\u0434\u0436\u0430" in read_one(page.encode("cp1251")).text

    def test_entities_of_the_pages_own_are_inert(self, paragraphs: tuple[str, ...]) -> None:
        bomb = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(9))
        page = (
            f"<!DOCTYPE html [{bomb}<!ENTITY file SYSTEM "
            f'"file:///etc/hostname">]><html><body><article><p>{paragraphs[0]} &l8; '
            "&file;</p></article></body></html>"
        )
        report = read_one(page.encode())
        assert paragraphs[0] in report.text
        assert len(report.text) < 1000
        hostname = Path("/etc/hostname")
        if hostname.exists() and hostname.read_text().strip():
            assert hostname.read_text().strip() not in report.text

    @pytest.mark.parametrize(
        ("page", "words"),
        [
            ("<html><body>" + "<div>" * 50_000 + "Staff said 300 men fell.", "deep"),
            ("<html><body>" + "<br>" * 300_000 + "Staff said 300 men fell.", "tags"),
        ],
    )
    def test_a_bomb_is_refused_in_a_moment(self, page: str, words: str) -> None:
        with pytest.raises(InputError, match=words):
            read_one(page.encode())

    def test_a_page_without_an_article_says_so(self) -> None:
        with pytest.raises(InputError, match="without article text"):
            read_one(
                b"<!DOCTYPE html><html><head><script>var a = 1</script></head><body></body></html>"
            )


class TestPortableDocuments:
    def test_pages_are_joined_without_running_heads_and_broken_words(self, make_pdf: Maker) -> None:
        head = "The Example Institute - Daily"
        data = make_pdf(
            [
                [head, "", "Attacks pushed back", "",
                 "The general staff said on Friday that its troops had pushed back 47 attacks",
                 "in the past day, most of them around the rail junction, and that the en-",
                 "emy had lost around 1,200 men.", "1"],
                [head, "", ("Two officials said that at least three villages had been lost since "
"Mon-"),
                 "day.", "2"],
                [head, "", "The ministry denied the figure.", "3"],
            ],
            title="Daily",
        )  # fmt: skip
        report = read_one(data)
        words = " ".join(body_of(report))
        assert "the enemy had lost" in words and "since Monday." in words
        assert head not in report.text
        assert report.published == date(2025, 1, 31)
        assert any("PDF" in note for note in report.notes)

    def test_a_pdf_of_pictures_is_refused(self, make_pdf: Maker) -> None:
        with pytest.raises(InputError, match=r"without text.*OCR"):
            read_one(make_pdf([[], []]))

    def test_an_encrypted_pdf_is_refused(self, make_pdf: Maker) -> None:
        from pypdf import PdfReader, PdfWriter

        writer = PdfWriter(PdfReader(io.BytesIO(make_pdf([["The staff said 40 men fell."]]))))
        writer.encrypt("secret", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        with pytest.raises(InputError, match="encrypted PDF"):
            read_one(out.getvalue())

    def test_a_damaged_pdf_is_refused(self, make_pdf: Maker) -> None:
        with pytest.raises(InputError, match="damaged PDF"):
            read_one(b"%PDF-1.7\nnonsense")


FEED = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Wire</title>
<item><title>Attacks pushed back</title><link>https://example.org/1</link>
<pubDate>Fri, 31 Jan 2025 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{one}</p><p>{two}</p>]]></content:encoded></item>
<item><title>Ministry denies</title><link>https://example.org/2</link>
<description>{three} &f;</description></item>
<item><title>Only a headline</title><link>https://example.org/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Daily</title>
<entry><title>Attacks pushed back</title><link href="https://example.org/4"/>
<published>2025-01-30T08:00:00Z</published><updated>2025-02-03T08:00:00Z</updated>
<content type="html">&lt;p&gt;{one}&lt;/p&gt;</content></entry></feed>"""


class TestFeeds:
    def test_every_entry_with_words_is_a_report(self, paragraphs: tuple[str, ...]) -> None:
        one, two, three, _ = paragraphs
        data = FEED.format(one=one, two=two, three=three).encode()
        reports = read_report(data, published=date(2025, 2, 1))
        assert [report.url for report in reports] == [
            "https://example.org/1",
            "https://example.org/2",
        ]
        assert body_of(reports[0]) == [one, two]
        assert reports[0].title == "Attacks pushed back"
        # The caller's date stands in only where the entry has none.
        assert [report.published for report in reports] == [date(2025, 1, 31), date(2025, 2, 1)]
        assert {report.publisher for report in reports} == {"Example Wire"}
        assert "root:" not in reports[1].text
        assert any("summary" in note for note in reports[1].notes)

    def test_an_entry_with_a_headline_only_is_named_when_reading_in_bulk(
        self, paragraphs: tuple[str, ...]
    ) -> None:
        one, two, three, _ = paragraphs
        found = list(iter_reports(FEED.format(one=one, two=two, three=three).encode()))
        assert len(found) == 3
        source, error = found[2]
        assert source == "https://example.org/3"
        assert isinstance(error, InputError) and "headline" in str(error)

    def test_atom_is_read_and_the_first_date_counts(self, paragraphs: tuple[str, ...]) -> None:
        report = read_one(ATOM.format(one=paragraphs[0]).encode())
        assert report.published == date(2025, 1, 30)
        assert body_of(report) == [paragraphs[0]]

    def test_a_feed_without_entries_says_so(self) -> None:
        with pytest.raises(InputError, match="feed without entries"):
            read_report(b"<rss version='2.0'><channel><title>x</title></channel></rss>")


class TestArchives:
    @pytest.mark.parametrize("packed", [True, False])
    def test_every_page_with_an_article_is_a_report(
        self,
        packed: bool,
        make_warc: Maker,
        make_page: Callable[..., str],
        paragraphs: tuple[str, ...],
    ) -> None:
        page = make_page(paragraphs).encode()
        data = make_warc(
            [
                ("https://example.org/a", "text/html; charset=utf-8", page),
                ("https://example.org/b.png", "image/png", b"\x89PNG"),
                ("https://example.org/c", "text/html", b"<html><body></body></html>"),
                ("https://example.org/d", "text/plain", paragraphs[1].encode()),
            ],
            gzip=packed,
        )
        reports = read_report(data)
        assert [report.url for report in reports] == [
            "https://example.org/a",
            "https://example.org/d",
        ]
        assert reports[0].retrieved == "2025-02-01T08:00:00Z"
        assert body_of(reports[0]) == list(paragraphs)
        sources = dict(iter_reports(data))
        assert isinstance(sources["https://example.org/c"], InputError)

    def test_a_cut_archive_is_refused(self, make_warc: Maker, paragraphs: tuple[str, ...]) -> None:
        data = make_warc([("https://e.org/d", "text/plain", paragraphs[1].encode() * 50)])
        with pytest.raises(InputError):
            read_report(data[: len(data) // 2])

    def test_a_gzipped_text_is_unpacked_and_a_gzip_bomb_refused(
        self, paragraphs: tuple[str, ...]
    ) -> None:
        import gzip

        assert body_of(read_one(gzip.compress(paragraphs[0].encode()))) == [paragraphs[0]]
        with pytest.raises(InputError, match="unpacks to more than 20 MB"):
            read_one(gzip.compress(b"a " * (MAX_BYTES // 2 + 10)))


class TestFolders:
    def test_reports_of_a_folder_come_in_order_of_path(
        self, tmp_path: Path, paragraphs: tuple[str, ...]
    ) -> None:
        (tmp_path / "b").mkdir()
        (tmp_path / "b" / "two.md").write_text(paragraphs[1])
        (tmp_path / "a.txt").write_text(paragraphs[0])
        (tmp_path / ".hidden.txt").write_text(paragraphs[2])
        (tmp_path / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        reports = read_report(tmp_path, published=date(2025, 1, 31))
        assert [body_of(report) for report in reports] == [[paragraphs[0]], [paragraphs[1]]]
        assert {report.published for report in reports} == {date(2025, 1, 31)}

    def test_bad_files_of_a_folder_are_all_named_at_once(
        self, tmp_path: Path, paragraphs: tuple[str, ...]
    ) -> None:
        (tmp_path / "good.txt").write_text(paragraphs[0])
        (tmp_path / "empty.txt").write_text("")
        (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n")
        with pytest.raises(InputError) as caught:
            read_report(tmp_path)
        assert "empty.txt" in str(caught.value) and "broken.pdf" in str(caught.value)
        found = dict(iter_reports(tmp_path))
        assert isinstance(found[str(tmp_path / "good.txt")], Report)
        assert sum(isinstance(each, FoglineError) for each in found.values()) == 2

    def test_a_folder_without_reports_says_so(self, tmp_path: Path) -> None:
        (tmp_path / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        with pytest.raises(InputError, match="holds no reports"):
            read_report(tmp_path)


RUSSIAN = (
    "\u0413\u0435\u043d\u0435\u0440\u0430\u043b\u044c\u043d\u044b\u0439 "
    "\u0448\u0442\u0430\u0431 \u0441\u043e\u043e\u0431\u0449\u0438\u043b "
    "\u0432 \u043f\u044f\u0442\u043d\u0438\u0446\u0443, \u0447\u0442\u043e "
    "\u0435\u0433\u043e \u0432\u043e\u0439\u0441\u043a\u0430 "
    "\u043e\u0442\u0440\u0430\u0437\u0438\u043b\u0438 47 "
    "\u0430\u0442\u0430\u043a \u0437\u0430 "
    "\u043f\u0440\u043e\u0448\u0435\u0434\u0448\u0438\u0435 "
    "\u0441\u0443\u0442\u043a\u0438, "
    "\u0431\u043e\u043b\u044c\u0448\u0438\u043d\u0441\u0442\u0432\u043e "
    "\u0438\u0437 \u043d\u0438\u0445 \u0432\u043e\u043a\u0440\u0443\u0433 "
    "\u0441\u0442\u0430\u043d\u0446\u0438\u0438, \u0438 \u0447\u0442\u043e "
    "\u043f\u0440\u043e\u0442\u0438\u0432\u043d\u0438\u043a "
    "\u043f\u043e\u0442\u0435\u0440\u044f\u043b "
    "\u043e\u043a\u043e\u043b\u043e \u0442\u044b\u0441\u044f\u0447\u0438 "
    "\u0447\u0435\u043b\u043e\u0432\u0435\u043a."
)
FRENCH = (
    "Le minist\u00e8re de la D\u00e9fense a d\u00e9clar\u00e9 mardi que "
    "plus de trois cents soldats avaient \u00e9t\u00e9 tu\u00e9s dans les "
    "combats pr\u00e8s de la fronti\u00e8re, alors que les forces "
    "arm\u00e9es avan\u00e7aient vers le nord du pays."
)
GERMAN = (
    "Das Verteidigungsministerium teilte am Freitag mit, dass seine "
    "Truppen in den vergangenen Tagen mehr als vierzig Angriffe abgewehrt "
    "h\u00e4tten und dass der Gegner rund tausend Mann verloren habe, die "
    "meisten davon am Fluss."
)
SPANISH = (
    "El ministerio de Defensa dijo el viernes que sus tropas hab\u00edan "
    "rechazado m\u00e1s de cuarenta ataques en el \u00faltimo d\u00eda, la "
    "mayor\u00eda de ellos cerca de la estaci\u00f3n, y que el enemigo "
    "hab\u00eda perdido unos mil hombres."
)


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "language"),
        [(RUSSIAN, "Russian"), (FRENCH, "French"), (GERMAN, "German"), (SPANISH, "Spanish")],
    )
    def test_a_report_in_another_language_is_refused_by_name(
        self, text: str, language: str
    ) -> None:
        with pytest.raises(InputError, match=f"written in {language}"):
            read_one(text.encode())

    def test_short_words_of_another_language_are_not_refused(self) -> None:
        assert read_one("Soldats tu\u00e9s : 300.".encode()).body

    def test_an_english_table_of_losses_is_not_refused(self) -> None:
        rows = "\n".join(
            f"{name} - {count}"
            for name, count in [
                ("tanks", 9890),
                ("armoured vehicles", 20637),
                ("artillery systems", 22435),
                ("rocket launchers", 1265),
                ("aircraft", 369),
                ("helicopters", 331),
                ("drones", 23496),
                ("cruise missiles", 3054),
                ("warships", 28),
                ("fuel tankers", 35425),
                ("special equipment", 3727),
                ("personnel", 834670),
            ]
        )
        assert len(read_one(rows.encode()).body) == 12

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "is empty"),
            (b" \n\t\r\n", "is empty"),
            (b"\xef\xbb\xbf\n", "is empty"),
            (b"\x89PNG\r\n\x1a\n....", "PNG image"),
            (b"PK\x03\x04....", "office document"),
            (b"text\x00with\x00nuls and more of it\x00", "binary file"),
            (bytes(range(1, 32)) * 20, "binary file"),
            (b"{\\rtf1 Staff said 300 men fell}", "rich-text"),
            (b"\x1f\x8b\x08\x00broken", "damaged gzip"),
            (b"Related Articles\n\nLeave a reply\n", "only page furniture"),
        ],
    )
    def test_what_is_no_report_is_refused_with_the_reason(self, data: bytes, words: str) -> None:
        with pytest.raises(InputError, match=words):
            read_one(data)

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("no/such/file.txt", "no file or folder"),
            ("nul\x00byte", "no file or folder"),
            ("x" * 5000, "no file or folder"),
            ("https://example.org/report", "never fetches"),
        ],
    )
    def test_a_source_that_is_no_file_is_refused(self, source: str, words: str) -> None:
        with pytest.raises(InputError, match=words):
            read_one(source)

    def test_a_file_over_the_limit_is_refused_unread(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.txt"
        with path.open("wb") as stream:
            stream.truncate(MAX_BYTES + 1)
        with pytest.raises(InputError, match="too large"):
            read_one(path)

    def test_one_report_is_asked_for_and_several_are_refused(
        self, tmp_path: Path, paragraphs: tuple[str, ...]
    ) -> None:
        (tmp_path / "a.txt").write_text(paragraphs[0])
        (tmp_path / "b.txt").write_text(paragraphs[1])
        with pytest.raises(InputError, match="2 reports"):
            read_one(tmp_path)

    def test_a_bad_source_among_many_is_yielded_and_not_raised(
        self, paragraphs: tuple[str, ...]
    ) -> None:
        found = list(iter_reports([paragraphs[0].encode(), "no/such/file", b"\x89PNG\r\n\x1a\n"]))
        assert isinstance(found[0][1], Report)
        assert isinstance(found[1][1], InputError) and found[1][0] == "no/such/file"
        assert isinstance(found[2][1], InputError)


PIECES = [
    b"<html>",
    b"<p>",
    b"</p>",
    b"<article>",
    b"<table><tr><td>",
    b"<!DOCTYPE html [",
    b"]>",
    b"<!ENTITY a 'b'>",
    b"<rss><channel><item>",
    b"<title>",
    b"</title>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
    b"%PDF-1.4\n",
    b"1 0 obj << /Type /Catalog >> endobj",
    b"WARC/1.0\r\nWARC-Type: response\r\n",
    b"\r\n\r\n",
    b"Content-Length: 40\r\n",
    b"\x1f\x8b\x08",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"---\ntitle: x\n---\n",
    b"&amp;&#0;&#x202e;",
    b"KYIV, Jan 31 (Reuters) - ",
    b"The staff said 300 men were killed. ",
    b"31 January 2025",
    b"\n\n",
    b"Related Articles\n",
    b"<script>",
    b"<![CDATA[",
    b"<meta charset=utf-7>",
    b"<meta charset=utf-16>",
    b"<time datetime='99999-99-99'>",
    b"30 February 2025",
]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=40)), max_size=25))
def test_bytes_of_any_kind_give_reports_or_one_clear_error(pieces: list[bytes]) -> None:
    try:
        reports = read_report(b"".join(pieces))
    except FoglineError as error:
        assert str(error)
        return
    for report in reports:
        previous = 0
        for start, end in report.body:
            assert previous <= start < end <= len(report.text)
            previous = end


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_kept_as_given(text: str) -> None:
    try:
        report = read_one(text.encode("utf-8"))
    except FoglineError:
        return
    if not text.lstrip().startswith(("<", "%PDF", "WARC/")) and "<" not in text:
        assert report.text == text.removeprefix("\ufeff")


def test_a_folder_that_may_not_be_looked_into_is_told_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Some 300 soldiers were killed.", encoding="utf-8")
    (tmp_path / "closed").mkdir()
    look = os.scandir

    def scandir(place: Any) -> Any:
        if str(place).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(place))
        return look(place)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(InputError, match=r"cannot look into the folder .*closed"):
        report_files(tmp_path)


def test_a_link_that_may_not_be_followed_is_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("Some 300 soldiers were killed.", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "locked" / "b.txt")
    found = os.stat

    def stat(place: Any, *more: Any, **named: Any) -> Any:
        if str(place).endswith("b.txt"):
            raise PermissionError(13, "Permission denied", str(place))
        return found(place, *more, **named)

    monkeypatch.setattr(os, "stat", stat)
    assert [path.name for path in report_files(tmp_path)] == ["a.txt"]
