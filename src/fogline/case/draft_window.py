"""The first day of a drafted case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from fogline.case.draft_parts import Reasons, number_of
from fogline.case.origins import has_time
from fogline.claims import Claim
from fogline.ground.days import show_date

__all__ = ["opening_day"]

LONGEST_DAYS = 800
"""No drafted window is longer. Source: chosen by us; a report says little of older days."""

FEWEST_DAYS = 7
"""No drafted window is shorter. Source: chosen by us; a loss rate per day needs some days."""

_BEGINS = re.compile(r"(?i)(?:since|from|between)\b")


def opening_day(
    claims: Sequence[Claim], offensives: Sequence[Claim], cut_off: date, why: Reasons
) -> date:
    """The case's first day: the earliest day a claim of a number speaks of, within reason.

    Claims of the last weeks alone open it that early only where the words give a beginning: losses
    "since 9 January", an offensive that began then.
    """
    days = [
        day
        for claim in claims
        if claim.status != "rejected" and claim.modality in ("asserted", "probable")
        if claim.measure and number_of(claim) is not None
        for day in (claim.held.from_, claim.held.until)
        if day is not None and day <= cut_off and has_time(claim)
    ]
    earliest = cut_off - timedelta(days=LONGEST_DAYS)
    inside = [day for day in days if day >= earliest]
    begun = [
        claim.held.from_
        for claim in (*claims, *offensives)
        if claim.held.from_ and has_time(claim) and earliest <= claim.held.from_ < cut_off
        and (_BEGINS.match(claim.held.basis) or claim.measure == "offensive")
        and claim.status != "rejected" and claim.modality in ("asserted", "probable")
    ]  # fmt: skip
    latest = cut_off - timedelta(days=FEWEST_DAYS)
    if begun and min(begun) > cut_off - timedelta(days=28):
        start = min(*begun, *inside, latest)
        if start < latest:
            words = f", the first day that the reports speak of, and ends on {show_date(cut_off)}."
        else:
            words = (
                f", {FEWEST_DAYS} days before it ends on {show_date(cut_off)}: the story of the "
                "reports begins later still."
            )
        why.say("start", f"The window opens on {show_date(start)}{words}")
        return start
    if not inside or min(inside) > cut_off - timedelta(days=28):
        start = cut_off - timedelta(days=90)
        why.say(
            "start",
            f"The window opens on {show_date(start)}, 90 days before the cut-off: the claims of "
            "numbers speak of the last four weeks alone.",
        )
        return start
    start = min(inside)
    why.say(
        "start",
        f"The window opens on {show_date(start)}, the earliest day that a claim of a number speaks "
        f"of, and ends on {show_date(cut_off)}, the last day of publication.",
    )
    if len(inside) < len(days):
        why.say("start", f"Days more than {LONGEST_DAYS} before the cut-off are left out.")
    return start
