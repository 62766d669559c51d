"""Evidence as files: a page that is dropped, a PDF that is chosen; each is read where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import Serving

pytestmark = pytest.mark.browser

WORDS = "At least 1,200 North Korean soldiers had been killed by January 12, 2025, Seoul said."
PAGE = f"<!doctype html><title>Losses</title><article><h1>Losses</h1><p>{WORDS}</p></article>"

# What a browser does with a file let go of over a place.
DROP = """([name, text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], name, { type: "text/html" }));
  const place = document.querySelector(".drop p, .drop label");
  for (const kind of ["dragover", "drop"]) {
    const how = { dataTransfer: held, bubbles: true, cancelable: true };
    place.dispatchEvent(new DragEvent(kind, how));
  }
}"""


def proposed(page: Any) -> str:
    page.get_by_label("Printed on").fill("2025-01-13")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/add/r*")
    word = page.locator("a.word", has_text="1,200")
    word.first.wait_for()
    return word.first.inner_text()


def test_a_page_that_is_dropped_is_read_and_its_claims_are_marked_in_it(
    browser: Any, whole: Serving
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{whole.address}/add")
    page.evaluate(DROP, ["losses.html", PAGE])
    assert "1,200" in proposed(page)
    assert "<p>" not in page.locator("main").inner_text()
    page.context.close()


def test_a_pdf_that_is_chosen_is_read_and_its_claims_are_marked_in_it(
    browser: Any, whole: Serving, tmp_path: Path
) -> None:
    page = browser.new_context().new_page()
    page.set_content(PAGE)
    file = tmp_path / "losses.pdf"
    file.write_bytes(page.pdf())
    page.goto(f"{whole.address}/add")
    page.locator("input[type=file]").set_input_files(file)
    assert "1,200" in proposed(page)
    page.context.close()
