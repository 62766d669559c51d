"""Content hashes: the same words read twice give the same id."""

from __future__ import annotations

import hashlib
import json
from typing import Any

__all__ = ["content_id", "sha256_bytes", "sha256_text"]


def sha256_bytes(data: bytes) -> str:
    """Hex SHA-256 of bytes (64 characters)."""
    return hashlib.sha256(data).hexdigest()


def sha256_text(text: str) -> str:
    """Hex SHA-256 of the UTF-8 form of a text."""
    return sha256_bytes(text.encode("utf-8", "surrogatepass"))


def content_id(prefix: str, *parts: Any) -> str:
    """``prefix`` and 12 hex digits of the hash of the parts (JSON, keys sorted)."""
    payload = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return f"{prefix}{sha256_text(payload)[:12]}"
