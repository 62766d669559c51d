"""The analyst's day: one journey through the app with real fits, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline import flow
from fogline.app.desk import Desk
from tests.app.conftest import Serving

pytestmark = pytest.mark.browser

DAY = date(2025, 1, 31)
REPORT = Path(__file__).parents[1] / "journey" / "half-retaken.txt"
NEWS = (
    "Ukrainian troops held about 450 square kilometers of the Kursk region on January 30, 2025, "
    "the General Staff of Ukraine said on Friday."
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[Serving]:
    """A server over a case drafted from one report, which fits for real."""
    folder = tmp_path_factory.mktemp("day") / "case"
    flow.draft([str(REPORT)], out=folder, published=DAY, ledger=home / "day.sqlite")
    desk = Desk(str(folder), quick=True, ledger=home / "day.sqlite")
    with Serving(desk) as serving:
        yield serving
        desk.wait()


def settled(page: Any) -> None:
    """Wait until no fit is under way and the page says so."""
    page.locator("#status:not([data-busy])").wait_for(state="attached", timeout=120_000)


def number(text: str) -> float:
    found = re.search(r"[\d,]+(?:\.\d+)?", text)
    assert found, text
    return float(found.group().replace(",", ""))


def test_an_analyst_works_a_day_in_the_app(browser: Any, own: Serving, tmp_path: Path) -> None:
    page = browser.new_context(accept_downloads=True).new_page()
    page.set_default_timeout(20_000)

    # Open it: the fit goes on with progress; then the answers are there by themselves.
    page.goto(own.address)
    page.locator("h2#h-summary").wait_for(timeout=120_000)
    settled(page)
    assert "Preview" in page.locator("#status").inner_text()

    # A number leads to its answer, its claims, and the very words in the report.
    page.locator(".summary a.figure").first.click()
    assert "answer-salient." in page.evaluate("document.activeElement.id")
    page.locator(".summary .see a").first.click()
    page.wait_for_url("**/claims?on=**")
    row = page.locator("details.claim", has_text="at least 500").first
    row.locator("summary").click()
    assert "500 square kilometers" in row.locator("mark").inner_text()
    row.get_by_role("link", name="in the report").click()
    page.wait_for_url("**/reports/**")
    chosen = page.locator(".word.chosen")
    assert "500 square kilometers" in chosen.inner_text()

    # It is right: accept it.
    aside = page.locator("#judge")
    aside.get_by_label("Who judges").fill("Ada")
    aside.get_by_label("Why").fill("as printed")
    aside.get_by_role("button", name="Accept").click()
    aside.locator("td", has_text="accepted").wait_for()
    assert "as printed" in aside.inner_text()

    # Another was read wrong: correct it; the correction is a row of its own.
    page.locator("a.word", has_text="1,300").first.click()
    aside.locator("h2", has_text="1,300").wait_for()
    aside.get_by_label("Why").fill("the map of that day says 1,250")
    aside.get_by_text("Correct what it says").click()
    aside.get_by_label("Value").fill("1250")
    aside.get_by_role("button", name="Correct", exact=True).click()
    aside.locator("h2", has_text="1,250").first.wait_for()
    assert "2 claims" in page.locator("#status").inner_text()

    # New evidence, pasted: claims with their words are proposed, accepted, and fitted again.
    page.get_by_role("link", name="Add a report").click()
    page.get_by_label("or its text, pasted").fill(NEWS)
    page.get_by_label("Printed on").fill("2025-01-31")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/add/*")
    assert page.locator("a.word", has_text="450 square kilometers").count() == 1
    assert page.locator("input[name=claim]:checked").count() == 1
    page.get_by_role("button", name="Accept, quick preview").click()
    page.locator("#status[data-busy] progress").wait_for()
    link = page.get_by_role("link", name="See what changed")
    link.wait_for(timeout=120_000)

    # What changed, and which claim moved it.
    link.click()
    page.wait_for_url("**/changes")
    (new,) = [c.id for c in own.desk.case.claims if c.value == 450]
    held = page.locator("tr", has_text="area held").first
    before, after = (held.locator(f"td[data-label={name}] strong") for name in ("Before", "Now"))
    assert number(after.inner_text()) < number(before.inner_text())
    assert page.locator("main p").first.inner_text().count(new) == 1
    assert page.locator(f"td[data-label=By] a[href='/claims/{new}']").count() >= 1

    # Two what-ifs, side by side.
    page.get_by_role("link", name="What if").click()
    day = page.get_by_label("From", exact=True).first
    day.fill("2025-03-01")
    page.locator("#outcome h2").wait_for()
    assert page.get_by_role("switch").first.is_checked()
    page.get_by_role("link", name="Hold it").click()
    page.locator("#outcome h2", has_text="Held").wait_for()
    page.get_by_label("From", exact=True).first.fill("2025-04-01")
    both = page.locator("#outcome table th", has_text="2025")
    page.locator("#outcome table th", has_text="1 Apr 2025").wait_for()
    assert [("Apr" in said, "Mar" in said) for said in both.all_inner_texts()] == [
        (True, False), (False, True)
    ]  # fmt: skip
    outcome = page.locator("#outcome table").inner_text()

    # The link brings all of it back in another browser; saved, it is a scenario of the case.
    link = page.get_by_role("link", name="Link to this what-if").get_attribute("href")
    other = browser.new_context().new_page()
    other.goto(own.address + link)
    assert other.locator("#outcome table").inner_text() == outcome
    other.context.close()
    page.get_by_label("Save it in the case as").fill("Left in April")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved in the case as “Left in April”").wait_for()
    assert (own.desk.folder / "scenarios" / "left-in-april.toml").is_file()
    assert page.locator("select[name=beside] option", has_text="Left in April").count() == 1

    # The report to take along opens from disk and knows the new claim.
    page.get_by_role("link", name="Overview").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="one HTML file").click()
    file = tmp_path / "report.html"
    taken.value.save_as(file)
    page.goto(file.as_uri())
    assert page.locator(f"#claim-{new} mark").text_content() == next(
        c.exact for c in own.desk.case.claims if c.id == new
    )
    page.context.close()
