"""The machine-readable form of an assessment (design 5.6): plain types, finite numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import Any

from fogline.answer import Assessment, Check, Piece
from fogline.case import Case
from fogline.claims.claim import Claim
from fogline.page.links import Links

__all__ = ["ASSESSMENT_SCHEMA", "CLAIMS_SCHEMA", "REPORTS_SCHEMA", "assessment_json"]

ASSESSMENT_SCHEMA = "assessment/1"
CLAIMS_SCHEMA = "claims/1"
"""Form of one report with its claims, as ``fogline read --json`` prints it."""
REPORTS_SCHEMA = "reports/1"
"""Form of several of them."""


def assessment_json(
    assessment: Assessment, case: Case, claims: Mapping[str, Claim]
) -> dict[str, Any]:
    """The contract of ``fogline assess --json``; ``json.dumps(..., allow_nan=False)`` never fails.

    Keys "case", "cut_off", "fit", "answers" and "warnings" are stable; a number that is not finite
    becomes null. Daily bands are left to ``fogline forecast`` and the run's files.
    """
    links = Links(assessment, case, claims)
    found: dict[str, Any] = {
        "schema": ASSESSMENT_SCHEMA,
        "case": assessment.case,
        "title": assessment.title,
        "question": assessment.question,
        "start": assessment.start,
        "cut_off": assessment.cut_off,
        "horizon": assessment.horizon,
        "preview": assessment.preview,
        "fit": _fit(assessment.check),
        "summary": [str(sentence) for sentence in assessment.summary],
        "headlines": [
            {
                "text": str(sentence),
                "observables": sentence.observables,
                "pieces": [_piece(piece) for piece in sentence.pieces],
            }
            for sentence in assessment.summary
        ],
        "answers": [row.as_contract() for row in assessment.estimates],
        "forecasts": [row.as_contract() for row in assessment.forecasts],
        "what_ifs": [
            {
                "id": item.id,
                "title": item.title,
                "sentence": item.sentence,
                "start": item.start,
                "until": item.until,
                "rows": [
                    {
                        "without": without.as_contract(),
                        "with": with_it.as_contract(),
                        "difference": gap.as_contract(),
                    }
                    for without, with_it, gap in item.rows
                ],
                "caveats": item.caveats,
            }
            for item in assessment.what_ifs
        ],
        "weighing": [asdict(item) for item in assessment.weighings],
        "sources": [asdict(item) for item in assessment.sources],
        "tension": asdict(assessment.tension) if assessment.tension else None,
        "next_facts": [asdict(item) for item in assessment.next_facts],
        "score": asdict(assessment.score) if assessment.score else None,
        "listed": [asdict(item) for item in assessment.listed],
        "claims": [
            {
                **claim.as_contract(),
                "id": key,
                "use": links.uses[key].use,
                "reason": links.uses[key].reason,
                "expected": [
                    {"observable": placed.observable, "median": placed.expected, "p": placed.p}
                    for placed in links.uses[key].placed
                ],
            }
            for key, claim in claims.items()
        ],
        "warnings": assessment.warnings,
        "method": assessment.method,
        "priors": [asdict(item) for item in assessment.priors],
        "provenance": assessment.provenance.as_dict(),
    }
    return _plain(found)


def _piece(piece: Piece) -> dict[str, Any]:
    """Its text and, of a number or a chance, what it is."""
    known = {} if isinstance(piece, str) else asdict(piece)
    return {"text": str(piece), **known}


def _fit(check: Check | None) -> dict[str, Any]:
    if check is None:
        return {"gates": {}, "passed": None, "seconds": None}
    numbers = asdict(check)
    numbers["gates"] = {
        gate.name: {
            "wanted": gate.wanted,
            "got": gate.got,
            "passed": gate.passed,
            "remedy": gate.remedy,
        }
        for gate in check.gates
    }
    return numbers


def _plain(value: Any) -> Any:
    """Dates as ISO text, tuples as lists, keys as text, numbers finite or null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if isfinite(value) else None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return str(value)
