"""Interval bars that stand in a table's cell: posterior in three steps, prior faint behind it."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

__all__ = ["interval_bar", "share_bar", "shared_axis"]

WIDTH, HEIGHT = 180, 22
_LEVELS = (("95", 6), ("80", 10), ("50", 14))

Intervals = Mapping[str, tuple[float, float]]


def shared_axis(*groups: tuple[float, Intervals]) -> tuple[float, float]:
    """Lowest and highest finite number of several (median, intervals), with a little air."""
    numbers = [x for median, intervals in groups for pair in intervals.values() for x in pair]
    numbers += [median for median, _ in groups]
    finite = [x for x in numbers if isfinite(x)]
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    if low == high:
        low, high = low - (abs(low) or 1.0) / 2, high + (abs(high) or 1.0) / 2
    air = (high - low) * 0.04
    return low - air, high + air


def _axis_with_prior(median: float, intervals: Intervals, prior: Intervals) -> tuple[float, float]:
    """An axis that keeps the posterior legible: the prior may widen it to three times at most."""
    low, high = shared_axis((median, intervals))
    span = high - low
    if pair := prior.get("80"):
        if isfinite(pair[0]):
            low = max(min(low, pair[0]), low - span)
        if isfinite(pair[1]):
            high = min(max(high, pair[1]), high + span)
    return low, high


def interval_bar(
    median: float,
    intervals: Intervals,
    prior: Intervals | None = None,
    *,
    axis: tuple[float, float] | None = None,
    kind: str = "posterior",
    zero: bool = False,
) -> str:
    """An SVG bar (markup made of numbers only): prior, 95, 80, 50 % and the median.

    axis   lowest and highest number drawn; by default this row's own
    kind   class of the bar: "posterior", "scenario", "difference"
    """
    low, high = axis or _axis_with_prior(median, intervals, prior or {})
    if not (isfinite(low) and isfinite(high) and high > low and isfinite(median)):
        return ""

    def place(value: float) -> float:
        return round(min(max((value - low) / (high - low), 0.0), 1.0) * WIDTH, 1)

    parts: list[str] = []
    middle = HEIGHT / 2
    if prior and "80" in prior and all(map(isfinite, prior["80"])):
        left, right = (place(x) for x in prior["80"])
        parts.append(
            f'<rect class="b-prior" x="{left}" y="{middle - 9}"'
            f' width="{max(1.0, right - left):.1f}" height="18"/>'
        )
    if zero and low < 0 < high:
        parts.append(f'<path class="b-zero" d="M{place(0)},0V{HEIGHT}"/>')
    for level, thick in _LEVELS:
        pair = intervals.get(level)
        if not pair or not all(map(isfinite, pair)):
            continue
        left, right = (place(x) for x in pair)
        parts.append(
            f'<rect class="b{level}" x="{left}" y="{middle - thick / 2:g}"'
            f' width="{max(1.0, right - left):.1f}" height="{thick}"/>'
        )
    parts.append(f'<path class="b-median" d="M{place(median)},{middle - 9}V{middle + 9}"/>')
    return (
        f'<svg class="bar bar-{kind}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}"'
        f' aria-hidden="true" focusable="false">{"".join(parts)}</svg>'
    )


def share_bar(share: float) -> str:
    """A short bar filled to a share of 0 to 1."""
    part = min(max(share if isfinite(share) else 0.0, 0.0), 1.0) * 60
    return (
        '<svg class="bar share" viewBox="0 0 60 8" width="60" height="8" aria-hidden="true"'
        f' focusable="false"><rect class="b-prior" width="60" height="8"/>'
        f'<rect class="b50" width="{part:.1f}" height="8"/></svg>'
    )
