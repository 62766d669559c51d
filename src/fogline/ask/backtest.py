"""Rolling-origin backtest: forecasts made at past cut-offs, scored on the claims that came next.

What is scored is the predictive of the *claim*: the number that its source would say, with the
source's bias (an unseen one's drawn from the prior), its error, the slack of a bound. Scores are
on the log of the number, so that men, km2 and shells can stand in one table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from scipy.special import stdtrit

from fogline.answer import Score, ScoreOrigin, ScoreRow
from fogline.ask.as_of import as_of, next_evidence
from fogline.ask.question import Question
from fogline.ask.rivals import (
    RIVALS,
    Rule,
    Said,
    quantity_key,
    rival_draws,
    said_before,
    window_days,
)
from fogline.ask.sayings import Sayings, foretold, of_fitted
from fogline.case import Case
from fogline.fit.predictive import crps
from fogline.ground.errors import InputError
from fogline.ground.provenance import versions
from fogline.ground.seeds import derive_seed
from fogline.ground.words import count_words

__all__ = [
    "LEVELS",
    "OURS",
    "month_ends",
    "origin_about",
    "origin_task",
    "origins_of",
    "score_of",
    "scored_claims",
    "scored_origins",
]

Array = np.ndarray[Any, np.dtype[np.float64]]
Tell = Callable[[str, float | None], None]
# The origin and one claim's score by one method.
Scored = tuple[date, dict[str, Any]]

LEVELS = (0.5, 0.8, 0.95)
OURS = "Fogline"
# Raised when what an origin's record holds changes.
FORMAT = 1


def month_ends(first: date, last: date) -> tuple[date, ...]:
    """The last days of months from the one of ``first`` to the one of ``last``."""
    ends, month = [], date(first.year, first.month, 1)
    while month <= last:
        following = (month + timedelta(days=32)).replace(day=1)
        ends.append(following - timedelta(days=1))
        month = following
    return tuple(ends)


def scored_origins(case: Case) -> tuple[date, ...]:
    """Month ends a backtest runs from: those with a whole month of the case still to come.

    From two months after its start, so that there is something to fit.
    """
    ends = month_ends(case.start + timedelta(days=60), case.cut_off)
    return tuple(day for day in ends if _next(day) <= case.cut_off)


def _next(cut_off: date) -> date:
    return month_ends(cut_off + timedelta(days=1), cut_off + timedelta(days=1))[0]


def origins_of(case: Case, wanted: Sequence[date] = ()) -> tuple[date, ...]:
    """The days to forecast from: those wanted, else all month ends that can be scored.

    Raises InputError where the case is too short to be cut off earlier, or a day is outside it.
    """
    for day in wanted:
        if not case.start < day < case.cut_off:
            raise InputError(
                f"no backtest from {day}: nothing was said before it or nothing after it - choose "
                f"a day after {case.start} and before the cut-off {case.cut_off}"
            )
    days = tuple(dict.fromkeys(wanted)) or scored_origins(case)
    if not days:
        raise InputError(
            f"the case {case.id} cannot be backtested: it needs a month end at least 60 days "
            "after its start and a month before its cut-off"
        )
    return days


def origin_about(case: Case, seed: int, quick: bool) -> dict[str, Any]:
    """All that an origin's record depends on besides its day."""
    return {
        "format": FORMAT, "case": case.id, "case_hash": case.hash, "seed": str(seed),
        "quick": quick, "versions": versions("fogline", "numpy", "nutpie"),
    }  # fmt: skip


def origin_task(
    case: Case, cut_off: str, seed: int, quick: bool, cores: int, tell: Tell | None = None
) -> dict[str, Any]:
    """One origin: fit what was known, foretell the next month's claims, score them.

    cut_off  ISO day
    cores    chains drawn at once; the record does not depend on it
    The record is plain JSON: one row a claim and method, with its score.
    """
    origin = date.fromisoformat(cut_off)
    until = _next(origin)
    told = tell or (lambda words, fraction: None)
    question = Question.of(
        as_of(case, origin, until), seed=seed, quick=quick, cores=cores,
        progress=lambda words, fraction: told(f"{cut_off}: {words}", fraction),
    )  # fmt: skip
    about = {**origin_about(case, seed, quick), "cut_off": cut_off}
    return {**about, **_scored(case, question, origin, until)}


