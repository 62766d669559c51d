"""Figures that a report itself replaces: "revised to 52 from 40", "an earlier entry put it at 40"."""

from __future__ import annotations

import re

from fogline.claims.numbers import Number

__all__ = ["SUPERSEDED", "is_superseded"]

SUPERSEDED = "superseded: an earlier figure that the report replaces"
_EARLIER = re.compile(
    r"(?i)\b(?:(?:earlier|previous|initial|original|preliminary|first) (?:figure|toll|count|estimate|total|tally|version|entry|report|number)s?\b"
    r"|(?:first|initially|originally|earlier|previously) (?:put|spoken|spoke|reported|gave|given|announced|estimated|counted)\b)[^.;,\d]{0,40}\Z"
)
_FROM = re.compile(
    r"(?i)\b(?:revised|raised|corrected|cut|lowered|reduced|amended|scaled back)\b[^.;]{0,40}\bfrom\s+(?:about |some |at least |around |more than )?\Z"
)
_AS_BEFORE = re.compile(
    r"(?i)(?:\s+[a-z]+)?,?\s+(?:as )?(?:previously|earlier|first|initially|originally) (?:reported|announced|stated|given|said|thought|put)\b"
)


def is_superseded(text: str, number: Number) -> bool:
    """Whether the words beside a number say that another has taken its place."""
    lead = text[max(0, number.start - 110) : number.start]
    return bool(_EARLIER.search(lead) or _FROM.search(lead) or _AS_BEFORE.match(text, number.end))
