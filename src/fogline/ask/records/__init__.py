"""Results that took long to compute, stored with the command that makes them again."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from fogline.answer import CalibrationRecord, Score
from fogline.answer.stored import of_form, plain_form
from fogline.ground.files import write_atomically

__all__ = ["calibrations", "store_score", "stored_score"]

HERE = Path(__file__).parent


def stored_score(case: str) -> Score | None:
    """The backtest of a bundled case that is kept with the program, if there is one."""
    place = HERE / f"score-{case}.json"
    if not place.exists():
        return None
    return of_form(Score, json.loads(place.read_text(encoding="utf-8")))


def store_score(found: Score) -> Path:
    """Keep a backtest with the program (for those who work on Fogline); gives the file."""
    place = HERE / f"score-{found.case}.json"
    write_atomically(place, json.dumps(plain_form(found), indent=1) + "\n")
    return place


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