def _scored(case: Case, question: Question, origin: date, until: date) -> dict[str, Any]:
    coming = next_evidence(case, origin, until)
    sayings = foretold(question.posterior, coming)
    before = _said_before(case, question, origin)
    ours = _numeric(sayings)
    found = question.check()
    return {
        "until": until.isoformat(),
        "n_evidence": len(question.campaign.evidence),
        "n_scored": len(ours.evidence),
        "n_new": sum(not any(s.key == quantity_key(e) for s in before) for e in ours.evidence),
        "n_statuses": len(sayings.evidence) - len(ours.evidence),
        "n_not_modelled": len(coming) - len(sayings.evidence),
        "gates_passed": found.passed,
        "seconds": round(sum(question.seconds.values()), 1),
        "rows": scored_claims(case, question, origin, until),
    }


def scored_claims(
    case: Case, question: Question, origin: date, until: date,
    rules: Mapping[str, Rule] = RIVALS,
) -> list[dict[str, Any]]:  # fmt: skip
    """Each number said after ``origin`` and by ``until``, foretold and scored: a row a method.

    case      with all its claims; question: the fit of what was known at ``origin``
    rules     the simple methods to score beside ours
    """
    ours = _numeric(foretold(question.posterior, next_evidence(case, origin, until)))
    before = _said_before(case, question, origin)
    wanted = [
        (quantity_key(e), max(t.day for t in e.numerator), window_days(e)) for e in ours.evidence
    ]
    seed = derive_seed(question.seed, "backtest", origin.isoformat())
    rows = _rows(OURS, ours, ours.drawn(np.random.default_rng(seed)), ours.log_score())
    for name, rule in rules.items():
        draws, _ = rival_draws(rule, before, wanted, n_draws=4000, seed=derive_seed(seed, name))
        rows += _rows(name, ours, draws, None)
    return rows


def _numeric(sayings: Sayings) -> Sayings:
    return sayings.only([int(i) for i in np.flatnonzero(sayings.numeric)])


def _said_before(case: Case, question: Question, origin: date) -> list[Said]:
    fitted = of_fitted(question.posterior)
    printed = {c.id: case.day(c.printed_on or c.said_on or origin) for c in case.claims}
    return said_before(fitted.evidence, fitted.said, printed)


def _rows(name: str, ours: Sayings, draws: Array, log_score: Array | None) -> list[dict[str, Any]]:
    """One row a claim that the method can foretell."""
    live = ~np.isnan(draws[0])
    values = np.where(live, draws, 0.0)
    score = crps(values, ours.said)
    low, high = (
        np.quantile(values, [0.5 - level / 2 for level in LEVELS], axis=0),
        np.quantile(values, [0.5 + level / 2 for level in LEVELS], axis=0),
    )
    inside = (low <= ours.said) & (ours.said <= high)
    logs = _log_density(values, ours.said) if log_score is None else log_score
    return [
        {
            "method": name, "claim": item.claim, "source": item.source, "group": item.group,
            "observable": item.observable, "said": round(float(ours.said[i]), 5),
            "median": round(float(np.median(values[:, i])), 5),
            "crps": round(float(score[i]), 5), "log_score": round(float(logs[i]), 5),
            "inside": [bool(x) for x in inside[:, i]],
        }
        for i, item in enumerate(ours.evidence)
        if live[i]
    ]  # fmt: skip


def _log_density(draws: Array, at: Array) -> Array:
    """Log density at ``at`` of a Student-t with 4 degrees of freedom that the draws came from."""
    middle = np.median(draws, axis=0)
    scale = np.maximum(np.median(np.abs(draws - middle), axis=0) / 0.741, 1e-9)
    z = (at - middle) / scale
    return np.log(0.375) - 2.5 * np.log1p(z * z / 4.0) - np.log(scale)


