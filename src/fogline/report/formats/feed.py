"""RSS and Atom feed files: each entry with words is a report; nothing is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from fogline.ground.errors import FoglineError, InputError
from fogline.report.formats.kinds import Given
from fogline.report.formats.markup import plain_words
from fogline.report.formats.page import headed
from fogline.report.report import Report

__all__ = ["entries_of", "read_feed"]

_MOST_ENTRIES = 10_000
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,500}\[[^\]]{0,200000}\]\s*>", re.I)
_ENTITY = re.compile(rb"<!ENTITY[^>]{0,5000}>", re.I)


def entries_of(given: Given) -> Iterator[tuple[str, Report | FoglineError]]:
    """(address or title, report or what was wrong) for every entry of a feed."""
    feed = _parsed(given)
    publisher = given.publisher or str(feed.feed.get("title", "")).strip()
    entries = feed.entries[:_MOST_ENTRIES]
    if not entries:
        raise InputError(
            f"{given.source} is a feed without entries - give a feed with reports in it"
        )
    for number, entry in enumerate(entries, start=1):
        link = str(entry.get("link", ""))[:2000]
        name = link or f"{given.source}, entry {number}"
        try:
            yield name, _report(entry, replace(given, source=name, url=link, publisher=publisher))
        except FoglineError as error:
            yield name, error


def read_feed(given: Given) -> Iterator[Report]:
    """Every report of a feed file; entries without words are passed over."""
    for _, found in entries_of(given):
        if isinstance(found, Report):
            yield found


def _parsed(given: Given) -> Any:
    import feedparser

    # A document type with entities of its own is never needed by a feed: cut, so that it is inert.
    data = _ENTITY.sub(b"", _SUBSET.sub(b"", given.data))
    try:
        return feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=True)
    except Exception as error:  # feedparser falls back between two parsers; either may break
        raise InputError(
            f"{given.source} is a damaged feed ({type(error).__name__}) - fetch it again"
        ) from error


def _report(entry: Any, given: Given) -> Report:
    contents = [str(part.get("value", "")) for part in entry.get("content", [])]
    summary = str(entry.get("summary", ""))
    longest = max([*contents, summary], key=len)
    words = plain_words(longest) if "<" in longest or "&" in longest else longest.strip()
    title = plain_words(str(entry.get("title", ""))) if entry.get("title") else ""
    title = re.sub(r"\s+", " ", title)
    if not words:
        raise InputError(f"{given.source} holds no text, only a headline - give the page itself")
    notes = () if contents else ("only the feed's summary of the report was read",)
    stamp = entry.get("published_parsed") or entry.get("updated_parsed")
    published = given.published_if_missing
    if stamp:
        try:
            published = date(*stamp[:3])
        except ValueError:
            published = given.published_if_missing
    circumstances = replace(
        given.with_data(longest.encode("utf-8", "replace")),
        published=given.published or published,
        title=title,
    )
    return headed(title, words, circumstances, notes=notes)
