"""Take docs/images/report.png: the first screen of a fresh report of the kursk case.

    python docs/make_screenshot.py [REPORT.html]

Without a file it runs `fogline assess kursk` first. Needs Chromium on the PATH.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

__all__ = ["take"]

IMAGE = Path(__file__).resolve().parent / "images" / "report.png"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 800


def take(page_file: Path, image: Path, *, width: int = WIDTH, height: int = HEIGHT) -> None:
    """Photograph the top of a report page, in light colours.

    width, height   pixels of the window (the image has the same size)
    raises          SystemExit when there is no Chromium
    """
    from playwright.sync_api import sync_playwright

    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("no Chromium found - apt-get install chromium-headless-shell")
    image.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = window.new_page(
            viewport={"width": width, "height": height}, color_scheme="light", device_scale_factor=1
        )
        page.goto(page_file.resolve().as_uri())
        page.wait_for_load_state("load")
        page.screenshot(path=str(image))
        window.close()


def _fresh_report(folder: Path) -> Path:
    from fogline.cli.main import run

    out = folder / "report.html"
    code = run(["assess", "kursk", "--out", str(out)])
    if code:
        raise SystemExit(code)
    return out


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as _folder:
        take(Path(sys.argv[1]) if sys.argv[1:] else _fresh_report(Path(_folder)), IMAGE)
