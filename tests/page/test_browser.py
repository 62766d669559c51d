"""The report in a real browser: axe, keyboard, narrow screens, nothing asked of any network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fogline.page import render_report
from tests.page import factory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The fullest page and the smallest, whose fit failed, as files."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "full": render_report(
            factory.full_assessment(), factory.full_case(), factory.full_claims()
        ),
        "failed": render_report(factory.smallest_assessment(), factory.smallest_case(), {}),
    }
    places: dict[str, str] = {}
    for name, text in pages.items():
        path = Path(folder, f"{name}.html")
        path.write_text(text, encoding="utf-8")
        places[name] = path.as_uri()
    return places


def opened(browser: Browser, address: str, **settings: Any) -> Page:
    page = browser.new_context(**settings).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["full", "failed"])
def test_axe_finds_nothing_serious(
    browser: Browser, files: dict[str, str], name: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(browser, files[name], color_scheme=scheme, bypass_csp=True)
    found = axe.Axe().run(page).response
    assert len(found["passes"]) > 15
    serious = [
        (each["id"], each["nodes"][0]["html"][:200])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
    assert not serious


def test_the_keyboard_alone_leads_from_a_mark_to_its_claim(
    browser: Browser, files: dict[str, str]
) -> None:
    page = opened(browser, files["full"], viewport={"width": 1280, "height": 900})
    chart = page.locator("#charts svg.chart").first
    assert chart.locator("a.mark[tabindex='0']").count() == 1
    chart.locator("a.mark[tabindex='0']").focus()
    first = page.locator("#tip").inner_text()
    page.keyboard.press("ArrowRight")
    second = page.locator("#tip").inner_text()
    assert first and second and first != second
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    page.keyboard.press("Enter")
    claim = page.locator("details.claim[open]").first
    claim.wait_for()
    assert second.startswith(f"{claim.locator('.c-id').inner_text().strip()}:")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("width", [380, 768, 1280])
def test_no_page_is_wider_than_its_window(
    browser: Browser, files: dict[str, str], width: int
) -> None:
    page = opened(browser, files["full"], viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details.more').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_failed_fit_is_said_in_the_first_screen(browser: Browser, files: dict[str, str]) -> None:
    page = opened(browser, files["failed"], viewport={"width": 380, "height": 800})
    banner = page.get_by_role("alert")
    box = banner.bounding_box()
    assert box is not None and box["y"] < 800
    assert "Do not rely on these numbers" in banner.inner_text()


def test_the_page_asks_nothing_of_any_network(browser: Browser, files: dict[str, str]) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(files["full"])
    page.wait_for_load_state("networkidle")
    assert asked == [files["full"]]
    assert not errors
