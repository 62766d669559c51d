"""What a number was bound to."""

from __future__ import annotations

from dataclasses import dataclass, field

from fogline.claims.claim import Modality
from fogline.claims.numbers import Number
from fogline.claims.syntax import Token

__all__ = ["EQUIPMENT_LOST", "PERSONS", "Binding"]

PERSONS = ("force", "civilian")
EQUIPMENT_LOST = {
    "vehicle": "vehicles_lost", "gun": "guns_lost", "aircraft": "aircraft_lost", "ship": "ships_lost",
    "drone": "drones_lost",
}  # fmt: skip
"""What of a dimension is counted when it is lost."""


@dataclass(slots=True)
class Binding:
    """What a number was bound to.

    anchor      token whose clause, time and voice are the claim's (the head noun or the number)
    predicate   the verb or noun that governs it, None when there is none
    phrase      half-open span of the noun phrase around the number
    is_part     "89 of them", "among them 12 officers": of what was counted before
    stated      the number's own words say what befell: "70 wounded"; no neighbour says otherwise
    modality    what the number's own words make of it: "2 probable"; None where they say nothing
    is_total    "the total", "the figure": a number of what the sentence counted before
    """

    number: Number
    anchor: Token
    head: Token | None = None
    predicate: Token | None = None
    dimension: str = ""
    action: str = ""
    measure: str = ""
    unit: str = ""
    unit_as_written: str = ""
    factor: float = 1.0
    role: str = ""
    noun: str = ""
    phrase: tuple[int, int] = (0, 0)
    subject_words: str = ""
    side: str = ""
    agent: str = ""
    elided: bool = False
    partitive: bool = False
    is_total: bool = False
    is_part: bool = False
    stated: bool = False
    place_side: str = ""
    modality: Modality | None = None
    negligible: bool = False
    flags: list[str] = field(default_factory=list)
