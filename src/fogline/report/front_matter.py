"""Front matter: the few fenced or plain ``key: value`` lines above a pasted text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["FrontMatter", "front_matter"]

_FENCED = re.compile(
    r"\s*(---|\+\+\+)[ \t]*\r?\n(?P<block>.{0,8000}?)\r?\n\1[ \t]*(?:\r?\n|$)", re.S
)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,30}?)\s*[:=]\s*(.*)")
_KEYS = {
    alias: key
    for key, *aliases in (
        ("title", "headline"),
        ("url", "link", "address", "source_url"),
        ("publisher", "site", "sitename", "outlet", "source"),
        ("published", "date", "publication_date", "pubdate"),
        ("retrieved", "accessed", "downloaded"),
        ("author", "by"),
        ("language", "lang"),
        ("licence", "license"),
        ("sha256",),
        ("derived_from",),
    )
    for alias in (key, *aliases)
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Known keys (title, url, publisher, published, retrieved, ...) and where the report begins."""

    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


def _pairs(block: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in block.splitlines():
        match = _PAIR.fullmatch(line.strip())
        if match:
            key = _KEYS.get(match[1].strip().lower().replace(" ", "_").replace("-", "_"))
            if key:
                found.setdefault(key, match[2].strip().strip("\"'"))
    return found


def front_matter(text: str) -> FrontMatter:
    """Front matter between ``---`` (or ``+++``) fences, or two and more known keys at the top."""
    match = _FENCED.match(text)
    if match:
        return FrontMatter(_pairs(match["block"]), match.end())
    position = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    end, found = position, {}
    for line in text[position : position + 8000].splitlines(keepends=True):
        if not line.strip():
            break
        pair = _PAIR.fullmatch(line.strip())
        if not pair or pair[1].strip().lower().replace(" ", "_") not in _KEYS:
            return FrontMatter()
        found.update({key: value for key, value in _pairs(line).items() if key not in found})
        end += len(line)
    return FrontMatter(found, end) if len(found) >= 2 else FrontMatter()
