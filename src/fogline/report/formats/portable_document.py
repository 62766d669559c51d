"""PDF text by pypdf: pages joined, running heads and page numbers off, wrapped lines joined."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from fogline.ground.errors import InputError
from fogline.report.formats.kinds import Given
from fogline.report.formats.page_layout import lines_of_page
from fogline.report.formats.pasted import report_of_text
from fogline.report.report import Report

__all__ = ["read_portable_document"]

_MOST_PAGES = 500
_END = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]]*$")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-\u2013]?\s*\d{1,4}\s*[-\u2013]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I
)
_NOTE = re.compile(r"(?:\d{1,2}|[*\u2020\u2021])\s?[A-Z]")
_BULLET = re.compile(r"\s*(?:[-*\u2022\u25cf\u25aa\u2023\u00b7]\s|\d{1,3}[.)]\s)")


def read_portable_document(given: Given) -> Iterator[Report]:
    """The one report of a PDF.

    Raises InputError when it is encrypted, damaged, endless or holds only pictures.
    """
    pages, title, made = _pages(given)
    text = _unwrapped(_without_running_heads(pages))
    if len(re.findall(r"\w", text)) < 20:
        raise InputError(
            f"{given.source} is a PDF without text (pages: {len(pages)}, pictures only) - run it"
            " through text recognition (OCR) first, or paste the text"
        )
    notes = ("the text was taken out of a PDF; offsets count in that text, not in the file",)
    circumstances = replace(given, title=given.title or title, made=given.made or made)
    yield report_of_text(text, circumstances, notes=notes)


def _pages(given: Given) -> tuple[list[list[str]], str, date | None]:
    """Lines of each page, the title and the creation date of the document's information."""
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    locked = InputError(
        f"{given.source} is an encrypted PDF - take off its password and save it again, or paste"
        " the text"
    )
    try:
        reader = PdfReader(io.BytesIO(given.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked
        count = len(reader.pages)
        if count > _MOST_PAGES:
            raise InputError(
                f"{given.source} is a PDF of {count:,} pages, more than the {_MOST_PAGES} that are"
                " read - give the report alone"
            )
        pages = [
            lines_of_page(page, is_first=number == 0) for number, page in enumerate(reader.pages)
        ]
        information = reader.metadata
        title = str(information.title or "") if information else ""
        made = _day_made(information)
    except InputError:
        raise
    except (DependencyError, FileNotDecryptedError, NotImplementedError) as error:
        raise locked from error
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise InputError(
            f"{given.source} is a damaged PDF ({type(error).__name__}) - save it again or paste"
            " the text"
        ) from error
    return pages, title.strip(), made


def _day_made(information: Any) -> date | None:
    try:
        return information.creation_date.date() if information else None
    except Exception:  # pypdf raises many kinds on a missing or malformed date
        return None


def _without_running_heads(pages: list[list[str]]) -> list[str]:
    """Lines of all pages without page numbers and the first and last lines most pages share."""
    split = [[line.replace("\x00", "").strip() for line in page] for page in pages]
    edges: Counter[str] = Counter()
    for lines in split:
        full = [line for line in lines if line]
        edges.update({_numberless(line) for line in (*full[:2], *full[-2:])})
    running = {
        line for line, count in edges.items() if len(pages) >= 3 and count >= 0.5 * len(pages)
    }
    kept: list[str] = []
    for lines in split:
        full = [line for line in lines if line]
        rim = {*full[:2], *full[-2:]}
        page = [
            line
            for line in lines
            if line not in rim or not (_PAGE_NUMBER.fullmatch(line) or _numberless(line) in running)
        ]
        kept += page[_heads_across(kept, page) :]
    return kept


def _heads_across(before: list[str], page: list[str]) -> int:
    """How many lines at a page's top stand inside a sentence that goes on from the last page."""
    last = next((line for line in reversed(before) if line), "")
    if not last or _END.search(last):
        return 0
    full = [(place, line) for place, line in enumerate(page) if line][:4]
    for number, (place, line) in enumerate(full):
        if line[:1].islower():
            return place if number else 0
        if len(line.split()) > 10 or _END.search(line):
            return 0
    return 0


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _unwrapped(lines: list[str]) -> str:
    """Paragraphs on one line each, words broken at a line's end put together again."""
    widths = sorted(len(line) for line in lines if line)
    wide = widths[int(0.8 * (len(widths) - 1))] if widths else 0
    paragraphs: list[str] = []
    gap = True
    last = ""
    for line in lines:
        if not line:
            # Some PDFs put a blank line after every line: a sentence that goes on is joined.
            gap = True
            continue
        goes_on = (
            bool(paragraphs)
            and not _BULLET.match(line)
            and len(last) >= 0.6 * wide
            and (not gap or line[:1].islower())
            and not (_END.search(last) and (len(last) < 0.85 * wide or _NOTE.match(line)))
        )
        if goes_on and re.search(r"[a-z]-$", last) and line[:1].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
        elif goes_on:
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        gap, last = False, line
    return "\n\n".join(paragraphs)
