"""Answers and claims as flat rows: CSV that no spreadsheet runs, and Parquet with types."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from fogline.answer import Assessment, Estimate
from fogline.answer.answers import HUB_LEVELS
from fogline.case import Case
from fogline.case.sheet import sheet_text, spreadsheet_cell
from fogline.claims.claim import Claim
from fogline.ground.errors import FoglineError

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "ANSWER_COLUMNS",
    "CLAIM_COLUMNS",
    "answer_row",
    "answer_rows",
    "answers_csv",
    "answers_parquet",
    "claim_row",
    "claims_csv",
    "claims_parquet",
]

LEVELS = tuple(f"{level:g}" for level in HUB_LEVELS)
# Column -> type as Frictionless names it.
ANSWER_COLUMNS: dict[str, str] = {
    "case": "string", "kind": "string", "scenario": "string", "observable": "string",
    "title": "string", "unit": "string", "on": "date", "from": "date", "until": "date",
    "median": "number",
    **{f"{end}_{level}": "number" for level in ("50", "80", "95") for end in ("low", "high")},
    **{f"q{level}": "number" for level in LEVELS},
    "prior_median": "number", "prior_low_80": "number", "prior_high_80": "number",
    "learned": "number", "rests_on_prior": "boolean", "claims": "string", "words": "string",
    "definition": "string",
}  # fmt: skip
CLAIM_COLUMNS: dict[str, str] = {
    "id": "string", "status": "string", "origin": "string", "voice": "string",
    "organisation": "string", "side": "string", "voice_kind": "string", "subject": "string",
    "measure": "string", "low": "number", "value": "number", "high": "number", "unit": "string",
    "hedge": "string", "kind": "string", "polarity": "string", "modality": "string",
    "held_from": "date", "held_until": "date", "said_on": "date", "printed_on": "date",
    "publisher": "string", "url": "string", "words": "string", "exact": "boolean",
    "repeats": "string", "relation": "string", "flags": "string", "note": "string",
    "report": "string", "start": "integer", "end": "integer",
}  # fmt: skip


def answer_row(item: Estimate, *, case: str = "", kind: str = "estimate") -> dict[str, Any]:
    """One answer with the columns of ``ANSWER_COLUMNS``; numbers that are not finite are None.

    kind   "estimate", "forecast", or of a what-if "without", "with", "difference"
    """

    def number(value: float | None) -> float | None:
        return float(value) if value is not None and isfinite(value) else None

    row: dict[str, Any] = dict.fromkeys(ANSWER_COLUMNS)
    row |= {
        "case": case, "kind": kind, "scenario": item.scenario, "observable": item.observable,
        "title": item.title, "unit": item.unit, "on": item.on, "median": number(item.median),
        "learned": number(item.learned), "rests_on_prior": item.rests_on_prior,
        "claims": " ".join(item.claims), "words": item.words, "definition": item.definition,
        "prior_median": number(item.prior_median),
    }  # fmt: skip
    if item.window:
        row["from"], row["until"] = item.window
    for level, (low, high) in item.intervals.items():
        row[f"low_{level}"], row[f"high_{level}"] = number(low), number(high)
    for level, value in item.quantiles.items():
        row[f"q{float(level):g}"] = number(value)
    if "80" in item.prior_intervals:
        row["prior_low_80"], row["prior_high_80"] = map(number, item.prior_intervals["80"])
    return row


def answer_rows(assessment: Assessment) -> list[dict[str, Any]]:
    """Every answer of an assessment: estimates, forecasts, both halves of what-ifs."""
    case = assessment.case
    rows = [answer_row(item, case=case) for item in assessment.estimates]
    rows += [answer_row(item, case=case, kind="forecast") for item in assessment.forecasts]
    for what_if in assessment.what_ifs:
        for trio in what_if.rows:
            for kind, item in zip(("without", "with", "difference"), trio, strict=True):
                rows.append(answer_row(item, case=case, kind=kind) | {"scenario": what_if.id})
    return rows


def claim_row(claim: Claim) -> dict[str, Any]:
    """One claim with the columns of ``CLAIM_COLUMNS``; ``exact`` says whose the words are."""
    voice, held = claim.voice, claim.held
    return {
        "id": claim.id, "status": claim.status, "origin": claim.origin,
        "voice": voice.name or voice.words, "organisation": voice.organisation,
        "side": voice.side, "voice_kind": voice.kind,
        "subject": claim.subject.entity or claim.subject.words, "measure": claim.measure,
        "low": claim.low, "value": claim.value, "high": claim.high, "unit": claim.unit,
        "hedge": claim.hedge, "kind": claim.kind, "polarity": claim.polarity,
        "modality": claim.modality, "held_from": held.from_, "held_until": held.until,
        "said_on": claim.said_on, "printed_on": claim.printed_on, "publisher": claim.publisher,
        "url": claim.url, "words": claim.words, "exact": bool(claim.exact),
        "repeats": claim.repeats, "relation": claim.relation, "flags": json.dumps(claim.flags),
        "note": claim.note, "report": claim.report, "start": claim.start, "end": claim.end,
    }  # fmt: skip


def answers_csv(assessment: Assessment, claims: Mapping[str, Claim]) -> bytes:
    """Answers as CSV; no cell can act as a formula."""
    return _csv(ANSWER_COLUMNS, answer_rows(assessment))


def claims_csv(case: Case, claims: Mapping[str, Claim]) -> bytes:
    """Claims as CSV with the columns of the case's claims.csv; no cell can act as a formula."""
    return sheet_text(claims.values()).encode()


def answers_parquet(assessment: Assessment, claims: Mapping[str, Claim]) -> bytes:
    """Answers as Parquet. Raises FoglineError without pyarrow."""
    return _parquet(ANSWER_COLUMNS, answer_rows(assessment))


def claims_parquet(case: Case, claims: Mapping[str, Claim]) -> bytes:
    """Claims as Parquet. Raises FoglineError without pyarrow."""
    return _parquet(CLAIM_COLUMNS, [claim_row(claim) for claim in claims.values()])


def _csv(columns: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    names = list(columns)
    table.writerow(names)
    table.writerows([_cell(row[name]) for name in names] for row in rows)
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.6g}"  # a minus sign of ours is a number's, never a formula's
    return spreadsheet_cell(str(value))


def _parquet(columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise FoglineError(
            "Parquet needs pyarrow, which is not installed - pip install 'fogline[frames]', or "
            "export CSV"
        ) from error
    schema = pyarrow.schema([(name, _arrow_type(kind)) for name, kind in columns.items()])
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(rows), schema=schema), out)
    return out.getvalue()


def _arrow_type(kind: str) -> pyarrow.DataType:
    import pyarrow

    return {
        "string": pyarrow.string, "date": pyarrow.date32, "number": pyarrow.float64,
        "boolean": pyarrow.bool_, "integer": pyarrow.int64,
    }[kind]()  # fmt: skip
