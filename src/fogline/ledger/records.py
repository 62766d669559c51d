"""Reports and claims as JSON and back, field for field."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from fogline.claims import Claim, Held, MeasureOpen, Subject, Voice
from fogline.report import Report

__all__ = ["claim_from_json", "claim_to_json", "report_from_json", "report_to_json"]


def claim_to_json(claim: Claim) -> str:
    """All fields of a claim; the same claim always gives the same text."""
    return _to_json(claim)


def report_to_json(report: Report) -> str:
    """All fields of a report; the same report always gives the same text."""
    return _to_json(report)


def _to_json(value: Any) -> str:
    text = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, default=_plain)
    # half a surrogate pair, as broken pages hold, has no UTF-8 form
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _plain(value: Any) -> Any:
    """One level of a dataclass (``asdict`` copies deeply, at ten times the cost), or a date."""
    if isinstance(value, date):
        return value.isoformat()
    if not is_dataclass(value):
        raise TypeError(f"no JSON form for {type(value).__name__}")
    return {item.name: getattr(value, item.name) for item in fields(value)}


def _known(kind: type, record: dict[str, Any]) -> dict[str, Any]:
    """Only the fields this version knows: a newer one may have written more."""
    names = {item.name for item in fields(kind)}
    return {key: value for key, value in record.items() if key in names}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def claim_from_json(text: str) -> Claim:
    """The claim as it was."""
    record = _known(Claim, json.loads(text))
    held = record.get("held", {})
    return Claim(
        **record
        | {
            "voices": tuple(Voice(**_known(Voice, voice)) for voice in record.get("voices", ())),
            "subject": Subject(**_known(Subject, record.get("subject", {}))),
            "measure_open": MeasureOpen(**_known(MeasureOpen, record.get("measure_open", {}))),
            "held": Held(
                from_=_day(held.get("from_")),
                until=_day(held.get("until")),
                basis=held.get("basis", ""),
            ),
            "via": tuple(record.get("via", ())),
            "flags": tuple(record.get("flags", ())),
            "said_on": _day(record.get("said_on")),
            "printed_on": _day(record.get("printed_on")),
        }
    )


def report_from_json(text: str) -> Report:
    """The report as it was."""
    record = _known(Report, json.loads(text))
    span = record.get("title_span")
    return Report(
        **record
        | {
            "body": tuple((start, end) for start, end in record["body"]),
            "title_span": (span[0], span[1]) if span else None,
            "published": _day(record.get("published")),
            "notes": tuple(record.get("notes", ())),
            "derived_from": tuple(record.get("derived_from", ())),
        }
    )
