"""The number grammar: what is written, with its span and bounds, before anybody asks what it counts.

Counts, ranges, word numbers, lakhs and dozens, shares and vague numbers; never dates or designators."""

from __future__ import annotations

from fogline.claims.numbers.forbidden import counts_on, forbidden_spans
from fogline.claims.numbers.grammar import find_numbers
from fogline.claims.numbers.number import Number

__all__ = ["Number", "counts_on", "find_numbers", "forbidden_spans"]
