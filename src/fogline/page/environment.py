"""Templates with escaping always on, assets from the wheel, and the policy that locks a page."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from fogline.page.kept import kept_folder
from fogline.page.text import hide_controls, say_chance, say_gain

__all__ = ["asset", "environment", "security_policy"]


def _finalize(value: Any) -> Any:
    """Every string a template prints loses its controls; markup we made ourselves stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return "" if value is None else value
    return hide_controls(value)


@cache
def environment() -> Environment:
    """The page room's Jinja2 environment: autoescape for every template, undefined names fail."""
    compiled = kept_folder("templates")
    made = Environment(
        loader=PackageLoader("fogline.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters |= {"chance": say_chance, "gain": say_gain}
    return made


@cache
def asset(name: str) -> str:
    """The text of a file in ``page/assets``."""
    return (files("fogline.page") / "assets" / name).read_text(encoding="utf-8")


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def security_policy(style: str, script: str) -> str:
    """A Content-Security-Policy: only these two inline texts act, and nothing is fetched."""
    return (
        f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)};"
        " base-uri 'none'; form-action 'none'"
    )
