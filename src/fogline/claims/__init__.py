"""Finds what each voice said, with its hedge, bounds, dates and exact words.

No merging, weighing or truth here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fogline.claims.claim import Claim, Held, MeasureOpen, Subject, Voice

if TYPE_CHECKING:
    from fogline.claims.conventions import bounds
    from fogline.claims.extractors import EXTRACTORS
    from fogline.claims.gazetteer import Gazetteer
    from fogline.claims.reader import extract
    from fogline.claims.syntax import pipeline_notice

__all__ = [
    "EXTRACTORS",
    "Claim",
    "Gazetteer",
    "Held",
    "MeasureOpen",
    "Subject",
    "Voice",
    "bounds",
    "extract",
    "pipeline_notice",
]

_LAZY = {
    "EXTRACTORS": "fogline.claims.extractors",
    "Gazetteer": "fogline.claims.gazetteer",
    "bounds": "fogline.claims.conventions",
    "extract": "fogline.claims.reader",
    "pipeline_notice": "fogline.claims.syntax",
}


def __getattr__(name: str) -> Any:
    """The reader is loaded when it is first asked for."""
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
