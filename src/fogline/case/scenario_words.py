"""A what-if in a line of words: ``reinforce nk 3000 from 2025-03-01``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args, get_type_hints

from fogline.case.case import Case, Scenario
from fogline.ground.errors import InputError, UnknownName

__all__ = ["SCENARIO_FORMS", "scenario_of_words"]

SCENARIO_FORMS = (
    "return FORMATION from DAY",
    "reinforce FORMATION PERSONS from DAY",
    "deliveries STOCK FACTOR from DAY",
    "leave SECTOR from DAY",
    "transfer FORMATION PERSONS to FRONT from DAY",
)
"""What a line may say; those that last may end in "until DAY"."""

LASTING = ("return", "deliveries", "leave")
"""Changes that can end; persons that have come or gone stay."""

MOST_PERSONS = 10_000_000
"""More come or go nowhere. Source: chosen by us; the armies of 1944 had some ten million."""

_CHANGES: tuple[Any, ...] = get_args(get_type_hints(Scenario)["change"])
_LINE = re.compile(
    r"(?P<change>\w+)\s+(?P<target>[\w-]+)(?:\s+x?(?P<amount>[\d.,]+))?(?:\s+to\s+(?P<to>[\w-]+))?"
    r"\s+from\s+(?P<start>\S+)(?:\s+until\s+(?P<until>\S+))?\Z",
    re.IGNORECASE,
)


def scenario_of_words(case: Case, lines: Sequence[str]) -> Scenario:
    """The what-if that some lines describe together, each one change.

    Raises InputError that shows the forms, UnknownName for a part that the case does not have.
    """
    made = [_change(case, line) for line in lines]
    if not made:
        raise InputError(f"no change - say one of: {'; '.join(SCENARIO_FORMS)}")
    first, *also = made
    title = "; ".join(item.title for item in made)
    return replace(first, title=title, also=tuple(also))


def _change(case: Case, line: str) -> Scenario:
    found = _LINE.match(line.strip())
    change = found["change"].lower() if found else ""
    if not found or change not in _CHANGES:
        raise InputError(f"{line!r} is no change - write it as: {'; '.join(SCENARIO_FORMS)}")
    parts = {
        "deliveries": [stock.id for stock in case.stocks],
        "leave": [sector.id for sector in case.sectors if sector.kind == "salient"],
    }
    known = parts.get(change, [formation.id for formation in case.formations])
    target = found["target"]
    if target not in known:
        raise UnknownName(f"part that {change} can touch", target, known)
    fronts = [sector.id for sector in case.sectors if sector.kind == "front"]
    to = found["to"] or ""
    if change == "transfer" and to not in fronts:
        raise UnknownName("front to transfer to", to, fronts)
    if change != "transfer" and to:
        raise InputError(f"{line!r}: only a transfer goes to a front")
    start = _day(found["start"], line)
    until = _day(found["until"], line) if found["until"] else None
    if until is not None and change not in LASTING:
        raise InputError(f"{line!r}: a {change} has no end - leave out the words until {until}")
    if until is not None and until <= start:
        raise InputError(f"{line!r} ends on {until}, not after its start on {start}")
    return Scenario(
        id="asked", title=line.strip()[:120], change=change, target=target, to=to,  # type: ignore[arg-type]
        start=start, amount=_amount(change, found["amount"], line), until=until,
    )  # fmt: skip


def _amount(change: str, said: str | None, line: str) -> float:
    if said is None and change in ("return", "leave"):
        return 1.0
    if change == "leave":
        raise InputError(f"{line!r}: ground is left whole - leave out the number")
    try:
        number = float((said or "").replace(",", ""))
    except ValueError:
        wanted = "a factor such as .5" if change == "deliveries" else "a number of persons"
        raise InputError(f"{line!r} needs {wanted} behind what it changes") from None
    if change == "return" and number > 1:
        raise InputError(f"{line!r}: what returns is a part of the force, at most 1")
    if change in ("reinforce", "transfer") and not 0 < number <= MOST_PERSONS:
        raise InputError(f"{line!r}: between 1 and {MOST_PERSONS:,} persons can come or go")
    return number


def _day(said: str, line: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise InputError(f"{line!r}: {said!r} is no day - write it as 2025-03-01") from None
