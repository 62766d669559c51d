"""What the documentation site has beyond the pages in docs/: see mkdocs.yml.

The Python reference is written from the docstrings, the notebook becomes a page, and the changelog,
the benchmark record and the security page are taken from where they stand in the repository.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs.notebook_page import notebook_page  # noqa: E402
from docs.python_pages import python_pages  # noqa: E402

__all__ = ["on_config", "on_files", "on_page_markdown"]

DOCS = ROOT / "docs"
HOUSE = "The house"
"""The part of the navigation that takes pages of docs/ itself which mkdocs.yml does not name."""
ELSEWHERE = {
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "benchmarks/README.md": "benchmarks.md",
    "docs/notebooks/kursk.ipynb": "notebooks/kursk.md",
}
"""Files of the repository, and the pages of the site made of them."""


def on_config(config: Any) -> Any:
    """Fill in every page of the folders that the navigation names, and pages that it forgets."""
    named = str(config.nav)
    for entry in config.nav:
        if HOUSE in entry:
            entry[HOUSE] += [p.name for p in sorted(DOCS.glob("*.md")) if p.name not in named]
    config.nav = [_filled(entry) for entry in config.nav]
    return config


def _filled(entry: Any) -> Any:
    if isinstance(entry, dict):
        ((title, value),) = entry.items()
        if isinstance(value, list):
            return {title: [_filled(each) for each in value]}
        return {title: _pages_of(value)} if not value.endswith(".md") else entry
    return entry


def _pages_of(folder: str) -> list[Any]:
    """Pages of a folder in the order of its index; folders below it as parts of their own."""
    if folder == "reference/python":
        names = list(python_pages())
        return [f"{folder}/{name}" for name in names]
    found: list[Any] = [f"{folder}/index.md"]
    index = (DOCS / folder / "index.md").read_text(encoding="utf-8")

    def place(path: Path) -> tuple[int, str]:
        at = index.find(f"]({path.name}")
        return (at if at >= 0 else len(index), path.name)

    for path in sorted((DOCS / folder).iterdir(), key=place):
        name = f"{folder}/{path.name}"
        if path.is_dir():
            found.append({path.name.replace("-", " ").capitalize(): _pages_of(name)})
        elif path.suffix == ".md" and path.name not in ("index.md", "0000-template.md"):
            found.append(name)
    return found


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that do not stand in docs/."""
    for source, name in ELSEWHERE.items():
        path = ROOT / source
        text = notebook_page(path) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=text))
    for name, text in python_pages().items():
        files.append(File.generated(config, f"reference/python/{name}", content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links as the repository has them, turned to where the site has the page.

    A link to a file that is no page becomes its name: the site does not hold the code.
    """
    here = page.file.src_uri
    stands_at = {name: source for source, name in ELSEWHERE.items()}.get(here, f"docs/{here}")

    def turned(match: re.Match[str]) -> str:
        words, target = match["words"], match["target"]
        if match["code"] or re.match(r"[a-z]+:|#", target) or here.startswith("reference/python/"):
            return match[0]
        path, _, anchor = target.partition("#")
        found = os.path.normpath(f"{Path(stands_at).parent}/{path}")
        if found in ELSEWHERE:
            goal = ELSEWHERE[found]
        elif found.startswith("docs/"):
            goal = found.removeprefix("docs/")
            if (ROOT / found).is_dir():
                goal += "/index.md"
        else:
            return words if "`" in words else f"{words} (`{found}`)"
        relative = os.path.relpath(goal, Path(here).parent)
        return f"[{words}]({relative}{'#' + anchor if anchor else ''})"

    return LINK.sub(turned, markdown)


LINK = re.compile(
    r"(?P<code>```.*?```)|(?<!!)\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)", re.DOTALL
)
