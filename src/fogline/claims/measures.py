"""Canonical measures: what a number counts, in which dimension, and how it runs in time.

The open form (head noun, predicate, role) is always kept beside the canonical name; a measure
that is not in this table is kept with an empty canonical name, never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["MEASURES", "Measure", "Timing"]

Timing = Literal[
    "at a date", "cumulative", "window", "rate", "share", "status", "ordinal", "intent"
]


@dataclass(frozen=True, slots=True)
class Measure:
    """One canonical measure.

    unit       default unit (a key of ground.units.UNITS); "" for ordinal, intent and exchange
    observable suffix of the observable it speaks about, "" where no model quantity exists
    group      error family shared by its claims: strength, killed, casualties, captured, area,
               settlements, munitions, equipment, fires, civilians, share, rate, status, exchange,
               quality, intent
    """

    name: str
    title: str
    unit: str
    timing: Timing
    observable: str
    group: str


_TABLE = [
    Measure(
        "deployed", "sent to the theatre in all", "persons", "cumulative", "deployed", "strength"
    ),
    Measure("present", "present in the sector", "persons", "at a date", "present", "strength"),
    Measure("in_combat", "on the line", "persons", "at a date", "on_line", "strength"),
    Measure(
        "in_reserve", "present but not on the line", "persons", "at a date", "off_line", "strength"
    ),
    Measure("en_route", "on the way", "persons", "at a date", "en_route", "strength"),
    Measure(
        "planned_deployment", "deployment planned or expected", "persons", "intent", "", "strength"
    ),
    Measure("reinforcement", "reinforcements sent", "persons", "window", "deployed", "strength"),
    Measure("vehicles_present", "vehicles present", "vehicles", "at a date", "", "strength"),
    Measure(
        "casualties",
        "killed, wounded, missing or captured so far",
        "persons",
        "cumulative",
        "casualties",
        "casualties",
    ),
    Measure("killed", "killed so far", "persons", "cumulative", "killed", "killed"),
    Measure("wounded", "wounded so far", "persons", "cumulative", "wounded", "casualties"),
    Measure("captured", "captured so far", "persons", "cumulative", "captured", "captured"),
    Measure("missing", "missing so far", "persons", "cumulative", "missing", "captured"),
    Measure(
        "casualties_period",
        "casualties in a window",
        "persons",
        "window",
        "casualties",
        "casualties",
    ),
    Measure("killed_period", "killed in a window", "persons", "window", "killed", "killed"),
    Measure("wounded_period", "wounded in a window", "persons", "window", "wounded", "casualties"),
    Measure(
        "daily_casualties", "casualties a day", "persons/day", "rate", "casualties", "casualties"
    ),
    Measure(
        "share_casualties",
        "casualties as a share of those sent",
        "share",
        "share",
        "casualties",
        "share",
    ),
    Measure(
        "share_killed_of_casualties",
        "killed as a share of casualties",
        "share",
        "share",
        "killed",
        "share",
    ),
    Measure(
        "area_peak_km2", "area at its peak", "km2", "at a date", "held_or_contested_km2", "area"
    ),
    Measure(
        "area_taken_km2",
        "area taken or advanced over",
        "km2",
        "at a date",
        "held_or_contested_km2",
        "area",
    ),
    Measure("area_held_km2", "area held", "km2", "at a date", "held_km2", "area"),
    Measure(
        "area_contested_km2", "area held by nobody", "km2", "at a date", "contested_km2", "area"
    ),
    Measure("area_retaken_km2", "area retaken so far", "km2", "cumulative", "retaken_km2", "area"),
    Measure(
        "area_retaken_share",
        "share of the area taken that was retaken",
        "share",
        "share",
        "retaken_km2",
        "share",
    ),
    Measure(
        "settlements_held",
        "settlements held",
        "settlements",
        "at a date",
        "settlements",
        "settlements",
    ),
    Measure("depth_km", "depth of the advance", "km", "at a date", "depth_km", "settlements"),
    Measure("width_km", "width of the front", "km", "at a date", "", "settlements"),
    Measure("advance_per_day", "advance a day", "km/day", "rate", "", "area"),
    Measure("area_per_day", "area gained a day", "km2/day", "rate", "km2_per_day", "area"),
    Measure(
        "shells_supplied",
        "shells delivered so far",
        "rounds",
        "cumulative",
        "delivered",
        "munitions",
    ),
    Measure(
        "shells_per_year",
        "shells delivered a year",
        "rounds/year",
        "rate",
        "delivered",
        "munitions",
    ),
    Measure(
        "shells_fired_per_day",
        "shells fired a day",
        "rounds/day",
        "rate",
        "fired_per_day",
        "munitions",
    ),
    Measure("shells_produced_per_day", "shells made a day", "rounds/day", "rate", "", "munitions"),
    Measure("shell_stock", "shells in stock", "rounds", "at a date", "stock", "munitions"),
    Measure(
        "share_of_fires", "share of the shells fired", "share", "share", "share_of_fires", "share"
    ),
    Measure(
        "containers", "containers delivered so far", "containers", "cumulative", "", "munitions"
    ),
    Measure(
        "missiles_supplied", "missiles delivered so far", "missiles", "cumulative", "", "munitions"
    ),
    Measure(
        "guns_supplied",
        "guns and launchers delivered so far",
        "pieces",
        "cumulative",
        "",
        "munitions",
    ),
    Measure("arrival", "arrived", "status", "status", "present", "status"),
    Measure("first_combat", "first in combat", "status", "status", "on_line", "status"),
    Measure("assault", "assaulting", "status", "status", "on_line", "status"),
    Measure("withdrawal", "taken off the line", "status", "status", "on_line", "status"),
    Measure("return", "back on the line", "status", "status", "on_line", "status"),
    Measure("offensive", "an offensive began", "status", "status", "", "status"),
    Measure("encirclement", "encircled", "status", "status", "", "status"),
    Measure("agreement", "a treaty or agreement", "status", "status", "", "status"),
    Measure(
        "denial", "the whole matter denied or not commented on", "status", "status", "", "status"
    ),
    Measure("deadline", "a date set for an aim", "status", "intent", "", "status"),
    Measure("goods_given", "goods given to an ally", "", "ordinal", "", "exchange"),
    Measure("goods_received", "goods received from an ally", "", "ordinal", "", "exchange"),
    Measure("armour_support", "armour support", "", "ordinal", "", "quality"),
    Measure("cohesion", "cohesion with neighbours", "", "ordinal", "", "quality"),
    Measure("rest", "rest and regrouping", "", "ordinal", "", "quality"),
    Measure("tactics", "tactics", "", "ordinal", "", "quality"),
    Measure("troop_quality", "quality of the troops", "", "ordinal", "", "quality"),
    Measure("intent_to_hold", "means to hold ground", "", "intent", "", "intent"),
    Measure("intent_to_retake", "means to retake ground", "", "intent", "", "intent"),
    Measure("intent_to_return", "means to come back", "", "intent", "", "intent"),
    Measure("intent_to_divert", "means to divert troops", "", "intent", "", "intent"),
    Measure("daily_killed", "killed a day", "persons/day", "rate", "killed", "killed"),
    Measure(
        "killed_or_wounded",
        "killed or wounded so far, the missing and captured left out",
        "persons",
        "cumulative",
        "casualties",
        "casualties",
    ),
    Measure(
        "withdrawn", "withdrawn, rotated out or evacuated", "persons", "cumulative", "", "strength"
    ),
    Measure("area_lost_km2", "area given up", "km2", "cumulative", "", "area"),
    Measure(
        "settlements_lost",
        "settlements given up",
        "settlements",
        "cumulative",
        "settlements",
        "settlements",
    ),
    Measure("shells_produced", "shells made", "rounds", "cumulative", "", "munitions"),
    Measure("missiles_produced", "missiles made", "missiles", "cumulative", "", "munitions"),
    Measure("missile_stock", "missiles in stock", "missiles", "at a date", "", "munitions"),
    Measure("drones_produced", "drones made", "drones", "cumulative", "", "munitions"),
    Measure("vehicles_produced", "vehicles made", "vehicles", "cumulative", "", "munitions"),
    Measure(
        "recruited", "recruited, mobilised or called up", "persons", "cumulative", "", "strength"
    ),
    Measure("trained", "trained", "persons", "cumulative", "", "strength"),
    Measure("deserted", "deserted or absent", "persons", "cumulative", "", "casualties"),
    Measure(
        "prisoners_exchanged",
        "prisoners handed over or exchanged",
        "persons",
        "cumulative",
        "",
        "captured",
    ),
    Measure("displaced", "civilians displaced or fled", "persons", "cumulative", "", "civilians"),
    Measure(
        "evacuated", "civilians or wounded evacuated", "persons", "cumulative", "", "civilians"
    ),
    Measure("formations_present", "formations present", "formations", "at a date", "", "strength"),
    Measure("guns_present", "guns and launchers present", "pieces", "at a date", "", "strength"),
    Measure("aircraft_present", "aircraft present", "aircraft", "at a date", "", "strength"),
    Measure("ships_present", "ships present", "ships", "at a date", "", "strength"),
    Measure(
        "vehicles_lost",
        "vehicles destroyed, damaged or captured",
        "vehicles",
        "cumulative",
        "",
        "equipment",
    ),
    Measure(
        "guns_lost",
        "guns and launchers destroyed or captured",
        "pieces",
        "cumulative",
        "",
        "equipment",
    ),
    Measure(
        "aircraft_lost",
        "aircraft shot down or destroyed",
        "aircraft",
        "cumulative",
        "lost",
        "equipment",
    ),
    Measure(
        "ships_lost", "ships sunk, damaged or captured", "ships", "cumulative", "", "equipment"
    ),
    Measure("drones_lost", "drones shot down or jammed", "drones", "cumulative", "", "equipment"),
    Measure("missiles_lost", "missiles intercepted", "missiles", "cumulative", "", "equipment"),
    Measure(
        "vehicles_supplied", "vehicles delivered so far", "vehicles", "cumulative", "", "munitions"
    ),
    Measure(
        "aircraft_supplied", "aircraft delivered so far", "aircraft", "cumulative", "", "munitions"
    ),
    Measure("drones_supplied", "drones delivered so far", "drones", "cumulative", "", "munitions"),
    Measure("drones_launched", "drones launched", "drones", "window", "", "fires"),
    Measure("missiles_fired", "missiles fired", "missiles", "window", "", "fires"),
    Measure("shells_fired", "shells fired in a window", "rounds", "window", "", "fires"),
    Measure("attacks", "attacks or clashes", "attacks", "window", "", "fires"),
    Measure("attacks_per_day", "attacks or clashes a day", "attacks/day", "rate", "", "fires"),
    Measure("strikes", "air, missile or artillery strikes", "strikes", "window", "", "fires"),
    Measure("sorties", "sorties flown", "sorties", "window", "", "fires"),
    Measure(
        "settlements_taken",
        "settlements taken or retaken",
        "settlements",
        "cumulative",
        "settlements",
        "settlements",
    ),
    Measure("share_held", "share of a territory held", "share", "share", "", "share"),
    Measure("share_lost", "share of equipment or stock lost", "share", "share", "", "share"),
    Measure("distance_km", "distance from a place", "km", "at a date", "", "settlements"),
    Measure("control", "a place taken or lost", "status", "status", "", "status"),
    Measure("ceasefire", "a ceasefire began or ended", "status", "status", "", "status"),
    Measure("surrender", "a force surrendered", "status", "status", "", "status"),
    Measure("intent_to_attack", "means to attack", "", "intent", "", "intent"),
    Measure("intent_to_withdraw", "means to withdraw", "", "intent", "", "intent"),
    Measure("intent_to_reinforce", "means to send more", "", "intent", "", "intent"),
    Measure("intent_to_negotiate", "means to negotiate", "", "intent", "", "intent"),
    Measure("morale", "morale", "", "ordinal", "", "quality"),
    Measure("supply_state", "state of supply", "", "ordinal", "", "quality"),
    Measure("losses_level", "losses in words only", "", "ordinal", "", "quality"),
]
MEASURES: dict[str, Measure] = {measure.name: measure for measure in _TABLE}
