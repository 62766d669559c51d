"""Provenance: what an answer was made from, so that it can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Provenance", "versions"]


def versions(*packages: str) -> dict[str, str]:
    """Installed versions of the named distributions ("absent" where not installed)."""
    from importlib.metadata import PackageNotFoundError, version

    found: dict[str, str] = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "absent"
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Case hash, claims, laws, priors with sources, seed and versions behind an answer."""

    case_hash: str = ""
    cut_off: str = ""
    claims: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    priors: tuple[Mapping[str, str], ...] = ()
    seed: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain types for JSON."""
        return asdict(self)
