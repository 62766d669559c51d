"""Why a speaker is not named, in the report's words."""

from __future__ import annotations

import re

__all__ = ["anonymity_reason"]

_REASON = re.compile(
    r"(?:on\s+(?:the\s+)?condition\s+of\s+anonymity|(?:request(?:ing|ed)|ask(?:ing|ed)\s+for|insist(?:ing|ed)\s+on|grant(?:ed)?|demand(?:ing|ed)|seek(?:ing)?|sought)\s+(?:to\s+remain\s+)?anonymity|"
    r"ask(?:ing|ed)\s+(?:not\s+to\s+be\s+(?:named|identified|quoted(?:\s+by\s+name)?)|to\s+remain\s+(?:anonymous|unnamed))|(?:declin(?:ing|ed)|refus(?:ing|ed))\s+to\s+be\s+(?:named|identified)|"
    r"(?:could|can|may)\s*not\s+be\s+(?:named|identified)|not\s+authori[sz]ed\s+to\s+(?:speak|discuss|brief|talk|comment)|spoke\s+anonymously|speaking\s+anonymously|who\s+(?:did\s+not\s+)?(?:wish|want)\w*\s+(?:not\s+)?to\s+be\s+(?:named|identified))"
    r"(?P<why>[^.;”\"]{0,160})",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\A[\s,]*(?:in\s+order\s+)?((?:to|because|as|since|so|due|owing|for|given|under|citing|publicly|with|about)\b[^,]*)",
    re.IGNORECASE,
)


def anonymity_reason(text: str) -> str | None:
    """Why a speaker is not named: the words given; "" when none; None without anonymity."""
    match = _REASON.search(text)
    if match is None:
        return None
    found = _WHY.match(match.group("why"))
    if found is None:
        whole = match.group().lower()
        return match.group().strip(" ,") if "authori" in whole else ""
    reason = found.group(1).strip(" ,")
    if "authori" in match.group().lower().split(found.group(1).lower())[0]:
        head = match.group()[: match.start("why") - match.start()].strip()
        return f"{head} {reason}"
    return reason
