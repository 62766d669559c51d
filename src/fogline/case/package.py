"""datapackage.json: Frictionless schemas and hashes of a case's files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fogline.case.case import Case
from fogline.case.columns import CLAIM_COLUMNS, SOURCE_COLUMNS, Column
from fogline.ground.ids import sha256_bytes

__all__ = ["claims_schema", "data_package", "sources_schema"]

_TYPES = {"name": "string", "string": "string", "text": "string", "list": "string",
          "number": "number", "integer": "integer", "date": "date", "json": "array"}  # fmt: skip


def data_package(case: Case, files: Mapping[str, bytes]) -> str:
    """The package's text for a case and its files (path in the folder to bytes)."""
    package: dict[str, Any] = {"name": case.id.lower(), "title": case.title}
    if licence := case.extra.get("licence"):
        package["licenses"] = [{"name": licence}]
    package["resources"] = [_resource(path, data) for path, data in sorted(files.items())]
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(path: str, data: bytes) -> dict[str, Any]:
    name = path.lower().rsplit(".", 1)[0].replace("/", "-")
    resource: dict[str, Any] = {"name": name, "path": path, "encoding": "utf-8"}
    if path == "claims.csv":
        resource |= {"format": "csv", "mediatype": "text/csv", "schema": claims_schema()}
    elif path == "sources.csv":
        resource |= {"format": "csv", "mediatype": "text/csv", "schema": sources_schema()}
    if path.endswith(".toml"):  # text meant to be edited: its values are in the case's own hash
        return resource | {"format": "toml", "mediatype": "application/toml"}
    return resource | {"bytes": len(data), "hash": f"sha256:{sha256_bytes(data)}"}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.name == "id":
        constraints = {"required": True, "unique": True}
    elif column.words:
        constraints = {"enum": [word for word in column.words if word]}
    described = {"name": column.name, "type": _TYPES[column.type],
                 "description": column.description}  # fmt: skip
    return described | ({"constraints": constraints} if constraints else {})


def claims_schema() -> dict[str, Any]:
    """The Frictionless schema of claims.csv."""

    def key(field: str, resource: str) -> dict[str, Any]:
        return {"fields": [field], "reference": {"resource": resource, "fields": ["id"]}}

    return {
        "fields": [_field(column) for column in CLAIM_COLUMNS],
        "missingValues": [""],
        "primaryKey": ["id"],
        "foreignKeys": [key("origin", "sources"), key("repeats", ""), key("supersedes", "")],
    }


def sources_schema() -> dict[str, Any]:
    """The Frictionless schema of sources.csv."""
    return {
        "fields": [_field(column) for column in SOURCE_COLUMNS],
        "missingValues": [""],
        "primaryKey": ["id"],
        "foreignKeys": [
            {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}},
        ],
    }
