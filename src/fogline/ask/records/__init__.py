"""Results that took long to compute, stored with the command that makes them again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fogline.answer import CalibrationRecord, Score, ScoreOrigin, ScoreRow
from fogline.ground.files import write_atomically

__all__ = ["calibrations", "score_form", "score_of_form", "store_score", "stored_score"]

HERE = Path(__file__).parent


def stored_score(case: str) -> Score | None:
    """The backtest of a bundled case that is kept with the program, if there is one."""
    place = HERE / f"score-{case}.json"
    if not place.exists():
        return None
    return score_of_form(json.loads(place.read_text(encoding="utf-8")))


def store_score(found: Score) -> Path:
    """Keep a backtest with the program (for those who work on Fogline); gives the file."""
    place = HERE / f"score-{found.case}.json"
    write_atomically(place, json.dumps(score_form(found), indent=1) + "\n")
    return place


def score_form(found: Score) -> dict[str, Any]:
    """A score as plain JSON values."""
    return json.loads(json.dumps(asdict(found), default=str))


def score_of_form(form: Mapping[str, Any]) -> Score:
    """The score that ``score_form`` wrote."""
    return Score(
        case=form["case"],
        title=form["title"],
        origins=tuple(_origin(row) for row in form["origins"]),
        rows=tuple(_row(row) for row in form["rows"]),
        by_group={name: _row(row) for name, row in form["by_group"].items()},
        new=_row(form["new"]) if form["new"] else None,
        sentence=form["sentence"],
        notes=tuple(form["notes"]),
        command=form["command"],
        made=dict(form["made"]),
    )


def _origin(form: dict[str, Any]) -> ScoreOrigin:
    days: dict[str, Any] = {key: date.fromisoformat(form[key]) for key in ("cut_off", "until")}
    return ScoreOrigin(**(form | days))


def _row(form: Mapping[str, Any]) -> ScoreRow:
    origin = form["origin"]
    return ScoreRow(**{**form, "origin": date.fromisoformat(origin) if origin else None})


@cache
def calibrations() -> tuple[CalibrationRecord, ...]:
    """What simulation-based calibration found, forms of claims first, then whole cases."""
    found = [_calibration(path) for path in sorted(HERE.glob("calibration-*.json"))]
    return tuple(sorted(found, key=lambda record: record.n_quantities))


def _calibration(place: Path) -> CalibrationRecord:
    record = json.loads(place.read_text(encoding="utf-8"))
    rows = record["uniformity"]
    worst = min(rows, key=lambda row: min(row["p_chi_square"], row["p_ecdf"]))
    p = min(1.0, 2 * len(rows) * min(worst["p_chi_square"], worst["p_ecdf"]))
    passed = p >= 0.01
    return CalibrationRecord(
        name=record["name"],
        n_trials=record["n_trials"],
        n_quantities=len(rows),
        passed=passed,
        worst=worst["name"],
        worst_p=p,
        command=record["command"],
        seed=record["seed"],
        versions=record["versions"],
        words=(
            f"{record['name']}: {record['n_trials']} simulated worlds, {len(rows)} quantities; "
            f"ranks of the truths {'are' if passed else 'are NOT'} uniform (least p, corrected for "
            f"the number of tests, {p:.3f}, {worst['name']})"
        ),
    )
