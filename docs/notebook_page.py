"""The worked notebook as a page of the site: its words, its code, and what the code gave.

`make docs` runs the notebook (a fit of kursk, unless one is kept); a build without
FOGLINE_DOCS_RUN shows words and code alone.
"""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import Any

__all__ = ["notebook_page"]

PATIENCE_SECONDS = 1800


def notebook_page(path: Path) -> str:
    """Markdown of a notebook; run first where the environment asks for it."""
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    run = bool(os.environ.get("FOGLINE_DOCS_RUN"))
    if run:
        _run(notebook)
    said = "what it gave stands below each cell" if run else "a test runs it"
    parts = []
    for cell in notebook.cells:
        source = cell.source.strip()
        if cell.cell_type == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        parts += [_shown(output) for output in cell.get("outputs", [])]
    parts.insert(1, f"The notebook itself is `docs/notebooks/{path.name}`; {said}.")
    return "\n\n".join(part for part in parts if part) + "\n"


def _run(notebook: Any) -> None:
    from nbclient import NotebookClient

    quiet = ["--log-level=ERROR"]  # it warns that it talks to us unencrypted, on this machine
    client = NotebookClient(notebook, timeout=PATIENCE_SECONDS, extra_arguments=quiet)
    client.execute(env=dict(os.environ))


def _shown(output: Any) -> str:
    """One output: HTML where there is some, else text; progress is left out."""
    data = output.get("data", {})
    if "text/html" in data:
        lines = [line.strip() for line in data["text/html"].splitlines()]
        return '<div class="given">' + "\n".join(filter(None, lines)) + "</div>"
    text = data.get("text/plain", "")
    return f'<pre class="given">{html.escape(text)}</pre>' if text else ""
