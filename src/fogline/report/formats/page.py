"""HTML pages: trafilatura finds the article, htmldate the date; nothing is fetched, ever.

The text is the extracted one (title, blank line, paragraphs), and the line classifier goes over it
once more, for extractors keep some furniture. An extractor of our own stands in where trafilatura
finds too little (fragments, liveblogs, very short pages).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fogline.ground.errors import InputError
from fogline.report.dates import written_date
from fogline.report.decoding import decode
from fogline.report.formats.kinds import Given
from fogline.report.formats.markup import disarmed, plain_words, refuse_bombs, tree_of
from fogline.report.formats.pasted import report_of_text
from fogline.report.formats.tidy_tree import tidied
from fogline.report.paragraphs import TERMINAL
from fogline.report.report import Report

__all__ = ["headed", "read_page"]

_SHORT = 90
"""Words; of pages with fewer, trafilatura falls back to one unbroken line, so ours is taken."""

_MOSTLY_LINKS = 0.7
"""Share of letters in links from which a page without a finished sentence holds no article."""

_TOP = 6
"""Lines of an article's text in which its headline may stand again."""

_DATE_KEYS = tuple(
    re.findall(
        r"\S+",
        """
        article:published_time datepublished date dc.date dc.date.issued dcterms.issued dcterms.date
        parsely-pub-date sailthru.date pubdate publishdate publish-date og:published_time
        article.published citation_publication_date cxenseparse:recs:publishtime
        """,
    )
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a page says about itself, and its article's text."""

    text: str = ""
    title: str = ""
    published: date | None = None
    publisher: str = ""
    url: str = ""
    is_list_of_links: bool = False


def read_page(given: Given) -> Iterator[Report]:
    """The one report of an HTML page. Raises InputError when the page holds no article text."""
    decoded = decode(given.data, source=given.source, declared=given.charset)
    markup = disarmed(decoded.text)
    refuse_bombs(markup, given.source)
    found = _extracted(markup, given)
    title = _bare_title(found.title, found.publisher)
    text = _without_title(found.text, title)
    if not text.strip():
        raise InputError(
            f"{given.source} is an HTML page without article text - save the page after it has"
            " loaded, or paste the text"
        )
    circumstances = replace(
        given,
        published=given.published or found.published,
        url=given.url or found.url,
        publisher=given.publisher or found.publisher,
        title="",
    )
    report = headed(title, text, circumstances, notes=decoded.notes)
    if found.is_list_of_links and not any(
        TERMINAL.search(report.text[begin:end]) for begin, end in report.body
    ):
        raise InputError(
            f"{given.source} is a page of links to articles, without an article of its own - save"
            " the articles' pages"
        )
    yield report


def headed(title: str, text: str, given: Given, *, notes: tuple[str, ...] = ()) -> Report:
    """A report whose headline is known apart from its text: title, blank line, text."""
    if not title:
        return report_of_text(text, given, notes=notes)
    report = report_of_text(f"{title}\n\n{text}", given, notes=notes)
    body = [pair for pair in report.body if pair[0] >= len(title)]
    if report.title_span and report.title_span[0] >= len(title):
        # The classifier took another line for the headline: it is body after all.
        body = sorted([*body, report.title_span])
    if not body:
        raise InputError(
            f"{given.source} holds no text, only a headline - give the page with its article"
        )
    return replace(report, title=title, title_span=(0, len(title)), body=tuple(body))


def _extracted(markup: str, given: Given) -> _Found:
    import copy
    import logging

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tree = tree_of(markup)
    if tree is None:
        return _Found()
    metadata = _metadata(tree)
    url = given.url or metadata.get("canonical") or metadata.get("og:url", "")
    published = _date(copy.deepcopy(tree), metadata, url)
    headline = _headline(tree, metadata)
    tidied(tree)
    text = title = publisher = ""
    try:
        import trafilatura

        document: Any = trafilatura.bare_extraction(
            copy.deepcopy(tree),
            url=url or None,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            with_metadata=True,
            favor_recall=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        if document is not None:
            text, title = document.text or "", document.title or ""
            publisher = document.sitename or ""
    except Exception:  # hostile markup may break any of its parsers; our own extractor follows
        text = ""
    if len(text.split()) < _SHORT:
        own = plain_words(markup)
        if 2 * len(own.split()) > len(text.split()):
            text = own
    return _Found(
        # A blank line between blocks, so that none is taken for a wrapped line.
        text="\n\n".join(line.strip() for line in text.splitlines() if line.strip()),
        title=headline or title or metadata.get("title", ""),
        published=published,
        publisher=metadata.get("og:site_name") or publisher,
        url=url,
        is_list_of_links=_link_share(tree) >= _MOSTLY_LINKS,
    )


def _link_share(tree: Any) -> float:
    """Share of a page's letters that stand in links."""
    linked = sum(len("".join(element.itertext()).strip()) for element in tree.iter("a"))
    return linked / max(1, len(" ".join(tree.itertext()).strip()))


def _metadata(tree: Any) -> dict[str, str]:
    """What the page says of title, publisher, date and address; keys in small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if key and element.get("content"):
            found.setdefault(key.lower(), element.get("content").strip())
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            found.setdefault("canonical", element.get("href").strip())
    element = tree.find(".//title")
    if element is not None:
        found["title"] = _line(element)
    return found


def _line(element: Any) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def _headline(tree: Any, metadata: dict[str, str]) -> str:
    """The page's headline: named in its metadata, or the heading that its title repeats."""
    if metadata.get("og:title"):
        return metadata["og:title"]
    titled = metadata.get("title", "").lower()
    headings = [
        line for element in list(tree.iter("h1", "h2", "h3", "h4"))[:40] if (line := _line(element))
    ]
    first = [line for line in headings if titled.startswith(line.lower())]
    last = [line for line in headings if len(line.split()) >= 3 and titled.endswith(line.lower())]
    if first or last:
        # "Site: headline" or "Headline - Site": the site's own name is the heading further up.
        found = [max(lines, key=len) for lines in (first, last) if lines]
        return max(found, key=headings.index)
    return next((line for element in tree.iter("h1") if (line := _line(element))), "")


def _date(tree: Any, metadata: dict[str, str], url: str) -> date | None:
    """Publication date: the page's own metadata, then htmldate (the original date, no guessing)."""
    for key in _DATE_KEYS:
        if (day := written_date(metadata.get(key, ""))) is not None:
            return day
    from htmldate import find_date

    try:
        written = find_date(
            tree,
            url=url or None,
            original_date=True,
            extensive_search=False,
            outputformat="%Y-%m-%d",
        )
    except Exception:  # any fault of a third-party parser on hostile markup means: no date found
        return None
    return written_date(written or "")


def _bare_title(title: str, publisher: str) -> str:
    """The headline on one line, without the site's name behind a bar or dash."""
    clean = re.sub(r"\s+", " ", title).strip()
    head, bar, tail = clean.rpartition(" | ")
    if not bar:
        parts = re.split(r"\s[\u2013\u2014\u00b7-]\s", clean)
        head, tail = clean[: -len(parts[-1])].rstrip(" \u2013\u2014\u00b7-"), parts[-1]
        is_name = publisher and (
            tail.lower() in publisher.lower() or publisher.lower() in tail.lower()
        )
        if len(parts) < 2 or not is_name:
            return clean
    return head.strip() if len(head.split()) >= 3 and len(tail.split()) <= 5 else clean


def _without_title(text: str, title: str) -> str:
    """The text without the headline where it comes again at its top, menus and a date above it."""
    lines = text.split("\n\n")
    bare = re.sub(r"\W+", "", title.lower())
    again = [
        index
        for index, line in enumerate(lines[:_TOP])
        if bare and re.sub(r"\W+", "", line.lower()) == bare
    ]
    return "\n\n".join(line for index, line in enumerate(lines) if index not in again)
