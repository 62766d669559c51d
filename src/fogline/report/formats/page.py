"""HTML pages: trafilatura finds the article, htmldate the date; nothing is fetched, ever.

The text is the extracted one (title, blank line, paragraphs), and the line classifier goes over it
once more, for extractors keep some furniture. A small extractor of our own stands in where
trafilatura finds too little (fragments, liveblogs, very short pages).
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
from fogline.report.formats.pasted import report_of_text
from fogline.report.report import Report

__all__ = ["plain_words", "read_page"]

_MOST_TAGS = 200_000
_DEEPEST = 400
_HIDDEN_TAGS = (
    "script", "style", "noscript", "template", "svg", "nav", "aside", "footer", "form", "button", "select", "iframe",
    "object", "embed", "canvas", "dialog", "head", "figcaption", "math", "menu",
)  # fmt: skip
_BLOCK_TAGS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th blockquote pre br hr figure"
    " address details summary body html center".split()
)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}\[.*?\]\s*>", re.I | re.S)
_ENTITY = re.compile(r"<!ENTITY[^>]{0,5000}>", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})")
_VOID = frozenset("br hr img input meta link area base col embed source track wbr p li td tr th dt dd option".split())


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    title: str = ""
    published: date | None = None
    publisher: str = ""
    url: str = ""
    language: str = ""


def _refuse_bombs(markup: str, source: str) -> None:
    """Raise InputError for markup so dense or deep that parsing it would cost minutes or the stack."""
    depth = deepest = count = 0
    for match in _TAG.finditer(markup):
        count += 1
        if match[2].lower() in _VOID:
            continue
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    if count > _MOST_TAGS:
        raise InputError(
            f"{source} holds {count:,} HTML tags, far more than a report has - give the article's text alone"
        )
    if deepest > _DEEPEST:
        raise InputError(
            f"{source} nests HTML elements {deepest:,} deep, as no report does - give the article's text alone"
        )


def _tree(markup: str) -> Any:
    """An lxml tree: HTML parser, no network, no entity expansion, no huge text; None when unusable."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def plain_words(markup: str) -> str:
    """The words of an HTML fragment, one block a line, without menus, forms and scripts."""
    tree = _tree(f"<html><body>{markup}</body></html>" if "<body" not in markup[:5000].lower() else markup)
    if tree is None:
        return ""
    for element in list(tree.iter(*_HIDDEN_TAGS)):
        element.drop_tree()
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        is_block = isinstance(element.tag, str) and element.tag in _BLOCK_TAGS
        if leaving:
            pieces.append("\n" if is_block else "")
            pieces.append(re.sub(r"\s+", " ", element.tail or ""))
            continue
        pieces.append("\n" if is_block else "")
        if isinstance(element.tag, str):
            pieces.append(re.sub(r"\s+", " ", element.text or ""))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    return "\n\n".join(line for line in lines if line)


def _metadata(tree: Any) -> dict[str, str]:
    """Content of the meta elements that name title, publisher, date, language and address."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if key and element.get("content"):
            found.setdefault(key, element.get("content").strip())
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            found.setdefault("canonical", element.get("href").strip())
    title = tree.find(".//title")
    if title is not None:
        found["title"] = re.sub(r"\s+", " ", "".join(title.itertext())).strip()
    heading = tree.find(".//h1")
    if heading is not None:
        found["h1"] = re.sub(r"\s+", " ", "".join(heading.itertext())).strip()
    found["lang"] = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:20]
    return found


_DATE_KEYS = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "og:published_time", "article.published",
    "citation_publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip


def _date(tree: Any, metadata: dict[str, str], url: str) -> date | None:
    """Publication date: the page's own metadata first, then htmldate (original date, no guessing)."""
    for key in _DATE_KEYS:
        if (day := written_date(metadata.get(key, ""))) is not None:
            return day
    from htmldate import find_date

    try:
        written = find_date(tree, url=url or None, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    except Exception:  # any fault of a third-party parser on hostile markup means: no date found
        return None
    return written_date(written or "")


def _extract(markup: str, given: Given) -> _Found:
    import copy
    import logging

    for name in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tree = _tree(markup)
    if tree is None:
        return _Found("")
    metadata = _metadata(tree)
    url = given.url or metadata.get("canonical") or metadata.get("og:url", "")
    published = _date(copy.deepcopy(tree), metadata, url)
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
    own = plain_words(markup) if len(text.split()) < 60 else ""
    if len(own.split()) > 1.5 * len(text.split()):
        text = own
    return _Found(
        text=_separated(text),
        title=metadata.get("og:title") or metadata.get("h1") or title or metadata.get("title", ""),
        published=published,
        publisher=metadata.get("og:site_name") or publisher,
        url=url,
        language=metadata.get("lang", ""),
    )


def _separated(text: str) -> str:
    """Extracted blocks, one a line, with a blank line between so that none is taken for a wrapped one."""
    return "\n\n".join(stripped for line in text.splitlines() if (stripped := line.strip()))


def _without_repeats(title: str, publisher: str, text: str) -> tuple[str, str]:
    """The headline without the site's name behind a bar, and the text without the headline."""
    clean = re.sub(r"\s+", " ", title).strip()
    parts = re.split(r"\s+[|\u2013\u2014\u00b7-]\s+", clean)
    if len(parts) > 1 and (len(parts[-1].split()) <= 5) and len(" ".join(parts[:-1]).split()) >= 3:
        tail = parts[-1].lower()
        if not publisher or tail in publisher.lower() or publisher.lower() in tail or "|" in clean:
            clean = clean[: clean.rindex(parts[-1])].rstrip(" |\u2013\u2014\u00b7-")
    lines = text.split("\n\n")
    while lines and clean and re.sub(r"\W+", "", lines[0].lower()) == re.sub(r"\W+", "", clean.lower()):
        lines.pop(0)
    return clean, "\n\n".join(lines)


def read_page(given: Given) -> Iterator[Report]:
    """The one report of an HTML page. Raises InputError when the page holds no article text."""
    decoded = decode(given.data, source=given.source, declared=given.charset)
    markup = _ENTITY.sub("", _DOCTYPE.sub("<!DOCTYPE html>", decoded.text[:MAX_MARKUP]))
    _refuse_bombs(markup, given.source)
    found = _extract(markup.replace("\x00", " "), given)
    title, text = _without_repeats(found.title, found.publisher, found.text)
    if not text.strip():
        raise InputError(
            f"{given.source} is an HTML page without article text - save the page after it has loaded"
            " or paste the text"
        )
    whole = f"{title}\n\n{text}" if title else text
    circumstances = replace(
        given,
        published=given.published or found.published,
        url=given.url or found.url,
        publisher=given.publisher or found.publisher,
        title="",
    )
    report = report_of_text(whole, circumstances, notes=decoded.notes)
    if title:
        # The headline is known from the metadata, so the classifier's guess gives way to it.
        span = (0, len(title))
        body = tuple(pair for pair in report.body if pair[0] >= span[1])
        if not body:
            raise InputError(f"{given.source} is an HTML page with a headline only - paste the article's text")
        report = replace(report, title=title, title_span=span, body=_with_lost_title(report, span, body))
    yield report


def _with_lost_title(
    report: Report, span: tuple[int, int], body: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """Put back a line that the classifier took for the title although the headline is another."""
    if report.title_span and report.title_span[0] >= span[1]:
        return tuple(sorted((*body, report.title_span)))
    return body


MAX_MARKUP = 20_000_000
