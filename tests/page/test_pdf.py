"""PDF by a browser that is installed here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fogline.ground.errors import FoglineError
from fogline.page.pdf import BROWSERS, find_browser, print_page


def test_without_a_browser_the_message_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FOGLINE_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FoglineError, match=r"no Chromium .* apt-get install"):
        find_browser()
    monkeypatch.setenv("FOGLINE_BROWSER", "no-such-browser")
    with pytest.raises(FoglineError, match="FOGLINE_BROWSER names no-such-browser"):
        find_browser()


def test_a_browser_that_prints_nothing_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho out of memory >&2\nexit 7\n")
    broken.chmod(0o755)
    with pytest.raises(FoglineError, match=r"broken wrote no PDF \(exit code 7\): out of memory"):
        print_page("<p>x</p>", str(broken))


@pytest.mark.browser
def test_a_page_becomes_a_pdf_with_its_words() -> None:
    if not any(map(shutil.which, BROWSERS)):
        pytest.skip("no Chromium here")
    import io

    from pypdf import PdfReader

    data = print_page("<!DOCTYPE html><title>t</title><p>Held ground: 410 km²</p>", find_browser())
    (page,) = PdfReader(io.BytesIO(data)).pages
    assert "Held ground: 410 km²" in page.extract_text()
