"""Cases that count without a campaign behind them: totals that grow, and things counted once.

A *tally* is a total that grows day by day, such as an army's casualties in a whole war; a family of
*counts* holds things that several sources counted once, such as the strengths at many battles.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from fogline.case.case import Guess
from fogline.case.checked import CheckedTable, near
from fogline.case.quantities import QUANTITIES

__all__ = ["Counted", "Counts", "Tally", "Usual", "read_counts", "read_tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Casualties that add up day by day, with the killed among them.

    per_day   prior for the usual casualties a day
    enemy     the side that fights it, whose claims on it are an enemy's
    aliases   other names by which claims' subjects call it (as a gazetteer resolves them)
    """

    id: str
    name: str
    side: str
    per_day: Guess | None = None
    enemy: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One thing that was counted: a side's army at a battle, a day's losses."""

    id: str
    name: str
    side: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """What counts of a family usually are.

    median, factor   prior of the typical item (90 % within median / factor to median * factor)
    spread           standard deviation of items about it, log scale: fixed (decisions/0004)
    """

    quantity: str
    median: float
    factor: float
    spread: float = 1.0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A family of things counted once each; the typical size is learned.

    enemy   the side that fights them, whose claims on them are an enemy's
    """

    id: str
    name: str
    usual: tuple[Usual, ...]
    items: tuple[Counted, ...]
    enemy: str = ""


def _side(table: CheckedTable, sides: Collection[str], key: str = "side") -> str:
    side = table.text(key)
    if side and side not in sides:
        table.fault(key, f"{key} = {side!r} is no side of the case", near(side, sides))
    return side


def _guess(owner: CheckedTable, key: str) -> Guess | None:
    table = owner.table(key)
    if table is None:
        return None
    found = Guess(
        median=_above(table, "median", 0.0), factor=_above(table, "factor", 1.0),
        source=table.text("source"),
    )  # fmt: skip
    table.done()
    return found


def _above(table: CheckedTable, key: str, floor: float) -> float:
    number = table.number(key, required=True)
    if number is not None and number <= floor:
        table.fault(key, f"{key} = {number:g} is not above {floor:g}")
    return number if number is not None and number > floor else floor + 1.0


def read_tally(table: CheckedTable, sides: Collection[str]) -> Tally:
    """One tally of case.toml; faults go to the table's collector."""
    found = Tally(
        id=table.text("id", required=True), name=table.text("name", required=True),
        side=_side(table, sides), per_day=_guess(table, "per_day"),
        enemy=_side(table, sides, "enemy"), aliases=table.texts("aliases"),
    )  # fmt: skip
    table.done()
    return found


def read_counts(table: CheckedTable, sides: Collection[str]) -> Counts:
    """One family of counts of case.toml; faults go to the table's collector."""
    found = Counts(
        id=table.text("id", required=True),
        name=table.text("name", required=True),
        usual=tuple(_usual(item) for item in table.tables("usual")),
        items=tuple(_item(item, sides) for item in table.tables("items")),
        enemy=_side(table, sides, "enemy"),
    )
    if not found.usual:
        table.fault("usual", "says no quantity that was counted", "add [[counts.usual]]")
    if not found.items:
        table.fault("items", "nothing was counted", "add [[counts.items]] with id and name")
    table.done()
    return found


def _usual(table: CheckedTable) -> Usual:
    quantity = table.text("quantity", required=True)
    if quantity and quantity not in QUANTITIES["count"]:
        table.fault(
            "quantity", f"quantity = {quantity!r} is not counted so",
            near(quantity, QUANTITIES["count"]),
        )  # fmt: skip
    found = Usual(
        quantity=quantity, median=_above(table, "median", 0.0),
        factor=_above(table, "factor", 1.0),
        spread=_above(table, "spread", 0.0) if "spread" in table.data else 1.0,
        source=table.text("source"),
    )  # fmt: skip
    table.done()
    return found


def _item(table: CheckedTable, sides: Collection[str]) -> Counted:
    found: dict[str, Any] = {
        "id": table.text("id", required=True), "name": table.text("name", required=True),
        "side": _side(table, sides), "aliases": table.texts("aliases"),
    }  # fmt: skip
    table.done()
    return Counted(**found)
