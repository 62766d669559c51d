"""Proposals that two claims speak of the same happening or come from the same origin.

Nothing is merged: a proposal is a pair, a relation and a score between 0 and 1, for the analyst to
judge (design 3.4). Numbers, subjects, times and origins are compared, and the words last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import Literal

from fogline.claims.claim import Claim
from fogline.claims.measures import MEASURES

__all__ = ["LinkRelation", "Proposal", "propose"]

LinkRelation = Literal["same event", "same origin"]
Proposal = tuple[str, str, LinkRelation, float]

EVENT_THRESHOLD = 0.8  # below this a pair is not proposed. Source: chosen by us on the kursk case
ORIGIN_THRESHOLD = 0.6  # likewise; see docs/theory/reading.md
MONTH = 31  # days within which a figure printed again is taken for a repetition
NEAR_DAYS = 10  # dates further apart than this share no event unless their intervals overlap
LARGEST_GROUP = 400  # pairs are compared inside windows of this many claims in order of printing


DERIVED = 0.62  # a part told with its whole. Source: chosen by us, just above the threshold
_LOSSES = ("casualties", "casualties_period", "killed_or_wounded")
_WHOLES = {
    "wounded": _LOSSES, "killed": _LOSSES, "captured": _LOSSES, "missing": _LOSSES,
    "share_casualties": (*_LOSSES, "deployed"), "share_killed_of_casualties": (*_LOSSES, "killed"),
    "area_retaken_share": ("area_retaken_km2",),
}  # fmt: skip

_FAMILY = {"killed": "casualties", "captured": "casualties"}  # echoes turn one into the other


def propose(claims: Iterable[Claim]) -> list[Proposal]:
    """Pairs of claims that may speak of one event or go back to one origin, best first.

    Returns (earlier id, later id, relation, score); the earlier claim is the one printed first,
    then the one standing first in its report. Claims of one report are never proposed as of one
    origin, rejected claims, pairs already linked and claims without a canonical measure not at all,
    and a pair at most once, with the stronger relation.
    """
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        known = MEASURES.get(claim.measure)
        if known is None or claim.status == "rejected":
            continue
        groups[
            _FAMILY.get(known.group, known.group), claim.measure if known.group == "status" else ""
        ].append(claim)
    best: dict[tuple[str, str], Proposal] = {}
    for members in groups.values():
        members.sort(key=_printed)
        for window in _windows(members):
            for one, other in combinations(window, 2):
                proposal = _compared(one, other)
                if proposal is None:
                    continue
                key = proposal[0], proposal[1]
                if key not in best or best[key][3] < proposal[3]:
                    best[key] = proposal
    for one, other in _derived(groups.values()):
        best.setdefault((one.id, other.id), (one.id, other.id, "same origin", DERIVED))
    return sorted(best.values(), key=lambda p: (-p[3], p[0], p[1]))


def _derived(groups: Iterable[Sequence[Claim]]) -> Iterable[tuple[Claim, Claim]]:
    """One source's figures of one day of which the second follows from the first: a share of a total.

    "20,842 losses, of them 12,220 wounded"; "801 km2 retaken, which is 63 per cent".
    """
    days: dict[tuple[str, date, str], list[Claim]] = defaultdict(list)
    for members in groups:
        for claim in members:
            if claim.origin and claim.subject.entity and claim.printed_on and not claim.repeats:
                key = _folded(claim.origin), claim.printed_on, claim.subject.entity
                days[key].append(claim)
    for members in days.values():
        members.sort(key=_printed)
        for one, other in combinations(members, 2):
            if one.report and one.report == other.report:
                continue  # there the report's own words tell what is a part of what
            if _follows(one, other) or _follows(other, one):
                yield one, other


def _follows(part: Claim, whole: Claim) -> bool:
    wholes = _WHOLES.get(part.measure, ())
    if whole.measure not in wholes:
        return False
    total, share = _figure(whole), _figure(part)
    return MEASURES[part.measure].group == "share" or (
        total is not None and share is not None and share < total
    )


def _printed(claim: Claim) -> tuple[date, str, int, str]:
    return claim.printed_on or claim.held.until or date.min, claim.report, claim.start, claim.id


def _windows(members: Sequence[Claim]) -> Iterable[Sequence[Claim]]:
    if len(members) <= LARGEST_GROUP:
        yield members
        return
    step = LARGEST_GROUP // 2
    for start in range(0, len(members) - step, step):
        yield members[start : start + LARGEST_GROUP]


def _compared(one: Claim, other: Claim) -> Proposal | None:
    if one.id == other.id or one.id == other.repeats or other.id == one.repeats:
        return None
    event = _event_score(one, other)
    origin = max(_origin_score(one, other, event), _repeat_score(one, other))
    if origin >= ORIGIN_THRESHOLD:
        return one.id, other.id, "same origin", round(origin, 3)
    if event >= EVENT_THRESHOLD:
        return one.id, other.id, "same event", round(event, 3)
    return None


def _event_score(one: Claim, other: Claim) -> float:
    """How likely both speak of the same quantity of the same force at the same time."""
    subject, numbers, times = _subjects(one, other), _numbers(one, other), _times(one, other)
    if 0.0 in (subject, numbers, times):
        return 0.0
    same_measure = 1.0 if one.measure == other.measure else 0.8
    return same_measure * (0.35 * subject + 0.35 * numbers + 0.3 * times)


def _origin_score(one: Claim, other: Claim, event: float) -> float:
    """One origin: the same voice or organisation and number, in different reports."""
    if event <= 0.0:
        return 0.0
    if (one.report and one.report == other.report) or not one.origin or not other.origin:
        return 0.0
    same = _folded(one.origin) == _folded(other.origin)
    cited = _folded(one.publisher) in {_folded(name) for name in (*other.via, other.origin)} - {""}
    if not same and not cited:
        return 0.0
    exact = (one.low, one.value, one.high) == (other.low, other.value, other.high)
    if same and not exact and one.held.until != other.held.until:
        return 0.0  # the same source's next figure, no echo of its last
    words = _same_words(one.words, other.words)
    return min(1.0, 0.4 * event + (0.4 if exact else 0.22) + 0.2 * words)


def _repeat_score(one: Claim, other: Claim) -> float:
    """The same bounds for the same force in another report within a month: likely repeated.

    A figure with two and more digits that are no zero is seldom reached twice.
    """
    number = _figure(one)
    if number is None or number != _figure(other) or not _same_force(one, other):
        return 0.0
    a = _interval(one)
    if (one.report and one.report == other.report) or not one.subject.entity:
        return 0.0
    days = abs((_printed(one)[0] - _printed(other)[0]).days)
    telling = len(f"{number:g}".replace(".", "").strip("0")) >= 2
    score = (0.5 if one.measure == other.measure else 0.35) + 0.2 * (1.0 - days / MONTH)
    score += (0.15 if telling else 0.0) + 0.2 * _same_words(one.words, other.words)
    if a != _interval(other):
        score -= 0.05  # the hedge changed on the way: "3,000" become "as many as 3,000"
    if one.subject.entity != other.subject.entity:
        score -= 0.05  # a loss of two armies told as that of one
    return score if days <= MONTH else 0.0


def _figure(claim: Claim) -> float | None:
    """The number a claim prints, whatever hedge stands before it; None for a range or none."""
    if claim.value is not None:
        return claim.value
    ends = [end for end in (claim.low, claim.high) if end]
    return ends[0] if len(ends) == 1 else None


def _same_force(one: Claim, other: Claim) -> bool:
    a, b = set(one.subject.entity.split("+")), set(other.subject.entity.split("+"))
    return bool(a & b - {""})


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.lower())).removeprefix("the ")


def _subjects(one: Claim, other: Claim) -> float:
    if one.subject.entity and other.subject.entity:
        return 1.0 if one.subject.entity == other.subject.entity else 0.0
    shared = _same_words(one.subject.words, other.subject.words)
    return 0.5 + 0.4 * shared if shared else 0.35


def _interval(claim: Claim) -> tuple[float, float] | None:
    low = claim.low if claim.low is not None else claim.value
    high = claim.high if claim.high is not None else claim.value
    if low is None and high is None:
        return None
    return (0.0 if low is None else low), (float("inf") if high is None else high)


def _numbers(one: Claim, other: Claim) -> float:
    """1 for one number, less as the intervals part; two bounds that merely allow each other .5."""
    a, b = _interval(one), _interval(other)
    if a is None or b is None:
        return 0.7 if a is b else 0.0
    if (one.low, one.value, one.high) == (other.low, other.value, other.high):
        return 1.0
    if one.value is not None and one.value == other.value:
        return 1.0
    shared, union = min(a[1], b[1]) - max(a[0], b[0]), max(a[1], b[1]) - min(a[0], b[0])
    if shared < 0:
        gap = max(a[0], b[0]) / max(min(a[1], b[1]), 1e-9)
        return 0.4 if gap <= 1.1 else 0.0
    if union == float("inf"):
        return 0.5
    return 0.6 + 0.4 * shared / union if union else 1.0


def _times(one: Claim, other: Claim) -> float:
    """1 for the same days; of a total so far only the day it was reached counts."""
    first, second = one.held, other.held
    last_one, last_other = first.until or first.from_, second.until or second.from_
    if last_one is None or last_other is None:
        return 0.5
    start_one, start_other = first.from_ or last_one, second.from_ or last_other
    if MEASURES[one.measure].timing == "cumulative":
        start_one, start_other = last_one, last_other
    shared = (min(last_one, last_other) - max(start_one, start_other)).days + 1
    union = (max(last_one, last_other) - min(start_one, start_other)).days + 1
    if shared > 0:
        return 0.5 + 0.5 * shared / union
    return max(0.0, 1.0 - (1 - shared) / NEAR_DAYS) * 0.9


def _same_words(one: str, other: str) -> float:
    a, b = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(a & b) / len(a | b) if a and b else 0.0
