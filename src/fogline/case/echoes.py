"""Origins that track each other: found by their numbers, counted once.

Two sources that count the same things apart differ; one that passes on the other's numbers equals
them. Each pair of sources is compared on what both say of the same quantity on the same days;
totals are compared by what they add between consecutive days on which both give one, because two
totals that once agreed go on agreeing. The null is two sources that count apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise
from math import comb, exp, log, sqrt

from fogline.case.evidence import Evidence

__all__ = [
    "EQUAL_WITHIN",
    "LEAST_SHARE",
    "LINKED_BELOW",
    "MIN_PAIRS",
    "NULL_SHARE",
    "Echo",
    "compare",
    "discounted",
    "find_echoes",
]

EQUAL_WITHIN = 0.01
"""Two numbers are equal when the larger is at most this share above the smaller."""

NULL_SHARE = 0.11
"""Share of pairs of two sources that count apart whose numbers are equal.

Source: strengths of Civil War battles by Bodart (1908), who compiled apart from the Americans:
equal to Livermore's in .06, to Clodfelter's in .08, CWSAC's in .10, CWS-II's in .11 of the battles
both count (acw_battles); the largest is taken.
"""

MIN_PAIRS, LINKED_BELOW, LEAST_SHARE = 8, 0.001, 0.5
"""A pair of sources is linked when, of so many pairs or more, at least this share is equal, and so
many would be with less than this probability if they counted apart. Source: chosen by us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """How closely two sources' numbers agree, and whether the later one counts as an echo.

    origin, echo   the source that spoke first, and the other
    n, n_equal     pairs compared; those equal within one per cent
    ratio          geometric mean of echo over origin; spread: standard deviation of that ratio
                   from pair to pair; error: standard error of the mean
    p              probability of so many equal pairs if they counted apart (binomial)
    """

    origin: str
    echo: str
    group: str
    n: int
    n_equal: int
    ratio: float
    spread: float
    error: float
    p: float

    @property
    def share(self) -> float:
        """Share of the pairs that are equal."""
        return self.n_equal / self.n

    @property
    def linked(self) -> bool:
        """Whether the second source counts as an echo of the first."""
        return self.n >= MIN_PAIRS and self.share >= LEAST_SHARE and self.p < LINKED_BELOW


def compare(
    origin: str, echo: str, group: str, pairs: Sequence[tuple[float, float]]
) -> Echo | None:
    """Statistics of pairs (origin's number, echo's number), all above zero; None for no pair."""
    logs = [log(second / first) for first, second in pairs if first > 0 and second > 0]
    n = len(logs)
    if not n:
        return None
    mean = sum(logs) / n
    spread = sqrt(sum((x - mean) ** 2 for x in logs) / (n - 1)) if n > 1 else 0.0
    n_equal = sum(abs(x) <= log(1 + EQUAL_WITHIN) for x in logs)
    tail = sum(
        comb(n, k) * NULL_SHARE**k * (1 - NULL_SHARE) ** (n - k) for k in range(n_equal, n + 1)
    )
    return Echo(
        origin=origin, echo=echo, group=group, n=n, n_equal=n_equal, ratio=exp(mean),
        spread=spread, error=spread / sqrt(n), p=min(tail, 1.0),
    )  # fmt: skip


Quantity = tuple[object, ...]


def _number(item: Evidence) -> float:
    """The number said: a point's, or the middle of a rounded one; nil for bounds and statuses."""
    if item.scale != "log" or item.bound not in ("point", "interval"):
        return 0.0
    return item.value or sqrt(item.low * item.high)


def _key(item: Evidence) -> Quantity:
    """What is spoken of: observables, weights and days on both sides of the ratio."""
    return (item.scale, frozenset(item.numerator), frozenset(item.denominator))


def _is_total(item: Evidence, cumulative: Mapping[str, bool]) -> bool:
    term = item.numerator[0]
    alone = len(item.numerator) == 1 and not item.denominator
    return alone and cumulative.get(term.observable, False)


def _pairs(
    one: Sequence[Evidence], other: Sequence[Evidence], cumulative: Mapping[str, bool]
) -> list[tuple[float, float]]:
    """Numbers of both sources for the same quantity on the same days."""
    said = {_key(item): item for item in one if _number(item)}
    found: list[tuple[float, float]] = []
    totals: dict[str, dict[int, tuple[float, float]]] = {}
    for item in other:
        match = said.get(_key(item))
        if match is None or not _number(item):
            continue
        both = _number(match), _number(item)
        if _is_total(item, cumulative):
            term = item.numerator[0]
            totals.setdefault(term.observable, {})[term.day] = both
        else:
            found.append(both)
    for series in totals.values():
        days = sorted(series)
        if len(days) == 1:
            found.append(series[days[0]])
        for before, after in pairwise(days):
            first, second = (series[after][i] - series[before][i] for i in (0, 1))
            if first > 0 and second > 0:
                found.append((first, second))
    return found


def find_echoes(
    evidence: Sequence[Evidence], printed: Mapping[str, date], cumulative: Mapping[str, bool]
) -> tuple[Echo, ...]:
    """Every two sources with pairs to compare, group by group, most equal first.

    printed      day each claim was printed (or held): the source that is usually first is the
                 origin, of two equals the first by name
    cumulative   whether an observable is a total that grows
    """
    spoken: dict[str, dict[str, list[Evidence]]] = {}
    for item in evidence:
        if item.scale == "log":
            spoken.setdefault(item.group, {}).setdefault(item.source, []).append(item)
    found: list[Echo] = []
    for group, by_source in spoken.items():
        ordered = sorted(by_source, key=lambda s: (_usual_day(by_source[s], printed), s))
        for origin, echo in combinations(ordered, 2):
            pairs = _pairs(by_source[origin], by_source[echo], cumulative)
            made = compare(origin, echo, group, pairs)
            if made is not None and made.n >= MIN_PAIRS:
                found.append(made)
    return tuple(sorted(found, key=lambda e: (-e.share, e.group, e.origin, e.echo)))


def _usual_day(items: Sequence[Evidence], printed: Mapping[str, date]) -> date:
    days = sorted(printed.get(item.claim, date.max) for item in items)
    return days[len(days) // 2]


def discounted(
    evidence: Sequence[Evidence], echoes: Sequence[Echo]
) -> tuple[tuple[Evidence, ...], dict[str, Echo]]:
    """The evidence with echoes counted once, and the claims left out, each with its link.

    A claim of an echo on a quantity and days of which its origin (or the origin's) speaks is left
    out; any other carries the origin's error, for there is only one. Each echo follows the link
    with the most equal pairs.
    """
    parent: dict[tuple[str, str], Echo] = {}
    for echo in sorted(echoes, key=lambda e: -e.share):
        if echo.linked:
            parent.setdefault((echo.group, echo.echo), echo)
    if not parent:
        return tuple(evidence), {}
    said: dict[tuple[str, str], dict[Quantity, Evidence]] = {}
    for item in evidence:
        said.setdefault((item.group, item.source), {})[_key(item)] = item
    kept: list[Evidence] = []
    dropped: dict[str, Echo] = {}
    for item in evidence:
        link = parent.get((item.group, item.source))
        chain = []
        while link is not None:
            chain.append(link)
            link = parent.get((item.group, link.origin))
        again = next((e for e in chain if _key(item) in said[item.group, e.origin]), None)
        if again is not None:
            dropped[item.claim] = again
        elif chain:
            like = next(iter(said[item.group, chain[-1].origin].values()))
            kept.append(replace(item, source=like.source, side=like.side, relation=like.relation))
        else:
            kept.append(item)
    return tuple(kept), dropped
