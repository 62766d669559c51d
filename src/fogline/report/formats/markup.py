"""HTML as a tree that cannot harm, and its words without menus, forms and scripts."""

from __future__ import annotations

import re
from typing import Any

from fogline.ground.errors import InputError

__all__ = ["disarmed", "plain_words", "refuse_bombs", "tree_of"]

_MOST_TAGS = 200_000
_DEEPEST = 250
_HIDDEN_TAGS = tuple(
    re.findall(
        r"\w+",
        """
        script style noscript template svg nav aside footer form button select iframe object embed
        canvas dialog head figcaption math menu
        """,
    )
)
_BLOCK_TAGS = frozenset(
    re.findall(
        r"\w+",
        """
        p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr blockquote
        pre br hr figure address details summary body html center
        """,
    )
)
# End tags of these are often left out, so counting them would see depth where there is none.
_UNCLOSED = frozenset(
    re.findall(
        r"\w+",
        """
        br hr img input meta link area base col embed source track wbr p li td tr th dt dd option
        thead tbody tfoot colgroup
        """,
    )
)
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,500}\[[^\]]{0,200000}\]\s*>", re.I)
_ENTITY = re.compile(r"<!ENTITY[^>]{0,5000}>", re.I)
# What XML has no place for, also as a reference: lxml fails on it when it joins texts, long after
# parsing, and a terminal would obey it.
_NO_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0{0,9}(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0{0,9}(?:[0-8bcefBCEF]|1[0-9a-fA-F]))(?![0-9a-fA-F]);?"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})")


def disarmed(markup: str) -> str:
    """The markup without entity declarations: no report needs them, and they can read files."""
    return _ENTITY.sub("", _SUBSET.sub("<!DOCTYPE html>", markup)).replace("\x00", " ")


def refuse_bombs(markup: str, source: str) -> None:
    """Raise InputError for markup so dense or deep that parsing it would cost minutes or the stack.

    **Source** of both limits: chosen by us; long liveblogs hold under 40,000 tags and 60 levels.
    """
    depth = deepest = count = 0
    for match in _TAG.finditer(markup):
        count += 1
        if match[2].lower() not in _UNCLOSED:
            depth = max(0, depth + (-1 if match[1] else 1))
            deepest = max(deepest, depth)
    fault = ""
    if count > _MOST_TAGS:
        fault = f"holds {count:,} HTML tags, far more than a report has"
    elif deepest > _DEEPEST:
        fault = f"nests HTML elements {deepest:,} deep, as no report does"
    if fault:
        raise InputError(f"{source} {fault} - give the article's text alone")


def tree_of(markup: str) -> Any:
    """An lxml tree: HTML parser, no network, no entities of its own; None for what is no HTML."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    clean = _NO_XML.sub(" ", markup).encode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(clean, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def plain_words(markup: str) -> str:
    """The words of a page or fragment, one block a line with a blank line between.

    Where the page marks its article (``article``, ``main``, ``itemprop=articleBody``), only that
    is read; of several, the one with most words.
    """
    has_body = "<body" in markup[:100_000].lower()
    tree = tree_of(markup if has_body else f"<html><body>{markup}</body></html>")
    if tree is None:
        return ""
    for element in list(tree.iter(*_HIDDEN_TAGS)):
        if element.getparent() is not None:
            element.drop_tree()
    marked = [
        *tree.xpath("//*[@itemprop='articleBody']")[:20],
        *list(tree.iter("article"))[:50],
        *list(tree.iter("main"))[:5],
    ]
    if marked:
        longest = max(marked, key=_length)
        if _length(longest) >= 0.25 * _length(tree):
            tree = longest
    return _words_of(tree)


def _length(element: Any) -> int:
    return sum(len(piece) for piece in element.itertext())


def _words_of(tree: Any) -> str:
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        if isinstance(element.tag, str):
            pieces.append("\n" if element.tag in _BLOCK_TAGS else "")
            cell = element.tag in {"td", "th"}
            pieces.append(" | " if cell and leaving and element.getnext() is not None else "")
            pieces.append("- " if element.tag == "li" and not leaving else "")
        if leaving:
            pieces.append(re.sub(r"\s+", " ", element.tail or "") if element is not tree else "")
            continue
        if isinstance(element.tag, str):
            pieces.append(re.sub(r"\s+", " ", element.text or ""))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in "".join(pieces).split("\n")]
    return "\n\n".join(line for line in lines if line)
