"""Holds a value against a published form, with nothing in it that the form does not name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fogline.page.schemas import schema_of

__all__ = ["as_json", "check_form"]


def check_form(name: str, value: Any) -> None:
    """Fail where a value is not of the form, or has a key that the form does not describe."""
    jsonschema = pytest.importorskip("jsonschema")
    checker = jsonschema.Draft202012Validator(
        _closed(schema_of(name)),
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )
    faults = [f"{error.json_path}: {error.message[:300]}" for error in checker.iter_errors(value)]
    assert not faults, "\n".join(faults[:10])


def _closed(node: Any) -> Any:
    """The form without room for further keys: forms leave it, so that keys may be added."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _closed(value) for key, value in node.items()}
    if found.get("type") == "object" and "properties" in found:
        found.setdefault("additionalProperties", False)
    return found


def as_json(value: Any) -> Any:
    """A parsed TOML table as JSON has it: dates as text."""
    return json.loads(json.dumps(value, default=date.isoformat))
