"""Fogline: a calibrated, explainable picture of a campaign from conflicting reports.

In a notebook, ``fogline.open("kursk")`` gives a case to work with. The story of the program is
told in :mod:`fogline.flow`; start there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from fogline.notebook import OpenCase
    from fogline.teach import Campaign

__version__ = "0.1.0"
__all__ = ["Campaign", "__version__", "open"]


def open(case: str | Path = "kursk") -> OpenCase:
    """A bundled case by name, or a case folder, to be asked in Python.

    Raises CaseError with every fault of the folder.
    """
    from fogline.notebook import open_notebook

    return open_notebook(case)


def __getattr__(name: str) -> Any:
    """``fogline.Campaign``, loaded when first asked for, so that importing fogline stays light."""
    if name == "Campaign":
        from fogline.teach import Campaign

        return Campaign
    raise AttributeError(f"module 'fogline' has no attribute {name!r}")
