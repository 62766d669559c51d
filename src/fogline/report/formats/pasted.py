"""Pasted text, with front matter where there is any; the text stays exactly as given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from fogline.ground.errors import InputError
from fogline.report.dates import date_in_name, inferred_date, written_date
from fogline.report.decoding import decode, hidden_characters
from fogline.report.formats.kinds import Given
from fogline.report.front_matter import front_matter
from fogline.report.language import refuse_other_languages, refuse_wordless
from fogline.report.lines import sort_lines
from fogline.report.report import Report

__all__ = ["read_pasted", "report_of_text"]


def read_pasted(given: Given) -> Iterator[Report]:
    """The one report of a text file. Raises InputError when nothing in it is body."""
    decoded = decode(given.data, source=given.source, declared=given.charset)
    yield report_of_text(decoded.text, given, notes=decoded.notes)


def report_of_text(text: str, given: Given, *, notes: tuple[str, ...] = ()) -> Report:
    """Sort a text's lines, find its date and say what was assumed."""
    matter = front_matter(text)
    known = matter.values
    sorted_lines = sort_lines(text, start=matter.end)
    if not sorted_lines.body:
        raise InputError(
            f"{given.source} holds no text of a report: only "
            + ("page furniture" if sorted_lines.furniture else "white space")
            + " was found - give the report's own words"
        )
    body = "\n".join(text[a:b] for a, b in sorted_lines.body)
    refuse_wordless(body, given.source)
    refuse_other_languages(body, given.source)
    published, note = given.published, ""
    if published is None:
        published = written_date(known.get("published", ""))
        if published is None and known.get("published"):
            note = f"published: the front matter's date {known['published']!r} is not a date"
    if published is None and sorted_lines.dateline and sorted_lines.dateline.date:
        published = sorted_lines.dateline.date
    if published is None and sorted_lines.dates:
        # Where a page names both, the first is the day of printing and the later one an update.
        published = min(sorted_lines.dates)
    if published is None:
        guesses = (
            (date_in_name(known.get("url", "") or given.url), "the address"),
            (date_in_name(_file_name(given.source)), "the file's name"),
            (given.published_if_missing, ""),
            (given.made, "the file's own record of the day it was made"),
        )
        for guess, place in guesses:
            if published is None and guess is not None:
                published = guess
                if place:
                    note = f"published: {guess} was taken from {place}"
                    note += " - give --published if that is wrong"
    if published is None:
        published, note = inferred_date(text[matter.end :], sorted_lines.dateline)
    title, span = sorted_lines.title, sorted_lines.title_span
    if not title:
        title, span = known.get("title", "") or given.title, None
    return Report(
        text=text,
        body=sorted_lines.body,
        title=title,
        title_span=span,
        publisher=given.publisher or known.get("publisher", "") or sorted_lines.agency,
        published=published,
        retrieved=given.retrieved or known.get("retrieved", ""),
        url=given.url or known.get("url", ""),
        source=given.source,
        original_sha256=given.sha256,
        licence=known.get("licence", ""),
        derived_from=tuple(known.get("derived_from", "").replace(",", " ").strip("[]").split()),
        notes=(*given.notes, *notes, *hidden_characters(text), *((note,) if note else ())),
    )


def _file_name(source: str) -> str:
    """The last part of a path (dates of the folders above are none of the report's)."""
    return source if "://" in source else PurePath(source).name
