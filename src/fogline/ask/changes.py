"""Two assessments of one case compared: which answers moved, and which claims moved them."""

from __future__ import annotations

from math import sqrt

from fogline.answer import Assessment, Estimate
from fogline.answer.changes import Change, Mover

__all__ = ["changes"]

# Standard error of a median over the standard deviation of what it is the median of, times the
# square root of the number of independent draws. Source: asymptotics of a normal sample.
MEDIAN_ERROR = 1.2533


def changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Answers that both have, most changed first; claims that came or went, most moving first."""
    old = {row.observable: row for row in before.estimates}
    came = set(after.provenance.claims) - set(before.provenance.claims)
    went = set(before.provenance.claims) - set(after.provenance.claims)
    shifts_after = _shifts(after)
    shifts_before = _shifts(before)
    found = []
    for row in after.estimates:
        if row.observable not in old:
            continue
        movers = [
            *(
                Mover(claim=claim, came=True, moved=_minus(shifts_after, row.observable, claim))
                for claim in came
            ),
            *(
                Mover(claim=claim, came=False, moved=shifts_before.get((row.observable, claim)))
                for claim in went
            ),
        ]
        movers.sort(key=lambda mover: (-abs(mover.moved or 0.0), mover.claim))
        found.append(_change(old[row.observable], row, before, after, movers))
    return tuple(sorted(found, key=lambda change: -abs(change.size)))


def _shifts(assessment: Assessment) -> dict[tuple[str, str], float]:
    return {
        (weighing.observable, row.claim): row.shift
        for weighing in assessment.weighings
        for row in weighing.rows
    }


def _minus(shifts: dict[tuple[str, str], float], name: str, claim: str) -> float | None:
    shift = shifts.get((name, claim))
    return None if shift is None else -shift


def _change(
    old: Estimate, new: Estimate, before: Assessment, after: Assessment, movers: list[Mover]
) -> Change:
    low, high = old.intervals["80"]
    half = max((high - low) / 2, 1e-12)
    moved = new.median - old.median
    error = sqrt(sum(_variance(row, run) for row, run in ((old, before), (new, after))))
    return Change(
        before=old, after=new, size=moved / half, noise=abs(moved) < 2 * error,
        movers=tuple(movers),
    )  # fmt: skip


def _variance(row: Estimate, run: Assessment) -> float:
    """Monte Carlo variance of a median, by the fit's smallest effective sample."""
    low, high = row.intervals["80"]
    spread = (high - low) / (2 * 1.2816)
    n = run.check.worst_ess if run.check else 0.0
    return (MEDIAN_ERROR * spread) ** 2 / max(n, 1.0)
