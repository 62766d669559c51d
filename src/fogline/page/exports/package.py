"""datapackage.json of exported files: what each is, its columns and its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fogline.case import Case
from fogline.ground.ids import sha256_bytes
from fogline.page.exports import FORMATS, hub
from fogline.page.exports.tables import ANSWER_COLUMNS

__all__ = ["describe"]

_MEDIA = {
    "csv": "text/csv", "parquet": "application/vnd.apache.parquet", "bib": "application/x-bibtex",
    "jsonld": "application/ld+json", "json": "application/json",
}  # fmt: skip
_SCHEMAS = {"answers.csv": ANSWER_COLUMNS, "hub.csv": hub.COLUMNS}


def describe(case: Case, files: Mapping[str, bytes]) -> bytes:
    """A Frictionless data package of exported files (path to bytes)."""
    about = dict(FORMATS.values())
    package: dict[str, Any] = {
        "name": f"{case.id.lower()}-answers",
        "title": f"{case.title}: claims and answers",
    }
    if licence := case.extra.get("licence"):
        package["licenses"] = [{"name": licence}]
    package["resources"] = [
        _resource(path, data, about.get(path, "")) for path, data in files.items()
    ]
    return (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()


def _resource(path: str, data: bytes, words: str) -> dict[str, Any]:
    kind = path.rsplit(".", 1)[-1]
    resource: dict[str, Any] = {
        "name": path.replace(".", "-"), "path": path, "description": words, "format": kind,
        "mediatype": _MEDIA.get(kind, "application/octet-stream"), "bytes": len(data),
        "hash": f"sha256:{sha256_bytes(data)}",
    }  # fmt: skip
    if columns := _SCHEMAS.get(path):
        fields = [{"name": name, "type": kind} for name, kind in columns.items()]
        resource["schema"] = {"fields": fields, "missingValues": [""]}
    return resource
