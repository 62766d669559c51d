"""Fogline: a calibrated, explainable picture of a campaign from conflicting reports.

The story of the program is told in :mod:`fogline.flow`; start there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fogline.teach import Campaign

__version__ = "0.1.0"
__all__ = ["Campaign", "__version__"]


def __getattr__(name: str) -> Any:
    """``fogline.Campaign``, loaded when first asked for, so that importing fogline stays light."""
    if name == "Campaign":
        from fogline.teach import Campaign

        return Campaign
    raise AttributeError(f"module 'fogline' has no attribute {name!r}")