def score_of(case: Case, records: Sequence[dict[str, Any]], command: str = "") -> Score:
    """The table of some origins' records.

    command   what makes it again; that of the case with nothing else said when not given
    Raises InputError where no claim came that a simple method could foretell too.
    """
    pairs = [(date.fromisoformat(r["cut_off"]), row) for r in records for row in r["rows"]]
    known = {(day, row["claim"]) for day, row in pairs if row["method"] != OURS}
    common = [(day, row) for day, row in pairs if (day, row["claim"]) in known]
    if not common:
        spans = ", ".join(f"{r['cut_off']} to {r['until']}" for r in records)
        raise InputError(
            f"nothing to score in the case {case.id}: no claim gives a number between {spans} for "
            "a quantity that was spoken of before - choose another day with --origin"
        )
    rows = [_row(name, None, common) for name in (OURS, *RIVALS)]
    for record in records:
        day = date.fromisoformat(record["cut_off"])
        here = [pair for pair in common if pair[0] == day]
        rows += [_row(name, day, here) for name in (OURS, *RIVALS) if here]
    fresh = [p for p in pairs if p[1]["method"] == OURS and (p[0], p[1]["claim"]) not in known]
    groups = sorted({row["group"] for _, row in common})
    return Score(
        case=case.id,
        title=case.title,
        origins=tuple(
            ScoreOrigin(
                cut_off=date.fromisoformat(r["cut_off"]), until=date.fromisoformat(r["until"]),
                n_evidence=r["n_evidence"], n_scored=r["n_scored"], n_new=r["n_new"],
                n_statuses=r["n_statuses"], gates_passed=r["gates_passed"], seconds=r["seconds"],
            )
            for r in records
        ),
        rows=tuple(rows),
        by_group={g: _row(OURS, None, [p for p in common if p[1]["group"] == g]) for g in groups},
        new=_row(OURS, None, fresh) if fresh else None,
        sentence=_sentence(rows),
        notes=NOTES,
        command=command or f"fogline score {case.id}",
        made={
            key: records[0][key] for key in ("case_hash", "seed", "versions", "quick")
        },
    )  # fmt: skip


NOTES = (
    "Scores are on the log of the number said (shares: of the odds): a CRPS of .2 is like an error "
    "of a fifth.",
    "The predictive is that of the claim, with the bias and the error of a source that may be "
    "unseen. Forecasts, plans and repeats are not scored; statements of posture are not numbers.",
    "The simple methods are centred on earlier claims of the same quantity and spread as their own "
    "errors were; the table holds claims on quantities of which something had been said before.",
)


def _row(
    method: str, origin: date | None, pairs: Sequence[tuple[date, dict[str, Any]]]
) -> ScoreRow:
    own = {(day, row["claim"]): row for day, row in pairs if row["method"] == method}
    ours = {(day, row["claim"]): row for day, row in pairs if row["method"] == OURS}
    rows = list(own.values())
    gaps: dict[str, list[float]] = {}
    for key, row in own.items():
        gaps.setdefault(row["source"], []).append(ours[key]["crps"] - row["crps"])
    totals = np.array([sum(part) for part in gaps.values()])
    sizes = np.array([len(part) for part in gaps.values()])
    n, n_sources = len(rows), len(gaps)
    # the mean is a ratio of sources' totals to sources' numbers of claims, for claims of one source
    # are not independent (Cochran, Sampling Techniques, 1977, 9A.1 and 6.3)
    left = totals - sizes * totals.sum() / n
    spread = np.sqrt(n_sources / (n_sources - 1) * np.sum(left**2)) if n_sources > 1 else 0.0
    inside = np.array([row["inside"] for row in rows], dtype=np.float64).reshape(n, len(LEVELS))
    return ScoreRow(
        method=method,
        origin=origin,
        n=n,
        crps=float(np.mean([row["crps"] for row in rows])),
        log_score=float(np.mean([row["log_score"] for row in rows])),
        coverage={f"{100 * x:.0f}": float(inside[:, i].mean()) for i, x in enumerate(LEVELS)},
        gap=float(totals.sum() / n),
        gap_error=float(spread / n),
        n_sources=n_sources,
    )


def _sentence(rows: Sequence[ScoreRow]) -> str:
    ours, rivals = rows[0], [row for row in rows[1:] if row.origin is None]
    best = min(rivals, key=lambda row: row.crps)
    gap, error = best.gap, best.gap_error
    sure = error * float(stdtrit(max(best.n_sources - 1, 1), 0.975))
    if not error:
        verdict = "from too few sources to be told apart from"
    elif gap < -sure:
        verdict = "better than"
    elif gap > sure:
        verdict = "worse than"
    else:
        verdict = "not told apart from"
    spread = f", standard error {error:.3f} over {best.n_sources} sources" if error else ""
    return (
        f"On {count_words(ours.n, 'claim')} of the months after each cut-off Fogline's CRPS is "
        f"{ours.crps:.3f}, "
        f"{verdict} the best simple method ({best.method}, {best.crps:.3f}; difference "
        f"{gap:+.3f}{spread}); its 80 % intervals held "
        f"{100 * ours.coverage['80']:.0f} % of the numbers said."
    )
