"""What can be observed of a formation, a sector, a stock: quantities, units, how they run in time.

An observable is named ``<id>.<quantity>``; the quantities are the ones a campaign model shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["QUANTITIES", "Quantity", "known_observables"]

PartKind = Literal["formation", "salient", "front", "stock", "tally", "count"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a kind of part.

    name        the part of an observable's name after the dot
    cumulative  counted from the case's start (stocks: from the first delivery)
    definition  what counts and what does not, with ``{name}`` for the part's name
    """

    name: str
    unit: str
    title: str
    definition: str
    cumulative: bool = False


_FORMATION = (
    Quantity("deployed", "persons", "sent to the theatre in all",
             "All persons of {name} who have arrived in the theatre, wherever they are now.", True),
    Quantity("present", "persons", "present in the sector",
             "Persons of {name} in the sector, alive and not captured, on or off the line."),
    Quantity("on_line", "persons", "on the line", "Those present of {name} who are on the line."),
    Quantity("off_line", "persons", "off the line",
             "Those present of {name} who are not on the line."),
    Quantity("en_route", "persons", "on the way",
             "Persons of {name} in the theatre but not yet in the sector."),
    Quantity("line_share", "share", "share on the line",
             "Share of those present of {name} who are on the line."),
    Quantity("assault_share", "share", "share of the day assaulting",
             "Share of the day in which {name} attacks rather than holds."),
    Quantity("called_poor", "share", "chance of being called poor",
             "Chance that a report calls {name} poorly led, supported or used."),
    Quantity("quality_factor", "", "loss rate over that of its like",
             "Loss rate of {name} over that of a force of usual quality."),
    Quantity("casualties", "persons", "casualties so far",
             "Killed, wounded (each wounding), captured and missing of {name} so far.", True),
    Quantity("killed", "persons", "killed so far",
             "Persons of {name} killed so far, dead of wounds included.", True),
    Quantity("wounded", "persons", "wounded so far",
             "Woundings of {name} so far, each one counted, also of those who came back.", True),
    Quantity("captured", "persons", "captured so far",
             "Persons of {name} captured alive so far, exchanged or not.", True),
    Quantity("missing", "persons", "missing so far", "Persons of {name} missing so far.", True),
    Quantity("evacuated", "persons", "evacuated for good so far",
             "Wounded of {name} taken out of the theatre for good so far.", True),
    Quantity("recovering", "persons", "recovering",
             "Wounded of {name} who are recovering and will come back."),
)  # fmt: skip
_SALIENT = (
    Quantity("held_km2", "km2", "area held",
             "Ground of {name} that the intruder holds firmly that day; contested left out."),
    Quantity("held_or_contested_km2", "km2", "area held or contested",
             "Ground of {name} that the intruder holds or contests that day."),
    Quantity("contested_km2", "km2", "area contested",
             "Ground of {name} that nobody holds firmly that day."),
    Quantity("taken_km2", "km2", "area ever taken",
             "All ground of {name} the intruder ever held or contested: held or contested now "
             "plus retaken.", True),
    Quantity("retaken_km2", "km2", "area retaken so far",
             "Ground of {name} once held or contested, taken back by the holder so far.", True),
    Quantity("share_retaken", "share", "share retaken",
             "Area retaken so far over all area ever taken of {name}."),
    Quantity("settlements", "settlements", "settlements held",
             "Settlements of {name} under the intruder's control that day."),
    Quantity("depth_km", "km", "depth",
             "Greatest depth of {name} from the border that day."),
    Quantity("withdrawn_km", "km", "ground yielded in depth",
             "Distance the pressed side of {name} has fallen back (Epstein's law).", True),
)  # fmt: skip
_FRONT = (
    Quantity("km2_per_day", "km2/day", "ground gained a day",
             "Net ground the intruder gains a day on {name}, not counting the salient."),
    Quantity("gained_km2", "km2", "ground gained so far",
             "Net ground the intruder has gained on {name} since the case's start.", True),
    Quantity("withdrawn_km", "km", "ground yielded in depth",
             "Distance the pressed side of {name} has fallen back (Epstein's law).", True),
)  # fmt: skip
_STOCK = (
    Quantity("delivered", "rounds", "rounds delivered so far",
             "All rounds of {name} delivered since deliveries began.", True),
    Quantity("delivered_since_start", "rounds", "rounds delivered since the case's start",
             "Rounds of {name} delivered since the case's start.", True),
    Quantity("delivered_per_day", "rounds/day", "rounds delivered a day",
             "Rounds of {name} delivered a day."),
    Quantity("stock", "rounds", "rounds in stock",
             "Rounds of {name} delivered and not yet fired."),
    Quantity("fired_per_day", "rounds/day", "rounds fired a day",
             "All rounds the side fires a day, whatever their origin."),
    Quantity("fired_of_ally", "rounds", "rounds of it fired since the case's start",
             "Rounds of {name} fired since the case's start.", True),
    Quantity("own_stock", "rounds", "rounds of its own in stock",
             "Rounds of the side's own making in stock."),
    Quantity("produced_per_day", "rounds/day", "rounds of its own made a day",
             "Rounds the side makes itself a day."),
    Quantity("share_of_fires", "share", "share of the fire",
             "Rounds of {name} over all rounds the side fires, that day."),
)  # fmt: skip

_TALLY = (
    Quantity("casualties", "persons", "casualties so far",
             "Killed and wounded (each wounding), captured and missing of {name} so far.", True),
    Quantity("killed", "persons", "killed so far",
             "Persons of {name} killed so far, dead of wounds included.", True),
    Quantity("casualties_per_day", "persons/day", "casualties a day",
             "Killed, wounded, captured and missing of {name} that day."),
)  # fmt: skip
_COUNT = (
    Quantity("present", "persons", "strength", "Persons engaged: {name}."),
    Quantity("casualties", "persons", "casualties",
             "Killed, wounded, captured and missing: {name}."),
    Quantity("killed", "persons", "killed", "Persons killed: {name}."),
    Quantity("lost", "aircraft", "aircraft lost", "Aircraft destroyed in the air: {name}."),
)  # fmt: skip

QUANTITIES: dict[PartKind, dict[str, Quantity]] = {
    "formation": {quantity.name: quantity for quantity in _FORMATION},
    "salient": {quantity.name: quantity for quantity in _SALIENT},
    "front": {quantity.name: quantity for quantity in _FRONT},
    "stock": {quantity.name: quantity for quantity in _STOCK},
    "tally": {quantity.name: quantity for quantity in _TALLY},
    "count": {quantity.name: quantity for quantity in _COUNT},
}


def known_observables(parts: dict[str, PartKind]) -> dict[str, Quantity]:
    """Every observable that parts (id to kind) can have, by its full name."""
    return {
        f"{part}.{name}": quantity
        for part, kind in parts.items()
        for name, quantity in QUANTITIES[kind].items()
    }
