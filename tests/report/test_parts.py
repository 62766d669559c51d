"""Web archives in parts: nothing lost, nothing twice, bombs refused."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from fogline.ground.errors import FoglineError
from fogline.report import Report, bytes_of_source, iter_reports, parts_of, reports_of_file
from fogline.report.formats import web_archive

Make = Callable[..., bytes]
N_PAGES = 12


@pytest.fixture(params=[True, False], ids=["packed", "plain"])
def archive(
    request: pytest.FixtureRequest, tmp_path: Path, make_warc: Make, make_page: Callable[..., str],
    paragraphs: tuple[str, ...], monkeypatch: pytest.MonkeyPatch,
) -> Path:  # fmt: skip
    """An archive of twelve pages that is read in parts of about 3 kB."""
    monkeypatch.setattr(web_archive, "_PART_BYTES", 3_000)
    pages = [
        (f"https://example.org/{n}", "text/html", make_page([*paragraphs, f"Day {n}."]).encode())
        for n in range(N_PAGES)
    ]
    path = tmp_path / "pages.warc"
    path.write_bytes(make_warc(pages, gzip=request.param))
    return path


def test_the_parts_of_an_archive_hold_every_page_once(archive: Path) -> None:
    parts = list(parts_of(archive))
    assert len(parts) > 2 and None not in parts
    found = [item for part in parts for item in reports_of_file(archive, part=part)]
    assert [source for source, _ in found] == [f"https://example.org/{n}" for n in range(N_PAGES)]
    assert all(isinstance(report, Report) for _, report in found)
    assert found == list(iter_reports(archive))


def test_the_bytes_of_a_part_are_read_elsewhere_as_the_part_is_here(
    archive: Path, make_warc: Make
) -> None:
    asides = [(f"https://example.org/{n}.png", "image/png", b"no words") for n in range(400)]
    aside = archive.with_name("asides.warc")
    aside.write_bytes(make_warc(asides, gzip=False))
    for file in (archive, aside):
        parts = [part for part in parts_of(file) if part is not None]
        for part in parts:
            sent = bytes_of_source(file, part)
            there = list(reports_of_file(sent, part=part, name=str(file)))
            assert there == list(reports_of_file(file, part=part))
    assert len(parts) > 1 and not there  # no error for a part without a page


def test_pages_before_a_damaged_place_are_kept(archive: Path) -> None:
    data = archive.read_bytes()
    cut = len(data) * 2 // 3
    if data.startswith(b"\x1f\x8b"):
        # Inside a record, never between two: packed records differ in length from run to run.
        cut = data.index(b"\x1f\x8b\x08", cut) + 100
    archive.write_bytes(data[:cut])
    found = list(iter_reports(archive))
    reports = [report for _, report in found if isinstance(report, Report)]
    assert N_PAGES // 3 <= len(reports) < N_PAGES
    if data.startswith(b"\x1f\x8b"):
        assert "damaged WARC" in str(found[-1][1])


def test_any_other_file_has_one_part_and_a_missing_one_says_so_when_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two men were killed.", encoding="utf-8")
    assert list(parts_of(tmp_path / "a.txt")) == [None]
    assert list(parts_of(tmp_path / "none.txt")) == [None]
    ((_, error),) = reports_of_file(tmp_path / "none.txt")
    assert isinstance(error, FoglineError) and "no file" in str(error)


def test_an_archive_that_blows_up_is_refused_after_a_bounded_part_of_it(tmp_path: Path) -> None:
    header = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 600000000\r\n\r\n"
    path = tmp_path / "bomb.warc.gz"
    with gzip.open(path, "wb", compresslevel=9) as stream:
        stream.write(header)
        for _ in range(300):
            stream.write(bytes(1_000_000))
    ((_, error),) = iter_reports(path)
    assert "50 times its size" in str(error)
    first = next(web_archive._members(io.BytesIO(gzip.compress(header + bytes(10_000_000)))))
    assert len(first[1]) == len(header) + 10_000_000


def test_an_archive_without_a_page_says_so(tmp_path: Path, make_warc: Make) -> None:
    path = tmp_path / "pictures.warc.gz"
    path.write_bytes(make_warc([("https://example.org/a.png", "image/png", b"\x89PNG")]))
    ((_, error),) = iter_reports(path)
    assert isinstance(error, FoglineError) and "holds no report" in str(error)


def test_control_characters_of_a_page_are_no_words(paragraphs: tuple[str, ...]) -> None:
    page = (
        f"<html><body><p>{paragraphs[0]}\x08&#8;&#x1b;</p><nav>x</nav>\x01\ufffe tail</body></html>"
    )
    ((_, report),) = iter_reports(page.encode())
    assert isinstance(report, Report) and "47 attacks" in report.text
    assert not set(report.text) & set("\x00\x01\x08\x1b")
