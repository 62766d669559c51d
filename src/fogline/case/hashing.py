"""The hash of what a case says: the same values, the same hash, however the files are laid out."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import lru_cache
from typing import Any

from fogline.case.case import Case
from fogline.claims import Claim
from fogline.ground.ids import sha256_text

__all__ = ["case_hash"]


def case_hash(case: Case) -> str:
    """Hex SHA-256 over all the case's values; its folder and the hash itself are left out."""
    parts = []
    for name in sorted(item.name for item in fields(case)):
        if name == "claims":
            parts.append(f'"claims": [{", ".join(map(_claim_text, case.claims))}]')
        elif name not in ("folder", "hash"):
            parts.append(f'"{name}": {_text(_plain(getattr(case, name)))}')
    return sha256_text(f"{{{', '.join(parts)}}}")


def _text(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str)


@lru_cache(maxsize=25_000)
def _claim_text(claim: Claim) -> str:
    """Remembered: after a judgement all claims but one are those of before."""
    return _text({name: _plain(getattr(claim, name)) for name in Claim.__dataclass_fields__})


def _plain(value: Any) -> Any:
    """Plain JSON values; 8000 and 8000.0 are the same number."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
