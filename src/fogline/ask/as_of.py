"""A case as it stood on an earlier day: what was printed by then, nothing set with hindsight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from fogline.case import Case, Evidence, Formation, Switch, evidence_for
from fogline.ground.errors import InputError

__all__ = ["as_of", "next_evidence", "printed_by"]

# How long before and after a cut-off an unknown switch of posture may lie when nothing that came
# later is used to bound it. Source: Chosen by us; decisions/0031.
AHEAD = timedelta(days=90)


def printed_by(case: Case, when: date) -> Case:
    """The case with the claims printed by a day; a claim without a day of printing is left out."""
    kept = {
        claim.id
        for claim in case.claims
        if (day := claim.printed_on or claim.said_on) is not None and day <= when
    }
    # a correction or a judgement that is not yet printed leaves what it supersedes standing
    return replace(case, claims=tuple(claim for claim in case.claims if claim.id in kept))


def as_of(case: Case, cut_off: date, horizon: date) -> Case:
    """The case cut off on an earlier day, with forecasts to ``horizon``.

    Claims and events that came later go. Windows of unknown switches, which a case may have
    bounded by what it learned, are opened: from the first day the formation could be there to 90
    days after this cut-off. Windows of arrival end no later than 30 days after it.
    Scenarios are dropped; they start at the case's own cut-off.

    Raises InputError for a day outside the case.
    """
    if not case.start < cut_off < horizon <= case.horizon:
        raise InputError(
            f"no backtest at {cut_off} to {horizon}: the case {case.id} runs from {case.start} to "
            f"{case.horizon} - choose days in between"
        )
    earlier = printed_by(case, cut_off)
    return replace(
        earlier,
        cut_off=cut_off,
        horizon=horizon,
        events=tuple(event for event in case.events if event.day <= cut_off),
        formations=tuple(_unbounded(f, case.start, cut_off) for f in case.formations),
        scenarios=(),
        folder="",
        hash=f"{case.hash} as of {cut_off}",
    )


def _unbounded(formation: Formation, start: date, cut_off: date) -> Formation:
    there = formation.arrival[0] if formation.arrival else start
    arrival = formation.arrival
    if arrival is not None:
        arrival = (arrival[0], max(arrival[0], min(arrival[1], cut_off + timedelta(days=30))))

    def opened(number: int, switch: Switch) -> Switch:
        # switches come in order: each later one may begin a fortnight later
        first = there + timedelta(days=14 * number)
        return replace(
            switch, first=first, last=cut_off + AHEAD,
            source="any day since it could be there; nothing later is used (backtest)",
        )  # fmt: skip

    return replace(
        formation,
        arrival=arrival,
        switches=tuple(opened(i, switch) for i, switch in enumerate(formation.switches)),
    )


def next_evidence(case: Case, cut_off: date, until: date) -> tuple[Evidence, ...]:
    """What was printed after a cut-off, to ``until``: the claims a forecast made then is scored on.

    Repeats are judged with all that was printed by ``until``, so that an echo is scored once.
    """
    days = {claim.id: claim.printed_on or claim.said_on for claim in case.claims}
    evidence, _ = evidence_for(printed_by(case, until))
    return tuple(
        item
        for item in evidence
        if (day := days[item.claim]) is not None and cut_off < day <= until
    )
