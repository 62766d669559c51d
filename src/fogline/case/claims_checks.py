"""What must hold between a case's claims, its sources and what it declares."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from fogline.case.case import Case
from fogline.case.checked import Faults, near
from fogline.case.claims_table import ClaimRow, SourceRow
from fogline.claims import Claim
from fogline.claims.measures import MEASURES
from fogline.ground.errors import Fault
from fogline.ground.units import UNITS

__all__ = ["check_claims", "check_sources", "claim_faults"]


def check_sources(rows: list[SourceRow], values: dict[str, Any], faults: Faults) -> None:
    """Ids once, sides declared, parents there and not in a circle."""
    parents = {row.source.id: row.source.parent for row in rows}
    sides = {side.id for side in values["sides"]}
    seen: dict[str, int] = {}
    for row in rows:
        source = row.source

        def fault(what: str, remedy: str = "", *, row: SourceRow = row) -> None:
            name = row.source.id
            faults.add("sources.csv", row.line, f"{name}: {what}" if name else what, remedy)

        if not source.id:
            fault("the id is empty", "give every source an id")
        elif source.id in seen:
            fault(f"the id stands on line {seen[source.id]} already", "keep one")
        seen.setdefault(source.id, row.line)
        if source.side and source.side not in sides:
            fault(f"the side {source.side!r} is not in case.toml", near(source.side, sides))
        if source.parent and source.parent not in parents:
            fault(f"the parent {source.parent!r} is no source", near(source.parent, parents))
        elif source.parent and _in_circle(source.id, parents):
            fault("it is its own ancestor", "end the chain of parents")


def _in_circle(name: str, parents: dict[str, str]) -> bool:
    at, steps = parents.get(name, ""), 0
    while at and at != name and steps <= len(parents):
        at, steps = parents.get(at, ""), steps + 1
    return at == name


def check_claims(
    rows: list[ClaimRow], sources: Collection[str], values: dict[str, Any], faults: Faults
) -> None:
    """Ids once; links, measures, subjects, sources known; numbers, units and days possible."""
    lines: dict[str, int] = {}
    for row in rows:
        if row.claim.id in lines and row.claim.id:
            faults.add(
                "claims.csv", row.line,
                f"{row.claim.id}: the id stands on line {lines[row.claim.id]} already",
                "a correction is a new row with a new id that supersedes the old one",
            )  # fmt: skip
        lines.setdefault(row.claim.id, row.line)
    subjects = _subjects(values)
    for row in rows:
        for what, remedy in _claim_faults(row, lines, sources, subjects, values):
            label = f"{row.claim.id}: {what}" if row.claim.id else what
            faults.add("claims.csv", row.line, label, remedy)


def claim_faults(case: Case, rows: list[ClaimRow]) -> list[Fault]:
    """What a case would say of rows of its claims.csv."""
    names = ("sides", "formations", "sectors", "stocks", "tallies", "counts", "cut_off")
    values = {name: getattr(case, name) for name in names}
    found = Faults()
    check_claims(rows, [source.id for source in case.sources], values, found)
    return found.all


def _subjects(values: dict[str, Any]) -> set[str]:
    known = {side.id for side in values["sides"]}
    counted = [item for family in values["counts"] for item in family.items]
    for group in ("formations", "sectors", "stocks", "tallies"):
        for part in (*values[group], *counted):
            known |= {part.id, *part.aliases}
    return known


Complaint = tuple[str, str]


def _claim_faults(
    row: ClaimRow,
    lines: dict[str, int],
    sources: Collection[str],
    subjects: set[str],
    values: dict[str, Any],
) -> list[Complaint]:
    claim = row.claim
    found: list[Complaint] = []
    if not claim.id:
        found.append(("the id is empty", "give every claim an id"))
    for key in ("repeats", "supersedes"):
        other = getattr(claim, key)
        if other and other not in lines:
            found.append((f"{key} names {other!r}, which is no claim", near(other, lines)))
        elif other and other == claim.id:
            found.append((f"{key} names the claim itself", "empty the cell"))
        elif key == "supersedes" and other and lines[other] > row.line:
            found.append((f"it supersedes {other}, which stands below it", "append, never insert"))
    if claim.relation and not claim.repeats:
        found.append((f"relation is {claim.relation!r} but repeats is empty", "name the claim"))
    if claim.origin and claim.origin not in sources:
        found.append(
            (f"the source {claim.origin!r} is not in sources.csv", near(claim.origin, sources))
        )
    if claim.measure and claim.measure not in MEASURES:
        found.append((f"the measure {claim.measure!r} is unknown", near(claim.measure, MEASURES)))
    if not claim.extractor:  # a machine-read subject may be unknown to the case; it is then listed
        for part in filter(None, claim.subject.entity.split("+")):
            if part not in subjects:
                found.append((f"the subject {part!r} is not in case.toml", near(part, subjects)))
    if claim.extractor:  # what a machine misread is listed with its reason, never a fault
        return found + _late(claim, values)
    return found + _number_faults(claim) + _day_faults(claim) + _late(claim, values)


def _number_faults(claim: Claim) -> list[Complaint]:
    found: list[Complaint] = []
    numbers = [number for number in (claim.low, claim.value, claim.high) if number is not None]
    if numbers != sorted(numbers):
        shown = ", ".join(
            f"{name} {getattr(claim, name):g}"
            for name in ("low", "value", "high")
            if getattr(claim, name) is not None
        )
        found.append((f"low, value and high are not in order: {shown}", "put them in order"))
    if claim.unit and claim.unit not in UNITS:
        found.append((f"the unit {claim.unit!r} is unknown", near(claim.unit, UNITS)))
    if not numbers:
        return found
    if min(numbers) < 0:
        found.append((f"the number {min(numbers):g} is below 0", "write its size"))
    if claim.unit == "share" and max(numbers) > 1:
        found.append((f"the share {max(numbers):g} is above 1", "write 40 % as 0.4"))
    measure = MEASURES.get(claim.measure)
    if measure and measure.unit in UNITS and measure.unit != "status" and not claim.extractor:
        own, expected = UNITS.get(claim.unit), UNITS[measure.unit]
        if own is not None and own.dimension != expected.dimension:
            found.append(
                (f"{claim.measure} is measured in {expected.name}, not {claim.unit}",
                 "mend the unit or the measure")
            )  # fmt: skip
        elif not claim.unit:
            found.append(("a number without a unit", f"write {measure.unit}"))
    return found


def _day_faults(claim: Claim) -> list[Complaint]:
    held = claim.held
    if held.from_ and held.until and held.from_ > held.until:
        return [(f"it held from {held.from_}, after its end {held.until}", "exchange the two days")]
    return []


def _late(claim: Claim, values: dict[str, Any]) -> list[Complaint]:
    found: list[Complaint] = []
    waived = claim.status == "rejected" or claim.modality == "forecast"
    if claim.printed_on and claim.printed_on > values["cut_off"] and not waived:
        found.append(
            (f"printed on {claim.printed_on}, after the cut-off {values['cut_off']}",
             "a case must not know what came later: remove it, reject it, or move the cut-off")
        )  # fmt: skip
    return found
