"""Phrases that say by whose reckoning a number holds: "by the ministry's count", "on their figures"."""

from __future__ import annotations

import re

__all__ = ["FROM", "FROM_COUNT", "OWN", "RECKONINGS", "VERDICT"]

_OWN_WORDS = (
    r"count|reckoning|estimates?|estimation|figures|calculations?|account|version|telling|tally"
    r"|admission|assessment|data|records|claims|showing|register|registers|ledger|books|rolls|diary"
    r"|log|return|testimony|arithmetic|view|opinion|judge?ment|evidence|statistics|returns|bulletin|survey"
)
_RECKONED = re.compile(
    r"\b(?:by|on|in|from|at)\s+(?P<np>(?:the\s+|its\s+|their\s+|an?\s+)?[\w.’' -]{2,45}?)(?:['’]s|(?<=s)['’])\s+(?:own\s+|latest\s+|official\s+|best\s+|last\s+)?"
    rf"(?P<noun>{_OWN_WORDS})\b",
    re.IGNORECASE,
)
_RECKONED_OF = re.compile(
    rf"\b(?:by|on|in|from)\s+(?:(?:the|an?)\s+)?(?:[a-z]+\s)?(?P<noun>{_OWN_WORDS})\s+"
    r"(?:of|by|(?:kept|compiled|made|published|issued|drawn\s+up|released|collected)\s+by)\s+"
    r"(?P<np>[\w.’' -]{2,80}?)(?=[,.;]|\Z)",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:by|on|in)\s+(?P<np>his|her|their|its|our|my)\s+(?:own\s+|latest\s+|best\s+|first\s+|rough\s+)?"
    rf"(?P<noun>words|phrase|eyes|(?!diary|log\b|books|rolls){_OWN_WORDS})\b",
    re.IGNORECASE,
)
VERDICT = re.compile(
    r"[\"”],?\s+(?:was|is|were|came|ran)\s+(?P<np>his|her|their|(?:the\s+)?[\w.’' -]{2,45}?(?=['’]s\s))(?:['’]s)?\s+(?:only\s+|own\s+|curt\s+|whole\s+|blunt\s+)?"
    r"(?P<noun>verdict|answer|reply|estimate|comment|guess|judge?ment|summary|response|words?|explanation|assessment|description|opinion|retort|message|prediction)\b"
)
_BELIEVED = re.compile(
    r"\bif\s+(?P<np>[\w.’' -]{2,60}?)\s+(?:is|are|was|were|can|may|could)\s+(?:to\s+)?be\s+"
    r"(?P<noun>believed|trusted|credited|relied\s+on)\b",
    re.IGNORECASE,
)
_TOLL_FOR = re.compile(
    r"\b(?P<noun>for)\s+(?P<np>(?:the\s+)?[\w.’' -]{2,60}?)\s+(?:the|that|its|their)\s+"
    r"(?:toll|figure|number|count|total|sum|tally)\b",
    re.IGNORECASE,
)
FROM_COUNT = re.compile(
    r"\b(?:count|toll|tally|figures?|numbers?|update|estimates?|total)\b[^.;:]{0,50}?,?\s+(?P<noun>from|by|per|via)\s+"
    r"(?P<np>(?:the\s+)?[A-Z][\w.’' -]{2,70}?)\s?(?=:)"
)
FROM = re.compile(
    r"\b(?:word|news|reports?|it|information|claims?|the (?:figure|number|estimate|count)(?: of [\w, ]{1,30})?)\s+(?:has |have |had )?(?:also )?(?P<noun>came|come|comes|emerged|emerges|arrived|arrives|reached us)\s+from\s+",
    re.IGNORECASE,
)
_RECKONED_BY = re.compile(
    r"\b(?:[Bb]y|[Oo]n)\s+(?P<np>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s+(?P<noun>count|reckoning|estimates?|figures|calculations?|accounts?|claims)\b"
)

_HEARD_TELL = re.compile(r"\b[Tt]o\s+hear\s+(?P<np>[\w.’' -]{2,60}?)\s+(?P<noun>tell|say)\b")
_TO_NOTICE = re.compile(
    r"\bbrought\s+to\s+(?:the|its|their|his|our)\s+(?P<noun>attention|notice)(?:\s+of\s+[^,;.]{2,40}?)?"
    r"\s+by\s+(?P<np>[\w.’' -]{2,60}?)(?=\s+that\b|[,;.])"
)

RECKONINGS = (
    _RECKONED, _RECKONED_OF, _RECKONED_BY, OWN, VERDICT, _BELIEVED, _TOLL_FOR, FROM_COUNT, _HEARD_TELL, _TO_NOTICE,
)  # fmt: skip
"""All of them; ``np`` is whose it is, ``noun`` the word that says so."""
