"""The pages and reports that claims stand on, as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.page.text import safe_address, shorten

__all__ = ["write"]

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
# Claims named in a note; the others are in claims.csv. Source: Chosen by us.
MOST_CLAIMS = 12


def write(case: Case, claims: Mapping[str, Claim]) -> bytes:
    """One @online entry a page or report, oldest first, with the claims that stand on it.

    Pages are told apart by their address, reports by their id; a page without address is told by
    its publisher and day.
    """
    pages: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims.values():
        place = (claim.report or claim.url,) if claim.report or claim.url else ()
        pages.setdefault(place or ("", claim.publisher, str(claim.printed_on)), []).append(claim)
    reports = {report.id: report for report in case.reports}
    entries: list[tuple[str, str]] = []
    used: dict[str, int] = {}
    for (first, *_), found in pages.items():
        report = reports.get(first)
        publisher = (report.publisher if report else "") or found[0].publisher or "unknown"
        day = (report.published if report else None) or found[0].printed_on
        title = (report.title if report else "") or f"{publisher}, page cited"
        ids = [claim.id for claim in found]
        said = ", ".join(ids[:MOST_CLAIMS]) + (" and others" if len(ids) > MOST_CLAIMS else "")
        key = _key(publisher, day, used)
        fields = {
            "author": f"{{{_latex(publisher)}}}",
            "title": _latex(title),
            "date": str(day or ""),
            "url": safe_address((report.url if report else "") or found[0].url),
            "note": _latex(f"claims {said}"),
        }
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        entries.append((str(day or "9999"), f"@online{{{key},\n{body}\n}}\n"))
    return "\n".join(text for _, text in sorted(entries)).encode()


def _key(publisher: str, day: date | None, used: dict[str, int]) -> str:
    base = f"{re.sub(r'[^a-z0-9]', '', publisher.lower()) or 'source'}{day or ''}".replace("-", "")
    used[base] = used.get(base, 0) + 1
    return base if used[base] == 1 else f"{base}-{used[base]}"


def _latex(text: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in shorten(text, 300))
