"""What schemas are built from: kinds of values, tables, and the schemas of dataclasses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from fogline.claims import claim as words

__all__ = [
    "DAY", "NUMBER", "PLACE", "TEXT", "TEXTS", "Schema", "list_of", "named", "of_type", "or_null",
    "table", "word",
]  # fmt: skip

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {"type": ["number", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
PLACE: Schema = {"type": "integer", "minimum": -1}


def or_null(schema: Schema) -> Schema:
    """A kind of value, or null."""
    return {**schema, "type": [schema["type"], "null"]}


def table(properties: Mapping[str, Schema], *optional: str, **more: Any) -> Schema:
    """An object whose keys are all there, but for the optional ones."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": dict(properties), "required": required, **more}


def list_of(items: Schema) -> Schema:
    """Any number of them in a list."""
    return {"type": "array", "items": items}


def word(name: str) -> Schema:
    """One of the words that a type of ``claims.claim`` allows."""
    return {"enum": list(get_args(getattr(words, name)))}


def named(name: str) -> Schema:
    """The name of the form itself."""
    return {"const": name}


def of_type(kind: type, *, printed: bool, instead: Mapping[str, Schema] | None = None) -> Schema:
    """The schema of a dataclass or pydantic model.

    printed   whether it is what is printed: all keys are there, and a number that is not finite is
              null; else what is written by a person, where keys with a default may be left out
    instead   schemas of parts that have a form of their own in it, by their types' names
    """
    from pydantic import TypeAdapter

    schema = TypeAdapter(kind).json_schema(mode="serialization" if printed else "validation")
    parts = schema.setdefault("$defs", {})
    if "$ref" in schema:  # a type that holds itself
        schema |= parts[schema.pop("$ref").rsplit("/", 1)[-1]]
    for part in (schema, *parts.values()):
        if printed:
            part["required"] = list(part["properties"])
    parts |= {name: form for name, form in (instead or {}).items() if name in parts}
    return _tidied(schema, printed)


def _tidied(node: Any, printed: bool) -> Any:
    """Without titles that repeat names and without defaults."""
    if isinstance(node, list):
        return [_tidied(item, printed) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: value for key, value in node.items() if key not in ("title", "default")}
    for key, value in found.items():
        if key == "properties":  # its keys are names, not words of JSON Schema
            found[key] = {name: _tidied(each, printed) for name, each in value.items()}
        elif key == "description":
            found[key] = " ".join(value.replace("``", "").split())
        elif (key, value, printed) == ("type", "number", True):
            found[key] = NUMBER["type"]
        else:
            found[key] = _tidied(value, printed)
    return found
