"""What soldiers say of their own numbers: "we went in with 410 and came out with 262"."""

from __future__ import annotations

import re

from fogline.claims.binding.bound import PERSONS, Binding

__all__ = ["mustered"]

_UNIT = r"(?:regiment|battalion|company|brigade|division|squadron|platoon|troop|corps|garrison|battery|unit|detachment|section|column|we|they|I|he)"
_WENT_IN = re.compile(
    rf"(?i)\b{_UNIT}\b[^.;:]{{0,70}}?\b(?:went (?:in|up|over|forward|ashore|into (?:action|battle|it|the \w+))|marched (?:out|off|in)|set out|started(?: out)?(?: the \w+| it)?|attacked|landed|crossed) (?:with )?(?:only |just |some |about |barely |nearly )*\Z"
)
_CAME_OUT = re.compile(
    rf"(?i)\b{_UNIT}\b[^.;:]{{0,110}}?\b(?:came (?:out|back|down|away|off)(?: of (?:it|the \w+))?|turned out|paraded|mustered|emerged|(?:finished|ended)(?: the \w+| it)?|(?:is|are|was|were) down to|could muster|(?:had |has |have )?(?:been |is |are |was |were )?(?:fallen|shrunk|dwindled|melted|reduced|sunk|fell|melted away) to) (?:with )?(?:only |just |some |about |barely |nearly )*\Z"
)
_BARE = re.compile(
    r"\s*(?:[,.;:)\u2019\u201d\"]|\Z|(?:and|but|of us|of them|men|all told|in all|that|who|last|on|at|when|before)\b)"
)


_WE_WERE = re.compile(
    r"(?i)\b(?:we|they) (?:were|are|numbered|mustered) (?:only |just |still |now |about |some |barely )*\Z"
)
_WHEN = re.compile(r"\s*(?:[.,;:]|\Z|(?:when|then|now|that|in all|all told|men|strong|at)\b)")


def mustered(binding: Binding, lead: str, after: str) -> str:
    """ "combat" for those who went in, "present" for those who came out, "" for any other number."""
    if binding.dimension not in ("", "formation", *PERSONS) or _BARE.match(after) is None:
        return ""
    if not (binding.elided or binding.noun in ("man", "men")):
        return ""
    if _WE_WERE.search(lead) and _WHEN.match(after):
        return "present"
    if _WENT_IN.search(lead):
        return "combat"
    return "present" if _CAME_OUT.search(lead) else ""
