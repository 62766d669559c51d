"""The report page printed to PDF by a Chromium that is installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from fogline.ground.errors import FoglineError

__all__ = ["BROWSERS", "find_browser", "print_page"]

BROWSERS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "microsoft-edge",
)  # fmt: skip
# Longest a browser may print. Source: Chosen by us; a report of 235 claims takes four seconds.
SECONDS = 180


def find_browser() -> str:
    """The browser that prints: FOGLINE_BROWSER, else the first of ``BROWSERS`` on the path.

    Raises FoglineError when there is none.
    """
    named = os.environ.get("FOGLINE_BROWSER", "")
    for name in (named,) if named else BROWSERS:
        if found := shutil.which(name):
            return found
    looked = f"FOGLINE_BROWSER names {named}" if named else f"looked for {', '.join(BROWSERS)}"
    raise FoglineError(
        f"no Chromium to print a PDF with: {looked} - install one (Debian: apt-get install "
        "chromium-headless-shell), or open the HTML report and print it from your browser"
    )


def print_page(page: str, browser: str) -> bytes:
    """A self-contained page as PDF; the browser gets a profile of its own and no network.

    Raises FoglineError when the browser fails or does not come to an end.
    """
    with tempfile.TemporaryDirectory(prefix="fogline-pdf-") as folder:
        source, target = Path(folder, "report.html"), Path(folder, "report.pdf")
        source.write_text(page, encoding="utf-8")
        command = [
            browser, "--headless", "--disable-gpu", "--disable-background-networking",
            "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9",
            f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
            f"--print-to-pdf={target}", source.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses root its sandbox; page is ours
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FoglineError(
                f"{browser} did not print the report: {error} - try another with FOGLINE_BROWSER"
            ) from error
        if not target.is_file() or not target.read_bytes().startswith(b"%PDF"):
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise FoglineError(
                f"{browser} wrote no PDF (exit code {done.returncode}): {said} - try another "
                "with FOGLINE_BROWSER"
            )
        return target.read_bytes()
