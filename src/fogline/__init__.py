"""Fogline: a calibrated, explainable picture of a campaign from conflicting reports.

The story of the program is told in :mod:`fogline.flow`; start there.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
