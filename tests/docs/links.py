"""Follows the links of a built site, page by page, without a network."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["lost_links", "outside_requests"]

LOADED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("image", "href"),
}
FETCHED_LINKS = {"stylesheet", "preload", "preconnect", "dns-prefetch", "icon", "manifest"}


class _Page(HTMLParser):
    """Anchors of a page, where its links go, and what a browser would load with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = {"", "__top"}
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if values.get(name)}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and set(values.get("rel", "").split()) & FETCHED_LINKS:
            self.loaded.append(values["href"])
        self.loaded += [values[name] for name in values if (tag, name) in LOADED]


def _pages(site: Path) -> dict[Path, _Page]:
    return {
        path.resolve(): _Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def lost_links(site: Path) -> list[str]:
    """Links and loaded files that lead to no page, no file or no anchor, each with its page."""
    pages, lost = _pages(site), []
    for path, page in pages.items():
        if path.name == "404.html":  # its links begin at the root of a server
            continue
        for link in [*page.links, *page.loaded]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            goal = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            goal = goal / "index.html" if goal.is_dir() else goal
            known = pages.get(goal)
            if not goal.exists() or (known and unquote(parts.fragment) not in known.anchors):
                lost.append(f"{path.relative_to(site.resolve())}: {link}")
    return lost


def outside_requests(site: Path) -> list[str]:
    """What a browser would fetch from elsewhere when it opens a page, each with its page."""
    found = []
    for path, page in _pages(site).items():
        for link in page.loaded:
            if urlsplit(link).netloc:
                found.append(f"{path.name}: {link}")
    for path in sorted(site.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        found += [path.name for sign in ("url(http", "url(//", "@import") if sign in text]
    return found
