"""Finds what each voice said, with its hedge, bounds, dates and exact words.

No merging, weighing or truth here.
"""

from fogline.claims.claim import Claim, Held, MeasureOpen, Subject, Voice

__all__ = ["Claim", "Held", "MeasureOpen", "Subject", "Voice"]
