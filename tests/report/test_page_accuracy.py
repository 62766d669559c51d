"""Clean text from HTML: words kept against words of the article, over pages of several makes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from fogline.report import read_one
from tests.report.web_pages import PAGES, SAYS

PASSAGES = sorted((Path(__file__).parents[1] / "passages" / "tune").glob("*.json"))
LINKS = "".join(
    f'<li><a href="/{n}">{title}</a></li>'
    for n, title in enumerate(
        [
            "Who holds the ridge now",
            "Five maps of the front",
            "Why the talks failed",
            "A town under fire",
        ]
    )
)
NOTICE = "We use cookies to improve your experience. By continuing you agree to our use of cookies."


def news_site(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs[:3])
    rest = "".join(f"<p>{p}</p>" for p in paragraphs[3:])
    return f"""<html><head><title>{title} | Example Times</title></head><body>
<div class="cookie-banner"><p>{NOTICE}</p><button>Accept</button></div>
<header><a href="/">Example Times</a><nav><ul><li>World</li><li>Politics</li></ul></nav>
</header>
<main><article><h1>{title}</h1><div class="byline">By Example Writer</div>
<div class="share-tools"><a>Facebook</a><a>Twitter</a></div>{body}
<aside class="related"><h3>Related stories</h3><ul>{LINKS}</ul></aside>{rest}
<div class="newsletter-signup"><p>Sign up for our morning newsletter.</p><input></div>
</article></main>
<section class="comments"><h2>Leave a comment</h2><p>Bob says: nonsense, all of it.</p></section>
<footer><p>Copyright 2025 Example Times. All rights reserved.</p></footer></body></html>"""


def weblog(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    return f"""<html><head><title>{title}</title></head><body><div id="page"><div id="header">
<h1 class="site-title"><a href="/">The Front Watcher</a></h1></div>
<div id="content"><div class="post">
<h2 class="entry-title">{title}</h2><div class="entry-content">{body}</div>
<div class="post-meta">Posted in <a>War</a> | 12 Comments</div></div></div>
<div id="sidebar"><h3>Recent posts</h3><ul>{LINKS}</ul>
<h3>Archives</h3><ul><li>May</li></ul></div>
<div id="footer">Powered by a publishing tool</div></div></body></html>"""


def ministry(title: str, paragraphs: list[str]) -> str:
    body = "<br><br>".join(paragraphs)
    return f"""<html><head><title>{title}</title></head><body><table width="100%"><tr>
<td colspan="2"><a href="/">Home</a> | <a href="/news">News</a> | <a href="/contact">Contact</a>
</td></tr><tr><td width="20%"><ul>{LINKS}</ul></td>
<td><h1>{title}</h1><div class="text">{body}</div></td></tr></table></body></html>"""


def bare(title: str, paragraphs: list[str]) -> str:
    return f"<h1>{title}</h1>" + "".join(f"<p>{p}" for p in paragraphs)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def passage(path: Path) -> tuple[str, list[str]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    off = {data["title_line"], *data["furniture_lines"]}
    body = [line for n, line in enumerate(data["lines"]) if n not in off and line.strip()]
    return data["lines"][data["title_line"]], body


def clean_text(make: Callable[[str, list[str]], str], paths: list[Path]) -> tuple[float, float]:
    """Share of the words kept that are the article's, and of the article's that are kept."""
    kept = right = wanted = 0
    for path in paths:
        title, body = passage(path)
        page = make(escape(title), [escape(line) for line in body])
        report = read_one(page.encode())
        if make is not PAGES["channel"]:  # a channel's page has its own name for a title
            assert report.title == title
        says = SAYS.get(make.__name__, {}) if make in PAGES.values() else {}
        assert {key: str(getattr(report, key)) for key in says} == says
        got = words(" ".join(report.text[a:b] for a, b in report.body))
        article = words(" ".join(body))
        right += (got & article).total()
        kept += got.total()
        wanted += article.total()
    return right / kept, right / wanted


@pytest.mark.parametrize("make", [news_site, weblog, ministry, bare])
def test_an_article_is_taken_out_of_its_page(make: Callable[[str, list[str]], str]) -> None:
    precision, recall = clean_text(make, PASSAGES[::5])
    # Goal of design 3.5.
    assert 2 * precision * recall / (precision + recall) >= 0.95, (precision, recall)


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_pages_of_many_makers_give_their_words_headline_day_and_publisher(
    make: Callable[[str, list[str]], str],
) -> None:
    undated = [p for p in PASSAGES if not re.search(r"\d{4} \(", passage(p)[1][0][:60])]
    precision, recall = clean_text(make, undated[3::22])  # a dateline of its own would win
    assert 2 * precision * recall / (precision + recall) >= 0.97, (precision, recall)
