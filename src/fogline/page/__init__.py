"""Shows answers as HTML, charts, tables and JSON; is handed everything it shows.

Opening this room loads no template engine and no drawing library: each function brings its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fogline.page.html import render_claims_page, render_report
    from fogline.page.json_form import assessment_json
    from fogline.page.markdown import render_markdown

__all__ = ["assessment_json", "render_claims_page", "render_markdown", "render_report"]

_HOMES = {
    "render_report": "fogline.page.html",
    "render_claims_page": "fogline.page.html",
    "render_markdown": "fogline.page.markdown",
    "assessment_json": "fogline.page.json_form",
}


def __getattr__(name: str) -> Any:
    """The named function, from the module that holds it."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
