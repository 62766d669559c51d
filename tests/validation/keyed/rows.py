"""What the re-keyed cases share: tables, claims, observables of every part."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fogline.case import Case, Observable
from fogline.case.case_table import part_kinds
from fogline.case.quantities import QUANTITIES
from fogline.claims import Claim, Held, Subject, Voice

__all__ = ["claim", "observables", "table"]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claim(
    number: str,
    *,
    origin: str,
    side: str,
    organisation: str,
    subject: str,
    measure: str,
    words: str,
    held: tuple[date, date],
    printed: date,
    value: float | None = None,
    low: float | None = None,
    high: float | None = None,
    unit: str = "persons",
    hedge: Any = "none",
    **more: Any,
) -> Claim:
    """A claim keyed from a table: our words, the number, its days."""
    return Claim(
        id=number, origin=origin, subject=Subject(words="", entity=subject), measure=measure,
        voices=(Voice(words="", organisation=organisation, side=side, kind="organisation"),),
        low=low, value=value, high=high, unit=unit, hedge=hedge,
        held=Held(from_=held[0], until=held[1], basis="as_of"),
        printed_on=printed, paraphrase=words, author="keyed from a table", **more,
    )  # fmt: skip


def observables(case: Case, wanted: Mapping[str, tuple[str, ...]], names: dict[str, str]) -> tuple[
    Observable, ...
]:  # fmt: skip
    """Observables of parts (id to quantities), their definitions filled with the parts' names."""
    kinds = part_kinds(case)
    return tuple(
        Observable(
            name=f"{part}.{quantity}",
            definition=QUANTITIES[kinds[part]][quantity].definition.format(name=names[part]),
            unit=QUANTITIES[kinds[part]][quantity].unit,
            title=f"{names[part]}: {QUANTITIES[kinds[part]][quantity].title}",
        )
        for part, quantities in wanted.items()
        for quantity in quantities
    )
