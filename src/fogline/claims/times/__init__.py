"""The time grammar: from words to an interval of dates, anchored on the publication date.

Works on the text of one sentence. Never the future without a word that says so (will, next, plans
to). Ends are inclusive; a vague duration gives the widest interval it allows ("a few weeks ago" is
two to five weeks before publication)."""

from __future__ import annotations

from fogline.claims.times.expression import TimeWords
from fogline.claims.times.grammar import find_times
from fogline.claims.times.spans import shifted

__all__ = ["TimeWords", "find_times", "shifted"]
