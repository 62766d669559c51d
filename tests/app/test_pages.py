"""Every page of the app in a real browser: locked, accessible, readable when narrow and dark."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.conftest import Serving

pytestmark = pytest.mark.browser

PAGES = (
    "/", "/claims", "/claims/k010", "/reports", "/sources", "/sources?without=s01", "/ground",
    "/what-if", "/why", "/track-record", "/method", "/add", "/changes", "/copy",
)  # fmt: skip


def open_page(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """A page that is open, and everything it complained of or asked for elsewhere."""
    context = browser.new_context(**options)
    page = context.new_page()
    faults: list[str] = []
    own = address.split("/")[2]
    page.on("console", lambda said: faults.append(said.text) if said.type != "log" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((f"http://{own}/", "data:"))
            else faults.append(f"asked for {asked.url}")
        ),
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page, faults


@pytest.mark.parametrize("path", PAGES)
def test_a_page_breaks_no_policy_asks_no_other_server_and_fits_a_telephone(
    browser: Any, whole: Serving, path: str
) -> None:
    page, faults = open_page(
        browser, whole.address + path, viewport={"width": 380, "height": 800}, color_scheme="dark"
    )
    assert page.locator("h1").count() == 1
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious_on_a_page(
    browser: Any, whole: Serving, path: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(whole.address + path)
    found = Axe().run(page).response["violations"]
    serious = [
        (fault["id"], fault["nodes"][0]["html"][:160])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_to_a_page_and_a_place(whole: Serving, path: str) -> None:
    import re

    import httpx
    import lxml.html

    with httpx.Client(base_url=whole.address, follow_redirects=True) as asked:
        document = lxml.html.document_fromstring(asked.get(path).text)
        seen: dict[str, set[str]] = {}
        for href in sorted(set(document.xpath("//a/@href"))):
            if not re.match(r"[/#]", href):
                assert re.match(r"https?://", href)
                continue
            where, _, place = (href if href.startswith("/") else path + href).partition("#")
            if where not in seen and len(seen) < 40:
                answer = asked.get(where)
                assert answer.status_code == 200, where
                seen[where] = set(lxml.html.document_fromstring(answer.text).xpath("//@id"))
            assert not place or where not in seen or place in seen[where], href
