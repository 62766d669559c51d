"""Quantile forecasts as hubverse rows: one row a target, day and level."""

from __future__ import annotations

from collections.abc import Mapping

from fogline.answer import Assessment
from fogline.claims.claim import Claim
from fogline.page.exports.tables import LEVELS

__all__ = ["COLUMNS", "write"]

# Source: hubverse, model output format (task ids, then output_type, output_type_id, value).
COLUMNS: dict[str, str] = {
    "origin_date": "date", "target": "string", "horizon": "integer", "target_end_date": "date",
    "output_type": "string", "output_type_id": "number", "value": "number",
}  # fmt: skip


def write(assessment: Assessment, claims: Mapping[str, Claim]) -> bytes:
    """Estimates and forecasts at the 23 levels; ``horizon`` is in days from the cut-off."""
    lines = [",".join(COLUMNS)]
    for item in (*assessment.estimates, *assessment.forecasts):
        day = item.on or assessment.cut_off
        ahead = (day - assessment.cut_off).days
        found = {f"{float(level):g}": value for level, value in item.quantiles.items()}
        lines += [
            f"{assessment.cut_off},{item.observable},{ahead},{day},quantile,{level},"
            f"{found[level]:.6g}"
            for level in LEVELS
            if level in found
        ]
    return ("\n".join(lines) + "\n").encode()
