"""One report being read: sentences with times and voices, and the claims made of them."""

from __future__ import annotations

from fogline.claims.reading.drafts import Draft, SentenceReading
from fogline.claims.reading.reading import EXTRACTOR_VERSION, Reading

__all__ = ["EXTRACTOR_VERSION", "Draft", "Reading", "SentenceReading"]
