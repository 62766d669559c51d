"""The app by keyboard alone: every control is reached, its focus is seen, nothing traps it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fogline.app.desk import Desk
from fogline.flow.workbench import copy_case
from tests.app.conftest import Serving, StillDesk
from tests.page import factory

pytestmark = pytest.mark.browser

# What a Tab must reach: shown, not switched off, and not left to arrow keys.
CONTROLS = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  const seen = all.filter((one) => !one.disabled && one.tabIndex >= 0 && one.type !== "hidden"
    && one.checkVisibility({ visibilityProperty: true }));
  seen.forEach((one, number) => { one.dataset.control = number; });
  return seen.length;
}"""
HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const svg = at.closest("svg.chart");
  const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
    || (svg && !document.getElementById("tip").hidden);
  const box = at.getBoundingClientRect();
  return [at.dataset.control ?? "", Boolean(seen), box.width > 0 || box.height > 0,
          at.outerHTML.slice(0, 120)];
}"""


@pytest.mark.parametrize("path", ["/claims/k010", "/what-if", "/add", "/why"])
def test_every_control_is_reached_by_tab_with_a_focus_that_is_seen(
    browser: Any, whole: Serving, path: str
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(whole.address + path)
    page.wait_for_load_state("networkidle")
    n_controls = page.evaluate(CONTROLS)
    assert n_controls > 10
    reached, unseen = set(), []
    for _ in range(3 * n_controls):  # a date field takes three stops
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            break
        name, seen, has_size, html = here
        if name in reached and len(reached) == n_controls:
            break
        reached.add(name)
        if not (seen and has_size):
            unseen.append(html)
    assert unseen == []
    assert reached >= {str(number) for number in range(n_controls)}
    page.context.close()


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Any:
    """A server over a case of one's own with answers."""
    folder = tmp_path / "own"
    copy_case("kursk", folder)
    desk: Desk = StillDesk(folder, factory.full_assessment(), tmp_path / "own.sqlite")
    with Serving(desk) as serving:
        yield serving


def test_a_claim_is_found_opened_judged_and_left_by_keyboard_alone(
    browser: Any, own: Serving
) -> None:
    page = browser.new_context().new_page()
    page.goto(own.address)

    def go_to(name: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            at = page.evaluate(
                "() => document.activeElement.getAttribute('aria-label')"
                " || document.activeElement.labels?.[0]?.innerText"
                " || document.activeElement.innerText || ''"
            )
            if at.strip().startswith(name):
                return
        raise AssertionError(f"no Tab leads to {name!r}")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link
    assert page.evaluate("document.activeElement.id") == "main"
    page.evaluate("document.activeElement.blur()")
    page.goto(own.address)
    go_to("Claims")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="Claims").wait_for()
    go_to("Words")
    page.keyboard.type("28 settlements under")
    page.locator("#found output", has_text="1 of").wait_for()
    assert page.evaluate("document.activeElement.name") == "words"  # the swap keeps the focus
    go_to("k006")
    page.keyboard.press("Enter")
    go_to("Judge it")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="k006").wait_for()
    go_to("Who judges")
    page.keyboard.type("Ada")
    go_to("Why")
    page.keyboard.type("read it")
    go_to("Accept")
    page.keyboard.press("Enter")
    page.locator("td", has_text="read it").wait_for()
    claims = own.desk.view().case.claims
    assert [c.author for c in claims if c.supersedes == "k006"] == ["Ada"]
    page.context.close()
