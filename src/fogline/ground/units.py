"""Units and their dimensions, with exact conversion factors.

Source: international foot (1959) and the definitions of the SI brochure, 9th edition.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["UNITS", "Unit", "convert"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension and how many of the dimension's base unit it holds."""

    name: str
    dimension: str
    factor: float


_TABLE = [
    Unit("persons", "persons", 1.0),
    Unit("persons/day", "persons/time", 1.0),
    Unit("km2", "area", 1.0),
    Unit("sq mi", "area", 2.589988110336),
    Unit("ha", "area", 0.01),
    Unit("acres", "area", 0.0040468564224),
    Unit("m2", "area", 1e-6),
    Unit("km2/day", "area/time", 1.0),
    Unit("km", "length", 1.0),
    Unit("mi", "length", 1.609344),
    Unit("m", "length", 0.001),
    Unit("yd", "length", 0.0009144),
    Unit("nmi", "length", 1.852),
    Unit("km/day", "length/time", 1.0),
    Unit("rounds", "rounds", 1.0),
    Unit("rounds/day", "rounds/time", 1.0),
    Unit("rounds/year", "rounds/time", 1.0 / 365.25),
    Unit("containers", "containers", 1.0),
    Unit("missiles", "missiles", 1.0),
    Unit("pieces", "pieces", 1.0),
    Unit("vehicles", "vehicles", 1.0),
    Unit("aircraft", "aircraft", 1.0),
    Unit("drones", "drones", 1.0),
    Unit("ships", "ships", 1.0),
    Unit("formations", "formations", 1.0),
    Unit("attacks", "attacks", 1.0),
    Unit("attacks/day", "attacks/time", 1.0),
    Unit("strikes", "strikes", 1.0),
    Unit("sorties", "sorties", 1.0),
    Unit("t", "mass", 1.0),
    Unit("settlements", "settlements", 1.0),
    Unit("share", "share", 1.0),
    Unit("days", "time", 1.0),
    Unit("status", "status", 1.0),
]
UNITS: dict[str, Unit] = {unit.name: unit for unit in _TABLE}


def convert(value: float, source: str, target: str) -> float:
    """``value`` in unit ``source`` expressed in ``target``; ValueError if dimensions differ."""
    a, b = UNITS[source], UNITS[target]
    if a.dimension != b.dimension:
        raise ValueError(f"cannot turn {source} ({a.dimension}) into {target} ({b.dimension})")
    return value * a.factor / b.factor
