"""An HTML tree made plain before the article is looked for: layout, forms and apparatus put away.

Tables that only lay a page out become blocks (an extractor would write their cells as rows), boxes
around a field to fill in go, and so do the marks of notes, links to edit, contents and profiles
of an encyclopaedia or a board.

**Source:** chosen by us, from pages of MediaWiki, phpBB, Blogger, WordPress, mail programs and of
1999; measured on tests/report/web_pages.py.
"""

from __future__ import annotations

import re
from typing import Any

from fogline.report.page_order import begins_comments

__all__ = ["tidied"]

_APART = frozenset(
    re.findall(
        r"\S+",
        """
    mw-editsection toc toctitle reflist references navbox hatnote catlinks noprint printfooter ambox
    mw-jump-link mw-navigation siteSub postprofile jumpbox linklist action-bar back2top signature
    headerbar post-footer post-navigation breadcrumb breadcrumbs key-events jp-relatedposts
    sharedaddy
    tgme_widget_message_footer tgme_widget_message_author tgme_header_info
    """,
    )
)
_BLOCKS = frozenset({"table", "p", "h1", "h2", "h3", "h4", "ul", "ol", "hr", "div", "article"})
_CELLS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "center", "font"})
_OF_PAGE = frozenset({"html", "body", "main", "article", "section", "table", "tbody", "tr", "td"})
_BOX_WORDS = 40
_MOST_FIELDS = 30
_FIELDS = frozenset({"text", "email", "search", "password", "tel", ""})
_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[a-z]{1,2}|note \d{1,2}|citation needed|[*\u2020\u2021])[\])]?"
)


def tidied(tree: Any) -> None:
    """Change ``tree`` in place; the words of the article stay."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        names = {element.get("id") or "", *(element.get("class") or "").split()}
        if names & _APART or (element.tag == "sup" and _is_mark(element)):
            element.drop_tree()
    for block in list(tree.iter("pre")):
        _unwrap(block)
    _drop_boxes_of_fields(tree)
    _drop_comments(tree)
    for table in list(tree.iter("table")):
        if _lays_out(table):
            _unfold(table)


def _unwrap(block: Any) -> None:
    """The paragraphs of a block set line for line, as printers' versions have them."""
    if len(block):
        return
    paragraphs = [part.splitlines() for part in re.split(r"\n\s*\n", block.text or "")]
    lengths = [len(line) for lines in paragraphs for line in lines[:-1]]
    if not lengths or not 45 <= sum(lengths) / len(lengths) <= 100:
        return
    block.tag, block.text = "div", None
    for lines in paragraphs:
        block.append(block.makeelement("p"))
        block[-1].text = re.sub(r"(?<=\w-) (?=[a-z])", "", " ".join(map(str.strip, lines)))


def _is_mark(element: Any) -> bool:
    """The mark of a note: a link, or a class that says so, around a number or a sign."""
    words = "".join(element.itertext()).strip()
    says = element.get("class") == "reference" or any(True for _ in element.iter("a"))
    return says and _MARK.fullmatch(words) is not None


def _has_fewer_words(element: Any, most: int) -> bool:
    count = 0
    for piece in element.itertext():
        count += len(piece.split())
        if count > most:
            return False
    return True


def _drop_boxes_of_fields(tree: Any) -> None:
    """The largest block of few words around each field that a reader is to fill in."""
    fields = [
        element
        for element in tree.iter("input", "textarea")
        if element.tag == "textarea" or (element.get("type") or "").lower() in _FIELDS
    ]
    for field in fields[:_MOST_FIELDS]:
        box, parent = field, field.getparent()
        while (
            parent is not None
            and parent.tag not in _OF_PAGE
            and _has_fewer_words(parent, _BOX_WORDS)
        ):
            box, parent = parent, parent.getparent()
        if box.getparent() is not None:
            box.drop_tree()


def _drop_comments(tree: Any) -> None:
    """What readers wrote: from a heading that says so to the end of its block, if that is little.

    A heading above more than half of the page's words is none of those.
    """
    half = len(" ".join(tree.itertext()).split()) // 2
    for heading in list(tree.iter("h2", "h3", "h4", "h5")):
        words = " ".join("".join(heading.itertext()).split())
        if len(words) > 120 or not begins_comments(words):
            continue
        if heading.getparent() is None:
            continue
        rest = [heading, *heading.itersiblings()]
        if sum(len(" ".join(each.itertext()).split()) for each in rest) <= half:
            for each in rest:
                each.drop_tree()


def _lays_out(table: Any) -> bool:
    """Whether a cell holds blocks, breaks or a long text: then the table is no table of facts."""
    if any(True for _ in table.iter("th")):
        return False
    for cell in table.iter("td"):
        tags = [element.tag for element in cell.iter() if isinstance(element.tag, str)]
        if _BLOCKS.intersection(tags[1:]) or tags.count("br") >= 2:
            return True
        if not _has_fewer_words(cell, 60):
            return True
    return False


def _unfold(table: Any) -> None:
    inner = [t for t in table.iter("table") if t is not table and not _lays_out(t)]
    kept = {id(element) for each in inner for element in each.iter()}
    for element in list(table.iter()):
        if id(element) not in kept and element.tag in _CELLS:
            element.tag = "span" if element.tag == "font" else "div"
