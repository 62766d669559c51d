"""The documentation site: built strictly and offline, every link and anchor followed."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docs.python_pages import python_pages
from tests.docs.links import lost_links, outside_requests

pytest.importorskip("mkdocs")


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        # not --quiet: it would silence the warnings that --strict counts
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_link_and_anchor_of_the_site_leads_somewhere(site: Path) -> None:
    assert len(list(site.rglob("*.html"))) > 60
    assert lost_links(site) == []


def test_a_page_of_the_site_fetches_nothing_from_elsewhere(site: Path) -> None:
    assert outside_requests(site) == []


def test_no_table_of_the_site_is_broken_in_two(site: Path) -> None:
    broken = [
        f"{page.relative_to(site)}: {row[:60]}"
        for page in site.rglob("*.html")
        for row in re.findall(r"<p>(\|.*)", page.read_text(encoding="utf-8"))
    ]
    assert broken == []


def test_a_page_stands_once_in_the_navigation(root: Path) -> None:
    navigation = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    pages = re.findall(r"[\w/-]+\.md", navigation)
    assert len(pages) > 10 and sorted(set(pages)) == sorted(pages)


@pytest.mark.browser
def test_the_site_opens_from_disk_without_a_request_to_anywhere(site: Path, browser: Any) -> None:
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for name in ("index.html", "reference/python/flow.html"):
        page.goto((site / name).as_uri())
        assert page.locator("h1").inner_text()
    page.close()
    assert asked and all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    assert faults == []


def test_the_python_reference_says_what_the_functions_take(site: Path) -> None:
    from fogline import flow

    page = (site / "reference" / "python" / "flow.html").read_text(encoding="utf-8")
    for name in flow.__all__:
        assert f'id="{name.lower()}"' in page, name
    for name in ("assess", "weigh", "forecast"):
        (block,) = re.findall(rf"```python\n({name}\(.*?)```", python_pages()["flow.md"], re.DOTALL)
        for parameter in inspect.signature(getattr(flow, name)).parameters:
            assert re.search(rf"\b{parameter}: ", block), f"{name}: {parameter}"


def test_lost_links_and_requests_elsewhere_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<h1 id="top">A</h1><a href="b.html#there">b</a><a href="b.html#gone">b</a>'
        '<a href="c.html">c</a><a href="#top">up</a><a href="https://example.org/">out</a>'
        '<script src="https://example.org/x.js"></script>'
    )
    (tmp_path / "b.html").write_text('<p id="there">B</p>')
    assert lost_links(tmp_path) == ["a.html: b.html#gone", "a.html: c.html"]
    assert outside_requests(tmp_path) == ["a.html: https://example.org/x.js"]
